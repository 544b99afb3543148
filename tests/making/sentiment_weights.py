"""Write ``sentiment.tsv``: the valence of each term, and what it is made of.

    MEDIAKIT_EVAL_DATA=... python tests/making/sentiment_weights.py

A term's valence is the mean of VADER's rating (``vader.tsv``) and our own
(``sentiment_ratings.tsv``), or the one that there is, and a correction learnt from EmoBank: how
readers and writers rated sentences. Terms of ``sentiment_neutral.tsv`` have none.

The correction is a ridge regression around the two ratings: it starts from them, moves the forms of
a word together, and moves them the less the fewer sentences have the word. Only terms that somebody
rated are corrected, so that no name and no topic gets a valence because of the sentences that it
happened to stand in; and it may silence a term but never turn it.
"""

import csv
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import csr_matrix

sys.path.insert(0, str(Path(__file__).parents[2]))

from mediakit import lexicons
from mediakit.corpus import read_corpus
from mediakit.measures.sentiment import find_valence
from mediakit.measures.valence import NEGATIONS, valence_table
from mediakit.measures.word_forms import base_form
from mediakit.vocabulary import Vocabulary

SETS = ("sentiment/emobank_newspaper", "sentiment/emobank_other")
STRENGTH = 2.0  # of the pull towards the ratings; from 0.5 to 5 it hardly matters
LEAST_SENTENCES = 5
FAINT = 0.15  # a valence nearer to 0 is none
FARTHEST = 1.0  # a correction; no few sentences make "war" a mild word
EXTREME = 4.0  # ends of VADER's scale

#: Words for groups of people, and insults for them: none of them is corrected.
GROUPS = frozenset(
    """nazi nazis neo-nazi neo-nazis klan kkk fascist fascists supremacist supremacists jihadist
    jihadists extremist extremists terrorist terrorists racist racists sexist militant militants
    rebel rebels orphan orphans widow widows homeless poor rich wealthy unemployed disabled addict
    addicts alcoholic alcoholics criminal criminals inmate inmates prisoner prisoners victim victims
    slave slaves hero heroes friend friends enemy enemies ally allies fag fags faggot faggots gay
    nigger niggas retard retarded whore slut bitch bastard idiot idiots""".split()
)


@cache
def ratings() -> pd.DataFrame:
    """Columns ``vader`` and ``ours`` (NaN where there is none), one row a term."""
    given = {
        name: {row["term"]: float(row["valence"]) for row in lexicons.rows(file)}
        for name, file in (("vader", "vader"), ("ours", "sentiment_ratings"))
    }
    neutral = [row["term"] for row in lexicons.rows("sentiment_neutral")]
    table = pd.DataFrame(given).drop(index=neutral, errors="ignore").sort_index()
    # forms of a word are corrected together
    table["family"] = [term if " " in term else base_form(term) for term in table.index]
    return table.rename_axis("term")


def rated(table: pd.DataFrame) -> pd.Series:
    """What the two ratings say together."""
    return table[["vader", "ours"]].mean(axis=1)


@dataclass(frozen=True)
class Design:
    """What a regression sees of texts, one row each; all of it for the texts' length.

    Attributes
    ----------
    told : array of float
        Sum of the rated valences in their context.
    words : sparse matrix, one column a family of terms
        How often each stands there: once, less than nought times where it is negated ...
    """

    told: NDArray[np.float64]
    words: csr_matrix


def design(texts: Sequence[str]) -> Design:
    """Read texts with the two ratings alone."""
    table = ratings()
    prior = rated(table).to_dict()
    number = {family: n for n, family in enumerate(sorted(set(table["family"])))}
    column = {term: number[family] for term, family in table["family"].items()}
    corpus = read_corpus(texts, Vocabulary())
    shapes, tokens = corpus.vocabulary.shapes, corpus.tokens
    found = find_valence(corpus, valence_table(prior))
    length = np.sqrt(corpus.n_words)
    sentence = corpus.sentence_of_token[found.first]
    article = corpus.article_of_sentence[sentence]
    told = np.bincount(article, found.weight / length[sentence], minlength=len(texts))
    rows, columns, times = [], [], []
    for match, (first, last) in enumerate(zip(found.first, found.last, strict=True)):
        term = " ".join(shapes[token].word for token in tokens[first : last + 1])
        if prior.get(term):  # emoticons are none
            rows.append(article[match])
            columns.append(column[term])
            times.append(found.weight[match] / prior[term] / length[sentence[match]])
    return Design(told, csr_matrix((times, (rows, columns)), shape=(len(texts), len(number))))


def learn(texts: Design, valence: ArrayLike) -> pd.DataFrame:
    """Learn how far readers of the texts are from the ratings.

    Returns
    -------
    DataFrame
        Columns ``readers`` (what to add to a rating) and ``n`` (in how many texts the family
        stands), one row a family; families that stand in too few are left out.
    """
    from sklearn.linear_model import LinearRegression, Ridge

    judged = np.asarray(valence, dtype=np.float64)
    line = LinearRegression().fit(texts.told[:, None], judged)
    beyond = (judged - line.intercept_) / line.coef_[0] - texts.told
    family = np.array(sorted(set(ratings()["family"])), dtype=object)
    n = np.asarray((texts.words != 0).sum(axis=0)).reshape(-1)
    fixed = {base_form(term) for term in GROUPS | NEGATIONS | {"no"}} | GROUPS | NEGATIONS | {"no"}
    chosen = np.flatnonzero((n >= LEAST_SENTENCES) & [name not in fixed for name in family])
    ridge = Ridge(alpha=STRENGTH, solver="sparse_cg", tol=1e-8).fit(texts.words[:, chosen], beyond)
    return pd.DataFrame({"readers": ridge.coef_, "n": n[chosen]}, index=family[chosen])


def weights(learnt: pd.DataFrame) -> pd.DataFrame:
    """The table that ships, one row a term: ``valence`` and what it is made of."""
    table = ratings().join(learnt, on="family")
    prior = rated(table)
    table["readers"] = table["readers"].clip(-FARTHEST, FARTHEST).round(2)
    moved = (prior + table["readers"].fillna(0)).clip(-EXTREME, EXTREME).round(2)
    kept = (np.sign(moved) == np.sign(prior)) & (moved.abs() >= FAINT)
    table.insert(0, "valence", moved.where(kept, 0.0))
    table["n"] = table["n"].astype("Int64")
    return table.drop(columns="family")


def read(folder: Path) -> pd.DataFrame:
    """Both parts of EmoBank, with texts as text."""
    parts = [
        pd.read_csv(folder / f"{name}.csv", keep_default_na=False, dtype={"text": str})
        for name in SETS
    ]
    return pd.concat(parts, ignore_index=True)


def main(folder: Path) -> None:
    """Learn from all that there is, and write."""
    emobank = read(folder)
    table = weights(learn(design(emobank["text"].tolist()), emobank["valence"]))
    target = Path(lexicons.__file__).with_name("sentiment.tsv")
    table.to_csv(target, sep="\t", quoting=csv.QUOTE_NONE, lineterminator="\n")


if __name__ == "__main__":
    main(Path(os.environ["MEDIAKIT_EVAL_DATA"]))
