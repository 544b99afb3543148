"""The labelled sets, read once."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import pandas as pd

VARIABLE = "MEDIAKIT_EVAL_DATA"


def folder() -> Path | None:
    """Where the sets are; None where nobody said."""
    named = os.environ.get(VARIABLE)
    return Path(named) if named else None


@cache
def read(name: str) -> pd.DataFrame:
    """One set, such as "sentiment/emobank_other": texts as text, labels as numbers.

    A sentence may say "null" or nothing at all: only columns of numbers are read as such.
    """
    place = folder()
    if place is None:
        raise FileNotFoundError(f"{VARIABLE} doesn't name the folder of the labelled sets")
    table = pd.read_csv(place / f"{name}.csv", keep_default_na=False, dtype=str)
    for column in table.columns.difference(["text", "Excerpt"]):
        numbers = pd.to_numeric(table[column], errors="coerce")
        if numbers.notna().all():
            table[column] = numbers
    return table
