"""Who the subject of a reporting verb is: beside it, before a relative clause, or further off."""

from __future__ import annotations

from mediakit.attributions.attribution import Attribution
from mediakit.attributions.phrase_parts import Span, head_of
from mediakit.attributions.phrases_after import phrase_after
from mediakit.attributions.phrases_before import antecedent_before, phrase_before
from mediakit.attributions.reading import Reading
from mediakit.attributions.verb_groups import VerbGroup
from mediakit.attributions.words import (
    ACRONYM,
    ADVERB,
    AUXILIARY,
    BE,
    BREAK,
    CLOSES_QUOTE,
    COMMA,
    CONTROL,
    COORDINATOR,
    DETERMINER,
    DOCUMENT,
    GERUND,
    GROUP,
    LINKING,
    MEDIUM,
    OFFICIAL,
    ORGANISATION,
    PREPOSITION,
    PRONOUN,
    PUBLIC,
    QUANTITY,
    RELATIVE,
    ROLE,
    SUBORDINATOR,
    TIME,
)

# Prepositions between a speaker and what that speaker says
_BEFORE_GERUNDS = frozenset("by after before while since when in to".split())
_CUES_BACK = 20  # how many cues of the sentence are asked for a speaker


def subject_of(
    reading: Reading, group: VerbGroup, sentence: Span, here: list[Attribution]
) -> tuple[Span | None, str]:
    """Who speaks, looked for on the left; and how that was found."""
    begin, _ = sentence
    classes, form = reading.classes, reading.form
    before = group.first - 1
    while (
        before >= begin
        and classes[before] & ADVERB
        and not classes[before] & (PRONOUN | DETERMINER)
        and not form[before] & (CLOSES_QUOTE)
    ):
        before -= 1
    if group.cue.form & GERUND and not (group.verb > begin and classes[group.verb - 1] & BE):
        return _of_gerund(reading, group, begin, before, here)
    if group.infinitive and not any(classes[at] & CONTROL for at in range(group.first, group.verb)):
        return _inherited(reading, group, begin, here), "inherited"
    if before < begin:
        return None, "none"
    # "ran into trouble and said", "insisted, but added"
    if classes[before] & COORDINATOR and not form[before] & COMMA:
        return _inherited(reading, group, begin, here), "inherited"
    # who, which, that
    if classes[before] & RELATIVE and not form[before] & BREAK:
        antecedent = antecedent_before(reading, before, begin)
        return antecedent or (before, before), "relative"
    # she'd, they've
    if (
        classes[group.first] & PRONOUN
        and classes[group.first] & AUXILIARY
        and group.first < group.verb
    ):
        return (group.first, group.first), "own"
    span = phrase_before(reading, _before_time(reading, before, begin), begin)
    return span, "own"


def _before_time(reading: Reading, at: int, begin: int) -> int:
    """Skip "on Thursday evening", "last week" between a speaker and the verb."""
    classes = reading.classes
    last = at
    while last > begin and classes[last] & TIME and not reading.form[last] & (BREAK | ACRONYM):
        last -= 1
    if last == at:
        return at
    while last > begin and reading.text(last) in ("on", "in", "this", "late", "early", "the"):
        last -= 1
    return last


def _of_gerund(
    reading: Reading, group: VerbGroup, begin: int, before: int, here: list[Attribution]
) -> tuple[Span | None, str]:
    if before >= begin:
        own, written = reading.classes[before], reading.form[before]
        hangs = own & (LINKING | PREPOSITION) and not written & BREAK
        if hangs and reading.text(before) not in _BEFORE_GERUNDS:
            return None, "none"  # the difficulty of predicting
        if not written & BREAK and not own & (LINKING | PREPOSITION | COORDINATOR | SUBORDINATOR):
            span = phrase_before(reading, before, begin)
            if span is not None and _can_speak(reading, span, begin):
                return span, "participle"
    return _inherited(reading, group, begin, here), "gerund"


def _can_speak(reading: Reading, span: Span, begin: int) -> bool:
    """Whether a participle belongs to the phrase before it: not in "issued a statement saying"."""
    head = head_of(reading, *span)
    own = reading.classes[head]
    if own & QUANTITY and span[0] > begin and reading.text(span[0] - 1) == "with":
        return True  # cannot stay, with one saying
    if own & (ROLE | OFFICIAL | GROUP | PUBLIC | ORGANISATION) or reading.name[head]:
        return not reading.has_verb(begin, span[0]) or not reading.name[head]
    return bool(own & (DOCUMENT | MEDIUM)) and not reading.has_verb(begin, span[0])


def _inherited(
    reading: Reading, group: VerbGroup, begin: int, here: list[Attribution]
) -> Span | None:
    """The speaker of the cue before in the sentence, else what the sentence begins with."""
    for attribution in here[: -_CUES_BACK - 1 : -1]:
        if attribution.speaker is not None and attribution.speaker[1] < group.first:
            return attribution.speaker
    return sentence_subject(reading, begin, group.first)


def sentence_subject(reading: Reading, begin: int, end: int) -> Span | None:
    """The noun phrase before the first finite verb, after an opening adverbial."""
    classes, form = reading.classes, reading.form
    at = begin
    end = min(end, begin + 60)
    while (
        at < end
        and (classes[at] & (COORDINATOR | ADVERB))
        and not classes[at] & (PRONOUN | DETERMINER)
    ):
        at += 1
    if at < end and (
        (classes[at] & (LINKING | PREPOSITION | SUBORDINATOR) and not classes[at] & DETERMINER)
        or reading.text(at).endswith("ing")
        or reading.text(at).endswith("ed")
    ):
        while at < end and not form[at] & COMMA:
            at += 1
        at += 1
    return phrase_after(reading, at, end) if at < end else None
