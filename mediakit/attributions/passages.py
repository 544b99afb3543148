"""Content beside a cue that needs no grammar: a quotation, or all that a comma closes."""

from __future__ import annotations

from mediakit.attributions.clause_ends import LONGEST, clause_end
from mediakit.attributions.phrase_parts import Span
from mediakit.attributions.reading import Reading
from mediakit.attributions.words import (
    ADDRESSEE,
    ADJUNCT,
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
    PAST,
    PRONOUN,
    SEMICOLON,
    STOP,
    SUBORDINATOR,
    THAT,
    TIME,
    VERB,
)

_BESIDE_QUOTATION = 7  # tokens of a name and its verb
FAR = 25  # tokens of addressee and circumstance between a cue and its content


_LONG_ENOUGH = 5  # tokens of a clause before ", she said" whose verb we don't know


def quotation_before(reading: Reading, last: int) -> Span | None:
    """The quotation that ends with a token, from where it opens."""
    if last < 0 or reading.passage[last] < 0 or not reading.form[last] & CLOSES_QUOTE:
        return None
    number = reading.passage[last]
    if reading.closes[number] != last:
        return None
    return reading.opens[number], last


def quotation_after(reading: Reading, first: int, end: int, addressed: bool) -> Span | None:
    """The quotation that follows a cue, after an addressee or circumstance: told the BBC: “...”."""
    at = first
    limit = min(end, first + FAR)
    n = len(reading.passage)
    if addressed:
        at = after_title(reading, first, end)
    while at < limit:
        if reading.passage[at] >= 0:
            break
        own, written = reading.classes[at], reading.form[at]
        if own & (THAT | SUBORDINATOR) and at == first:
            return None
        if (
            at > first
            and own & (AUXILIARY | VERB | SUBORDINATOR | COORDINATOR)
            and not own & DETERMINER
        ):
            return None
        if written & (COLON | STOP) and at + 1 >= end:
            at += 1
            break
        if written & (SEMICOLON | STOP) and not (written & STOP and len(reading.text(at)) <= 3):
            return None
        at += 1
    else:
        if limit < end or at >= n:
            return None
    if at >= n or reading.passage[at] < 0 or (at >= end and reading.begins[at]):
        return None
    if at >= end and not reading.form[at - 1] & (COLON | COMMA | STOP):
        return None
    if at >= end and not reading.form[at - 1] & COLON:
        return None
    number = reading.passage[at]
    if reading.opens[number] != at:
        return None
    if at > first and at < end:
        mark = reading.form[at - 1]
        if not mark & (COMMA | COLON) and not is_adjunct(reading, first, at) and not addressed:
            return None
    last = reading.closes[number]
    if last + 1 < end and not reading.form[last] & (STOP | COMMA):
        # quoted words at the head of a clause that goes on in the writer's words
        last = clause_end(reading, last + 1, end)
    return at, last


def unlisted_cues(reading: Reading) -> list[int]:
    """Forms in -ed that no list has, soon after ",”": verbs of saying if somebody is beside."""
    found = []
    for last in reading.closes:
        if not reading.form[last] & (COMMA | ASKS) or not reading.form[last] & CLOSES_QUOTE:
            continue
        for at in range(last + 1, min(last + _BESIDE_QUOTATION, len(reading.word))):
            if reading.breaks[at] or reading.cue[at] or reading.passage[at] >= 0:
                break
            if reading.classes[at] & PAST and not reading.form[at] & CAPITAL:
                found.append(at)
                break
            if reading.form[at] & STOP or reading.classes[at] & (AUXILIARY | VERB | SUBORDINATOR):
                break
    return found


def after_title(reading: Reading, first: int, end: int) -> int:
    """Skip a title in quotation marks that is spoken to: told “Sunday Matters” that."""
    number = reading.passage[first] if first < end else -1
    if number < 0:
        return first
    after = reading.closes[number] + 1
    return after if after < end and reading.classes[after] & THAT else first


def before_cue(reading: Reading, begin: int, last: int, anything: bool = False) -> Span | None:
    """What stands before ", she said" in the sentence: a clause that a comma closes."""
    if last < begin:
        return None
    mark = reading.form[last]
    if not anything and not mark & (COMMA | CLOSES_QUOTE | DASH):
        return None
    first = max(begin, last - LONGEST)
    while first < last and reading.classes[first] & COORDINATOR:
        first += 1
    if not anything:
        opening = reading.classes[first]
        if not reading.has_verb(first, last + 1) and last - first < _LONG_ENOUGH:
            return None
        opens_adverbial = reading.text(first).endswith("ing") or (
            opening & SUBORDINATOR and not opening & (DETERMINER | PRONOUN)
        )
        if opens_adverbial and not _has_main_clause(reading, first, last):
            return None
    if reading.passage[first] >= 0:
        first = reading.opens[reading.passage[first]]
    return first, last


def _has_main_clause(reading: Reading, first: int, last: int) -> bool:
    """Whether a verb stands after the comma that closes an opening adverbial."""
    limit = min(last, first + 40)
    for at in range(first, limit):
        if reading.form[at] & COMMA:
            return reading.has_verb(at + 1, last + 1)
    return False


def is_adjunct(reading: Reading, first: int, end: int) -> bool:
    """Whether nothing but addressee, time, place and manner stands there; also nothing at all."""
    if first >= end:
        return True
    own = reading.classes[first]
    if own & THAT or (reading.form[first] & CAPITAL and not own & (ADJUNCT | TIME)):
        return False
    if not own & (ADJUNCT | ADVERB | TIME | ADDRESSEE):
        return False
    if own & PRONOUN and not own & ADDRESSEE:
        return False
    for at in range(first, min(end, first + FAR)):
        if reading.passage[at] >= 0:
            return False
    return not reading.has_verb(first, min(end, first + FAR))
