"""How a separated table is laid out: where its header stands, and how its cells are written."""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mediakit.reading.columns import is_known

if TYPE_CHECKING:
    from _csv import Reader

SEPARATORS = ",;\t|"

_MOST_ABOVE = 20  # lines that may stand above the header
_SEPARATOR_LINE = re.compile(r"\ufeff?sep=(.)\s*$")  # Excel's own way to say it


@dataclass(frozen=True)
class Layout:
    """How cells are written: what separates them, and what stands around them."""

    separator: str
    mark: str = '"'
    spaced: bool = False

    def reader(self, lines: Iterable[str], strict: bool = True, quoted: bool = True) -> Reader:
        """Read rows; strictly, a quotation mark in a wrong place is an error."""
        return csv.reader(
            lines,
            delimiter=self.separator,
            quotechar=self.mark,
            quoting=csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE,
            skipinitialspace=self.spaced,
            strict=strict,
        )

    def cells(
        self, lines: Sequence[str], strict: bool = True, quoted: bool = True
    ) -> list[str] | None:
        """Read lines as one row; None where that is not what they are."""
        try:
            found = list(self.reader(lines, strict, quoted))
        except csv.Error:
            return None
        return found[0] if len(found) == 1 else None


def lines_above(lines: Sequence[str], named: Collection[str]) -> list[str]:
    """List the lines above the header: empty ones, Excel's, and what a program says of itself."""
    filled = [place for place, line in enumerate(lines) if line.strip("\ufeff\r\n")]
    if not filled:
        return []
    first = filled[0]
    if _SEPARATOR_LINE.match(lines[first]) and filled[1:]:
        return [*lines[: filled[1]]]
    for place in filled[:_MOST_ABOVE]:
        known = [max(_known(lines[place], mark, named) for mark in SEPARATORS)]
        if place == first and known[0]:
            break
        if known[0] > 1:  # one alone may be a word of what stands above
            return [*lines[:place]]
    return [*lines[:first]]


def _known(line: str, separator: str, named: Collection[str]) -> int:
    cells = Layout(separator).cells([line.lstrip("\ufeff")]) or []
    return sum(cell in named or is_known(cell) for cell in cells)


def stated_separator(above: Sequence[str]) -> str | None:
    """Give the separator that Excel states in the line above the header."""
    match = _SEPARATOR_LINE.match(above[-1]) if above else None
    return match[1] if match else None


def said_above(above: Sequence[str]) -> list[str]:
    """List the lines above a header that say something to a reader."""
    return [line for line in above if line.strip("\ufeff\r\n") and not _SEPARATOR_LINE.match(line)]


def separator_of(head: Sequence[str], name: str, named: Collection[str]) -> str:
    """Choose the character under which the header has most names that are known."""
    default = "\t" if name.lower().endswith((".tsv", ".tab", ".tsv.gz")) else ","

    def fitness(separator: str) -> tuple[int, int, bool]:
        cells = _header(head, separator)
        known = sum(cell in named or is_known(cell) for cell in cells)
        return known, len(cells), separator == default

    best = max(SEPARATORS, key=fitness)
    if fitness(best)[0]:
        return best
    # any other mark, where names on both sides of it are known: "id^text"
    marks = dict.fromkeys(sign for sign in head[0] if not (sign.isalnum() or sign in "\"' _-.\r\n"))
    return max([best, *marks], key=lambda mark: (fitness(mark)[0] > 1, mark == best, fitness(mark)))


def _header(head: Sequence[str], separator: str) -> list[str]:
    try:
        return next(Layout(separator).reader(head, strict=False), [])
    except csv.Error:
        return []


def layout_of(head: Sequence[str], separator: str) -> Layout:
    """See from the header, and from the line below it, how cells are written."""
    cells = _header(head, separator)
    is_single = all(len(cell) > 1 and cell[0] == cell[-1] == "'" for cell in cells)
    if len(cells) > 1 and '"' not in head[0]:
        below = next((line.strip() for line in head[1:] if line.strip()), "")
        is_single |= below[:1] == below[-1:] == "'" and f"'{separator}'" in below
    is_spaced = len(cells) > 1 and all(cell.startswith(" ") for cell in cells[1:])
    return Layout(separator, "'" if is_single else '"', is_spaced)
