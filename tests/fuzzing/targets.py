"""All targets by name."""

from __future__ import annotations

from tests.fuzzing import reading, texts
from tests.fuzzing.findings import Target

TARGETS: dict[str, Target] = {
    target.__name__: target for target in (*texts.TARGETS, *reading.TARGETS)
}
