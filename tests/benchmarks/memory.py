"""How much memory mediakit takes at most, for ten times as many articles.

    uv run python -m tests.benchmarks.memory
    uv run python -m tests.benchmarks.memory --articles 2000 20000 --rounds 1

The articles are sentences of the benchmark's texts, drawn anew, and half of the articles have a
word that nobody has met: a letter is changed, or two words are joined, so that the vocabulary never
stops growing. They come out of a file of JSON lines one at a time, so that what is measured is no
input. Each figure is that of a process of its own.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

# Neither texts nor heavy libraries are loaded here: on Linux a process begins with the highest
# memory of the one that started it.

ROOT = Path(__file__).parents[2]
WAYS = {
    "three_families": "mk.analyse of an iterable, three families",
    "all_measures": "mk.analyse of an iterable, all measures",
    "file": "mk.analyse_file, three families",
}
FIGURES = {"memory": "", "without_table": "  without the table that it gives"}


def main() -> None:
    """Measure each way with few and with many articles, and print a table."""
    asked = _arguments()
    with tempfile.TemporaryDirectory() as folder:
        files = {n: Path(folder, f"{n}.jsonl") for n in asked.articles}
        for n, file in files.items():
            source = _python("make", file, n)
        rounds = [_round([*files.values()]) for _ in range(asked.rounds)]
    sys.stdout.write(f"highest memory, median of {asked.rounds}; sentences: {source}\n\n")
    sys.stdout.write(table(asked.articles, rounds) + "\n")


def table(numbers: list[int], rounds: list[dict[str, list[dict[str, float]]]]) -> str:
    """All that is printed: a line a figure, a column a number of articles, and their ratio.

    Examples
    --------
    >>> turn = {way: [{"memory": 200.0, "without_table": 100.0}] * 2 for way in WAYS}
    >>> table([10, 100], [turn]).splitlines()[1]
    'mk.analyse of an iterable, three families         200 MB        200 MB   1.00'
    """
    lines = [f"{'articles':42}" + "".join(f"{n:>14,}" for n in numbers) + "  ratio"]
    for way, title in WAYS.items():
        for figure, what in FIGURES.items():
            if figure not in rounds[0][way][0]:
                continue
            few, many = (
                statistics.median(turn[way][place][figure] for turn in rounds) for place in (0, 1)
            )
            name = what or title
            lines.append(f"{name:42}{few:>11.0f} MB{many:>11.0f} MB{many / few:>7.2f}")
    return "\n".join(lines)


def _round(files: Iterable[Path]) -> dict[str, list[dict[str, float]]]:
    return {way: [json.loads(_python(way, file)) for file in files] for way in WAYS}


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.memory", description=__doc__)
    parser.add_argument("--articles", type=int, nargs=2, default=[10_000, 100_000])
    parser.add_argument("--rounds", type=int, default=3, help="how often each is measured")
    return parser.parse_args()


def _python(*arguments: object) -> str:
    command = [sys.executable, "-m", "tests.benchmarks.memory_of", *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(command[2:])} failed\n{done.stderr}")
    return done.stdout


if __name__ == "__main__":
    main()
