"""Sentence ends, beside rules of English and people who marked web texts."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

import numpy as np

import mediakit as mk

from .judging import Check, Judged, Other, share
from .sets import read

#: Cuts each text into its sentences.
Splitter = Callable[[Sequence[str]], list[list[str]]]


def _ours(texts: Sequence[str]) -> list[list[str]]:
    spans = mk.analyse(list(texts), measures=[], unit="sentence")
    parts: list[list[str]] = [[] for _ in texts]
    number = spans.index.get_level_values(0)
    for text, start, end in zip(number, spans["start"], spans["end"], strict=True):
        parts[text].append(texts[text][int(start) : int(end)])
    return parts


def _syntok(texts: Sequence[str]) -> list[list[str]]:
    from syntok import segmenter

    def starts(text: str) -> Iterator[int]:
        for paragraph in segmenter.analyze(text):
            yield from (sentence[0].offset for sentence in paragraph)

    return [
        [text[start:end] for start, end in pairwise([*starts(text), len(text)])] for text in texts
    ]


def _pysbd(texts: Sequence[str]) -> list[list[str]]:
    from pysbd import Segmenter

    segmenter = Segmenter(language="en", clean=False)
    return [segmenter.segment(text) for text in texts]


def _golden_rules(split: Splitter) -> Judged:
    rules = read("segmentation/golden_rules_en")
    return share(
        [
            [_spaced(part) for part in given] == [_spaced(part) for part in json.loads(expected)]
            for given, expected in zip(
                split(rules["text"].tolist()), rules["sentences"], strict=True
            )
        ]
    )


def _boundaries(split: Splitter) -> Judged:
    """F1 of the ends of sentences, counted in characters that are no space."""
    documents = [
        json.loads(row) for row in read("segmentation/ud_ewt_weblog_newsgroup")["paragraphs"]
    ]
    texts = ["\n\n".join(" ".join(paragraph) for paragraph in each) for each in documents]
    hits, ends, n = [], [], 0
    for paragraphs, given in zip(documents, split(texts), strict=True):
        wanted = _ends([sentence for paragraph in paragraphs for sentence in paragraph])
        found = _ends(given)
        hits.append(2 * len(wanted & found))
        ends.append(len(wanted) + len(found))
        n += len(wanted)
    return share(hits, ends, n)


def _ends(parts: Sequence[str]) -> set[int]:
    return set(np.cumsum([len("".join(part.split())) for part in parts]).tolist())


def _spaced(part: str) -> str:
    return " ".join(part.split())


def _check(on: str, statistic: str, judge: Callable[[Splitter], Judged]) -> Check:
    return Check(
        "sentences",
        on,
        statistic,
        lambda: judge(_ours),
        (Other("syntok", lambda: judge(_syntok)), Other("pysbd", lambda: judge(_pysbd))),
        column="n_sentences",
    )


CHECKS = (
    _check("golden rules of English", "share right", _golden_rules),
    _check("UD English EWT, web texts", "F1 of ends", _boundaries),
)
