"""What the measures reach beside human judgement: it doesn't sink, and the codebook tells it."""

from __future__ import annotations

from pathlib import Path

import pytest

from mediakit.describing.validity import findings, read_findings

from .checks import CHECKS, HAIR, read_floors
from .judging import Check, Judged
from .sets import VARIABLE, folder
from .table import Line, write_record

RECORDED = {(finding.column, finding.set, finding.statistic): finding for finding in findings()}


@pytest.fixture(scope="module", params=CHECKS, ids=[check.name for check in CHECKS])
def judged(request: pytest.FixtureRequest) -> tuple[Check, Judged]:
    check: Check = request.param
    if check.needs_folder and folder() is None:
        pytest.skip(f"{VARIABLE} is not set")
    return check, check.ours()


def test_the_floor_holds(judged: tuple[Check, Judged]) -> None:
    check, now = judged
    assert now.value >= read_floors()[check.name]


def test_the_codebook_says_what_is_measured_now(judged: tuple[Check, Judged]) -> None:
    # where it doesn't: "python -m tests.validity --write" records it anew
    check, now = judged
    recorded = RECORDED[check.validates, check.on, check.statistic]
    assert recorded.value == pytest.approx(now.value, abs=HAIR)
    assert recorded.n == now.n


def test_the_codebook_has_a_finding_for_each_check_and_none_below_its_floor() -> None:
    floors = read_floors()
    assert [*RECORDED] == [(check.validates, check.on, check.statistic) for check in CHECKS]
    for check in CHECKS:
        recorded = RECORDED[check.validates, check.on, check.statistic]
        assert recorded.value >= floors[check.name]


def test_each_check_has_a_floor_and_each_floor_its_check() -> None:
    # a measure that loses its check would otherwise sink unseen; --raise-floors adds new ones
    assert sorted(read_floors()) == sorted(check.name for check in CHECKS)


def test_a_record_keeps_what_was_not_judged_anew(tmp_path: Path) -> None:
    old, new, gone = (
        Check(name, "set", "r", lambda: pytest.fail("nothing is judged here"), column=column)
        for name, column in (("n_old > 0", "n_old"), ("new", ""), ("gone", ""))
    )
    path = tmp_path / "validity.tsv"
    path.write_text("column\n", encoding="utf-8")
    first = [Line(check, 9, 0.5, 0.25, 0.75, {}) for check in (old, gone)]
    write_record(first, [old, new, gone], path)
    write_record([Line(new, 8, 1.0, 1.0, 1.0, {"a tool": 0.125})], [old, new], path)
    assert [(f.column, f.value, f.n, f.baseline_value) for f in read_findings(path)] == [
        ("n_old", 0.5, 9, None),
        ("new", 1.0, 8, 0.125),
    ]
