"""Loaded language: words that judge, stir or label where a plain one would have told as much.

The words stand in `loaded.tsv` with their category and weight, the conditions under which they
count in `loaded_context.tsv`. Scare quotes and exclamation marks are found by their form. Every
match is a row of evidence, and a sentence's score is made of the weights of its rows alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from mediakit.anatomy import BEGINS_WITH_LETTER, IN_LOWER_CASE
from mediakit.corpus import Corpus
from mediakit.lexicons import word_class
from mediakit.measures.cue_lexicon import cue_lexicon
from mediakit.measures.cues import find_cues
from mediakit.measures.measure import Column, Counts, Matches, Measure, ratio
from mediakit.measures.names import proper_names
from mediakit.measures.prose import NO_ENGLISH_TEXT
from mediakit.quoting import CLOSES, CLOSES_SINGLE, OPENS, OPENS_SINGLE, marks
from mediakit.tokenising import Frame
from mediakit.vocabulary import Types, among

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

SCARE_QUOTES, EXCLAMATION = "scare quotes", "exclamation"
#: Labels of matches, and the column that counts each.
CATEGORIES = {
    "emotive word": "n_emotive_words",
    "evaluation": "n_evaluations",
    "exaggeration": "n_exaggerations",
    "epithet": "n_epithets",
    "violent metaphor": "n_violent_metaphors",
    "slanted verb": "n_slanted_verbs",
    "intensifier": "n_intensifiers",
    "comment": "n_comments",
    SCARE_QUOTES: "n_scare_quotes",
    EXCLAMATION: "n_exclamations",
}
WEIGHT_OF_SCARE_QUOTES = 0.4
WEIGHT_OF_EXCLAMATION = 0.3

#: What a loaded word weighs in somebody else's mouth: to quote it is not to say it.
QUOTED = 0.5

#: Most words that scare quotes hold; longer ones quote.
LONGEST_SCARE_QUOTES = 2
# Tokens around scare quotes among which nobody may speak and nothing may be named
_BEFORE, _AFTER, _NAMED_BEFORE = 20, 14, 4


def find_loaded(corpus: Corpus) -> Matches:
    """Loaded words in text order: `label` is the category, `weight` what each adds (0 to 1)."""
    words = _without_names(corpus, find_cues(corpus, cue_lexicon("loaded")))
    of_one_voice = corpus.quoted[words.first] == corpus.quoted[words.last]
    words = _rows(words, of_one_voice)
    first, last = scare_quotes(corpus)
    inside = np.zeros(len(corpus.tokens), dtype=bool)
    for step in range(LONGEST_SCARE_QUOTES):
        inside[first + np.minimum(step, last - first)] = True
    free = ~inside[words.first]  # a loaded word in scare quotes is one match, not two
    shouted = _exclamations(corpus)
    firsts = np.concatenate([words.first[free], first, shouted])
    lasts = np.concatenate([words.last[free], last, shouted])
    label = np.concatenate(
        [
            words.label[free],
            np.full(len(first), SCARE_QUOTES, dtype=object),
            np.full(len(shouted), EXCLAMATION, dtype=object),
        ]
    )
    weight = np.concatenate(
        [
            words.weight[free],
            np.full(len(first), WEIGHT_OF_SCARE_QUOTES),
            np.full(len(shouted), WEIGHT_OF_EXCLAMATION),
        ]
    )
    weight = np.where(_own(corpus, firsts, label), weight, weight * QUOTED)
    order = np.lexsort((lasts, firsts))
    return Matches(firsts[order], lasts[order], label[order], weight[order])


def _own(corpus: Corpus, first: Ints, label: NDArray[np.object_]) -> Bools:
    """Whether the author says it: scare quotes are the author's own marks."""
    own: Bools = ~corpus.quoted[first] | (label == SCARE_QUOTES)
    return own


def _without_names(corpus: Corpus, found: Matches) -> Matches:
    """Leave out single words that are names: "Judge Savage", but neither "Marxist" nor "Sadly".

    At the beginning of a sentence most of these words are none, whatever follows them.
    """
    named = corpus.once(proper_names)[found.first] & (found.first == found.last)
    place = found.first[named]
    begins = np.isin(place, corpus.sentences[:-1])
    also_a_name, keeps_capital = (
        corpus.vocabulary.word_fact(fact, corpus.tokens[place])
        for fact in (_also_a_name, _keeps_capital)
    )
    named[named] = np.where(begins, also_a_name, ~keeps_capital)
    return _rows(found, ~named)


def _rows(found: Matches, rows: Bools) -> Matches:
    return Matches(found.first[rows], found.last[rows], found.label[rows], found.weight[rows])


