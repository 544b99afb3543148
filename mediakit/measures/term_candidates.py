"""Candidates for terms: words, names and repeated phrases, wherever an article has them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mediakit.corpus import Corpus
from mediakit.counting import bincount
from mediakit.measures import word_forms as w
from mediakit.measures.names import proper_names

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


def base_numbers(corpus: Corpus) -> tuple[Ints, list[str]]:
    """Number the base form of each token; numbers mean nothing outside of the corpus."""
    numbers, bases = pd.factorize(corpus.vocabulary.fact(w.base_forms)[corpus.types])
    return numbers.astype(np.int64)[corpus.place_in_types], list(bases)


@dataclass(frozen=True)
class Parts:
    """What each token can be in a term: one element a token."""

    base: Ints
    alone: Bools
    edge: Bools
    link: Bools
    named: Bools
    noun: Bools
    plural: Bools
    title: Bools  # and a name follows
    joined: Bools  # nothing stands between the token and the next
    name_starts: Bools
    name_ends: Bools


def word_parts(corpus: Corpus, base: Ints) -> Parts:
    """Tell what each token of a corpus can be in a term; `base` numbers their base forms."""
    role = corpus.fact(w.roles)
    n = len(role)

    def has(bit: int) -> Bools:
        return np.asarray(role & bit > 0)

    def before(flags: Bools) -> Bools:  # whether the token before it, joined to it, is one
        return np.append(False, (flags & joined)[:-1])

    def after(flags: Bools) -> Bools:
        return np.append(flags[1:], False) & joined

    joined = np.zeros(n, dtype=bool)
    joined[:-1] = ~has(w.BREAK_AFTER)[:-1] & ~has(w.BREAK_BEFORE)[1:]
    begins = np.concatenate([corpus.sentences[1:-1], corpus.articles[1:-1]])
    joined[begins[begins > 0] - 1] = False
    capital = has(w.CAPITAL)
    named = (corpus.once(proper_names) | has(w.LIKE_A_NAME)) & capital & ~has(w.COMPOUND_ADJECTIVE)
    content, part = has(w.CONTENT), has(w.PART)
    weak = has(w.WEAK) & named
    opens = np.zeros(n, dtype=bool)
    opens[corpus.sentences[:-1]] = True  # "Later Marrand left" names no Later Marrand
    weak &= ~opens | has(w.BEGINS_NAMES)
    solid = part | weak
    company = has(w.MAY_BE_A_NAME) & (before(solid & named) | after(solid & named & ~has(w.WEAK)))
    numeral_after = np.append(~(role[1:] & (w.CAPITAL | w.LOWER) > 0), False)
    solid |= company & ~numeral_after & (role & w.BREAK_BEFORE == 0)
    named |= company
    solid |= has(w.INITIAL) & (after(solid & named) | before(solid & named))
    named |= has(w.INITIAL) & solid
    title = _titles(role, capital, solid & named, before, after)
    named &= ~title
    joined &= ~(has(w.POSSESSIVE) & named)
    named &= solid
    run = named & ~has(w.INITIAL)
    return Parts(
        base=base,
        alone=content,
        edge=solid & ~title,
        link=has(w.LINK) & ~capital | (has(w.LINK) & before(named) & after(named)),
        named=named,
        noun=has(w.NOUN) | named,
        plural=has(w.PLURAL),
        title=title,
        joined=joined,
        name_starts=named & ~before(named),
        name_ends=run & ~after(named),
    )


def _titles(
    role: NDArray[np.uint32],
    capital: Bools,
    name: Bools,
    before: Callable[[Bools], Bools],
    after: Callable[[Bools], Bools],
) -> Bools:
    """Titles that a name follows: no parts of it. Up to three words, and Secretary of State."""
    title = (role & w.TITLE > 0) & capital
    title |= (role & w.TITLE_PART > 0) & capital & (before(title) | after(title))
    title |= capital & before((role & w.LINK > 0) & ~capital & before(title))
    last = title & after(name & ~title)
    second = title & after(last)
    return np.asarray(last | second | (title & after(second)))


@dataclass(frozen=True)
class Occurrences:
    """Where candidates stand: one element an occurrence; equal `group`, same candidate."""

    first: Ints
    length: Ints
    group: Ints
    whole_name: Bools
    named: Bools
    noun: Bools

    @property
    def n_groups(self) -> int:
        """How many candidates there are."""
        return int(self.group.max(initial=-1)) + 1

    @property
    def count(self) -> Ints:
        """How often each candidate occurs."""
        return bincount(self.group, minlength=self.n_groups)

    @property
    def n_words(self) -> Ints:
        """How many words each candidate has; a surname alone may be among its occurrences."""
        most = np.zeros(self.n_groups, dtype=np.int64)
        np.maximum.at(most, self.group, self.length)
        return most

    def in_groups(self, flags: Bools) -> Ints:
        """How many occurrences of each candidate are flagged."""
        return bincount(self.group[flags], minlength=self.n_groups)


def occurrences(parts: Parts, article: Ints, longest: int, bases: list[str]) -> Occurrences:
    """Find all candidates of up to `longest` words, wherever they stand.

    A phrase is one if it is a name in full or occurs twice in the article. `article` is the
    article of each token.
    """
    size = len(bases) + 1
    n_tokens = len(parts.base)
    places = np.flatnonzero(parts.edge | parts.alone)
    key = article[places] * size + parts.base[places]
    all_named = parts.named[places]
    telling = parts.alone[places] | all_named
    linked = np.zeros(len(places), dtype=bool)
    collected: list[tuple[NDArray[np.generic], ...]] = []
    n_groups = 0
    for n in range(1, longest + 1):
        ends = places + n - 1
        if n == 1:
            usable = parts.alone[places]
        else:
            usable = telling & parts.edge[places] & parts.edge[ends] & parts.noun[ends]
            usable &= ~linked | all_named | (parts.alone[places] & parts.alone[ends])
        whole = all_named & parts.name_starts[places]
        whole &= parts.name_ends[ends] | ((n == longest) & (n > 1))
        at = np.flatnonzero(usable)
        group, n_new = numbered(key[at])
        if n > 1:
            often = bincount(group, minlength=n_new) > 1
            often |= bincount(group, whole[at], minlength=n_new) > 0
            at = at[often[group]]
            group, n_new = numbered(key[at])
        collected.append(
            (
                places[at],
                np.full(len(at), n),
                group + n_groups,
                whole[at],
                all_named[at],
                parts.noun[ends[at]],
            )
        )
        n_groups += n_new
        # one word longer, or a link that a further word must follow
        onward = np.flatnonzero(ends + 1 < n_tokens)
        onward = onward[parts.joined[ends[onward]] & parts.edge[places[onward]]]
        following = ends[onward] + 1
        link = parts.link[following] & ~parts.edge[following]
        # "Obama administration" is a term, "critic Obama" none
        goes_on = link | (parts.edge[following] & (all_named[onward] | ~parts.named[following]))
        onward, following, link = onward[goes_on], following[goes_on], link[goes_on]
        key = numbered(key[onward])[0] * size + parts.base[following]
        places = places[onward]
        all_named = all_named[onward] & (parts.named[following] | link)
        telling = telling[onward] | parts.alone[following] | parts.named[following]
        linked = linked[onward] | link
    return Occurrences(*map(np.concatenate, zip(*collected, strict=True)))


def numbered(key: Ints) -> tuple[Ints, int]:
    """Number equal keys alike, in the order in which they are first met; and how many there are."""
    numbers, keys = pd.factorize(key)
    return numbers.astype(np.int64), len(keys)
