"""Finding cues in a corpus: only places where a cue begins are looked at, all of them at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mediakit.corpus import Corpus
from mediakit.measures.cue_lexicon import Condition, CueLexicon, Rule, form_of_type
from mediakit.measures.measure import Matches
from mediakit.tokenising import Shape

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

_KEEPS_NO_BREAK = frozenset("\"“”„«»'‘’`´.*_%$£€¥#&°©®™ \u200b")


@dataclass(frozen=True)
class RunningWords:
    """The words of a corpus without lone marks: their tokens, and stretches without a break."""

    token: Ints
    stretch: NDArray[np.int32]


def find_cues(corpus: Corpus, lexicon: CueLexicon) -> Matches:
    """Find the cues of a lexicon whose context agrees; the longest one first, none overlapping.

    `label` of a match is the category of its entry, `weight` its strength.
    """
    words = corpus.once(running_words)
    known = corpus.vocabulary.word_fact(lexicon.known)[corpus.tokens][words.token]
    first, last, entry = _listed(known, words.stretch, lexicon)
    agrees = np.ones(len(first), dtype=bool)
    form = _FormOfWords(corpus, words, lexicon)
    for number in np.unique(lexicon.rule[entry]):
        if number >= 0:
            rows = np.flatnonzero(lexicon.rule[entry] == number)
            place = _Place(first[rows], last[rows], known, words.stretch, form)
            agrees[rows] = _agrees(lexicon.rules[number], place)
    first, last, entry = first[agrees], last[agrees], entry[agrees]
    rows = _leftmost_longest(first, last)
    return Matches(
        first=words.token[first[rows]],
        last=words.token[last[rows]],
        label=lexicon.category[entry[rows]],
        weight=lexicon.strength[entry[rows]],
    )


def running_words(corpus: Corpus) -> RunningWords:
    """Leave lone marks out, and number the stretches between breaks."""
    marks = corpus.fact(_marks)
    is_word = marks & _WORD > 0
    begins = marks & (_BREAK_BEFORE | _LONE_BREAK) > 0
    begins[1:] |= marks[:-1] & (_BREAK_AFTER | _LONE_BREAK) > 0
    begins[corpus.sentences[:-1]] = True
    token = np.flatnonzero(is_word)
    return RunningWords(token, np.cumsum(begins, dtype=np.int32)[token])


_WORD, _BREAK_BEFORE, _BREAK_AFTER, _LONE_BREAK = 1, 2, 4, 8


def _marks(shapes: Sequence[Shape]) -> NDArray[np.uint8]:
    """Bits: a word, a break before it, a break after it, a lone mark (or link) that breaks."""
    return np.fromiter(map(_mark_bits, shapes), dtype=np.uint8, count=len(shapes))


def _mark_bits(shape: Shape) -> int:
    lead, core, trail, word = shape
    if not word:
        quotes_only = not core and "." not in trail and _KEEPS_NO_BREAK.issuperset(trail)
        return 0 if quotes_only else _LONE_BREAK
    bits = _WORD
    if lead and not _KEEPS_NO_BREAK.issuperset(lead):
        bits |= _BREAK_BEFORE
    if trail and (trail.count(".") > 1 or not _KEEPS_NO_BREAK.issuperset(trail)):
        bits |= _BREAK_AFTER
    return bits


def _listed(
    known: NDArray[np.int32], stretch: NDArray[np.int32], lexicon: CueLexicon
) -> tuple[Ints, Ints, Ints]:
    """Every place where an entry stands, whatever its context: first and last word, entry.

    Sorted by first word, then the longest first, then in the order of the lexicon.
    """
    begins = np.zeros(lexicon.n_words, dtype=bool)
    begins[lexicon.edges[lexicon.edges < lexicon.n_words]] = True
    at = np.flatnonzero(begins[known])
    state = np.zeros(len(at), dtype=np.int64)
    firsts, lengths, states = [], [], []
    length = 0
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
        going = at + length < len(known)
        at, state = at[going], state[going]
        going = stretch[at + length] == stretch[at]
        at, state = at[going], state[going]
    if not firsts:
        nothing = np.zeros(0, dtype=np.int64)
        return nothing, nothing, nothing
    first, size, state = map(np.concatenate, (firsts, lengths, states))
    n = lexicon.first_entry[state + 1] - lexicon.first_entry[state]
    rank = np.arange(n.sum()) - np.repeat(np.cumsum(n) - n, n)
    entry = lexicon.entries[np.repeat(lexicon.first_entry[state], n) + rank]
    first, size = np.repeat(first, n), np.repeat(size, n)
    order = np.lexsort((rank, -size, first))
    first, size, entry = first[order], size[order], entry[order]
    return first, first + size - 1, entry


class _FormOfWords:
    """Bits of form, looked up only for the words that a condition asks about."""

    def __init__(self, corpus: Corpus, words: RunningWords, lexicon: CueLexicon) -> None:
        vocabulary = corpus.vocabulary
        self._bits = vocabulary.word_fact(lexicon.form) | vocabulary.fact(form_of_type)
        self._tokens = corpus.tokens
        self._words = words.token

    def __call__(self, at: Ints) -> NDArray[np.uint16]:
        bits: NDArray[np.uint16] = self._bits[self._tokens[self._words[at]]]
        return bits


@dataclass(frozen=True)
class _Place:
    """Where the cues of one rule stand, and the words around them."""

    first: Ints
    last: Ints
    known: NDArray[np.int32]
    stretch: NDArray[np.int32]
    form: Callable[[Ints], NDArray[np.uint16]]

    def holds(self, condition: Condition) -> Bools:
        """Whether one condition holds, cue by cue."""
        anchor = self.last if condition.offset > 0 else self.first
        at = anchor + condition.offset
        inside = (at >= 0) & (at < len(self.known))
        at = np.where(inside, at, anchor)
        inside &= self.stretch[at] == self.stretch[anchor]
        if condition.words is not None:
            inside &= condition.words[self.known[at]]
        elif condition.form:
            inside &= self.form(at) & condition.form > 0
        else:
            inside = ~inside
        return np.logical_xor(inside, condition.denied)


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


def _leftmost_longest(first: Ints, last: Ints) -> Ints:
    """Rows of the matches that stay when none may overlap one that begins before it."""
    rows, end = [], -1
    for row, (begin, finish) in enumerate(zip(first.tolist(), last.tolist(), strict=True)):
        if begin > end:
            rows.append(row)
            end = finish
    return np.array(rows, dtype=np.int64)
