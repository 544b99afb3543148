"""Quotations without a cue of their own: whose words they go on with, or who was introduced."""

from __future__ import annotations

from dataclasses import replace

from mediakit.attributions.attribution import Attribution
from mediakit.attributions.reading import Reading
from mediakit.attributions.subjects import sentence_subject
from mediakit.attributions.words import COLON, COMMA, STOP

_SHORTEST = 4  # tokens; fewer that end no sentence are a title, a term or scare quotes


def continued(
    reading: Reading,
    article: tuple[int, int],
    passages: range,
    sentence_of: list[int],
    sentences: list[int],
    paragraph: list[int],
    found: list[Attribution],
) -> list[Attribution]:
    """Give quotations that no cue has taken the speaker of the one before them."""
    taken = {}
    for attribution in found:
        first, last = attribution.content
        for number in {reading.passage[first], reading.passage[last]}:
            if number >= 0:
                taken[number] = attribution
    by_end = sorted(found, key=lambda a: max(a.content[1], a.cue[1] if a.cue else 0))
    added: list[Attribution] = []
    place = 0
    before: Attribution | None = None
    for number in passages:
        opens, closes = reading.opens[number], reading.closes[number]
        while place < len(by_end) and _ends(by_end[place]) < opens:
            before = by_end[place] if _speaks(by_end[place]) else before
            place += 1
        if number in taken:
            continue
        if (
            before is not None
            and before.rule
            in ("quote before", "inverted quote", "around", "clause before", "inverted")
            and before.cue is not None
            and opens > before.cue[1]
            and sentence_of[opens] == sentence_of[before.cue[1]]
            and reading.form[opens - 1] & (COMMA | STOP | COLON)
        ):
            added.append(_further(before, opens, closes, "around, second part"))
            before = added[-1]
            continue
        begins = sentences[sentence_of[opens]] == opens
        if not begins or (closes - opens < _SHORTEST and not reading.form[closes] & STOP):
            if opens > article[0] and reading.form[opens - 1] & COLON:
                new = _introduced(reading, opens, closes, sentences[sentence_of[opens]])
                if new is not None:
                    added.append(new)
                    before = new
            continue
        if before is None or before.speaker is None:
            continue
        distance = paragraph[opens] - paragraph[_ends(before)]
        if distance == 0:
            rule = "goes on"
        elif distance == 1 and _whole_paragraph(opens, closes, paragraph):
            rule = "goes on, next paragraph"
        else:
            continue
        new = _further(before, opens, closes, rule)
        added.append(new)
        before = new
    return added


def _further(before: Attribution, opens: int, closes: int, rule: str) -> Attribution:
    """More words of the same speaker, without a cue of their own."""
    return replace(before, cue=None, content=(opens, closes), rule=rule, rest=None)


def _ends(attribution: Attribution) -> int:
    return max(attribution.content[1], attribution.cue[1] if attribution.cue else 0)


def _speaks(attribution: Attribution) -> bool:
    return attribution.rule.startswith(
        ("quote", "inverted", "goes on", "clause before", "colon", "that", "bare", "around")
    )


def _whole_paragraph(opens: int, closes: int, paragraph: list[int]) -> bool:
    starts = opens == 0 or paragraph[opens - 1] != paragraph[opens]
    ends = closes + 1 >= len(paragraph) or paragraph[closes + 1] != paragraph[closes]
    return starts and ends


def _introduced(reading: Reading, opens: int, closes: int, begin: int) -> Attribution | None:
    """What a colon introduces without a verb of saying: "Her answer was short: “No.”"."""
    if opens - begin > 40:
        return None
    speaker = sentence_subject(reading, begin, opens)
    if speaker is None:
        return None
    return Attribution(speaker, (opens - 1, opens - 1), (opens, closes), "neutral", "colon")
