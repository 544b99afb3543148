"""Marked-up articles: nothing lost, nothing let through, everything told without colour."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediakit.analysis import evidence
from mediakit.highlighting import Highlighted, highlight
from mediakit.highlighting.appearance import DARK_SHARE, LIGHT_SHARE, appearances, style_rules
from mediakit.highlighting.segments import Span, segments
from mediakit.measures import Matches, Measure
from mediakit.palette import DARK_GROUND, LIGHT_GROUND, OWN, PALETTE, TONES, hue, mix

ARTICLE = (
    "The minister was happy. It was a wonderful, wonderful day.\n\n"
    "A terrible delay\n\n"
    "“This is a terrible mistake,” Ada Fenn said. “A horrible (‘awful’) one.”\n"
    "Nobody  was hurt &amp; 3 < 4 > 2.\n\n\n  The end.  "
)
ATTACKS = [
    "<script>alert(1)</script> wonderful <img src=x onerror=alert(1)>",
    "</p></article><style>body{display:none}</style>wonderful",
    'wonderful" onmouseover="alert(1)" x="\' onfocus=\'alert(1)',
    "<!-- wonderful --> ]]> &lt;b&gt; &#60;script&#62;",
]
VOID = {"input", "meta"}


class Page(HTMLParser):
    """What a reader of the page gets: texts by class, tags, and whether each tag was closed."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[tuple[str, str]] = []
        self.pieces: list[tuple[str, tuple[str, ...]]] = []
        self.feed(page)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append((tag, dict(attrs).get("class") or ""))

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open[-1][0] == tag, f"</{tag}> closes {self.open[-1:]}"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.pieces.append((data, tuple(f"{tag}.{name}" for tag, name in self.open)))

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")

    def text(self, within: str, without: str = "no such class") -> str:
        return "".join(
            data
            for data, around in self.pieces
            if any(within in a for a in around) and not any(without in a for a in around)
        )

    def article_text(self) -> str:
        return self.text("mk-text", "mk-sign")


def finder(name: str, spans: list[tuple[int, int]], label: str = "kind") -> Measure:
    """A measure that finds given stretches of tokens, wherever they are."""

    def find(corpus):
        kept = [(a, b) for a, b in spans if b < len(corpus.tokens)]
        first, last = np.array(kept, dtype=np.int64).reshape(-1, 2).T
        return Matches(first, last, np.full(len(kept), label, dtype=object), np.ones(len(kept)))

    return Measure(
        name=name,
        columns={f"n_{name}": "Matches."},
        count=lambda corpus: {f"n_{name}": corpus.count_at(find(corpus).first)},
        score=lambda counts: {f"n_{name}": counts[f"n_{name}"]},
        find=find,
    )


def shown(text: str) -> str:
    return re.sub("[\0\ud800-\udfff]", "\ufffd", text)


# What is shown


def test_the_text_comes_out_character_for_character():
    page = Page(highlight(ARTICLE, ["sentiment", "readability"]).html)
    assert page.article_text() == ARTICLE


@given(st.text(alphabet=st.characters(exclude_categories=[])), st.sampled_from(["quotation", None]))
def test_any_text_comes_out(text, dim):
    page = Page(highlight(text, ["sentiment", finder("own", [(0, 1), (1, 2)])], dim=dim).html)
    if text.strip():
        assert page.article_text() == shown(text)
    else:
        assert "no text" in page.text("mk-note")


def test_paragraphs_are_paragraphs_and_short_lines_between_them_are_subheads():
    html = highlight(ARTICLE, "sentiment").html
    page = Page(html)
    classes = [attrs["class"] for tag, attrs in page.tags if tag == "p"]
    assert classes == ["mk-paragraph", "mk-paragraph mk-subhead", *["mk-paragraph"] * 3]
    assert page.text("mk-subhead", "mk-sign") == "A terrible delay"
    # lines of a list are none of them subheads
    listed = Page(highlight("One line.\n\nTwo\nThree\n\nFour lines.").html)
    assert not any("mk-subhead" in (attrs.get("class") or "") for _, attrs in listed.tags)


