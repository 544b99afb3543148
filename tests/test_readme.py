"""What the README shows runs as it stands."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

README = (Path(__file__).parent.parent / "README.md").read_text("utf-8")


@pytest.fixture(autouse=True)
def _closed_figures() -> Any:
    import matplotlib

    matplotlib.use("Agg")
    yield
    from matplotlib import pyplot

    pyplot.close("all")


def test_the_examples_run_one_after_the_other() -> None:
    names: dict[str, Any] = {}
    blocks = re.findall(r"```python\n(.*?)```", README, re.S)
    assert len(blocks) >= 2
    for block in blocks:
        exec(compile(block, "README.md", "exec"), names)
    assert names["report"].shape[0] == 48


def test_the_pictures_are_there() -> None:
    pictures = re.findall(r"!\[[^\]]{20,}\]\((.+?)\)", README)
    assert len(pictures) >= 2
    for picture in pictures:
        assert (Path(__file__).parent.parent / picture).is_file()


def test_the_counts_of_the_lexicon_are_right() -> None:
    from mediakit import lexicons

    rows = lexicons.rows("hedging")
    boosters = sum(row["category"] == "booster" for row in rows)
    rules = {row["rule"] for row in lexicons.rows("hedging_context")}
    assert f"{len(rows) - boosters:,} cues with {len(rules)} context rules" in README
    assert f"{boosters} cues" in README
    assert f"{len(lexicons.rows('loaded')):,} emotive" in README
    assert f"{len(lexicons.rows('sentiment')):,} words and phrases" in README
    assert f"{len(lexicons.rows('attribution')):,} verbs, nouns and phrases" in README
