"""Words of articles stay words: in every display, every report and every exported table."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import mediakit as mk
from mediakit.__main__ import main
from mediakit.coding.spreadsheet import original_cell, read_sheet, safe_cell, safe_table
from mediakit.exploring.still import stand_still
from mediakit.reporting import NOTEBOOKS, as_page, run_notebook

from .attacks import (
    ATTACKS,
    ATTRIBUTES,
    CANARY,
    ELEMENTS,
    attacked_articles,
    foreign,
    words_of,
)

matplotlib = pytest.importorskip("matplotlib")
OPENING = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@pytest.fixture(scope="module")
def articles() -> pd.DataFrame:
    return attacked_articles()


@pytest.fixture(scope="module")
def report(articles: pd.DataFrame) -> pd.DataFrame:
    return mk.analyse(articles)


QUESTION = mk.Question(
    name="said", text=ATTACKS[0], answers={"yes": ATTACKS[1], ATTACKS[2]: "no"}, example=ATTACKS[7]
)


def coded(articles: pd.DataFrame) -> list[pd.DataFrame]:
    sheet = mk.coding_sheet(articles, n=20, questions=["hedged", QUESTION])
    half = ["yes", "no"] * (len(sheet) // 2) + ["yes"] * (len(sheet) % 2)
    return [
        sheet.assign(coder=ATTACKS[0], hedged="yes", said="yes"),
        sheet.assign(coder=ATTACKS[1], hedged=half, said="yes"),
    ]


OWN = mk.Measure(
    name=ATTACKS[2],
    columns={"n_own": ATTACKS[0]},
    count=lambda corpus: {"n_own": corpus.count_at(mk.MEASURES[0].find(corpus).first)},
    score=lambda counts: {"n_own": counts["n_own"]},
    find=lambda corpus: mk.MEASURES[0].find(corpus),
)

#: Every public function that gives something to be shown.
SHOWN: dict[str, Callable[[pd.DataFrame], Any]] = {
    "analyse": lambda a: mk.analyse(a, interval=0.95),
    **{
        f"analyse by {unit}": lambda a, unit=unit: mk.analyse(a, unit=unit)
        for unit in ("paragraph", "sentence", "section", "voice")
    },
    **{
        name: getattr(mk, name)
        for name in (
            "readability",
            "sentiment",
            "hedging",
            "loaded",
            "sourcing",
            "keywords",
            "quotations",
            "evidence",
            "diversity",
            "same_story",
            "copied_sentences",
            "without_copies",
        )
    },
    "clean": lambda a: mk.clean(a).articles,
    "changes": lambda a: mk.clean(a).changes,
    "kwic": lambda a: mk.kwic(a, ["minister", "*attack*"]),
    "collocations": lambda a: mk.collocations(a, "minister"),
    "dispersion": lambda a: mk.dispersion(a, ["minister", "said"]),
    "keyness": lambda a: mk.keyness(a, by="outlet", target=a["outlet"].iloc[0]),
    "word_shift": lambda a: mk.word_shift(a, by=a["outlet"].tolist(), target=a["outlet"].iloc[0]),
    "compare": lambda a: mk.compare(mk.analyse(a), by=a["outlet"], cluster=a["story"]),
    "over_time": lambda a: mk.over_time(
        mk.analyse(a), pd.to_datetime(a["published"], errors="coerce")
    ),
    "line_up": lambda a: mk.line_up(a.head(6)),
    **{
        f"line_up, {part}": lambda a, part=part: getattr(mk.line_up(a.head(6)), part)
        for part in ("measures", "headlines", "speakers", "naming", "only_here", "copied")
    },
    "coding_sheet": lambda a: coded(a)[0],
    "agreement": lambda a: mk.agreement(*coded(a), questions=["hedged", QUESTION], articles=a),
    "disagreements": lambda a: mk.disagreements(*coded(a), questions=["hedged", QUESTION]),
    "codebook": lambda a: mk.codebook().rename(index={"certainty": ATTACKS[0]}),
    "codebook, in part": lambda a: mk.codebook()[["definition"]].rename(
        index={"certainty": ATTACKS[0]}, columns={"definition": ATTACKS[1]}
    ),
    "read": mk.read,
    "reading_report": lambda a: mk.reading_report(
        mk.read(a.rename(columns={"text": ATTACKS[0]}), text=ATTACKS[0])
    ),
    "explore, standing still": stand_still,
}


@pytest.mark.parametrize("name", SHOWN)
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_no_display_has_an_element_that_is_not_ours(articles, name):
    # without half a surrogate pair, which tests/contract/test_any_text.py is about
    shown = SHOWN[name](articles.map(lambda cell: cell.replace("\ud800", "")))
    html = shown._repr_html_()
    assert html
    assert foreign(html) == []


def test_the_look_for_foreign_elements_finds_them():
    for attack in ATTACKS[:2]:
        assert foreign(f"<p>{attack}</p>")
    assert foreign('<p title="" onfocus="attacked(5)">')
    assert foreign("<style>a{background:url(//attacker.invalid)}</style>")
    assert foreign('<p style="background:url(//attacker.invalid)">')
    assert foreign('<img src="http://example.org/a.png">')
    assert foreign("<p>&lt;script&gt;attacked(1)&lt;/script&gt;</p>") == []


@pytest.mark.parametrize("number", range(len(ATTACKS)))
def test_marked_text_is_the_text(articles, tmp_path, number):
    article = articles.iloc[number]
    measures = ["sentiment", "hedging", "boosting", "loaded", "keywords", "sourcing", "readability"]
    marked = mk.highlight(article, measures, dim="quotation")
    assert foreign(marked.html) == []
    shown = words_of(marked.html)
    fit = article["text"].replace("\0", "\ufffd").replace("\ud800", "\ufffd")
    seen = " ".join(fit.split("\n\n")[2].split())
    assert not seen or seen.split()[0] in shown
    page = marked.to_html(tmp_path / "page.html").read_text("utf-8")
    whole = frozenset(["html", "head", "meta", "title", "body"])
    assert foreign(page, ELEMENTS | whole, ATTRIBUTES | {"name", "content", "charset"}) == []


def test_a_handout_is_a_page_of_ours(articles):
    page = mk.handout(articles.iloc[0]).html
    plain = foreign(mk.handout(mk.load_sample().iloc[0]).html)
    assert set(foreign(page)) <= set(plain)
    assert not any(CANARY.search(found) for found in foreign(page))


def charts(articles: pd.DataFrame, report: pd.DataFrame) -> Iterator[Any]:
    """Draw every chart of words, names or labels."""
    plot, one = mk.plot, articles.iloc[[12]]
    by = ATTACKS[11]  # a formula that matplotlib can't read
    table = report.assign(**{by: articles["outlet"].to_numpy()})
    dates = pd.to_datetime(articles["published"], errors="coerce")
    quotes = mk.quotations(articles)
    yield plot.distribution(table, "sentiment", by=by)
    yield plot.heat_map(table, ["sentiment", "certainty"], by=by)
    yield plot.relation(table, "sentiment", "certainty", by=by)
    yield plot.over_time(table.assign(published=dates), "sentiment", by=by)
    yield plot.effects(mk.compare(report, by=articles["outlet"]), ["sentiment", "certainty"])
    target = articles["outlet"].iloc[0]
    yield plot.word_shift(mk.word_shift(articles, by=articles["outlet"].tolist(), target=target))
    yield plot.keyness(mk.keyness(articles, by="outlet", target=target))
    yield plot.key_terms(mk.keyness(articles, by="outlet", target=target))
    yield plot.dispersion(mk.kwic(articles, ["minister", "*attack*"]))
    yield plot.keywords(mk.keywords(one))
    yield plot.loaded(mk.evidence(one, "loaded"))
    lined = mk.line_up(articles.head(6))
    yield plot.shared_words(lined.measures, label=lined.articles["outlet"])
    for label in articles.index[[0, 11]]:
        said = quotes[quotes["article"] == label]
        yield plot.speakers(said)
        yield plot.speaker_map(said, text=articles.loc[label, "text"])


@pytest.mark.filterwarnings("ignore:Glyph")
def test_charts_show_dollar_signs_and_markup_as_they_are(articles, report, tmp_path):
    for chart in charts(articles, report):
        picture = mk.plot.show(chart, caption=ATTACKS[3])
        assert foreign(picture._repr_html_()) == []
        drawing = picture.save(tmp_path / "chart.svg").read_text("utf-8")
        assert "<script" not in drawing
        assert not any(word in drawing for word in ("onerror=a", "onload=a", 'xlink:href="java'))


def saved(articles: pd.DataFrame, folder: Path) -> Path:
    """Save the articles under a name that is an attack too."""
    file = folder / "<img src=x onerror=attacked(9)>.jsonl"
    rows = articles.reset_index(names="id").to_dict("records")
    file.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    return file


@pytest.fixture(scope="module")
def attacked_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return saved(attacked_articles(), tmp_path_factory.mktemp("news"))


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_notebooks_and_their_pages_hold_words_only(attacked_file, tmp_path, name):
    parameters: dict[str, Any] = {"source": str(attacked_file)}
    if name == "article":
        parameters["article"] = ATTACKS[0]
    if name == "validate":
        parameters["filled_sheets"] = filled(attacked_file, tmp_path)
    executed, page = run_notebook(name, tmp_path, parameters, f"{attacked_file.name}: {name}")
    cells = json.loads(executed.read_text("utf-8"))["cells"]
    outputs = [output for cell in cells for output in cell.get("outputs", [])]
    assert not [o for o in outputs if o["output_type"] == "error"]
    shown = ["".join(o["data"]["text/html"]) for o in outputs if "text/html" in o.get("data", {})]
    assert len(shown) > 3
    assert [found for html in shown for found in foreign(html)] == []
    # "$5 and $6" is no formula; notebooks would set it as one
    assert all("tex2jax_ignore" in html for html in shown)
    kinds = {kind for output in outputs for kind in output.get("data", {})}
    assert kinds <= {"text/html", "text/plain"}
    template = as_page(_empty_notebook(), "t")
    assert page.read_text("utf-8").count("<script") == template.count("<script")
    assert not any(CANARY.search(f) for f in foreign(page.read_text("utf-8")))


def filled(source: Path, folder: Path) -> list[str]:
    """Fill in two coding sheets of the articles, as the notebook would draw them."""
    sureness = mk.Question("sureness", "How sure?", [-1, 0, 1], scale="ordinal")
    sheet = mk.coding_sheet(mk.read(source), n=150, by="outlet", questions=["hedged", sureness])
    paths = []
    for number, coder in enumerate(ATTACKS[:2]):
        answers = ["yes", "no"] * len(sheet)
        hedged, sure = answers[number : len(sheet) + number], [0, 1, 1] * len(sheet)
        own = sheet.assign(coder=coder, hedged=hedged, sureness=sure[: len(sheet)])
        paths.append(str(folder / f"{number}.csv"))
        safe_table(own).to_csv(paths[-1], index=False)
    return paths


def _empty_notebook() -> Any:
    import nbformat

    return nbformat.v4.new_notebook()


def test_coding_sheets_hold_no_formula(articles, tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    for name in ("sheet.csv", "sheet.xlsx"):
        mk.coding_sheet(articles, n=100, questions=["hedged", QUESTION], path=tmp_path / name)
    with (tmp_path / "sheet.csv").open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert any(cell.startswith("'=") for cell in cells)
    assert [cell for cell in cells if cell.startswith(OPENING)] == []
    for sheet in openpyxl.load_workbook(tmp_path / "sheet.xlsx"):
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                assert not (isinstance(cell.value, str) and cell.value.startswith(OPENING))


def test_tables_of_ones_own_can_be_made_safe(articles, tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    table = articles.rename(columns={"story": "=1+1"}).map(lambda c: c.replace("\ud800", ""))
    table = table.assign(number=-2.5).set_index("byline", append=True)
    table.index.names = ["@a", "-b"]
    safe = safe_table(table)
    safe.to_csv(tmp_path / "own.csv")
    with (tmp_path / "own.csv").open(encoding="utf-8", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert [cell for cell in cells if cell.startswith(OPENING) and cell != "-2.5"] == []
    safe.to_excel(tmp_path / "own.xlsx")
    for row in openpyxl.load_workbook(tmp_path / "own.xlsx").active.iter_rows():
        assert all(cell.data_type != "f" for cell in row)
    assert safe["number"].tolist() == [-2.5] * len(table)


def test_labels_that_are_categories_are_kept():
    labels = pd.CategoricalIndex(["=1+1", "north"])
    safe = safe_table(pd.DataFrame({"n": [1, 2]}, index=labels))
    assert safe.index.tolist() == ["'=1+1", "north"]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_no_cell_of_a_csv_holds_a_cell_that_runs(tmp_path, separator):
    # in much of the world, spreadsheet programs take a semicolon for the separator
    attack = 'Perhaps;=1+1; "=2+2";\t=3+3\n=4+4 | @x may;\'=5+5 be'
    sheet = mk.coding_sheet(attack, 9, questions="hedged", unit="article")
    mk.coding_sheet(attack, questions="hedged", unit="article", path=tmp_path / "sheet.csv")
    with (tmp_path / "sheet.csv").open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file, delimiter=separator) for cell in row]
    assert [cell for cell in cells if cell.lstrip(' \t"').startswith(("=", "+", "-", "@"))] == []
    assert read_sheet(tmp_path / "sheet.csv")["text"].tolist() == sheet["text"].tolist() == [attack]


@given(st.text("=+-@;|\t\n '\"a\ufeff"))
def test_what_makes_a_cell_safe_can_be_taken_away_again(text):
    assert original_cell(safe_cell(text)) == text


def test_questions_may_hold_what_no_file_can(tmp_path):
    odd = mk.Question(name="said", text="Who\0\ud800?", answers=["yes", "no"], example="\x01")
    mk.coding_sheet("The mill is back.", questions=[odd], path=tmp_path / "sheet.csv")
    assert "Who��?" in (tmp_path / "sheet_instructions.txt").read_text("utf-8")
    openpyxl = pytest.importorskip("openpyxl")
    mk.coding_sheet("The mill is back.", questions=[odd], path=tmp_path / "sheet.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "sheet.xlsx")["Coding"]
    assert sheet.data_validations.dataValidation[0].prompt == "Who��?"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other permissions")
def test_what_only_its_owner_may_read_stays_so_when_it_is_replaced(tmp_path):
    page = tmp_path / ("mill" * 60 + ".html")  # as long as names may be, nearly
    page.write_text("old")
    page.chmod(0o600)
    mk.handout("The mill may be back.", ["hedging"]).to_html(page, overwrite=True)
    assert page.stat().st_mode & 0o777 == 0o600
    assert "The mill" in page.read_text("utf-8")
    named = tmp_path / ("磨" * 83 + ".html")  # 254 bytes
    mk.handout("The mill may be back.", ["hedging"]).to_html(named)
    assert named.exists()


@pytest.mark.parametrize(
    ("command", "file"),
    [
        (["demo"], "article.ipynb"),
        (["demo"], "corpus.html"),
        (["article", "{source}"], "article.ipynb"),
        (["corpus", "{source}"], "corpus.html"),
        (["course"], "lesson_1_reading_ease.ipynb"),
    ],
)
def test_the_command_line_replaces_nothing_unasked(attacked_file, tmp_path, capsys, command, file):
    there = tmp_path / file
    if command == ["course"]:
        from mediakit.course.lessons import course_folder

        there = tmp_path / sorted(course_folder().glob("lesson_1*.ipynb"))[0].name
        asked = [*command, str(tmp_path)]
    else:
        asked = [part.format(source=attacked_file) for part in command] + ["--to", str(tmp_path)]
    there.write_text("mine")
    assert main(asked) == 2
    assert "there already" in capsys.readouterr().err
    assert there.read_text() == "mine"
    there.unlink()
    there.symlink_to(tmp_path / "nowhere")
    assert main(asked) == 2
    assert not (tmp_path / "nowhere").exists()


def test_errors_hold_no_command_for_a_terminal(tmp_path, capsys):
    source = tmp_path / "news.jsonl"
    rows = [{"id": f"\x1b]0;attacked({n})\x07", "text": "The mill is back."} for n in range(2)]
    source.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    page = str(tmp_path / "page.html")
    assert main(["article", str(source), "--article", "none", "--report", page]) == 2
    told = capsys.readouterr().err
    assert "attacked(0)" in told
    assert "\x1b" not in told


def test_tables_replace_nothing_unasked(attacked_file, tmp_path, capsys):
    for name in ("out.parquet", "out.rejected.jsonl"):
        (tmp_path / name).write_text("mine")
        assert main(["corpus", str(attacked_file), "--to", str(tmp_path / "out.parquet")]) == 2
        assert "there already" in capsys.readouterr().err
        assert (tmp_path / name).read_text() == "mine"
        (tmp_path / name).unlink()


@pytest.mark.parametrize("write", ["highlight", "sheet.csv", "sheet.xlsx", "chart"])
def test_what_fails_on_the_way_leaves_the_old_file(write, articles, tmp_path, monkeypatch):
    path = tmp_path / {"highlight": "a.html", "chart": "a.png"}.get(write, write)
    if write.startswith("sheet"):
        monkeypatch.setattr("mediakit.coding.spreadsheet.is_there", lambda path: False)
    path.write_text("old")

    def fails(*args: object, **kwargs: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr("os.fsync", fails)
    article = mk.load_sample().head(2)
    picture = mk.plot.show(mk.plot.readability(mk.readability(article.head(1))))
    work: dict[str, Callable[[], object]] = {
        "highlight": lambda: mk.highlight(article.iloc[0]).to_html(path),
        "chart": lambda: picture.save(path),
    }
    with pytest.raises(OSError, match="no space left"):
        work.get(write, lambda: mk.coding_sheet(article, n=3, path=path))()
    assert path.read_text() == "old"
    assert [file for file in tmp_path.iterdir() if "part" in file.name] == []
