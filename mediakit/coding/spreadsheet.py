"""Coding sheets as files: written so that coders can't break them, and read back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from mediakit.coding.questions import Question
from mediakit.reading import separated, workbooks
from mediakit.reading.loaded import Options, require
from mediakit.writing import is_there, written_whole

SUFFIXES = (".xlsx", ".csv")
SHEET = "Coding"
INSTRUCTIONS = "Instructions"
LONGEST_CELL = 32_767  # characters, the limit of Excel

#: Columns that a coder has no use for; article labels often name the outlet.
HIDDEN = ("article", "sentence", "paragraph", "start", "end")

# A cell that starts so runs as a formula, also once a workbook has been saved as csv.
_SIGN = r"[=+\-@\t\r\n＝＋－＠]"
_FORMULA = re.compile("[\\s'\ufeff\u200b-\u200f\u2060]*" + _SIGN)
_QUOTED_FORMULA = re.compile("'" + _FORMULA.pattern)
# So does what stands after these marks, to a program that takes them for the ends of cells: in much
# of the world it is the semicolon that separates them.
_BEFORE, _BLANKS = "(?<=[;|\t\r\n])", "[ '\"\xa0\ufeff\u200b-\u200f\u2060]*[=+\\-@＝＋－＠]"
_INNER = re.compile(f"{_BEFORE}(?={_BLANKS})")
_QUOTED_INNER = re.compile(f"{_BEFORE}'(?={_BLANKS})")
# Half a surrogate pair can't be written in UTF-8, a control character not in XML.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

_HOW_TO = (
    "Write your name in the first cell of the column coder.",
    "Work alone. Do not talk about single rows with other coders before all have finished.",
    "Read before, text and after, but judge the column text only.",
    "Give each row one of the answers listed below.",
    "Leave the cell empty where you can't decide, and say why in the column note.",
    "Do not add, delete or split rows.",
    "An apostrophe before a dash or a sign is a safeguard, not part of the text.",
)


def safe_cell(value: object) -> object:
    """Keep a cell from running as a formula: an apostrophe is put before what would.

    >>> safe_cell("=1+1"), safe_cell("-2 degrees"), safe_cell(-2), safe_cell("plain")
    ("'=1+1", "'-2 degrees", -2, 'plain')
    >>> safe_cell("a;=1+1")
    "a;'=1+1"
    """
    if not isinstance(value, str):
        return value
    value = _INNER.sub("'", writable(value))
    return "'" + value if _FORMULA.match(value) else value


def writable(text: str) -> str:
    r"""Replace, one for one, the characters that a spreadsheet can't hold.

    >>> writable("a\0b")
    'a�b'
    """
    return _UNWRITABLE.sub("\ufffd", text)


def safe_table(table: pd.DataFrame) -> pd.DataFrame:
    """Make a copy of a table of which no cell, name or label runs as a formula.

    For tables that go to a spreadsheet program as .csv or .xlsx, whose texts come from outside:
    ``safe_table(table).to_csv(path)``.

    Examples
    --------
    >>> table = pd.DataFrame({"@a": ["=1+1", "plain"], "b": [-2, 3]}, index=["-x", "y"])
    >>> safe_table(table).reset_index().values.tolist()
    [["'-x", "'=1+1", -2], ['y', 'plain', 3]]
    """
    index = table.index.set_names([safe_cell(name) for name in table.index.names])
    columns = table.columns.set_names([safe_cell(name) for name in table.columns.names])
    safe = table.astype(object).map(safe_cell)
    return safe.set_axis(_safe_labels(index)).set_axis(_safe_labels(columns), axis=1)


def _safe_labels(index: pd.Index) -> pd.Index:
    if index.nlevels == 1:
        # a category can't be another word than one of its own
        dtype = object if isinstance(index.dtype, pd.CategoricalDtype) else index.dtype
        return pd.Index([*map(safe_cell, index)], name=index.name, dtype=dtype)
    labels = [tuple(map(safe_cell, label)) for label in index]
    return pd.MultiIndex.from_tuples(labels, names=index.names)


def original_cell(value: object) -> object:
    """Undo :func:`safe_cell`.

    >>> original_cell("'=1+1"), original_cell("a;'=1+1"), original_cell("'tis")
    ('=1+1', 'a;=1+1', "'tis")
    """
    if not isinstance(value, str):
        return value
    value = _QUOTED_INNER.sub("", value)
    return value[1:] if _QUOTED_FORMULA.match(value) else value


def write_sheet(sheet: pd.DataFrame, questions: Sequence[Question], path: Path) -> None:
    """Write a coding sheet as .xlsx, or as .csv with its instructions in a text file beside it.

    Raises
    ------
    ValueError
        Another suffix; in a workbook a text that is too long for a cell.
    FileExistsError
        There is such a file: it may hold the work of a coder.
    ImportError
        Where a workbook is asked for and openpyxl isn't installed.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise ValueError(f"{path.name}: a coding sheet is a file .xlsx or .csv")
    if is_there(path):
        raise FileExistsError(
            f"{path} is there already and may hold a coder's answers; choose another name, "
            "or delete it first"
        )
    if path.suffix.lower() == ".xlsx":
        _require_short_cells(sheet, path)
        with written_whole(path) as part:
            _workbook(sheet, questions).save(part)
        return
    lines = _instructions(questions)
    text = "\n".join("\t".join(str(cell) for cell in line).rstrip() for line in lines) + "\n"
    beside = path.with_name(f"{path.stem}_instructions.txt")
    with written_whole(beside) as part:
        part.write_text(writable(text), encoding="utf-8")
    with written_whole(path) as part:
        safe_table(sheet).to_csv(part, index=False, encoding="utf-8-sig")