def test_each_row_of_evidence_has_its_mark_and_its_sign():
    result = highlight(ARTICLE, ["sentiment", "readability"])
    page = Page(result.html)
    signs = Counter(
        data.strip()
        for data, around in page.pieces
        if "mk-text" in " ".join(around) and "mk-sign" in around[-1]
    )
    rows = result.evidence
    assert signs == {
        "+": (rows["label"] == "positive").sum(),
        "−": (rows["label"] == "negative").sum(),
        "hard": (rows["measure"] == "readability").sum(),
    }
    assert min(signs.values()) > 0
    marked = {data for data, around in page.pieces if "mk-mark" in around[-1]}
    assert set(rows["text"]) <= marked


def test_the_evidence_is_that_of_mk_evidence():
    frame = pd.DataFrame({"text": [ARTICLE]}, index=["a1"])
    result = highlight(frame.loc["a1"], ["sentiment", "readability"])
    pd.testing.assert_frame_equal(result.evidence, evidence(frame, ["sentiment", "readability"]))


def test_the_legend_counts_the_rows_of_evidence():
    result = highlight(ARTICLE, ["sentiment", "readability", finder("own", [])])
    page = Page(result.html)
    counts = [
        (data, "mk-label" in around[-2]) for data, around in page.pieces if "mk-count" in around[-1]
    ]
    rows = result.evidence
    by_measure = [str((rows["measure"] == m).sum()) for m in ("sentiment", "readability", "own")]
    assert [data for data, of_label in counts if not of_label] == by_measure
    by_label = rows.groupby("measure")["label"].value_counts()
    assert sorted(data for data, of_label in counts if of_label) == sorted(map(str, by_label))
    assert by_measure[2] == "0"


def test_tooltip_tells_measure_label_weight_and_voice():
    page = Page(highlight("“It was a terrible day,” she said.", "sentiment").html)
    titles = [attrs["title"] for tag, attrs in page.tags if tag == "mark" and "title" in attrs]
    assert len(titles) == 1
    assert re.fullmatch(r"sentiment: negative, weight -[\d.]+, in a quotation", titles[0])


def test_what_tooltips_say_is_also_a_table():
    result = highlight(ARTICLE, "sentiment")
    page = Page(result.html)
    cells = [data for data, around in page.pieces if around[-1].startswith("td.")]
    assert cells[::5] == result.evidence["text"].tolist()
    assert cells[2::5] == result.evidence["label"].tolist()
    assert cells[4::5] == result.evidence["voice"].tolist()


# Overlapping matches


def test_nested_and_overlapping_matches_keep_every_family():
    outer, inner, across = (
        finder("outer", [(0, 3)]),
        finder("inner", [(1, 2)]),
        finder("x", [(2, 5)]),
    )
    result = highlight("one two three four five six seven", [outer, inner, across])
    page = Page(result.html)
    assert page.article_text() == result.text
    over = [
        (data, {a.split("own-")[1] for a in around if "own-" in a})
        for data, around in page.pieces
        if any("mk-text" in a for a in around) and "mk-sign" not in around[-1]
    ]
    assert over == [
        ("one ", {"0"}),
        ("two ", {"0", "1"}),
        ("three", {"0", "1", "2"}),
        (" four", {"0", "2"}),
        (" five six", {"2"}),
        (" seven", set()),
    ]
    titles = [attrs["title"] for tag, attrs in page.tags if tag == "mark" and "title" in attrs]
    assert "outer: kind, weight 1; inner: kind, weight 1; x: kind, weight 1" in titles


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12), st.integers(0, 2)), max_size=12))
def test_segments_tile_the_text_and_carry_exactly_what_lies_over_them(raw):
    spans = [Span(min(a, b), max(a, b), family) for a, b, family in raw]
    found = list(segments(12, spans))
    assert [s.start for s in found] == [0, *(s.end for s in found[:-1])]
    assert found[-1].end == 12
    for s in found:
        lying = [x for x in spans if x.start <= s.start and s.end <= x.end and x.start < x.end]
        assert sum(n for _, _, n in s.over) == len(lying)
        assert {family for family, _, _ in s.over} == {x.family for x in lying}
    closed = sorted(row for s in found for row in s.closing)
    assert closed == [row for row, x in enumerate(spans) if x.start < x.end]


def test_many_matches_on_one_word_are_told_in_brief():
    result = highlight("only word", finder("own", [(0, 0)] * 50))
    page = Page(result.html)
    titles = [attrs["title"] for tag, attrs in page.tags if tag == "mark" and "title" in attrs]
    assert titles[0].endswith("and 46 more")


