"""Cues whose weight lies on a noun or adjective: "raised doubts about", "is critical of"."""

from __future__ import annotations

from mediakit.attributions.attribution import Attribution
from mediakit.attributions.clauses import clause_after
from mediakit.attributions.objects import infinitive_after, topic_after
from mediakit.attributions.phrase_parts import Span
from mediakit.attributions.reading import Reading
from mediakit.attributions.subjects import subject_of
from mediakit.attributions.verb_groups import verb_group
from mediakit.attributions.words import (
    ADVERB,
    ATTITUDE,
    AUXILIARY,
    BE,
    BREAK,
    COORDINATOR,
    COPULA,
    DETERMINER,
    GERUND,
    LIGHT,
    LINKING,
    POSSESSIVE,
    PREPOSITION,
    PRETERITE,
    PRONOUN,
    QUANTITY,
    SPEECH,
    SUBORDINATOR,
    TIME,
    VERB,
    VERB_CUE,
    Cue,
    cues_of_number,
)

_ABOUT = frozenset("about over on regarding concerning against toward towards".split())
_PREPOSITIONS = _ABOUT | frozenset("of for with to in at".split())
_LONGEST_PHRASE = 8  # tokens from the verb to its noun
_NO_ADJECTIVE = AUXILIARY | VERB | LINKING | PREPOSITION | SUBORDINATOR | COORDINATOR | TIME


def of_laden_noun(
    reading: Reading, at: int, cue: Cue, sentence: Span, here: list[Attribution]
) -> Attribution | None:
    """Join a noun with what it is about, and with whom its verb or possessive names."""
    begin, end = sentence
    linked = at + 1
    if linked + 1 >= end or reading.form[at] & BREAK or reading.passage[at] >= 0:
        return None
    link = reading.text(linked)
    if link == "to" and "infinitive" in cue.takes:
        linked, content = at, infinitive_after(reading, at + 1, end, False)
    elif link in cue.takes or (link in _ABOUT and cue.takes & _PREPOSITIONS):
        content = topic_after(reading, linked + 1, end)
    else:
        return None
    if content is None:
        return None
    first = _phrase_begin(reading, at, begin)
    verb = first - 1
    if verb >= begin and not reading.form[verb] & BREAK:
        laden = here[-1] if here else None
        if laden is not None and laden.cue is not None and laden.cue[1] == verb:
            is_topic = laden.rule.startswith("topic") and laden.content[0] == first
            if laden.speaker is not None and is_topic:
                here.pop()  # "expressed" has been found with "doubts about it" as its content
                return _made(laden.speaker, (laden.cue[0], linked), content, cue, "laden noun")
            return None
        carries = BE if "person" in cue.takes else LIGHT
        if reading.classes[verb] & carries:
            speaker, cue_first = _subject(reading, verb, cue, sentence, here)
            if speaker is not None:
                return _made(speaker, (cue_first, linked), content, cue, "laden noun")
    return None


def _phrase_begin(reading: Reading, at: int, begin: int) -> int:
    """First token of the noun phrase that ends with a noun: its adjectives and determiner."""
    first = at
    while first > begin and at - first < _LONGEST_PHRASE:
        own = reading.classes[first - 1]
        if reading.form[first - 1] & BREAK:
            break
        if own & (DETERMINER | POSSESSIVE | QUANTITY) and not own & AUXILIARY:
            return first - 1
        if own & (_NO_ADJECTIVE | PRONOUN | LIGHT) or _is_verb_cue(reading, first - 1):
            break
        first -= 1
    return first


def _is_verb_cue(reading: Reading, at: int) -> bool:
    return any(cue.kind == VERB_CUE for cue in cues_of_number()[reading.cue[at]])


def of_adjective(
    reading: Reading, at: int, cue: Cue, sentence: Span, here: list[Attribution]
) -> Attribution | None:
    """Join an adjective with its subject and what it is about: "they are wary of the plan"."""
    begin, end = sentence
    after = at + 1
    if after + 1 >= end or reading.form[at] & BREAK:
        return None
    copula = at - 1
    while copula > begin and reading.classes[copula] & ADVERB and not reading.form[copula] & BREAK:
        copula -= 1
    if copula < begin or not reading.classes[copula] & COPULA or reading.form[copula] & BREAK:
        return None
    link = reading.text(after)
    last, content = at, None
    if link in cue.takes:
        last, content = after, topic_after(reading, after + 1, end)
    elif link == "to" and "infinitive" in cue.takes:
        content = infinitive_after(reading, after, end, False)
    elif link == "that" and "clause" in cue.takes:
        clause = clause_after(reading, after, end, begin, copula, cue)
        content = None if clause is None else clause[0]
    if content is None:
        return None
    speaker, first = _subject(reading, copula, cue, sentence, here)
    return speaker and _made(speaker, (first, last), content, cue, "adjective")


def _subject(
    reading: Reading, verb: int, cue: Cue, sentence: Span, here: list[Attribution]
) -> tuple[Span | None, int]:
    """Whose verb it is, and the first token of its verb group."""
    if reading.classes[verb] & PRONOUN and reading.classes[verb] & BE:  # they're
        return (verb, verb), verb + 1
    form = GERUND if reading.text(verb).endswith("ing") else PRETERITE
    group = verb_group(reading, verb, verb, cue._replace(form=form), sentence[0])
    if group is None:
        return None, verb
    return subject_of(reading, group, sentence, here)[0], group.begins


def _made(speaker: Span, span: Span, content: Span, cue: Cue, rule: str) -> Attribution:
    kind = SPEECH if cue.cue_kind == SPEECH else ATTITUDE
    return Attribution(speaker, span, content, cue.cue_class, rule, cue_kind=kind)
