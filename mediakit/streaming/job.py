"""What is done with each batch of a long run: it is measured, and written as a part."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from importlib.metadata import version
from typing import Any

import pandas as pd

from mediakit.analysis import analyse
from mediakit.measures import Measure
from mediakit.streaming.parts import Parts
from mediakit.streaming.records import BadRow, Batch

_MEASURED = ("text", "headline")
_NOT_OF_THE_ROWS = (MemoryError, OSError, ImportError)  # the machine's; a row is not to blame


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
    version : str
        Which mediakit this is: that of a worker on another machine must be the same.
    """

    measures: Sequence[str | Measure]
    unit: str
    kept: Mapping[str, Any]
    names_file: bool = False
    version: str = field(default_factory=lambda: version("mediakit-analysis"))

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
        """Measure a batch: an Arrow table, and all rows that are set apart.

        Raises
        ------
        RuntimeError
            If another mediakit is installed here than where the run was begun.
        """
        import pyarrow

        if (here := version("mediakit-analysis")) != self.version:
            raise RuntimeError(
                f"a worker has mediakit {here}, and the run was begun with "
                f"{self.version}: install the same one everywhere, and call again"
            )
        articles, bad = self._articles(batch)
        table, failed = self._measured_or_not(articles)
        bad = sorted([*bad, *failed], key=lambda row: row.row)
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

    def _measured_or_not(self, articles: pd.DataFrame) -> tuple[pd.DataFrame, list[BadRow]]:
        """Measure articles; where some make a measure fail, one by one, and set those apart."""
        try:
            return self._analysed(articles), []
        except _NOT_OF_THE_ROWS:
            raise
        except Exception:
            tables, failed = [self._analysed(articles.iloc[:0])], []
            for row in articles.index:
                try:
                    tables.append(self._analysed(articles.loc[[row]]))
                except _NOT_OF_THE_ROWS:
                    raise
                except Exception as error:
                    reason = f"it can't be measured ({type(error).__name__}: {error})"
                    failed.append(BadRow(int(row), reason, articles.loc[row, "text"] or ""))
            if len(failed) == len(articles) > 1:  # then the measure is wrong, and not the rows
                raise
        return pd.concat(tables, ignore_index=True), failed

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
        return articles, bad


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
