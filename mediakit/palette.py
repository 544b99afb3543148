"""Colours of the families of measures, the same in marked-up text and in charts.

They start from the hues of Okabe and Ito, darkened for white paper and lightened for dark screens
until each can be read as small text on its ground (contrast of at least 4.5 to 1), and stay apart
in simulated protanopia, deuteranopia and tritanopia. The tests compute both.

References
----------
Okabe, M. and Ito, K. (2008). Color universal design: how to make figures and presentations that
are friendly to colorblind people. https://jfly.uni-koeln.de/color/

W3C (2018). Web Content Accessibility Guidelines 2.1, success criterion 1.4.3.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

#: The grounds that the colours are made for: paper, and the dark theme of JupyterLab.
LIGHT_GROUND, DARK_GROUND = "#ffffff", "#111111"


class Hue(NamedTuple):
    """A colour for a light ground, the same for a dark one, and plain words for what has it."""

    light: str
    dark: str
    label: str


_BLUE, _RED = ("#0f5cc8", "#45bdf0"), ("#8f1d00", "#ff8a2b")

#: The families, by the names that `measures=` knows them by.
PALETTE: Mapping[str, Hue] = MappingProxyType(
    {
        "readability": Hue("#4a5361", "#d9e2ec", "Readability"),
        "sentiment": Hue(*_BLUE, "Tone"),
        "hedging": Hue("#0b7558", "#1fe0a0", "Hedging"),
        "boosting": Hue("#946000", "#f7e53a", "Boosting"),
        "keywords": Hue("#a83095", "#dd84ae", "Keywords"),
        "loaded": Hue("#4f0d33", "#ff6b66", "Loaded language"),
        "sourcing": Hue("#5f35a8", "#b08fff", "Who speaks"),
    }
)

#: The two ends of tone.
TONES: Mapping[str, Hue] = MappingProxyType(
    {"positive": Hue(*_BLUE, "Positive"), "negative": Hue(*_RED, "Negative")}
)

#: For measures of a user's own, in the order in which they are given.
OWN: tuple[Hue, ...] = (
    Hue("#0d4560", "#268cbf", "Own measure"),
    Hue("#33401f", "#b4e67a", "Own measure"),
)


def hue(family: str, place: int = 0) -> Hue:
    """Give the colours of a family.

    Parameters
    ----------
    family : str
        Name of a measure.
    place : int, default 0
        Which of the user's own measures it is, counted from 0; only asked for where the family
        is none of :data:`PALETTE`.

    Returns
    -------
    Hue
        Where the family is a user's own its name is the label.

    Examples
    --------
    >>> hue("hedging").label
    'Hedging'
    >>> hue("questions", 1)
    Hue(light='#33401f', dark='#b4e67a', label='questions')
    """
    known = PALETTE.get(family)
    return known if known is not None else OWN[place % len(OWN)]._replace(label=family)


def mix(colour: str, ground: str, share: float) -> str:
    """Lay a colour thinly over a ground; `share` is how much of it one sees.

    Examples
    --------
    >>> mix("#000000", "#ffffff", 0.2)
    '#cccccc'
    """
    parts = zip(bytes.fromhex(colour[1:]), bytes.fromhex(ground[1:]), strict=True)
    return "#" + bytes(round(c * share + g * (1 - share)) for c, g in parts).hex()
