"""Where white space parts texts into chunks: found for many texts at once.

All texts stand in one row of bytes, so that a few passes of NumPy do what ``str.split`` would do
text by text, and no string is made of a chunk that has been met before (see
:mod:`mediakit.numbering`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mediakit.counting import repeat, running_count

_PADDING = 24  # blanks at the end: who reads words of eight bytes never reads too far
# What str.split takes for white space; the last one stands for all beyond, which are none
_IS_SPACE = np.array([chr(code).isspace() for code in range(0x3002)])
_LINE_FEED, _CARRIAGE_RETURN, _BLANK = b"\n\r "
_SEPARATORS = (0x2028, 0x2029)  # of lines and of paragraphs


@dataclass(frozen=True)
class Chunks:
    """What white space delimits in some texts.

    Attributes
    ----------
    data : bytes
        All texts, one after the other, in UTF-8; blanks at the end make it a multiple of 8 bytes.
    starts, sizes : array of int
        Where each chunk begins in `data`, and how many bytes it has.
    texts : array of int
        Where each text begins in `data`.
    edges : array of int, one longer than there are texts
        The number of the first chunk of each text, and how many chunks there are.
    line_breaks : array of int
        For each line break the number of the chunk after it.
    """

    data: bytes
    starts: NDArray[np.intp]
    sizes: NDArray[np.intp]
    texts: NDArray[np.intp]
    edges: NDArray[np.intp]
    line_breaks: NDArray[np.intp]

    def written(self, numbers: NDArray[np.intp]) -> list[str]:
        """Give some chunks as they are written."""
        sizes = self.sizes[numbers] + 1  # with the white space after it, which parts it again
        ends = np.cumsum(sizes)
        places = np.arange(ends[-1] if len(ends) else 0)
        places += repeat(self.starts[numbers] - (ends - sizes), sizes)
        codes = np.frombuffer(self.data, dtype=np.uint8)[places]
        codes[ends - 1] = _LINE_FEED
        return codes.tobytes().decode("utf-8", "surrogatepass").split("\n")[:-1]

    def spans(self) -> NDArray[np.intp]:
        """Where each chunk starts and ends in its text, in characters: two columns."""
        codes = np.frombuffer(self.data, dtype=np.uint8)
        characters = running_count(codes & 0xC0 != 0x80)  # that begin before each byte
        bounds = characters[np.column_stack([self.starts, self.starts + self.sizes])]
        return bounds - repeat(characters[self.texts], np.diff(self.edges))[:, None]

    def in_bytes(self, numbers: NDArray[np.intp]) -> list[bytes]:
        """Give some chunks in UTF-8."""
        starts = self.starts[numbers]
        ends = starts + self.sizes[numbers]
        spans = zip(starts.tolist(), ends.tolist(), strict=True)
        return [self.data[start:end] for start, end in spans]


def split(texts: Sequence[str | None]) -> Chunks:
    r"""Split texts at white space, as ``str.split`` does.

    >>> found = split(["One,\n\ntwo ", None, "three"])
    >>> found.written(np.arange(3)), found.edges.tolist(), found.line_breaks.tolist()
    (['One,', 'two', 'three'], [0, 2, 2, 3], [1, 1])
    """
    encoded = [(text or "").encode("utf-8", "surrogatepass") for text in texts]
    sizes = np.fromiter(map(len, encoded), dtype=np.intp, count=len(encoded))
    n_bytes = int(sizes.sum()) + len(encoded)
    data = b" ".join([*encoded, b" " * (_PADDING + -n_bytes % 8)])
    codes = np.frombuffer(data, dtype=np.uint8)
    edges = np.append(0, np.cumsum(sizes + 1))
    is_space = codes <= _BLANK
    controls = np.flatnonzero((codes < _BLANK) & (codes != _LINE_FEED))  # hardly ever any
    is_space[controls] = _IS_SPACE[codes[controls]]
    wide, width, code = _wide_spaces(codes)
    for step in range(3):
        is_space[wide[width > step] + step] = True
    bounds = np.flatnonzero(is_space[1:] != is_space[:-1]) + 1
    if len(codes) and not is_space[0]:
        bounds = np.append(0, bounds)
    starts = bounds[::2].copy()
    returns = controls[codes[controls] == _CARRIAGE_RETURN]
    breaks = [
        np.flatnonzero(codes == _LINE_FEED),
        returns[codes[returns + 1] != _LINE_FEED],
        wide[np.isin(code, _SEPARATORS)],
    ]
    return Chunks(
        data=data,
        starts=starts,
        sizes=bounds[1::2] - starts,
        texts=edges[:-1],
        edges=np.searchsorted(starts, edges),
        line_breaks=np.searchsorted(starts, np.concatenate(breaks)),
    )


def _wide_spaces(
    codes: NDArray[np.uint8],
) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]:
    """Where white space of two or three bytes begins, how many it has, and which it is."""
    lead = np.flatnonzero(codes >= 0xC2)
    lead = lead[codes[lead] < 0xF0]
    width = 2 + (codes[lead] >= 0xE0).astype(np.intp)
    first, second, third = (codes[lead + step].astype(np.intp) & 0x3F for step in range(3))
    two, three = (first & 0x1F) << 6 | second, (first & 0xF) << 12 | second << 6 | third
    code = np.where(width == 2, two, three)
    found = _IS_SPACE[np.minimum(code, len(_IS_SPACE) - 1)]
    return lead[found], width[found], code[found]
