"""From a file to the page: what ``mediakit article FILE --report PAGE`` does."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from mediakit.handouts import handout
from mediakit.reading import read
from mediakit.writing import is_there

_MOST_NAMED = 8  # labels that a message names


def handout_of_file(
    file: str,
    page: Path,
    *,
    article: str | None = None,
    text: str | None = None,
    overwrite: bool = False,
) -> Path:
    """Write the page of one article of a file.

    Parameters
    ----------
    file : str
        What :func:`mediakit.read` reads: a text, a saved web page, a table, an address.
    page : Path
        Where the page goes.
    article : str, optional
        Which article of a table, by its label; by default the first one.
    text : str, optional
        The column that holds the text, where it isn't recognised.
    overwrite : bool, default False
        Whether to replace a page that is there.

    Returns
    -------
    Path
        Where the page is.

    Raises
    ------
    FileExistsError
        There is such a page, and it isn't to be replaced.
    ValueError
        No such article, or one without a text.
    """
    if is_there(page) and not overwrite:
        raise FileExistsError(f"{page} is there already; --force replaces it")
    if not page.parent.is_dir():
        raise FileNotFoundError(f"there is no folder {page.parent}")
    one = _one_of(read(file, text=text), article)
    return handout(one).to_html(page, overwrite=overwrite)


def _one_of(articles: pd.DataFrame, label: str | None) -> pd.DataFrame:
    if label is None:
        return articles.head(1)
    labels = articles.index.astype(str)
    if label in labels:
        return articles[labels == label]
    named = ", ".join(labels[:_MOST_NAMED])
    more = f" and {len(labels) - _MOST_NAMED:,} more" if len(labels) > _MOST_NAMED else ""
    raise ValueError(f"there is no article {label!r}; there are {named}{more}")
