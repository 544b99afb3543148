"""Which article is to be shown: exactly one."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from mediakit.articles import Articles, as_articles, texts


@dataclass(frozen=True)
class OneArticle:
    """An article as its reader sees it.

    Attributes
    ----------
    frame : DataFrame
        The article as a frame of one row, for what wants articles.
    text, headline : str or None
        None where there is none.
    origin : str
        Outlet and date, where the article has them; else empty.
    """

    frame: pd.DataFrame
    text: str | None
    headline: str | None
    origin: str


def one_article(article: Articles) -> OneArticle:
    """Take one article in any form that articles come in, or a row of a DataFrame.

    Raises
    ------
    ValueError
        There is no article, or more than one.
    """
    frame = as_articles(article)
    if len(frame) != 1:
        there = f"there are {len(frame):,}" if len(frame) else "there is none"
        raise ValueError(
            f"highlight shows one article, and {there}. Choose one by its label, "
            'highlight(articles.loc["id"]), or by its place, highlight(articles.iloc[0])'
        )
    return OneArticle(frame, texts(frame)[0], texts(frame, "headline")[0], _origin(frame))


def _origin(frame: pd.DataFrame) -> str:
    """Outlet and day of publication in one line, as far as the article has them."""
    parts = []
    for column in ("outlet", "published"):
        if isinstance(frame.get(column), pd.Series):
            value = frame[column].tolist()[0]
            if pd.api.types.is_scalar(value) and not pd.isna(value):
                is_day = hasattr(value, "strftime")
                parts.append(f"{value.day} {value:%B %Y}" if is_day else str(value))
    return " · ".join(parts)
