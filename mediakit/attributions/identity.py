"""Who "he", a bare surname or "the minister" is: the full name that the article first gave."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import NamedTuple

from mediakit.attributions.kinds import (
    DOCUMENT_OR_MEDIUM,
    NAMED_ORGANISATION,
    NAMED_PERSON,
    ROLE_OR_TITLE,
    THE_PUBLIC,
    UNNAMED_GROUP,
    UNRESOLVED,
    kind_and_name,
)
from mediakit.attributions.phrase_parts import Span
from mediakit.attributions.reading import Reading
from mediakit.attributions.words import (
    BREAK,
    CAPITAL,
    COMMA,
    FEMALE,
    FEMALE_NAME,
    MALE,
    MALE_NAME,
    OFFICE,
    ORGANISATION,
    POSSESSIVE,
    ROLE,
    TITLE,
)
from mediakit.measures.word_forms import without_possessive

_INITIAL = 2  # letters of an initial; a longer word before a full stop ends a sentence
_SENTENCES_BACK = 6  # how far "he" may be from the name
_MOST_PLACES = 20  # of a surname or role, that are looked at
_MOST_MENTIONS = 50  # of speakers, that a pronoun or role is held against


@dataclass(frozen=True)
class Identity:
    """Who speaks: the kind, the full name (empty where it can't be told)."""

    kind: str
    name: str


@dataclass(frozen=True)
class _Mention:
    span: Span
    identity: Identity
    gender: int

    @property
    def at(self) -> int:
        """Its first token."""
        return self.span[0]


class Edges(NamedTuple):
    """Where an article begins, where its sentences do, and which tokens may be part of a name."""

    begin: int
    sentences: list[int]
    written_names: list[int]


class Identities:
    """The speakers of one article, in the order of the text."""

    def __init__(self, reading: Reading, edges: Edges) -> None:
        self._reading = reading
        self._begin, self._sentences, self._written_names = edges
        self._mentions: list[_Mention] = []
        self._known: dict[Span | None, Identity] = {}
        self._full: dict[str, tuple[str, int]] = {}
        self._places_of: dict[str, list[int]] | None = None

    def of(self, speaker: Span | None) -> Identity:
        """Tell who a speaker is. Speakers are asked for in the order of the text."""
        if speaker in self._known:
            return self._known[speaker]
        reading = self._reading
        kind, name = kind_and_name(reading, speaker)
        gender = 0
        if speaker is None:
            return Identity(kind, "")
        if name is not None:
            written, gender = self._full_name(name, kind)
            identity = Identity(kind, written)
        elif kind == UNRESOLVED:
            identity, gender = self._of_pronoun(speaker[0])
        elif kind == ROLE_OR_TITLE:
            identity = Identity(kind, self._of_role(speaker))
        else:
            identity = Identity(kind, "")
        self._known[speaker] = identity
        self._mentions.append(_Mention(speaker, identity, gender))
        return identity

    def _full_name(self, name: Span, kind: str) -> tuple[str, int]:
        first, last = name
        reading = self._reading
        if kind != NAMED_PERSON:
            return _written(reading, first, last), 0
        joint = [at for at in range(first + 1, last) if reading.text(at) == "and"]
        if joint:
            ends = [joint[0] - 1, last]
            return " and ".join(self._first_given(end)[0] for end in ends), 0
        if first < last:
            return (
                self._first_given(last)
                if self._begin < first
                else (
                    _written(reading, first, last),
                    _gender(reading, first, self._begin),
                )
            )
        return self._first_given(last)

    def _first_given(self, surname: int) -> tuple[str, int]:
        """The first place of the article where a forename stands before the surname."""
        reading = self._reading
        word = without_possessive(reading.text(surname))
        if word in self._full:
            return self._full[word]
        gender = 0
        for at in [*self._places(word), surname]:
            start = at
            while start > self._begin and _is_forename(reading, start - 1) and at - start < 3:
                start -= 1
            gender = gender or _gender(reading, start, self._begin)
            if start < at:
                gender = _gender(reading, start, self._begin) or gender
                self._full[word] = (_written(reading, start, at), gender)
                return self._full[word]
        self._full[word] = (_written(reading, surname, surname), gender)
        return self._full[word]

    def _places(self, word: str) -> list[int]:
        """Where the article has a word as part of a name, or as a title; not all of many."""
        if self._places_of is None:
            self._places_of = {}
            reading = self._reading
            key_of: dict[int, str] = {}  # of a word's number: most words come more than once
            for at in self._written_names:
                number = reading.word[at]
                key = key_of.get(number) or key_of.setdefault(
                    number, without_possessive(reading.words[number])
                )
                places = self._places_of.setdefault(key, [])
                if len(places) < _MOST_PLACES:
                    places.append(at)
        return self._places_of.get(word, [])

    def _of_pronoun(self, at: int) -> tuple[Identity, int]:
        word = self._reading.text(at)
        if word in ("he", "she", "him", "her", "his", "he's", "she's", "he'd", "she'd", "hers"):
            return self._of_person(
                at, MALE if word.startswith("h") and not word.startswith("her") else FEMALE
            )
        wanted = {
            "it": (NAMED_ORGANISATION, DOCUMENT_OR_MEDIUM),
            "its": (NAMED_ORGANISATION, DOCUMENT_OR_MEDIUM),
            "they": (UNNAMED_GROUP, THE_PUBLIC, NAMED_ORGANISATION, ROLE_OR_TITLE),
            "their": (UNNAMED_GROUP, THE_PUBLIC, NAMED_ORGANISATION, ROLE_OR_TITLE),
        }.get(word, ())
        start = self._earliest(at)
        for mention in self._mentions[: -_MOST_MENTIONS - 1 : -1]:
            if mention.at < start:
                break
            if mention.at < at and mention.identity.kind in wanted:
                return mention.identity, mention.gender
        return Identity(UNRESOLVED, ""), 0

    def _of_person(self, at: int, gender: int) -> tuple[Identity, int]:
        """The person who spoke last, or whom a sentence began with since."""
        start = self._earliest(at)
        subject = self._last_subject(at, gender)
        for mention in self._mentions[: -_MOST_MENTIONS - 1 : -1]:
            if mention.at >= at:
                continue
            if mention.at < start:
                break
            fits = mention.gender in (0, gender)
            if mention.identity.kind in (NAMED_PERSON, ROLE_OR_TITLE) and fits:
                if subject is not None and subject.at > mention.at:
                    return subject.identity, subject.gender
                return mention.identity, mention.gender or gender
        if subject is not None:
            return subject.identity, subject.gender
        return Identity(UNRESOLVED, ""), gender

    def _earliest(self, at: int) -> int:
        place = bisect_right(self._sentences, at) - 1
        return self._sentences[max(place - _SENTENCES_BACK, 0)]

    def _last_subject(self, at: int, gender: int) -> _Mention | None:
        """The name that the latest sentence before has in front."""
        reading = self._reading
        place = bisect_right(self._sentences, at) - 1
        for number in range(place, max(place - _SENTENCES_BACK, -1), -1):
            start = self._sentences[number]
            if reading.passage[start] >= 0:
                continue
            for first in range(start, min(start + 12, at)):
                if reading.name[first] and reading.form[first] & CAPITAL:
                    last = first
                    while (
                        last + 1 < at and reading.name[last + 1] and not reading.form[last] & COMMA
                    ):
                        last += 1
                    kind, name = kind_and_name(reading, (first, last))
                    if kind == NAMED_PERSON and name is not None:
                        written, found = self._full_name(name, kind)
                        if found == gender or (found == 0 and self._has_spoken(written)):
                            return _Mention((first, last), Identity(kind, written), found or gender)
                    break
        return None

    def _has_spoken(self, name: str) -> bool:
        """Whether somebody of that name has spoken before: then it is a person's."""
        return any(each.identity.name == name for each in self._mentions[-_MOST_MENTIONS:])

    def _of_role(self, speaker: Span) -> str:
        """The name beside which the article has the same role: "Minister Ada Rell"."""
        reading = self._reading
        first, last = speaker
        if reading.text(first) != "the":
            return ""
        roles = [at for at in range(first, min(last, first + 4) + 1) if reading.classes[at] & ROLE]
        if not roles:
            return ""
        role = reading.text(roles[-1])
        for at in self._places(role):
            if at >= first:
                break
            following = at + 1
            if (
                reading.form[at] & CAPITAL
                and following < first
                and reading.name[following]
                and not reading.form[at] & BREAK
            ):
                end = following
                while end + 1 < first and reading.name[end + 1] and not reading.form[end] & BREAK:
                    end += 1
                return self._full_name((following, end), NAMED_PERSON)[0]
        for mention in self._mentions[:_MOST_MENTIONS]:
            if mention.identity.kind == NAMED_PERSON and any(
                reading.text(at) == role for at in range(mention.span[0], mention.span[1] + 1)
            ):
                return mention.identity.name
        return ""


def _is_forename(reading: Reading, at: int) -> bool:
    if (
        not reading.form[at] & CAPITAL
        or not reading.name[at]
        or reading.classes[at] & (TITLE | POSSESSIVE)
    ):
        return False
    if (
        reading.classes[at] & (ROLE | ORGANISATION | OFFICE)
        or reading.word[at] == reading.word[at + 1]
    ):
        return bool(reading.classes[at] & (FEMALE_NAME | MALE_NAME))
    return not reading.form[at] & BREAK or len(reading.text(at)) <= _INITIAL


def _gender(reading: Reading, first: int, begin: int) -> int:
    """What the forename, or the title before it in the article that begins there, says."""
    for at in (first, first - 1):
        if at < begin:
            continue
        own = reading.classes[at]
        if own & (MALE | MALE_NAME) and not own & (FEMALE | FEMALE_NAME):
            return MALE
        if own & (FEMALE | FEMALE_NAME) and not own & (MALE | MALE_NAME):
            return FEMALE
    return 0


def _written(reading: Reading, first: int, last: int) -> str:
    """Words as written, without the marks around each but the last's inner ones."""
    shapes = reading.corpus.vocabulary.shapes
    tokens = reading.corpus.tokens
    words = []
    for at in range(first, last + 1):
        shape = shapes[int(tokens[at])]
        stop = "." if at < last and shape.trail.startswith(".") else ""
        words.append(shape.core + stop)
    return without_possessive(" ".join(words))
