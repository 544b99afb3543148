"""What a long run has done so far: one file a batch, in a folder beside the target.

A part is there whole or not at all. A run that was killed finds the parts of the one before and
does only the others; at the end the parts become one file.
"""

from __future__ import annotations

import errno
import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from mediakit.streaming.records import BadRow, Batch
from mediakit.writing import is_there

_ROWS_OF_A_GROUP = 10_000  # of the finished parquet file


@dataclass(frozen=True)
class Parts:
    """The folder of a run that writes to `target`."""

    target: Path

    @property
    def folder(self) -> Path:
        """Where the parts lie until the target is written."""
        return self.target.with_name(self.target.name + ".parts")

    @property
    def rejected(self) -> Path:
        """Where bad rows are listed, if there are any: a JSON object a line."""
        return self.target.with_name(self.target.stem + ".rejected.jsonl")

    @property
    def is_unfinished(self) -> bool:
        """Whether an earlier run was stopped on its way."""
        return (self.folder / "run.json").exists() and not is_there(self.target)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Make the folder, or find it, and keep other runs out of it as long as this one lives.

        Raises
        ------
        RuntimeError
            Where another run is at work on this target.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "lock").open("wb") as file:
            if not _locked(file):
                raise RuntimeError(f"another run is writing {self.target}; wait for it, or end it")
            yield
        if not (self.folder / "run.json").exists():  # nothing is left to go on with
            (self.folder / "lock").unlink(missing_ok=True)
            self.folder.rmdir()

    def start(self, run: Mapping[str, object], *, forgets_others: bool = False) -> set[int]:
        """Begin a run, or go on with one; give the numbers of the batches that are done.

        Raises
        ------
        ValueError
            Where the folder belongs to a run over other data or with other settings, and
            `forgets_others` is false.
        """
        told = self.folder / "run.json"
        if told.exists():
            before = json.loads(told.read_text("utf-8"))
            other = sorted(key for key in run if before.get(key) != run[key])
            if other and not forgets_others:
                raise ValueError(
                    f"{self.folder} holds a run that is not finished, with another "
                    f"{', '.join(other)}. Finish it as it was begun, or start anew with "
                    "overwrite=True"
                )
            if other:
                self.clear()
        if not told.exists():
            names = [path.name for path in self.folder.iterdir()]
            others = [name for name in names if name != "lock" and not name.startswith(told.name)]
            if others:
                raise ValueError(
                    f"{self.folder} has files that no run of mediakit has left, such as "
                    f"{min(others)}; move them, or choose another target"
                )
            _write(told, json.dumps(run, indent=1).encode())
        for left in self.folder.glob("*.part"):  # half-written by a run that was killed
            left.unlink(missing_ok=True)
        return {int(path.stem) for path in self.folder.glob("*.parquet")}

    def write(self, batch: Batch, table: Any, bad: Sequence[BadRow]) -> None:
        """Write what a batch gave. The table comes last: with it the part is done."""
        from pyarrow import BufferOutputStream, parquet

        if bad:
            where = {"file": batch.file} if "file" in table.column_names else {}
            lines = "".join(json.dumps(where | asdict(row)) + "\n" for row in bad)
            _write(self.folder / f"{batch.number}.jsonl", lines.encode())
        sink = BufferOutputStream()
        parquet.write_table(table, sink)
        _write(self.folder / f"{batch.number}.parquet", sink.getvalue())

    def finish(self, n_batches: int, schema: Any) -> tuple[int, int]:
        """Make one file of the parts and remove them; give the numbers of good and bad rows."""
        import pyarrow
        from pyarrow import parquet

        n_bad = self._finish_rejected(n_batches)
        n_rows = 0
        with (
            _replacing(self.target, self.folder) as file,
            parquet.ParquetWriter(file, schema) as writer,
        ):
            for tables in self._groups(n_batches):
                table = pyarrow.concat_tables(tables)
                writer.write_table(table, row_group_size=_ROWS_OF_A_GROUP)
                n_rows += len(table)
        _keep_names(self.target.parent)  # before the parts go
        self.clear()
        return n_rows, n_bad

    def clear(self) -> None:
        """Remove all that a run has written into the folder; what no run has written stays."""
        if not (self.folder / "run.json").exists():
            return
        for pattern in ("*.parquet", "*.jsonl", "*.part", "run.json"):
            for path in self.folder.glob(pattern):
                path.unlink()

    def _groups(self, n_batches: int) -> Iterator[list[Any]]:
        from pyarrow import parquet

        held: list[Any] = []
        for number in range(n_batches):
            held.append(parquet.read_table(self.folder / f"{number}.parquet"))
            if sum(map(len, held)) >= _ROWS_OF_A_GROUP:
                yield held
                held = []
        if held:
            yield held

    def _finish_rejected(self, n_batches: int) -> int:
        """Make one file of the bad rows; none where there are none, nor that of an earlier run."""
        paths = [self.folder / f"{number}.jsonl" for number in range(n_batches)]
        paths = [path for path in paths if path.exists()]
        if not paths:
            self.rejected.unlink(missing_ok=True)
            return 0
        n_bad = 0
        with _replacing(self.rejected, self.folder) as file:
            for path in paths:
                lines = path.read_bytes()
                n_bad += lines.count(b"\n")
                file.write(lines)
        return n_bad


def _write(path: Path, data: Any) -> None:
    with _replacing(path, path.parent) as file:
        file.write(data)


@contextmanager
def _replacing(path: Path, folder: Path) -> Iterator[IO[bytes]]:
    """Write a file whole or not at all, also where the machine stops.

    Until it is whole it lies in `folder`, that of the parts: beside the target, a file of that name
    may be somebody else's.
    """
    # its own name: the last worker of a run that was killed may still be writing
    part = folder / f"{path.name}.{os.getpid()}.part"
    part.unlink(missing_ok=True)  # a link that leads elsewhere
    try:
        with part.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)  # the disk may be full
        raise


def _keep_names(folder: Path) -> None:
    """Make the system write down which files a folder has; not all systems can be asked to."""
    if sys.platform != "win32":
        opened = os.open(folder, os.O_RDONLY)
        with suppress(OSError):
            os.fsync(opened)
        os.close(opened)


def _locked(file: IO[bytes]) -> bool:
    """Lock a file, or tell that another process has; the system unlocks it when this one ends."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:  # some network drives know no locks
        return error.errno not in (errno.EACCES, errno.EAGAIN, errno.EDEADLK)
    return True
