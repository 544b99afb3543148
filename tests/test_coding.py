"""The hand-coding kit: what is drawn, written and read back, and the numbers of agreement."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import hypothesis.strategies as st
import numpy as np
import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from nltk.metrics.agreement import AnnotationTask
from nltk.metrics.distance import binary_distance, interval_distance
from scipy.stats import pearsonr, spearmanr

import mediakit as mk
from mediakit.coding import (
    HEDGED,
    QUESTIONS,
    TONE,
    Question,
    agreement,
    coding_sheet,
    disagreements,
    krippendorff_alpha,
)
from mediakit.coding.filled import collect
from mediakit.coding.in_words import of_alpha, short
from mediakit.coding.reliability import (
    coincidences,
    equal_share,
    interval,
    pearson,
    precision_recall_f1,
    spearman,
)
from mediakit.coding.sheet import shares
from mediakit.coding.spreadsheet import original_cell, safe_cell

SAMPLE = mk.load_sample()


def units_by_coders(*coders: str) -> pd.DataFrame:
    """Answers as papers print them: one row a coder, a full stop where one is missing."""
    return pd.DataFrame([coder.split() for coder in coders]).replace(".", None).T


# Krippendorff, K. (2011). Computing Krippendorff's alpha-reliability: sections A to D
BINARY = units_by_coders("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0")
NOMINAL = units_by_coders("a a b b d c c c e d d a", "b a b b b c c c e d d d")
FOUR_CODERS = units_by_coders(
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
)
# Hayes, A. F. & Krippendorff, K. (2007), table 1: five observers, 40 articles
FIVE_OBSERVERS = units_by_coders(
    "1 1 2 . 0 0 1 1 2 2 . 0 1 3 1 1 2 1 1 0 0 0 2 0 1 0 0 1 1 1 1 2 2 3 2 2 2 2 2 1",
    "1 1 3 0 0 0 0 . 2 1 1 0 2 3 1 1 1 2 1 0 0 0 3 0 2 1 0 2 1 1 1 1 2 2 2 2 2 2 2 1",
    "2 0 3 0 0 0 2 2 2 1 0 0 2 2 1 1 2 3 0 0 1 . 3 0 . 1 0 1 2 2 0 2 . 2 2 3 2 . 2 1",
    ". 1 3 . . . . 0 . 1 0 0 2 2 . . . 3 1 . 1 0 3 0 2 1 1 2 2 . . 1 2 2 . . . 1 2 .",
    "2 . . 0 0 0 1 . 2 . . . . 3 1 1 2 . . 0 . 0 . . 2 . 0 . . 2 0 . 2 . 2 2 2 2 . 1",
)


@pytest.mark.parametrize(
    ("answers", "level", "published"),
    [
        (BINARY, "nominal", 0.095),
        (NOMINAL, "nominal", 0.692),
        (FOUR_CODERS, "nominal", 0.743),
        (FOUR_CODERS, "ordinal", 0.815),
        (FOUR_CODERS, "interval", 0.849),
        (FIVE_OBSERVERS, "ordinal", 0.7598),
    ],
)
def test_alpha_is_that_of_the_published_examples(
    answers: pd.DataFrame, level: str, published: float
) -> None:
    digits = len(str(published).split(".")[1])
    assert round(krippendorff_alpha(answers, level), digits) == published


def codes_of(answers: pd.DataFrame) -> np.ndarray[Any, Any]:
    return answers.astype(float).fillna(-1).to_numpy(dtype=int)


def test_the_coincidence_matrix_is_that_of_the_published_example() -> None:
    third = 1 / 3
    expected = [
        [7, 4 * third, third, third, 0],
        [4 * third, 10, 4 * third, third, 0],
        [third, 4 * third, 8, third, 0],
        [third, third, third, 4, 0],
        [0, 0, 0, 0, 3],
    ]
    pairs = coincidences(codes_of(FOUR_CODERS), 6)
    matrix = np.asarray(pairs.sum(axis=0)).reshape(6, 6)[1:, 1:]  # the answers are 1 to 5
    np.testing.assert_allclose(matrix, expected)
    assert matrix.sum(axis=1).round(9).tolist() == [9, 13, 10, 5, 3]


def test_the_pairs_of_the_second_published_example_are_all_there() -> None:
    codes = codes_of(FIVE_OBSERVERS)
    n_answers = (codes >= 0).sum(axis=1)
    assert (n_answers * (n_answers - 1) / 2).sum() == 239  # "Pairs" in the output of KALPHA


def directly(answers: np.ndarray[Any, Any], level: str) -> float:
    """Alpha from its definition: mean distance within units over mean distance of all pairs."""
    units = [[a for a in unit if not np.isnan(a)] for unit in answers]
    units = [unit for unit in units if len(unit) > 1]
    every = sorted(a for unit in units for a in unit)

    def distance(a: float, b: float) -> float:
        if level == "nominal":
            return float(a != b)
        if level == "interval":
            return (a - b) ** 2
        low, high = min(a, b), max(a, b)
        between = sum(low <= other <= high for other in every)
        return (between - (every.count(a) + every.count(b)) / 2) ** 2 if a != b else 0.0

    observed = sum(
        distance(a, b) / (len(unit) - 1)
        for unit in units
        for i, a in enumerate(unit)
        for j, b in enumerate(unit)
        if i != j
    )
    n = len(every)
    expected = sum(
        distance(a, b) for i, a in enumerate(every) for j, b in enumerate(every) if i != j
    )
    return 1 - (observed / n) / (expected / (n * (n - 1))) if expected else np.nan


TABLES = st.integers(2, 4).flatmap(
    lambda n: st.lists(
        st.lists(st.sampled_from([-2.0, -1.0, 0.0, 1.0, 5.0, np.nan]), min_size=n, max_size=n),
        min_size=1,
        max_size=8,
    )
)


@given(TABLES, st.sampled_from(["nominal", "ordinal", "interval"]))
def test_alpha_follows_its_definition(rows: list[list[float]], level: str) -> None:
    answers = np.array(rows)
    expected = directly(answers, level) if (~np.isnan(answers)).any() else np.nan
    assert krippendorff_alpha(answers, level) == pytest.approx(expected, nan_ok=True)


@given(TABLES, st.sampled_from([("nominal", binary_distance), ("interval", interval_distance)]))
def test_alpha_is_that_of_nltk(
    rows: list[list[float]], at: tuple[str, Callable[..., float]]
) -> None:
    level, distance = at
    alpha = krippendorff_alpha(np.array(rows), level)
    triples = [
        (coder, unit, answer)
        for unit, row in enumerate(rows)
        for coder, answer in enumerate(row)
        if not np.isnan(answer)
    ]
    if np.isnan(alpha):  # where all answers are the same nltk answers 1, or raises
        return
    assert alpha == pytest.approx(AnnotationTask(triples, distance).alpha())


@given(TABLES, st.sampled_from(["nominal", "ordinal", "interval"]), st.randoms())
def test_alpha_knows_no_order_of_units_or_coders(
    rows: list[list[float]], level: str, random: Any
) -> None:
    answers = np.array(rows)
    units, coders = list(range(len(answers))), list(range(answers.shape[1]))
    random.shuffle(units)
    random.shuffle(coders)
    alpha = krippendorff_alpha(answers, level)
    assert krippendorff_alpha(answers[units][:, coders], level) == pytest.approx(alpha, nan_ok=True)


@given(
    st.lists(st.sampled_from([-2, -1, 0, 1]), min_size=2, max_size=12).filter(
        lambda answers: len(set(answers)) > 1
    ),
    st.sampled_from(["nominal", "ordinal", "interval"]),
)
def test_equal_answers_agree_wholly(answers: list[int], level: str) -> None:
    assert krippendorff_alpha(pd.DataFrame({"a": answers, "b": answers}), level) == 1


def test_alpha_says_nothing_where_nothing_can_be_told() -> None:
    assert np.isnan(krippendorff_alpha([["yes", "yes"], ["yes", "yes"]]))
    assert np.isnan(krippendorff_alpha([["yes", None], [None, "no"]]))
    assert np.isnan(krippendorff_alpha(pd.DataFrame(columns=["a", "b"])))


def test_alpha_names_what_it_needs() -> None:
    with pytest.raises(ValueError, match="level 'ratio' is none of nominal, ordinal, interval"):
        krippendorff_alpha([[1, 2]], "ratio")
    with pytest.raises(ValueError, match="interval level needs numbers"):
        krippendorff_alpha([["yes", "no"]], "interval")


# ---------------------------------------------------------------- other statistics


WEIGHTED = st.integers(3, 9).flatmap(
    lambda n: st.tuples(
        *[st.lists(st.integers(-3, 3), min_size=n, max_size=n) for _ in range(2)],
        st.lists(st.integers(0, 3), min_size=n, max_size=n).filter(lambda w: sum(w) > 2),
    )
)


@given(WEIGHTED)
def test_weights_stand_for_repetition(at: tuple[list[int], list[int], list[int]]) -> None:
    x, y, weights = (np.array(values, dtype=float) for values in at)
    times = weights.astype(int)
    one, other = np.repeat(x, times), np.repeat(y, times)
    if len(set(one)) > 1 and len(set(other)) > 1:
        assert pearson(x, y, weights[None])[0] == pytest.approx(pearsonr(one, other)[0])
        assert spearman(x, y, weights[None])[0] == pytest.approx(spearmanr(one, other)[0])
    else:
        assert np.isnan(pearson(x, y, weights[None])[0])
    marked, true = one > 0, other > 0
    got = precision_recall_f1(x > 0, y > 0, weights[None])
    hits = (marked & true).sum()
    for value, n in zip(
        got, (marked.sum(), true.sum(), (marked.sum() + true.sum()) / 2), strict=True
    ):
        assert value[0] == pytest.approx(hits / n if n else np.nan, nan_ok=True)


def test_equal_share_is_per_cent_agreement_of_two_coders() -> None:
    codes = np.array([[0, 0], [1, 0], [1, 1], [2, 2]])
    assert equal_share(codes, np.ones((1, 4)))[0] == 0.75


def test_an_interval_is_the_spread_of_the_resamples() -> None:
    answers = np.array([0.0, 1.0] * 50)

    def mean(weights: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        return weights @ answers / weights.sum(axis=1)

    low, high = interval(mean, 100, resamples=4_000)
    assert (low, high) == pytest.approx((0.5 - 1.96 * 0.05, 0.5 + 1.96 * 0.05), abs=0.011)
    assert interval(mean, 100) == interval(mean, 100) != interval(mean, 100, seed=1)
    assert np.isnan(interval(mean, 1)).all()


# ---------------------------------------------------------------- drawing


@given(
    st.lists(st.integers(1, 60), min_size=1, max_size=8),
    st.integers(0, 80),
    st.sampled_from(["proportional", "equal"]),
)
def test_shares_add_up_and_leave_nobody_out(sizes: list[int], more: int, allocation: str) -> None:
    n = len(sizes) + more
    given_out = shares(np.array(sizes), n, allocation)
    assert given_out.sum() == min(n, sum(sizes))
    assert (given_out >= 1).all()
    assert (given_out <= sizes).all()
    if allocation == "equal":
        unfilled = given_out[given_out < sizes]
        assert not len(unfilled) or unfilled.max() - unfilled.min() <= 1


@pytest.mark.parametrize("unit", ["sentence", "paragraph", "article"])
def test_texts_stand_where_the_sheet_says(unit: str) -> None:
    sheet = coding_sheet(SAMPLE, 30, unit=unit)
    assert len(sheet) == 30
    assert sheet["unit"].is_unique
    for row in sheet.itertuples():
        body = SAMPLE.loc[row.article, "text"]
        assert body[row.start : row.end] == row.text
        if unit != "article":
            before = body[: row.start].rstrip()
            assert before.endswith(row.before)
            assert bool(row.before) == bool(before)
            assert body[row.end :].lstrip().startswith(row.after)


def test_sentences_are_those_of_analyse() -> None:
    sheet = coding_sheet(SAMPLE, 40).set_index(["article", "sentence"])
    spans = mk.analyse(SAMPLE, [], unit="sentence")[["start", "end"]]
    assert (spans.loc[sheet.index].to_numpy() == sheet[["start", "end"]].to_numpy()).all()


def test_groups_are_drawn_from_as_asked() -> None:
    n_sentences = mk.analyse(SAMPLE, [], unit="sentence").groupby(level=0).size()
    outlet = SAMPLE["outlet"]
    whole = n_sentences.groupby(outlet).sum()
    drawn = coding_sheet(SAMPLE, 120, by="outlet")["article"].map(outlet).value_counts()
    assert (drawn - 120 * whole / whole.sum()).abs().max() < 1
    equal = coding_sheet(SAMPLE, 120, by="outlet", allocation="equal")
    assert set(equal["article"].map(outlet).value_counts()) == {20}
    both = coding_sheet(SAMPLE, 48, by=["outlet", "story"])["article"]
    assert both.nunique() == 48  # one sentence from each


def test_articles_without_a_group_are_a_group() -> None:
    articles = pd.DataFrame(
        {"text": ["One word. Two words."] * 4, "outlet": ["A", "A", None, None]}
    )
    drawn = coding_sheet(articles, 2, by="outlet")["article"]
    assert sorted(drawn // 2) == [0, 1]


def test_a_draw_can_be_repeated_and_another_seed_draws_another() -> None:
    first, again, other = (coding_sheet(SAMPLE, 20, seed=seed) for seed in (1, 1, 2))
    pd.testing.assert_frame_equal(first, again)
    assert set(first["unit"]) != set(other["unit"])
    assert not first["article"].is_monotonic_increasing  # in random order


def test_a_sheet_has_all_there_is_where_more_is_asked_for() -> None:
    sheet = coding_sheet("It rained. It poured.\n\nThen it stopped.", 100)
    assert set(sheet["text"]) == {"It rained.", "It poured.", "Then it stopped."}
    assert sheet[["coder", "tone", "hedged", "loaded", "note"]].isna().all(axis=None)


def test_every_unit_may_be_drawn() -> None:
    text = "One. Two. Three. Four."
    drawn = [coding_sheet(text, 1, seed=seed)["text"].item() for seed in range(60)]
    assert set(drawn) == {"One.", "Two.", "Three.", "Four."}


def test_missing_and_empty_articles_are_never_drawn() -> None:
    sheet = coding_sheet([None, "It rained.", ""], 5, unit="article")
    assert sheet["article"].tolist() == [1]
    with pytest.raises(ValueError, match="no text to draw from"):
        coding_sheet([None, ""])


def test_the_headline_is_context_of_an_article_and_the_outlet_is_none() -> None:
    sheet = coding_sheet(SAMPLE, 6, by="outlet", unit="article", allocation="equal")
    expected = SAMPLE.loc[sheet["article"], "headline"].tolist()
    assert sheet["headline"].tolist() == expected
    assert "outlet" not in sheet.columns


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"unit": "voice"}, "unit 'voice' can't be coded; there are article, paragraph, sentence"),
        ({"by": "paper"}, "by='paper': no such column; there are headline, text, outlet"),
        ({"by": []}, "no such column"),
        ({"questions": "tones"}, "question 'tones' is not known; there are tone, hedged, loaded"),
        ({"questions": ["tone", "tone"]}, "each once"),
        ({"allocation": "fair"}, "allocation 'fair' is none of proportional, equal"),
        ({"n": 0}, "draw at least one unit"),
        ({"n": 5, "by": "outlet"}, "5 units can't be drawn from 6 groups"),
    ],
)
def test_what_cannot_be_drawn_is_said(asked: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        coding_sheet(SAMPLE, **asked)


def test_articles_need_labels_of_their_own() -> None:
    twice = SAMPLE.iloc[[0, 0]]
    with pytest.raises(ValueError, match="'reservist-decree-halden' stands for several articles"):
        coding_sheet(twice)


# ---------------------------------------------------------------- questions


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"name": "text"}, "none of unit"),
        ({"name": "=cmd()"}, "letters, digits and underscores"),
        ({"scale": "ratio"}, "scale 'ratio' is none of nominal"),
        ({"answers": ["yes"]}, "two or more answers"),
        ({"answers": "yes"}, "a list of two or more"),
        ({"answers": ["Yes", "yes "]}, "read alike"),
        ({"answers": ["low", "high"], "scale": "interval"}, "has numbers, not low, high"),
        ({"present": "maybe"}, "'maybe' is no answer"),
        ({"compare": "n_words", "present": None}, "say which answer n_words is to find"),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused(change: dict[str, Any], message: str) -> None:
    fields = {"name": "q", "text": "?", "answers": ["yes", "no"], "present": "yes"} | change
    with pytest.raises(ValueError, match=message):
        Question(**fields)


def test_the_questions_of_mediakit_explain_themselves() -> None:
    for question in QUESTIONS:
        assert question.text.strip()
        assert question.example
        assert all(question.meanings().values())


@pytest.mark.parametrize("cell", [None, np.nan, pd.NA, "", "  "])
def test_an_empty_cell_is_no_answer(cell: object) -> None:
    assert TONE.position(cell) is None


@pytest.mark.parametrize("cell", [-1, -1.0, "-1", " -1.0 ", "\u22121", "-1,0", np.int64(-1)])
def test_answers_are_understood_however_they_are_written(cell: object) -> None:
    assert TONE.position(cell) == 1


# ---------------------------------------------------------------- files


RISKY = [
    "=1+1",
    "+1",
    "-2 degrees",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    " =1",
    "'=1",
    "'",
    "'tis",
    "＝1",
    "",
]


@pytest.mark.parametrize("text", RISKY)
def test_no_cell_runs_as_a_formula(text: str) -> None:
    safe = str(safe_cell(text))
    assert not safe.lstrip().startswith(("=", "+", "-", "@", "＝"))
    assert original_cell(safe) == text


@given(st.text(alphabet="=+-@' \ta1", max_size=6))
def test_what_is_made_safe_is_brought_back(text: str) -> None:
    assert original_cell(safe_cell(text)) == text


ODD = pd.Series(
    [
        '=HYPERLINK("http://x","y") said the mayor.',
        "@council, are you there?",
        '- Rain, "wind" and; hail.',
        "+44 is our code.",
        "Ünïcode “marks” — and\tTabs, bell\x07, half \ud83d and _x000D_ stay.",
        "'Tis plain.",
    ],
    index=["a", "b", "c", "-d", "=e", "f"],
    dtype=object,
)


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_a_sheet_comes_back_as_it_was_written(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"sheet{suffix}"
    sheet = coding_sheet(ODD, 10, unit="article", questions="hedged", path=path)
    read = collect([path, sheet.assign(coder="B")], "hedged").units
    written = sheet.set_index("unit").sort_index()
    shown = [text.replace("\x07", "\ufffd").replace("\ud83d", "\ufffd") for text in written["text"]]
    assert read["text"].tolist() == shown
    assert read["article"].tolist() == written["article"].tolist()
    assert read[["start", "end"]].astype(int).equals(written[["start", "end"]])
    assert not list(tmp_path.glob("*.part"))


def test_a_workbook_holds_no_formula_and_offers_the_answers(tmp_path: Path) -> None:
    path = tmp_path / "sheet.xlsx"
    coding_sheet(ODD, 10, unit="article", path=path)
    workbook = openpyxl.load_workbook(path)
    assert workbook.sheetnames == ["Instructions", "Coding"]
    for sheet in workbook:
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            assert cell.data_type != "f"
            assert not str(cell.value or "").startswith(("=", "+", "@"))
            assert isinstance(cell.value, int) or not str(cell.value or "").startswith("-")
    instructions, coding = workbook["Instructions"], workbook["Coding"]
    header = {cell.value: cell for cell in coding[1]}
    rules = coding.data_validations.dataValidation
    for question, rule in zip(QUESTIONS, rules, strict=True):
        column = header[question.name].column_letter
        assert str(rule.sqref) == f"{column}2:{column}7"
        offered = instructions[rule.formula1.split("!")[1].replace("$", "")]
        assert [cell.value for (cell,) in offered] == list(question.answers)
        assert all(coding[f"{column}{row}"].value is None for row in range(2, 8))
        assert not coding[f"{column}2"].protection.locked
    assert coding[f"{header['text'].column_letter}2"].protection.locked
    assert coding.column_dimensions[header["article"].column_letter].hidden
    said = " ".join(str(cell.value) for row in instructions.iter_rows() for cell in row)
    for question in QUESTIONS:
        assert question.text in said
        assert question.example in said


def test_a_csv_brings_its_instructions_beside_it(tmp_path: Path) -> None:
    coding_sheet(SAMPLE, 5, questions=["hedged"], path=tmp_path / "sheet.csv")
    assert (tmp_path / "sheet.csv").read_bytes().startswith(b"\xef\xbb\xbf")  # Excel asks for it
    text = (tmp_path / "sheet_instructions.txt").read_text("utf-8")
    assert HEDGED.text in text
    assert "Column tone" not in text


def test_a_coders_work_is_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text("a coder's answers")
    with pytest.raises(FileExistsError, match="may hold a coder's answers"):
        coding_sheet(SAMPLE, 5, path=path)
    assert path.read_text() == "a coder's answers"


def test_only_spreadsheets_are_written(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"a coding sheet is a file .xlsx or .csv"):
        coding_sheet(SAMPLE, 5, path=tmp_path / "sheet.pdf")


def test_a_text_too_long_for_a_cell_is_named(tmp_path: Path) -> None:
    long = pd.Series(["word " * 7_000], index=["epic"])
    with pytest.raises(ValueError, match=r"text of article 'epic' has 35,000 characters"):
        coding_sheet(long, unit="article", path=tmp_path / "sheet.xlsx")
    assert not list(tmp_path.iterdir())
    coding_sheet(long, unit="article", path=tmp_path / "sheet.csv")


# ---------------------------------------------------------------- what comes back


@pytest.fixture
def blank() -> pd.DataFrame:
    return coding_sheet(SAMPLE, 40, by="outlet")


def filled_in(sheet: pd.DataFrame, coder: str, **answers: Any) -> pd.DataFrame:
    return sheet.assign(coder=coder, **answers)


YES_NO = ["yes", "no"] * 20


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_sheets_go_out_and_come_back(tmp_path: Path, blank: pd.DataFrame, suffix: str) -> None:
    ordered = blank.assign(tone=[-2, -1, 0, 1] * 10, hedged=YES_NO, loaded=YES_NO)
    other = ordered.assign(tone=[-2, -1, 0, 2] * 10).sample(frac=1, random_state=0)
    other.loc[[3, 4], "tone"] = None
    paths = []
    for name, sheet in (("anna", ordered), ("ben", other)):
        path = tmp_path / f"{name}{suffix}"
        if suffix == ".csv":
            # as Excel saves it where a comma is the decimal point
            sheet.to_csv(path, sep=";", index=False, encoding="cp1252", errors="replace")
        else:
            with pd.ExcelWriter(path) as writer:
                sheet.to_excel(writer, sheet_name="Coding", index=False)
        paths.append(path)
    from_files = agreement(*paths, measures="sentiment", resamples=50)
    from_tables = agreement(ordered, other, measures="sentiment", resamples=50)
    pd.testing.assert_frame_equal(from_files, from_tables)
    assert from_files["n_units"].iloc[0] == 38
    assert collect(paths, None).coders == ["anna", "ben"]


def test_a_workbook_is_filled_in_and_read(tmp_path: Path) -> None:
    path = tmp_path / "sheet.xlsx"
    sheet = coding_sheet(SAMPLE, 20, questions=["tone"], path=path)
    workbook = openpyxl.load_workbook(path)
    coding = workbook["Coding"]
    place = [cell.value for cell in coding[1]].index("tone") + 1
    for row in range(2, 22):
        coding.cell(row, place).value = row % 5 - 2
    coding["B2"].value = "Anna"
    workbook.save(path)
    same = sheet.assign(tone=[row % 5 - 2 for row in range(2, 22)])
    table = agreement(path, same, measures=False, resamples=50)
    assert table["value"].tolist() == [1, 1]
    assert collect([path, same], None).coders == ["Anna", "coder 2"]


def test_one_table_with_several_coders_is_taken_apart(blank: pd.DataFrame) -> None:
    one = filled_in(blank, "A", hedged=YES_NO)
    other = filled_in(blank, "B", hedged=["yes", "yes", *YES_NO[2:]])
    together = agreement(pd.concat([one, other]), questions="hedged", measures=False)
    pd.testing.assert_frame_equal(
        together, agreement(one, other, questions="hedged", measures=False)
    )
    nameless = pd.concat([one, other, filled_in(blank.head(1), "", hedged="no")])
    with pytest.raises(ValueError, match="several coders, and row 0 doesn't say which"):
        agreement(nameless)


def test_the_published_example_comes_out_of_sheets() -> None:
    question = Question("value", "Which?", [1, 2, 3, 4, 5], scale="ordinal")
    sheets = [
        pd.DataFrame({"unit": range(1, 13), "value": FOUR_CODERS[coder].astype(float)})
        for coder in FOUR_CODERS
    ]
    values = {
        level: agreement(*sheets, questions=question, level=level, resamples=20)["value"][0]
        for level in ("nominal", "ordinal", "interval")
    }
    assert {k: round(v, 3) for k, v in values.items()} == {
        "nominal": 0.743,
        "ordinal": 0.815,
        "interval": 0.849,
    }
    table = agreement(*sheets, questions=question, resamples=500)
    alpha = table.iloc[0]
    assert (alpha["level"], alpha["n_units"], alpha["n_coders"]) == ("ordinal", 11, 4)
    assert alpha["low"] < alpha["value"] < alpha["high"]
    assert table["value"].iloc[1] == pytest.approx((7 + 10 + 8 + 4 + 3) / 40)


@settings(max_examples=15)
@given(st.permutations(range(3)), st.permutations(range(12)))
def test_the_table_knows_no_order_of_sheets_or_rows(coders: list[int], units: list[int]) -> None:
    question = Question("value", "Which?", [1, 2, 3, 4, 5], scale="ordinal")
    sheets = [
        pd.DataFrame({"unit": list("abcdefghijkl"), "value": FOUR_CODERS[coder].astype(float)})
        for coder in range(3)
    ]
    first = agreement(*sheets, questions=question, resamples=50)
    turned = [sheets[coder].iloc[units] for coder in coders]
    pd.testing.assert_frame_equal(first, agreement(*turned, questions=question, resamples=50))


def test_deleted_rows_count_as_not_answered(blank: pd.DataFrame) -> None:
    one, other = filled_in(blank, "A", hedged=YES_NO), filled_in(blank, "B", hedged=YES_NO)
    table = agreement(one, other.drop(index=[0, 1, 2]), questions="hedged", measures=False)
    assert table["n_units"].tolist() == [37, 37]


def test_sheets_that_do_not_fit_are_explained(blank: pd.DataFrame) -> None:
    one = filled_in(blank, "A", hedged=YES_NO)
    other = filled_in(blank, "B", hedged=YES_NO)
    strange = filled_in(coding_sheet(SAMPLE, 40, seed=9), "C", hedged=YES_NO)
    cases: list[tuple[tuple[Any, ...], str]] = [
        ((one,), "two or more coders"),
        ((one, one), "two sheets are by coder 'A'; is one of them given twice"),
        ((one, strange), r"sheet 2 has \d+ units that sheet 1 hasn't, such as u\w+ in row \d+"),
        ((one, pd.concat([other, other.head(1)])), "sheet 2: row 0 repeats the unit"),
        ((one, other.drop(columns="unit")), "sheet 2 has no column 'unit'"),
        ((one, other.assign(unit=None)), "row 0 has no unit"),
        ((one, other.drop(columns="hedged")), "sheet 2 has no column hedged"),
    ]
    for sheets, message in cases:
        with pytest.raises(ValueError, match=message):
            agreement(*sheets)
    with pytest.raises(TypeError, match=r"pass several one by one"):
        agreement([one, other])  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=r"name what was asked: questions="):
        agreement(one[["unit"]], other[["unit"]])


def test_an_unknown_answer_is_shown_with_its_row(tmp_path: Path, blank: pd.DataFrame) -> None:
    one = filled_in(blank, "A", hedged=YES_NO)
    wrong = filled_in(blank, "B", hedged=["maybe", *YES_NO[1:]])
    path = tmp_path / "ben.csv"
    wrong.to_csv(path, index=False)
    message = r"no answer to 'hedged' \(yes, no\): ben.csv, row 2: 'maybe'"
    with pytest.raises(ValueError, match=message):
        agreement(one, path)
    with pytest.raises(ValueError, match=r"sheet 2, row 4: 'x' and 35 more$"):
        agreement(one, filled_in(blank, "B", hedged="x"), measures=False)


def test_levels_are_checked(blank: pd.DataFrame) -> None:
    one = filled_in(blank, "A", tone=[1, 2] * 20, hedged=YES_NO)
    other = filled_in(blank, "B", tone=[1, 2] * 20, hedged=YES_NO)
    table = agreement(one, other, level={"tone": "interval"}, measures=False, resamples=20)
    alphas = table[table["statistic"] == "alpha"].set_index("question")["level"]
    assert alphas[["tone", "hedged"]].tolist() == ["interval", "nominal"]
    with pytest.raises(ValueError, match="'hedged' has words for answers"):
        agreement(one, other, level="interval")
    with pytest.raises(ValueError, match="level: there is no question tones"):
        agreement(one, other, level={"tones": "nominal"})
    with pytest.raises(ValueError, match="level 'ratio' is none of"):
        agreement(one, other, level="ratio")


# ---------------------------------------------------------------- measures against coders


LENGTH = Question(
    "is_long", "Is it long?", ["yes", "no"], compare="n_words", present="yes", threshold=20
)


def test_precision_and_recall_are_counted_against_most_coders(blank: pd.DataFrame) -> None:
    sheet = coding_sheet(SAMPLE, 60, questions=LENGTH)
    n_words = mk.analyse(sheet["text"], "readability")["n_words"].to_numpy()
    long = n_words > 20
    truth = np.where(n_words > 15, "yes", "no")
    sheets = [filled_in(sheet, name, is_long=truth) for name in "ABC"]
    sheets[2] = filled_in(sheet, "C", is_long="no")  # outvoted, or right
    table = agreement(*sheets, questions=LENGTH, measures="size", resamples=200)
    table = table.set_index("statistic")
    wanted = n_words > 15
    assert table.loc["precision", "value"] == 1
    assert table.loc["recall", "value"] == pytest.approx(long.sum() / wanted.sum())
    assert table.loc["recall", "low"] < table.loc["recall", "value"] < table.loc["recall", "high"]
    assert f"of {wanted.sum()} units that are 'yes'" in table.loc["recall", "reading"]
    assert table.loc["f1", "comparison"] == "n_words with coders"
    # with two coders, those on which they differ are left out, and it is said
    pair = agreement(sheets[0], sheets[2], questions=LENGTH, measures="size", resamples=20)
    f1 = pair.set_index("statistic").loc["f1"]
    assert f1["n_units"] == 60 - wanted.sum()
    assert f"{wanted.sum()} on which coders are split are left out" in f1["reading"]


def test_correlations_are_with_the_mean_of_the_coders(blank: pd.DataFrame) -> None:
    tone = mk.sentiment(blank["text"])["sentiment"].to_numpy()
    one = np.clip((tone * 4).round(), -2, 2)
    other = np.where(np.arange(40) % 4 == 0, np.nan, np.clip((tone * 3).round(), -2, 2))
    sheets = filled_in(blank, "A", tone=one), filled_in(blank, "B", tone=other)
    table = agreement(*sheets, questions="tone", resamples=200).set_index("statistic")
    mean = np.nanmean([one, other], axis=0)
    assert table.loc["pearson_r", "value"] == pytest.approx(pearsonr(tone, mean)[0])
    assert table.loc["spearman_rho", "value"] == pytest.approx(spearmanr(tone, mean)[0])
    assert table.loc["pearson_r", "n_units"] == 40
    assert table.loc["alpha", "n_units"] == 30


def test_words_with_an_order_have_ranks_only(blank: pd.DataFrame) -> None:
    size = Question("size", "How long?", ["short", "long"], scale="ordinal", compare="n_words")
    answers = ["short", "long"] * 20
    table = agreement(
        filled_in(blank, "A", size=answers),
        filled_in(blank, "B", size=answers),
        questions=size,
        measures="size",
        resamples=20,
    )
    assert table["statistic"].tolist() == ["alpha", "agreement", "spearman_rho"]


def test_units_can_be_measured_where_they_stand() -> None:
    text = "“We saw it. The water rose. Nobody called us,” she said. Rain fell."
    quoted = mk.Measure(
        name="quoted",
        columns={"n_quoted": "How many tokens stand in quotation marks."},
        count=lambda corpus: {"n_quoted": corpus.count_at(np.flatnonzero(corpus.quoted))},
        score=lambda counts: {"n_quoted": counts["n_quoted"]},
    )
    asked = Question("q", "?", ["yes", "no"], compare="n_quoted", present="yes")
    sheet = coding_sheet(text, questions=asked)
    answers = np.where(sheet["text"].str.contains("Rain"), "no", "yes")
    sheets = filled_in(sheet, "A", q=answers), filled_in(sheet, "B", q=answers)

    def recall(**more: Any) -> float:
        table = agreement(*sheets, questions=asked, measures=quoted, resamples=20, **more)
        return float(table.set_index("statistic").loc["recall", "value"])

    assert recall(articles=text) == 1
    assert recall() < 1  # alone, the middle sentence shows no quotation marks
    with pytest.raises(ValueError, match="another text stands where unit"):
        recall(articles=text.replace("water", "river"))
    with pytest.raises(ValueError, match="there is no article 0 among these articles"):
        recall(articles=pd.Series([text], index=["other"]))


@pytest.mark.parametrize("unit", ["article", "paragraph", "sentence"])
def test_measuring_in_place_gives_what_analyse_gives(unit: str) -> None:
    sheet = coding_sheet(SAMPLE, 30, unit=unit, questions=LENGTH)
    truth = np.where(np.arange(30) % 2, "yes", "no")
    sheets = filled_in(sheet, "A", is_long=truth), filled_in(sheet, "B", is_long=truth)
    asked = replace(LENGTH, threshold=25.0)
    table = agreement(*sheets, questions=asked, measures="size", articles=SAMPLE, resamples=20)
    n_words = mk.analyse(sheet["text"], [])["n_words"].to_numpy()
    marked = n_words > 25
    expected = (marked & (truth == "yes")).sum() / marked.sum()
    assert table.set_index("statistic").loc["precision", "value"] == pytest.approx(expected)


def test_a_measure_of_units_that_split_all_coders_is_undefined(blank: pd.DataFrame) -> None:
    opposite = ["no", "yes"] * 20
    sheets = filled_in(blank, "A", hedged=YES_NO), filled_in(blank, "B", hedged=opposite)
    asked = replace(HEDGED, compare="n_words")
    table = agreement(*sheets, questions=asked, measures="size", resamples=20)
    of_measure = table[table["comparison"] == "n_words with coders"]
    assert of_measure["value"].isna().all()
    assert of_measure["n_units"].tolist() == [0, 0, 0]
    assert of_measure["reading"].str.contains("40 on which coders are split").all()
    assert table["value"][0] < 0


def test_a_column_that_nobody_gives_is_said(blank: pd.DataFrame) -> None:
    asked = replace(HEDGED, compare="n_hegdes")
    sheets = filled_in(blank, "A", hedged=YES_NO), filled_in(blank, "B", hedged=YES_NO)
    last = agreement(*sheets, questions=asked, resamples=20).iloc[-1]
    assert np.isnan(last["value"])
    assert last["reading"] == "no measure gives a column n_hegdes"
    bare = [sheet[["unit", "coder", "hedged"]] for sheet in sheets]
    last = agreement(*bare, resamples=20).iloc[-1]
    assert last["reading"] == "the sheets have no column 'text' to measure"


# ---------------------------------------------------------------- where coders differ


def test_disagreements_are_listed_widest_first() -> None:
    anna = pd.DataFrame(
        {"unit": list("abcd"), "text": list("ABCD"), "tone": [0, 1, -2, None], "hedged": "no"}
    )
    ben = anna.assign(tone=[0, 2, 2, 1], hedged=["no", "yes", "no", "no"])
    cleo = anna.assign(tone=[0, None, 0, None], hedged=None)
    table = disagreements(
        *(
            sheet.assign(coder=name)
            for sheet, name in zip((anna, ben, cleo), ("Anna", "Ben", "Cleo"), strict=True)
        )
    )
    assert table.columns.tolist() == ["question", "unit", "text", "Anna", "Ben", "Cleo"]
    assert table.values.tolist() == [
        ["tone", "c", "C", -2, 2, 0],
        ["tone", "b", "B", 1, 2, None],
        ["hedged", "b", "B", "no", "yes", None],
    ]


# ---------------------------------------------------------------- in words


def test_questions_that_nobody_answered_are_said(blank: pd.DataFrame) -> None:
    table = agreement(filled_in(blank, "A"), filled_in(blank, "B"), measures="sentiment")
    among = table[table["comparison"] == "among coders"]
    assert among["question"].tolist() == ["tone", "hedged", "loaded"]
    assert set(among["reading"]) == {"no unit has the answers of two coders"}
    tone = table.set_index("comparison").loc["sentiment with coders"]
    assert tone["reading"] == "no unit that a coder answered could be measured"
    assert table["value"].isna().all()


@pytest.mark.parametrize(
    ("value", "low", "said"),
    [
        (0.9, 0.85, "alpha .90: enough to report (Krippendorff 2004 asks for .80)"),
        (0.9, 0.7, "the interval reaches below .80"),
        (0.7, 0.68, "enough for tentative conclusions"),
        (0.7, 0.5, "the interval reaches below .667"),
        (0.5, 0.2, "too low to draw conclusions"),
        (-0.1, -0.3, "no better than chance"),
        (np.nan, np.nan, "alpha is undefined: all answers are the same"),
    ],
)
def test_alpha_is_read_by_the_bounds_of_the_literature(value: float, low: float, said: str) -> None:
    assert said in of_alpha(value, low, 100)


def test_few_units_are_remarked_on() -> None:
    assert of_alpha(0.9, 0.85, 12).endswith("12 units are few")
    assert "few" not in of_alpha(0.9, 0.85, 30)


@given(st.floats(-1, 1))
def test_a_number_is_never_written_as_a_bound_it_misses(value: float) -> None:
    written = float(short(value))
    assert (written >= 0.8) == (value >= 0.8)
    assert abs(written - value) <= 0.006
