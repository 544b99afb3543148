"""From the rounds to what is printed: medians, with the lowest and the highest."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Round = Mapping[str, Mapping[str, Any]]

TITLES = {
    "mediakit_cold": "mediakit, nothing read before",
    "mediakit_warm": "mediakit, other articles read before",
    "mediakit_again": "mediakit, the same articles again",
    "mediakit_everything": "mediakit, all articles, nothing read before",
    "mediakit_all_measures": "mediakit, all measures, nothing read before",
    "mediakit_all_measures_again": "mediakit, all measures, the same again",
    "textstat_and_vader": "textstat + VADER by sentence",
    "textstat_and_vader_whole": "textstat + VADER, article as one string",
    "count_vectorizer": "scikit-learn's CountVectorizer",
    "one_pass": r're.findall(r"\w+")',
}
_OURS = {
    "mediakit_cold": "nothing before",
    "mediakit_warm": "others",
    "mediakit_again": "the same",
    "mediakit_everything": "all articles",
    "mediakit_all_measures": "all measures",
    "mediakit_all_measures_again": "all, again",
}
_THEIRS = ("textstat_and_vader", "textstat_and_vader_whole", "count_vectorizer", "one_pass")


@dataclass(frozen=True)
class Range:
    """Median, lowest and highest of the rounds."""

    median: float
    low: float
    high: float

    def __str__(self) -> str:
        if self.low == self.high:
            return _readable(self.median)
        return f"{_readable(self.median)} ({_readable(self.low)} to {_readable(self.high)})"


def range_of(values: Sequence[float]) -> Range:
    """Sum up the rounds.

    Examples
    --------
    >>> str(range_of([3.0, 1.0, 2.5]))
    '2.50 (1.00 to 3.00)'
    """
    return Range(statistics.median(values), min(values), max(values))


def words_a_second(rounds: Sequence[Round]) -> dict[str, Range]:
    """Speed of each contestant."""
    return {
        name: range_of([turn[name]["words"] / turn[name]["seconds"] for turn in rounds])
        for name in TITLES
    }


def ratios(rounds: Sequence[Round]) -> dict[str, dict[str, Range]]:
    """How many times as fast mediakit is as each other contestant, compared round by round.

    Examples
    --------
    >>> fast, slow = {"words": 90, "seconds": 1}, {"words": 10, "seconds": 2}
    >>> turn = {name: fast if name.startswith("mediakit") else slow for name in TITLES}
    >>> ratios([turn])["textstat_and_vader"]["mediakit_cold"].median
    18.0
    """

    def speed(turn: Round, name: str) -> float:
        return float(turn[name]["words"] / turn[name]["seconds"])

    return {
        other: {
            name: range_of([speed(turn, name) / speed(turn, other) for turn in rounds])
            for name in _OURS
        }
        for other in _THEIRS
    }


def table(rounds: Sequence[Round]) -> str:
    """All that is printed, as lines of text."""
    speeds, times = words_a_second(rounds), ratios(rounds)
    lines = [f"{'':44}{'words a second':34}{'articles':>8}{'memory':>10}"]
    for name, title in TITLES.items():
        articles, memory = rounds[0][name]["articles"], _memory(rounds, name, "memory")
        lines.append(f"{title:44}{speeds[name]!s:34}{articles:>8,}{memory:>10}")
    heads = "".join(f"{head:22}" for head in _OURS.values())
    lines += ["", f"{'how many times as fast as':44}{heads}".rstrip()]
    for other, ours in times.items():
        cells = "".join(f"{ours[name]!s:22}" for name in _OURS)
        lines.append(f"  {TITLES[other]:42}{cells}".rstrip())
    return "\n".join([*lines, "", *_other_figures(rounds), "", *_stages(rounds)])


def _stages(rounds: Sequence[Round]) -> list[str]:
    """Seconds of the three families by stage: nothing read before, and the same texts again."""
    lines = [f"{'seconds of the three families, by stage':44}{'nothing before':22}the same"]
    for stage in rounds[0]["mediakit_stages"]["stages"]:
        cells = "".join(
            f"{range_of([turn[name]['stages'][stage] for turn in rounds])!s:22}"
            for name in ("mediakit_stages", "mediakit_stages_again")
        )
        lines.append(f"  {stage:42}{cells}".rstrip())
    return lines


def _other_figures(rounds: Sequence[Round]) -> list[str]:
    def seconds(name: str, times: float = 1) -> Range:
        return range_of([times * turn[name]["seconds"] for turn in rounds])

    everything, single, evidence = (
        rounds[0][f"mediakit_{name}"] for name in ("everything", "single", "evidence")
    )
    memory = _memory(rounds, "mediakit_everything", "memory")
    before = _memory(rounds, "mediakit_everything", "memory_before")
    figures = {
        f"{everything['articles']:,} articles at once": f"{seconds('mediakit_everything')} s",
        "  memory": f"{memory}, {before} of it before the first article",
        "  memory for a million words": f"{_megabytes_a_million_words(rounds)}",
        f"evidence of {evidence['articles']:,}, read before": f"{seconds('mediakit_evidence')} s",
        f"one of {single['words']} words, all measures": f"{seconds('mediakit_single', 1000)} ms",
        "start of Python to the first table": f"{seconds('first_table')} s",
        "start of Python to an imported pandas": f"{seconds('pandas_alone')} s",
    }
    return [f"{what:44}{figure}" for what, figure in figures.items()]


def _megabytes_a_million_words(rounds: Sequence[Round]) -> str:
    turns = [turn["mediakit_everything"] for turn in rounds]
    if any(turn["memory"] is None for turn in turns):
        return "unknown"
    added = [1e6 * (turn["memory"] - turn["memory_before"]) / turn["words"] for turn in turns]
    return f"{range_of(added)} MB"


def _memory(rounds: Sequence[Round], name: str, column: str) -> str:
    values = [turn[name][column] for turn in rounds]
    return "unknown" if None in values else f"{statistics.median(values):.0f} MB"


def _readable(number: float) -> str:
    """Three digits that count, and separators.

    Examples
    --------
    >>> _readable(1234567), _readable(23.46), _readable(0.1234)
    ('1,230,000', '23.5', '0.12')
    """
    if number >= 100:
        return f"{float(f'{number:.3g}'):,.0f}"
    return f"{number:.1f}" if number >= 10 else f"{number:.2f}"
