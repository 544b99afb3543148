"""Which columns there are: what every function declares of its tables, collected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from mediakit.analysis import TABLE_COLUMNS
from mediakit.cleaning import CHANGE_COLUMNS
from mediakit.coding.agreement import AGREEMENT_COLUMNS
from mediakit.coding.disagreement import DISAGREEMENT_COLUMNS
from mediakit.coding.questions import QUESTIONS, SHEET_COLUMNS
from mediakit.comparing.comparison import COMPARE_COLUMNS
from mediakit.comparing.over_time import OVER_TIME_COLUMNS
from mediakit.comparing.word_shift import WORD_SHIFT_COLUMNS
from mediakit.evidencing import EVIDENCE_COLUMNS
from mediakit.linguistics.collocations import COLLOCATION_COLUMNS
from mediakit.linguistics.concordance import CONCORDANCE_COLUMNS
from mediakit.linguistics.dispersion import DISPERSION_COLUMNS
from mediakit.linguistics.diversity import DIVERSITY_COLUMNS
from mediakit.linguistics.keyness_columns import KEYNESS_COLUMNS
from mediakit.measures import (
    BOOSTING,
    DIFFICULTY,
    HEDGING,
    LOADED,
    MEASURES,
    READABILITY,
    SENTIMENT,
    SIZE,
    SOURCING,
)
from mediakit.measures.measure import Column, Measure
from mediakit.quotation_table import QUOTATION_COLUMNS
from mediakit.ranking import KEYWORD_COLUMNS
from mediakit.reading import READ_COLUMNS, READING_REPORT_COLUMNS, SOURCE_COLUMNS
from mediakit.sample import ANNOTATION_COLUMNS, SAMPLE_COLUMNS
from mediakit.scoring import names_of_limits
from mediakit.stories.copied import COPIED_SENTENCES_COLUMNS
from mediakit.stories.naming import NAMING_COLUMNS
from mediakit.stories.only_here import HEADLINES_COLUMNS, ONLY_HERE_COLUMNS
from mediakit.stories.same import SAME_STORY_COLUMNS
from mediakit.stories.shares import SHARES_COLUMNS
from mediakit.stories.speaking import SPEAKERS_COLUMNS

#: Functions that measure, with the families that they give.
MEASURING: Mapping[str, Sequence[Measure]] = {
    "analyse": MEASURES,
    "readability": (READABILITY, DIFFICULTY),
    "sentiment": (SENTIMENT,),
    "hedging": (HEDGING, BOOSTING),
    "loaded": (LOADED,),
    "sourcing": (SOURCING,),
}

#: All families, those first that mk.analyse gives.
FAMILIES = tuple({measure.name: measure for measure in chain(*MEASURING.values())}.values())

#: The other functions, with what they declare of their tables.
TABLES: Mapping[str, Mapping[str, Column]] = {
    "keywords": KEYWORD_COLUMNS,
    "evidence": EVIDENCE_COLUMNS,
    "quotations": QUOTATION_COLUMNS,
    "diversity": {**DIVERSITY_COLUMNS, **TABLE_COLUMNS},
    "kwic": CONCORDANCE_COLUMNS,
    "collocations": COLLOCATION_COLUMNS,
    "dispersion": DISPERSION_COLUMNS,
    "keyness": KEYNESS_COLUMNS,
    "compare": COMPARE_COLUMNS,
    "over_time": OVER_TIME_COLUMNS,
    "word_shift": WORD_SHIFT_COLUMNS,
    "same_story": SAME_STORY_COLUMNS,
    "copied_sentences": COPIED_SENTENCES_COLUMNS,
    "line_up(...).measures": SHARES_COLUMNS,
    "line_up(...).headlines": HEADLINES_COLUMNS,
    "line_up(...).speakers": SPEAKERS_COLUMNS,
    "line_up(...).naming": NAMING_COLUMNS,
    "line_up(...).only_here": ONLY_HERE_COLUMNS,
    "line_up(...).copied": COPIED_SENTENCES_COLUMNS,
    "coding_sheet": {**SHEET_COLUMNS, **{q.name: q.column() for q in QUESTIONS}},
    "agreement": AGREEMENT_COLUMNS,
    "disagreements": DISAGREEMENT_COLUMNS,
    "load_sample": SAMPLE_COLUMNS,
    "load_sample_annotations": ANNOTATION_COLUMNS,
    "read": {**READ_COLUMNS, **SOURCE_COLUMNS},
    "reading_report": READING_REPORT_COLUMNS,
    "clean(...).changes": CHANGE_COLUMNS,
}


@dataclass(frozen=True)
class Sense:
    """What a column of one name means, and where it means that.

    Attributes
    ----------
    name : str
        Name of the column.
    column : Column
        What it means.
    measure : str
        The family that counts it; empty for what no measure counts.
    functions : tuple of str
        Whose tables have it.
    """

    name: str
    column: Column
    measure: str
    functions: tuple[str, ...]

    @property
    def names(self) -> set[str]:
        """By what names records know it: "certainty", or "keywords.term" if no measure gives it."""
        return {self.name} if self.measure else {f"{f}.{self.name}" for f in self.functions}


def of_families(measures: Iterable[Measure], levels: bool = False) -> list[Sense]:
    """Columns of mk.analyse for families, in the order of the table.

    With `levels` also what names the units and says where they begin and end.
    """
    chosen = (SIZE, *(measure for measure in measures if measure is not SIZE))
    senses = [
        Sense(name, as_column(told), measure.name, _measuring(measure))
        for measure in chosen
        for name, told in measure.columns.items()
    ]
    for measure in chosen:
        for name in measure.headline:
            about = as_column(measure.columns[name])
            senses += [
                Sense(of, told, measure.name, _measuring(measure))
                for of, told in _of_headline(name, about).items()
            ]
    beside = TABLE_COLUMNS if levels else {"caution": TABLE_COLUMNS["caution"]}
    return senses + [
        Sense(name, told, SIZE.name if name == "caution" else "", tuple(MEASURING))
        for name, told in beside.items()
    ]


def of_limits(measures: Iterable[Measure]) -> list[Sense]:
    """Columns that ``interval=`` adds beside those of families."""
    return [
        Sense(limit, _limit_of(name, as_column(measure.columns[name]), end), measure.name, given_by)
        for measure in measures
        for name, limits in names_of_limits([measure]).items()
        for given_by in [_measuring(measure)]
        for limit, end in zip(limits, ("lower", "upper"), strict=True)
    ]


def of_table(function: str) -> list[Sense]:
    """Columns of the table that a function gives, in its order."""
    if function == "analyse":
        return of_families(MEASURES, levels=True)
    return [Sense(name, told, "", (function,)) for name, told in TABLES[function].items()]


def all_senses() -> list[Sense]:
    """Every column of every table; where several describe it alike it is one."""
    found: dict[tuple[str, Column], Sense] = {}
    tables = [of_table(function) for function in TABLES]
    for sense in chain(of_families(FAMILIES, levels=True), *tables, of_limits(FAMILIES)):
        known = found.setdefault((sense.name, sense.column), sense)
        functions = dict.fromkeys(known.functions + sense.functions)
        found[sense.name, sense.column] = replace(known, functions=tuple(functions))
    return list(found.values())


def as_column(told: Column | str) -> Column:
    """A measure may give no more than a definition."""
    return told if isinstance(told, Column) else Column(told)


def grouped(senses: Iterable[Sense]) -> Iterator[tuple[str, list[Sense]]]:
    """The senses of each name, in the order in which the names first occur."""
    by_name: dict[str, list[Sense]] = {}
    for sense in senses:
        by_name.setdefault(sense.name, []).append(sense)
    yield from by_name.items()


def _measuring(measure: Measure) -> tuple[str, ...]:
    if measure is SIZE:
        return tuple(MEASURING)
    given_by = tuple(function for function, given in MEASURING.items() if measure in given)
    return given_by or ("analyse",)  # a measure of one's own


def _limit_of(name: str, column: Column, end: str) -> Column:
    return replace(
        column,
        definition=f"The {end} end of the interval of {name}, at the confidence asked for.",
        direction="",
        formula=f"percentile of {name} over resampled sentences; see mk.analyse",
        reference="mediakit",
        caveat="How far other sentences of the kind would move the number; nothing of words that "
        "the measure misjudges.",
    )


def _of_headline(name: str, column: Column) -> dict[str, Column]:
    own = column.definition[:1].lower() + column.definition[1:]
    span = None if column.low is None or column.high is None else column.high - column.low
    return {
        f"headline_{name}": replace(
            column,
            definition=f"Of the headline alone: {own}",
            caveat=f"A headline is one sentence: a single word can decide it. {column.caveat}",
        ),
        f"headline_{name}_gap": Column(
            f"By how much {name} is higher in the headline than in the text.",
            unit=column.unit,
            low=None if span is None else -span,
            high=span,
            direction="above zero the headline has more of it, below zero the text",
            formula=f"headline_{name} - {name}",
            caveat="A headline is one sentence: a single word can decide it.",
        ),
    }
