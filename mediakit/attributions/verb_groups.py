"""Reporting verbs with their auxiliaries, told from nouns and adjectives of the same form."""

from __future__ import annotations

from dataclasses import dataclass

from mediakit.attributions.phrase_parts import head_of
from mediakit.attributions.phrases_before import phrase_before
from mediakit.attributions.reading import Reading
from mediakit.attributions.words import (
    ADVERB,
    ASKS,
    AUXILIARY,
    BASE,
    BE,
    BREAK,
    CAPITAL,
    CLOSES_QUOTE,
    COMMA,
    CONTROL,
    COORDINATOR,
    DETERMINER,
    DOCUMENT,
    GERUND,
    GROUP,
    HAVE,
    LINKING,
    MEDIUM,
    MODAL,
    OFFICIAL,
    ORGANISATION,
    PARTICIPLE,
    POSSESSIVE,
    PREPOSITION,
    PRETERITE,
    PRONOUN,
    PUBLIC,
    QUANTITY,
    RELATIVE,
    ROLE,
    SPEECH_ACT_PERSON,
    SUBORDINATOR,
    THIRD,
    TO,
    VERB,
    Cue,
)

# With these nothing has been said yet: "must prove that"
_POSSIBLE = frozenset("must should could may might shall mustn't shouldn't couldn't".split())


_TWO_NAMES = 6  # tokens back from a verb to the "and" of its subject
_OF_MIND = frozenset("know think believe remember recall realise realize understand feel".split())


@dataclass(frozen=True)
class VerbGroup:
    """A verb that may report: `begins` with its adverbs, `first` with its auxiliaries."""

    begins: int
    first: int
    verb: int
    last: int
    cue: Cue
    passive: bool
    infinitive: bool
    unreal: bool


def verb_group(reading: Reading, at: int, last: int, cue: Cue, begin: int) -> VerbGroup | None:
    """The verb with what belongs to it on its left; None where the word is no verb here."""
    classes, form = reading.classes, reading.form
    first = at
    passive = infinitive = modal = perfect = False
    while first > begin and first > at - 8:
        before = first - 1
        own = classes[before]
        if form[before] & (BREAK | CLOSES_QUOTE):
            break
        if own & TO and not infinitive:
            infinitive = True
        elif own & ADVERB and not own & (PRONOUN | DETERMINER):
            pass
        elif own & BE and not own & PRONOUN and not infinitive:
            passive = passive or bool(cue.form & PARTICIPLE)
        elif own & HAVE and not own & PRONOUN and not infinitive:
            perfect = True
        elif own & MODAL and not own & PRONOUN and not infinitive:
            modal = True
        elif infinitive and own & CONTROL:
            pass
        else:
            if own & BE and not infinitive:
                passive = bool(cue.form & PARTICIPLE)
            break
        first = before
    begins = first
    while begins < at and reading.cue[begins]:
        begins += 1  # "reportedly" is a cue of its own
    while first < at and classes[first] & ADVERB and not classes[first] & AUXILIARY:
        first += 1  # a speaker may stand before these adverbs, and before the auxiliaries
    form_of_verb = cue.form
    if not _is_verb(
        reading, first, at, begin, form_of_verb, passive or perfect, modal or infinitive
    ):
        return None
    unreal = modal and any(
        reading.text(place) in _POSSIBLE
        or (cue.lemma in _OF_MIND and reading.text(place) in ("would", "will", "can"))
        for place in range(first, at)
    )
    return VerbGroup(begins, first, at, last, cue, passive, infinitive, unreal)


