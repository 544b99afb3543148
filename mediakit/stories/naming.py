"""What reports of one story call the same people and things, as far as that shows without a parser.

Four places betray it: words beside the same name ("opposition leader", "populist"), the noun after
the same number ("40,000 reservists", "40,000 conscripts"), what stands in the same place of
sentences that are otherwise nearly the same, and who is said to have spoken the same words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mediakit.corpus import Corpus
from mediakit.evidencing import outer_marks
from mediakit.measures.measure import Column
from mediakit.measures.term_candidates import Parts, base_numbers, word_parts
from mediakit.measures.word_forms import NOUN, WEAK, base_form, roles, without_possessive
from mediakit.ordering import in_order
from mediakit.recurring import ARTICLE, END, START
from mediakit.stories.aligning import Aligned, Terms, substitutions
from mediakit.stories.reports import Reports
from mediakit.tokenising import Shape

Ints = NDArray[np.int64]

LONGEST_BEFORE, LONGEST_AFTER = 4, 7  # words beside a name
PLACES = (
    "beside the same name",
    "after the same number",
    "in the same sentence",
    "with the same quotation",
)

NAMING_COLUMNS: Mapping[str, Column] = {
    "place": Column(
        "Where the wordings stand for each other.",
        unit="label",
        caveat="Without a parser only these places are seen: two names for one actor in "
        "sentences that are built differently are not.",
        values=PLACES,
    ),
    "held_by": Column(
        "What the reports share there: the name, the number, the words around, or the quotation.",
        unit="text",
    ),
    "article": ARTICLE,
    "naming": Column("What this report says there.", unit="text"),
    "start": START,
    "end": END,
}


class Naming(NamedTuple):
    """A wording: tokens of the corpus, the first and the last."""

    place: str
    held_by: str
    article: int
    first: int
    last: int


def namings(reports: Reports, terms: Terms, aligned: Aligned) -> pd.DataFrame:
    """List wordings that stand for each other; of each place at least two that differ.

    Returns
    -------
    DataFrame
        Columns of :data:`NAMING_COLUMNS`, `article` being the number of the report. Each wording
        of a report is listed once a place.
    """
    found = [
        *_beside_names(reports),
        *_after_numbers(reports, aligned),
        *_in_sentences(reports, terms, aligned),
    ]
    return differing(naming_table(reports, found))


def differing(table: pd.DataFrame) -> pd.DataFrame:
    """Keep what at least two reports call by different words, each wording of a report once."""
    kind = table["naming"].map(_folded)
    table = table[
        ~pd.concat([table, kind.rename("kind")], axis=1).duplicated(
            ["place", "held_by", "article", "kind"]
        )
    ]
    groups = table.assign(kind=kind).groupby(["place", "held_by"], sort=False)
    several = (groups["kind"].transform("nunique") > 1) & (
        groups["article"].transform("nunique") > 1
    )
    place = table["place"].map({place: number for number, place in enumerate(PLACES)})
    keys = dict.fromkeys(["place", "held_by", "article", "start"], True)
    order = in_order(table.assign(place=place)[several], keys)
    return table.loc[order.index].reset_index(drop=True)


def naming_table(reports: Reports, found: Iterable[Naming]) -> pd.DataFrame:
    """Put wordings into a table, with their words and offsets."""
    corpus = reports.corpus
    marks = corpus.vocabulary.fact(outer_marks)
    rows = []
    for naming in found:
        text = corpus.texts[naming.article] or ""
        spans = corpus.token_spans(naming.article)
        base = int(corpus.articles[naming.article])
        start = int(spans[naming.first - base, 0] + marks[corpus.tokens[naming.first], 0])
        end = int(spans[naming.last - base, 1] - marks[corpus.tokens[naming.last], 1])
        wording = without_possessive(text[start:end])
        rows.append((*naming[:3], " ".join(wording.split()), start, start + len(wording)))
    names = ["place", "held_by", "article", "naming", "start", "end"]
    types = {"article": "int64", "start": "int64", "end": "int64"}
    return pd.DataFrame(rows, columns=names, dtype=object).astype(types)[[*NAMING_COLUMNS]]


def _folded(wording: str) -> str:
    return re.sub(r"^(?:the|a|an)\s+", "", wording.lower())


def _beside_names(reports: Reports) -> Iterator[Naming]:
    """Titles and descriptions before a name, and between commas after it."""
    corpus = reports.corpus
    base, _ = base_numbers(corpus)
    parts = word_parts(corpus, base)
    role = corpus.fact(roles)
    noun = (role & NOUN > 0) | parts.title
    telling = (noun | (role & WEAK > 0)) & ~corpus.word_fact(_participle)
    for article, first, last, name in _names(reports, parts):
        start = first
        while start > first - LONGEST_BEFORE and parts.joined[start - 1] and telling[start - 1]:
            start -= 1
        if start < first and noun[first - 1] and not _is_honorific(corpus, start, first):
            yield Naming(PLACES[0], name, article, start, first - 1)
        end = int(corpus.articles[article + 1])
        after = _apposition(corpus.vocabulary.shapes, corpus.tokens, last, end)
        if after is not None and noun[after[0] : after[1] + 1].any():
            yield Naming(PLACES[0], name, article, *after)


def _names(reports: Reports, parts: Parts) -> list[tuple[int, int, int, str]]:
    """Article, first and last token of each name, and the name in full.

    Names in full go by their last two words ("General Tomas Verrick" is Tomas Verrick); one word
    alone goes by the most frequent name that ends with it.
    """
    corpus = reports.corpus
    starts, ends = np.flatnonzero(parts.name_starts), np.flatnonzero(parts.name_ends)
    if not len(ends):
        return []
    place = np.searchsorted(ends, starts)
    last_of = np.append(ends, len(corpus.tokens))[place]
    short = last_of - starts < _LONGEST_NAME
    first, last = starts[short].tolist(), last_of[short].tolist()
    article = (np.searchsorted(corpus.articles, starts[short], side="right") - 1).tolist()
    cores = [
        [corpus.vocabulary.shapes[t].core for t in corpus.tokens[a : b + 1]]
        for a, b in zip(first, last, strict=True)
    ]
    words = [(*core[:-1][-1:], without_possessive(core[-1])) for core in cores]
    of_surname: dict[str, Counter[str]] = {}
    for name in words:
        if len(name) == 2:
            of_surname.setdefault(name[-1], Counter())[" ".join(name)] += 1
    # a name that no report has in full is a place, or a word that looks like a name
    return [
        (of, a, b, " ".join(name) if len(name) == 2 else of_surname[name[-1]].most_common(1)[0][0])
        for of, a, b, name in zip(article, first, last, words, strict=True)
        if name[-1] in of_surname
    ]


def _participle(words: Sequence[str]) -> NDArray[np.bool_]:
    return np.array([w.endswith(("ing", "ed")) and "-" not in w for w in words], dtype=bool)


def _is_honorific(corpus: Corpus, first: int, end: int) -> bool:
    words = [corpus.vocabulary.words[word] for word in corpus.words[first:end]]
    return set(words) <= _HONORIFICS


_LONGEST_NAME = 4  # words
_HONORIFICS = frozenset("mr mrs ms miss dr sir dame madam".split())
_BEGINS = frozenset("a an the his her its their our former acting".split())
_STOPS = frozenset("who whom whose which that where when said says told and but".split())


def _apposition(
    shapes: Sequence[Shape], tokens: NDArray[np.intp], last: int, end: int
) -> tuple[int, int] | None:
    """First and last token of what stands after a name and a comma, up to the next mark."""
    if shapes[tokens[last]].trail != "," or last + 1 >= end:
        return None
    first = last + 1
    opening = shapes[tokens[first]]
    if opening.word not in _BEGINS and not opening.word.endswith(("'s", "s'")):
        return None
    place = first
    while place < min(end, first + LONGEST_AFTER):
        shape = shapes[tokens[place]]
        if shape.word in _STOPS:
            return (first, place - 1) if place > first else None
        if shape.trail:
            return first, place
        place += 1
    return None


def _after_numbers(reports: Reports, aligned: Aligned) -> Iterator[Naming]:
    """Nouns in the plural after a number that several reports have: how many, of what.

    A number below a thousand may count different things: it is taken where the two sentences
    tell the same.
    """
    corpus = reports.corpus
    role, goes_on = corpus.fact(roles), corpus.fact(_goes_on)
    many = corpus.word_fact(_many)
    usable = (role & (NOUN | WEAK) > 0) & ~corpus.word_fact(_participle)
    places = np.flatnonzero(corpus.word_fact(_counts))
    sentence = corpus.sentence_of_token[places]
    of_sentence: dict[int, set[int]] = {}
    for place, of in zip(places.tolist(), sentence.tolist(), strict=True):
        of_sentence.setdefault(of, set()).add(int(corpus.words[place]))
    held = {
        (of, number)
        for pair in zip(aligned.first.tolist(), aligned.second.tolist(), strict=True)
        for number in of_sentence.get(pair[0], set()) & of_sentence.get(pair[1], set())
        for of in pair
    }
    article = corpus.article_of_sentence[sentence]
    for place, of, own in zip(places.tolist(), sentence.tolist(), article.tolist(), strict=True):
        number = int(corpus.words[place])
        written = corpus.vocabulary.words[number]
        if (of, number) not in held and int(written.replace(",", "")) < 1_000:
            continue
        last, end = place, int(corpus.sentences[of + 1]) - 1
        while last < min(place + 3, end) and goes_on[last] and usable[last + 1]:
            last += 1
            if many[last]:
                yield Naming(PLACES[1], written, own, place + 1, last)
                break


def _counts(words: Sequence[str]) -> NDArray[np.bool_]:
    """Numbers that count things; years and single digits don't."""
    number, year = re.compile(r"\d{1,3}(?:,\d{3})+|\d{2,9}"), re.compile(r"1[6-9]\d\d|20\d\d")
    return np.array(
        [w.isascii() and bool(number.fullmatch(w)) and not year.fullmatch(w) for w in words],
        dtype=bool,
    )