def _also_a_name(words: Sequence[str]) -> Bools:
    return among(words, word_class("loaded_classes", "also_a_name"))


def _keeps_capital(words: Sequence[str]) -> Bools:
    return among(words, word_class("loaded_classes", "capital_belongs"))


def _speaks(words: Sequence[str]) -> Bools:
    return among(words, word_class("loaded_classes", "saying"))


def _names(words: Sequence[str]) -> Bools:
    return among(words, word_class("loaded_classes", "naming"))


def _is_plain(types: Types) -> Bools:
    """In lower case: no name, no title of a work, no number."""
    return types.looks & (IN_LOWER_CASE | BEGINS_WITH_LETTER) == IN_LOWER_CASE | BEGINS_WITH_LETTER


def _ends_clause(frames: Sequence[Frame]) -> Bools:
    """A mark before the closing quotation mark, as speech has it, or one that announces speech."""
    return np.array([not set(",;:!?—").isdisjoint(f.trail) for f in frames], dtype=bool)


def _ends_in_exclamation(frames: Sequence[Frame]) -> Bools:
    return np.array(["!" in f.trail for f in frames], dtype=bool)


def scare_quotes(corpus: Corpus) -> tuple[Ints, Ints]:
    """First and last tokens of one or two words in quotation marks that quote nobody.

    The words are in lower case, and near them nobody speaks and nothing is given its name:
    in `he called it "unfair"` the marks quote, in `the "experts" were wrong` they sneer.
    """
    bits = corpus.fact(marks)
    n = len(bits)
    opening = np.flatnonzero((bits & (OPENS | OPENS_SINGLE) > 0) & corpus.quoted)
    closing = np.where(bits[opening] & OPENS > 0, CLOSES, CLOSES_SINGLE)
    last = np.full(len(opening), -1, dtype=np.int64)
    for step in range(LONGEST_SCARE_QUOTES):
        at = np.minimum(opening + step, n - 1)
        closes = (bits[at] & closing > 0) & (last < 0) & (opening + step < n)
        last[closes] = at[closes]
    closed = last >= 0
    first, last = opening[closed], last[closed]
    size = last - first + 1

    def within(fact: Bools, start: Ints, end: Ints) -> NDArray[np.int64]:
        before = np.append(0, np.cumsum(fact))
        inside: NDArray[np.int64] = before[end] - before[start]
        return inside

    article = np.searchsorted(corpus.articles, first, side="right") - 1
    begin, finish = corpus.articles[article], corpus.articles[article + 1]
    left = np.maximum(first - _BEFORE, begin)
    right = np.minimum(last + 1 + _AFTER, finish)
    is_scare = within(corpus.fact(_is_plain), first, last + 1) == size
    is_scare &= within(corpus.word_fact(_speaks), left, right) == 0
    is_scare &= (
        within(corpus.word_fact(_names), np.maximum(first - _NAMED_BEFORE, begin), first) == 0
    )
    is_scare &= within(corpus.quoted, left, right) == size  # a series of them quotes
    clause = corpus.frame_fact(_ends_clause)
    is_scare &= ~clause[last] & ~clause[np.maximum(first - 1, 0)] & (first > begin)
    return first[is_scare], last[is_scare]


def _exclamations(corpus: Corpus) -> Ints:
    """Last tokens of sentences that end in an exclamation mark."""
    ends = corpus.sentences[1:] - 1
    exclaims: Ints = ends[corpus.frame_fact(_ends_in_exclamation)[ends]]
    return exclaims


def sentence_load(corpus: Corpus) -> Floats:
    """How loaded each sentence is, 0 to 1; see the column `loaded_score` for the formula."""
    found = corpus.once(find_loaded)
    return 1 - np.exp(corpus.count_at(found.first, np.log1p(-found.weight)))


def _count(corpus: Corpus) -> Counts:
    found = corpus.once(find_loaded)
    in_sentence = corpus.count_at(found.first)
    own = _own(corpus, found.first, found.label)
    counts = {
        "n_loaded": in_sentence,
        "n_loaded_own": corpus.count_at(found.first[own]),
        "n_loaded_quoted": corpus.count_at(found.first[~own]),
        "n_loaded_sentences": (in_sentence > 0).astype(np.float64),
        "sum_load": sentence_load(corpus),
        "n_pieces_with_load": np.ones(corpus.n_sentences),  # a sentence, or a voice's part
    }
    for label, name in CATEGORIES.items():
        counts[name] = corpus.count_at(found.first[found.label == label])
    return counts


