"""Attributions whose cue is a verb in the active voice: "she said that", "“...,” said Ada Rell"."""

from __future__ import annotations

from mediakit.attributions.attribution import Attribution, made
from mediakit.attributions.clause_ends import clause_end
from mediakit.attributions.clauses import clause_after
from mediakit.attributions.objects import infinitive_after, topic_after
from mediakit.attributions.passages import before_cue, is_adjunct, quotation_after, quotation_before
from mediakit.attributions.phrase_parts import Span
from mediakit.attributions.phrases_after import phrase_after
from mediakit.attributions.reading import Reading
from mediakit.attributions.subjects import subject_of
from mediakit.attributions.verb_groups import VerbGroup
from mediakit.attributions.words import (
    AS,
    ASKS,
    BREAK,
    CAPITAL,
    COLON,
    COMMA,
    CONTROL,
    DASH,
    GERUND,
    PRONOUN,
    RELATIVE,
    STOP,
)

_ASKING = frozenset({"ask", "ask about"})
_LONGEST_BLOCK = 400  # tokens of a paragraph that is quoted as a whole


def of_verb(
    reading: Reading, group: VerbGroup, sentence: Span, here: list[Attribution]
) -> Attribution | None:
    """Join a verb with its subject and what it reports; `here` are those before in the sentence."""
    begin, end = sentence
    cue = group.cue
    subject, how = subject_of(reading, group, sentence, here)
    quoted_before = quotation_before(reading, group.first - 1)
    after_quote = quoted_before is not None
    speaks = bool(cue.takes & {"clause", "that", "quote"})
    purpose = group.infinitive and not any(
        reading.classes[at] & CONTROL for at in range(group.first, group.verb)
    )
    # “...,” said Ada Rell; the polls are closing, said Ada Rell
    spoken = after_quote and bool(reading.form[group.first - 1] & (COMMA | ASKS))
    if (speaks or spoken) and (after_quote or _can_invert(reading, group, sentence, subject)):
        inverted = phrase_after(reading, group.last + 1, end)
        if inverted is not None and not group.infinitive and not cue.form & GERUND:
            rest = None
            if not after_quote and _goes_on_after(reading, inverted[1], end):
                rest = inverted[1] + 1, clause_end(reading, inverted[1] + 1, end)
            content = quoted_before or before_cue(
                reading, begin, group.first - 1, anything=rest is not None
            )
            if content is not None:
                rule = "inverted quote" if after_quote else "inverted"
                return made(inverted, group, content, rule, rest)
    if subject is None and how != "gerund":
        return _asked(reading, group, sentence) if cue.lemma in _ASKING else None
    place = subject[0] if subject is not None and how == "own" else group.first
    quoted_before = _quotation_before_speaker(reading, place, begin, group, end)
    remainder_is_adjunct = is_adjunct(reading, group.last + 1, end)
    if (
        quoted_before is not None
        and place > begin
        and quoted_before[0] > begin
        and not remainder_is_adjunct
        and not reading.form[group.last] & COMMA
    ):
        quoted_before = None  # On “This Week,” she said that
    if how == "own" and quoted_before is not None:
        if begin < quoted_before[0]:
            quoted_before = before_cue(reading, begin, quoted_before[1]) or quoted_before
        return made(subject, group, quoted_before, "quote before")
    direct = quotation_after(reading, group.last + 1, end, "person" in cue.takes)
    if speaks and direct is not None:
        return made(
            subject, group, direct, "quote after" if how == "own" else f"quote after, {how}"
        )
    if speaks and how == "own" and remainder_is_adjunct:
        following = _quotation_in_next_sentence(reading, end)
        if following is not None:
            return made(subject, group, following, "quote in next sentence")
        block = _next_paragraph(reading, end)
        if block is not None:
            return made(subject, group, block, "block quotation")
    if cue.takes == {"quote"}:
        return None
    if cue.takes & {"clause", "that"} and how == "own" and place > begin:
        beside = _beside_relative(reading, group, place, end)
        if beside is not None:
            return made(subject, group, *beside)
    if cue.takes & {"clause", "that"} and how == "own" and remainder_is_adjunct:
        left = before_cue(reading, begin, place - 1)
        if left is not None:
            return made(subject, group, left, "clause before")
    if cue.takes & {"clause", "that"}:
        right = clause_after(reading, group.last + 1, end, begin, place, cue)
        bare = right is not None and right[1] not in ("that", "colon", "around")
        if (purpose and cue.cue_class in ("evidential", "endorsing")) or group.unreal:
            right = None
        if right is not None and not (bare and (purpose or "clause" not in cue.takes)):
            content, kind = right
            if kind == "around":
                inserted = place > begin and reading.form[place - 1] & COMMA and how == "own"
                left = before_cue(reading, begin, place - 1, anything=True) if inserted else None
                return left and made(subject, group, left, "around", content)
            return made(subject, group, content, kind if how == "own" else f"{kind}, {how}")
    if purpose or group.unreal:
        return None
    if "infinitive" in cue.takes:
        right_span = infinitive_after(reading, group.last + 1, end, "person" in cue.takes)
        if right_span is not None:
            return made(
                subject, group, right_span, "infinitive" if how == "own" else f"infinitive, {how}"
            )
    if "topic" in cue.takes or ("as" in cue.takes and _has_as(reading, group.last + 1, end)):
        right_span = topic_after(reading, group.last + 1, end)
        if cue.lemma == "call" and right_span and all(reading.name[slice(*right_span)]):
            return None  # called Mr. Holm
        if right_span is not None:
            return made(subject, group, right_span, "topic" if how == "own" else f"topic, {how}")
    return None


