"""Which files are read, and which of their columns: batches under the names of this package."""

from __future__ import annotations

import glob
import os
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from mediakit.reading.columns import find_roles
from mediakit.streaming.records import Batch, Source

_READ = ("text", "headline", "article_id")
_KEPT = ("outlet", "published", "story")


def sources(
    source: str | os.PathLike[str], encoding: str | None, separator: str | None
) -> list[Source]:
    """List a file, the files of a folder, or those that a pattern matches, in order of name.

    Raises
    ------
    FileNotFoundError
        If there are none.
    ValueError
        If some can't be read in batches, or if parquet is mixed with formats that are text.
    """
    path = Path(source).expanduser()
    if path.is_file():
        return [Source(path, encoding, separator)]
    if path.is_dir():
        within = [one for one in path.rglob("*") if one.is_file() and one.name[0] not in "._"]
        every = [Source(one, encoding, separator) for one in sorted(within)]
        found = [file for file in every if file.is_readable]
    else:
        matched = sorted(map(Path, glob.glob(str(path), recursive=True)))  # noqa: PTH207
        found = [Source(one, encoding, separator) for one in matched if one.is_file()]
    if not found:
        raise FileNotFoundError(f"there is no file {str(path)!r} to read in batches")
    if len({file.counts_rows for file in found}) > 1:
        raise ValueError(f"{str(path)!r} mixes parquet with formats that are text")
    return found


@dataclass(frozen=True)
class Files:
    """Files that are measured together, in batches of `size` rows.

    Attributes
    ----------
    sources : sequence of Source
        The files.
    named : mapping of str to str or None
        The files' names of columns, by what they hold; recognised where None.
    size : int
        Rows of a batch.
    """

    sources: Sequence[Source]
    named: Mapping[str, str | None]
    size: int

    @property
    def total(self) -> int:
        """How much there is to read, in rows or bytes."""
        return sum(source.total for source in self.sources)

    @property
    def identity(self) -> list[list[Any]]:
        """Tell these files from others, and from themselves once they were changed."""
        facts = [(source.path.name, source.path.stat()) for source in self.sources]
        return [[name, fact.st_size, fact.st_mtime_ns] for name, fact in facts]

    @cached_property
    def roles(self) -> dict[str, Hashable]:
        """Names of the first file's columns, by what they hold."""
        return self._roles(self.sources[0])

    @cached_property
    def kept(self) -> dict[str, Any]:
        """Columns of the first file beside the texts, with their types; None where all is text."""
        table = self._first(self.sources[0]).table
        return {role: _type(table[self.roles[role]]) for role in _KEPT if role in self.roles}

    def batches(self) -> Iterator[Batch]:
        """Read all files, their batches numbered through; columns have the names of their roles."""
        number = 0
        for source in self.sources:
            roles = self._roles(source)
            wanted = {role: roles[role] for role in (*_READ, *self.kept) if role in roles}
            columns = [str(label) for label in wanted.values()] if source.counts_rows else None
            for batch in source.batches(self.size, columns):
                there = {role: label for role, label in wanted.items() if label in batch.table}
                table = batch.table[[*there.values()]].set_axis([*there], axis=1)
                yield replace(batch, number=number, table=table, file=source.path.name)
                number += 1

    def _first(self, source: Source) -> Batch:
        first = next(source.batches(self.size), None)
        if first is None or not len(first.table.columns):
            raise ValueError(f"{source.path.name} holds no row that can be read")
        return first

    def _roles(self, source: Source) -> dict[str, Hashable]:
        table = self._first(source).table
        return find_roles(table, self.named, source.path.name, source.all_text)


def _type(column: pd.Series) -> Any:
    return column.dtype.pyarrow_dtype if isinstance(column.dtype, pd.ArrowDtype) else None
