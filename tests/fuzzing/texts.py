"""Targets that take texts: what must hold of any text, whatever it is made of."""

from __future__ import annotations

import numpy as np
import pandas as pd

import mediakit as mk
from mediakit.corpus import read_corpus
from mediakit.highlighting.markup import fit
from mediakit.splitting import split
from mediakit.tokenising import shape, tokens
from mediakit.vocabulary import Vocabulary
from tests.test_highlighting import Page

MOST_ARTICLES = 6
_NEXT_ARTICLE, _MISSING = "\x1e", "\x15"

#: Columns that count matches, by the measures whose evidence has a row for each.
COUNTS = {
    "readability": ["n_unfamiliar"],
    "difficulty": ["n_rare_words"],
    "sentiment": ["n_positive_words", "n_negative_words"],
    "hedging": ["n_hedges"],
    "boosting": ["n_boosters"],
    "loaded": ["n_loaded"],
    "sourcing": ["n_attributions"],
}
_TAGS = frozenset(
    "article style div p strong label input span mark sup details summary table thead tbody tr "
    "th td".split()
)


def articles(data: bytes) -> list[str | None]:
    r"""Read any bytes as articles; those that are no UTF-8 become lone surrogates.

    >>> articles(b"It may rain.\x1e\xff\x1e\x15")
    ['It may rain.', '\udcff', None]
    """
    parts = data.decode("utf-8", "surrogateescape").split(_NEXT_ARTICLE, MOST_ARTICLES - 1)
    return [None if part == _MISSING else part for part in parts]


def tokenising(data: bytes) -> None:
    """Chunks and tokens are the text without its white space."""
    texts = articles(data)
    chunks = split(texts)
    spans = chunks.spans().tolist()
    for number, text in enumerate(texts):
        written = (text or "").split()
        own = slice(*chunks.edges[number : number + 2])
        assert chunks.written(np.arange(own.start, own.stop)) == written
        assert [(text or "")[start:end] for start, end in spans[own]] == written
        for chunk in written:
            parts = tokens(chunk)
            assert "".join(parts) == chunk
            assert [again for part in parts for again in tokens(part)] == parts
            for part in parts:
                lead, core, trail, word = shape(part)
                assert lead + core + trail == part
                assert core or not word


def sentences(data: bytes) -> None:
    """Sentences tile the tokens, tokens lie in the text, and units lie within each other."""
    texts = articles(data)
    corpus = read_corpus(texts, Vocabulary())
    assert len(corpus.articles) == len(texts) + 1
    assert corpus.articles[-1] == len(corpus.tokens) == len(corpus.quoted)
    assert corpus.sentences[-1] == len(corpus.tokens)
    assert (np.diff(corpus.sentences) > 0).all()
    assert (corpus.n_words > 0).all()
    for number, text in enumerate(texts):
        spans = corpus.token_spans(number)
        assert len(spans) == corpus.articles[number + 1] - corpus.articles[number]
        assert (np.diff(spans.reshape(-1)) >= 0).all()
        own = corpus.tokens[corpus.articles[number] : corpus.articles[number + 1]]
        for (start, end), token in zip(spans.tolist(), own.tolist(), strict=True):
            assert "".join(corpus.vocabulary.shapes[token][:3]) == (text or "")[start:end]
    for unit in ("sentence", "paragraph"):
        table = mk.analyse(texts, [], unit).reset_index(level=0, names="article")
        table = table[table["start"].notna()]
        _slices(texts, table, None)
        for _, own in table.groupby("article"):
            assert own["start"].is_monotonic_increasing
            assert (own["end"].to_numpy()[:-1] <= own["start"].to_numpy()[1:]).all()


def measuring(data: bytes) -> None:
    """Numbers have their evidence, keep to their ranges, and don't depend on the neighbours."""
    texts = articles(data)
    measures = [measure.name for measure in mk.MEASURES]
    table = mk.analyse(texts, [*measures, "sourcing"])
    assert table.index.tolist() == list(range(len(texts)))
    missing = np.array([text is None for text in texts])
    assert (table["n_words"].isna() == missing).all()
    assert (table["n_words"].fillna(0) >= 0).all()
    for measure in mk.MEASURES:
        for name, column in measure.columns.items():
            if isinstance(column, mk.Column):
                values = table[name].dropna()
                assert column.low is None or (values >= column.low - 1e-9).all(), name
                assert column.high is None or (values <= column.high + 1e-9).all(), name
    assert not np.isinf(table.select_dtypes("number").to_numpy()).any()
    rows = mk.evidence(texts)
    attributed = mk.evidence(texts, "sourcing")
    _slices(texts, rows, "text")
    for measure, columns in COUNTS.items():
        found = (attributed if measure == "sourcing" else rows).query("measure == @measure")
        counted = found.groupby("article").size().reindex(table.index, fill_value=0)
        assert (table[columns].sum(axis=1) == counted).all(), measure
    alone = mk.analyse(texts[-1:], [*measures, "sourcing"])
    pd.testing.assert_frame_equal(alone.set_index(table.index[-1:]), table.tail(1), rtol=0, atol=0)


