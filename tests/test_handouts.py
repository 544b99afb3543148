"""The page to hand out: it says what the tables say, stands alone, and nothing gets through."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest

import mediakit as mk
from mediakit.__main__ import main
from mediakit.exploring.families import BY_NAME, SIZE_NUMBERS
from mediakit.handouts import HANDED_OUT

ARTICLE = "reservist-decree-chronicle"
ATTACKS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</style></main><b>x</b>",
    "<!-- -->' onfocus='alert(1)",
]
VOID = {"input", "img", "meta"}


class Page(HTMLParser):
    """A page whose tags close, which fetches nothing and does nothing."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.images: list[dict[str, str | None]] = []
        self.headings: list[tuple[int, str]] = []
        self.rows: list[list[str]] = []
        self.words: list[str] = []
        self.feed(html)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag not in {"script", "link", "iframe", "object", "a", "form", "b"}, tag
        given = dict(attrs)
        assert not [name for name in given if name.startswith("on")]
        assert str(given.get("src", "data:image/png;base64,")).startswith("data:image/png;base64,")
        if tag == "img":
            self.images.append(given)
        if re.fullmatch("h[1-6]", tag):
            self.headings.append((int(tag[1]), ""))
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        inside = self.open[-1] if self.open else ""
        if inside in ("style", "title"):
            assert "url(" not in data
            return
        self.words.append(data)
        if re.fullmatch("h[1-6]", inside):
            level, before = self.headings[-1]
            self.headings[-1] = (level, before + data)
        if "td" in self.open or "th" in self.open:
            self.rows[-1][-1] += f"\n{data}"

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())

    def row(self, name: str) -> list[str]:
        (found,) = [row for row in self.rows if len(row) == 4 and row[0].split("\n")[1:2] == [name]]
        return [" ".join(cell.split()) for cell in found]


@cache
def sample() -> pd.DataFrame:
    return mk.load_sample()


@cache
def page() -> Page:
    return Page(mk.handout(sample().loc[ARTICLE]).html)


@cache
def report() -> pd.Series:
    return mk.analyse(sample().loc[[ARTICLE]], [*mk.MEASURES, "sourcing"], interval=0.95).iloc[0]


def shown(name: str) -> str:
    """Name of a column in plain words."""
    names = dict(SIZE_NUMBERS)
    for family in BY_NAME.values():
        names |= family.numbers or {}
    return names[name]


def test_it_tells_where_the_article_comes_from() -> None:
    assert page().headings[0] == (1, sample()["headline"][ARTICLE])
    assert "The Aldenport Chronicle · 15 March 2031" in page().text


def test_headings_go_down_one_step_at_a_time() -> None:
    levels = [level for level, _ in page().headings]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_the_whole_text_is_there_once() -> None:
    html = mk.handout(sample().loc[ARTICLE]).html
    marked = html.split('<div class="mk-text">')[1].split("</div>")[0]
    without_signs = re.sub(r"<sup.*?</sup>", "", marked)
    text = Page(f"<div>{without_signs}</div>").text
    # where a mark begins or ends inside of a word, that has a space too many
    assert text.replace(" ", "") == "".join(str(sample()["text"][ARTICLE]).split())


def test_every_number_has_evidence_an_interval_and_its_trust() -> None:
    for family in ("readability", "tone", "hedging", "loaded", "speakers"):
        for column, name in (BY_NAME[family].numbers or {}).items():
            row = page().row(name)
            assert len(row) == 4
            assert row[1] and row[2], column
            assert re.match("Checked: .*[0-9]|Not checked", row[3]), column
            if f"{column}_low" in report().index:
                assert " to " in row[1], column
            caveat = str(mk.codebook().loc[column, "caveat"]).split(" | ")[0]
            assert caveat in row[3]


def test_values_are_those_of_the_table() -> None:
    assert page().row(shown("n_words"))[1] == f"{report()['n_words']:.0f}"
    certainty = page().row(shown("certainty"))[1]
    low, high = report()["certainty_low"], report()["certainty_high"]
    assert certainty == f"{report()['certainty']:.2f} {low:.2f} to {high:.2f}"
    quoted = page().row(shown("quoted_word_share"))[1]
    assert quoted.startswith(f"{100 * report()['quoted_word_share']:.0f}% ")


def test_evidence_is_counted_as_the_tables_list_it() -> None:
    evidence = mk.evidence(sample().loc[[ARTICLE]])["measure"].value_counts()
    words, sentences = (int(report()[name]) for name in ("n_words", "n_sentences"))
    hedges = page().row(shown("hedges_per_100_words"))[2]
    assert hedges == f"{evidence['hedging']} hedges in {words} words"
    tone = page().row(shown("sentiment"))[2]
    assert tone == f"{evidence['sentiment']} words with a tone in {sentences} sentences"
    assert page().row(shown("positive_share"))[2] == f"{sentences} sentences"
    attributions = int(report()["n_attributions"])
    assert page().row(shown("speakers"))[2] == f"{attributions} attributions"


def test_sources_are_the_quotations() -> None:
    table = mk.quotations(sample().loc[[ARTICLE]])
    heard = table[table["cue_kind"] != "attitude"]
    listed = [row for row in page().rows if len(row) == 5 and row[0].strip().isdigit()]
    assert len(listed) == len(heard)
    for row, speaker, kind in zip(listed, heard["speaker"], heard["speaker_kind"], strict=True):
        assert speaker in " ".join(row[1].split())
        assert row[2].strip() == kind
    # passages with a word that attributes them are what the measure counts
    going_on = sum(row[3].strip() == "goes on" for row in listed)
    assert len(heard) - going_on == report()["n_attributions"]


