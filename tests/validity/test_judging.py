"""That the statistics are the textbook's, and the intervals what they say."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from . import judging
from .checks import read_floors, write_floors
from .judging import Check, Judged, Other
from .table import markdown, run, text

RANDOM = np.random.default_rng(4)
JUDGED = RANDOM.integers(2, size=400) == 1
GIVEN = np.round(RANDOM.normal(size=400) + JUDGED, 1)  # rounded, so that some are equal


def test_statistics_are_those_of_scikit_learn() -> None:
    from sklearn.metrics import f1_score, roc_auc_score

    r = np.corrcoef(GIVEN, JUDGED)[0, 1]
    yes = GIVEN > 0.5
    three = np.sign(np.trunc(GIVEN))
    of_three = np.sign(np.trunc(GIVEN + RANDOM.normal(size=400)))
    assert judging.correlation(GIVEN + 1e6, JUDGED).value == pytest.approx(r)
    assert judging.absolute_correlation(-GIVEN, JUDGED).value == pytest.approx(r)
    assert judging.f1(yes, JUDGED).value == pytest.approx(f1_score(JUDGED, yes))
    assert judging.macro_f1(three, of_three, (-1, 0, 1)).value == pytest.approx(
        f1_score(of_three, three, average="macro")
    )
    assert judging.area_under_curve(GIVEN, JUDGED).value == pytest.approx(
        roc_auc_score(JUDGED, GIVEN)
    )
    assert judging.share([1, 0, 3], [2, 2, 4]).value == pytest.approx(0.5)


def test_the_interval_of_a_share_is_the_one_of_the_binomial() -> None:
    low, high = judging.share([1] * 80 + [0] * 20).interval()
    assert (low, high) == pytest.approx((0.72, 0.88), abs=0.02)


@pytest.mark.parametrize("judge", [judging.correlation, judging.f1])
def test_rows_of_one_document_are_drawn_together(judge: Callable[..., Judged]) -> None:
    given, judged = (np.repeat(values[:40], 10) for values in (GIVEN > 0.5, JUDGED))
    document = np.repeat(np.arange(40), 10)
    apart, together = judge(given, judged), judge(given, judged, document)
    assert together.value == pytest.approx(apart.value)
    assert together.n == apart.n == 400
    width, wider = (high - low for low, high in (apart.interval(), together.interval()))
    assert wider > 2 * width


def test_a_line_has_what_stands_beside() -> None:
    check = Check(
        "n_marks | 2",
        "a made-up set",
        "share",
        lambda: judging.share([1, 1, 1, 0]),
        (Other("a tool", lambda: judging.share([1, 0])), Other("a figure", 0.25)),
    )
    line = run(check)
    assert dict(line.others) == {"a tool": 0.5, "a figure": 0.25}
    assert "0.750 (0.250 to 1.000)  0.500 a tool\n" in text([line])
    assert r"| `n_marks \| 2` | a made-up set | 4 | share | **.75** (.25 to 1.00) |" in markdown(
        [line]
    )


def test_floors_are_written_below_their_head(tmp_path: Path) -> None:
    path = tmp_path / "floors.toml"
    path.write_text('# Why.\n\n[floors]\n"old | set" = 0.1\n', encoding="utf-8")
    write_floors({"a | set | r": 0.25, "old | set": 0.1}, path)
    assert path.read_text("utf-8").startswith("# Why.\n\n[floors]\n")
    assert read_floors(path) == {"a | set | r": 0.25, "old | set": 0.1}
