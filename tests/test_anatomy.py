"""Tokens taken apart all at once are those that are taken apart one by one."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

import mediakit as mk
from mediakit.anatomy import (
    BEGINS_LOWER,
    BEGINS_UPPER,
    BEGINS_WITH_DIGIT,
    BEGINS_WITH_LETTER,
    CORE,
    GOES_ON_UPPER,
    IN_CAPITALS,
    IN_LOWER_CASE,
    take_apart,
)
from mediakit.tokenising import shape, tokens

# letters and marks that tokens are made of, and some that they hardly ever are
_CHARACTERS = st.sampled_from(
    [
        *"abSTwpx09'’-_.,:/@",
        *("--", "…", "—", "–", "“", "”", "é", "É", "ß", "İ", "e\u0301", "ﬁ", "中", "😀", "²"),
        *("\u200b", "\xad", "\x00", "\ud800", "www.", "http", ".com", "Ab"),
    ]
)
_TOKENS = st.lists(_CHARACTERS, min_size=1, max_size=9).map("".join)


def assert_taken_apart_alike(several: list[str]) -> None:
    parts = take_apart(several)
    for place, token in enumerate(several):
        lead, core, trail, word = shape(token)
        assert parts.words[place] == word, token
        assert parts.frames[place] == (f"{lead}{CORE}{trail}" if core else trail), token
        assert parts.sizes[place] == len(token)
        assert parts.core_sizes[place] == len(core), token
        assert parts.n_letters[place] == sum(map(str.isalpha, word)), token
        looks = {
            BEGINS_UPPER: core[:1].isupper(),
            BEGINS_LOWER: core[:1].islower(),
            BEGINS_WITH_DIGIT: core[:1].isdigit(),
            BEGINS_WITH_LETTER: core[:1].isalpha(),
            GOES_ON_UPPER: core[1:2].isupper(),
            IN_CAPITALS: core.isupper(),
            IN_LOWER_CASE: core.islower(),
        }
        assert parts.looks[place] == sum(bit for bit, holds in looks.items() if holds), token
        assert parts.may_be_several[place] or tokens(token) == [token], token


@given(st.lists(_TOKENS, min_size=1, max_size=8))
@example(["www.", "https:", "words.", "(www.)"])
@settings(max_examples=500)
def test_any_tokens(several: list[str]) -> None:
    assert_taken_apart_alike(several)


@given(st.text(min_size=1))
def test_any_text(text: str) -> None:
    if several := text.split():
        assert_taken_apart_alike(several)


def test_the_tokens_of_the_sample() -> None:
    sample = mk.load_sample()["text"]
    assert_taken_apart_alike(sorted({chunk for text in sample for chunk in text.split()}))
