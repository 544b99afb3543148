"""Every occurrence of a term in its context: the concordance, keyword in the middle."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from types import MappingProxyType

import numpy as np
import pandas as pd

from mediakit.articles import Articles, as_articles, texts
from mediakit.corpus import Corpus
from mediakit.evidencing import outer_marks
from mediakit.linguistics.term_counts import Ints, article_of_token, corpora, word_tokens
from mediakit.linguistics.term_matching import Term, find_term, read_terms
from mediakit.measures.measure import Column
from mediakit.ordering import in_order
from mediakit.own_display import NO_FORMULAS, OwnDisplay
from mediakit.recurring import ARTICLE, END, START, VOICE
from mediakit.units import VOICES, token_offsets

SORTS = ("article", "left", "keyword", "right")
NEIGHBOURS = 4  # words on one side that decide the order
_NO_WORD = ""  # stands for the neighbour beyond the end of an article

CONCORDANCE_COLUMNS: Mapping[str, Column] = MappingProxyType(
    {
        "article": ARTICLE,
        "term": Column("The term that was looked for, as it was given.", "text"),
        "left": Column("The words before the occurrence.", "text"),
        "keyword": Column("The occurrence, as the article writes it.", "text"),
        "right": Column("The words after the occurrence.", "text"),
        "start": START,
        "end": END,
        "voice": VOICE,
        "position": Column(
            "Where in its article the occurrence stands: 0 at the first word, towards 1 at the "
            "last.",
            "share of the article's words before it",
            0,
            1,
        ),
        "corpus_position": Column(
            "Where it stands among all articles, one after the other.",
            "share of all words before it",
            0,
            1,
            caveat="Depends on the order of the articles.",
        ),
    }
)


class Concordance(OwnDisplay):
    """A DataFrame whose keywords stand below each other where it is shown.

    In everything else it is the DataFrame that it was made from.
    """

    def _is_shown_aligned(self) -> bool:
        return self.columns.is_unique and {"left", "keyword", "right"} <= set(self.columns)

    def __repr__(self) -> str:
        return aligned_text(self) if self._is_shown_aligned() else super().__repr__()

    def _repr_html_(self) -> str | None:
        if not self._is_shown_aligned():
            html: str | None = super()._repr_html_()  # type: ignore[misc]
            return html
        return aligned_html(self)


def kwic(
    articles: Articles,
    term: str | Sequence[str],
    window: int = 8,
    sort: str = "article",
    case_sensitive: bool = False,
    regex: bool = False,
) -> Concordance:
    """List every occurrence of a term with the words around it (keyword in context).

    Parameters
    ----------
    articles : DataFrame, Series, list of str or str
        Their texts are searched; headlines are not.
    term : str or sequence of str
        A word or a phrase; several may be given. ``*`` stands for any letters, alone for any word:
        ``"minist*"``, ``"said * minister"``. Capitals and the form of apostrophes don't matter.
        A phrase may run across commas and quotation marks, not across the end of a sentence.
    window : int, default 8
        How many words to show on each side; they may belong to other sentences.
    sort : {"article", "left", "keyword", "right"}
        In which order: as they stand in the articles, or by the words before (the nearest first),
        in, or after the occurrence.
    case_sensitive : bool, default False
        Whether capitals matter: ``"May"`` is not ``"may"``.
    regex : bool, default False
        Whether each word of the term is a regular expression that a whole word has to match.

    Returns
    -------
    Concordance
        A DataFrame with one row an occurrence, which Jupyter shows with the keywords below each
        other. Columns: ``article`` (label of the caller's index), ``term``, ``left``, ``keyword``,
        ``right``, ``start`` and ``end`` (offsets into the text), ``voice`` ("journalist" or
        "quotation"), ``position`` in the article and ``corpus_position`` among all of them (0 to
        1). Missing and empty texts have no rows.

    Raises
    ------
    TypeError
        Articles or a term that are none of the above.
    ValueError
        A term without a word, an expression that isn't one, an unknown order, a negative window.

    Notes
    -----
    A word is what stands between white space, without the punctuation around it: ``"minister"``
    does not find "minister's", ``"minister*"`` does.

    References
    ----------
    Luhn, H. (1960). Key word-in-context index for technical literature. American Documentation
    11(4), 288-295.

    Examples
    --------
    >>> import mediakit as mk
    >>> table = mk.kwic("The ferry left. A ferry, late again, sank.", "ferry", window=2)
    >>> table[["left", "keyword", "right"]].to_numpy().tolist()
    [['The', 'ferry', 'left. A'], ['left. A', 'ferry', ', late again,']]
    >>> print(table)
        The ferry left. A
    left. A ferry , late again,
    """
    frame = as_articles(articles)
    terms = read_terms(term, case_sensitive, regex)
    if sort not in SORTS:
        raise ValueError(f"sort {sort!r} is not known; there are {', '.join(SORTS)}")
    if window < 0:
        raise ValueError(f"window must be 0 or more words, not {window}")
    tables = []
    n_articles = n_words = 0
    for corpus in corpora(texts(frame)):
        for number, one in enumerate(terms):
            found = _rows(corpus, one, window, sort).assign(number=number)
            found["row"] += n_articles
            found["corpus_position"] += n_words
            tables.append(found)
        n_articles += len(corpus.texts)
        n_words += len(word_tokens(corpus))
    table = pd.concat(tables, ignore_index=True)
    table["corpus_position"] /= max(n_words, 1)
    by = [*(key for key in table.columns if key.startswith("key ")), "row", "start", "number"]
    table = in_order(table, dict.fromkeys(by, True)).reset_index(drop=True)
    labels = frame.index.take(table["row"].to_numpy())
    table["article"] = labels.to_flat_index()
    return Concordance(table[list(CONCORDANCE_COLUMNS)])


def _rows(corpus: Corpus, term: Term, window: int, sort: str) -> pd.DataFrame:
    first, last = find_term(corpus, term)
    at = word_tokens(corpus)
    row = article_of_token(corpus, at[first])
    of_article = np.searchsorted(at, corpus.articles)  # where its words begin among all words
    begin, end = of_article[row], of_article[row + 1]
    outermost_left, outermost_right = first - window <= begin, last + window >= end - 1
    left_token = np.where(
        outermost_left, corpus.articles[row], at[np.maximum(first - window, begin)]
    )
    right_token = np.where(
        outermost_right, corpus.articles[row + 1] - 1, at[np.minimum(last + window, end - 1)]
    )
    own = token_offsets(corpus, at[first], at[last])
    around = token_offsets(corpus, left_token, right_token)
    marks = corpus.vocabulary.fact(outer_marks)
    start = own[:, 0] + marks[corpus.tokens[at[first]], 0]
    stop = own[:, 1] - marks[corpus.tokens[at[last]], 1]
    pieces = [
        (_line(text[a:s]), _line(text[s:e]), _line(text[e:b]))
        for text, a, s, e, b in zip(
            (corpus.texts[number] or "" for number in row.tolist()),
            around[:, 0].tolist(),
            start.tolist(),
            stop.tolist(),
            around[:, 1].tolist(),
            strict=True,
        )
    ]
    if window == 0:
        pieces = [("", keyword, "") for _, keyword, _ in pieces]
    voice = np.array(VOICES, dtype=object)[corpus.quoted[at[first]].astype(np.int64)]
    columns = {
        "row": row,
        "term": _texts([term.written] * len(row)),
        "left": _texts([left for left, _, _ in pieces]),
        "keyword": _texts([keyword for _, keyword, _ in pieces]),
        "right": _texts([right for _, _, right in pieces]),
        "start": start,
        "end": stop,
        "voice": pd.Series(voice, dtype="str"),
        "position": (first - begin) / np.maximum(end - begin, 1),
        "corpus_position": first.astype(np.float64),
    }
    if sort == "left":
        places = [first - k for k in range(1, NEIGHBOURS + 1)]
    elif sort == "right":
        places = [last + k for k in range(1, NEIGHBOURS + 1)]
    else:
        places = []
    for k, place in enumerate(places):
        columns[f"key {k}"] = _texts(_neighbours(corpus, at, place, begin, end))
    if sort == "keyword":
        columns["key 0"] = _texts([keyword.lower() for _, keyword, _ in pieces])
    return pd.DataFrame(columns)


def _neighbours(corpus: Corpus, at: Ints, place: Ints, begin: Ints, end: Ints) -> list[str]:
    """Words in lower case at places among the words; none beyond the ends of the article."""
    there = (place >= begin) & (place < end)
    number = corpus.words[at[np.where(there, place, begin)]]
    words = corpus.vocabulary.words
    return [words[n] if t else _NO_WORD for n, t in zip(number, there, strict=True)]


def _line(text: str) -> str:
    return " ".join(text.split())


def _texts(strings: Sequence[str]) -> pd.Series:
    # as objects: pandas 3 would choose a string type that can't hold a lone surrogate
    return pd.Series(strings, dtype=object)


def aligned_text(table: pd.DataFrame) -> str:
    """Write a concordance as lines of text, the keywords below each other."""
    shown = table.head(_most_rows())
    left = [str(text) for text in shown["left"]]
    keyword = [str(text) for text in shown["keyword"]]
    widest, longest = (max(map(len, part), default=0) for part in (left, keyword))
    lines = [
        f"{a:>{widest}} {k:<{longest}} {b}".rstrip()
        for a, k, b in zip(left, keyword, shown["right"], strict=True)
    ]
    return "\n".join([*lines, *_rest(table, shown)]) or "no occurrences"


def aligned_html(table: pd.DataFrame) -> str:
    """Write a concordance as an HTML table, the keywords below each other."""
    shown = table.head(_most_rows())
    named = "article" in shown.columns
    cell = 'style="border:0;padding:1px 6px;background:none;'
    heads = [("Article", "left")] * named + [
        ("Left", "right"),
        ("Keyword", "center"),
        ("Right", "left"),
    ]
    head = "".join(
        f'<th scope="col" {cell}text-align:{side};opacity:.75">{name}</th>' for name, side in heads
    )
    rows = []
    for number in range(len(shown)):
        row = shown.iloc[number]
        article = (
            f'<th scope="row" {cell}text-align:left;font-weight:400;opacity:.75;max-width:16em;'
            f'overflow:hidden;text-overflow:ellipsis">{_html(row["article"])}</th>'
            if named
            else ""
        )
        rows.append(
            f'<tr>{article}<td {cell}text-align:right">{_html(row["left"])}</td>'
            f'<td {cell}text-align:center"><strong>{_html(row["keyword"])}</strong></td>'
            f'<td {cell}text-align:left">{_html(row["right"])}</td></tr>'
        )
    n = len(table)
    caption = f"{n:,} occurrence{'' if n == 1 else 's'}"
    more = "".join(f"<p>{escape(line)}</p>" for line in _rest(table, shown))
    # colours are the notebook's own, so that it reads on dark ground too
    return (
        f'<div class="{NO_FORMULAS}" style="overflow-x:auto">'
        '<table style="border-collapse:collapse;white-space:nowrap;color:inherit;background:none">'
        f'<caption style="caption-side:top;text-align:left;color:inherit">{caption}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>{more}</div>"
    )


def _html(value: object) -> str:
    return escape(str(value)).encode("utf-8", "replace").decode()


def _most_rows() -> int:
    return int(pd.get_option("display.max_rows") or 10**9)


def _rest(table: pd.DataFrame, shown: pd.DataFrame) -> list[str]:
    more = len(table) - len(shown)
    return [f"… and {more:,} more"] if more else []