def _many(words: Sequence[str]) -> NDArray[np.bool_]:
    """Nouns in the plural."""
    irregular = frozenset("people men women children police troops staff".split())
    return np.array(
        [w in irregular or (w.endswith("s") and base_form(w) != w) for w in words], dtype=bool
    )


def _goes_on(shapes: Sequence[Shape]) -> NDArray[np.bool_]:
    return np.array([not shape.trail for shape in shapes], dtype=bool)


def _in_sentences(reports: Reports, terms: Terms, aligned: Aligned) -> Iterator[Naming]:
    article = reports.corpus.article_of_sentence
    for number, one, other in substitutions(reports, terms, aligned):
        first, second = int(aligned.first[number]), int(aligned.second[number])
        around = _around(reports, one)
        for sentence, words in ((first, one), (second, other)):
            places = reports.places[words]
            yield Naming(PLACES[2], around, int(article[sentence]), int(places[0]), int(places[-1]))


def _around(reports: Reports, words: Ints) -> str:
    """The words before and after, with a gap where the wording stands."""
    corpus = reports.corpus
    first, last = int(reports.places[words[0]]), int(reports.places[words[-1]])
    sentence = int(reports.sentence[words[0]])
    left = max(first - 3, int(corpus.sentences[sentence]))
    right = min(last + 4, int(corpus.sentences[sentence + 1]))
    cores = [corpus.vocabulary.shapes[token].core for token in corpus.tokens[left:right]]
    gap = [*cores[: first - left], "…", *cores[last + 1 - left :]]
    return " ".join(part for part in gap if part)
