"""Numbers and differences in words, for readers who don't work with tables."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

from mediakit.describing.validity import NOT_VALIDATED
from mediakit.plot.drawing import shown, upper_first

_WORTH_A_RATIO = 1.15  # nearer numbers are put beside each other

Limits = tuple[float, float] | None

#: A row of the codebook: what it says of one column.
Meaning = Mapping[str, str]


def value_in_words(value: float, meaning: Meaning) -> str:
    """Write a number with as many digits as it can bear.

    Parameters
    ----------
    value : float
        The number.
    meaning : mapping of str to str
        The row of the codebook that tells of its column.

    Examples
    --------
    >>> meaning = {"unit": "share of words", "range": "0 to 1"}
    >>> value_in_words(0.123, meaning), value_in_words(float("nan"), meaning)
    ('12%', 'none')
    """
    if math.isnan(value):
        return "none"
    if _is_share(meaning):
        return f"{shown(100 * value, 0)}%"
    return shown(value, _decimals(meaning))


def range_in_words(limits: Limits, meaning: Meaning) -> str:
    """Write the limits of an interval; empty where there is none."""
    if limits is None:
        return ""
    low, high = (value_in_words(limit, meaning) for limit in limits)
    return f"{low} to {high}"


def difference_in_words(
    values: tuple[float, float], limits: tuple[Limits, Limits], meaning: Meaning
) -> str:
    """Say how the second article differs from the first, and whether that may be chance.

    Examples
    --------
    >>> meaning = {
    ...     "unit": "per 100 words", "range": "0 and more", "direction": "higher is more guarded"
    ... }
    >>> difference_in_words((1.0, 2.0), ((0.5, 1.2), (1.6, 2.4)), meaning)
    'B is more guarded: 2.0 times as many. The ranges are apart.'
    """
    first, second = values
    of_first, of_second = limits
    if math.isnan(first) or math.isnan(second):
        return "Nothing to compare."
    if value_in_words(first, meaning) == value_in_words(second, meaning):
        return "No difference to speak of."
    higher = "B" if second > first else "A"
    told = f"{_judged(higher, meaning)}: {_how_much(first, second, meaning)}."
    if of_first is None or of_second is None:
        return told
    apart = of_first[1] < of_second[0] or of_second[1] < of_first[0]
    return f"{told} {'The ranges are apart.' if apart else 'But the ranges overlap.'}"


def explained(meaning: Meaning) -> str:
    """Say what a column is, and how to read a larger value."""
    direction = meaning["direction"]
    return meaning["definition"] + (f" {upper_first(direction)}." if direction else "")


def checked(meaning: Meaning) -> str:
    """Say how far a column agrees with people's judgement, or that nobody knows.

    Examples
    --------
    >>> checked({"validity": "not validated"})
    'Not checked.'
    """
    unchecked = meaning["validity"] in ("", NOT_VALIDATED)
    return "Not checked." if unchecked else f"Checked: {meaning['validity']}"


def first_check(meaning: Meaning) -> str:
    """Say the same of the first check alone, without what other programs reach.

    Examples
    --------
    >>> first_check({"validity": "F1 .62 [.61, .64] against 99 notes (Roe 2010); others: .5. r .4"})
    'Checked: F1 .62 [.61, .64] against 99 notes (Roe 2010).'
    """
    first = re.match(r".*?\)(?=[.;]|$)", meaning["validity"])
    return checked(meaning) if first is None else f"Checked: {first[0]}."


def _judged(higher: str, meaning: Meaning) -> str:
    """What being higher means, where that can be said of an article."""
    direction = meaning["direction"]
    lead = "higher is "
    if direction.startswith(lead) and not _counts(meaning):
        return f"{higher} is {direction.removeprefix(lead)}"
    has_more = _counts(meaning) or meaning["unit"].startswith("per ")
    return f"{higher} has more" if has_more else f"{higher} is higher"


def _how_much(first: float, second: float, meaning: Meaning) -> str:
    low, high = sorted([first, second])
    if meaning["unit"].startswith("per ") and low > 0 and high / low >= _WORTH_A_RATIO:
        return f"{shown(high / low, 1)} times as many"
    return f"{value_in_words(high, meaning)} against {value_in_words(low, meaning)}"


def _is_share(meaning: Meaning) -> bool:
    return meaning["unit"].startswith("share ")


def _counts(meaning: Meaning) -> bool:
    """Whether the column counts things, so that it has whole numbers."""
    return meaning["unit"] in _THINGS and meaning["range"] == "0 and more"


_THINGS = ("words", "sentences", "hedges", "boosters", "matches", "attributions", "speakers")


def _decimals(meaning: Meaning) -> int:
    if _counts(meaning):
        return 0
    return 2 if meaning["range"] in ("0 to 1", "-1 to 1", "-2 to 2") else 1
