"""Noun phrases read back from their last word, as before "said"."""

from __future__ import annotations

from mediakit.attributions.phrase_parts import (
    NO_NOUN,
    PERSON,
    REACH,
    Span,
    is_abbreviated,
    is_nounish,
)
from mediakit.attributions.reading import Reading
from mediakit.attributions.words import (
    ADJUNCT,
    ADVERB,
    AUXILIARY,
    BREAK,
    CAPITAL,
    CLOSES_BRACKET,
    CLOSES_QUOTE,
    COLON,
    COMMA,
    CONTROL,
    COORDINATOR,
    DASH,
    DETERMINER,
    LINKING,
    LONE,
    NUMERAL,
    OF,
    OPENS_BRACKET,
    PERSONAL,
    POSSESSIVE,
    PREPOSITION,
    PRONOUN,
    QUANTITY,
    RELATIVE,
    SEMICOLON,
    SPEECH_ACT_PERSON,
    STOP,
    SUBORDINATOR,
    THAT,
    TIME,
    VERB,
    WHO,
)


def antecedent_before(reading: Reading, relative: int, begin: int) -> Span | None:
    """The noun phrase that "who" or "which" stands for, with or without a comma between."""
    return _plain(reading, relative - 1, begin) if relative > begin else None


def phrase_before(reading: Reading, last: int, begin: int) -> Span | None:
    """The noun phrase that ends with a token, its apposition included: "Ada Rell, the mayor,"."""
    if last < begin:
        return None
    if reading.form[last] & COMMA:
        return _with_apposition(reading, last, begin)
    if reading.form[last] & DASH:
        return _before_dashes(reading, last, begin)
    if reading.form[last] & (DASH | SEMICOLON | COLON | CLOSES_QUOTE) and not (
        reading.form[last] & CLOSES_QUOTE and not reading.form[last] & (COMMA | STOP)
    ):
        return None
    return _plain(reading, last, begin)


def _plain(reading: Reading, last: int, begin: int) -> Span | None:
    """The noun phrase that ends with a token and has no comma inside."""
    classes, form = reading.classes, reading.form
    begin = max(begin, last - REACH)
    if form[last] & CLOSES_BRACKET:
        opening = last
        while opening > begin and not form[opening] & OPENS_BRACKET:
            opening -= 1
        before = _plain(reading, opening - 1, begin) if opening > begin else None
        return None if before is None else (before[0], last)
    if not _may_end(reading, last):
        return None
    if _stands_alone(reading, last, begin):
        return (last, last)
    at, first = last, last + 1
    while at >= begin and not _ends_phrase(reading, at, last, begin):
        first = at
        opens = classes[at] & DETERMINER or (
            at < last and classes[at] & QUANTITY and not form[at] & NUMERAL
        )
        if opens and not _goes_on(reading, at, begin):
            break
        at -= 1
    return _trimmed(reading, first, last)


def _stands_alone(reading: Reading, at: int, begin: int) -> bool:
    """Whether a pronoun is the whole phrase: "she", "many", but not "some of those"."""
    own = reading.classes[at]
    if own & (PERSONAL | SPEECH_ACT_PERSON):
        return True
    if not own & PRONOUN or own & DETERMINER:
        return False
    if at == begin or reading.form[at - 1] & BREAK:
        return True
    return not reading.classes[at - 1] & (DETERMINER | OF)


def _ends_phrase(reading: Reading, at: int, last: int, begin: int) -> bool:
    """Whether a token can't belong to the phrase that stands after it."""
    own, written = reading.classes[at], reading.form[at]
    if at < last and written & (BREAK & ~CLOSES_QUOTE) and not is_abbreviated(reading, at):
        return True
    if own & COORDINATOR and at > begin:
        return not is_nounish(reading, at - 1) or bool(reading.form[at - 1] & BREAK)
    if own & (LINKING | PREPOSITION) and not own & DETERMINER:
        joins = own & LINKING and at > begin and is_nounish(reading, at - 1)
        return not joins or bool(reading.form[at - 1] & BREAK)
    if at == last:
        return False
    if own & THAT and reading.name[at + 1]:
        return True
    if own & (AUXILIARY | SUBORDINATOR) and not own & DETERMINER:
        return True
    if own & (ADVERB | PRONOUN) and not own & (DETERMINER | QUANTITY):
        return True
    if (own & VERB and not written & CAPITAL) or _is_finite_cue(reading, at, begin):
        return True
    if own & TIME and written & CAPITAL and not own & POSSESSIVE:
        return True
    return _is_plural_before_name(reading, at)


def _is_plural_before_name(reading: Reading, at: int) -> bool:
    """Whether a plural stands before a name: in "told voters Rell" it is the object."""
    return (
        reading.name[at + 1]
        and not reading.form[at] & CAPITAL
        and reading.text(at).endswith("s")
        and not reading.classes[at] & (POSSESSIVE | DETERMINER | LINKING | COORDINATOR)
    )


