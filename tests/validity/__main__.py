"""The command line: ``uv run python -m tests.validity``."""

from __future__ import annotations

import argparse
import sys
import time

from .checks import CHECKS, raised, read_floors, write_floors
from .sets import VARIABLE, folder
from .table import markdown, run, tab_separated, text, write_record


def main() -> None:
    """Run the checks, print the table, and raise the floors if asked to."""
    asked = _arguments()
    chosen = [check for check in CHECKS if asked.only.lower() in check.name.lower()]
    if folder() is None:
        sys.stderr.write(f"{VARIABLE} is not set: only what needs no labelled sets is judged\n")
        chosen = [check for check in chosen if not check.needs_folder]
    if not chosen:
        sys.exit(f"no check has {asked.only!r} in its name")
    lines, started = [], time.perf_counter()
    for check in chosen:
        lines.append(run(check, with_others=asked.write or asked.table is not tab_separated))
        sys.stderr.write(f"{time.perf_counter() - started:5.0f} s  {check.name}\n")
    sys.stdout.write(asked.table(lines) + "\n")
    floors = read_floors()
    sunk = [line.check.name for line in lines if line.value < floors.get(line.check.name, 0)]
    if asked.write:
        write_record(lines, CHECKS)
    if asked.raise_floors:
        write_floors(raised(floors, {line.check.name: line.value for line in lines}))
    if sunk:
        sys.exit("below its floor: " + "; ".join(sunk))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.validity", description=__doc__)
    form = parser.add_mutually_exclusive_group()
    form.add_argument(
        "--markdown",
        dest="table",
        action="store_const",
        const=markdown,
        help="print the table for the README",
    )
    form.add_argument(
        "--tsv",
        dest="table",
        action="store_const",
        const=tab_separated,
        help="print ours alone, for programs",
    )
    parser.set_defaults(table=text)
    parser.add_argument("--only", default="", metavar="WORDS", help="checks with this in the name")
    parser.add_argument("--raise-floors", action="store_true", help="write floors.toml anew")
    parser.add_argument("--write", action="store_true", help="record it for mk.codebook()")
    return parser.parse_args()


if __name__ == "__main__":
    main()
