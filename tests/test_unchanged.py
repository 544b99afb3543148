"""That what is made faster goes on giving the same numbers, for thousands of articles."""

from __future__ import annotations

import numpy as np
import pytest

import mediakit as mk

from . import unchanged

TEXTS = unchanged.articles()


@pytest.mark.skipif(TEXTS is None, reason=f"{unchanged.VARIABLE} is not set")
def test_results_on_real_news_are_what_they_were() -> None:
    now, before = unchanged.summed_up(mk.analyse(TEXTS)), unchanged.recorded()
    assert list(now.index) == list(before.index)
    changed = ((now - before).abs() > 1e-9 * before.abs()) | (now.isna() != before.isna())
    shown = before.join(now.add_suffix("_now"))[changed.any(axis=1)]
    assert shown.empty, f"if that was the purpose: {unchanged.COMMAND}\n{shown.to_string()}"


def test_any_change_is_seen() -> None:
    table = mk.analyse(["It may rain.", "The ferry sank. Nobody was hurt.", "It will surely rain."])
    before = unchanged.summed_up(table)
    swapped = table.iloc[[1, 0, 2]]
    assert not unchanged.summed_up(swapped).equals(before)
    moved = table.assign(n_words=[4, 4, 5])
    assert not unchanged.summed_up(moved).equals(before)
    lost = table.assign(certainty=[np.nan, *table["certainty"][1:]])
    assert unchanged.summed_up(lost).loc["certainty", "n"] == 2
