"""Articles as JSON: one object a line (jsonl), a list of objects, or an object of columns."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from mediakit.reading.columns import is_text_name
from mediakit.reading.decoding import decode_lines
from mediakit.reading.loaded import Loaded, Options, SetApart, kept, table_of

SUFFIXES = (".json", ".jsonl", ".ndjson")

#: What may stand around a record on its line: RFC 7464 begins each with a sign of its own.
AROUND = "\ufeff\x1e \t\r\n"

_FORMS = (
    "one article as an object, a list of objects, one object a line, an object of columns, or an "
    "object with one list of objects in it"
)


def load(data: bytes, name: str, options: Options) -> Loaded:
    """Read JSON in any of the forms in which articles are passed around.

    An object inside an article is spread over columns, so the ``name`` of a ``source`` becomes
    ``source.name``.
    """
    text, encoding, damage, doubt = decode_lines(data, name, options.encoding)
    bad: list[SetApart] = []
    if _is_lines(text, name):
        records, bad = _lines(text, damage)
        kept(len(records), bad, name, options.strict)
    elif damage:
        raise ValueError(f"{name} is not wholly UTF-8: {next(iter(damage.values()))}")
    else:
        records = _records(_parsed(text, name), name)
    n_broken = 0
    if "\\ud" in text.lower():  # else there is none: bytes can't hold half a pair
        made = [_with_whole_characters(record) for record in records]
        n_broken = sum(new != old for new, old in zip(made, records, strict=True))
        records = made
    table = table_of([spread(record) for record in records])
    doubts = (doubt,) if doubt else ()
    notes = (_half_pairs(name, n_broken),) if n_broken else ()
    return Loaded(table, (encoding,), notes=notes, doubts=doubts, set_apart=tuple(bad))


# Half a surrogate pair, of an emoji that was cut in two: no page and no file can hold it.
_HALF = re.compile("[\ud800-\udfff]")


def _with_whole_characters(value: Any) -> Any:
    if isinstance(value, str):
        return _HALF.sub("\ufffd", value)
    if isinstance(value, list):
        return [*map(_with_whole_characters, value)]
    if isinstance(value, dict):
        return {key: _with_whole_characters(inner) for key, inner in value.items()}
    return value


def _half_pairs(name: str, n_broken: int) -> str:
    return (
        f"{name}: {n_broken} record{'s' if n_broken > 1 else ''} with half of a character, such as "
        "a cut emoji: it is \ufffd now"
    )


def _is_lines(text: str, name: str) -> bool:
    if not name.lower().removesuffix(".gz").endswith(".json"):
        return True
    first = text.lstrip().partition("\n")
    if not first[2].strip():  # one line: a whole document as well
        return False
    try:  # some tools write a record a line into files called .json
        return isinstance(json.loads(first[0]), Mapping)
    except json.JSONDecodeError:
        return False


def _lines(
    text: str, damage: Mapping[int, str]
) -> tuple[list[Mapping[str, object]], list[SetApart]]:
    """Read an object a line, and set apart the lines that are none."""
    records: list[Mapping[str, object]] = []
    bad: list[SetApart] = []
    # Not splitlines: it also splits at characters that may stand inside a JSON string.
    for number, line in enumerate(text.split("\n"), start=1):
        line = line.strip(AROUND)
        if not line:
            continue
        reason = "bytes that are no UTF-8" if number in damage else None
        record: object = None
        try:
            record = json.loads(line)
        except json.JSONDecodeError as error:
            reason = reason or f"not JSON ({error.msg})"
        except (RecursionError, ValueError) as error:  # nested, or a number, beyond all measure
            reason = reason or f"not JSON that can be read ({type(error).__name__})"
        if not reason and not isinstance(record, Mapping):
            reason = f"an object is expected, not a {type(record).__name__}"
        if reason:
            bad.append(SetApart(f"line {number}", reason, line))
        elif isinstance(record, Mapping):
            records.append(record)
    return records, bad


def _parsed(text: str, name: str) -> object:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise ValueError(f"{name}, line {error.lineno}: not JSON ({error.msg})") from error
    except (RecursionError, ValueError) as error:
        raise ValueError(f"{name} is not JSON that can be read ({type(error).__name__})") from error


def _records(value: object, name: str) -> list[Mapping[str, object]]:
    if isinstance(value, list) and _is_records(value):
        return value
    if isinstance(value, Mapping) and value:
        if any(is_text_name(key) and isinstance(cell, str) for key, cell in value.items()):
            return [value]
        lists = [items for items in value.values() if _is_records(items)]
        if len(lists) == 1:  # as news services answer: {"status": ..., "articles": [...]}
            return list(lists[0])
        if all(isinstance(cells, list) for cells in value.values()):
            return _rows_of_lists(value, name)
        if all(isinstance(cells, Mapping) for cells in value.values()):
            return _rows_of_mappings(value)
    raise ValueError(f"{name} holds no articles: expected {_FORMS}")


def _is_records(items: object) -> bool:
    return isinstance(items, list) and bool(items) and all(isinstance(i, Mapping) for i in items)


def _rows_of_lists(columns: Mapping[str, list[object]], name: str) -> list[Mapping[str, object]]:
    if len({len(cells) for cells in columns.values()}) > 1:
        raise ValueError(f"{name} holds columns of different lengths")
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def _rows_of_mappings(columns: Mapping[str, Mapping[str, object]]) -> list[Mapping[str, object]]:
    """Turn pandas' own layout, a column as an object of row labels, into records."""
    labels = dict.fromkeys(label for cells in columns.values() for label in cells)
    return [
        {"index": label} | {column: cells.get(label) for column, cells in columns.items()}
        for label in labels
    ]


def spread(record: Mapping[str, object]) -> Mapping[str, object]:
    """Turn an object inside of a record into columns of their own."""
    if not any(isinstance(value, Mapping) for value in record.values()):
        return record
    flat: dict[str, object] = {}
    for key, value in record.items():
        if isinstance(value, Mapping):
            flat.update({f"{key}.{inner}": content for inner, content in value.items()})
        else:
            flat[key] = value
    return flat
