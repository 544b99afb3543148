"""Word lists: tab-separated files, and ``lexicons.toml`` which says where each comes from."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def rows(name: str) -> list[dict[str, str]]:
    """Read one word list: a dict a line, keyed by the header.

    Parameters
    ----------
    name : str
        File name without its ending, such as ``"hedging"``.

    Raises
    ------
    ValueError
        No such list; the message names those that there are.
    """
    path = files(__name__) / f"{name}.tsv"
    if not path.is_file():
        raise ValueError(f"no lexicon {name!r}; there are {', '.join(provenance())}")
    lines = path.read_text(encoding="utf-8").splitlines()
    head, *cells = [line.split("\t") for line in lines if line]
    return [dict(zip(head, row, strict=True)) for row in cells]


@cache
def whole_numbers(name: str) -> dict[str, int]:
    """Read a list of two columns: words, and a whole number for each."""
    cells = (files(__name__) / f"{name}.tsv").read_text(encoding="utf-8").split()
    return dict(zip(cells[2::2], map(int, cells[3::2]), strict=True))


@cache
def provenance() -> dict[str, dict[str, Any]]:
    """Title, source, version, licence and citation of every word list, by its name."""
    return tomllib.loads((files(__name__) / "lexicons.toml").read_text(encoding="utf-8"))


@cache
def word_class(name: str, which: str) -> frozenset[str]:
    """Read one class of a list that has a line a class, with its words behind it.

    Raises
    ------
    KeyError
        No such class.
    """
    return {row["class"]: frozenset(row["words"].split()) for row in rows(name)}[which]
