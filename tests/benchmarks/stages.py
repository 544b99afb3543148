"""Where the time goes: mediakit with a stop-watch at each stage of its road."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import wraps
from typing import Any
from unittest.mock import patch

REST = "table and the rest"

#: Which functions make up a stage. What one of them calls of another stage counts there alone.
STAGES: dict[str, tuple[str, ...]] = {
    "tokenising": ("mediakit.corpus.split", "mediakit.vocabulary.Vocabulary.number"),
    "facts of types": (
        "mediakit.vocabulary.Vocabulary._add",
        "mediakit.vocabulary.Vocabulary._up_to_date",
    ),
    "sentences and quotations": (
        "mediakit.corpus.paragraph_starts",
        "mediakit.corpus.sentence_starts",
        "mediakit.corpus.quoted",
    ),
    "counts": (
        "mediakit.corpus.Corpus.sums",
        "mediakit.corpus.Corpus.count_at",
        "mediakit.scoring._summed",
    ),
    "rules of context": ("mediakit.corpus.Corpus.once",),
    "formulas": ("mediakit.scoring.scored",),
}


class Stopwatch:
    """Adds up seconds by stage; a stage within a stage stops the outer one."""

    def __init__(self) -> None:
        self.seconds = dict.fromkeys([*STAGES, REST], 0.0)
        self._running = [REST]
        self._since = time.process_time()

    def switch(self) -> None:
        """Book the time since the last switch on the stage that runs."""
        now = time.process_time()
        self.seconds[self._running[-1]] += now - self._since
        self._since = now

    def during(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Make a function book its time on a stage."""

        @wraps(function)
        def timed(*args: Any, **keywords: Any) -> Any:
            self.switch()
            self._running.append(stage)
            try:
                return function(*args, **keywords)
            finally:
                self.switch()
                self._running.pop()

        return timed


@contextmanager
def watched() -> Iterator[Stopwatch]:
    """Put the stop-watch at all stages; it runs until the end of the block."""
    from pkgutil import resolve_name

    watch = Stopwatch()
    with ExitStack() as patches:
        for stage, names in STAGES.items():
            for name in names:
                patches.enter_context(patch(name, watch.during(stage, resolve_name(name))))
        watch.switch()
        watch.seconds = dict.fromkeys(watch.seconds, 0.0)
        yield watch
        watch.switch()


def seconds_by_stage(
    work: Callable[[Sequence[str]], object], texts: Sequence[str]
) -> dict[str, float]:
    """Do some work once, and tell how many seconds each stage took."""
    with watched() as watch:
        work(texts)
    return watch.seconds
