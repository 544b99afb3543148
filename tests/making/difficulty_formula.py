"""Print the constants of ``difficulty``: what is typical of the news, and how much it varies.

    MEDIAKIT_EVAL_DATA=... python tests/making/difficulty_formula.py

The articles (a collection under Apache-2.0) are cut at ends of sentences into passages of 180
words, the length at which readability is usually judged. Of each feature the mean and standard
deviation among the passages are taken, and the points that give their sum a deviation of ten.
Nothing here has seen a judgement of difficulty.
"""

import os
import sys
from pathlib import Path

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).parents[2]))

from mediakit.corpus import read_corpus
from mediakit.measures import difficulty, size
from mediakit.vocabulary import Vocabulary

WORDS = 180
LEAST = 120  # what is left at the end of an article may be too short


def passages(texts: list[str]) -> dict[str, np.ndarray]:
    """Counts of passages of about equal length."""
    corpus = read_corpus(texts, Vocabulary())
    counts = pd.DataFrame({**size.SIZE.count(corpus), **difficulty.count(corpus)})
    article = corpus.article_of_sentence
    before = counts["n_words"].groupby(article).cumsum() - counts["n_words"]
    summed = counts.groupby([article, before // WORDS]).sum()
    summed = summed[summed["n_words"] >= LEAST]
    return {name: summed[name].to_numpy() for name in summed}


def constants(texts: list[str]) -> pd.DataFrame:
    """Mean, standard deviation and points of each feature."""
    values = pd.DataFrame(difficulty.features(passages(texts))).dropna()
    mean, deviation = values.mean(), values.std(ddof=0)
    together = ((values - mean) / deviation).sum(axis=1).std(ddof=0)
    return pd.DataFrame(
        {"mean": mean, "standard_deviation": deviation, "points": difficulty.SPREAD / together}
    )


if __name__ == "__main__":
    path = Path(os.environ["MEDIAKIT_EVAL_DATA"], "bulk", "news_4500.parquet")
    table = constants(pd.read_parquet(path)["text"].tolist())
    sys.stdout.write(table.round(4).to_string() + "\n")
