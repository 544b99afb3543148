"""What is done with each batch of a long run: it is measured, and written as a part."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from mediakit.analysis import analyse
from mediakit.measures import Measure
from mediakit.streaming.parts import Parts
from mediakit.streaming.records import BadRow, Batch

_MEASURED = ("text", "headline")


@dataclass(frozen=True)
class Job:
    """What is to be done; goes to the worker processes.

    Attributes
    ----------
    measures, unit
        As for :func:`mediakit.analyse`.
    kept : mapping
        Further columns that are kept, and their types in the file; None where all is text.
    names_file : bool
        Whether each row tells the name of its file.
    """

    measures: Sequence[str | Measure]
    unit: str
    kept: Mapping[str, Any]
    names_file: bool = False

    @cached_property
    def schema(self) -> Any:
        """Types of the columns of every part: those of a table that has a row."""
        import pyarrow

        like = pd.DataFrame({role: ["A word."] for role in _MEASURED})
        table = self._analysed(like).drop(columns="row")
        fields = [("file", pyarrow.string())] if self.names_file else []
        fields += [("row", pyarrow.int64()), ("article_id", pyarrow.string())]
        fields += [(name, given or pyarrow.string()) for name, given in self.kept.items()]
        measured = pyarrow.Schema.from_pandas(table, preserve_index=False).remove_metadata()
        return pyarrow.schema([*fields, *measured])

    def measured(self, batch: Batch) -> tuple[Any, list[BadRow]]:
        """Measure a batch: an Arrow table, and all rows that are set apart."""
        import pyarrow

        articles, bad = self._articles(batch)
        table = self._analysed(articles)
        source = batch.table.loc[table["row"]]
        columns: dict[str, Any] = {"file": [batch.file] * len(table)}
        columns["article_id"] = _as_text(
            row if label is None else label
            for row, label in zip(source.index, _values(source, "article_id"), strict=True)
        )
        for name, given in self.kept.items():
            values = _values(source, name)
            columns[name] = _as_text(values) if given is None else values
        columns |= {str(name): table[name] for name in table}
        arrays = [
            pyarrow.array(columns[field.name], type=field.type, from_pandas=True)
            for field in self.schema
        ]
        return pyarrow.Table.from_arrays(arrays, schema=self.schema), bad

    def do(self, batch: Batch, parts: Parts) -> None:
        """Measure a batch and write its part."""
        parts.write(batch, *self.measured(batch))

    def _analysed(self, articles: pd.DataFrame) -> pd.DataFrame:
        levels = ["row"] if self.unit == "article" else ["row", self.unit]
        return analyse(articles, self.measures, self.unit).reset_index(names=levels)

    def _articles(self, batch: Batch) -> tuple[pd.DataFrame, list[BadRow]]:
        """Take what is to be measured; a text that is no text makes its row a bad one."""
        cells = zip(*(_values(batch.table, role) for role in _MEASURED), strict=True)
        good, bad = {}, list(batch.bad)
        for row, given in zip(batch.table.index, cells, strict=True):
            wrong = next((i for i in (0, 1) if not isinstance(given[i], (str, type(None)))), None)
            if wrong is None:
                good[row] = given
            else:
                kind = type(given[wrong]).__name__
                reason = f"the {_MEASURED[wrong]} is of type {kind}"
                bad.append(BadRow(int(row), reason, repr(given[wrong])))
        columns = [*_MEASURED]
        articles = pd.DataFrame(list(good.values()), index=[*good], columns=columns, dtype=object)
        return articles, sorted(bad, key=lambda row: row.row)


def _values(table: pd.DataFrame, role: str) -> list[Any]:
    """List the cells of a column, None where they are missing or there is no such column."""
    if role not in table.columns:
        return [None] * len(table)
    cells = table[role].astype(object)
    return cells.where(cells.notna(), None).tolist()


def _as_text(values: Iterable[object]) -> list[str | None]:
    """Write values of any kind; half a surrogate pair, which no file can hold, as "?"."""
    return [None if value is None else _written(value) for value in values]


def _written(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # in pandas a whole number is a float if one beside it is missing
    return str(value).encode("utf-8", "replace").decode()
