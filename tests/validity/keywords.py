"""Keywords, beside those that readers of news picked."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

import mediakit as mk

from .judging import Check, Judged, Other, share
from .sets import read

_SET = "keywords/kpcrowd_tunable"
TOP = 10


def _judge(terms: Sequence[Sequence[str]]) -> Judged:
    """Mean over articles of F1: a term is right if it has the same stems as one of the readers'."""
    from nltk.stem import PorterStemmer

    stem = PorterStemmer().stem

    def stemmed(term: str) -> str:
        words = re.sub(r"['’]s\b", "", term.lower()).split()
        return " ".join(stem(re.sub(r"\W", "", word)) for word in words)

    scores = []
    for given, keys in zip(terms, read(_SET)["keys"], strict=True):
        found = {stemmed(term) for term in given}
        wanted = {stemmed(key) for key in keys.split(" | ")} - {""}
        scores.append(2 * len(found & wanted) / (len(found) + len(wanted)))
    return share(scores)


def _ours() -> Judged:
    articles = read(_SET)
    found = mk.keywords(articles, top=TOP).groupby("article")["term"].agg(list)
    return _judge([found.get(row, []) for row in articles.index])


def _tfidf(longest: int) -> Judged:
    from sklearn.feature_extraction.text import TfidfVectorizer

    model = TfidfVectorizer(stop_words="english", ngram_range=(1, longest))
    weights = model.fit_transform(read(_SET)["text"])
    names = model.get_feature_names_out()
    best = [np.argsort(-row.toarray()[0], kind="stable")[:TOP] for row in weights]
    return _judge([names[row].tolist() for row in best])


CHECKS = (
    Check(
        "keywords",
        "500N-KPCrowd, news",
        f"F1@{TOP}, stemmed",
        _ours,
        (
            Other("TF-IDF of single words", lambda: _tfidf(1)),
            Other("TF-IDF of up to three words", lambda: _tfidf(3)),
            # run once by the same rules and not here: YAKE's licence is no permissive one
            Other("YAKE 0.7.3, single words (quoted)", 0.169),
            Other("YAKE 0.7.3, up to three words (quoted)", 0.087),
        ),
        column="keywords.term",
    ),
)
