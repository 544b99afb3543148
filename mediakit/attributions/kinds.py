"""What kind of speaker somebody is: named or not, a person, a body, a document, nobody."""

from __future__ import annotations

from mediakit.attributions.phrase_parts import Span, head_of
from mediakit.attributions.reading import Reading
from mediakit.attributions.words import (
    ACRONYM,
    BREAK,
    CAPITAL,
    CLOSES_BRACKET,
    COMMA,
    DETERMINER,
    DOCUMENT,
    FEMALE_NAME,
    GROUP,
    MALE_NAME,
    MEDIUM,
    OFFICE,
    OFFICIAL,
    OPENS_BRACKET,
    ORGANISATION,
    PERSONAL,
    PLACE,
    POSSESSIVE,
    PRONOUN,
    PUBLIC,
    QUANTITY,
    ROLE,
    SPEECH_ACT_PERSON,
    TIME,
    TITLE,
)
from mediakit.measures.word_forms import without_possessive

NAMED_PERSON, NAMED_ORGANISATION, ROLE_OR_TITLE = (
    "named person",
    "named organisation",
    "role or title",
)
UNNAMED_OFFICIAL, UNNAMED_GROUP, AGENTLESS = "unnamed official", "unnamed group", "agentless"
DOCUMENT_OR_MEDIUM, THE_PUBLIC, UNRESOLVED = "document or medium", "public", "unresolved pronoun"

#: Every kind of speaker, in the order of the codebook.
SPEAKER_KINDS = (
    NAMED_PERSON,
    NAMED_ORGANISATION,
    ROLE_OR_TITLE,
    UNNAMED_OFFICIAL,
    UNNAMED_GROUP,
    THE_PUBLIC,
    DOCUMENT_OR_MEDIUM,
    AGENTLESS,
    UNRESOLVED,
)
_ANYBODY = frozenset("person pal friend colleague".split())
_SEVERAL = frozenset("some many most several few others both dozens hundreds thousands".split())


def kind_and_name(reading: Reading, speaker: Span | None) -> tuple[str, Span | None]:
    """Kind of a speaker as written, and the tokens of its name if it has one."""
    if speaker is None:
        return AGENTLESS, None
    first, last = speaker
    if first == last and reading.classes[first] & PRONOUN and not reading.form[first] & ACRONYM:
        return _of_pronoun(reading, first)
    parts = _parts(reading, first, last)
    head = parts[0]
    name = _name_in(reading, *head)
    if name is None:
        for part in parts[1:]:
            whole = _name_in(reading, *part)
            in_full = whole is not None and whole[0] == part[0] and whole[1] > whole[0]
            if whole is not None and in_full and _is_person(reading, whole):
                return NAMED_PERSON, whole
            break
        return _of_noun(reading, *head), None
    if _is_person(reading, name):
        return NAMED_PERSON, name
    last_class = reading.classes[name[1]]
    if last_class & MEDIUM or (last_class & DOCUMENT and not last_class & ORGANISATION):
        return DOCUMENT_OR_MEDIUM, name
    return NAMED_ORGANISATION, name


def _of_pronoun(reading: Reading, at: int) -> tuple[str, Span | None]:
    own, word = reading.classes[at], reading.text(at)
    if word in _SEVERAL or (own & (GROUP | QUANTITY) and not own & PERSONAL):
        return UNNAMED_GROUP, None
    if own & PUBLIC or word in ("everyone", "everybody", "nobody", "people"):
        return THE_PUBLIC, None
    return UNRESOLVED, None


def _parts(reading: Reading, first: int, last: int) -> list[Span]:
    """A phrase cut at its commas."""
    parts, start = [], first
    for at in range(first, last):
        if reading.form[at] & COMMA:
            parts.append((start, at))
            start = at + 1
    return [*parts, (start, last)]


def _name_in(reading: Reading, first: int, last: int) -> Span | None:
    """The name that a phrase is the phrase of: "House Speaker Paul Ryan", "Dr. Rell (R-Ohio)"."""
    while last > first and reading.form[last] & CLOSES_BRACKET:
        while last > first and not reading.form[last] & OPENS_BRACKET:
            last -= 1
        last -= 1
    head = head_of(reading, first, last)
    if reading.classes[head] & (PUBLIC | GROUP | TIME) and head == first + _starts(reading, first):
        return None
    named = reading.name[head] or reading.form[head] & ACRONYM
    if not (reading.form[head] & CAPITAL and (named or _is_unknown(reading, head, first))):
        return None
    start = head
    while start > first:
        before = start - 1
        own = reading.classes[before]
        if reading.form[before] & BREAK and not _stands_in_name(reading, before):
            break
        if reading.form[before] & CAPITAL and not own & DETERMINER:
            start = before
            continue
        linked = reading.text(before) in (
            "of",
            "de",
            "van",
            "von",
            "bin",
            "al",
            "for",
            "and",
            "la",
            "der",
        )
        if linked and start - 2 >= first and reading.form[start - 2] & CAPITAL:
            start -= 2
            continue
        break
    # titles and places before a person's name belong to no name
    person = start
    for at in range(start, head):
        if reading.classes[at] & (TITLE | ROLE) or reading.classes[at] & POSSESSIVE:
            person = at + 1
    if person + 1 < head and reading.text(person) == "of" and reading.text(person + 1) == "state":
        person += 2  # Secretary of State Ada Rell
    if person <= head and not _is_body(reading, person, head):
        start = person
    return start, head