def _trimmed(reading: Reading, first: int, last: int) -> Span | None:
    classes = reading.classes
    while first <= last and (
        (
            (classes[first] & (COORDINATOR | ADVERB | LINKING | PREPOSITION))
            and not classes[first] & (DETERMINER | QUANTITY | PRONOUN)
        )
        or reading.form[first] & LONE
    ):
        first += 1
    return (first, last) if first <= last else None


def _goes_on(reading: Reading, at: int, begin: int) -> bool:
    """Whether something before a determiner still belongs to the phrase: "the head of the"."""
    if at - 2 < begin:
        return at - 1 >= begin and bool(reading.classes[at - 1] & (QUANTITY | DETERMINER))
    before = reading.classes[at - 1]
    if reading.form[at - 1] & BREAK:
        return False
    if before & LINKING and not before & DETERMINER:
        return is_nounish(reading, at - 2) and not reading.form[at - 2] & BREAK
    if before & COORDINATOR:
        return is_nounish(reading, at - 2) and not reading.form[at - 2] & BREAK
    return bool(before & (QUANTITY | DETERMINER)) and not before & SUBORDINATOR


def _may_end(reading: Reading, at: int) -> bool:
    own = reading.classes[at]
    if reading.form[at] & LONE:
        return False
    if own & PRONOUN:
        return True
    if reading.form[at] & CAPITAL and reading.name[at]:
        return True
    if own & (NO_NOUN | VERB | ADVERB | CONTROL) and not own & PERSON:
        return False
    if own & DETERMINER and not own & QUANTITY:
        return False
    return not (own & TIME and not own & POSSESSIVE)


_FINITE = frozenset("said told says say thought wrote asked thinks believe believes".split())


def _is_finite_cue(reading: Reading, at: int, begin: int) -> bool:
    """Whether a reporting verb inside the phrase ends it: "was told that Rell said"."""
    if not reading.cue[at] or reading.form[at] & CAPITAL:
        return False
    word = reading.text(at)
    if word in _FINITE:
        return True
    return (
        word.endswith("ed") and at > begin and not reading.classes[at - 1] & (DETERMINER | ADVERB)
    )


def _with_apposition(reading: Reading, last: int, begin: int) -> Span | None:
    """The head before a parenthesis that a comma closes; the parenthesis belongs to it or not."""
    classes, form = reading.classes, reading.form
    begin = max(begin, last - REACH)
    at = last - 1
    while at >= begin:
        breaks = form[at] & (SEMICOLON | COLON | DASH | STOP) and not is_abbreviated(reading, at)
        if breaks and not form[at] & COMMA:
            return None
        if form[at] & COMMA:
            opening = at + 1
            head = _plain(reading, at, begin)
            if (
                head is not None
                and _is_apposition(reading, opening, last)
                and _can_head(reading, head)
            ):
                own = classes[opening]
                belongs = not own & (ADJUNCT | ADVERB) or bool(own & (DETERMINER | WHO))
                return (head[0], last if belongs else at)
        at -= 1
    return None


def _before_dashes(reading: Reading, last: int, begin: int) -> Span | None:
    """The head before a parenthesis between dashes."""
    for at in range(last - 1, max(begin, last - REACH), -1):
        if reading.form[at] & DASH:
            head = at - 1 if reading.form[at] & LONE else at
            return _plain(reading, head, begin) if head >= begin else None
    return None


def _can_head(reading: Reading, head: Span) -> bool:
    """Whether a phrase can be who speaks: not the place of an opening "In Ohio,"."""
    first, last = head
    before = 0 if reading.breaks[first] else reading.classes[first - 1]
    if (
        before & (LINKING | PREPOSITION)
        and not before & SUBORDINATOR
        and not reading.form[first - 1] & BREAK
    ):
        return False
    return bool(
        reading.name[last]
        or (first == last and reading.form[first] & CAPITAL)
        or reading.classes[first] & (DETERMINER | QUANTITY | PRONOUN)
        or reading.classes[last] & (PERSON)
        or reading.form[last] & CLOSES_BRACKET
    )


def _is_apposition(reading: Reading, opening: int, last: int) -> bool:
    """Whether what stands between commas can stand beside a name: a phrase, an age, "who ..."."""
    own, written = reading.classes[opening], reading.form[opening]
    if own & (COORDINATOR) and reading.text(opening) != "or":
        return False
    if own & RELATIVE or own & (DETERMINER | PERSON | QUANTITY) or written & NUMERAL:
        return True
    if own & PRONOUN:
        return False
    if reading.has_verb(opening, last + 1):
        return bool(own & (ADJUNCT | LINKING | PREPOSITION)) or reading.text(opening).endswith(
            ("ing", "ed")
        )
    return True
