"""Attributions without a verb in the active voice: passives, "according to", hearsay, nouns."""

from __future__ import annotations

from mediakit.attributions.attribution import Attribution, made
from mediakit.attributions.clause_ends import clause_end
from mediakit.attributions.clauses import clause_after
from mediakit.attributions.objects import infinitive_after, topic_after
from mediakit.attributions.passages import before_cue, is_adjunct
from mediakit.attributions.phrase_parts import Span
from mediakit.attributions.phrases_after import phrase_after
from mediakit.attributions.phrases_before import phrase_before
from mediakit.attributions.reading import Reading
from mediakit.attributions.verb_groups import VerbGroup
from mediakit.attributions.words import (
    AUXILIARY,
    BREAK,
    BY,
    COORDINATOR,
    DETERMINER,
    IT,
    LINKING,
    POSSESSIVE,
    PREPOSITION,
    PRONOUN,
    RELATIVE,
    SUBORDINATOR,
    TIME,
    TO,
    VERB,
    Cue,
)

_EDGES_OF_TIME = frozenset("end start beginning middle time then".split())
# "was rejected": of what nobody is said to have rejected
_OF_THINGS = frozenset("expect dismiss reject criticise criticize condemn deny".split())
_AFTER_NOUN = frozenset("that by from of".split())
_NAMING = frozenset({"call", "describe", "dub", "label", "term", "deem"})


def of_passive(reading: Reading, group: VerbGroup, sentence: Span) -> Attribution | None:
    """Somebody is said to, it is believed that, she was told by, the plan was criticised by."""
    begin, end = sentence
    classes = reading.classes
    cue, after = group.cue, group.last + 1
    subject = phrase_before(reading, group.first - 1, begin)
    if classes[group.first] & PRONOUN and subject is None:
        subject = (group.first, group.first)
    agent = None
    limit = min(end, after + 8)
    for at in range(after, limit):
        if classes[at] & BY and not reading.form[at] & BREAK:
            agent = None if _is_date(reading, at + 1, end) else phrase_after(reading, at + 1, end)
            break
        if reading.form[at] & BREAK or classes[at] & (AUXILIARY | SUBORDINATOR):
            break
    is_it = (group.first > begin and classes[group.first - 1] & IT) or classes[group.first] & IT
    if is_it and is_adjunct(reading, after, end):
        left = before_cue(reading, begin, (subject or (group.first, 0))[0] - 1)
        if left is not None:
            return made(agent, group, left, "agentless")
    if agent is not None and agent[1] + 1 < end and reading.text(agent[1] + 1) == "as":
        span = topic_after(reading, agent[1] + 1, end)
        if span is not None:
            return made(agent, group, span, "passive")
    if cue.takes & {"clause", "that", "passive"} and after < end:
        right = None
        if reading.text(after) == "that" or is_it:
            right = clause_after(reading, after, end, begin, group.first, cue)
        elif agent is not None:
            right = (
                clause_after(reading, agent[1] + 1, end, begin, group.first, cue)
                if agent[1] + 1 < end and reading.text(agent[1] + 1) == "that"
                else None
            )
        if right is not None:
            return made(agent, group, right[0], "passive" if agent else "agentless")
    if agent is not None and subject is not None:
        return made(agent, group, subject, "passive")
    of_things = cue.lemma in _OF_THINGS and agent is None and subject is not None
    if of_things and subject and (after >= end or not classes[after] & TO):
        return made(None, group, subject, "agentless")
    if "passive" in cue.takes and agent is None and subject is not None and after < end:
        if classes[after] & TO:
            span = infinitive_after(reading, after, end, False)
            if span is not None:
                return made(None, group, span, "agentless")
        if reading.text(after) in ("as", "of", "for", "at") or (
            cue.lemma in _NAMING and reading.passage[after] >= 0
        ):
            span = topic_after(reading, after, end)
            if span is not None:
                return made(None, group, span, "agentless")
    return None


