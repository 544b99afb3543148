"""Which files are read, and which of their columns: batches under the names of this package."""

from __future__ import annotations

import glob
import os
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from mediakit.reading.columns import find_roles
from mediakit.streaming.records import Batch, Size, Source

_READ = ("text", "headline", "article_id")
_KEPT = ("outlet", "published", "story")
_FIRST = Size(1_000, 5_000_000)  # rows that tell which column is which


def sources(
    source: str | os.PathLike[str],
    encoding: str | None,
    separator: str | None,
    apart_from: Collection[Path] = (),
) -> list[Source]:
    """List a file, the files of a folder, or those that a pattern matches, in order of name.

    Left out are files, and all that lies in folders, that a run writes itself: `apart_from`.

    Raises
    ------
    FileNotFoundError
        If there are none.
    ValueError
        If some can't be read in batches, or if parquet is mixed with formats that are text.
    """
    path = Path(source).expanduser()
    own = {one.resolve() for one in apart_from}
    if path.is_file():
        if path.resolve() in own:
            raise ValueError(f"{path} can't be the source and the target")
        return [Source(path, encoding, separator)]
    if path.is_dir():
        within = [one for one in path.rglob("*") if one.is_file() and one.name[0] not in "._"]
        within = [one for one in within if own.isdisjoint([one.resolve(), *one.resolve().parents])]
        every = [Source(one, encoding, separator) for one in sorted(within)]
        found = [file for file in every if file.is_readable]
    else:
        matched = sorted(map(Path, glob.glob(str(path), recursive=True)))  # noqa: PTH207
        matched = [one for one in matched if one.is_file() and one.resolve() not in own]
        found = [Source(one, encoding, separator) for one in matched]
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
    size : Size
        When a batch is full.
    """

    sources: Sequence[Source]
    named: Mapping[str, str | None]
    size: Size

    @property
    def total(self) -> int:
        """How much there is to read, in rows or bytes."""
        return sum(source.total for source in self.sources)

    @property
    def identity(self) -> list[list[Any]]:
        """Tell these files from others, and from themselves once they were changed."""
        facts = [source.path.stat() for source in self.sources]
        both = zip(self.names, facts, strict=True)
        return [[name, fact.st_size, fact.st_mtime_ns] for name, fact in both]

    @cached_property
    def names(self) -> list[str]:
        """What the files are called: where two have one name, from the folder of all of them on."""
        paths = [source.path for source in self.sources]
        if len({path.name for path in paths}) == len(paths):
            return [path.name for path in paths]
        within = Path(os.path.commonpath([path.parent for path in paths]))
        return [path.relative_to(within).as_posix() for path in paths]

    @property
    def roles(self) -> dict[str, Hashable]:
        """Names of the first file's columns, by what they hold."""
        return next(filter(None, self.roles_of_all))

    @property
    def kept(self) -> dict[str, Any]:
        """Columns of the first file beside the texts, with their types; None where all is text."""
        return self._looked_at[1]

    @property
    def roles_of_all(self) -> list[dict[str, Hashable]]:
        """The same of each file, looked at before the long work starts; none without a good row.

        Raises
        ------
        ValueError
            If a file has no column of text, or none has a row that can be read.
        """
        return self._looked_at[0]

    @cached_property
    def _looked_at(self) -> tuple[list[dict[str, Hashable]], dict[str, Any]]:
        every: list[dict[str, Hashable]] = []
        kept: dict[str, Any] | None = None
        for source in self.sources:
            tables = (batch.table for batch in source.batches(_FIRST))
            table = next((table for table in tables if len(table.columns)), None)
            if table is None:  # it has no rows, or bad ones only
                every.append({})
                continue
            roles = find_roles(table, self.named, source.path.name, source.all_text)
            if kept is None:
                kept = {role: _type(table[roles[role]]) for role in _KEPT if role in roles}
            every.append(roles)
        if kept is None:
            names = ", ".join(source.path.name for source in self.sources[:3])
            raise ValueError(f"{names} holds no row that can be read")
        return every, kept

    def batches(self) -> Iterator[Batch]:
        """Read all files, their batches numbered through; columns have the names of their roles."""
        number = 0
        for source, name, roles in zip(self.sources, self.names, self.roles_of_all, strict=True):
            wanted = {role: roles[role] for role in (*_READ, *self.kept) if role in roles}
            columns = [str(label) for label in wanted.values()] if source.counts_rows else None
            for batch in source.batches(self.size, columns):
                there = {role: label for role, label in wanted.items() if label in batch.table}
                table = batch.table[[*there.values()]].set_axis([*there], axis=1)
                yield replace(batch, number=number, table=table, file=name)
                number += 1


def _type(column: pd.Series) -> Any:
    return column.dtype.pyarrow_dtype if isinstance(column.dtype, pd.ArrowDtype) else None
