"""Familiar words: the rules of Dale and Chall's instructions, and what they must not let in."""

from __future__ import annotations

import csv
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediakit.measures import familiarity
from mediakit.measures.familiarity import familiar, familiar_forms, familiar_words

GOLDEN = Path(__file__).parent / "golden" / "familiarity.tsv"
PLAIN_WORDS = sorted(word for word in familiar_words() if word.isalpha())


def golden_rows() -> list[tuple[str, bool, str]]:
    with GOLDEN.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t")
        return [(row["word"], row["familiar"] == "1", row["rule"]) for row in rows]


@pytest.mark.parametrize(("word", "expected", "rule"), golden_rows())
def test_rules_of_the_instructions(word: str, expected: bool, rule: str) -> None:
    assert familiar([word])[0] == expected, rule


def test_every_word_of_the_list_is_familiar() -> None:
    words = sorted(familiar_words())
    assert len(words) > 2900
    assert familiar(words).all()


def test_list_is_the_one_that_textstat_uses() -> None:
    from textstat.backend.utils._get_lang_easy_words import get_lang_easy_words

    theirs = {word.rstrip(".") for word in get_lang_easy_words("en_US") if " " not in word}
    assert familiar_words() == theirs


def test_adjectives_are_on_the_list() -> None:
    path = files("mediakit").joinpath("lexicons", "familiar_adjectives.tsv")
    header, *adjectives = path.read_text("utf-8").splitlines()
    assert header == "word"
    assert adjectives == sorted(set(adjectives))
    assert set(adjectives) <= familiar_words()


def test_inflections_stay_few() -> None:
    # A rule that lets everything in would show here: about five forms a word.
    assert 4 < len(familiar_forms()) / len(familiar_words()) < 7


def test_nouns_in_er_are_not_comparatives() -> None:
    words = ["voter", "banker's", "adviser", "bigger", "later", "rioter", "drier", "happier"]
    assert familiar(words).tolist() == [False, True, False, True, True, False, True, True]


def test_words_of_the_news_that_fourth_graders_did_not_know() -> None:
    words = ["government", "governments", "minister", "parliament", "ministers'", "coalition"]
    assert familiar(words).tolist() == [True, True, False, False, False, False]


@pytest.mark.parametrize("word", ["", "-", "--", "'", "'s", ".", "…", "日本", "é", "n't", "٣x"])
def test_odd_tokens_are_unfamiliar(word: str) -> None:
    assert not familiar([word])[0]


def test_nothing_gives_nothing() -> None:
    result = familiar([])
    assert result.dtype == np.bool_
    assert result.shape == (0,)


@given(st.lists(st.sampled_from(PLAIN_WORDS), min_size=2, max_size=4))
def test_familiar_parts_make_a_familiar_compound(parts: list[str]) -> None:
    compound = "-".join(parts)
    assert familiar([compound])[0]
    assert not familiar([compound + "-zorblat"])[0]


@given(st.sampled_from(PLAIN_WORDS))
def test_possessives_of_familiar_words(word: str) -> None:
    assert familiar([word + "'s"])[0]


@given(st.lists(st.text(alphabet="abdegiklnorstuy'-.3", max_size=12), max_size=30))
def test_a_batch_says_what_single_words_say(words: list[str]) -> None:
    assert familiar(words).tolist() == [bool(familiar([word])[0]) for word in words]


def test_does_not_import_textstat() -> None:
    script = (
        "import sys; from mediakit.measures.familiarity import familiar; familiar(['able']);"
        "sys.exit('textstat' in sys.modules)"
    )
    root = str(Path(familiarity.__file__).parents[2])
    done = subprocess.run([sys.executable, "-c", script], cwd=root, check=False)
    assert done.returncode == 0
