"""Many texts are split at once as each of them is split alone."""

from __future__ import annotations

import re

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from mediakit.splitting import split

_ODD = "aB1.,“”é🙂\u0301中\0\x1c\x1f\ud800 \n\r\t\x0b\x85\xa0\u1680\u2003\u200b\u2028\u2029\u3000"
_TEXTS = st.lists(st.none() | st.text() | st.text(st.sampled_from(_ODD)), max_size=6)


@given(_TEXTS)
@example(["\r", "\n", "a\r", "\nb"])
def test_chunks_are_what_str_split_gives(texts: list[str | None]) -> None:
    chunks = split(texts)
    for number, text in enumerate(texts):
        own = np.arange(*chunks.edges[number : number + 2])
        assert chunks.written(own) == (text or "").split()
    assert len(chunks.edges) == len(texts) + 1
    assert chunks.edges[-1] == len(chunks.starts)


@given(_TEXTS)
def test_line_breaks_stand_before_the_chunk_after_them(texts: list[str | None]) -> None:
    chunks = split(texts)
    expected = []
    for number, text in enumerate(texts):
        for match in re.finditer("\r\n?|[\n\u2028\u2029]", text or ""):
            expected.append(chunks.edges[number] + len((text or "")[: match.start()].split()))
    assert sorted(chunks.line_breaks.tolist()) == expected


@given(_TEXTS)
def test_spans_are_in_characters_of_each_text(texts: list[str | None]) -> None:
    chunks = split(texts)
    spans = chunks.spans().tolist()
    for number, text in enumerate(texts):
        own = spans[slice(*chunks.edges[number : number + 2])]
        assert [(text or "")[start:end] for start, end in own] == (text or "").split()
