"""How hard a text is to read: what the published formulas count, and the formulas."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from mediakit.corpus import Corpus, has_word, length
from mediakit.measures.familiarity import familiar
from mediakit.measures.measure import Column, Counts, Matches, Measure, ratio
from mediakit.measures.names import names_and_acronyms
from mediakit.measures.readability_consensus import consensus_grade, reading_minutes
from mediakit.measures.readability_formulas import COUNTS, FORMULAS, Formula
from mediakit.measures.size import FEW_WORDS
from mediakit.syllables import count_syllables, count_syllables_by_form
from mediakit.tokenising import Shape

Floats = NDArray[np.float64]

LONG, SHORT, MANY = 7, 3, 3  # letters of a long and of a short word; syllables of a long one

# What an ending can add to a word's syllables: "wanted", "passes", "running"
_ADDED_SYLLABLE = re.compile(r"(?:[td]ed|(?:[sxzcg]|ch|sh)es|ing)$")


def syllables_as_spelled(words: Sequence[str]) -> NDArray[np.int64]:
    """Spoken syllables of a word."""
    return count_syllables(words)


def syllables_by_form(shapes: Sequence[Shape]) -> NDArray[np.int64]:
    """Spoken syllables where capitals or a full stop may tell (US, GOP, Sen.); 0 elsewhere."""
    counts = np.zeros(len(shapes), dtype=np.int64)
    places = [
        i
        for i, (_, core, trail, word) in enumerate(shapes)
        if word and core[0].isupper() and (trail[:1] == "." or core[1:2].isupper())
    ]
    words = [shapes[i].word for i in places]
    forms = [shapes[i].core + ("." if shapes[i].trail[:1] == "." else "") for i in places]
    counts[places] = count_syllables_by_form(words, forms)
    return counts


def letters(words: Sequence[str]) -> NDArray[np.int64]:
    """Letters of a word, without its digits, hyphens and apostrophes."""
    counts = [len(word) if word.isalpha() else sum(map(str.isalpha, word)) for word in words]
    return np.array(counts, dtype=np.int64)


_END_MARKS = frozenset(".!?…")


def ends_in_mark(shapes: Sequence[Shape]) -> NDArray[np.bool_]:
    """Whether a type carries a mark that can end a sentence."""
    return np.array([not _END_MARKS.isdisjoint(s.trail) for s in shapes], dtype=bool)


def base_syllables(words: Sequence[str]) -> NDArray[np.int64]:
    """Syllables without those that -es, -ed and -ing add; of a hyphenated word its longest part."""
    counts = count_syllables(words)
    for place in np.flatnonzero(counts >= MANY).tolist():
        word = words[place]
        if "-" in word:
            counts[place] = count_syllables(word.split("-")).max()
        if _ADDED_SYLLABLE.search(word):
            counts[place] -= 1
    return counts


def unfamiliar(words: Sequence[str]) -> NDArray[np.bool_]:
    """Whether a word is outside Dale's list and the forms that count with it."""
    return ~familiar(words) & np.array([word != "" for word in words], dtype=bool)


def find_unfamiliar(corpus: Corpus) -> Matches:
    """Words outside Dale's list that are no names."""
    named = corpus.once(names_and_acronyms)
    at = np.flatnonzero(corpus.word_fact(unfamiliar) & ~named)
    label = np.full(len(at), "unfamiliar word", dtype=object)
    return Matches(first=at, last=at, label=label, weight=np.ones(len(at)))


def _count(corpus: Corpus) -> Counts:
    vocabulary = corpus.vocabulary
    by_form = vocabulary.fact(syllables_by_form)
    n_syllables = np.where(by_form, by_form, vocabulary.word_fact(syllables_as_spelled))
    n_letters = vocabulary.word_fact(letters)
    word = vocabulary.fact(has_word)
    per_type = {
        "n_syllables": n_syllables,
        "n_letters": n_letters,
        "n_characters": vocabulary.fact(length),
        "n_monosyllables": word & (n_syllables <= 1),
        "n_polysyllables": n_syllables >= MANY,
        "n_long_words": n_letters >= LONG,
        "n_short_words": word & (n_letters <= SHORT),
    }
    sums = corpus.sums(np.column_stack([*per_type.values()]).astype(np.float64))
    counts = dict(zip(per_type, sums.T, strict=True))
    last = corpus.sentences[1:] - 1
    counts["n_characters"] = counts["n_characters"] - corpus.fact(ends_in_mark)[last]
    complex_word = corpus.word_fact(base_syllables) >= MANY
    named = corpus.once(names_and_acronyms)
    counts["n_complex_words"] = corpus.count_at(np.flatnonzero(complex_word & ~named))
    counts["n_unfamiliar"] = corpus.count_at(corpus.once(find_unfamiliar).first)
    return counts


