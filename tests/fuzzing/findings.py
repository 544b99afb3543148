"""What fuzzing finds: one finding a place in the code, with the shortest input that leads there."""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable
from pathlib import Path

Target = Callable[[bytes], None]

SLOW = 5.0  # seconds of work for one small input: worth a look


class TooSlow(Exception):
    """A small input took long."""


def recording(target: Target, folder: Path) -> Target:
    """Make a target go on after a failure, which is written to a folder, once a place.

    A fuzzer stops at what it finds, and would find the same again; so one hour shows all there is.
    """
    shortest: dict[str, tuple[int, Path]] = {}

    def run(data: bytes) -> None:
        begun = time.process_time()
        try:
            target(data)
            if (took := time.process_time() - begun) > SLOW:
                raise TooSlow(f"{took:.1f} s for {len(data)} bytes")
        except Exception as error:
            place = _place(error)
            n_bytes, path = shortest.get(
                place, (len(data) + 1, folder / f"{target.__name__}-{len(shortest)}")
            )
            if len(data) < n_bytes:
                shortest[place] = len(data), path
                folder.mkdir(parents=True, exist_ok=True)
                path.with_suffix(".input").write_bytes(data)
                path.with_suffix(".txt").write_text(
                    "".join(traceback.format_exception(error)), "utf-8", "backslashreplace"
                )

    run.__name__ = target.__name__
    return run


def _place(error: Exception) -> str:
    """The lines of this project that an error came through last, and its type."""
    frames = [
        f"{Path(frame.filename).name}:{frame.lineno}"
        for frame in traceback.extract_tb(error.__traceback__)
        if "mediakit" in frame.filename or "fuzzing" in frame.filename
    ]
    return " ".join([type(error).__name__, *frames[-2:]])
