"""How hard a text is to read: what the published formulas count, and the formulas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from mediakit.anatomy import BEGINS_UPPER, GOES_ON_UPPER
from mediakit.corpus import Corpus, has_word, length
from mediakit.measures.familiarity import familiar
from mediakit.measures.measure import Column, Counts, Matches, Measure, ratio
from mediakit.measures.names import names_and_acronyms
from mediakit.measures.prose import CAPITALS, LINES, NO_ENGLISH_TEXT, NUMERALS
from mediakit.measures.readability_consensus import (
    CONSENSUS,
    WORDS_PER_MINUTE,
    consensus_grade,
    reading_minutes,
)
from mediakit.measures.readability_formulas import COUNTS, FORMULAS, Formula
from mediakit.measures.size import FEW_WORDS
from mediakit.spelling import spelling
from mediakit.syllables import (
    ABBREVIATIONS,
    LONGEST_IN_CAPITALS,
    syllables_and_longest_part,
)
from mediakit.syllables import syllables_by_form as spoken_syllables
from mediakit.tokenising import Frame, Shape
from mediakit.vocabulary import Types, among

Floats = NDArray[np.float64]

LONG, SHORT, MANY = 7, 3, 3  # letters of a long and of a short word; syllables of a long one

# What an ending can add to a word's syllables: "wanted", "passes", "running"
_ADDED_SYLLABLES = "ted ded ses xes zes ces ges ches shes ing".split()


def syllables(words: Sequence[str]) -> NDArray[np.int64]:
    """Two columns: spoken syllables, and those without what -es, -ed and -ing add.

    The second is that of the longest part of a hyphenated word.
    """
    counts, longest = syllables_and_longest_part(words)
    many = counts >= MANY
    base = np.where(many, longest, counts)
    return np.column_stack([counts, base - (many & spelling(words).ending(*_ADDED_SYLLABLES))])


def syllables_by_form(types: Types) -> NDArray[np.int64]:
    """Spoken syllables where capitals or a full stop may tell (US, GOP, Sen.); 0 elsewhere."""
    stop = types.of_frames(_begins_with_stop) & types.of_words(_is_abbreviation)
    capitals = (types.looks & GOES_ON_UPPER > 0) & (types.core_sizes <= LONGEST_IN_CAPITALS)
    may_tell = (types.looks & BEGINS_UPPER > 0) & (types.word != 0) & (stop | capitals)
    return types.each(_syllables_by_form, may_tell, np.int64)


def _syllables_by_form(token: Shape) -> int:
    return spoken_syllables(token.word, token.core + ("." if token.trail[:1] == "." else ""))


def _is_abbreviation(words: Sequence[str]) -> NDArray[np.bool_]:
    return among(words, frozenset(ABBREVIATIONS))


def _begins_with_stop(frames: Sequence[Frame]) -> NDArray[np.bool_]:
    return np.array([frame.trail[:1] == "." for frame in frames], dtype=bool)


def letters(types: Types) -> NDArray[np.int32]:
    """Letters of a word, without its digits, hyphens and apostrophes."""
    return types.n_letters


_END_MARKS = frozenset(".!?…")


def ends_in_mark(frames: Sequence[Frame]) -> NDArray[np.bool_]:
    """Whether a token carries a mark that can end a sentence."""
    return np.array([not _END_MARKS.isdisjoint(f.trail) for f in frames], dtype=bool)


def find_unfamiliar(corpus: Corpus) -> Matches:
    """Words outside Dale's list that are no names."""
    at = corpus.once(_unfamiliar_words)
    label = np.full(len(at), "unfamiliar word", dtype=object)
    return Matches(first=at, last=at, label=label, weight=np.ones(len(at)))


def _unfamiliar_words(corpus: Corpus) -> NDArray[np.int64]:
    unfamiliar = ~corpus.word_fact(familiar) & (corpus.words > 0)
    return np.flatnonzero(unfamiliar & ~corpus.once(names_and_acronyms))


def _count(corpus: Corpus) -> Counts:
    vocabulary, types = corpus.vocabulary, corpus.types
    by_form = vocabulary.fact(syllables_by_form)[types]
    n_syllables = np.where(by_form, by_form, vocabulary.word_fact(syllables, types)[:, 0])
    n_letters = vocabulary.fact(letters)[types]
    word = vocabulary.fact(has_word)[types]
    per_type = {
        "n_syllables": n_syllables,
        "n_letters": n_letters,
        "n_characters": vocabulary.fact(length)[types],
        "n_monosyllables": word & (n_syllables <= 1),
        "n_polysyllables": n_syllables >= MANY,
        "n_long_words": n_letters >= LONG,
        "n_short_words": word & (n_letters <= SHORT),
    }
    sums = corpus.sums(np.column_stack([*per_type.values()]).astype(np.float64))
    counts = dict(zip(per_type, sums.T, strict=True))
    last = corpus.sentences[1:] - 1
    counts["n_characters"] -= vocabulary.frame_fact(ends_in_mark, corpus.tokens[last])
    complex_word = (vocabulary.fact_of_words(syllables)[:, 1] >= MANY)[corpus.words]
    named = corpus.once(names_and_acronyms)
    counts["n_complex_words"] = corpus.count_at(np.flatnonzero(complex_word & ~named))
    counts["n_unfamiliar"] = corpus.count_at(corpus.once(_unfamiliar_words))
    return counts


