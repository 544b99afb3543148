"""Numbers of chunks are those that a dictionary would give, whatever the chunks."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mediakit import numbering
from mediakit.numbering import Numbering
from mediakit.splitting import split

# keys have 8 and 16 bytes; padding must not be taken for text, nor text for padding
_CHUNK = st.text(st.sampled_from("aé🙂\0"), min_size=1, max_size=20)
_TEXTS = st.lists(st.lists(_CHUNK | st.text(), max_size=9).map(" ".join), max_size=3)


def as_a_dictionary_would(texts: list[str]) -> dict[str, int]:
    return {chunk: i for i, chunk in enumerate(dict.fromkeys(" ".join(texts).split()))}


@given(st.lists(_TEXTS, max_size=4))
@example([["a\0 a \0 \0\0 " + "\0" * 8, "\0" * 9], ["\0" * 16 + " " + "\0" * 17]])
def test_any_chunks(batches: list[list[str]]) -> None:
    own = Numbering()
    for texts in batches:
        numbers = own.of(split(texts)).tolist()
        assert [own.chunks[number] for number in numbers] == " ".join(texts).split()
        assert len(set(own.chunks)) == len(own.chunks)


@pytest.mark.parametrize("at_once", [7, 1_000, 1 << 17])
def test_numbers_rise_in_the_order_of_the_text_whatever_is_drawn(
    at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(numbering, "_ENTERED_AT_ONCE", at_once)
    texts = [" ".join(f"w{i * 7919 % 5_003}" for i in range(9_000))]
    expected = as_a_dictionary_would(texts)
    for _ in range(3):
        own = Numbering()
        numbers = own.of(split(texts)).tolist()
        assert dict(zip(texts[0].split(), numbers, strict=True)) == expected
        assert own.chunks == list(expected)


def test_a_table_that_grows_keeps_every_number() -> None:
    own = Numbering()
    first = split([" ".join(f"word{i}" for i in range(30_000))])
    numbers = own.of(first)
    for more in range(5):  # beyond half of the slots, several times
        own.of(split([" ".join(f"{more}and{i}" for i in range(60_000))]))
        assert np.array_equal(own.of(first), numbers)
    assert len(own.chunks) == 330_000
    assert len(set(own.chunks)) == 330_000


def test_chunks_that_want_one_slot_get_different_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        Numbering, "_slot", lambda self, keys, n_slots: np.full(len(keys[0]), n_slots - 1)
    )
    own = Numbering()
    texts = [" ".join(f"w{i % 60}" for i in range(200))]
    assert own.of(split(texts)).tolist() == [i % 60 for i in range(200)]
    assert own.of(split(["w59 new w0"])).tolist() == [59, 60, 0]


@pytest.mark.parametrize("function", ["_same", "_keys"])
def test_an_interruption_loses_no_number(function: str, monkeypatch: pytest.MonkeyPatch) -> None:
    own = Numbering()
    own.of(split(["one two"]))

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(numbering, function, interrupted)
        with pytest.raises(KeyboardInterrupt):
            own.of(split(["two three " + "long" * 9]))
    assert own.of(split(["one three four"])).tolist() == [0, 2, 3]
