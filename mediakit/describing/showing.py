"""How the codebook is shown: as a table whose text is wrapped, and as an entry to read."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files

import pandas as pd

from mediakit.own_display import NO_FORMULAS, OwnDisplay

FIELDS = (
    *("definition", "unit", "range", "direction", "formula", "reference"),
    *("validity", "caveat", "lexicon", "measure", "function"),
)

_WIDTH = 88
#: Heads of the table in notebooks, and the fields below each.
_TOGETHER = {
    "what it is": ("definition", "unit", "range", "direction"),
    "how it is made": ("formula", "reference", "lexicon"),
    "how far to trust it": ("validity", "caveat"),
    "where it is": ("measure", "function"),
}
#: What an entry tells after the definition, with the words that lead it in.
_TOLD = {
    "direction": "how to read it",
    "formula": "formula",
    "reference": "reference",
    "validity": "validity",
    "caveat": "caveat",
    "lexicon": "word lists",
}


class Codebook(OwnDisplay):
    """A DataFrame that notebooks show with its text wrapped; else like any other.

    A frame of one's own is the only thing that keeps this through ``book[["definition"]]``:
    pandas' own display cuts text at 50 characters, and a Styler is no DataFrame.
    """

    def _repr_html_(self) -> str:
        is_whole = list(self.columns) == list(FIELDS)
        shown = _folded(self) if is_whole else _escaped(self)
        with pd.option_context("display.max_colwidth", None, "display.max_rows", None):
            table = shown.to_html(escape=False, classes="mk-table", border=0, index_names=False)
        classes = f"mk-codebook {NO_FORMULAS}"
        return f'<div class="{classes}"><style>{_style()}</style>{table}</div>'


def _cell(value: object) -> str:
    return escape(str(value))


def _escaped(book: pd.DataFrame) -> pd.DataFrame:
    """Escape cells and the names of rows and columns, which a reader may have changed."""
    return pd.DataFrame(
        [[_cell(value) for value in row] for row in book.to_numpy(dtype=object).tolist()],
        index=book.index.map(_cell),
        columns=book.columns.map(_cell),
    )


def _folded(book: pd.DataFrame) -> pd.DataFrame:
    """Columns that are read together in one, so that a whole row fits on a screen."""
    return pd.DataFrame(
        {
            head: [
                "".join(
                    f"<p><small>{field}</small> {_cell(value)}</p>"
                    for field, value in row.items()
                    if pd.notna(value) and value != ""
                )
                for row in book[list(fields)].to_dict("records")
            ]
            for head, fields in _TOGETHER.items()
        },
        index=book.index.map(_cell),
    )


@dataclass(frozen=True, repr=False)
class Entry:
    """What the codebook says of one column, to be read like an entry of a dictionary.

    Attributes
    ----------
    column : str
        The headword.
    senses : sequence of mapping of str to str
        A row of the codebook for each meaning that the column has; most have one.
    """

    column: str
    senses: Sequence[Mapping[str, str]]

    def __repr__(self) -> str:
        blocks = [
            block
            for number, sense in enumerate(self.senses, 1)
            for block in (
                textwrap.fill(_lead(sense, number, len(self.senses)), _WIDTH),
                textwrap.fill(_definition(sense), _WIDTH),
                "\n".join(_line(term, text) for term, text in _told(sense)),
            )
        ]
        return f"{self.column}\n" + "\n\n".join(blocks)

    def _repr_html_(self) -> str:
        parts = []
        for number, sense in enumerate(self.senses, 1):
            rows = "".join(
                f"<dt>{escape(term)}</dt><dd>{escape(text)}</dd>" for term, text in _told(sense)
            )
            lead = _lead(sense, number, len(self.senses))
            parts.append(
                f'<p class="mk-lead">{escape(lead)}</p>'
                f"<p>{escape(_definition(sense))}</p><dl>{rows}</dl>"
            )
        return (
            f'<article class="mk-codebook mk-entry {NO_FORMULAS}"><style>{_style()}</style>'
            f"<p><dfn>{escape(self.column)}</dfn></p>{''.join(parts)}</article>"
        )


def _line(term: str, text: str) -> str:
    """A term, and beside it what there is to say of it."""
    lines = textwrap.wrap(text, _WIDTH - 18, break_long_words=False, break_on_hyphens=False)
    return f"  {term:<16}" + ("\n" + " " * 18).join(lines)


def _lead(sense: Mapping[str, str], number: int, n_senses: int) -> str:
    """Family and functions: "hedging; given by mk.analyse, mk.hedging"."""
    functions = ", ".join(f"mk.{name}" for name in sense["function"].split(", "))
    measure = f"{sense['measure']}; " if sense["measure"] else ""
    which = f"{number}. " if n_senses > 1 else ""
    return f"{which}{measure}given by {functions}"


def _definition(sense: Mapping[str, str]) -> str:
    scale = ", ".join(part for part in (sense["unit"], sense["range"]) if part and part != "any")
    return f"{sense['definition']} ({scale})" if scale else sense["definition"]


def _told(sense: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(term, sense[field]) for field, term in _TOLD.items() if sense[field]]


@cache
def _style() -> str:
    return files(__package__ or "").joinpath("style.css").read_text(encoding="utf-8")
