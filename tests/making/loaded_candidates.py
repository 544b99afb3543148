"""List words that opinion pages use and newsrooms don't, to be judged by a reader.

    MEDIAKIT_EVAL_DATA=... python -m tests.making.loaded_candidates words > words.tsv
    MEDIAKIT_EVAL_DATA=... python -m tests.making.loaded_candidates entries > entries.tsv

`words` ranks words that the lexicon of loaded language lacks. Articles are compared with others of
their topic, names are left out, and only what stands outside of quotation marks counts.

`entries` gives for each entry how often either kind uses it, and the factor that came of it: a
first weight, judged by a reader, was multiplied by the factor and rounded to 0.05; what fell below
0.25 was dropped. A reader then went through the list again, dropped what told of a topic or a way
of arguing and not of a slant, and set several hundred weights by hand. So the weights in the
lexicon are judgement informed by these counts; this script does not give them back to the digit.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mediakit import lexicons
from mediakit.corpus import Corpus, read_corpus
from mediakit.measures.cue_lexicon import cue_forms
from mediakit.measures.loaded import find_loaded
from mediakit.measures.names import names_and_acronyms
from mediakit.vocabulary import Vocabulary

NEWSROOMS = """
Associated Press; Reuters; BBC News; NPR Online News; Christian Science Monitor; The Hill;
USA TODAY; Wall Street Journal - News; Bloomberg; New York Times - News; CNN (Web News);
ABC News; CBS News; Politico; Axios; PBS NewsHour; CNBC
"""
OPINION = """
Townhall; American Spectator; National Review; Salon; Slate; Vox; Breitbart News; Fox News Opinion;
Guest Writer - Right; Guest Writer - Left; Guest Writer; CNN - Editorial; Mother Jones; Vanity Fair;
Reason; Daily Beast; The Daily Caller; TheBlaze.com; HotAir; Newsmax - Opinion; Daily Kos;
New York Times - Opinion; Media Matters; NewsBusters; InfoWars; The Atlantic; Jacobin; The Nation;
The Intercept; ThinkProgress; Democracy Now; The Daily Wire; Red State; Quillette; Esquire; Vice
"""
SMALL_TOPIC = 20  # articles; smaller topics are taken together
FEWEST_ARTICLES = 3


def articles(folder: Path) -> pd.DataFrame:
    """Articles of both kinds: columns `text`, `topic`, `is_opinion`."""
    table = pd.read_parquet(folder / "bulk" / "news_4500.parquet")
    opinion, newsroom = (table["source"].isin(_names(names)) for names in (OPINION, NEWSROOMS))
    table = table.assign(is_opinion=opinion)[opinion | newsroom].reset_index(drop=True)
    topic = table["topic"].fillna("none")
    table["topic"] = topic.where(topic.map(topic.value_counts()) >= SMALL_TOPIC, "small")
    return table


def _names(listed: str) -> list[str]:
    return [name.strip() for name in listed.replace("\n", " ").split(";")]


def own_words(corpus: Corpus) -> pd.DataFrame:
    """One row an article and word: those outside of quotation marks that are no names."""
    own = ~corpus.quoted & ~names_and_acronyms(corpus)
    article = np.repeat(np.arange(len(corpus.texts)), np.diff(corpus.articles))[own]
    word = corpus.vocabulary.word[corpus.tokens[own]]
    pairs = pd.DataFrame({"article": article, "word": word}).drop_duplicates()
    return pairs[pairs["word"] > 0]


def within_topics(pairs: pd.DataFrame, table: pd.DataFrame, words: list[str]) -> pd.DataFrame:
    """How far articles of opinion exceed their share among the articles that have a word.

    `z` sums, over topics, the difference from what chance would give (hypergeometric), and
    divides by its standard deviation (Cochran-Mantel-Haenszel).
    """
    pairs = pairs.join(table[["topic", "is_opinion"]], on="article")
    counts = pairs.groupby(["topic", "word"])["is_opinion"].agg(["size", "sum"])
    size = table.groupby("topic")["is_opinion"].agg(["size", "sum"])
    n = size["size"].reindex(counts.index.get_level_values("topic")).to_numpy(float)
    opinion = size["sum"].reindex(counts.index.get_level_values("topic")).to_numpy(float)
    have, seen = counts["size"].to_numpy(float), counts["sum"].to_numpy(float)
    expected = have * opinion / n
    spread = have * opinion * (n - opinion) * (n - have) / (n * n * np.maximum(n - 1, 1))
    by_word = counts.index.get_level_values("word").to_numpy()
    result = pd.DataFrame(
        {"articles": have, "opinion": seen, "more": seen - expected, "spread": spread}
    )
    result = result.groupby(by_word).sum()
    result["z"] = result["more"] / np.sqrt(np.maximum(result["spread"], 1e-9))
    result.insert(0, "word", np.array(words, dtype=object)[result.index.to_numpy()])
    result = result[result["articles"] >= FEWEST_ARTICLES]
    return result.sort_values("z", ascending=False)[["word", "z", "articles", "opinion"]]


def forms_of_entries() -> dict[str, str]:
    """The entry that each form belongs to; what is written out goes before what is inflected."""
    listed = sorted(lexicons.rows("loaded"), key=lambda row: row["inflect"] == "none")
    return {form: row["cue"] for row in listed for form in cue_forms(row["cue"], row["inflect"])}


def use_of_entries(corpus: Corpus, is_opinion: NDArray[np.bool_]) -> pd.DataFrame:
    """How often opinion pages and newsrooms use each entry in their own words, and the factor.

    `share` is that of opinion pages among all uses, had both written as many words, with five
    uses of 70 per cent opinion thrown in so that rare entries keep the weight they were given.
    """
    found = find_loaded(corpus)
    own = ~corpus.quoted[found.first]
    words = np.array(corpus.vocabulary.words, dtype=object)[corpus.vocabulary.word]
    forms = forms_of_entries()
    spans = zip(found.first[own], found.last[own] + 1, strict=True)
    entry = [forms.get(" ".join(words[corpus.tokens[a:b]])) for a, b in spans]
    of = is_opinion[np.searchsorted(corpus.articles, found.first[own], side="right") - 1]
    uses = pd.DataFrame({"entry": entry, "opinion": of, "newsroom": ~of}).groupby("entry").sum()
    size = np.bincount(is_opinion, np.diff(corpus.articles), minlength=2)
    newsroom = uses["newsroom"] * size[1] / size[0]
    uses["share"] = (uses["opinion"] + 3.5) / (uses["opinion"] + newsroom + 5)
    uses["factor"] = ((uses["share"] - 0.4) / 0.3).clip(0.35, 1.15)
    return uses.sort_values("share").reset_index()


def main(what: str) -> None:
    """Print the table asked for."""
    table = articles(Path(os.environ["MEDIAKIT_EVAL_DATA"]))
    corpus = read_corpus(table["text"].tolist(), Vocabulary())
    if what == "entries":
        found = use_of_entries(corpus, table["is_opinion"].to_numpy())
    else:
        words, listed = corpus.vocabulary.words, forms_of_entries()
        is_listed: NDArray[np.bool_] = np.array([word in listed for word in words])
        pairs = own_words(corpus)
        found = within_topics(pairs[~is_listed[pairs["word"]]], table, words)
    found.to_csv(sys.stdout, sep="\t", index=False, float_format="%.2f")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "words")
