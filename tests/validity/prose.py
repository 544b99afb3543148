"""Cautions about real news, all of it English: every one that says otherwise is a false alarm.

How many texts in other languages, and how many that are no prose, are found is told in the README:
their sources are packages that not every machine has.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pandas as pd

import mediakit as mk
from mediakit.measures import prose

from .judging import Check, Judged, share
from .sets import VARIABLE

_ON = "real news, whole and cut to 150, 50 and 20 words"
_WITHHELD = (prose.NOT_ENGLISH, prose.CODE, prose.NUMERALS, prose.LINES)


def _cut(text: str) -> Iterator[str]:
    """The text, and as many words as asked for from its middle on."""
    yield text
    words = [match.span() for match in re.finditer(r"\S+", text)]
    middle = len(words) // 2
    for n in (150, 50, 20):
        yield text[words[middle][0] : words[middle : middle + n][-1][1]]


@cache
def _cautions() -> pd.Series:
    news = pd.read_parquet(Path(os.environ[VARIABLE], "bulk", "news_4500.parquet"))
    return mk.analyse([part for text in news["text"] for part in _cut(text)], [])["caution"]


def _share_without(*notes: str) -> Judged:
    given = _cautions().str.split("; ")
    return share([set(notes).isdisjoint(each) for each in given])


CHECKS = (
    Check(
        "caution",
        _ON,
        "share not taken for another language",
        lambda: _share_without(prose.NOT_ENGLISH),
    ),
    Check(
        "caution",
        _ON,
        "share that keeps its readability",
        lambda: _share_without(*_WITHHELD),
    ),
)