def _score(counts: Counts) -> Mapping[str, Floats]:
    pieces = counts["n_pieces_with_load"]
    return {
        "n_loaded": counts["n_loaded"],
        "loaded_per_100_words": ratio(counts["n_loaded"], counts["n_words"], times=100),
        "loaded_score": ratio(counts["sum_load"], pieces),
        "loaded_sentence_share": ratio(counts["n_loaded_sentences"], pieces),
        "n_loaded_own": counts["n_loaded_own"],
        "n_loaded_quoted": counts["n_loaded_quoted"],
        **{name: counts[name] for name in CATEGORIES.values()},
    }


_RECASENS = (
    "Recasens, M., Danescu-Niculescu-Mizil, C. and Jurafsky, D. (2013). Linguistic models for "
    "analyzing and detecting biased language. ACL, 1650-1659"
)
_SPINDE = (
    "Spinde, T. et al. (2021). Neural media bias detection using distant supervision with BABE. "
    "Findings of EMNLP, 1166-1177. 10.18653/v1/2021.findings-emnlp.101"
)
_HYLAND = "Hyland, K. (2005). Metadiscourse: Exploring Interaction in Writing. Continuum"
_LAKOFF = "Lakoff, G. and Johnson, M. (1980). Metaphors We Live By. University of Chicago Press"
_NOT_BIAS = (
    "Words, not intent: a fair text may need a strong word, and a slanted one can do without. "
    "What is left out or who is asked can't be seen."
)


def _how_many(definition: str, reference: str = _RECASENS, caveat: str = "") -> Column:
    return Column(definition, unit="matches", low=0.0, reference=reference, caveat=caveat)


LOADED = Measure(
    name="loaded",
    columns={
        "n_loaded": _how_many(
            "How many loaded words, phrases and marks the text has.",
            f"{_RECASENS}; {_SPINDE}",
            _NOT_BIAS,
        ),
        "loaded_per_100_words": Column(
            "How many loaded words, phrases and marks there are to a hundred words.",
            unit="per 100 words",
            low=0.0,
            direction="higher is more loaded",
            formula="100 * n_loaded / n_words",
            reference=f"{_RECASENS}; {_SPINDE}",
            caveat=_NOT_BIAS,
        ),
        "loaded_score": Column(
            "How loaded the sentences are on average, from 0 (plain) to 1 (heavily loaded).",
            unit="mean load of sentences",
            low=0.0,
            high=1.0,
            direction="higher is more loaded",
            formula="1 - product of (1 - w) over the matches of a sentence, w their weights "
            f"(times {QUOTED} in somebody else's quotation marks); mean over sentences",
            reference=f"{_RECASENS}; {_SPINDE}",
            caveat=f"{_NOT_BIAS} Weights are our own judgement, tempered by how often opinion "
            "pages and newsrooms use each word.",
        ),
        "loaded_sentence_share": Column(
            "Share of sentences with at least one loaded word, phrase or mark.",
            unit="share of sentences",
            low=0.0,
            high=1.0,
            direction="higher is more loaded",
            formula="sentences with a match / sentences",
            reference=_SPINDE,
            caveat="Long sentences have more room for a loaded word.",
        ),
        "n_loaded_own": _how_many(
            "How many of the matches are the author's own words; scare quotes are among them."
        ),
        "n_loaded_quoted": _how_many(
            "How many of the matches stand in quotation marks, in the words of somebody else."
        ),
        "n_emotive_words": _how_many(
            'How many matches stir feelings, such as "heartbreaking" or "outrage".'
        ),
        "n_evaluations": _how_many(
            'How many matches judge what they name, such as "ridiculous" or "brilliant".'
        ),
        "n_exaggerations": _how_many(
            'How many matches exaggerate, such as "countless" or "of biblical proportions".'
        ),
        "n_epithets": _how_many(
            'How many matches are labels and epithets for people and ideas, such as "thug".'
        ),
        "n_violent_metaphors": _how_many(
            'How many matches tell of words or politics as of a fight, such as "slammed the plan".',
            _LAKOFF,
        ),
        "n_slanted_verbs": _how_many(
            'How many matches cast a deed or a statement in a poor light, such as "rant".'
        ),
        "n_intensifiers": _how_many(
            'How many matches add force and no fact, such as "utterly".', _HYLAND
        ),
        "n_comments": _how_many(
            'How many matches are asides of the author, such as "sadly" or "of course".',
            _HYLAND,
        ),
        "n_scare_quotes": _how_many(
            "How many times one or two words stand in quotation marks that quote nobody.",
            caveat="A quotation whose speaker is named further off is taken for scare quotes.",
        ),
        "n_exclamations": _how_many("How many sentences end in an exclamation mark.", _HYLAND),
    },
    count=_count,
    score=_score,
    find=find_loaded,
    undefined=dict.fromkeys(NO_ENGLISH_TEXT, ()),
    headline=("loaded_score",),
)