_COUNTED = (
    "n_syllables",
    "n_letters",
    "n_characters",
    "n_monosyllables",
    "n_polysyllables",
    "n_complex_words",
    "n_long_words",
    "n_short_words",
    "n_unfamiliar",
)
_AVAILABLE = frozenset([*_COUNTED, "n_words", "n_sentences"])

#: The formulas whose counts mediakit has.
COMPUTED: tuple[Formula, ...] = tuple(f for f in FORMULAS if _AVAILABLE.issuperset(f.counts))


def _score(counts: Counts) -> Mapping[str, Floats]:
    words, sentences = counts["n_words"], counts["n_sentences"]
    grades = {formula.name: formula.score(counts) for formula in COMPUTED}
    return {
        **{name: counts[name] for name in _COUNTED},
        "words_per_sentence": ratio(words, sentences),
        "syllables_per_word": ratio(counts["n_syllables"], words),
        "letters_per_word": ratio(counts["n_letters"], words),
        "long_word_share": ratio(counts["n_long_words"], words),
        "polysyllable_share": ratio(counts["n_polysyllables"], words),
        "unfamiliar_share": ratio(counts["n_unfamiliar"], words),
        **grades,
        **consensus_grade(grades),
        "reading_minutes": reading_minutes(words),
    }


def _caution(counts: Counts) -> Mapping[str, NDArray[np.bool_]]:
    """Where a text is below what a formula asks for; that few words are few is said elsewhere."""
    notes: dict[str, NDArray[np.bool_]] = {}
    for formula in COMPUTED:
        if formula.minimum is not None:
            name, least, _ = formula.minimum
            if name != "n_words" or least > FEW_WORDS:
                note = f"{formula.title}: fewer than {least} {name.removeprefix('n_')}"
                notes[note] = (counts[name] > 0) & (counts[name] < least)
    return notes


def _of_formula(formula: Formula) -> Column:
    return Column(
        definition=formula.definition,
        unit=formula.unit,
        low=formula.low,
        high=formula.high,
        direction=formula.direction,
        formula=formula.expression,
        reference=formula.reference,
        caveat=formula.constraint,
    )


def _share(of: str) -> Column:
    return Column(
        f"Share of words that are {of}.",
        unit="share of words",
        low=0.0,
        high=1.0,
        direction="higher is harder",
    )


_CONSENSUS = {
    "consensus_grade": "Median of the formulas that give a US school grade.",
    "consensus_grade_low": "The lowest grade that one of these formulas gives.",
    "consensus_grade_high": "The highest grade that one of these formulas gives.",
    "consensus_grade_spread": "Distance between the quartiles of these formulas' grades.",
}

READABILITY = Measure(
    name="readability",
    columns={
        **{name: Column(COUNTS[name], unit="count", low=0.0) for name in _COUNTED},
        "words_per_sentence": Column(
            "Mean length of sentences.", unit="words", low=0.0, direction="higher is harder"
        ),
        "syllables_per_word": Column(
            "Mean length of words as spoken.", unit="syllables", direction="higher is harder"
        ),
        "letters_per_word": Column(
            "Mean length of words as written.", unit="letters", direction="higher is harder"
        ),
        "long_word_share": _share("of seven or more letters"),
        "polysyllable_share": _share("of three or more syllables"),
        "unfamiliar_share": _share("outside Dale's list of 3,000 words"),
        **{formula.name: _of_formula(formula) for formula in COMPUTED},
        **{
            name: Column(text, unit="US school grade", direction="higher is harder")
            for name, text in _CONSENSUS.items()
        },
        "reading_minutes": Column(
            "How long an adult takes to read the text silently, at 238 words a minute.",
            unit="minutes",
            low=0.0,
            reference="Brysbaert, M. (2019). Journal of Memory and Language, 109, 104047.",
        ),
    },
    count=_count,
    score=_score,
    find=find_unfamiliar,
    caution=_caution,
)