def test_long_articles_stay_linear():
    sizes = [len(highlight(f"{ARTICLE}\n\n" * n, "sentiment").html) for n in (10, 20, 40)]
    assert sizes[2] - sizes[1] == pytest.approx(2 * (sizes[1] - sizes[0]), rel=0.01)


# Nothing gets through


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("place", ["text", "headline", "label", "measure", "outlet"])
def test_attacks_stay_text(attack, place):
    row = {"text": "A wonderful day.", "headline": "Head", "outlet": "Paper"}
    own = finder("own", [(0, 2)])
    if place in row:
        row[place] = attack
    elif place == "label":
        own = finder("own", [(0, 2)], label=attack)
    else:
        own = finder(attack, [(0, 2)])
    result = highlight(pd.DataFrame([row]), ["sentiment", own])
    page = Page(result.html)
    allowed = {
        *("article", "style", "div", "p", "strong", "label", "input", "span", "mark", "sup"),
        *("details", "summary", "table", "thead", "tbody", "tr", "th", "td"),
    }
    assert {tag for tag, _ in page.tags} <= allowed
    names = {name for _, attrs in page.tags for name in attrs}
    assert names <= {"class", "lang", "title", "role", "type", "checked", "scope", "style"} | {
        "aria-label",
        "aria-level",
    }
    plain = (
        r"background-color:rgba\([\d., ]+\);color:inherit;border-bottom:\dpx [a-z]+ #[0-9A-Fa-f]{6}"
    )
    styles = [attrs["style"] for _, attrs in page.tags if "style" in attrs]
    assert styles
    assert all(re.fullmatch(plain, style) for style in styles)
    assert sum(tag == "style" for tag, _ in page.tags) == 1
    assert attack not in page.text("style")
    if place == "text":
        assert page.article_text() == attack
    if place == "headline":
        assert page.text("mk-headline") == attack
    if place == "outlet":
        assert page.text("mk-origin") == attack
    if place == "label":
        assert attack in page.text("mk-labels")


def test_nothing_is_fetched_and_no_script_runs(tmp_path):
    page = highlight(ARTICLE, ["sentiment", "readability"]).to_html(tmp_path / "a.html")
    text = page.read_text("utf-8")
    assert not re.search(r"https?:|//|url\(|@import|<script|<link|javascript:|\bon\w+=", text)


def test_what_no_page_can_carry_is_replaced_in_the_page_alone(tmp_path):
    text = "A wonder\ud800ful \0 wonderful day."
    result = highlight(pd.Series({"text": text, "headline": "\udfff"}, dtype=object), "sentiment")
    assert Page(result.html).article_text() == "A wonder\ufffdful \ufffd wonderful day."
    assert result.text == text
    assert result.evidence["text"].tolist() == ["wonderful"]
    str(result).encode("utf-8")
    result._repr_html_().encode("utf-8")
    assert "\ufffd" in result.to_html(tmp_path / "a.html").read_text("utf-8")


def test_style_touches_nothing_outside():
    rules = re.sub(
        r"/\*.*?\*/", "", style_rules(appearances([*PALETTE, "own"]).values()), flags=re.S
    )
    rules = re.sub(r"@(?:media|supports)[^{]*(?:\([^{]*\))?\s*\{", "{", rules)
    selectors = [s for s in re.findall(r"([^{}]+)\{", rules) if s.strip()]
    assert len(selectors) > 40
    # the first of all that follows a query is the query's own brace
    for selector in selectors:
        assert all(".mediakit-highlight" in part for part in selector.split(",")), selector


# Which article


def test_forms_of_one_article():
    frame = pd.DataFrame(
        {"headline": ["H1", "H2"], "text": ["A wonderful day.", None]},
        index=pd.MultiIndex.from_tuples([("x", 1), ("x", 2)]),
    )
    forms = [
        "A wonderful day.",
        ["A wonderful day."],
        pd.Series(["A wonderful day."], index=["only"]),
        frame.iloc[[0]],
        frame.loc[("x", 1)],
    ]
    results = [highlight(form, "sentiment") for form in forms]
    assert {r.text for r in results} == {"A wonderful day."}
    assert [r.headline for r in results] == [None, None, None, "H1", "H1"]
    assert {r.evidence["text"].item() for r in results} == {"wonderful"}
    assert results[4].evidence["article"].item() == ("x", 1)