def test_every_chart_has_its_alt_text() -> None:
    alts = [str(image["alt"]) for image in page().images]
    assert len(alts) == len([name for name in HANDED_OUT if BY_NAME[name].is_drawn])
    assert alts[0] == mk.plot.description(mk.plot.readability(report().to_frame().T))
    assert all(re.match(r"[A-Z][a-z]+ chart of .*\.$", alt) for alt in alts)


def test_the_codebook_has_every_column_that_is_shown() -> None:
    for family in HANDED_OUT:
        for column in BY_NAME[family].numbers or {}:
            assert f"({column})" in page().text
            assert str(mk.codebook().loc[column, "definition"]).split(" | ")[0] in page().text


def test_only_what_is_asked_for_is_told() -> None:
    hedging = Page(mk.handout(sample().loc[ARTICLE], ["hedging"]).html)
    assert len(hedging.images) == 1
    assert shown("certainty") in hedging.text
    assert shown("sentiment") not in hedging.text
    assert "Sources" not in hedging.text
    assert Page(mk.handout("It may rain.", []).html).images == []


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_gets_through(attack: str) -> None:
    text = (
        f"The minister may resign. “It failed {attack},” said Ilse Marrand {attack} of Aldenport."
    )
    article = {"headline": attack, "text": f"{attack} {text}", "outlet": attack}
    found = Page(mk.handout(pd.DataFrame([article])).html)
    assert found.headings[0] == (1, attack)


@pytest.mark.parametrize(
    "text",
    ["Yes.", "!!!", "«»", "12", "word " * 3000, "a\0b \ud800 c may", "Je ne sais pas. Peut-être."],
)
def test_odd_articles_have_pages(text: str, tmp_path: Path) -> None:
    found = mk.handout(text)
    Page(found.html)
    assert "nan" not in Page(found.html).text.lower().split()
    assert found.to_html(tmp_path / "page.html").read_text("utf-8") == found.html


def test_the_same_article_gives_the_same_page() -> None:
    text = "The minister may resign, critics say."
    assert mk.handout(text).html == mk.handout(text).html


def test_what_cannot_be_handed_out_is_told() -> None:
    with pytest.raises(ValueError, match="takes one article, and there are 48"):
        mk.handout(sample())
    with pytest.raises(ValueError, match="there is none"):
        mk.handout([])
    with pytest.raises(ValueError, match="is empty"):
        mk.handout(" ")
    with pytest.raises(ValueError, match="is missing"):
        mk.handout([None])
    with pytest.raises(ValueError, match="no family 'tones'; there are readability, "):
        mk.handout("It may rain.", ["tones"])


def test_a_page_is_written_whole_and_replaces_nothing_unasked(tmp_path: Path) -> None:
    found, target = mk.handout("It may rain.", ["hedging"]), tmp_path / "page.html"
    assert found.to_html(target) == target
    target.write_text("mine")
    with pytest.raises(FileExistsError, match="is there already"):
        found.to_html(target)
    assert target.read_text() == "mine"
    found.to_html(target, overwrite=True)
    assert target.read_text("utf-8") == found.html
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]


def test_the_style_is_ready_for_paper() -> None:
    html = mk.handout("It may rain.", []).html
    assert "@page { size:A4;" in html
    rules = html.split("@media print {", 1)[1]
    assert "h1, h2, h3, thead, .how { break-after:avoid; }" in rules
    assert re.search(r"tr, figure, .*break-inside:avoid", rules)
    assert "thead { display:table-header-group; }" in rules


def test_the_command_writes_one_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, target = tmp_path / "story.txt", tmp_path / "page.html"
    file.write_text("Ferry late again\n\nThe ferry may be late, some say.", "utf-8")
    arguments = ["article", str(file), "--report", str(target)]
    assert main(arguments) == 0
    assert capsys.readouterr().out.split() == [str(target)]
    assert Page(target.read_text("utf-8")).headings[0] == (1, "Ferry late again")
    assert main(arguments) == 2
    assert "--force replaces it" in capsys.readouterr().err
    assert main([*arguments, "--force"]) == 0
    assert main([*arguments, "--force", "--open"]) == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["page.html", "story.txt"]


def test_the_command_takes_one_article_of_a_table(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, target = tmp_path / "articles.csv", tmp_path / "page.html"
    sample().head(10).to_csv(file)
    arguments = ["article", str(file), "--report", str(target)]
    assert main([*arguments, "--article", ARTICLE]) == 0
    assert sample()["headline"][ARTICLE] in target.read_text("utf-8")
    assert main([*arguments, "--force"]) == 0
    assert sample()["headline"].iloc[0] in target.read_text("utf-8")
    capsys.readouterr()
    assert main([*arguments, "--force", "--article", "gone"]) == 2
    told = capsys.readouterr().err
    assert "no article 'gone'; there are reservist-decree-halden" in told
    assert "and 2 more" in told
    assert main([*arguments[:-1], str(tmp_path / "nowhere" / "page.html")]) == 2
    assert "there is no folder" in capsys.readouterr().err


def test_no_jupyter_is_needed(tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text("The ferry may be late, some say.", "utf-8")
    code = """
import sys
for name in ("IPython", "ipywidgets", "nbformat", "nbconvert", "nbclient", "jupyter_core", "tqdm"):
    sys.modules[name] = None
from mediakit.__main__ import main
sys.exit(main(["article", "story.txt", "--report", "page.html"]))
"""
    done = subprocess.run(
        # pandas 2.2.0 announces that it will need pyarrow
        [sys.executable, "-W", "ignore::DeprecationWarning", "-c", code],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(Path(mk.__file__).parent.parent)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert (tmp_path / "page.html").stat().st_size > 10_000
