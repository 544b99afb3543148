"""What a reader asks the panel for: articles, families, own words; and what is too much."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import pandas as pd

from mediakit.articles import texts
from mediakit.exploring.families import BY_NAME, FAMILIES, Family
from mediakit.linguistics.term_matching import read_term

#: Limits that keep an answer within seconds and a page that browsers can show.
MOST_CHARACTERS = 60_000
MOST_ARTICLES = 1_000  # that can be chosen from a list
MOST_WORDS = 200  # of one's own
LONGEST_WORD = 80  # characters

_LONGEST_LABEL = 90
_SEPARATORS = re.compile(r"[\n\r,;\u2028\u2029]+")


class Unfit(ValueError):
    """What can't be shown, in words for the reader of the panel."""


@dataclass(frozen=True)
class Article:
    """An article as the panel takes it; without a text where that is missing.

    Attributes
    ----------
    text, headline : str or None
        What it says.
    outlet, published : str, date or None
        Where it comes from, if that is known.
    """

    text: str | None
    headline: str | None = None
    outlet: Any = None
    published: Any = None

    @property
    def frame(self) -> pd.DataFrame:
        """The article as a DataFrame of one row."""
        columns = {name: [value] for name, value in vars(self).items() if value is not None}
        return pd.DataFrame({"text": [self.text], **columns}, dtype=object)


@dataclass(frozen=True)
class Asked:
    """All that an answer depends on.

    Attributes
    ----------
    articles : tuple of Article
        One, or two to compare.
    families : tuple of str
        Names of the families that are ticked.
    own_words, left_out : tuple of str
        Words of the reader's own, and words that the reader would not have counted.
    """

    articles: tuple[Article, ...]
    families: tuple[str, ...]
    own_words: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()

    @property
    def shown(self) -> tuple[Family, ...]:
        """The families that are ticked, in the order in which they are shown."""
        return tuple(family for family in FAMILIES if family.name in self.families)


def require_fit(asked: Asked) -> Asked:
    """Give back what is asked; an Unfit says what is missing, or too long."""
    for number, article in enumerate(asked.articles):
        which = f"Article {'AB'[number]}" if len(asked.articles) > 1 else "The article"
        text = article.text or ""
        if not text.strip():
            raise Unfit(f"{which} has no text yet: paste one, or choose another article.")
        length = len(text) + len(article.headline or "")
        if length > MOST_CHARACTERS:
            raise Unfit(
                f"{which} is too long for this panel: it has {length:,} characters, and the panel "
                f"takes {MOST_CHARACTERS:,} (about 10,000 words). Paste a part of it; for the "
                "whole, use mk.analyse."
            )
    unknown = [name for name in asked.families if name not in BY_NAME]
    if unknown:
        raise Unfit(f"There is no family {unknown[0]!r}; there are {', '.join(BY_NAME)}.")
    return asked


def words_of(written: str) -> tuple[str, ...]:
    r"""Take a list of words apart: one a line, or with commas between them.

    >>> words_of("may\n might, so-called ;may")
    ('may', 'might', 'so-called')
    """
    if len(written) > MOST_WORDS * LONGEST_WORD:
        raise Unfit(f"The list of words is too long: at most {MOST_WORDS} words or phrases.")
    stripped = (" ".join(part.split()) for part in _SEPARATORS.split(written))
    words = tuple(dict.fromkeys(filter(None, stripped)))
    if len(words) > MOST_WORDS:
        raise Unfit(f"The list has {len(words)} words or phrases; at most {MOST_WORDS}.")
    for word in words:
        if len(word) > LONGEST_WORD:
            raise Unfit(f"A word or phrase of the list is too long: “{word[:40]}…”.")
        if not word.replace("*", "").strip():
            raise Unfit("A star alone would match every word: write a few letters before it.")
        try:
            read_term(word)
        except ValueError as error:
            raise Unfit(f"“{word}” is no word that could stand in a text.") from error
    return words


def offered(articles: pd.DataFrame) -> list[tuple[str, int]]:
    """List the articles that can be chosen: what to call each, and its place."""
    several = articles.iloc[:MOST_ARTICLES]
    bodies, headlines = texts(several), texts(several, "headline")
    return [
        (_called(articles, place, headline or body or "(no text)"), place)
        for place, (headline, body) in enumerate(zip(headlines, bodies, strict=True))
    ]


def article_at(articles: pd.DataFrame, place: int) -> Article:
    """Take one article out of many."""
    row = articles.iloc[[place]]
    return Article(
        texts(row)[0],
        texts(row, "headline")[0],
        _known(row, "outlet"),
        _known(row, "published"),
    )


def _called(articles: pd.DataFrame, place: int, words: str) -> str:
    outlet = _known(articles.iloc[[place]], "outlet")
    line = " ".join(words[: 2 * _LONGEST_LABEL].split())
    line = line if len(line) <= _LONGEST_LABEL else f"{line[: _LONGEST_LABEL - 1].rstrip()}…"
    # numbered, since two articles may have one headline
    return f"{place + 1}. {line}" + (f" ({' '.join(str(outlet).split())})" if outlet else "")


def _known(row: pd.DataFrame, column: str) -> Any:
    """What a column says of an article; None where it says nothing that can be shown."""
    if not isinstance(row.get(column), pd.Series):
        return None
    value = row[column].tolist()[0]
    return value if pd.api.types.is_scalar(value) and not pd.isna(value) else None
