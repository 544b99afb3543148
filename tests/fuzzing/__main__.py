"""Run a target with inputs that a fuzzer makes: see :mod:`tests.fuzzing`."""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

try:
    import atheris
except ImportError:
    sys.exit("fuzzing needs atheris, which isn't installed: pip install atheris")

with atheris.instrument_imports(include=["mediakit"]):
    from tests.fuzzing import reading
    from tests.fuzzing.targets import TARGETS

from tests.fuzzing import seeds
from tests.fuzzing.findings import recording


def main() -> None:
    """Run one target, or each in turn in a process of its own: a fuzzer never gives back."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzzing", description=__doc__)
    parser.add_argument("target", choices=["all", *TARGETS])
    parser.add_argument("--seconds", type=int, default=600, help="of all targets together")
    parser.add_argument("--folder", type=Path, default=Path("fuzzing-output"))
    parser.add_argument("--seeds", type=Path, help="a folder of further texts to start from")
    chosen = parser.parse_args()
    if chosen.target == "all":
        each = str(chosen.seconds // len(TARGETS))
        further = ["--seeds", str(chosen.seeds)] if chosen.seeds else []
        for name in TARGETS:
            options = [name, "--seconds", each, "--folder", str(chosen.folder), *further]
            subprocess.run([sys.executable, "-m", "tests.fuzzing", *options], check=True)
        return
    run(chosen.target, chosen.seconds, chosen.folder, chosen.seeds)


def run(name: str, seconds: int, folder: Path, further: Path | None) -> None:
    """Fuzz one target; inputs that reach new code are kept for the next run."""
    target = TARGETS[name]
    kept, started = folder / "kept" / name, folder / "seeds" / name
    for directory in (kept, started):
        directory.mkdir(parents=True, exist_ok=True)
    inputs = seeds.files() if target in reading.TARGETS else seeds.texts()
    for number, data in enumerate(inputs):
        (started / f"{number}").write_bytes(data)
    (folder / "words.dict").write_text(seeds.dictionary(), "ascii")
    options = [
        *(f"-max_total_time={seconds}", f"-dict={folder / 'words.dict'}", "-max_len=3000"),
        *("-timeout=120", "-rss_limit_mb=6000", "-print_final_stats=1", "-verbosity=1"),
        *(f"-artifact_prefix={folder}/{name}-", str(kept), str(started)),
    ]
    options += [str(further)] if further else []
    atheris.Setup([sys.argv[0], *options], recording(target, folder / "found"))
    atheris.Fuzz()


if __name__ == "__main__":
    main()