def units(data: bytes) -> None:
    """Counts of the units of an article add up to those of the article."""
    texts = articles(data)
    whole = mk.analyse(texts)
    for unit in ("sentence", "paragraph", "section", "voice"):
        twice = {"n_sentences", "n_characters"} if unit == "voice" else set()
        columns = [name for name in whole if name.startswith("n_") and name not in twice]
        parts = mk.analyse(texts, unit=unit).groupby(level=0)[columns].sum()
        parts = parts.reindex(whole.index, fill_value=0)
        assert (parts == whole[columns].fillna(0)).all(axis=None), unit


def quotations(data: bytes) -> None:
    """Speakers, cues and contents stand where they are said to stand."""
    texts = articles(data)
    table = mk.quotations(texts)
    _slices(texts, table, "content")
    for what in ("speaker", "cue"):
        there = table[f"{what}_start"].notna()
        assert (table.loc[~there, what] == "").all()
        own = table.loc[there, ["article", f"{what}_start", f"{what}_end", what]]
        _slices(texts, own.set_axis(["article", "start", "end", what], axis=1), what)
    assert table["match_certainty"].between(0, 1).all()
    alone = mk.quotations(texts[-1:])
    own = table[table["article"] == len(texts) - 1].reset_index(drop=True)
    pd.testing.assert_frame_equal(alone.drop(columns="article"), own.drop(columns="article"))


def highlighting(data: bytes) -> None:
    """The page says what the text says, and has no tags but its own."""
    text, *others = articles(data)
    headline = others[0] if others else None
    article = pd.Series({"text": text, "headline": headline, "outlet": headline}, dtype=object)
    shown = mk.highlight(article, dim="quotation" if len(others) % 2 else None)
    page = Page(shown.html)
    assert {tag for tag, _ in page.tags} <= _TAGS
    assert not [name for _, attrs in page.tags for name in attrs if name.startswith("on")]
    if text and text.strip():
        assert page.article_text() == fit(text)
    str(shown).encode()


def cleaning(data: bytes) -> None:
    """The table of changes leads from one text to the other."""
    texts = articles(data)
    cleaned, changes = mk.clean(texts, add="agency")
    assert len(cleaned) == len(texts)
    for number, (before, after) in enumerate(zip(texts, cleaned["text"].tolist(), strict=True)):
        own = changes[changes["article"] == number]
        assert before is not None or (pd.isna(after) and own.empty)
        rebuilt, done = "", 0
        for change in own.itertuples():
            assert done <= change.start < change.end <= len(before or "")
            assert change.text == (before or "")[change.start : change.end] != change.replacement
            rebuilt += (before or "")[done : change.start] + change.replacement
            done = change.end
        assert before is None or rebuilt + before[done:] == after


def looking_up(data: bytes) -> None:
    """Keywords have terms and ranks; each line of a concordance stands in its text."""
    texts = articles(data)
    table = mk.keywords(texts)
    assert (table["count"] >= 1).all()
    assert np.isfinite(table["score"].to_numpy(dtype=float)).all()
    _slices(texts, table, None)
    for term in ("may", "said *"):
        lines = mk.kwic(texts, term)
        _slices(texts, lines, None)
        for line in lines.to_dict("records"):  # a line has no line breaks
            found = (texts[line["article"]] or "")[line["start"] : line["end"]]
            assert line["keyword"].split() == found.split(), line
        lines._repr_html_()
    mk.diversity(texts)


def _slices(texts: list[str | None], table: pd.DataFrame, column: str | None) -> None:
    """Each row's offsets lie in its text, and what stands there is what the row says."""
    for row in table.to_dict("records"):
        text, start, end = texts[row["article"]] or "", int(row["start"]), int(row["end"])
        assert 0 <= start <= end <= len(text), row
        assert column is None or text[start:end] == row[column], row


TARGETS = (
    tokenising,
    sentences,
    measuring,
    units,
    quotations,
    highlighting,
    cleaning,
    looking_up,
)
