"""What each word can be in an attribution: a cue, a title, the beginning of a noun phrase ..."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mediakit import lexicons
from mediakit.tokenising import Shape

# What a word can be, as bits: one a line of attribution_classes.tsv
CLASSES = (
    "determiner",
    "quantity",
    "pronoun",
    "personal pronoun",
    "first and second person",
    "relative pronoun",
    "linking preposition",
    "other preposition",
    "coordinator",
    "subordinator",
    "be",
    "have",
    "modal",
    "control verb",
    "light verb",
    "copula",
    "adverb",
    "time",
    "verb",
    "title",
    "role",
    "official",
    "office",
    "group",
    "public",
    "organisation",
    "document",
    "medium",
    "female",
    "male",
    "adjunct",
    "addressee",
    "female name",
    "male name",
    "place",
)
(
    DETERMINER,
    QUANTITY,
    PRONOUN,
    PERSONAL,
    SPEECH_ACT_PERSON,
    RELATIVE,
    LINKING,
    PREPOSITION,
    COORDINATOR,
    SUBORDINATOR,
    BE,
    HAVE,
    MODAL,
    CONTROL,
    LIGHT,
    COPULA,
    ADVERB,
    TIME,
    VERB,
    TITLE,
    ROLE,
    OFFICIAL,
    OFFICE,
    GROUP,
    PUBLIC,
    ORGANISATION,
    DOCUMENT,
    MEDIUM,
    FEMALE,
    MALE,
    ADJUNCT,
    ADDRESSEE,
    FEMALE_NAME,
    MALE_NAME,
    PLACE,
) = (1 << place for place in range(len(CLASSES)))
TO, THAT, BY, NOT, AND, OF, POSSESSIVE, PAST, GERUND_LIKE, WHO, IT, AS = (
    1 << place for place in range(len(CLASSES), len(CLASSES) + 12)
)
AUXILIARY = BE | HAVE | MODAL

_SINGLE = {
    "to": TO,
    "that": THAT,
    "by": BY,
    "not": NOT,
    "never": NOT,
    "and": AND,
    "but": AND,
    "or": AND,
    "of": OF,
    "who": WHO,
    "which": WHO,
    "it": IT,
    "as": AS,
}
_SHORT = 4  # letters of words like "red" and "bring", whose ending is no ending


def word_classes(words: Sequence[str]) -> NDArray[np.int64]:
    """Which classes a word belongs to, as bits."""
    listed = _bits_of_words()
    return np.fromiter((_classes(word, listed) for word in words), np.int64, count=len(words))


def _classes(word: str, listed: dict[str, int]) -> int:
    bits = listed.get(word, 0)
    if word.endswith(("'s", "s'")) and not bits & BE:
        return bits | POSSESSIVE | (listed.get(word[:-2], 0) & _OF_POSSESSIVES)
    if len(word) > _SHORT:
        if word.endswith("ed") and not bits:
            bits |= PAST
        elif word.endswith("ing"):
            bits |= GERUND_LIKE
        elif word.endswith("ly") and word not in _not_adverbs():
            bits |= ADVERB
    return bits


_OF_POSSESSIVES = (
    TITLE | ROLE | OFFICIAL | OFFICE | ORGANISATION | DOCUMENT | MEDIUM | PUBLIC | GROUP
)


@cache
def _bits_of_words() -> dict[str, int]:
    bits: dict[str, int] = dict(_SINGLE)
    for place, name in enumerate(CLASSES):
        for word in lexicons.word_class("attribution_classes", name):
            bits[word] = bits.get(word, 0) | 1 << place
    return bits


@cache
def _not_adverbs() -> frozenset[str]:
    return lexicons.word_class("attribution_classes", "adjective in -ly")


# How a word is written and what marks stand around it, as bits
(CAPITAL, ACRONYM, COMMA, STOP, SEMICOLON, COLON, DASH, OPENS_BRACKET, CLOSES_BRACKET) = (
    1 << place for place in range(9)
)
OPENS_QUOTE, CLOSES_QUOTE, NUMERAL, LONE, ASKS = (1 << place for place in range(9, 14))
BREAK = COMMA | STOP | SEMICOLON | COLON | DASH | CLOSES_QUOTE
_OPENING, _CLOSING = frozenset("\"“„«‘'`"), frozenset("\"”»’'")


def forms(shapes: Sequence[Shape]) -> NDArray[np.int32]:
    """How a token is written, as bits."""
    return np.fromiter(map(_form, shapes), dtype=np.int32, count=len(shapes))


def _form(token: Shape) -> int:
    lead, core, trail, word = token
    bits = 0
    if not word:
        bits |= LONE
    if core:
        if core[0].isupper():
            bits |= CAPITAL
            if len(core) > 1 and core.replace(".", "").isupper():
                bits |= ACRONYM
        elif core[0].isdigit():
            bits |= NUMERAL
        if not lead and not trail:
            return bits
    marks = lead + trail if not core else trail
    if "," in marks:
        bits |= COMMA
    if "!" in marks or "?" in marks or "." in marks or "…" in marks:
        bits |= STOP
    if "?" in marks or "!" in marks:
        bits |= ASKS
    if ";" in marks:
        bits |= SEMICOLON
    if ":" in marks:
        bits |= COLON
    if "—" in marks or "–" in marks or "--" in marks or (not core and marks == "-"):
        bits |= DASH
    if "(" in lead or "[" in lead or (not core and ("(" in marks or "[" in marks)):
        bits |= OPENS_BRACKET
    if ")" in marks or "]" in marks:
        bits |= CLOSES_BRACKET
    if not _OPENING.isdisjoint(lead):
        bits |= OPENS_QUOTE
    if not _CLOSING.isdisjoint(marks):
        bits |= CLOSES_QUOTE
    return bits


# Forms of a verb, as bits
BASE, THIRD, PRETERITE, PARTICIPLE, GERUND = 1, 2, 4, 8, 16
VERB_CUE, NOUN_CUE = "verb", "noun"
CUE_CLASSES = ("neutral", "doubting", "endorsing", "assertive", "evidential")

#: What a cue tells of: something said, something held to be so, something wanted or liked.
CUE_KINDS = (SPEECH, BELIEF, ATTITUDE) = ("speech", "belief or knowledge", "attitude")


class Cue(NamedTuple):
    """An entry of the lexicon, in one of its forms.

    Attributes
    ----------
    lemma : str
        The entry itself.
    kind : str
        "verb", "noun", "adjective", "adverb" or "phrase".
    cue_class : str
        "neutral", "doubting", "endorsing", "assertive" or "evidential".
    cue_kind : str
        "speech", "belief or knowledge" or "attitude".
    takes : frozenset of str
        What may follow: "clause", "quote", "topic", "infinitive", "person", or a preposition.
    tail : tuple of str
        The words after the first one.
    form : int
        Which forms of the verb this can be.
    """

    lemma: str
    kind: str
    cue_class: str
    cue_kind: str
    takes: frozenset[str]
    tail: tuple[str, ...]
    form: int


@cache
def _cues_by_first_word() -> dict[str, int]:
    return {word: number for number, word in enumerate(_entries(), start=1)}


@cache
def cues_of_number() -> tuple[tuple[Cue, ...], ...]:
    """The cues that begin with a word, longest first, by the number of the word."""
    return ((), *(tuple(cues) for cues in _entries().values()))


def cue_number(words: Sequence[str]) -> NDArray[np.int16]:
    """Number of the word among those that begin a cue; 0 for the others."""
    numbers = _cues_by_first_word()
    return np.fromiter((numbers.get(word, 0) for word in words), np.int16, count=len(words))


@cache
def _entries() -> dict[str, list[Cue]]:
    by_first: dict[str, dict[tuple[str, tuple[str, ...]], Cue]] = {}
    for row in lexicons.rows("attribution"):
        head, *tail = row["cue"].split()
        takes = frozenset(row["takes"].split())
        for word, form in _forms(head, row["kind"], row["forms"]):
            key = (row["kind"], tuple(tail))
            held = by_first.setdefault(word, {}).get(key)
            if held is not None:
                form |= held.form
            by_first[word][key] = Cue(
                lemma=row["cue"],
                kind=row["kind"],
                cue_class=row["cue_class"],
                cue_kind=row["cue_kind"],
                takes=takes,
                tail=tuple(tail),
                form=form,
            )
    return {
        word: sorted(cues.values(), key=lambda cue: (-len(cue.tail), cue.kind == NOUN_CUE))
        for word, cues in by_first.items()
    }


def _forms(head: str, kind: str, listed: str) -> list[tuple[str, int]]:
    if kind == NOUN_CUE:
        return [(head, BASE), *((word, THIRD) for word in listed.split() if word != "-")]
    if kind != VERB_CUE:
        return [(head, BASE)]
    third, preterite, participle, gerund = (each.split(",") for each in listed.split())
    return [
        (head, BASE),
        *((word, THIRD) for word in third),
        *((word, PRETERITE) for word in preterite),
        *((word, PARTICIPLE) for word in participle),
        *((word, GERUND) for word in gerund),
    ]
