"""The concordance: what is found, in which order, and how it is shown."""

from __future__ import annotations

import pickle
import re
from html.parser import HTMLParser

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import mediakit as mk
from mediakit.linguistics.concordance import CONCORDANCE_COLUMNS, Concordance

TEXT = """The ferry sank. “Ministers may act,” the minister said.

Of all ferries, the old ferry – HMS Dawn – was safest, said the finance minister's office."""


def lines(table: pd.DataFrame) -> list[tuple[str, str, str]]:
    return list(zip(table["left"], table["keyword"], table["right"], strict=True))


def test_the_words_around() -> None:
    assert lines(mk.kwic(TEXT, "ferry", window=2)) == [
        ("The", "ferry", "sank. “Ministers"),
        ("the old", "ferry", "– HMS Dawn"),
    ]
    assert lines(mk.kwic(TEXT, "sank", window=0)) == [("", "sank", "")]
    assert lines(mk.kwic("“Dam!”", "dam", window=3)) == [("“", "Dam", "!”")]


def test_offsets_voice_and_position() -> None:
    table = mk.kwic(TEXT, "minist*")
    assert [TEXT[a:b] for a, b in zip(table["start"], table["end"], strict=True)] == [
        "Ministers",
        "minister",
        "minister's",
    ]
    assert table["voice"].tolist() == ["quotation", "journalist", "journalist"]
    words = re.findall(r"[\w']+", TEXT)
    assert words[3] + words[7] + words[22] == "Ministersministerminister's"
    assert table["position"].tolist() == [n / len(words) for n in (3, 7, 22)]
    assert list(table.columns) == list(CONCORDANCE_COLUMNS)


@pytest.mark.parametrize(
    ("term", "found"),
    [
        ("ferry", ["ferry", "ferry"]),
        ("FERRY", ["ferry", "ferry"]),
        ("ferr*", ["ferry", "ferries", "ferry"]),
        ("*er", ["minister"]),
        ("f*y", ["ferry", "ferry"]),
        ("minister's", ["minister's"]),
        ("minister’s", ["minister's"]),
        ("the minister", ["the minister"]),
        ("the * ferry", ["the old ferry"]),
        ("ferries, the", ["ferries, the"]),
        ("sank ministers", []),  # another sentence
        ("*", TEXT.replace("–", "").split()),
    ],
)
def test_words_phrases_and_stars(term: str, found: list[str]) -> None:
    keywords = mk.kwic(TEXT, term)["keyword"].tolist()
    assert keywords == [word.strip("“”.,") for word in found]


def test_capitals_and_expressions() -> None:
    assert len(mk.kwic("May may. MAY!", "May", case_sensitive=True)) == 1
    assert len(mk.kwic("May may. MAY!", "May")) == 3
    assert mk.kwic(TEXT, "the|of f.*", regex=True)["keyword"].tolist() == [
        "The ferry",
        "the finance",
    ]
    assert len(mk.kwic(TEXT, "FERR(Y|IES)", regex=True)) == 3
    assert mk.kwic(TEXT, "FERRY", regex=True, case_sensitive=True).empty


def test_occurrences_do_not_overlap() -> None:
    table = mk.kwic("no no no no no", "no no")
    assert table["start"].tolist() == [0, 6]


def test_orders() -> None:
    texts = pd.Series(
        ["a dam here", "b dam also", "c dam also won", "b old dam"], index=list("wxyz")
    )
    by = {order: mk.kwic(texts, "dam", sort=order) for order in ("article", "left", "right")}
    assert by["article"]["article"].tolist() == ["w", "x", "y", "z"]
    assert by["left"]["left"].tolist() == ["a", "b", "c", "b old"]
    assert by["right"]["right"].tolist() == ["", "also", "also won", "here"]
    several = mk.kwic("Dams and dam and a dam", ["dam", "dams"], sort="keyword")
    assert several["keyword"].tolist() == ["dam", "dam", "Dams"]
    assert several["term"].tolist() == ["dam", "dam", "dams"]


def test_an_end_of_an_article_is_no_neighbour() -> None:
    table = mk.kwic(["old dam", "zoo"], "dam", sort="right")
    assert lines(table) == [("old", "dam", "")]


def test_rows_keep_the_callers_labels() -> None:
    frame = pd.DataFrame({"text": ["a dam", None, "", "dam"]}, index=[7, 8, 9, 7])
    table = mk.kwic(frame, "dam")
    assert table["article"].tolist() == [7, 7]
    assert table["corpus_position"].tolist() == [1 / 3, 2 / 3]
    two_levels = frame.set_index(["text"], append=True).assign(text=frame["text"].to_numpy())
    assert mk.kwic(two_levels, "dam")["article"].tolist() == [(7, "a dam"), (7, "dam")]


