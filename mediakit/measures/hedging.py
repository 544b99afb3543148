"""Hedges and boosters: words by which a text says how sure it is of what it says.

Cues and the conditions under which they count stand in the three tables `hedging*.tsv`; here are
the columns. A hedge counts whoever speaks it: evidence has the voice. To claim or to allege is one
only where nobody in particular does ("critics claim"): with an owner it is reported speech. What is
denied is looked up as a cue of its own ("not certain" hedges, "no doubt" boosts).
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from mediakit.corpus import Corpus
from mediakit.measures.cue_lexicon import cue_lexicon
from mediakit.measures.cues import find_cues
from mediakit.measures.measure import Column, Counts, Matches, Measure, ratio
from mediakit.measures.prose import NO_ENGLISH_TEXT

Floats = NDArray[np.float64]

#: Certainty of a sentence with neither hedge nor booster. People rate such findings 4.96 on the
#: scale from 1 to 6 of Pei and Jurgens (2021), 0.79 of the way up; boosters need the room above.
PLAIN = 0.8

BOOSTER = "booster"
#: Labels of hedges, and the column that counts each.
CATEGORIES = {
    "modal": "n_modals",
    "epistemic verb": "n_epistemic_verbs",
    "epistemic adverb": "n_epistemic_adverbs",
    "epistemic adjective or noun": "n_epistemic_adjectives",
    "approximator": "n_approximators",
    "evidential": "n_evidentials",
    "vague attribution": "n_vague_attributions",
    "conditional": "n_conditionals",
}


def find_hedges(corpus: Corpus) -> Matches:
    """Hedges: `label` is the category, `weight` the strength (0 to 1)."""
    found = corpus.once(_hedges_and_boosters)
    return _rows(found, found.label != BOOSTER)


def find_boosters(corpus: Corpus) -> Matches:
    """Boosters: `label` is "booster", `weight` the strength (0 to 1)."""
    found = corpus.once(_hedges_and_boosters)
    return _rows(found, found.label == BOOSTER)


def _hedges_and_boosters(corpus: Corpus) -> Matches:
    # one pass, since the longer cue wins: "not certain" is no booster, "no doubt" no hedge
    return find_cues(corpus, cue_lexicon("hedging"))


def _rows(found: Matches, rows: NDArray[np.bool_]) -> Matches:
    return Matches(found.first[rows], found.last[rows], found.label[rows], found.weight[rows])


def sentence_certainty(corpus: Corpus) -> Floats:
    """Certainty of each sentence, 0 to 1; see the column `certainty` for the formula."""
    hedges, boosters = corpus.once(find_hedges), corpus.once(find_boosters)
    unhedged = np.exp(corpus.count_at(hedges.first, np.log1p(-hedges.weight)))
    unboosted = np.exp(corpus.count_at(boosters.first, np.log1p(-boosters.weight)))
    return 1 - (1 - PLAIN * unhedged) * unboosted


def _count_hedging(corpus: Corpus) -> Counts:
    hedges = corpus.once(find_hedges)
    in_sentence = corpus.count_at(hedges.first)
    counts = {
        "n_hedges": in_sentence,
        "n_hedged_sentences": (in_sentence > 0).astype(np.float64),
        "sum_certainty": sentence_certainty(corpus),
        "n_pieces_with_certainty": np.ones(corpus.n_sentences),  # a sentence, or a voice's part
    }
    for label, name in CATEGORIES.items():
        counts[name] = corpus.count_at(hedges.first[hedges.label == label])
    return counts


def _score_hedging(counts: Counts) -> Mapping[str, Floats]:
    pieces = counts["n_pieces_with_certainty"]
    return {
        "n_hedges": counts["n_hedges"],
        "hedges_per_100_words": ratio(counts["n_hedges"], counts["n_words"], times=100),
        "hedged_sentence_share": ratio(counts["n_hedged_sentences"], pieces),
        "certainty": ratio(counts["sum_certainty"], pieces),
        **{name: counts[name] for name in CATEGORIES.values()},
    }


def _count_boosting(corpus: Corpus) -> Counts:
    return {"n_boosters": corpus.count_at(corpus.once(find_boosters).first)}


def _score_boosting(counts: Counts) -> Mapping[str, Floats]:
    return {
        "n_boosters": counts["n_boosters"],
        "boosters_per_100_words": ratio(counts["n_boosters"], counts["n_words"], times=100),
    }


_HYLAND = "Hyland, K. (2005). Metadiscourse: Exploring Interaction in Writing. Continuum"
_FARKAS = (
    "Farkas, R. et al. (2010). The CoNLL-2010 shared task: learning to detect hedges and their "
    "scope in natural language text. CoNLL, 1-12"
)
_LAKOFF = (
    "Lakoff, G. (1973). Hedges: a study in meaning criteria and the logic of fuzzy concepts. "
    "Journal of Philosophical Logic 2, 458-508. 10.1007/BF00262952"
)
_PEI = (
    "Pei, J. and Jurgens, D. (2021). Measuring sentence-level and aspect-level (un)certainty in "
    "science communications. EMNLP, 9959-10011"
)
_NOT_OPINION = (
    "A hedge may be evasion or honest doubt: the number can't tell which. Words in quotation marks "
    'count too; the unit "voice" keeps them apart.'
)


def _how_many(definition: str, reference: str = _HYLAND, caveat: str = "") -> Column:
    return Column(definition, unit="hedges", low=0.0, reference=reference, caveat=caveat)


HEDGING = Measure(
    name="hedging",
    columns={
        "n_hedges": _how_many(
            "How many hedges the text has: words that hold back from saying that something is so.",
            f"{_HYLAND}; {_FARKAS}",
            _NOT_OPINION,
        ),
        "hedges_per_100_words": Column(
            "How many hedges there are to a hundred words.",
            unit="per 100 words",
            low=0.0,
            high=100.0,
            direction="higher is more guarded",
            formula="100 * n_hedges / n_words",
            reference=f"{_HYLAND}; {_FARKAS}",
            caveat=_NOT_OPINION,
        ),
        "hedged_sentence_share": Column(
            "Share of sentences with at least one hedge.",
            unit="share of sentences",
            low=0.0,
            high=1.0,
            direction="higher is more guarded",
            formula="sentences with a hedge / sentences",
            reference=_FARKAS,
            caveat="Long sentences have more room for a hedge.",
        ),
        "certainty": Column(
            "How surely the sentences say what they say, from 0 (in doubt) to 1 (beyond doubt); "
            f"a plain statement has {PLAIN:.2f}.",
            unit="mean certainty of sentences",
            low=0.0,
            high=1.0,
            direction="higher is surer",
            formula="1 - (1 - 0.8 * product of (1 - s) over hedges) * product of (1 - s) over "
            "boosters, s the strength of each cue; mean over sentences",
            reference=f"{_HYLAND}; {_LAKOFF}; {_PEI}",
            caveat="How sure the words sound, not how true they are. Strengths are our own "
            "judgement, checked against graded certainty of findings.",
        ),
        "n_modals": _how_many(
            'How many hedges are modal verbs of possibility or supposition, such as "may".'
        ),
        "n_epistemic_verbs": _how_many(
            'How many hedges are verbs of belief or appearance, such as "suggest" or "seem".'
        ),
        "n_epistemic_adverbs": _how_many(
            'How many hedges are adverbs or phrases of likelihood, such as "perhaps".'
        ),
        "n_epistemic_adjectives": _how_many(
            'How many hedges are adjectives or nouns of likelihood, such as "possible" or '
            '"uncertainty".'
        ),
        "n_approximators": _how_many(
            'How many hedges blur an amount or a degree, such as "about" before a number.', _LAKOFF
        ),
        "n_evidentials": _how_many(
            'How many hedges say that it is known from others, such as "reportedly".'
        ),
        "n_vague_attributions": _how_many(
            'How many hedges lean on nobody in particular, such as "critics say".', _FARKAS
        ),
        "n_conditionals": _how_many(
            'How many hedges make a statement hang on a condition, such as "if confirmed".'
        ),
    },
    count=_count_hedging,
    score=_score_hedging,
    find=find_hedges,
    undefined=dict.fromkeys(NO_ENGLISH_TEXT, ()),
    headline=("certainty",),
)

BOOSTING = Measure(
    name="boosting",
    columns={
        "n_boosters": Column(
            'How many boosters the text has: words that shut doubt out, such as "clearly".',
            unit="boosters",
            low=0.0,
            reference=_HYLAND,
            caveat='Words, not proof: "clearly" may stand where nothing is clear.',
        ),
        "boosters_per_100_words": Column(
            "How many boosters there are to a hundred words.",
            unit="per 100 words",
            low=0.0,
            high=100.0,
            direction="higher is more assertive",
            formula="100 * n_boosters / n_words",
            reference=_HYLAND,
            caveat='Words, not proof: "clearly" may stand where nothing is clear.',
        ),
    },
    count=_count_boosting,
    score=_score_boosting,
    find=find_boosters,
    undefined=dict.fromkeys(NO_ENGLISH_TEXT, ()),
)
