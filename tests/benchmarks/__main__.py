"""The command line: ``uv run python -m tests.benchmarks``."""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from .contestants import CONTESTANTS
from .summary import ratios, table, words_a_second

# Neither texts nor heavy libraries are loaded here: on Linux a process begins with the highest
# memory of the one that started it.

ROOT = Path(__file__).parents[2]
SLOW_SHARE = 10  # one of ten articles goes to contestants that would take too long over all

_FIRST_TABLE = """
import sys, pathlib, mediakit
mediakit.analyse(pathlib.Path(sys.argv[1]).read_text("utf-8"))
"""
_PACKAGES = ("mediakit-analysis", "numpy", "pandas", "scikit-learn", "textstat", "vaderSentiment")


def main() -> None:
    """Let all contestants take turns, print the table, and write a line of JSON if asked to."""
    asked = _arguments()
    with tempfile.TemporaryDirectory() as folder:
        texts, article = Path(folder, "texts.json"), Path(folder, "article.txt")
        n_slow = max(1, asked.articles // SLOW_SHARE)
        source = _python("-m", "tests.benchmarks.texts", texts, article, asked.articles, n_slow)
        rounds = []
        for number in range(1, asked.rounds + 1):
            sys.stderr.write(f"round {number} of {asked.rounds}\n")
            rounds.append(_round(texts, article))
    packages = {name: version(name) for name in _PACKAGES}
    ran_on = f"Python {platform.python_version()}, {platform.system()}, {os.cpu_count()} processors"
    sys.stdout.write(f"{asked.articles:,} articles: {source}\n{ran_on}\n")
    sys.stdout.write(", ".join(f"{name} {number}" for name, number in packages.items()) + "\n")
    sys.stdout.write(f"median of {asked.rounds} rounds (lowest to highest)\n\n{table(rounds)}\n")
    sys.stdout.write("What the clock covers is said in tests/benchmarks/contestants.py.\n")
    if asked.to:
        line = {
            "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "ran_on": ran_on,
            "packages": packages,
            "source": source,
            "words_a_second": words_a_second(rounds),
            "times_as_fast_as": ratios(rounds),
            "rounds": rounds,
        }
        with asked.to.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, default=vars) + "\n")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--articles", type=int, default=2000, help="how many are measured")
    parser.add_argument("--rounds", type=int, default=3, help="how often all take turns")
    parser.add_argument("--to", type=Path, metavar="FILE", help="add a line of JSON, all figures")
    asked = parser.parse_args()
    if asked.articles < 1 or asked.rounds < 1:
        parser.error("at least one article and one round are needed")
    return asked


def _round(texts: Path, article: Path) -> dict[str, dict[str, Any]]:
    """One turn of every contestant, each in a process of its own."""
    outcomes = {
        name: json.loads(_python("-m", "tests.benchmarks.contestants", name, texts))
        for name in CONTESTANTS
    }
    outcomes["first_table"] = {"seconds": _seconds("-c", _FIRST_TABLE, article)}
    outcomes["pandas_alone"] = {"seconds": _seconds("-c", "import pandas")}
    return outcomes


def _seconds(*arguments: object) -> float:
    """How long a process takes, by the clock on the wall: starting up is waiting, too."""
    started = time.perf_counter()
    _python(*arguments)
    return time.perf_counter() - started


def _python(*arguments: object) -> str:
    done = subprocess.run(
        [sys.executable, *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(f"{' '.join(map(str, arguments[:3]))} failed\n{done.stderr}")
    return done.stdout


if __name__ == "__main__":
    main()
