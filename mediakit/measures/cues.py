"""Finding cues in a corpus: only places where a cue begins are looked at, all of them at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mediakit.corpus import Corpus
from mediakit.counting import repeat
from mediakit.measures.cue_lexicon import Condition, CueLexicon, Rule, form_of_type
from mediakit.measures.measure import Matches
from mediakit.overlapping import leftmost
from mediakit.tokenising import Frame
from mediakit.vocabulary import Types

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

_KEEPS_NO_BREAK = frozenset("\"“”„«»'‘’`´.*_%$£€¥#&°©®™ \u200b")


@dataclass(frozen=True)
class RunningWords:
    """The words of a corpus without lone marks: tokens, words, and stretches without a break."""

    token: Ints
    word: Ints
    stretch: NDArray[np.int32]


def find_cues(corpus: Corpus, lexicon: CueLexicon) -> Matches:
    """Find the cues of a lexicon whose context agrees; the longest one first, none overlapping.

    `label` of a match is the category of its entry, `weight` its strength.
    """
    words = corpus.once(running_words)
    known = corpus.vocabulary.fact_of_words(lexicon.known)[words.word]
    first, last, entry = _listed(known, words.stretch, lexicon)
    agrees = np.ones(len(first), dtype=bool)
    form = _FormOfWords(corpus, words, lexicon)
    rule = lexicon.rule[entry]
    order = np.argsort(rule, kind="stable")
    edges = np.searchsorted(rule[order], np.arange(len(lexicon.rules) + 1))
    for number, rows in enumerate(np.split(order, edges)[1:-1]):
        if len(rows):
            place = _Place(first[rows], last[rows], known, words.stretch, form)
            agrees[rows] = _agrees(lexicon.rules[number], place)
    first, last, entry = first[agrees], last[agrees], entry[agrees]
    rows = leftmost(first, last)  # of those that begin together the longest comes first
    return Matches(
        first=words.token[first[rows]],
        last=words.token[last[rows]],
        label=lexicon.category[entry[rows]],
        weight=lexicon.strength[entry[rows]],
    )


def running_words(corpus: Corpus) -> RunningWords:
    """Leave lone marks out, and number the stretches between breaks."""
    breaks = corpus.fact(_breaks)
    begins = breaks & (_BREAK_BEFORE | _LONE_BREAK) > 0
    begins[1:] |= breaks[:-1] & (_BREAK_AFTER | _LONE_BREAK) > 0
    begins[corpus.sentences[:-1]] = True
    token = np.flatnonzero(corpus.words > 0)
    return RunningWords(token, corpus.words[token], np.cumsum(begins, dtype=np.int32)[token])


def _breaks(types: Types) -> NDArray[np.uint8]:
    # a link is no word, whatever stands around it
    of_word, lone = types.of_frames(_marks_of_word), types.of_frames(_lone_marks)
    return np.where(types.word > 0, of_word, lone)


_BREAK_BEFORE, _BREAK_AFTER, _LONE_BREAK = 1, 2, 4


def _marks_of_word(frames: Sequence[Frame]) -> NDArray[np.uint8]:
    """Bits: a break before a word in this frame, a break after it."""
    bits = [
        _BREAK_BEFORE * (not _KEEPS_NO_BREAK.issuperset(lead))
        | _BREAK_AFTER * (trail.count(".") > 1 or not _KEEPS_NO_BREAK.issuperset(trail))
        for lead, _, trail in frames
    ]
    return np.array(bits, dtype=np.uint8)


def _lone_marks(frames: Sequence[Frame]) -> NDArray[np.uint8]:
    """A bit: marks on their own, or around a link, that break."""
    bits = [
        _LONE_BREAK * (has_core or "." in trail or not _KEEPS_NO_BREAK.issuperset(trail))
        for _, has_core, trail in frames
    ]
    return np.array(bits, dtype=np.uint8)


def _listed(
    known: NDArray[np.int32], stretch: NDArray[np.int32], lexicon: CueLexicon
) -> tuple[Ints, Ints, Ints]:
    """Every place where an entry stands, whatever its context: first and last word, entry.

    Sorted by first word, then the longest first, then in the order of the lexicon.
    """
    at = np.flatnonzero(lexicon.is_entry[known])
    state = lexicon.begins[known[at]]
    firsts, lengths, states = [at], [np.ones(len(at), dtype=np.int64)], [state]
    # nearly all words that begin an entry are "the" or "to" and the like: their pairs tell more
    at = np.flatnonzero(lexicon.begins_longer[known[:-1]] & lexicon.goes_on[known[1:]])
    at = at[lexicon.begins_with[known[at], known[at + 1]]]
    at = at[stretch[at] == stretch[at + 1]]
    state = lexicon.begins[known[at]]
    length = 1
    while len(at):
        key = state * lexicon.n_words + known[at + length]
        edge = np.minimum(np.searchsorted(lexicon.edges, key), len(lexicon.edges) - 1)
        leads_on = lexicon.edges[edge] == key
        at, state = at[leads_on], lexicon.targets[edge[leads_on]]
        length += 1
        completes = lexicon.first_entry[state + 1] > lexicon.first_entry[state]
        firsts.append(at[completes])
        states.append(state[completes])
        lengths.append(np.full(int(completes.sum()), length))
        beyond = np.minimum(at + length, len(known) - 1)
        going = lexicon.goes_on[known[beyond]] & (at + length < len(known))
        going &= stretch[beyond] == stretch[at]
        at, state = at[going], state[going]
    first, size, state = map(np.concatenate, (firsts, lengths, states))
    n = lexicon.first_entry[state + 1] - lexicon.first_entry[state]
    rank = np.arange(n.sum()) - repeat(np.cumsum(n) - n, n)
    entry = lexicon.entries[repeat(lexicon.first_entry[state], n) + rank]
    first, size = repeat(first, n), repeat(size, n)
    order = np.lexsort((rank, -size, first))
    first, size, entry = first[order], size[order], entry[order]
    return first, first + size - 1, entry


class _FormOfWords:
    """Bits of form, looked up only for the words that a condition asks about."""

    def __init__(self, corpus: Corpus, words: RunningWords, lexicon: CueLexicon) -> None:
        self._of_word, self._of_type = lexicon.form, corpus.vocabulary.fact(form_of_type)
        self._vocabulary, self._tokens = corpus.vocabulary, corpus.tokens
        self._words = words.token

    def __call__(self, at: Ints) -> NDArray[np.uint16]:
        types = self._tokens[self._words[at]]
        bits: NDArray[np.uint16] = self._vocabulary.word_fact(self._of_word, types)
        return bits | self._of_type[types]


class _Place:
    """Where the cues of one rule stand, and the words around them, looked up once an offset."""

    def __init__(
        self,
        first: Ints,
        last: Ints,
        known: NDArray[np.int32],
        stretch: NDArray[np.int32],
        form: Callable[[Ints], NDArray[np.uint16]],
    ) -> None:
        self.first, self.last = first, last
        self._known, self._stretch, self._form = known, stretch, form
        self._around: dict[int, tuple[Bools, Ints, NDArray[np.int32]]] = {}

    def holds(self, condition: Condition) -> Bools:
        """Whether one condition holds, cue by cue."""
        if condition.offset not in self._around:
            self._around[condition.offset] = self._look(condition.offset)
        inside, at, known = self._around[condition.offset]
        if condition.words is not None:
            found = inside & condition.words[known]
        elif condition.form:
            found = inside & (self._form(at) & condition.form > 0)
        else:
            found = ~inside
        return ~found if condition.denied else found

    def _look(self, offset: int) -> tuple[Bools, Ints, NDArray[np.int32]]:
        """Whether there is a word before the next break, where it stands, and which it is."""
        anchor = self.last if offset > 0 else self.first
        at = anchor + offset
        inside = (at >= 0) & (at < len(self._known))
        at = np.where(inside, at, anchor)
        inside &= self._stretch[at] == self._stretch[anchor]
        return inside, at, self._known[at]


def _agrees(rule: Rule, place: _Place) -> Bools:
    def any_of(alternatives: tuple[tuple[Condition, ...], ...]) -> Bools:
        found = np.zeros(len(place.first), dtype=bool)
        for conditions in alternatives:
            all_hold = ~found
            for condition in conditions:
                all_hold &= place.holds(condition)
            found |= all_hold
        return found

    agrees = ~any_of(rule.drop)
    if rule.keep:
        agrees &= any_of(rule.keep)
    return agrees
