"""Which colour, marker and kind of line stand for what; never colour alone."""

from __future__ import annotations

from dataclasses import dataclass

from mediakit.palette import TONES, Hue, hue
from mediakit.plot.columns import measure_of


@dataclass(frozen=True)
class Style:
    """How a group looks: no two share a colour, a marker or a kind of line."""

    colour: str
    marker: str
    line: str | tuple[int, tuple[int, ...]]


# The colours are Okabe and Ito's (2008), which colour-blind readers can tell apart.
_GROUPS = (
    Style("#0072B2", "o", "solid"),
    Style("#D55E00", "s", (0, (6, 2))),
    Style("#009E73", "^", (0, (2, 1))),
    Style("#CC79A7", "D", (0, (6, 2, 1, 2))),
    Style("#E69F00", "v", (0, (1, 1))),
    Style("#7f7f7f", "X", (0, (4, 1, 1, 1, 1, 1))),
)


def group_styles(n: int, alone: str) -> tuple[Style, ...]:
    """Give the styles of so many groups, six at most; one that is alone has the colour `alone`."""
    return (Style(alone, "o", "solid"),) if n == 1 else _GROUPS[:n]


def family_colour(family: str) -> str:
    """Give the colour of a family of measures, or of "positive" and "negative" tone."""
    return _on_this_ground(TONES[family] if family in TONES else hue(family))


def column_colour(column: str) -> str:
    """Give the colour of the family that a column belongs to."""
    measure = measure_of(column)
    return family_colour(measure.name if measure is not None else "own")


def readable_on(ground: tuple[float, float, float, float]) -> str:
    """Choose near-black or white: whichever has more contrast on a ground (WCAG 2).

    >>> readable_on((1.0, 0.9, 0.8, 1.0)), readable_on((0.2, 0.0, 0.3, 1.0))
    ('#1a1a1a', 'white')
    """
    # Contrast is (lighter + 0.05) / (darker + 0.05); near-black has a luminance of 0.01.
    luminance = _luminance(ground) + 0.05
    return "#1a1a1a" if luminance / 0.06 >= 1.05 / luminance else "white"


def _luminance(colour: tuple[float, float, float, float]) -> float:
    red, green, blue = (
        c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in colour[:3]
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _on_this_ground(colours: Hue) -> str:
    """Choose the light or the dark one: in a dark style of matplotlib's, text is light."""
    from matplotlib import colors, rcParams

    text = colors.to_rgba(rcParams["text.color"])
    return colours.dark if _luminance(text) > 0.5 else colours.light