def read_sheet(path: Path) -> pd.DataFrame:
    """Read a filled coding sheet, as a spreadsheet program has saved it.

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    ValueError
        If it is no .xlsx or .csv, or none that can be read.
    """
    data, suffix = path.read_bytes(), path.suffix.lower()
    if suffix == ".csv":
        named = ("unit", "coder", "note", "before", "after")
        table = separated.load(data, path.name, Options(), named).table
    elif suffix == ".xlsx":
        table = workbooks.load_excel(data, path.name, Options(sheet=SHEET)).table
    else:
        raise ValueError(f"{path.name}: a filled sheet is a file .xlsx or .csv")
    return table.astype(object).map(original_cell)


def _require_short_cells(sheet: pd.DataFrame, path: Path) -> None:
    for column in sheet.columns.intersection(["headline", "before", "text", "after"]):
        lengths = sheet[column].map(lambda cell: len(cell) if isinstance(cell, str) else 0)
        if lengths.max() >= LONGEST_CELL:
            article = sheet["article"].iloc[int(lengths.argmax())]
            raise ValueError(
                f"{path.name}: the {column} of article {article!r} has {lengths.max():,} "
                f"characters, and a cell of a workbook holds {LONGEST_CELL - 1:,}; draw "
                'unit="paragraph", or write a .csv'
            )


def _instructions(questions: Sequence[Question]) -> list[tuple[object, ...]]:
    """Rows of the instructions; answers stand in rows of their own, the answer first."""
    rows: list[tuple[object, ...]] = [("How to code",), *((line,) for line in _HOW_TO)]
    for question in questions:
        rows += [(), (f"Column {question.name}",), (question.text,)]
        rows += list(question.meanings().items())
        if question.example:
            rows.append((f"Example: {question.example}",))
    return rows


def _workbook(sheet: pd.DataFrame, questions: Sequence[Question]) -> Any:
    try:
        import openpyxl
    except ImportError as error:
        raise require("openpyxl", "writing an .xlsx (.csv needs nothing)") from error
    workbook = openpyxl.Workbook()
    coding = workbook.active
    coding.title = SHEET
    _fill_coding(coding, sheet, [question.name for question in questions])
    instructions = workbook.create_sheet(INSTRUCTIONS)
    ranges = _fill_instructions(instructions, questions)
    workbook.move_sheet(instructions, -1)
    workbook.active = 0
    coding.sheet_view.tabSelected = False
    for question in questions:
        _offer_answers(coding, question, sheet, ranges[question.name])
    return workbook


