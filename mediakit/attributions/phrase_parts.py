"""What ends a noun phrase and what goes on with it, whichever side it is read from."""

from __future__ import annotations

from mediakit.attributions.reading import Reading
from mediakit.attributions.words import (
    ADVERB,
    ASKS,
    AUXILIARY,
    CAPITAL,
    CLOSES_QUOTE,
    COLON,
    COMMA,
    COORDINATOR,
    DASH,
    DETERMINER,
    GROUP,
    LINKING,
    LONE,
    MEDIUM,
    OFFICIAL,
    ORGANISATION,
    PAST,
    PREPOSITION,
    PUBLIC,
    QUANTITY,
    RELATIVE,
    ROLE,
    SEMICOLON,
    STOP,
    SUBORDINATOR,
    TIME,
    TITLE,
    VERB,
)

Span = tuple[int, int]


REACH = 40  # tokens that a phrase or a parenthesis may be away from its head


NO_NOUN = AUXILIARY | SUBORDINATOR | COORDINATOR | LINKING | PREPOSITION


BEFORE_ADJECTIVE = DETERMINER | ADVERB | QUANTITY | COORDINATOR | LINKING


PERSON = ROLE | OFFICIAL | GROUP | PUBLIC | TITLE


# Adjectives that stand after the noun: "people familiar with the talks"
_AFTER_NOUNS = frozenset(
    "familiar close involved opposed aware present responsible briefed".split()
)


def head_of(reading: Reading, first: int, last: int) -> int:
    """The noun that a phrase is about: before "of the ministry", and before "who"."""
    head = first
    for at in range(first, last + 1):
        own = reading.classes[at]
        if at > first and own & (LINKING | RELATIVE) and not own & DETERMINER:
            if reading.form[head] & CAPITAL and at < last and _joins_name(reading, at):
                continue
            break
        if at > first and (is_participle(reading, at) or reading.text(at) in _AFTER_NOUNS):
            break
        head = at
        if reading.form[at] & COMMA:
            break
    return head


def is_participle(reading: Reading, at: int) -> bool:
    """Whether a form in -ed ends a phrase: "a decree published", but not "the elected mayor"."""
    return (
        reading.classes[at] & PAST > 0
        and not reading.form[at] & CAPITAL
        and not reading.classes[at - 1] & BEFORE_ADJECTIVE
    )


def _joins_name(reading: Reading, at: int) -> bool:
    """Whether "of" joins two parts of a name: "Bank of England", but not "mayor of London"."""
    return bool(
        reading.text(at) in ("of", "for", "on", "and")
        and reading.form[at - 1] & CAPITAL
        and reading.classes[at - 1] & (ORGANISATION | MEDIUM)
        and reading.form[at + 1] & CAPITAL
    )


def is_abbreviated(reading: Reading, at: int) -> bool:
    """Whether a full stop ends an abbreviation within a name: "Mr. Holm", "George W. Bush"."""
    written = reading.form[at]
    if written & (COMMA | SEMICOLON | COLON | DASH | CLOSES_QUOTE | ASKS) or not written & STOP:
        return False
    return bool(written & CAPITAL) and (
        bool(reading.classes[at] & TITLE) or len(reading.text(at)) <= 4
    )


def is_nounish(reading: Reading, at: int) -> bool:
    """Whether a token can be the noun that a preposition or "and" hangs on."""
    own = reading.classes[at]
    if reading.form[at] & LONE:
        return False
    if reading.name[at]:
        return True
    if own & (NO_NOUN | ADVERB | TIME | VERB | DETERMINER) and not own & (QUANTITY | PERSON):
        return False
    return reading.text(at) in _AFTER_NOUNS or not reading.text(at).endswith(("ing", "ed"))
