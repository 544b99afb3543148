"""What the measures say of the units that coders have judged."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from mediakit.analysis import analyse, resolve_measures
from mediakit.articles import Articles, as_articles, texts
from mediakit.coding.filled import Filled
from mediakit.coding.spreadsheet import writable
from mediakit.measures import FINDERS, MEASURES
from mediakit.measures.measure import Measure

_SIGNS = re.compile(r"[^A-Za-z0-9]+")


def automatic_columns(
    filled: Filled,
    measures: Sequence[str | Measure] | str | Measure | None,
    articles: Articles | None,
) -> Mapping[str, pd.Series]:
    """Measure the units; give the columns that the questions are compared with, as far as known.

    Parameters
    ----------
    filled : Filled
        The units, with their texts.
    measures : sequence of str or Measure, optional
        Where the columns come from; all measures by default.
    articles : DataFrame, Series, list of str or str, optional
        What the units were drawn from. With it they are measured in their place, so that they
        know of quotation marks that were opened before them; without it, each alone.

    Raises
    ------
    ValueError
        Units that don't stand in `articles`.
    """
    wanted = {q.compare for q in filled.questions if q.compare is not None}
    chosen = resolve_measures([*MEASURES, *FINDERS] if measures is None else measures)
    chosen = [measure for measure in chosen if wanted & set(measure.columns)]
    if not chosen or (articles is None and "text" not in filled.units.columns):
        return {}
    table = _alone(filled, chosen) if articles is None else _in_place(filled, chosen, articles)
    return {column: table[column] for column in wanted & set(table.columns)}


def _alone(filled: Filled, measures: Sequence[Measure]) -> pd.DataFrame:
    bodies = [None if pd.isna(text) else str(text) for text in filled.units["text"]]
    return analyse(bodies, measures).set_axis(filled.units.index)


def _in_place(filled: Filled, measures: Sequence[Measure], articles: Articles) -> pd.DataFrame:
    units = filled.units
    absent = [column for column in ("article", "start", "end") if column not in units.columns]
    if absent:
        raise ValueError(f"the sheets have no column {', '.join(absent)} to find their units by")
    frame = as_articles(articles)
    labels = pd.Index([writable(str(label)) for label in frame.index.to_flat_index()])
    if labels.has_duplicates:
        raise ValueError("several of these articles share a label; the units can't be found")
    place = labels.get_indexer(pd.Index([writable(str(label)) for label in units["article"]]))
    if (place < 0).any():
        label = units["article"][place < 0].iloc[0]
        raise ValueError(f"there is no article {label!r} among these articles")
    bodies = [body or "" for body in texts(frame)]
    start, end = units["start"].astype(float).astype(int), units["end"].astype(float).astype(int)
    if "text" in units.columns:
        for name, number, first, last, text in zip(
            units.index, place, start, end, units["text"], strict=True
        ):
            # only letters and figures: spreadsheet programs change signs and line ends
            if _SIGNS.sub("", bodies[number][first:last]) != _SIGNS.sub("", str(text)):
                raise ValueError(
                    f"another text stands where unit {name} was drawn from "
                    f"{units['article'][name]!r}; have the articles been changed?"
                )
    unit = next((u for u in ("sentence", "paragraph") if u in units.columns), "article")
    used, article_of_unit = np.unique(place, return_inverse=True)
    table = analyse([bodies[i] for i in used], measures, unit)
    if unit == "article":
        return table.take(article_of_unit).set_axis(units.index)
    table = table.set_index(["start", "end"], append=True).droplevel(unit)
    keys = pd.MultiIndex.from_arrays([article_of_unit, start, end])
    lost = ~keys.isin(table.index)
    if lost.any():
        raise ValueError(
            f"unit {units.index[lost][0]} is no {unit} of its article to this version of "
            "mediakit; leave articles= out to measure the units on their own"
        )
    return table.loc[keys].set_axis(units.index)
