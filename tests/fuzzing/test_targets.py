"""What fuzzing once found stays mended; and its targets, which are tests as well, run anywhere."""

from __future__ import annotations

import ast
import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzzing import reading, seeds
from tests.fuzzing.findings import recording
from tests.fuzzing.targets import TARGETS

_CASES = (Path(__file__).parent / "found.tsv").read_text("utf-8").splitlines()
FOUND = list(csv.DictReader(_CASES, delimiter="\t"))


@pytest.mark.parametrize("case", FOUND, ids=lambda case: case["what"])
def test_what_was_found_stays_mended(case: dict[str, str]) -> None:
    data = ast.literal_eval(case["input"])
    for name in case["targets"].split():
        TARGETS[name](data * int(case["times"]))


@pytest.mark.parametrize("name", TARGETS)
def test_a_target_accepts_what_fuzzing_starts_from(name: str) -> None:
    given_files = TARGETS[name] in reading.TARGETS
    for data in seeds.files()[::7] if given_files else seeds.texts()[-6:]:
        TARGETS[name](data)


@pytest.mark.parametrize("name", TARGETS)
@given(data=st.binary(max_size=80))
@settings(max_examples=25)
def test_a_target_accepts_any_bytes(name: str, data: bytes) -> None:
    TARGETS[name](data)


def test_a_failure_is_written_once_with_its_shortest_input(tmp_path: Path) -> None:
    def target(data: bytes) -> None:
        assert b"x" not in data, "an x"

    run = recording(target, tmp_path)
    for data in (b"abc", b"abxabx", b"ax", b"aaxx"):
        run(data)
    assert {path.name for path in tmp_path.iterdir()} == {"target-0.input", "target-0.txt"}
    assert (tmp_path / "target-0.input").read_bytes() == b"ax"
    assert "AssertionError: an x" in (tmp_path / "target-0.txt").read_text()
