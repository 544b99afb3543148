"""Tokens: what stands between white space, taken apart, nothing lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediakit.splitting import split
from mediakit.tokenising import (
    _SEAM,
    INNER_MARK,
    Frame,
    seams,
    shape,
    tokens,
)
from mediakit.vocabulary import Vocabulary


@pytest.mark.parametrize(
    ("chunk", "expected"),
    [
        ("plain", ["plain"]),
        ("state-owned", ["state-owned"]),
        ("said—and", ["said—", "and"]),
        ("said--and", ["said--", "and"]),
        ("and/or", ["and/", "or"]),
        ("1914/18", ["1914/18"]),
        ("world.Today", ["world.", "Today"]),
        ("1,000.That", ["1,000.", "That"]),
        ("U.S.", ["U.S."]),
        ("3.5", ["3.5"]),
        ("1990–95", ["1990–95"]),
        ("https://news.example.org/a/b-c.html", ["https://news.example.org/a/b-c.html"]),
        ("said,“We", ["said,", "“We"]),
        ("well...see", ["well...", "see"]),
    ],
)
def test_chunks_are_split_at_their_seams(chunk: str, expected: list[str]) -> None:
    assert tokens(chunk) == expected


@pytest.mark.parametrize(
    ("token", "word"),
    [
        ("“Don’t,", "don't"),
        ("(U.S.)", "u.s"),
        ("$3.5", "3.5"),
        ("café\u200b", "café"),
        ("cafe\u0301", "café"),
        ("co\u00adoperate", "cooperate"),
        ("🙂", ""),
        ("great🙂", "great"),
        ("—", ""),
        ("www.example.org", ""),
        ("a.b@example.org,", ""),
        ("'90s", "90s"),
        ("ministers’", "ministers"),
    ],
)
def test_words_are_what_dictionaries_are_asked_for(token: str, word: str) -> None:
    assert shape(token).word == word


@given(st.text())
def test_a_shape_loses_nothing(text: str) -> None:
    for chunk in text.split():
        lead, core, trail, word = shape(chunk)
        assert lead + core + trail == chunk
        assert bool(core) or not word


@given(st.text(min_size=1))
def test_seams_lie_inside_and_rise(chunk: str) -> None:
    places = seams(chunk)
    assert places == sorted(set(places))
    assert all(0 < place < len(chunk) for place in places)


@given(st.text("aB3é.…,-—–/!?;:\"'”“’‘()]%", min_size=1, max_size=9))
def test_the_quick_test_hides_no_seam(chunk: str) -> None:
    if not INNER_MARK.search(chunk):
        assert _SEAM.search(chunk) is None


def test_types_of_one_frame_share_its_facts() -> None:
    own = Vocabulary()
    chunk_types = own.number(split(["“The “a them, him, , plain"]))
    frames = [own.frames[own.frame[number]] for number in chunk_types]
    opens, comma = Frame("“", True, ""), Frame("", True, ",")
    assert frames == [opens, opens, comma, comma, Frame("", False, ","), Frame("", True, "")]
