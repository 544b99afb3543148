"""Noun phrases read on from their first word, as after "according to" and "said"."""

from __future__ import annotations

from mediakit.attributions.phrase_parts import (
    NO_NOUN,
    PERSON,
    REACH,
    Span,
    is_abbreviated,
    is_participle,
)
from mediakit.attributions.reading import Reading
from mediakit.attributions.words import (
    ADVERB,
    AUXILIARY,
    CAPITAL,
    CLOSES_BRACKET,
    CLOSES_QUOTE,
    COLON,
    COMMA,
    COORDINATOR,
    DASH,
    DETERMINER,
    LINKING,
    LONE,
    NUMERAL,
    OPENS_BRACKET,
    OPENS_QUOTE,
    POSSESSIVE,
    PREPOSITION,
    PRONOUN,
    QUANTITY,
    SEMICOLON,
    STOP,
    SUBORDINATOR,
    TIME,
    TITLE,
    VERB,
    WHO,
)


def phrase_after(reading: Reading, first: int, end: int) -> Span | None:
    """The noun phrase that begins with a token, its apposition included."""
    classes, form = reading.classes, reading.form
    if first >= end or form[first] & (OPENS_QUOTE | LONE):
        return None
    own = classes[first]
    if own & PRONOUN and not own & (DETERMINER | QUANTITY):
        return (first, first)
    if own & NO_NOUN and not own & (DETERMINER | QUANTITY) and not form[first] & CAPITAL:
        return None
    if own & (ADVERB | TIME) and not own & (DETERMINER | QUANTITY | PERSON):
        return None
    last = _run(reading, first, end)
    if last is None:
        return None
    while form[last] & COMMA and last + 1 < end:
        further = _apposition_after(reading, last + 1, end)
        if further is None:
            break
        last = further
    return (first, last)


def _run(reading: Reading, first: int, end: int) -> int | None:
    """Last token of the phrase without apposition."""
    classes, form = reading.classes, reading.form
    at, last = first, first - 1
    end = min(end, first + REACH)
    while at < end and not (at > first and _ends_phrase(reading, at, end)):
        if form[at] & OPENS_BRACKET and at > first:
            while at < end - 1 and not form[at] & CLOSES_BRACKET:
                at += 1
        last = at
        if form[at] & (COMMA | SEMICOLON | COLON | DASH | CLOSES_QUOTE):
            break
        if form[at] & STOP and not is_abbreviated(reading, at):
            break
        at += 1
    while last >= first and classes[last] & (LINKING | COORDINATOR) and not reading.name[last]:
        last -= 1
    return last if last >= first else None


def _ends_phrase(reading: Reading, at: int, end: int) -> bool:
    """Whether a token can't belong to the phrase that stands before it."""
    own, written = reading.classes[at], reading.form[at]
    if written & (OPENS_QUOTE | LONE):
        return True
    if own & COORDINATOR:
        return not _joins(reading, at, end)
    if own & (AUXILIARY | SUBORDINATOR | WHO) and not own & DETERMINER:
        return True
    if own & LINKING:
        return not _links(reading, at, end)
    if own & PREPOSITION:
        return True
    if own & (TIME | ADVERB) and not own & (DETERMINER | QUANTITY | POSSESSIVE | PERSON):
        return True
    if own & PRONOUN and not own & (DETERMINER | QUANTITY | TITLE):
        return True
    if (own & VERB and not written & CAPITAL) or is_participle(reading, at):
        return True
    return bool(own & DETERMINER) and not reading.classes[at - 1] & _BEFORE_DETERMINER


_BEFORE_DETERMINER = LINKING | COORDINATOR | DETERMINER | QUANTITY | POSSESSIVE


def _joins(reading: Reading, at: int, end: int) -> bool:
    """Whether "and" joins a further noun, and not a further clause."""
    if at + 1 >= end or reading.has_verb(at + 1, min(at + 4, end)):
        return False
    return bool(reading.name[at + 1] or reading.classes[at + 1] & (DETERMINER | PERSON))


def _links(reading: Reading, at: int, end: int) -> bool:
    """Whether a preposition goes on with the phrase: "the mayor of", but not "Rell in May"."""
    if at + 1 >= end:
        return False
    word = reading.text(at)
    if word == "of":
        return True
    if reading.classes[at + 1] & TIME:
        return False
    if reading.name[at - 1]:
        return False
    return word in ("for", "from", "with", "at", "in", "on", "to") and not (
        word in ("in", "on", "at", "to")
        and reading.classes[at + 1] & (DETERMINER | QUANTITY)
        and word != "at"
    )


def _apposition_after(reading: Reading, opening: int, end: int) -> int | None:
    """Last token of the apposition that begins here; None if none does."""
    own, written = reading.classes[opening], reading.form[opening]
    if written & (OPENS_QUOTE | LONE):
        return None
    starts = own & (DETERMINER | PERSON | WHO | QUANTITY) or written & NUMERAL
    starts = starts or (reading.text(opening) == "of") or reading.name[opening]
    who = False
    if (
        not starts
        or own & COORDINATOR
        or (own & PRONOUN and not own & (DETERMINER | QUANTITY | WHO))
    ):
        return None
    limit = min(end, opening + REACH)
    at = opening
    while at < limit:
        written = reading.form[at]
        if at > opening and written & OPENS_QUOTE and not own & WHO:
            return at - 1
        who = who or bool(reading.classes[at] & WHO)
        if not who and reading.sure_verbs_before[at + 1] > reading.sure_verbs_before[at]:
            return None
        if written & (COMMA | SEMICOLON | COLON | DASH):
            return at
        if written & STOP and not is_abbreviated(reading, at):
            return at
        at += 1
    return limit - 1