@pytest.mark.parametrize(("articles", "n"), [(["a", "b"], "2"), ([], "none")])
def test_one_article_at_a_time(articles, n):
    with pytest.raises(ValueError, match=rf"there (are|is) {n}.*articles\.loc\[\"id\"\]"):
        highlight(articles)
    with pytest.raises(ValueError, match="shows one article"):
        highlight(pd.DataFrame({"text": articles}, dtype=object))


def test_unknown_choices_are_named():
    with pytest.raises(ValueError, match="'glow' is not known; there are quotation, journalist"):
        highlight("Text.", dim="glow")
    with pytest.raises(ValueError, match="'glow' is not known"):
        highlight("Text.", "glow")
    with pytest.raises(TypeError):
        highlight(12)


@pytest.mark.parametrize(
    ("text", "note"),
    [(None, "is missing"), (float("nan"), "is missing"), ("", "is empty"), (" \n ", "is empty")],
)
def test_no_text_is_said(text, note):
    row = pd.Series({"text": text, "headline": "A <headline>"}, dtype=object)
    result = highlight(row)
    page = Page(result.html)
    assert note in page.text("mk-note")
    assert page.text("mk-headline") == "A <headline>"
    assert note in str(result)
    assert len(result.evidence) == 0


def test_a_headline_is_shown_unmarked_unless_unwanted():
    row = pd.Series({"text": "Nothing.", "headline": "A wonderful day"})
    assert Page(highlight(row).html).text("mk-headline") == "A wonderful day"
    assert "wonderful" not in highlight(row, headline=False).html


def test_outlet_and_day_stand_above():
    row = {
        "text": "Nothing.",
        "outlet": "The Brack Courier",
        "published": pd.Timestamp("2031-03-09"),
    }
    page = Page(highlight(pd.DataFrame([row]).iloc[0]).html)
    assert page.text("mk-origin") == "The Brack Courier · 9 March 2031"
    row |= {"outlet": None, "published": "spring"}
    assert Page(highlight(pd.DataFrame([row])).html).text("mk-origin") == "spring"


def test_readability_only_when_asked_for():
    assert "readability" not in highlight("Text.").measures
    assert "sentiment" in highlight("Text.").measures
    assert highlight("Text.", "readability").measures == ("readability",)


# Voices


@pytest.mark.parametrize("dim", ["quotation", "journalist"])
def test_a_voice_can_be_dimmed(dim):
    text = "He called it (“terrible”), she said. “A wonderful day.”\n\n“Yes.” And so on."
    page = Page(highlight(text, "sentiment", dim=dim).html)
    told = [
        (data, any("mk-dim" in a for a in around))
        for data, around in page.pieces
        if any("mk-text" in a for a in around) and "mk-sign" not in around[-1]
    ]
    quoted = "".join(data for data, dimmed in told if dimmed == (dim == "quotation"))
    assert quoted.replace("\n", "") == "“terrible”“A wonderful day.”“Yes.”"
    assert page.article_text() == text
    assert "dimmed" in page.text("mk-aside")


# Plain text and pages


def test_plain_text():
    result = highlight(
        pd.Series({"text": "A wonderful day.\n\nThe worst of all.", "headline": "Days"}),
        ["sentiment", finder("own", [(0, 1)])],
    )
    assert str(result) == (
        "Days\n\n_A _wonderful_[positive]_[kind] day.\n\nThe _worst_[negative] of all.\n\n"
        "Tone (sentiment): 2 = positive 1, negative 1\nown: 1 = kind 1"
    )
    assert repr(result) == "<Highlighted: 3 matches of sentiment, own>"

    class Printer:
        def text(self, text: str) -> None:
            self.printed = text

    printer = Printer()
    result._repr_pretty_(printer, cycle=False)
    assert printer.printed == str(result)


def test_a_page_stands_alone_and_replaces_what_was_there(tmp_path):
    target = tmp_path / "page.html"
    target.write_text("old")
    result = highlight(pd.Series({"text": "A wonderful day.\r\nYes.", "headline": "<Days>"}))
    assert result.to_html(str(target)) == target
    text = target.read_bytes().decode("utf-8")
    assert text.startswith("<!DOCTYPE html>")
    assert '<html lang="en">' in text and '<meta charset="utf-8">' in text
    assert "<title>&lt;Days&gt;</title>" in text
    assert result.html in text
    assert [p.name for p in tmp_path.iterdir()] == ["page.html"]


