"""Attributions within what somebody is said to have said: they are that speaker's own words."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from mediakit.attributions.attribution import Attribution
from mediakit.attributions.words import SPEECH

#: Rules by which a cue is still told where it stands in the content of another.
_STILL_TOLD = (
    *("that", "bare clause", "clause before", "around", "according to"),
    *("quote", "inverted", "agentless", "passive", "noun"),
)


def without_nested(found: list[Attribution]) -> list[Attribution]:
    """Leave out what hangs on another speaker: in "she said they back it" only she speaks."""
    contents = sorted(each.content for each in found)
    starts = [first for first, _ in contents]
    reach = list(accumulate((last for _, last in contents), max))
    return [
        each
        for each in found
        if each.cue is None
        or each.rule.startswith(_STILL_TOLD)
        or (each.cue_kind == SPEECH and each.rule.endswith("inherited"))
        or not _is_within(each.cue[0], starts, reach)
    ]


def _is_within(at: int, starts: list[int], reach: list[int]) -> bool:
    place = bisect_right(starts, at)
    return place > 0 and reach[place - 1] >= at
