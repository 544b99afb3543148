"""The clause that a cue reports: where it begins, and how far it reaches."""

from __future__ import annotations

from mediakit.attributions.clause_ends import clause_end
from mediakit.attributions.passages import FAR, after_title, is_adjunct
from mediakit.attributions.phrase_parts import Span
from mediakit.attributions.phrases_after import phrase_after
from mediakit.attributions.reading import Reading
from mediakit.attributions.words import (
    ADDRESSEE,
    ADJUNCT,
    ADVERB,
    AUXILIARY,
    BREAK,
    COLON,
    COMMA,
    COORDINATOR,
    DETERMINER,
    LINKING,
    POSSESSIVE,
    PREPOSITION,
    PRONOUN,
    QUANTITY,
    SEMICOLON,
    STOP,
    SUBORDINATOR,
    THAT,
    TIME,
    TO,
    VERB,
    Cue,
)

# Verbs after which a bare clause needs no second look
_LONG_CLAUSE = 4  # tokens after "say" whose verb we do not know
_QUESTIONS = frozenset("whether how why what if who which where".split())
_SURE = frozenset({"say", "tell", "add", "reckon", "insist", "argue", "contend"})


def clause_after(
    reading: Reading, first: int, end: int, begin: int, speaker: int, cue: Cue
) -> tuple[Span, str] | None:
    """The clause that a cue reports: after "that", an addressee, a circumstance; or at once."""
    if first >= end:
        return None
    start, kind = _clause_start(reading, first, end, cue)
    if start is None or start >= end:
        return None
    last = clause_end(reading, start, end)
    # "After she said that ..., the party": only up to the comma
    opening = reading.classes[begin]
    if opening & SUBORDINATOR and not opening & (PRONOUN | DETERMINER) and speaker - begin <= 4:
        for at in range(start, min(last, start + 60)):
            if reading.form[at] & COMMA:
                last = at
                break
    if last < start:
        return None
    if kind == "bare clause" and not _is_clause(reading, start, last, cue.lemma not in _SURE):
        return None
    return (start, last), kind


def _clause_start(reading: Reading, first: int, end: int, cue: Cue) -> tuple[int | None, str]:
    """Where the content begins, and what introduces it."""
    classes, form = reading.classes, reading.form
    if classes[first] & THAT:
        return first, "that"
    if form[first - 1] & COLON:
        return first, "colon"
    if reading.text(first) in _QUESTIONS:
        return first, "that"
    limit = min(end, first + FAR)
    for at in range(after_title(reading, first, end), limit):
        if reading.passage[at] >= 0:
            break
        if classes[at] & THAT and at > first:
            if "person" in cue.takes or is_adjunct(reading, first, at) or form[at - 1] & COMMA:
                return at, "that"
            break
        if at > first and "person" in cue.takes and reading.text(at) in _QUESTIONS:
            return at, "that"
        if form[at] & (SEMICOLON | STOP) and at < end - 1:
            break
        if at > first and classes[at] & (AUXILIARY | VERB):
            break
    start = first
    if form[first - 1] & COMMA:
        # "..., she said, ..."
        return first, "around"
    if "person" in cue.takes and not form[first] & COMMA:
        start = _after_addressee(reading, first, end)
    start = _after_circumstance(reading, start, end)
    return start, "bare clause"


def _after_addressee(reading: Reading, first: int, end: int) -> int:
    """Skip whom a cue is addressed to."""
    own = reading.classes[first]
    if own & ADDRESSEE:
        return first + 1
    if own & (LINKING | PREPOSITION | TIME | ADVERB | AUXILIARY):
        return first
    if own & (DETERMINER | QUANTITY) or reading.name[first]:
        at = first + 1
        while at < min(end, first + 10):
            own = reading.classes[at]
            if reading.form[at - 1] & BREAK:
                break
            if reading.name[at - 1] and not reading.name[at] and not own & (LINKING | POSSESSIVE):
                break
            if own & (PRONOUN | DETERMINER) and not reading.classes[at - 1] & (
                LINKING | COORDINATOR
            ):
                break
            if own & (AUXILIARY | VERB):
                break
            at += 1
        return at
    return first


def _after_circumstance(reading: Reading, first: int, end: int) -> int:
    """Skip "on Monday", "in an interview", "at a rally in Ohio" before a bare clause."""
    at = first
    limit = min(end, first + 15)
    while at < limit:
        own = reading.classes[at]
        if own & TIME and not own & DETERMINER:
            at += 1
            continue
        if own & (LINKING | PREPOSITION) and own & ADJUNCT and not own & (SUBORDINATOR | TO):
            if reading.text(at) == "about":
                return first
            ahead = at + 1
            while ahead < limit and not reading.form[ahead - 1] & BREAK:
                following = reading.classes[ahead]
                if ahead > at + 1 and (
                    following & (PRONOUN | DETERMINER)
                    and not reading.classes[ahead - 1] & (LINKING | DETERMINER)
                ):
                    break
                if following & TIME and ahead > at + 1:
                    break
                if following & (AUXILIARY | VERB):
                    return first
                ahead += 1
            if ahead >= limit:
                return first
            at = ahead
            continue
        break
    return at


def _is_clause(reading: Reading, first: int, last: int, strict: bool) -> bool:
    """Whether a bare clause stands there: a subject, then a verb; or quoted words."""
    if reading.passage[first] >= 0:
        return True
    own = reading.classes[first]
    if own & (LINKING | PREPOSITION | COORDINATOR | TO) and not own & (
        DETERMINER | QUANTITY | PRONOUN
    ):
        return not strict and reading.has_verb(first, min(last + 1, first + 40))
    if own & AUXILIARY and not own & PRONOUN:
        return False
    if strict:
        subject = phrase_after(reading, first, last + 1)
        if subject is None:
            return False
        at = subject[1] + 1
        while at < last and reading.classes[at] & ADVERB:
            at += 1
        return at <= last and (
            reading.has_verb(at, at + 1)
            or bool(own & AUXILIARY and own & PRONOUN)
            or reading.text(at).endswith("s")
            or bool(own & PRONOUN and not own & DETERMINER)
        )
    return (
        reading.has_verb(first, min(last + 1, first + 40))
        or (last > first and bool(own & (PRONOUN | DETERMINER) or reading.name[first]))
        or last - first >= _LONG_CLAUSE
    )
