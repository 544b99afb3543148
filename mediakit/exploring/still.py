"""The same as a page that stands still: for notebooks without widgets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from mediakit.exploring import page
from mediakit.exploring.asking import Asked, article_at
from mediakit.exploring.charts import chart
from mediakit.exploring.families import TICKED
from mediakit.exploring.looking import Look, look
from mediakit.own_display import NO_FORMULAS
from mediakit.plot import Picture

WITHOUT_WIDGETS = (
    "To paste, choose and compare here, install ipywidgets (pip install ipywidgets), restart the "
    "notebook and run this cell again. To see another article: mk.explore(articles.loc[['its "
    "label']]); with two labels, both beside each other."
)


@dataclass(frozen=True, eq=False, repr=False)
class Still:
    """What :func:`mediakit.explore` gives where there are no widgets.

    Attributes
    ----------
    looks : tuple of Look
        What was found, one an article.
    """

    looks: tuple[Look, ...]
    _asked: Asked
    _charts: Mapping[str, Sequence[Picture]]

    def _repr_html_(self) -> str:
        return still(self._asked, self.looks, self._charts)

    def __repr__(self) -> str:
        texts = "\n\n".join(str(found.marked) for found in self.looks)
        return f"{WITHOUT_WIDGETS}\n\n{texts}"


def stand_still(articles: pd.DataFrame) -> Still:
    """Look at the first article, or at both where there are two.

    Raises
    ------
    Unfit
        An article that is missing, empty or too long.
    """
    chosen = range(2) if len(articles) == 2 else range(1)
    asked = Asked(tuple(article_at(articles, place) for place in chosen), TICKED)
    looks = look(asked)
    pictures = {
        family.name: [chart(found, family.name) for found in looks]
        for family in asked.shown
        if family.is_drawn
    }
    return Still(looks, asked, pictures)


def still(
    asked: Asked, looks: Sequence[Look], charts: Mapping[str, Sequence[Any]] | None = None
) -> str:
    """Write what is found as one piece of HTML, with a line that tells how to get the panel."""
    drawn = [
        page.charts(family, charts[family.name])
        for family in asked.shown
        if charts and family.name in charts
    ]
    return (
        f'<div class="mediakit-explore {NO_FORMULAS}" lang="en">'
        f"{page.style()}{page.note(WITHOUT_WIDGETS)}"
        f"{page.results(asked, looks)}{''.join(drawn)}</div>"
    )