def test_a_page_that_fails_leaves_the_old_one(tmp_path, monkeypatch):
    target = tmp_path / "page.html"
    target.write_text("old")

    def full(self, target):
        raise OSError("disk full")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="disk full"):
        highlight("Text.").to_html(target)
    assert target.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["page.html"]


def test_equal_input_gives_equal_pages():
    pages = {highlight(ARTICLE, ["sentiment", "readability"]).html for _ in range(2)}
    assert len(pages) == 1
    assert isinstance(highlight(ARTICLE), Highlighted)


# Colours


def linear(colour: str) -> np.ndarray:
    channels = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def contrast(a: str, b: str) -> float:
    """Contrast ratio of WCAG 2.1."""
    low, high = sorted(float(linear(c) @ [0.2126, 0.7152, 0.0722]) for c in (a, b))
    return (high + 0.05) / (low + 0.05)


def test_contrast_of_known_pairs():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


HUES = {**PALETTE, **TONES, **{f"own {i}": h for i, h in enumerate(OWN)}}
SCHEMES = {
    # ground, share of colour behind words, and the colours of text: ours and JupyterLab's
    "light": (LIGHT_GROUND, LIGHT_SHARE, ["#1a1a1a", mix("#000000", "#ffffff", 0.87)]),
    "dark": (DARK_GROUND, DARK_SHARE, ["#f0f0f0", "#ffffff"]),
}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_everything_can_be_read(scheme):
    ground, share, texts = SCHEMES[scheme]
    inks = {name: getattr(h, scheme) for name, h in HUES.items()}
    for name, ink in inks.items():
        tint = mix(ink, ground, share)
        assert contrast(ink, ground) >= 4.5, name
        assert all(contrast(text, tint) >= 7 for text in texts), name
        assert contrast(ink, tint) >= 3, name  # the line under the words


def test_a_sign_inside_of_a_mark_has_the_ground_behind_it():
    rules = style_rules([])
    found = re.search(r"\.mk-mark \.mk-sign \{ background:([^;]+);", rules)
    assert found is not None
    assert found[1] == "var(--jp-layout-color0, var(--mk-ground))"  # as the article itself
    assert rules.count(found[1]) == 2


def test_the_style_sheet_uses_the_colours_that_were_tested():
    rules = style_rules(appearances([*PALETTE, *"abc"]).values())
    blocks = re.findall(r"--mk-ground:(#\w+); --mk-text:(#\w+); --mk-quiet:(#\w+);([^}]*)\}", rules)
    assert [block[0] for block in blocks] == [LIGHT_GROUND, DARK_GROUND, DARK_GROUND]
    for ground, text, quiet, families in blocks:
        scheme = "light" if ground == LIGHT_GROUND else "dark"
        assert text in SCHEMES[scheme][2]
        assert contrast(quiet, ground) >= 4.5
        colours = dict(re.findall(r"--mk-([\w-]+):(#\w+);", families))
        for name, h in HUES.items():
            name = name.replace("own ", "own-")
            assert colours[name] == getattr(h, scheme)
            assert colours[f"{name}-tint"] == mix(colours[name], ground, SCHEMES[scheme][1])


# Machado, Oliveira and Fernandes (2009), severity 1: linear RGB as dichromats see it
SIGHT = {
    "usual": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}


def cielab(rgb: np.ndarray) -> np.ndarray:
    to_xyz = [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
    xyz = np.array(to_xyz) @ rgb / [0.95047, 1, 1.08883]
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_families_stay_apart_for_every_sight(scheme, sight):
    colours = {getattr(h, scheme): name for name, h in HUES.items()}  # tone's blue is there once
    assert len(colours) == len(HUES) - 1
    seen = {name: cielab(np.clip(SIGHT[sight] @ linear(c), 0, 1)) for c, name in colours.items()}
    for a, b in itertools.combinations(seen, 2):
        assert np.linalg.norm(seen[a] - seen[b]) >= 10, (a, b)


def test_families_are_apart_without_colour():
    looks = [*appearances([*PALETTE, "questions", "metaphors"]).values()]
    assert len({look.sign for look in looks}) == len({look.line for look in looks}) == len(looks)
    rules = style_rules(looks)
    for look in looks:
        assert f".mk-mark.mk-{look.name}{{text-decoration:underline {look.line} " in rules


def test_the_palette_cannot_be_changed():
    with pytest.raises(TypeError):
        PALETTE["hedging"] = hue("loaded")
    assert hue("mine", 3).light == OWN[1].light
    assert hue("mine").label == "mine"
