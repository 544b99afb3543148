"""Speakers before a colon: headlines ("Rell: No new tax") and transcripts ("RELL: No.")."""

from __future__ import annotations

from collections import Counter

from mediakit import lexicons
from mediakit.attributions.attribution import Attribution
from mediakit.attributions.phrase_parts import Span
from mediakit.attributions.reading import Reading
from mediakit.attributions.words import (
    ACRONYM,
    BREAK,
    CAPITAL,
    DETERMINER,
    LONE,
    NUMERAL,
    OPENS_BRACKET,
)

_LONGEST_LABEL = 5  # words before the colon
_HEADLINE = 40  # tokens; a text of no more is a headline itself


def before_colons(
    reading: Reading, article: Span, colons: list[int], paragraphs: list[Span]
) -> list[Attribution]:
    """Attributions of one article whose speaker stands before a colon at a paragraph's beginning.

    Parameters
    ----------
    reading : Reading
        What the rules read.
    article : (int, int)
        First token of the article, and one past its last.
    colons : list of int
        Tokens of the article that end in a colon, outside of quotations.
    paragraphs : list of (int, int)
        For each of them its paragraph: first token, and one past the last.
    """
    labels = {
        at: paragraph
        for at, paragraph in zip(colons, paragraphs, strict=True)
        if _is_label(reading, paragraph[0], at) and at + 1 < paragraph[1]
    }
    times = Counter(reading.text(at) for at in labels)
    elsewhere = _words_beyond(reading, article, labels)
    found = []
    for at, (first, end) in labels.items():
        is_headline = first == article[0]
        is_known = reading.text(at) in elsewhere
        is_turn = times[reading.text(at)] > 1 and bool(reading.form[at] & ACRONYM)
        is_short = article[1] - article[0] <= _HEADLINE and bool(reading.form[at + 1] & CAPITAL)
        if is_turn or (is_headline and (is_known or is_short)):
            found.append(Attribution((first, at), (at, at), (at + 1, end - 1), "neutral", "label"))
    return found


def _is_label(reading: Reading, first: int, at: int) -> bool:
    """Whether all before the colon is a name: capitals, no digits, no "UPDATE"."""
    if at - first >= _LONGEST_LABEL:
        return False
    no_speaker = lexicons.word_class("attribution_classes", "no speaker")
    for place in range(first, at + 1):
        written = reading.form[place]
        if not written & CAPITAL or written & (LONE | NUMERAL | OPENS_BRACKET):
            return False
        if place < at and written & BREAK and len(reading.text(place)) > 4:
            return False
        if reading.text(place) in no_speaker or reading.classes[place] & DETERMINER:
            return False
    return True


def _words_beyond(reading: Reading, article: Span, labels: dict[int, Span]) -> set[str]:
    """Which last words of labels the article has elsewhere as part of a name."""
    asked = {reading.text(at) for at in labels}
    if not asked:
        return set()
    return {
        reading.text(at)
        for at in range(*article)
        if reading.name[at] and at not in labels and reading.text(at) in asked
    }