#: What each count is of, and the formula that brought it in.
_COUNT_OF = {
    "n_syllables": ("syllables", "flesch_reading_ease"),
    "n_letters": ("letters", "coleman_liau_grade"),
    "n_characters": ("characters", "automated_readability_grade"),
    "n_monosyllables": ("words", "farr_jenkins_paterson_ease"),
    "n_polysyllables": ("words", "smog_grade"),
    "n_complex_words": ("words", "gunning_fog_grade"),
    "n_long_words": ("words", "lix"),
    "n_short_words": ("words", "mcalpine_eflaw"),
    "n_unfamiliar": ("words", "dale_chall_score"),
}
_AVAILABLE = frozenset([*_COUNT_OF, "n_words", "n_sentences"])

#: The formulas whose counts mediakit has.
COMPUTED: tuple[Formula, ...] = tuple(f for f in FORMULAS if _AVAILABLE.issuperset(f.counts))


def _score(counts: Counts) -> Mapping[str, Floats]:
    words, sentences = counts["n_words"], counts["n_sentences"]
    grades = {formula.name: formula.score(counts) for formula in COMPUTED}
    return {
        **{name: counts[name] for name in _COUNT_OF},
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


_REFERENCE = {formula.name: formula.reference for formula in FORMULAS}


def _counted(name: str) -> Column:
    unit, formula = _COUNT_OF[name]
    return Column(COUNTS[name], unit=unit, low=0.0, reference=_REFERENCE[formula])


def _mean(definition: str, unit: str, count: str, per: str, low: float, published: str) -> Column:
    return Column(
        definition,
        unit=unit,
        low=low,
        direction="higher is harder",
        formula=f"{count} / {per}",
        reference=_REFERENCE[published],
    )


def _share(of: str, count: str) -> Column:
    return Column(
        f"Share of words that are {of}.",
        unit="share of words",
        low=0.0,
        high=1.0,
        direction="higher is harder",
        formula=f"{count} / n_words",
        reference=_REFERENCE[_COUNT_OF[count][1]],
    )


def _consensus(definition: str, how: str) -> Column:
    return Column(
        definition,
        unit="US school grade",
        direction="higher is harder",
        formula=f"{how} of {', '.join(CONSENSUS)}",
        reference="mediakit, of the formulas' own references",
        caveat="Formulas were fitted to other readers and degrees of understanding: they differ "
        "by some grades on any text.",
    )


def _resting_on(*counts: str) -> list[str]:
    """Columns that depend on some counts; the consensus has a formula that depends on each."""
    formulas = [f.name for f in COMPUTED if not set(counts).isdisjoint(f.counts)]
    return [*formulas, *(f"consensus_grade{end}" for end in ("", "_low", "_high", "_spread"))]


READABILITY = Measure(
    name="readability",
    columns={
        **{name: _counted(name) for name in _COUNT_OF},
        "words_per_sentence": _mean(
            *("How many words a sentence has on average.", "words", "n_words", "n_sentences"),
            low=1.0,
            published="flesch_reading_ease",
        ),
        "syllables_per_word": _mean(
            *("How long words are on average, as spoken.", "syllables", "n_syllables", "n_words"),
            low=1.0,
            published="flesch_reading_ease",
        ),
        "letters_per_word": _mean(
            *("How long words are on average, as written.", "letters", "n_letters", "n_words"),
            low=0.0,
            published="coleman_liau_grade",
        ),
        "long_word_share": _share("of seven or more letters", "n_long_words"),
        "polysyllable_share": _share("of three or more syllables", "n_polysyllables"),
        "unfamiliar_share": _share("outside Dale's list of 3,000 words", "n_unfamiliar"),
        **{formula.name: _of_formula(formula) for formula in COMPUTED},
        "consensus_grade": _consensus(
            "The school grade that the formulas for adult readers agree on, as far as they do.",
            "median",
        ),
        "consensus_grade_low": _consensus("The lowest grade of these formulas.", "minimum"),
        "consensus_grade_high": _consensus("The highest grade of these formulas.", "maximum"),
        "consensus_grade_spread": replace(
            _consensus("How far apart these formulas are.", "distance between the quartiles"),
            low=0.0,
            direction="higher is less agreement",
        ),
        "reading_minutes": Column(
            f"How long an adult takes to read the text silently, at {WORDS_PER_MINUTE} words a "
            "minute.",
            unit="minutes",
            low=0.0,
            direction="higher is longer",
            formula=f"n_words / {WORDS_PER_MINUTE}",
            reference="Brysbaert, M. (2019). How many words do we read per minute? A review and "
            "meta-analysis of reading rate. Journal of Memory and Language, 109, 104047. "
            "doi:10.1016/j.jml.2019.104047",
            caveat="A mean of adults who read for understanding; one reader may take twice as "
            "long as another.",
        ),
    },
    count=_count,
    score=_score,
    find=find_unfamiliar,
    caution=_caution,
    undefined={
        **dict.fromkeys([*NO_ENGLISH_TEXT, NUMERALS], ()),
        LINES: ["words_per_sentence", *_resting_on("n_sentences")],
        CAPITALS: ["unfamiliar_share", *_resting_on("n_unfamiliar", "n_complex_words")],
    },
)