def test_batches_make_no_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    sample = mk.load_sample()
    wanted = {sort: mk.kwic(sample, ["minist*", "said"], sort=sort) for sort in ("article", "left")}
    monkeypatch.setattr("mediakit.linguistics.term_counts.BATCH", 7)
    for sort, table in wanted.items():
        pd.testing.assert_frame_equal(mk.kwic(sample, ["minist*", "said"], sort=sort), table)


@given(
    st.text("ab “”.,—\n", max_size=60),
    st.sampled_from(["a", "b*", "a b", "* a"]),
    st.integers(0, 4),
)
def test_left_keyword_and_right_are_the_text(text: str, term: str, window: int) -> None:
    for row in mk.kwic(text, term, window=window).itertuples():
        assert text[row.start : row.end].split() == row.keyword.split()
        before, after = text[: row.start].split(), text[row.end :].split()
        assert "".join(before).endswith("".join(row.left.split()))
        assert "".join(after).startswith("".join(row.right.split()))
        n_words = [
            sum(any(c in "ab" for c in chunk) for chunk in part.split())
            for part in (row.left, row.right)
        ]
        assert max(n_words) <= 2 * window  # a chunk may be two words: "a—b"


def test_a_word_of_a_megabyte_is_no_trouble() -> None:
    text = "ab" * 500_000
    assert len(mk.kwic(text, "*b*a*b*c*")) == 0
    assert len(mk.kwic(text + " dam", "dam", window=1)) == 1


# How it is shown


class Cells(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.cells: list[tuple[str, dict[str, str | None], str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.cells.append((tag, dict(attrs), ""))

    def handle_data(self, data: str) -> None:
        tag, attrs, text = self.cells.pop()
        self.cells.append((tag, attrs, text + data))


def test_text_has_the_keywords_below_each_other() -> None:
    table = mk.kwic(TEXT, "minist*", window=3)
    shown = repr(table).splitlines()
    assert len({line.lower().index("minist", 14) for line in shown}) == 1
    assert repr(mk.kwic(TEXT, "kraken")) == "no occurrences"


def test_html_is_a_table_with_headers_and_escaped_text() -> None:
    text = 'A <b>dam</b> & "dam" <script>dam</script>'
    html = mk.kwic(text, "dam")._repr_html_()
    assert "<b>" not in html
    assert "<script>" not in html
    cells = Cells(html).cells
    heads = [(attrs["scope"], words) for tag, attrs, words in cells if tag == "th"]
    assert heads[:4] == [("col", "Article"), ("col", "Left"), ("col", "Keyword"), ("col", "Right")]
    assert ("row", "0") in heads
    assert ("strong", {}, "dam") in cells
    left = next(attrs for tag, attrs, _ in cells if tag == "td" and "right" in attrs["style"])
    assert "text-align:right" in left["style"]
    assert "#" not in html.replace("&#", "")  # colours are the notebook's own
    assert "occurrence" in html


def test_long_tables_say_how_much_more_there_is() -> None:
    table = mk.kwic("dam " * 100, "dam")
    with pd.option_context("display.max_rows", 10):
        assert "… and 90 more" in repr(table)
        html = table._repr_html_()
    assert html.count('scope="row"') == html.count("<strong>dam</strong>") == 10
    assert "… and 90 more" in html
    assert "100 occurrences" in html


def test_it_is_a_dataframe_in_all_else() -> None:
    table = mk.kwic(TEXT, "ferry")
    assert isinstance(table, pd.DataFrame)
    assert isinstance(table.head(1), Concordance)
    assert "ferry" in repr(table[["keyword", "start"]])  # no context: shown as any table
    assert "<table" in table[["keyword", "start"]]._repr_html_()
    assert isinstance(pickle.loads(pickle.dumps(table)), Concordance)
    pd.testing.assert_frame_equal(pd.DataFrame(table), pd.DataFrame(table.copy()))
    assert table.groupby("article").size().tolist() == [2]
    assert np.isfinite(table["position"]).all()


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"term": "  "}, ValueError, "has no word"),
        ({"term": "—"}, ValueError, "has no word"),
        ({"term": []}, ValueError, "there is no term"),
        ({"term": [3]}, TypeError, "a term is a str, not int"),
        ({"term": "(", "regex": True}, ValueError, "no regular expression"),
        ({"term": "dam", "sort": "size"}, ValueError, "there are article, left, keyword, right"),
        ({"term": "dam", "window": -1}, ValueError, "window must be 0 or more words, not -1"),
    ],
)
def test_mistakes_are_named(
    arguments: dict[str, object], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        mk.kwic("the dam", **arguments)  # type: ignore[arg-type]
