"""Hedges, boosters and quotations, beside what the sample's authors marked by hand in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, partial

import numpy as np
import pandas as pd
from numpy.typing import NDArray

import mediakit as mk
from mediakit.corpus import read_corpus
from mediakit.vocabulary import Vocabulary

from .judging import Check, Judged, Other, share
from .others import BOOSTERS, HEDGES

#: Start and end of what is marked, by article.
Spans = Mapping[str, list[tuple[int, int]]]

_BETWEEN_MARKS = re.compile(r"“[^“”\n]*”|\"[^\"\n]*\"")


@cache
def _texts() -> dict[str, str]:
    """The articles that have been annotated."""
    annotated = mk.load_sample_annotations()["article_id"].unique()
    texts = mk.load_sample()["text"]
    return {name: texts[name] for name in annotated}


def _by_article(table: pd.DataFrame, article: str) -> Spans:
    spans: dict[str, list[tuple[int, int]]] = {name: [] for name in _texts()}
    for name, start, end in zip(table[article], table["start"], table["end"], strict=True):
        spans[name].append((int(start), int(end)))
    return spans


def _marked(kind: str) -> Spans:
    table = mk.load_sample_annotations()
    return _by_article(table[table["kind"] == kind], "article_id")


def _evidence(measure: str) -> Spans:
    return _by_article(mk.evidence(pd.Series(_texts()), measure), "article")


def _listed(words: Sequence[str]) -> Spans:
    return _matches(re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE))


def _matches(pattern: re.Pattern[str]) -> Spans:
    return {name: [m.span() for m in pattern.finditer(text)] for name, text in _texts().items()}


def _quoted() -> Spans:
    """Each token in quotation marks."""
    corpus = read_corpus([*_texts().values()], Vocabulary())
    quoted = np.split(corpus.quoted, corpus.articles[1:-1])
    return {
        name: [(int(a), int(b)) for a, b in corpus.token_spans(number)[quoted[number]]]
        for number, name in enumerate(_texts())
    }


def _precision(given: Spans, marked: Spans) -> Judged:
    """Share of what is given that overlaps with something marked."""
    met = [[_overlaps(span, marked[name]) for span in given[name]] for name in _texts()]
    return _sum_up(met)


def _recall(given: Spans, marked: Spans) -> Judged:
    """Share of what is marked that overlaps with something given."""
    return _precision(marked, given)


def _overlaps(span: tuple[int, int], others: Iterable[tuple[int, int]]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


def _precision_of_characters(given: Spans, marked: Spans) -> Judged:
    """Share of the given characters that are marked; spaces don't count."""
    both = {name: (_mask(given, name), _mask(marked, name)) for name in _texts()}
    return _sum_up([right[own] for own, right in both.values()])


def _recall_of_characters(given: Spans, marked: Spans) -> Judged:
    """Share of the marked characters that are given; spaces don't count."""
    return _precision_of_characters(marked, given)


def _mask(spans: Spans, name: str) -> NDArray[np.bool_]:
    text = _texts()[name]
    mask = np.zeros(len(text), dtype=bool)
    for start, end in spans[name]:
        mask[start:end] = True
    is_space = np.array([character.isspace() for character in text], dtype=bool)
    mask &= ~is_space
    return mask


def _sum_up(right: Iterable[Iterable[bool]]) -> Judged:
    of_article = [np.asarray(each, dtype=bool) for each in right]
    sizes = [len(each) for each in of_article]
    return share([each.sum() for each in of_article], sizes, n=sum(sizes))


def _pair(
    measure: str,
    kind: str,
    ours: Callable[[], Spans],
    others: Mapping[str, Callable[[], Spans]],
    how: Mapping[str, Callable[[Spans, Spans], Judged]],
) -> tuple[Check, ...]:
    def judge(statistic: str, given: Callable[[], Spans]) -> Judged:
        return how[statistic](given(), _marked(kind))

    return tuple(
        Check(
            measure,
            f"our sample, {kind}s marked by hand",
            statistic,
            partial(judge, statistic, ours),
            tuple(Other(name, partial(judge, statistic, given)) for name, given in others.items()),
            needs_folder=False,
            column="evidence.voice" if kind == "quotation" else measure,
        )
        for statistic in how
    )


_PASSAGES = {"precision": _precision, "recall": _recall}
_CHARACTERS = {
    "precision, characters": _precision_of_characters,
    "recall, characters": _recall_of_characters,
}

CHECKS = (
    *_pair(
        "n_hedges",
        "hedge",
        lambda: _evidence("hedging"),
        {f"a list of {len(HEDGES)} cues": lambda: _listed(HEDGES)},
        _PASSAGES,
    ),
    *_pair(
        "n_boosters",
        "booster",
        lambda: _evidence("boosting"),
        {f"a list of {len(BOOSTERS)} words": lambda: _listed(BOOSTERS)},
        _PASSAGES,
    ),
    *_pair(
        "quoted words",
        "quotation",
        _quoted,
        {"from one mark to the next in a line": lambda: _matches(_BETWEEN_MARKS)},
        _CHARACTERS,
    ),
)
