"""Who speaks, as a table: one row a passage of words that somebody is said to have said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mediakit.articles import Articles, as_articles, texts
from mediakit.attributions import (
    CUE_CLASSES,
    CUE_KINDS,
    DIRECTNESS,
    SPEAKER_KINDS,
    Attributions,
    find_attributions,
)
from mediakit.corpus import Corpus, read_corpus
from mediakit.measures.measure import Column
from mediakit.recurring import ARTICLE, END, START
from mediakit.scaling import by_partition, is_lazy
from mediakit.tokenising import Shape
from mediakit.units import token_offsets
from mediakit.vocabulary import vocabulary_of_this_thread

BATCH = 1_000  # articles; keeps memory flat and the arrays long

_POLNEAR = (
    "Newell, E., Margolin, D. and Ruths, D. (2018). An attribution relations corpus for political "
    "news. LREC"
)
_PARETI = "Pareti, S. (2016). PARC 3.0: a corpus of attribution relations. LREC, 3914-3920"
_LEECH = "Leech, G. and Short, M. (2007). Style in Fiction (2nd ed.). Pearson, ch. 10"
_CUES = (
    "Caldas-Coulthard, C. R. (1994). On reporting reporting. In Coulthard (ed.), Advances in "
    "Written Text Analysis. Routledge; Bell, A. (1991). The Language of News Media. Blackwell"
)

#: What each column of the table means, in its order.
QUOTATION_COLUMNS: Mapping[str, Column] = {
    "article": ARTICLE,
    "speaker": Column(
        "Who is said to say it, as written, with what stands beside the name; empty for nobody.",
        unit="words of the text",
        reference=f"{_POLNEAR}; {_PARETI}",
        caveat="Found by rules without a parser: see match_certainty.",
    ),
    "speaker_start": Column("Where the speaker begins in the text.", unit="characters", low=0.0),
    "speaker_end": Column(
        "One past the last character of the speaker.", unit="characters", low=0.0
    ),
    "speaker_name": Column(
        "The full name that the article first gave to this speaker, also for a surname, a pronoun "
        "or a role; empty where it can't be told.",
        caveat="Pronouns go to the nearest person who fits, which is sometimes another.",
    ),
    "speaker_kind": Column(
        "What kind of speaker it is: named person, named organisation, role or title, unnamed "
        "official, unnamed group, public, document or medium, agentless, unresolved pronoun.",
        reference=_CUES,
        values=SPEAKER_KINDS,
    ),
    "cue": Column(
        "The words that attribute, with their auxiliaries; empty where a passage goes on with the "
        "words of the row before.",
        unit="words of the text",
        reference=_CUES,
    ),
    "cue_start": Column("Where the cue begins in the text.", unit="characters", low=0.0),
    "cue_end": Column("One past the last character of the cue.", unit="characters", low=0.0),
    "cue_class": Column(
        "How the cue presents the words: neutral, doubting, endorsing, assertive or evidential.",
        reference=_CUES,
        values=CUE_CLASSES,
        caveat="A class of the verb, whoever uses it: not what the writer meant.",
    ),
    "cue_kind": Column(
        "What the cue tells of: speech (somebody says or writes it), belief or knowledge (holds "
        "it to be so), attitude (wants, plans, backs or fears it).",
        reference=f"{_LEECH}; {_PARETI}",
        values=CUE_KINDS,
        caveat="To ask who speaks, leave out the attitudes.",
    ),
    "content": Column(
        "What is attributed, with its quotation marks.",
        unit="words of the text",
        reference=f"{_POLNEAR}; {_PARETI}",
    ),
    "start": START,
    "end": END,
    "direct": Column(
        "verbatim where all of the content stands in quotation marks, mixed where a part does, "
        "indirect where none does.",
        values=DIRECTNESS,
    ),
    "match_certainty": Column(
        "How sure it is that speaker and content belong together as given.",
        unit="share",
        low=0.0,
        high=1.0,
        direction="higher is surer",
        formula="share of right matches among those that the same rule made",
        reference=_POLNEAR,
    ),
}


def quotations(articles: Articles) -> pd.DataFrame:
    """List who says what: quotations, reported speech, and the cues that attribute them.

    Parameters
    ----------
    articles : DataFrame, Series, list of str or str
        Their texts are read. For headlines, pass them as the texts: ``articles["headline"]``.

    Returns
    -------
    DataFrame
        One row an attribution, in the order of articles and text: ``article`` (label of the
        caller's index), ``speaker`` (as written, "" for nobody), ``speaker_start``,
        ``speaker_end``, ``speaker_name`` (the full name that was first given, else ""),
        ``speaker_kind``, ``cue``, ``cue_start``, ``cue_end``, ``cue_class``, ``cue_kind``,
        ``content``, ``start``, ``end``, ``direct`` ("verbatim", "indirect" or "mixed") and
        ``match_certainty`` (0 to 1).
        Offsets are characters of the text; those of a speaker or cue that isn't there are
        missing. A passage that goes on with the words of the row before has no cue. Missing and
        empty texts have no rows. Of a Dask frame a lazy table, whose rows are numbered from 0 in
        each partition.

    Raises
    ------
    TypeError
        Articles that are none of the above.

    Notes
    -----
    Rules over words and marks, without a parser: verbs, nouns and phrases of reporting and the
    noun phrases beside them. What counts follows attribution corpora (Pareti 2016; Newell et al.
    2018): speech, beliefs and attitudes, which ``cue_kind`` tells apart; to ask who speaks, leave
    out the attitudes. What is said within a quotation is the speaker's and has no row of its own,
    nor have attitudes within what somebody is said to have said. Short words in quotation marks
    that nobody is said to have said have none either.

    Examples
    --------
    >>> from mediakit.quotation_table import quotations
    >>> text = "“We open on Monday,” said Ilse Marrand, the mayor. She denied that it was late."
    >>> table = quotations(text)
    >>> table[["speaker_name", "cue", "direct"]].values.tolist()
    [['Ilse Marrand', 'said', 'verbatim'], ['Ilse Marrand', 'denied', 'indirect']]
    """
    if is_lazy(articles):
        return by_partition(quotations, articles, keeps_index=False)
    frame = as_articles(articles)
    bodies = texts(frame)
    tables = [
        _table(
            read_corpus(bodies[start : start + BATCH], vocabulary_of_this_thread()),
            frame.index[start : start + BATCH],
        )
        for start in range(0, max(len(bodies), 1), BATCH)
    ]
    return pd.concat(tables, ignore_index=True) if len(tables) > 1 else tables[0]


def _table(corpus: Corpus, index: pd.Index) -> pd.DataFrame:
    found = corpus.once(find_attributions)
    content = _offsets(corpus, found, found.first, found.last, content_marks)
    # within an open quotation the last full stop belongs to it
    is_open = found.quoted[found.last] & ~_closes(corpus, found.last)
    content[is_open, 1] = token_offsets(corpus, found.first, found.last)[is_open, 1]
    speaker = _offsets(corpus, found, found.speaker_first, found.speaker_last, phrase_marks)
    cue = _offsets(corpus, found, found.cue_first, found.cue_last, phrase_marks)
    _cut_to_colon(corpus, found, cue)
    columns: dict[str, Any] = {
        "article": index.take(found.article).to_flat_index(),
        "speaker": _words(corpus, found, speaker),
        "speaker_start": _numbers(speaker[:, 0]),
        "speaker_end": _numbers(speaker[:, 1]),
        "speaker_name": _as_objects(found.name),
        "speaker_kind": pd.Series(found.kind, dtype="str"),
        "cue": _words(corpus, found, cue),
        "cue_start": _numbers(cue[:, 0]),
        "cue_end": _numbers(cue[:, 1]),
        "cue_class": pd.Series(found.cue_class, dtype="str"),
        "cue_kind": pd.Series(found.cue_kind, dtype="str"),
        "content": _words(corpus, found, content),
        "start": content[:, 0],
        "end": content[:, 1],
        "direct": pd.Series(found.direct, dtype="str"),
        "match_certainty": found.certainty,
    }
    return pd.DataFrame({name: columns[name] for name in QUOTATION_COLUMNS})


def _offsets(
    corpus: Corpus,
    found: Attributions,
    first: NDArray[np.int64],
    last: NDArray[np.int64],
    marks: Any,
) -> NDArray[np.int64]:
    """Character offsets of stretches of tokens, the marks around them left out; -1 for none."""
    spans = np.full((len(first), 2), -1, dtype=np.int64)
    rows = np.flatnonzero(first >= 0)
    before, after = corpus.vocabulary.fact(marks)[corpus.tokens].T if len(rows) else ([], [])
    if len(rows):
        spans[rows] = token_offsets(corpus, first[rows], last[rows])
        spans[rows, 0] += before[first[rows]]
        spans[rows, 1] -= after[last[rows]]
    return spans


def _closes(corpus: Corpus, last: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether a closing quotation mark stands at a token."""
    closes: NDArray[np.bool_] = corpus.vocabulary.fact(has_closing_mark)[corpus.tokens[last]]
    return closes


def _cut_to_colon(corpus: Corpus, found: Attributions, cue: NDArray[np.int64]) -> None:
    """A cue that is a colon is that one character of its token."""
    for row in np.flatnonzero(found.colon).tolist():
        number, at = int(found.article[row]), int(found.cue_first[row])
        start, end = corpus.token_spans(number)[at - corpus.articles[number]].tolist()
        colon = (corpus.texts[number] or "").rfind(":", start, end)
        cue[row] = (colon, colon + 1) if colon >= 0 else (-1, -1)


def _words(corpus: Corpus, found: Attributions, spans: NDArray[np.int64]) -> pd.Series:
    words = [
        (corpus.texts[number] or "")[start:end] if start >= 0 else ""
        for number, (start, end) in zip(found.article.tolist(), spans.tolist(), strict=True)
    ]
    return _as_objects(words)


def _as_objects(words: Sequence[str] | NDArray[Any]) -> pd.Series:
    """As objects: pandas 3 would choose a string type that can't hold a lone surrogate."""
    return pd.Series(words, dtype=object)


def _numbers(offsets: NDArray[np.int64]) -> pd.Series:
    """Offsets, missing where there is nothing."""
    numbers = pd.Series(offsets, dtype="Int64")
    return numbers.mask(numbers < 0)


_QUOTES = frozenset("\"“”„«»'‘’`")


def content_marks(shapes: Sequence[Shape]) -> NDArray[np.int64]:
    """How many characters of a token stand outside of content: quotation marks belong to it."""
    return np.array([_content_marks(shape) for shape in shapes], dtype=np.int64).reshape(-1, 2)


def _content_marks(shape: Shape) -> tuple[int, int]:
    lead, core, trail, _ = shape
    if not core:
        return 0, 0
    before = next((place for place, mark in enumerate(lead) if mark in _QUOTES), len(lead))
    after = next((place for place, mark in enumerate(trail[::-1]) if mark in _QUOTES), len(trail))
    return before, after


def has_closing_mark(shapes: Sequence[Shape]) -> NDArray[np.bool_]:
    """Whether a quotation mark stands after the word."""
    marks = [not _QUOTES.isdisjoint(shape.trail) for shape in shapes]
    return np.array(marks, dtype=bool)


def phrase_marks(shapes: Sequence[Shape]) -> NDArray[np.int64]:
    """The same for a speaker or cue: a closing bracket and nothing else belongs to it."""
    return np.array([_phrase_marks(shape) for shape in shapes], dtype=np.int64).reshape(-1, 2)


def _phrase_marks(shape: Shape) -> tuple[int, int]:
    lead, core, trail, _ = shape
    if not core:
        return 0, 0
    after = next((place for place, mark in enumerate(trail[::-1]) if mark in ")]"), len(trail))
    if after == len(trail) and core.endswith(("'s", "’s")) and len(core) > 2:
        after += 2
    return len(lead), after
