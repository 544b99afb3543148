"""How far columns agree with human judgement, as ``python -m tests.validity --write`` found."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from mediakit.describing.senses import Sense

_FOLDER = files(__package__ or "")
NOT_VALIDATED = "not validated"

_SPELLED = {"r": "Pearson's r", "|r|": "Pearson's r, without its sign,"}


@dataclass(frozen=True)
class Finding:
    """One check of a column against people's judgement.

    Attributes
    ----------
    column : str
        What is validated: a column of a measure, or "function.column" of another table.
    set : str
        The judged set.
    statistic : str
        How agreement is told.
    value, low, high : float
        The statistic and its 95 % interval.
    n : int
        How many judgements there are.
    baseline : str
        The first thing that stands beside it; empty where there is none.
    baseline_value : float or None
        What that reaches on the same rows.
    """

    column: str
    set: str
    statistic: str
    value: float
    low: float
    high: float
    n: int
    baseline: str = ""
    baseline_value: float | None = None

    def in_words(self) -> str:
        """One clause, as it would stand in a paper.

        >>> Finding("certainty", "my set", "r with doubt", 0.69, 0.66, 0.71, 20, "VADER").in_words()
        "Pearson's r with doubt .69 [.66, .71] against 20 judgements (my set)"
        """
        first, _, rest = self.statistic.partition(" ")
        spelled = f"{_SPELLED.get(first, first)} {rest}".strip()
        statistic = spelled[:1].upper() + spelled[1:]
        what, citation = judged_sets().get(self.set, ("judgements", self.set))
        words = (
            f"{statistic} {_short(self.value)} [{_short(self.low)}, {_short(self.high)}] "
            f"against {self.n:,} {what} ({citation})"
        )
        if self.baseline_value is not None:
            words += f"; {self.baseline}: {_short(self.baseline_value)}"
        return words


def in_words(sense: Sense) -> str:
    """All findings about a column, or that there are none."""
    about = [finding.in_words() for finding in findings() if finding.column in sense.names]
    return " ".join(f"{words}." for words in about) or NOT_VALIDATED


@cache
def findings() -> tuple[Finding, ...]:
    """Everything on record, in the order of the checks."""
    return read_findings(_FOLDER / "validity.tsv")


def read_findings(path: Traversable) -> tuple[Finding, ...]:
    """Read a record of findings: one a line, under the names of the attributes."""
    return tuple(
        Finding(
            column=row["column"],
            set=row["set"],
            statistic=row["statistic"],
            value=float(row["value"]),
            low=float(row["low"]),
            high=float(row["high"]),
            n=int(row["n"]),
            baseline=row["baseline"],
            baseline_value=float(row["baseline_value"]) if row["baseline_value"] else None,
        )
        for row in _rows(path)
    )


@cache
def judged_sets() -> dict[str, tuple[str, str]]:
    """What the judgements of each set are, and where it was published."""
    rows = _rows(_FOLDER / "judged_sets.tsv")
    return {row["set"]: (row["judgements"], row["citation"]) for row in rows}


def _rows(path: Traversable) -> list[dict[str, str]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def _short(value: float) -> str:
    """Write a number as journals do.

    >>> _short(0.4567), _short(1.0), _short(-0.05)
    ('.46', '1.00', '-.05')
    """
    return f"{value:.2f}".replace("0.", ".", 1) if abs(value) < 0.995 else f"{value:.2f}"
