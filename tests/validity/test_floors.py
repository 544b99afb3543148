"""What the measures reach beside human judgement doesn't sink below what they once reached."""

from __future__ import annotations

import pytest

from .checks import CHECKS, read_floors
from .judging import Check
from .sets import VARIABLE, folder


@pytest.mark.parametrize("check", CHECKS, ids=[check.name for check in CHECKS])
def test_the_floor_holds(check: Check) -> None:
    if check.needs_folder and folder() is None:
        pytest.skip(f"{VARIABLE} is not set")
    assert check.ours().value >= read_floors()[check.name]


def test_each_check_has_a_floor_and_each_floor_its_check() -> None:
    # a measure that loses its check would otherwise sink unseen; --raise-floors adds new ones
    assert sorted(read_floors()) == sorted(check.name for check in CHECKS)