def _asked(reading: Reading, group: VerbGroup, sentence: Span) -> Attribution | None:
    """What somebody was asked, with which a sentence begins or "when": "Asked whether ..., he"."""
    begin, end = sentence
    first, after = group.verb, group.last + 1
    opens = first == begin or reading.text(first - 1) in ("when", "if", "once")
    if not opens or group.cue.form & GERUND or after >= end:
        return None
    if group.cue.lemma == "ask":
        clause = clause_after(reading, after, end, begin, first, group.cue)
        content = clause[0] if clause is not None and clause[1] == "that" else None
    else:
        content = topic_after(reading, after, end)
    if content is None:
        return None
    for at in range(*content):  # up to the comma before who answers
        if reading.form[at] & COMMA:
            content = content[0], at
            break
    return made(None, group, content, "asked")


def _beside_relative(
    reading: Reading, group: VerbGroup, place: int, end: int
) -> tuple[Span, str] | None:
    """What follows in "as she said, ..." and in "the rules, which officials said will ..."."""
    before, after = place - 1, group.last + 1
    if after >= end or reading.form[before] & BREAK:
        return None
    if reading.classes[before] & AS and reading.form[group.last] & COMMA:
        return (after, clause_end(reading, after, end)), "as"
    gap = reading.classes[before] & RELATIVE and not reading.form[group.last] & BREAK
    if gap and reading.has_verb(after, after + 1) and not reading.classes[after] & PRONOUN:
        return (after, clause_end(reading, after, end)), "gap"
    return None


def _has_as(reading: Reading, first: int, end: int) -> bool:
    """Whether "as" follows the object: "regard five points as enough"."""
    for at in range(first, min(end, first + 12)):
        if at > first and reading.classes[at] & AS:
            return True
        if reading.form[at] & BREAK:
            return False
    return False


def _quotation_before_speaker(
    reading: Reading, place: int, begin: int, group: VerbGroup, end: int
) -> Span | None:
    """The quotation before "he asked"; one that ends a sentence of its own is another matter."""
    if place > begin:
        if not reading.form[place - 1] & (COMMA | STOP | DASH):
            return None
        return quotation_before(reading, place - 1)
    if reading.breaks[place] or not reading.form[place - 1] & (ASKS | COMMA):
        return None
    if reading.form[place] & CAPITAL and not is_adjunct(reading, group.last + 1, end):
        return None
    return quotation_before(reading, place - 1)


def _quotation_in_next_sentence(reading: Reading, end: int) -> Span | None:
    """The quotation with which the next sentence of the paragraph begins: "She agreed. “...”"."""
    if end >= len(reading.passage) or reading.passage[end] < 0 or reading.breaks[end]:
        return None
    number = reading.passage[end]
    if reading.opens[number] != end or not reading.form[reading.closes[number]] & (STOP | ASKS):
        return None
    return reading.opens[number], reading.closes[number]


def _next_paragraph(reading: Reading, end: int) -> Span | None:
    """The paragraph that a sentence ending in a colon announces."""
    n = len(reading.passage)
    if end >= n or reading.begins[end] or not reading.breaks[end]:
        return None
    if not reading.form[end - 1] & COLON:
        return None
    last = end
    while last + 1 < n and not reading.breaks[last + 1] and last - end < _LONGEST_BLOCK:
        last += 1
    return end, last


def _can_invert(reading: Reading, group: VerbGroup, sentence: Span, subject: Span | None) -> bool:
    begin, end = sentence
    before = group.first - 1
    if before < begin or not reading.form[before] & COMMA or group.cue.form & GERUND:
        return False
    if not group.cue.takes & {"clause", "that"} or group.last + 1 >= end:
        return False
    if not reading.name[group.last + 1]:
        return False
    if reading.has_verb(begin, group.first):
        return subject is None or reading.has_verb(subject[1], group.first)
    inverted = phrase_after(reading, group.last + 1, end)
    return subject is None and inverted is not None and _goes_on_after(reading, inverted[1], end)


def _goes_on_after(reading: Reading, last: int, end: int) -> bool:
    """Whether a clause goes on after an inserted "said Ada Rell,"."""
    return bool(reading.form[last] & COMMA) and reading.has_verb(last + 1, min(end, last + 4))
