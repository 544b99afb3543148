"""One article and its numbers as one page to hand out: on screen, and on paper."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mediakit.articles import Articles, as_articles
from mediakit.exploring.asking import Asked, article_at
from mediakit.exploring.families import BY_NAME
from mediakit.exploring.looking import look_at
from mediakit.handouts.page import whole_page
from mediakit.writing import is_there, written_whole

__all__ = ["HANDED_OUT", "Handout", "handout"]

#: Families of a page for which none are asked.
HANDED_OUT = ("readability", "tone", "hedging", "loaded", "speakers", "keywords")


@dataclass(frozen=True, eq=False, repr=False)
class Handout:
    """An article and what was found in it, as one page that stands alone.

    Attributes
    ----------
    title : str
        The headline; of an article without one, its first words.
    html : str
        The page: it needs no network, no script and no other file.
    """

    title: str
    html: str

    def __repr__(self) -> str:
        return f"<Handout: {self.title!r}, {len(self.html):,} characters; .to_html(path) writes it>"

    def to_html(self, path: str | os.PathLike[str], *, overwrite: bool = False) -> Path:
        """Write the page.

        Parameters
        ----------
        path : str or path
            Where to write. The page is there whole or not at all.
        overwrite : bool, default False
            Whether to replace a file that is there.

        Returns
        -------
        Path
            Where it was written.

        Raises
        ------
        FileExistsError
            There is such a file, and it isn't to be replaced.
        """
        path = Path(path)
        if is_there(path) and not overwrite:
            raise FileExistsError(f"{path} is there already")
        with written_whole(path) as part:
            part.write_bytes(self.html.encode("utf-8"))
        return path


def handout(article: Articles, families: Sequence[str] | None = None) -> Handout:
    """Make one page of an article to hand out: marked text, numbers, and what they rest on.

    Parameters
    ----------
    article : str, row of a DataFrame, or any articles of which there is one
        Such as ``articles.loc["id"]``. Headline, outlet and day of publication are shown where it
        has columns ``headline``, ``outlet`` and ``published``.
    families : sequence of str, optional
        What to tell of, in the order of the panel of :func:`mediakit.explore`: "readability",
        "unfamiliar", "tone", "hedging", "loaded", "keywords", "speakers"; by default all but
        unfamiliar words, which are so many that their marks hide the others.

    Returns
    -------
    Handout
        ``.to_html(path)`` writes the page, ``.html`` is its text.

    Raises
    ------
    ValueError
        More than one article or none, one without a text, or an unknown family.

    Notes
    -----
    All numbers are those of :func:`mediakit.analyse`, with 95% intervals; marks are those of
    :func:`mediakit.highlight`, sources those of :func:`mediakit.quotations`, and what is said of
    a number stands in :func:`mediakit.codebook`. A browser prints the page on A4: marks can be
    told apart in black and white, by their lines and the small words beside them. The same
    article gives the same page.

    Examples
    --------
    >>> import mediakit as mk
    >>> page = mk.handout("The ferry may be late, some say.", ["hedging"])
    >>> page.title
    'The ferry may be late, some say.'
    >>> "<script" in page.html
    False
    """
    frame = as_articles(article)
    if len(frame) != 1:
        there = f"there are {len(frame):,}" if len(frame) else "there is none"
        raise ValueError(
            f"handout takes one article, and {there}. Choose one by its label, "
            'handout(articles.loc["id"]), or by its place, handout(articles.iloc[0])'
        )
    chosen = HANDED_OUT if families is None else tuple(families)
    unknown = [name for name in chosen if name not in BY_NAME]
    if unknown:
        raise ValueError(f"no family {unknown[0]!r}; there are {', '.join(BY_NAME)}")
    told = article_at(frame, 0)
    if not (told.text or "").strip():
        missing = "is missing" if told.text is None else "is empty"
        raise ValueError(f"there is nothing to hand out: the text of the article {missing}")
    asked = Asked((told,), chosen)
    title = _title(told.headline or told.text or "")
    return Handout(title, whole_page(title, asked, look_at(told, asked)))


def _title(words: str) -> str:
    line = " ".join(words[:400].split())
    return line if len(line) <= 160 else f"{line[:159].rstrip()}…"
