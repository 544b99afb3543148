"""How far a reported clause reaches: to the end of the sentence, or to a further cue."""

from __future__ import annotations

from mediakit.attributions.reading import Reading
from mediakit.attributions.words import (
    ADVERB,
    BREAK,
    COMMA,
    COORDINATOR,
    GERUND,
    PRETERITE,
    THIRD,
    cues_of_number,
)

#: Tokens of a clause; no writer's sentence is so long, and no text can make work of it.
LONGEST = 150


def clause_end(reading: Reading, start: int, end: int) -> int:
    """Last token of a clause: where the sentence ends, or a further cue takes over."""
    end = min(end, start + LONGEST)
    for at in range(start + 1, end):
        if reading.cue[at] and reading.passage[at] < 0:
            cut = _cut_before(reading, at, start)
            if cut is not None:
                return cut
    last = end - 1
    number = reading.passage[last]
    if number >= 0 and reading.opens[number] >= start:
        last = max(last, reading.closes[number])
    return last


def _cut_before(reading: Reading, at: int, start: int) -> int | None:
    """Where the clause before a cue ends, if the cue doesn't belong to it."""
    if reading.form[at - 1] & COMMA and reading.text(at) == "according":
        return at - 1
    verbs = [cue for cue in cues_of_number()[reading.cue[at]] if cue.kind == "verb"]
    before = at - 1
    while before > start and reading.classes[before] & ADVERB and not reading.form[before] & BREAK:
        before -= 1
    if any(cue.form & GERUND for cue in verbs) and reading.form[before] & COMMA:
        return before
    if not any("clause" in cue.takes and cue.form & ~GERUND for cue in verbs):
        return None
    if reading.classes[before] & COORDINATOR:  # "and said"
        finite = any(cue.form & (PRETERITE | THIRD) for cue in verbs)
        return before - 1 if finite and before > start else None
    for place in range(before, max(start, before - _SUBJECT), -1):  # ", but critics say"
        if reading.form[place - 1] & COMMA and reading.text(place) in _TURNS:
            return place - 1 if place > start else None
    return None


_SUBJECT = 5  # tokens of the subject of the next clause
_TURNS = frozenset("but and while though although whereas yet".split())