def _is_unknown(reading: Reading, at: int, first: int) -> bool:
    """Whether a sentence begins with a word that is nothing else: "Holm said"."""
    word = without_possessive(reading.text(at))
    return at == first and not reading.classes[at] & ~POSSESSIVE and not word.endswith(("s", "ing"))


def _starts(reading: Reading, first: int) -> int:
    """How many tokens open a phrase before its first noun: "the", "many"."""
    return int(bool(reading.classes[first] & (DETERMINER | QUANTITY)))


def _stands_in_name(reading: Reading, at: int) -> bool:
    """Whether the full stop of a token is that of an initial or title."""
    return bool(reading.classes[at] & TITLE) or len(reading.text(at)) <= 3


def _is_body(reading: Reading, first: int, last: int) -> bool:
    bits = ORGANISATION | MEDIUM | PLACE
    own = reading.classes[last]
    if own & bits or own & DOCUMENT:
        return True
    return any(reading.classes[at] & (ORGANISATION | MEDIUM) for at in range(first, last))


def _is_person(reading: Reading, name: Span) -> bool:
    first, last = name
    if reading.classes[last] & TITLE:  # Secretary
        return False
    if reading.classes[first] & (MALE_NAME | FEMALE_NAME) and last > first:
        return True
    before = 0 if reading.breaks[first] else reading.classes[first - 1]
    if before & TITLE and not _is_body(reading, first, last):
        return True
    if _is_body(reading, first, last) or (reading.form[last] & ACRONYM and last == first):
        return False
    if not reading.breaks[first] and reading.text(first - 1) == "the":
        return False
    return last - first < 4


def _of_noun(reading: Reading, first: int, last: int) -> str:
    """Kind of a speaker that has no name."""
    head = head_of(reading, first, last)
    own, word = reading.classes[head], reading.text(head)
    definite = bool(reading.classes[first] & DETERMINER) and reading.text(first) in (
        "the",
        "his",
        "her",
        "their",
        "its",
        "this",
        "that",
        "these",
        "those",
        "our",
        "my",
    )
    if not definite and word in _ANYBODY:
        return UNNAMED_OFFICIAL if _briefed(reading, head, last) else UNNAMED_GROUP
    plural = (word.endswith("s") and not word.endswith("ss")) or word in ("people", "men", "women")
    if own & QUANTITY and not own & (OFFICIAL | ROLE | PUBLIC | DOCUMENT):
        inner = [reading.classes[at] for at in range(head, last + 1)]
        if word == "one" and any(each & (OFFICIAL | OFFICE) for each in inner):
            return UNNAMED_OFFICIAL
        if any(each & PUBLIC for each in inner) and not any(each & OFFICIAL for each in inner):
            return THE_PUBLIC
        return UNNAMED_GROUP
    if own & OFFICIAL:
        return UNNAMED_GROUP if plural else UNNAMED_OFFICIAL
    if own & PUBLIC:
        return (
            THE_PUBLIC if word != "people" or not _briefed(reading, head, last) else UNNAMED_GROUP
        )
    if own & GROUP and not (definite and own & ROLE):
        return UNNAMED_GROUP
    if own & ROLE:
        is_office = any(reading.classes[at] & OFFICE for at in range(first, head))
        one = reading.text(first) == "one" and (head == first + 1 or own & OFFICE)
        if first < head and one:  # one economist, but "one Rell spokesman"
            return UNNAMED_OFFICIAL if own & (OFFICE | OFFICIAL) or is_office else UNNAMED_GROUP
        if is_office and not definite and not plural and word in ("person", "minister", "lawmaker"):
            return UNNAMED_OFFICIAL
        return ROLE_OR_TITLE
    if own & (DOCUMENT | MEDIUM) and not own & ORGANISATION:
        return DOCUMENT_OR_MEDIUM
    if own & ORGANISATION:
        return NAMED_ORGANISATION
    if own & (SPEECH_ACT_PERSON | PERSONAL):
        return UNRESOLVED
    return UNNAMED_GROUP if plural else ROLE_OR_TITLE


def _briefed(reading: Reading, head: int, last: int) -> bool:
    """People with knowledge of, close to, familiar with: sources, not the public."""
    return any(
        reading.text(at) in ("knowledge", "close", "familiar", "briefed", "involved")
        for at in range(head, min(last, head + 6) + 1)
    )
