"""The table: for people, for the README, and for programs."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

from mediakit.describing import validity
from mediakit.describing.validity import Finding

from .judging import Check, Judged

NOTE = (
    "In brackets 95 % intervals, of 1,000 bootstrap resamples (of documents where a set names "
    "them, else of rows). What is fitted on a set tells only rows that it wasn't fitted on. "
    "Our rules were tried out on these very sets: expect a little less elsewhere."
)
_HEADS = ("measure", "judged on", "n", "statistic", "mediakit", "beside it")


#: The record that mk.codebook() reads its validity from.
RECORD = Path(validity.__file__).with_name("validity.tsv")


@dataclass(frozen=True)
class Line:
    """One check with its figures."""

    check: Check
    n: int
    value: float
    low: float
    high: float
    others: Mapping[str, float]

    @property
    def finding(self) -> Finding:
        """The same for the codebook, with the first thing that stands beside it."""
        check = self.check
        baseline, value = next(iter(self.others.items()), ("", None))
        figures = (self.value, self.low, self.high, self.n)
        return Finding(check.validates, check.on, check.statistic, *figures, baseline, value)


def run(check: Check, with_others: bool = True) -> Line:
    """Judge a measure, and what stands beside it."""
    judged = check.ours()
    low, high = judged.interval()
    others = {other.name: _value(other.judge) for other in check.others if with_others}
    return Line(check, judged.n, judged.value, low, high, others)


def _value(judge: Callable[[], Judged] | float) -> float:
    return judge().value if callable(judge) else judge


def text(lines: Sequence[Line]) -> str:
    """Columns of equal width; one line for each thing that stands beside ours."""
    rows = [_HEADS]
    for line in lines:
        others = [f"{value:.3f} {name}" for name, value in line.others.items()] or [""]
        rows.append((*_cells(line), others[0]))
        rows += [("", "", "", "", "", other) for other in others[1:]]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEADS))]
    padded = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
    return "\n".join([*padded, "", textwrap.fill(NOTE, 100)])


def markdown(lines: Sequence[Line]) -> str:
    """The same for the README."""
    rows: list[tuple[str, ...]] = [_HEADS, ("---", "---", "---:", "---", "---", "---")]
    for line in lines:
        others = "; ".join(f"{_short(value)} {name}" for name, value in line.others.items())
        measure, *cells, ours = _cells(line, _short)
        rows.append((f"`{measure}`", *cells, f"**{ours.replace(' ', '** ', 1)}", others))
    escaped = [[cell.replace("|", r"\|") for cell in row] for row in rows]
    table = "\n".join(f"| {' | '.join(row)} |" for row in escaped)
    return f"{table}\n\n{textwrap.fill(NOTE, 118)}"


def tab_separated(lines: Sequence[Line]) -> str:
    """The same for programs, in full; ours alone."""
    rows = ["measure\tset\tstatistic\tn\tvalue\tlow\thigh"]
    for line in lines:
        check = line.check
        figures = "\t".join(f"{value:.4f}" for value in (line.value, line.low, line.high))
        rows.append(f"{check.measure}\t{check.on}\t{check.statistic}\t{line.n}\t{figures}")
    return "\n".join(rows)


def write_record(lines: Sequence[Line], checks: Sequence[Check], path: Path = RECORD) -> None:
    """Replace what was found anew; of the other checks the record stays, of none that is gone."""
    known = {_key(finding): finding for finding in validity.read_findings(path)}
    known |= {_key(line.finding): line.finding for line in lines}
    wanted = dict.fromkeys((check.validates, check.on, check.statistic) for check in checks)
    rows = ["\t".join(field.name for field in fields(Finding))]
    rows += ["\t".join(_written(known[key])) for key in wanted if key in known]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8", newline="\n")


def _key(finding: Finding) -> tuple[str, str, str]:
    return finding.column, finding.set, finding.statistic


def _written(finding: Finding) -> list[str]:
    cells = (getattr(finding, field.name) for field in fields(finding))
    return [
        "" if cell is None else f"{cell:.4f}" if isinstance(cell, float) else str(cell)
        for cell in cells
    ]


def _cells(
    line: Line, written: Callable[[float], str] = "{:.3f}".format
) -> tuple[str, str, str, str, str]:
    check = line.check
    ours = f"{written(line.value)} ({written(line.low)} to {written(line.high)})"
    return check.measure, check.on, f"{line.n:,}", check.statistic, ours


def _short(value: float) -> str:
    """Two digits, without the nought before the point.

    Examples
    --------
    >>> _short(0.4567), _short(1.0), _short(-0.05)
    ('.46', '1.00', '-.05')
    """
    return f"{value:.2f}".replace("0.", ".", 1) if abs(value) < 0.995 else f"{value:.2f}"