def _fill_coding(target: Any, sheet: pd.DataFrame, asked: Sequence[str]) -> None:
    """Fill the sheet that coders work in: only what they fill in is unlocked."""
    from openpyxl.styles import Alignment, Font, PatternFill, Protection
    from openpyxl.utils import get_column_letter

    top = Alignment(wrap_text=True, vertical="top")
    to_fill = PatternFill("solid", start_color="FFF6D6")
    widths = {"headline": 40, "before": 36, "text": 60, "after": 36, "note": 30}
    for place, name in enumerate(sheet.columns, start=1):
        is_open = name in asked or name in ("coder", "note")
        header = target.cell(1, place)
        _set(header, name)
        header.font = Font(bold=True)
        for row, value in enumerate(sheet[name], start=2):
            cell = target.cell(row, place)
            _set(cell, value)
            cell.alignment = top
            if is_open:
                cell.protection = Protection(locked=False)
                cell.fill = to_fill
        column = target.column_dimensions[get_column_letter(place)]
        column.width = widths.get(name, 14)
        column.hidden = name in HIDDEN
    target.freeze_panes = "C2"
    target.protection.sheet = True  # without a password: it guards against slips, not against you
    target.protection.formatRows = False
    target.page_setup.orientation = "landscape"
    target.page_setup.fitToHeight = 0
    target.sheet_properties.pageSetUpPr.fitToPage = True
    target.print_title_rows = "1:1"


def _fill_instructions(target: Any, questions: Sequence[Question]) -> dict[str, str]:
    """Write the instructions; give the range in which the answers of each question stand."""
    from openpyxl.styles import Alignment, Font

    rows = _instructions(questions)
    ranges = {}
    for number, row in enumerate(rows, start=1):
        for place, value in enumerate(row, start=1):
            _set(target.cell(number, place), value)
            is_answer = len(row) == 2
            target.cell(number, place).alignment = Alignment(
                wrap_text=is_answer and place == 2, vertical="top", horizontal="left"
            )
    target.column_dimensions["A"].width = 16
    target.column_dimensions["B"].width = 100
    target.cell(1, 1).font = Font(bold=True)
    for question in questions:
        heading = rows.index((f"Column {question.name}",)) + 1
        target.cell(heading, 1).font = Font(bold=True)
        first = heading + 2
        ranges[question.name] = f"{INSTRUCTIONS}!$A${first}:$A${first + len(question.answers) - 1}"
    for number, row in enumerate(rows, start=1):
        if len(row) == 1:
            target.merge_cells(start_row=number, end_row=number, start_column=1, end_column=2)
            target.cell(number, 1).alignment = Alignment(wrap_text=True, vertical="top")
            # merged cells don't grow with their text
            target.row_dimensions[number].height = 15.5 * (1 + len(str(row[0])) // 110)
    target.protection.sheet = True
    return ranges


def _offer_answers(target: Any, question: Question, sheet: pd.DataFrame, answers: str) -> None:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    letter = get_column_letter(list(sheet.columns).index(question.name) + 1)
    rule = DataValidation(
        type="list",
        formula1=answers,
        allow_blank=True,
        showErrorMessage=True,
        errorTitle=question.name[:32],
        error=writable(f"Answers: {question.listed()}"[:250]),
        showInputMessage=True,
        promptTitle=question.name[:32],
        prompt=writable(question.text[:250]),
    )
    target.add_data_validation(rule)
    rule.add(f"{letter}2:{letter}{len(sheet) + 1}")


def _set(cell: Any, value: object) -> None:
    """Set a cell to what it says: a string is a string, whatever it starts with."""
    if value is None or value is pd.NA:
        return
    cell.value = safe_cell(value)
    if isinstance(value, str):
        cell.data_type = "s"
