"""How each family looks: its colour, its line and the small words beside its marks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from mediakit.palette import DARK_GROUND, LIGHT_GROUND, PALETTE, TONES, Hue, hue, mix

LIGHT_SHARE, DARK_SHARE = 0.12, 0.22  # how much colour lies behind marked words
PLAIN_SHARE = 0.22  # the same where no style sheet tells light from dark

# Beside a mark, in words, so that colour is never alone to tell families apart
_SIGNS = {
    "readability": "hard",
    "hedging": "hedge",
    "boosting": "booster",
    "keywords": "keyword",
    "loaded": "loaded",
    "sourcing": "speaker",
    "positive": "+",
    "negative": "−",
}
# Under a mark: style and thickness
_LINES = {
    "readability": "dotted 1px",
    "sentiment": "solid 1.5px",
    "positive": "solid 1.5px",
    "negative": "double 1px",
    "hedging": "dashed 1.5px",
    "boosting": "solid 3px",
    "keywords": "dotted 2.5px",
    "loaded": "wavy 1px",
    "sourcing": "dashed 3px",
}
_OWN_LINES = ("wavy 1.5px", "double 1.5px")
_LONGEST_SIGN = 16


@dataclass(frozen=True)
class Appearance:
    """What a kind of mark looks like.

    Attributes
    ----------
    name : str
        Name of its style class.
    sign : str
        What stands beside a mark.
    hue : Hue
        Its colours, and plain words for the family.
    line : str
        Style and thickness of the line under a mark.
    """

    name: str
    sign: str
    hue: Hue
    line: str

    @property
    def plain_style(self) -> str:
        """Style that needs no style sheet and does on a light and on a dark ground."""
        red, green, blue = (int(self.hue.light[i : i + 2], 16) for i in (1, 3, 5))
        kind = self.line.split()[0].replace("wavy", "dashed")
        width = 3 if kind == "double" else 2
        return (
            f"background-color:rgba({red}, {green}, {blue}, {PLAIN_SHARE});color:inherit;"
            f"border-bottom:{width}px {kind} {self.hue.light}"
        )


def appearances(measures: Iterable[str]) -> dict[str, Appearance]:
    """Give each measure its appearance; those that nobody knows take colours in turn."""
    shown: dict[str, Appearance] = {}
    n_own = 0
    for measure in measures:
        if measure in PALETTE:
            name, line = measure, _LINES[measure]
        else:
            name, line = f"own-{n_own}", _OWN_LINES[n_own % len(_OWN_LINES)]
        sign = _SIGNS.get(measure, measure)
        sign = sign if len(sign) <= _LONGEST_SIGN else f"{sign[: _LONGEST_SIGN - 1]}…"
        shown[measure] = Appearance(name, sign, hue(measure, n_own), line)
        n_own += measure not in PALETTE
    return shown


def tone(measure: str, label: str) -> Appearance | None:
    """Tone has two appearances; what is no tone has none."""
    if measure != "sentiment" or label not in TONES:
        return None
    return Appearance(label, _SIGNS[label], TONES[label], _LINES[label])


@cache
def fixed_rules() -> str:
    """Style rules that hold whatever is shown."""
    return (files(__package__) / "style.css").read_text(encoding="utf-8")


def style_rules(shown: Iterable[Appearance]) -> str:
    """Give the style sheet of one marked-up text: only what it needs, and only for itself."""
    kinds = list(shown)
    if any(look.name == "sentiment" for look in kinds):
        kinds += [look for label in TONES if (look := tone("sentiment", label)) is not None]
    light = "".join(map(_light, kinds))
    dark = "".join(map(_dark, kinds))
    rules = fixed_rules().replace("/* light */", light).replace("/* dark */", dark)
    return rules + "".join(map(_family_rules, kinds))


def _light(look: Appearance) -> str:
    return _colours(look.name, look.hue.light, LIGHT_GROUND, LIGHT_SHARE)


def _dark(look: Appearance) -> str:
    return _colours(look.name, look.hue.dark, DARK_GROUND, DARK_SHARE)


def _colours(name: str, colour: str, ground: str, share: float) -> str:
    return f"--mk-{name}:{colour};--mk-{name}-tint:{mix(colour, ground, share)};"


def _family_rules(look: Appearance) -> str:
    root, name = ".mediakit-highlight", look.name
    off = f"{root}:has(.mk-switch-{name}:not(:checked)) .mk-text"
    return (
        f"{root} .mk-{name}{{--mk-ink:var(--mk-{name});--mk-tint:var(--mk-{name}-tint)}}\n"
        f"{root} .mk-mark.mk-{name}{{text-decoration:underline {look.line} var(--mk-ink)}}\n"
        f"{off} .mk-mark.mk-{name}{{background:none!important;text-decoration:none}}\n"
        f"{off} .mk-sign.mk-{name}{{display:none}}\n"
    )
