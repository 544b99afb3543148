"""Writing files whole or not at all."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex

_LONGEST_SUFFIX = 16  # of the file that is written to: a name may be as long as a system allows


@contextmanager
def written_whole(path: Path) -> Iterator[Path]:
    """Give a new file to write to, which then takes the place of another at once.

    Where writing fails, or the program ends on the way, what was there before stays as it was. A
    link gives way to the file; what it led to stays as it was. A file that is replaced leaves its
    permissions to the new one: what only its owner could read stays so.

    Parameters
    ----------
    path : Path
        Where the file goes; its folder must be there.

    Examples
    --------
    >>> from tempfile import mkdtemp
    >>> report = Path(mkdtemp()) / "report.txt"
    >>> with written_whole(report) as part:
    ...     _ = part.write_text("All is said.")
    >>> report.read_text()
    'All is said.'
    """
    # nobody can have put a link of that name there; the suffix tells some programs what to write
    part = path.with_name(f".part-{token_hex(8)}{path.suffix[:_LONGEST_SUFFIX]}")
    try:
        part.open("xb").close()
        _hand_down_permissions(path, part)
        yield part
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _hand_down_permissions(old: Path, new: Path) -> None:
    with suppress(FileNotFoundError):
        found = old.lstat()
        if stat.S_ISREG(found.st_mode):
            new.chmod(stat.S_IMODE(found.st_mode) | stat.S_IWUSR)  # else nothing could be written


def is_there(path: Path) -> bool:
    """Tell whether writing would replace something: a file, or a link that leads nowhere too."""
    return os.path.lexists(path)
