"""Content that is no clause: what somebody vows to do, or whom somebody praises."""

from __future__ import annotations

from mediakit.attributions.clause_ends import clause_end
from mediakit.attributions.phrase_parts import Span
from mediakit.attributions.reading import Reading
from mediakit.attributions.words import (
    ADVERB,
    AUXILIARY,
    BREAK,
    CAPITAL,
    CLOSES_QUOTE,
    COLON,
    COMMA,
    COORDINATOR,
    DASH,
    DETERMINER,
    LINKING,
    NUMERAL,
    POSSESSIVE,
    PREPOSITION,
    PRONOUN,
    QUANTITY,
    SEMICOLON,
    SUBORDINATOR,
    THAT,
    TIME,
    TO,
    VERB,
)

_OPENS_TOPIC = frozenset("as of for at either even only just".split())


def infinitive_after(reading: Reading, first: int, end: int, addressed: bool) -> Span | None:
    """What somebody vows, wants, declines to do."""
    if first >= end or reading.form[first - 1] & BREAK:
        return None
    at = first
    if addressed and not reading.classes[at] & TO:
        limit = min(end, first + 10)
        while at < limit and not reading.classes[at] & TO:
            if reading.form[at] & BREAK or reading.classes[at] & (AUXILIARY | VERB | SUBORDINATOR):
                return None
            at += 1
    if at + 1 >= end or not reading.classes[at] & TO or reading.form[at + 1] & (CAPITAL | NUMERAL):
        return None
    if reading.classes[at + 1] & (DETERMINER | QUANTITY | PRONOUN | POSSESSIVE):
        return None
    last = clause_end(reading, at, end)
    for place in range(at, last):  # who wants to stay, said
        if reading.form[place] & COMMA and reading.has_verb(place + 1, place + 2):
            return at, place
    return at, last


def topic_after(reading: Reading, first: int, end: int) -> Span | None:
    """What is criticised, praised or talked about: the noun phrase with what hangs on it."""
    if first >= end or reading.form[first - 1] & (BREAK):
        return None
    own = reading.classes[first]
    if (
        reading.passage[first] < 0
        and (
            own & (LINKING | PREPOSITION | COORDINATOR | TO | AUXILIARY | ADVERB | TIME)
            and not own & (DETERMINER | QUANTITY | PRONOUN)
        )
        and reading.text(first) not in _OPENS_TOPIC
    ):
        return None
    at = first
    stop = min(end, first + 60)
    while at < stop:
        own, written = reading.classes[at], reading.form[at]
        if at > first and reading.passage[at] < 0:
            if (
                own & SUBORDINATOR
                and not own & (THAT | PRONOUN | DETERMINER)
                and reading.text(at) not in ("how", "why", "what", "whether", "as")
            ):
                return (first, at - 1) if at > first else None
            if own & COORDINATOR and reading.has_verb(at + 1, min(at + 3, end)):
                return (first, at - 1) if at > first else None
            if own & (LINKING | PREPOSITION) and at + 1 < end and reading.classes[at + 1] & TIME:
                return (first, at - 1) if at > first else None
        inside = reading.passage[at] >= 0 and not written & CLOSES_QUOTE
        if written & (COMMA | SEMICOLON | COLON | DASH) and not inside:
            if (
                written & COMMA
                and at + 1 < end
                and reading.form[at + 1] & CAPITAL
                and reading.name[at]
            ):
                at += 1
                continue
            return first, at
        at += 1
    return first, stop - 1