def _is_date(reading: Reading, first: int, end: int) -> bool:
    """Whether "by" tells a time: "by Monday", "by the end of May"."""
    last = min(first + 2, end)
    return any(
        reading.classes[at] & TIME or reading.text(at) in _EDGES_OF_TIME
        for at in range(first, last)
    )


def of_phrase(reading: Reading, at: int, last: int, cue: Cue, sentence: Span) -> Attribution | None:
    """According to somebody, in the words of somebody."""
    begin, end = sentence
    speaker = phrase_after(reading, last + 1, end)
    if speaker is None and last + 1 < end:
        speaker = (last + 1, last + 1)
    if speaker is None:
        return None
    speaker = _source_to_comma(reading, speaker, end)
    after = speaker[1] + 1
    content: Span | None
    if at == begin or (at - begin <= 1 and reading.classes[begin] & COORDINATOR):
        content = (after, clause_end(reading, after, end)) if after < end else None
    else:
        content = before_cue(reading, begin, at - 1, anything=True)
    if content is None:
        return None
    return Attribution(speaker, (at, last), content, cue.cue_class, "according to")


def _source_to_comma(reading: Reading, speaker: Span, end: int) -> Span:
    """A source of "according to" goes on to the next comma: "a decree published late on Monday"."""
    first, last = speaker
    while last + 1 < end and not reading.form[last] & BREAK and last - first < 25:
        following = reading.classes[last + 1]
        if following & (COORDINATOR | SUBORDINATOR) and not following & RELATIVE:
            break
        last += 1
    return first, last


def of_adverb(reading: Reading, at: int, cue: Cue, sentence: Span) -> Attribution | None:
    """Reportedly, allegedly; the so-called reform, the alleged plot."""
    _, end = sentence
    if at + 1 >= end:
        return None
    if cue.lemma.endswith("ly"):
        content = at + 1, clause_end(reading, at + 1, end)
        return Attribution(None, (at, at), content, cue.cue_class, "hearsay")
    if reading.has_verb(at + 1, at + 2) or reading.form[at] & BREAK:
        return None
    span = phrase_after(reading, at + 1, end)
    if span is None and reading.passage[at + 1] >= 0:
        span = at + 1, reading.closes[reading.passage[at + 1]]
    return None if span is None else Attribution(None, (at, at), span, cue.cue_class, "hearsay")


def of_noun(reading: Reading, at: int, cue: Cue, sentence: Span) -> Attribution | None:
    """His claim that; the report by the bank that."""
    begin, end = sentence
    if reading.form[at] & BREAK or at + 1 >= end or reading.text(at + 1) not in _AFTER_NOUN:
        return None
    speaker: Span | None = None
    first = at
    while first > begin and first > at - 4:
        own = reading.classes[first - 1]
        if reading.form[first - 1] & BREAK:
            break
        if own & POSSESSIVE or reading.text(first - 1) in (
            "his",
            "her",
            "their",
            "its",
            "my",
            "our",
            "your",
        ):
            if own & POSSESSIVE:
                speaker = phrase_before(reading, first - 1, begin)
            else:
                speaker = (first - 1, first - 1)
            break
        if own & (DETERMINER | AUXILIARY | VERB | LINKING | PREPOSITION | SUBORDINATOR | PRONOUN):
            break
        first -= 1
    after = at + 1
    if speaker is None and reading.text(after) in ("by", "from", "of"):
        agent = phrase_after(reading, after + 1, end)
        if agent is not None and agent[1] + 1 < end and reading.text(agent[1] + 1) == "that":
            speaker, after = agent, agent[1] + 1
    if "clause" in cue.takes and after < end and reading.text(after) == "that":
        content = clause_after(reading, after, end, begin, at, cue)
        if speaker and content and reading.has_verb(content[0][0], content[0][1] + 1):
            return Attribution(
                speaker, (at, at), content[0], cue.cue_class, "noun", cue_kind=cue.cue_kind
            )
    return None