def _is_verb(
    reading: Reading, first: int, at: int, begin: int, form: int, participle: bool, bare: bool
) -> bool:
    """Whether a word that may be a verb is one: not in "the report" or "alleged plot"."""
    classes, written = reading.classes, reading.form
    if at > begin and written[at] & CAPITAL and reading.name[at]:
        return False
    if form & GERUND:
        before = classes[at - 1] if at > begin else 0
        return not (before & (DETERMINER | POSSESSIVE) and not written[at - 1] & BREAK)
    if first < at and (participle or bare or classes[first] & AUXILIARY):
        return True
    if at == begin:
        return bool(form & (PRETERITE | PARTICIPLE))
    before, mark = classes[at - 1], written[at - 1]
    if form & (PRETERITE | PARTICIPLE):
        if mark & BREAK:
            return True
        if before & (DETERMINER | POSSESSIVE) and not before & (PRONOUN | QUANTITY | AUXILIARY):
            return False
        return not (before & (LINKING | PREPOSITION) and not before & (ADVERB | SUBORDINATOR))
    if mark & BREAK:
        return bool(mark & (ASKS | COMMA))
    if before & (DETERMINER | POSSESSIVE | LINKING | PREPOSITION) and not before & (
        PRONOUN | QUANTITY
    ):
        return False
    place = at - 1
    while place > begin and classes[place] & ADVERB and not classes[place] & (PRONOUN | DETERMINER):
        place -= 1  # those who strongly support
    before = classes[place]
    plural = _is_plural(reading, place)
    if form & THIRD and not form & BASE:
        if not _has_object(reading, at):
            return False
        if before & (RELATIVE | COORDINATOR | ADVERB | PRONOUN) or reading.name[place]:
            return True
        known = before & (ROLE | OFFICIAL | GROUP | ORGANISATION | DOCUMENT | MEDIUM | PUBLIC)
        return (not plural and bool(known)) or reading.text(at) in _PLAIN_VERBS
    if before & (SPEECH_ACT_PERSON | RELATIVE | GROUP | PUBLIC) or reading.text(place) == "they":
        return reading.text(place) not in ("his", "her", "our", "my", "your")
    if reading.name[place] and _are_joined(reading, place + 1, begin):
        return _has_object(reading, at)
    if (not plural and not reading.name[place]) or (reading.name[place] and not plural):
        return _has_plural_head(reading, place + 1, begin) and _has_object(reading, at)
    return (plural and not reading.name[place]) or (
        reading.name[place] and plural and not before & POSSESSIVE
    )


# Third persons that are no plural of a noun
_PLAIN_VERBS = frozenset(
    {"says", "tells", "thinks", "believes", "argues", "insists", "writes", "adds"}
)


def _has_object(reading: Reading, at: int) -> bool:
    """Whether "claims" is followed by what a verb takes, and not by another verb or "of"."""
    if at + 1 >= len(reading.classes) or reading.form[at] & BREAK:
        return True
    own = reading.classes[at + 1]
    if reading.text(at) in ("says", "tells", "thinks", "believes"):
        return True
    if own & (COORDINATOR | AUXILIARY | VERB) and not own & PRONOUN:
        return False
    return reading.text(at + 1) not in ("of", "in", "from", "with", "between", "made", "against")


def _are_joined(reading: Reading, at: int, begin: int) -> bool:
    """Whether two names stand before a verb: "Jon Holm and Ada Rell say"."""
    for place in range(at - 1, max(begin, at - _TWO_NAMES), -1):
        if not reading.name[place]:
            return bool(reading.classes[place] & COORDINATOR) and reading.name[place - 1]
    return False


def _has_plural_head(reading: Reading, at: int, begin: int) -> bool:
    """Whether a plural noun governs the verb from further off: "sources at the ministry say"."""
    phrase = phrase_before(reading, at - 1, begin)
    if phrase is None or phrase[0] == phrase[1]:
        return False
    head = head_of(reading, *phrase)
    return head < phrase[1] and _is_plural(reading, head)


def _is_plural(reading: Reading, at: int) -> bool:
    word = reading.text(at)
    if reading.classes[at] & (QUANTITY | GROUP | PUBLIC) and reading.text(at) not in (
        "one",
        "majority",
    ):
        return True
    return (word.endswith("s") and not word.endswith(("ss", "us", "is", "'s"))) or word in (
        "people",
        "police",
        "men",
        "women",
        "children",
        "media",
        "data",
    )
