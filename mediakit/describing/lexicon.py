"""Which word lists a number rests on: ``used_by`` in lexicons.toml, and the formulas."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from mediakit import lexicons
from mediakit.describing.senses import Sense, all_senses


def lists_behind(sense: Sense) -> str:
    """Titles and versions of the word lists behind a column; empty where there is none.

    A list is behind a column if it says that the column or its whole family uses it, or if it is
    behind a column that the formula names.
    """
    reached = _reached(sense)
    behind = [
        record
        for record in lexicons.provenance().values()
        if not reached.isdisjoint(record.get("used_by", ()))
    ]
    return "; ".join(f"{record['title']} ({_edition(record['version'])})" for record in behind)


def _edition(version: str) -> str:
    return f"version {version}" if version.isdigit() else version


def _reached(sense: Sense) -> set[str]:
    """Names of the column, of its family, and of all columns that its formula goes back to."""
    reached, ahead = {*sense.names, f"{sense.measure}.*"}, [sense.column.formula]
    while ahead:
        named = set(re.findall(r"\w+", ahead.pop())) & _formulas().keys() - reached
        reached |= named
        ahead += [_formulas()[name] for name in named]
    return reached


@cache
def _formulas() -> Mapping[str, str]:
    """The formula of every column that a measure gives."""
    return {sense.name: sense.column.formula for sense in all_senses() if sense.measure}
