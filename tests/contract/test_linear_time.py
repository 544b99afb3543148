"""Four times the text takes some four times the work, whatever it is made of; never sixteen."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

import mediakit as mk

SHORT, TIMES = 15_000, 4  # characters
MOST = 10.0  # 4 is linear and 16 quadratic; the rest is for caches, and for a busy machine
TOO_LITTLE = 0.05  # seconds below which nothing can be told

CONTENTS = {
    **{f"only {each}": each for each in ("x", "7", "A", "“", '"', "'", "-", "—", ".", ",", "\n")},
    **{f"glued {each}": each for each in ("a.b,c-", "a—b", "a-", "([{", "7,", "www.a.b/", "<b>")},
    **{f"words {each}": each + " " for each in ("“go", "‘a", '"a', "(a", "“a,” he said.", "a:")},
    **{f"again {each}": each + " " for each in ("Mr.", "said", "he said,", "may", "not very but")},
    **{f"names {each}": each + " " for each in ("Ada", "ADA FENN", "Ada Fenn said", "that", "who")},
    "paragraphs": "a\n\n",
    "hidden": "\u200b",
    "hidden in words": "a\u200b",
    "accents": "\u0301",
}
FUNCTIONS: dict[str, Callable[[str], object]] = {
    "analyse": lambda text: mk.analyse(text, [*mk.MEASURES, "sourcing"]),
    "sentences": lambda text: mk.analyse(text, unit="sentence"),
    "evidence": mk.evidence,
    "quotations": mk.quotations,
    "highlight": lambda text: mk.highlight(text).html,
    "keywords": mk.keywords,
    "kwic": lambda text: mk.kwic(text, ["may", "said *"]),
    "diversity": mk.diversity,
    "clean": lambda text: mk.clean(text, add="agency"),
    "same_story": lambda text: mk.same_story([text, f"{text} x"]),
}


def _work(function: Callable[[str], object], text: str) -> float:
    """Seconds of this process alone."""
    begun = time.process_time()
    function(text)
    return time.process_time() - begun


@pytest.mark.parametrize("name", FUNCTIONS)
def test_work_grows_with_the_text_and_no_faster(name: str) -> None:
    function = FUNCTIONS[name]
    function("It may rain. “No,” said Ada Fenn.")
    for what, piece in CONTENTS.items():
        few, many = (piece * (n // len(piece)) for n in (SHORT, SHORT * TIMES))
        for _ in range(5):  # one good run is enough: a quadratic one never is
            long = _work(function, many)
            if long < TOO_LITTLE or long < MOST * _work(function, few):
                break
        else:
            pytest.fail(f"{what}: {TIMES} times the text takes over {MOST} times the work")
