"""All checks, in the order of the table, and the floors that they must hold."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from pathlib import Path

from . import (
    attribution,
    hedging,
    keywords,
    loaded,
    prose,
    readability,
    sample,
    sentences,
    sentiment,
    stories,
    syllables,
)
from .judging import Check

FLOORS = Path(__file__).parent / "floors.toml"
HAIR = 0.003  # by how much a floor lies below what was reached: libraries round differently

CHECKS: tuple[Check, ...] = (
    *sentiment.CHECKS,
    *readability.CHECKS,
    *loaded.CHECKS,
    *hedging.CHECKS,
    *keywords.CHECKS,
    *attribution.CHECKS,
    *sentences.CHECKS,
    *syllables.CHECKS,
    *sample.CHECKS,
    *stories.CHECKS,
    *prose.CHECKS,
)


def read_floors(path: Path = FLOORS) -> dict[str, float]:
    """What each check must reach, by its name."""
    floors: dict[str, float] = tomllib.loads(path.read_text("utf-8"))["floors"]
    return floors


def raised(floors: Mapping[str, float], reached: Mapping[str, float]) -> dict[str, float]:
    """Floors a hair below what was reached, none lower than it was.

    Examples
    --------
    >>> raised({"sentiment": 0.45, "keywords": 0.20}, {"sentiment": 0.4687, "loaded": 0.7})
    {'sentiment': 0.465, 'keywords': 0.2, 'loaded': 0.697}
    """
    new = {
        name: math.floor(round(1000 * (value - HAIR), 6)) / 1000 for name, value in reached.items()
    }
    return {
        name: max(floors.get(name, -math.inf), new.get(name, -math.inf))
        for name in [*floors, *(name for name in new if name not in floors)]
    }


def write_floors(floors: Mapping[str, float], path: Path = FLOORS) -> None:
    """Replace the floors; what the file says before them stays."""
    head = path.read_text("utf-8").partition("[floors]")[0]
    lines = [f'"{name}" = {floor:.3f}\n' for name, floor in floors.items()]
    path.write_text(f"{head}[floors]\n{''.join(lines)}", encoding="utf-8", newline="\n")
