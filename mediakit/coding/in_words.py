"""Numbers of agreement in plain words, with the bounds that the literature sets."""

from __future__ import annotations

import math

#: Krippendorff, K. (2004). Content Analysis (2nd ed.), p. 241: what alpha should reach.
ENOUGH, TENTATIVE = 0.8, 0.667

#: With fewer units a bootstrap interval is itself a guess.
FEW_UNITS = 30


def of_alpha(value: float, low: float, n_units: int) -> str:
    """Say what alpha allows.

    >>> of_alpha(0.71, 0.68, 100)
    'alpha .71: enough for tentative conclusions (Krippendorff 2004 asks for .80, .667 at least)'
    """
    if math.isnan(value):
        return (
            "alpha is undefined: all answers are the same, so agreement can't be told from "
            "habit; draw units whose answers differ"
        )
    if value >= ENOUGH:
        verdict = "enough to report (Krippendorff 2004 asks for .80)"
    elif value >= TENTATIVE:
        verdict = "enough for tentative conclusions (Krippendorff 2004 asks for .80, .667 at least)"
    elif value > 0:
        verdict = (
            "too low to draw conclusions (Krippendorff 2004 asks for .667 at least); talk through "
            "the units that coders differ on, sharpen the question, code new units"
        )
    else:
        verdict = "no better than chance; do coders understand the question alike?"
    notes = _notes(n_units)
    bound = ENOUGH if value >= ENOUGH else TENTATIVE
    if low < bound <= value:
        notes.insert(0, f"the interval reaches below {short(bound)}")
    return "; ".join([f"alpha {short(value)}: {verdict}", *notes])


def of_equal_share(value: float, n_coders: int, n_units: int) -> str:
    """Say what per cent agreement is, and isn't.

    >>> of_equal_share(0.9, 2, 100)
    'both gave the same answer to 90 % of the units; chance alone would give part of that'
    """
    if n_coders == 2:
        what = f"both gave the same answer to {value:.0%} of the units".replace("%", " %")
    else:
        what = f"{value:.0%} of the pairs of answers to one unit are the same".replace("%", " %")
    return "; ".join([what, "chance alone would give part of that", *_notes(n_units)])


def of_precision(value: float, column: str, answer: object, n_marked: int, n_units: int) -> str:
    """Say what precision is.

    >>> of_precision(0.75, "n_hedges", "yes", 40, 100)
    "of 40 units that n_hedges marks, 75 % are 'yes' to the coders"
    """
    if math.isnan(value):
        return f"undefined: {column} marks none of the units"
    share = f"{value:.0%}".replace("%", " %")
    units = "unit" if n_marked == 1 else "units"
    text = f"of {n_marked} {units} that {column} marks, {share} are {answer!r} to the coders"
    return "; ".join([text, *_notes(n_units)])


def of_recall(value: float, column: str, answer: object, n_true: int, n_units: int) -> str:
    """Say what recall is.

    >>> of_recall(0.6, "n_hedges", "yes", 50, 100)
    "of 50 units that are 'yes' to the coders, n_hedges marks 60 %"
    """
    if math.isnan(value):
        return f"undefined: no unit is {answer!r} to the coders"
    share = f"{value:.0%}".replace("%", " %")
    units = "unit that is" if n_true == 1 else "units that are"
    text = f"of {n_true} {units} {answer!r} to the coders, {column} marks {share}"
    return "; ".join([text, *_notes(n_units)])


def of_f1(value: float, n_units: int) -> str:
    """Say what F1 is."""
    if math.isnan(value):
        return "undefined: neither the coders nor the measure mark a unit"
    text = f"F1 {short(value)}: the harmonic mean of precision and recall; 1 where both agree"
    return "; ".join([text, *_notes(n_units)])


def of_correlation(
    value: float, low: float, high: float, column: str, statistic: str, n_units: int
) -> str:
    """Say what a correlation is.

    >>> of_correlation(0.5, 0.3, 0.7, "sentiment", "r", 100)
    "r .50: where the coders' answers are higher, sentiment tends to be higher"
    """
    if math.isnan(value):
        return f"undefined: {column} or the coders' answers are the same throughout"
    if low <= 0 <= high or math.isnan(low):
        what = f"{column} and the coders' answers may be unrelated: the interval includes 0"
    else:
        how = "higher" if value > 0 else "lower"
        what = f"where the coders' answers are higher, {column} tends to be {how}"
    return "; ".join([f"{statistic} {short(value)}: {what}", *_notes(n_units)])


def short(value: float) -> str:
    """Write a number as journals do, and never as a bound that it hasn't reached.

    >>> short(0.7434), short(0.7997), short(-0.5), short(1.0), short(0.667)
    ('.74', '.799', '-.50', '1.00', '.667')
    """
    text = f"{value:.2f}"
    if value == TENTATIVE or any(value < bound <= float(text) for bound in (ENOUGH, 1.0)):
        text = f"{math.floor(value * 1000) / 1000:.3f}"
    return text.replace("0.", ".", 1) if abs(float(text)) < 1 else text


def _notes(n_units: int) -> list[str]:
    if n_units >= FEW_UNITS:
        return []
    return [f"{n_units} {'unit is' if n_units == 1 else 'units are'} few"]
