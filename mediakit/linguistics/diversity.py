"""Lexical diversity as a table: how varied the words of articles, or parts of them, are."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mediakit.analysis import TABLE_COLUMNS, with_level
from mediakit.articles import Articles, as_articles, texts
from mediakit.corpus import Corpus, read_corpus
from mediakit.counting import bincount, repeat
from mediakit.linguistics import diversity_formulas as formulas
from mediakit.linguistics.diversity_formulas import HDD_DRAWS, MATTR_WINDOW, Texts
from mediakit.linguistics.term_counts import Ints, batches, word_tokens
from mediakit.measures.measure import Column
from mediakit.scaling import by_partition, is_lazy
from mediakit.units import SECTIONS, UNITS, Grouping, by_article, character_spans
from mediakit.vocabulary import vocabulary_of_this_thread

FEW_WORDS = 50  # below them MTLD and HD-D say nothing (McCarthy and Jarvis 2010 used 100 and more)
_TOO_SHORT = f"fewer than {FEW_WORDS} words: no mtld, hdd, mattr"
_FALLS = "Falls as texts grow: compare texts of like length only."
_VARIED = "higher is more varied"

DIVERSITY_COLUMNS: Mapping[str, Column] = MappingProxyType(
    {
        "n_words": Column("How many words the text has.", "words", 0.0),
        "n_types": Column("How many different words, in lower case.", "words", 0.0),
        "type_token_ratio": Column(
            "Different words over words.",
            "different words a word",
            0.0,
            1.0,
            _VARIED,
            "n_types / n_words",
            "Templin, M. (1957). Certain language skills in children",
            _FALLS,
        ),
        "root_type_token_ratio": Column(
            "Guiraud's index: different words over the root of words.",
            "different words a root of words",
            0.0,
            None,
            _VARIED,
            "n_types / sqrt(n_words)",
            "Guiraud, P. (1954). Les caractères statistiques du vocabulaire",
            "Rises as texts grow.",
        ),
        "herdan_c": Column(
            "Herdan's C: type-token ratio on logarithms.",
            "ratio of logarithms",
            0.0,
            1.0,
            _VARIED,
            "ln(n_types) / ln(n_words)",
            "Herdan, G. (1960). Type-token mathematics",
            _FALLS,
        ),
        "mattr": Column(
            f"Mean type-token ratio of all windows of {MATTR_WINDOW} words.",
            "different words a word",
            0.0,
            1.0,
            _VARIED,
            f"mean of (different words / {MATTR_WINDOW}) over windows",
            "Covington, M. and McFall, J. (2010). Journal of Quantitative Linguistics 17(2), "
            "94-100. 10.1080/09296171003643098",
            f"None for texts of fewer than {MATTR_WINDOW} words.",
        ),
        "mtld": Column(
            "How many words the text goes on, on average, before its type-token ratio has fallen "
            f"to {formulas.MTLD_THRESHOLD}.",
            "words",
            0.0,
            None,
            _VARIED,
            "n_words / factors, mean of reading forward and backward",
            "McCarthy, P. and Jarvis, S. (2010). Behavior Research Methods 42(2), 381-392. "
            "10.3758/BRM.42.2.381",
            f"None for texts of fewer than {FEW_WORDS} words; unsteady below 100.",
        ),
        "hdd": Column(
            f"Type-token ratio to be expected of {HDD_DRAWS} words drawn at random.",
            "different words a word",
            0.0,
            1.0,
            _VARIED,
            f"sum over different words of P(drawn at least once) / {HDD_DRAWS}",
            "McCarthy, P. and Jarvis, S. (2007). Language Testing 24(4), 459-488. "
            "10.1177/0265532207080767",
            f"None for texts of fewer than {FEW_WORDS} words.",
        ),
        "yule_k": Column(
            "Yule's K: how much words repeat, nearly free of the text's length.",
            "repeated pairs in 10,000",
            0.0,
            1e4,
            "lower is more varied",
            "10000 * (sum of squared frequencies - n_words) / n_words ** 2",
            "Yule, G. (1944). The statistical study of literary vocabulary",
            "Function words decide it.",
        ),
        "simpson_d": Column(
            "Simpson's D: how likely two words drawn at random are the same.",
            "probability",
            0.0,
            1.0,
            "lower is more varied",
            "sum of f * (f - 1) / (n_words * (n_words - 1)), f how often each word occurs",
            "Simpson, E. (1949). Nature 163, 688. 10.1038/163688a0",
            "Function words decide it.",
        ),
        "hapax_share": Column(
            "Which share of the different words occurs only once.",
            "share of different words",
            0.0,
            1.0,
            _VARIED,
            "words that occur once / n_types",
            caveat=_FALLS,
        ),
        "caution": TABLE_COLUMNS["caution"],
    }
)


def diversity(articles: Articles, unit: str = "article") -> pd.DataFrame:
    """Measure how varied the words of texts are.

    Parameters
    ----------
    articles : DataFrame, Series, list of str or str
        A DataFrame has a column ``text`` and may have a column ``headline``.
    unit : {"article", "paragraph", "sentence", "section", "voice"}
        What one row stands for, as for :func:`mediakit.analyse`.

    Returns
    -------
    DataFrame
        The caller's index, with a level for units that are parts of articles. Columns: see
        :data:`DIVERSITY_COLUMNS`; ``start`` and ``end`` too for paragraphs and sentences. Missing
        text gives NaN; empty text counts of 0 and ratios of NaN. Below 50 words ``mtld``, ``hdd``
        and ``mattr`` are NaN, and ``caution`` says so. Of a Dask frame a lazy table, as from
        :func:`mediakit.analyse`.

    Raises
    ------
    ValueError
        An unknown unit, with those there are.
    TypeError
        Articles that are none of the above.

    Notes
    -----
    "The" and "the" are one word; "tax" and "taxes" are two. Longer texts have lower type-token
    ratios whoever writes them: ``mtld``, ``mattr`` and ``hdd`` were made to compare texts of
    different length. No diversity is a mean over others: a corpus has its own.

    Examples
    --------
    >>> import mediakit as mk
    >>> table = mk.diversity("The cat sat on the mat.")
    >>> table[["n_words", "n_types", "hapax_share"]].to_numpy().tolist()
    [[6.0, 5.0, 0.8]]
    """
    if is_lazy(articles):
        return by_partition(
            diversity, articles, level=None if unit == "article" else unit, unit=unit
        )
    frame = as_articles(articles)
    if unit not in UNITS:
        raise ValueError(f"unit {unit!r} is not known; there are {', '.join(UNITS)}")
    bodies, headlines = texts(frame), texts(frame, "headline")
    tables = [
        _table(bodies[rows], headlines[rows], frame.index[rows], unit)
        for rows in batches(len(frame))
    ]
    return pd.concat(tables) if len(tables) > 1 else tables[0]


def _table(
    bodies: list[str | None], headlines: list[str | None], index: pd.Index, unit: str
) -> pd.DataFrame:
    vocabulary = vocabulary_of_this_thread()
    grouping = UNITS[unit](read_corpus(bodies, vocabulary))
    read, article, level = _words_of(grouping), grouping.article, grouping.level
    missing = _missing(grouping.corpus)[article]
    if unit == "section":
        headline = by_article(read_corpus(headlines, vocabulary))
        read = _with_headlines(_words_of(headline), read)
        missing = np.column_stack([_missing(headline.corpus), missing.reshape(-1, 2)]).reshape(-1)
        article = repeat(np.arange(len(bodies)), len(SECTIONS))
        level = np.array(SECTIONS * len(bodies), dtype=object)
    table = pd.DataFrame(scored(read))
    table.loc[missing] = np.nan
    short = read.sizes < FEW_WORDS
    table.loc[short, ["mattr", "mtld", "hdd"]] = np.nan
    caution = np.where(short, _TOO_SHORT, "").astype(object)
    caution[read.sizes == 0] = "no words"
    caution[missing] = "no text"
    table["caution"] = pd.Series(caution, dtype="str")
    table = table[list(DIVERSITY_COLUMNS)]
    if unit in ("sentence", "paragraph"):
        table[["start", "end"]] = character_spans(grouping)
    table.index = index.take(article) if level is None else with_level(index, article, level, unit)
    return table


def scored(read: Texts) -> dict[str, NDArray[np.float64]]:
    """Put texts through all formulas: one number a text and column."""
    return {
        "n_words": read.sizes,
        "n_types": read.n_types,
        "type_token_ratio": formulas.type_token_ratio(read),
        "root_type_token_ratio": formulas.root_type_token_ratio(read),
        "herdan_c": formulas.herdan_c(read),
        "mattr": formulas.mattr(read),
        "mtld": formulas.mtld(read),
        "hdd": formulas.hdd(read),
        "yule_k": formulas.yule_k(read),
        "simpson_d": formulas.simpson_d(read),
        "hapax_share": formulas.hapax_share(read),
    }


def _words_of(grouping: Grouping) -> Texts:
    """The words of each unit, in their order."""
    corpus = grouping.corpus
    at = word_tokens(corpus)
    group = grouping.group[corpus.sentence_of_token[at]]
    order = np.argsort(group, kind="stable")
    sizes = bincount(group, minlength=len(grouping.article))
    return Texts(corpus.words[at[order]].astype(np.int64), _edges(sizes))


def _with_headlines(headlines: Texts, parts: Texts) -> Texts:
    """Put each headline before the lede and body of its article; all are of one vocabulary."""
    sizes = np.column_stack([headlines.sizes, parts.sizes.reshape(-1, 2)]).astype(np.int64)
    of_text = np.concatenate([headlines.text * 3, parts.text // 2 * 3 + parts.text % 2 + 1])
    words = np.concatenate([headlines.words, parts.words])
    return Texts(words[np.argsort(of_text, kind="stable")], _edges(sizes.reshape(-1)))


def _edges(sizes: Ints) -> Ints:
    return np.append(0, np.cumsum(sizes, dtype=np.int64))


def _missing(corpus: Corpus) -> NDArray[np.bool_]:
    return np.array([text is None for text in corpus.texts], dtype=bool)
