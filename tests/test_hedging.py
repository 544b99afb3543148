"""Hedges and boosters: golden sentences, a slow second opinion, and what the columns must keep."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mediakit import lexicons
from mediakit.corpus import Corpus, read_corpus
from mediakit.evidencing import token_evidence
from mediakit.measures.cue_lexicon import FORMS, cue_forms, cue_lexicon
from mediakit.measures.cues import running_words
from mediakit.measures.hedging import BOOSTER, BOOSTING, CATEGORIES, HEDGING, PLAIN
from mediakit.measures.size import SIZE
from mediakit.vocabulary import Vocabulary

GOLDEN = json.loads((Path(__file__).parent / "golden" / "hedging.json").read_text("utf-8"))
ROWS = lexicons.rows("hedging")


def corpus_of(*texts: str) -> Corpus:
    return read_corpus(texts, Vocabulary())


def found(corpus: Corpus) -> pd.DataFrame:
    return token_evidence(corpus, pd.RangeIndex(len(corpus.texts)), [HEDGING, BOOSTING])


def scores(*texts: str) -> pd.DataFrame:
    """One row a text, from the counts of its sentences."""
    corpus = corpus_of(*texts)
    counts = {**SIZE.count(corpus), **HEDGING.count(corpus), **BOOSTING.count(corpus)}
    summed = {
        name: np.bincount(corpus.article_of_sentence, values, minlength=len(texts))
        for name, values in counts.items()
    }
    return pd.DataFrame({**HEDGING.score(summed), **BOOSTING.score(summed)})


@pytest.mark.parametrize("case", GOLDEN, ids=lambda case: case["text"])
def test_golden_sentences(case: dict[str, object]) -> None:
    table = found(corpus_of(str(case["text"])))
    assert table[["text", "label"]].to_numpy().tolist() == case["found"]


def test_curly_and_straight_apostrophes_are_one() -> None:
    for text in ("It can't be ruled out.", "It can’t be ruled out."):
        assert scores(text)["n_hedges"].item() == 1


@pytest.mark.parametrize(
    ("text", "certainty"),
    [
        ("Rain fell.", 0.8),
        ("It may rain.", 0.8 * 0.45),
        ("Perhaps it may rain.", 0.8 * 0.45 * 0.45),
        ("There is no doubt that rain fell.", 1 - 0.2 * 0.5),
        ("Clearly it may rain.", 1 - (1 - 0.8 * 0.45) * 0.7),
        ("It may rain. Rain fell. Rain fell.", (0.8 * 0.45 + 0.8 + 0.8) / 3),
    ],
)
def test_certainty_is_the_formula_of_its_column(text: str, certainty: float) -> None:
    assert scores(text)["certainty"].item() == pytest.approx(certainty, rel=1e-12)


def test_certainty_puts_statements_in_the_order_a_reader_would() -> None:
    surest_first = [
        "There is no doubt that the dam failed.",
        "The dam clearly failed.",
        "The dam failed.",
        "About 50 dams failed.",
        "The dam probably failed.",
        "The dam may have failed.",
        "It is not clear that the dam may have failed.",
    ]
    certainty = scores(*surest_first)["certainty"]
    assert certainty.is_monotonic_decreasing
    assert certainty.is_unique
    assert certainty[2] == PLAIN


def test_shares_and_rates() -> None:
    row = scores("It may rain, perhaps. Clearly the sun shone all day.").iloc[0]
    assert row["hedged_sentence_share"] == 0.5
    assert row["hedges_per_100_words"] == 20.0
    assert row["boosters_per_100_words"] == 10.0


def test_a_cue_does_not_reach_over_a_break() -> None:
    assert scores("He left the critics. Say it.")["n_hedges"].item() == 0
    assert scores("Of all critics, say the ten best, none came.")["n_hedges"].item() == 0
    assert scores("Some “experts” disagree.")["n_hedges"].item() == 1


def test_the_voice_of_a_hedge_is_known() -> None:
    table = found(corpus_of("The fee may rise. “It might fall,” he said."))
    assert table["voice"].tolist() == ["journalist", "quotation"]


# The lexicon


def test_the_tables_agree_with_each_other() -> None:
    rules = lexicons.rows("hedging_context")
    classes = {row["class"]: row["words"].split() for row in lexicons.rows("hedging_classes")}
    assert {row["category"] for row in ROWS} == {*CATEGORIES, BOOSTER}
    assert {row["context"] for row in ROWS} - {""} == {row["rule"] for row in rules}
    assert {row["verdict"] for row in rules} == {"keep", "drop"}
    assert all(row["why"] for row in rules)
    exceptions = {f"{form}_{kind}" for form in FORMS for kind in ("also", "never")}
    asked = " ".join(row["when"] for row in rules)
    assert all(f":{name}" in asked for name in set(classes) - exceptions)
    assert all(words == sorted(set(words)) for words in classes.values())
    assert sum(row["category"] != BOOSTER for row in ROWS) >= 400


def test_entries_are_what_the_matcher_expects() -> None:
    for row in ROWS:
        assert row["cue"] == " ".join(row["cue"].lower().split())
        assert 0 < float(row["strength"]) < 1
        assert row["inflect"] in ("none", "verb", "noun", "be")
        assert len(row["cue"].split()) <= 5


def test_no_entry_is_a_double_that_a_form_of_another_makes() -> None:
    made = {
        (form, row["category"], row["context"], row["inflect"])
        for row in ROWS
        for form in cue_forms(row["cue"], row["inflect"])
        if form != row["cue"]
    }
    own = [(r["cue"], r["category"], r["context"], r["inflect"]) for r in ROWS]
    assert not made.intersection(own)
    assert len(own) == len(set(own))


@pytest.mark.parametrize(
    ("when", "message"),
    [("-1:determinre", "no such class"), ("next=a", "not a condition")],
)
def test_a_mistake_in_a_table_is_named(
    monkeypatch: pytest.MonkeyPatch, when: str, message: str
) -> None:
    tables = {
        "x": [{"cue": "a", "category": "c", "strength": "1", "inflect": "none", "context": "r"}],
        "x_context": [{"rule": "r", "verdict": "keep", "when": when, "why": ""}],
        "x_classes": [{"class": "determiner", "words": "a the"}],
    }
    monkeypatch.setattr(lexicons, "rows", tables.__getitem__)
    with pytest.raises(ValueError, match=message):
        cue_lexicon.__wrapped__("x")


def test_a_rule_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    tables: dict[str, list[dict[str, str]]] = {
        "x": [{"cue": "a", "category": "c", "strength": "1", "inflect": "none", "context": "r"}],
        "x_context": [],
        "x_classes": [],
    }
    monkeypatch.setattr(lexicons, "rows", tables.__getitem__)
    with pytest.raises(ValueError, match="x: no such rule of context: r"):
        cue_lexicon.__wrapped__("x")


# A second opinion: the tables read word by word, one condition at a time


class SlowMatcher:
    def __init__(self) -> None:
        self.classes = {r["class"]: r["words"].split() for r in lexicons.rows("hedging_classes")}
        self.rules: dict[str, list[tuple[str, list[str]]]] = {"": [("keep", [])]}
        for row in lexicons.rows("hedging_context"):
            self.rules.setdefault(row["rule"], []).append((row["verdict"], row["when"].split()))
        self.entries: dict[str, list[dict[str, str]]] = {}
        ranked = sorted(ROWS, key=lambda r: (r["inflect"] != "none", -float(r["strength"])))
        for row in ranked:
            for form in cue_forms(row["cue"], row["inflect"]):
                self.entries.setdefault(form, []).append(row)
        self.lexicon = cue_lexicon("hedging")

    def matches(self, corpus: Corpus) -> list[tuple[int, int, str]]:
        running = running_words(corpus)
        self.shapes = [corpus.vocabulary.shapes[t] for t in corpus.tokens[running.token]]
        self.stretch = running.stretch.tolist()
        result, begin = [], 0
        while begin < len(self.shapes):
            end, label = self.longest(begin)
            if label:
                places = running.token[[begin, end - 1]].tolist()
                result.append((places[0], places[1], label))
            begin = end
        return result

    def longest(self, begin: int) -> tuple[int, str]:
        for size in (6, 5, 4, 3, 2, 1):
            end = begin + size
            if end > len(self.shapes) or self.stretch[end - 1] != self.stretch[begin]:
                continue
            form = " ".join(shape.word for shape in self.shapes[begin:end])
            for entry in self.entries.get(form, []):
                if self.agrees(self.rules[entry["context"]], begin, end):
                    return end, entry["category"]
        return begin + 1, ""

    def agrees(self, rule: list[tuple[str, list[str]]], begin: int, end: int) -> bool:
        hold = [(verdict, all(self.holds(c, begin, end) for c in when)) for verdict, when in rule]
        keeps = [held for verdict, held in hold if verdict == "keep"]
        return not any(held for verdict, held in hold if verdict == "drop") and (
            any(keeps) or not keeps
        )

    def holds(self, condition: str, begin: int, end: int) -> bool:
        denied, condition = condition.startswith("!"), condition.lstrip("!")
        kind = min((k for k in ":=" if k in condition), key=condition.index)
        offset, what = int(condition.split(kind, 1)[0]), condition.split(kind, 1)[1]
        anchor = end - 1 if offset > 0 else begin
        at = anchor + offset
        inside = 0 <= at < len(self.shapes) and self.stretch[at] == self.stretch[anchor]
        if what == "break":
            return inside == denied
        if not inside:
            return denied
        if kind == "=":
            held = self.shapes[at].word in what.split("|")
        elif what in FORMS:
            shape = self.shapes[at]
            bits = self.lexicon.form([shape.word])[0]
            owner = shape.trail in ("'", "’") and shape.word[-1:] == "s"
            bits |= (shape.core[:1].isupper() << FORMS.index("capital")) | (
                owner << FORMS.index("genitive")
            )
            held = bool(bits >> FORMS.index(what) & 1)
        else:
            held = self.shapes[at].word in self.classes[what]
        return held != denied


SLOW = SlowMatcher()
ASKED = sorted(
    {word for form in SLOW.entries for word in form.split()}
    | {word for words in SLOW.classes.values() for word in words[:9]}
)
PIECES = st.one_of(
    st.sampled_from([row["cue"] for row in ROWS]),
    st.sampled_from([row["cue"] for row in ROWS if row["context"]]),
    st.sampled_from(ASKED),
    st.sampled_from(["May", "50", "U.S.", "—", ",", ".", "“", "”", "the mine", "Holm", "prices"]),
)
TEXTS = st.lists(PIECES, min_size=1, max_size=25).map(" ".join)


@given(TEXTS)
@settings(max_examples=400)
def test_the_fast_matcher_finds_what_the_slow_one_finds(text: str) -> None:
    corpus = corpus_of(text)
    fast = [
        (int(m.first[i]), int(m.last[i]), m.label[i])
        for m in (HEDGING.find(corpus), BOOSTING.find(corpus))
        for i in range(len(m))
    ]
    assert sorted(fast) == SLOW.matches(corpus)


def test_the_slow_matcher_agrees_on_the_golden_sentences() -> None:
    for case in GOLDEN:
        assert [label for _, _, label in SLOW.matches(corpus_of(case["text"]))] == [
            label for _, label in case["found"]
        ]


@given(st.lists(TEXTS, min_size=1, max_size=4))
@settings(max_examples=100)
def test_counts_are_the_matches_and_never_overlap(texts: list[str]) -> None:
    corpus = corpus_of(*texts)
    table, row = found(corpus), scores(*texts)
    for number in range(len(texts)):
        own = table[table["article"] == number]
        assert row["n_hedges"][number] == (own["measure"] == "hedging").sum()
        assert row["n_boosters"][number] == (own["measure"] == "boosting").sum()
        by_category = own[own["measure"] == "hedging"]["label"].value_counts()
        for label, column in CATEGORIES.items():
            assert row[column][number] == by_category.get(label, 0)
        spans = list(zip(own["start"], own["end"], strict=True))
        assert all(a[1] <= b[0] or b[1] <= a[0] for a, b in combinations(spans, 2))
        alone = scores(texts[number]).iloc[0]
        pd.testing.assert_series_equal(row.iloc[number], alone, check_names=False)
