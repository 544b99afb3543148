"""Who says what with which words: each cue of a sentence is given to the rules of its kind."""

from __future__ import annotations

from mediakit.attributions.active_verbs import of_verb
from mediakit.attributions.attribution import Attribution
from mediakit.attributions.laden_cues import of_adjective, of_laden_noun
from mediakit.attributions.other_cues import of_adverb, of_noun, of_passive, of_phrase
from mediakit.attributions.phrase_parts import Span
from mediakit.attributions.reading import Reading
from mediakit.attributions.verb_groups import verb_group
from mediakit.attributions.words import (
    ADVERB,
    BREAK,
    PRETERITE,
    SPEECH,
    VERB_CUE,
    Cue,
    cues_of_number,
)

#: Any verb in the past between a quotation and a name: “Too late,” Ada Rell spluttered.
UNLISTED = Cue("", VERB_CUE, "neutral", SPEECH, frozenset({"quote"}), (), PRETERITE)
_ADVERBS_WITHIN = 2  # between a verb and its preposition


def find_in_sentence(
    reading: Reading, begin: int, end: int, places: list[int], found: list[Attribution]
) -> None:
    """Add the attributions of one sentence whose cues begin at the given tokens."""
    here: list[Attribution] = []
    done = begin - 1
    for at in places:
        if at <= done:
            continue
        for cue in cues_of_number()[reading.cue[at]] or (UNLISTED,):
            last = _tail(reading, at, end, cue) if cue.tail else at
            if last is None:
                continue
            attribution = _joined(reading, at, last, cue, (begin, end), here)
            if attribution is not None:
                here.append(attribution)
                done = max(last, at)
                break
    found.extend(here)


def _tail(reading: Reading, at: int, end: int, cue: Cue) -> int | None:
    """Last token of a cue of several words; None where the words are others."""
    last = at
    for word in cue.tail:
        while (
            len(cue.tail) == 1  # spoke openly about
            and last - at < _ADVERBS_WITHIN
            and last + 1 < end
            and reading.classes[last + 1] & ADVERB
            and reading.text(last + 1) != word
            and not reading.form[last] & BREAK
        ):
            last += 1
        if last + 1 >= end or reading.text(last + 1) != word or reading.form[last] & BREAK:
            return None
        last += 1
    return last


def _joined(
    reading: Reading, at: int, last: int, cue: Cue, sentence: Span, here: list[Attribution]
) -> Attribution | None:
    if cue.kind == "phrase":
        return of_phrase(reading, at, last, cue, sentence)
    if cue.kind == "adverb":
        return of_adverb(reading, at, cue, sentence)
    if cue.kind == "adjective":
        return of_adjective(reading, at, cue, sentence, here)
    if cue.kind == "noun":
        return of_noun(reading, at, cue, sentence) or of_laden_noun(
            reading, at, cue, sentence, here
        )
    group = verb_group(reading, at, last, cue, sentence[0])
    if group is None:
        return None
    if group.passive:
        return of_passive(reading, group, sentence)
    return of_verb(reading, group, sentence, here)
