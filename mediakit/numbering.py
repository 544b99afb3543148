"""Numbers of chunks: each distinct chunk has one, and only once is a string made of it.

A chunk of up to sixteen bytes is two machine words, its *key*. The keys of many chunks are looked
up all at once, in a hash table with open addressing that is made of arrays; they are compared
whole, so that no number rests on a hash alone. Longer chunks, which are few, are looked up one by
one in a dictionary.
"""

from __future__ import annotations

from secrets import randbits

import numpy as np
from numpy.typing import NDArray

from mediakit.splitting import Chunks

_LONGEST_KEY = 16  # bytes
_WORD = np.dtype("<u8")  # the same on machines of any byte order
# What stands in a word beyond the end of a chunk: a byte that UTF-8 never has
_FILL = np.array([(0xFF_FF_FF_FF_FF_FF_FF_FF << 8 * n) % 2**64 for n in range(9)], np.uint64)
_NOTHING = _FILL[0]
_FIRST_SIZE = 16  # of the hash table, as a power of two
_ENTERED_AT_ONCE = 1 << 17

_Keys = tuple[NDArray[np.uint64], NDArray[np.uint64]]


class Numbering:
    """Numbers chunks in the order in which they are first met.

    Attributes
    ----------
    chunks : list of str
        All chunks met so far, in the order of their numbers.
    """

    def __init__(self) -> None:
        self.chunks: list[str] = []
        # the key of each chunk; the first row and those of long chunks are nobody's
        self._keys: _Keys = (np.array([_NOTHING]), np.array([_NOTHING]))
        self._slots = np.zeros(1 << _FIRST_SIZE, dtype=np.int32)  # rows of keys; 0 is a free slot
        self._of_long: dict[bytes, int] = {}
        # drawn, so that nobody can write a text whose chunks all want one slot
        self._factors = np.array([randbits(64) | 1, randbits(64) | 1], dtype=np.uint64)

    def of(self, chunks: Chunks) -> NDArray[np.intp]:
        """Give chunks their numbers; those that are new get the next ones."""
        keys = _keys(chunks)
        row, slot = self._found(keys)
        too_long = np.flatnonzero(chunks.sizes > _LONGEST_KEY)
        row[too_long] = self._of_those_too_long(chunks.in_bytes(too_long))
        new = np.flatnonzero(row == 0)
        while len(new):  # nearly all of what a text begins with comes again further on
            some, new = new[:_ENTERED_AT_ONCE], new[_ENTERED_AT_ONCE:]
            row[some] = self._enter((keys[0][some], keys[1][some]), slot[some], chunks, some)
            row[new], slot[new] = self._found((keys[0][new], keys[1][new]))
            new = new[row[new] == 0]
        return row - 1

    def _found(self, keys: _Keys) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Rows of keys, 0 for one that has none yet, and the slots where the search ended."""
        slot = self._slot(keys, len(self._slots))
        row = self._slots[slot].astype(np.intp)
        astray = np.flatnonzero(~_same(keys, self._keys, row))
        astray = astray[row[astray] > 0]
        while len(astray):
            slot[astray] = (slot[astray] + 1) % len(self._slots)
            row[astray] = here = self._slots[slot[astray]].astype(np.intp)
            missed = ~_same((keys[0][astray], keys[1][astray]), self._keys, here)
            astray = astray[missed & (here > 0)]
        return row, slot

    def _slot(self, keys: _Keys, n_slots: int) -> NDArray[np.intp]:
        """Where a key is looked for first (multiply-shift hashing; Dietzfelbinger et al. 1997)."""
        product = keys[0] * self._factors[0]
        product += keys[1] * self._factors[1]
        product >>= np.uint64(65 - n_slots.bit_length())
        return product.astype(np.intp)

    def _enter(
        self, keys: _Keys, slot: NDArray[np.intp], chunks: Chunks, places: NDArray[np.intp]
    ) -> NDArray[np.intp]:
        """Give rows to keys that have none: each takes the first free slot from its own."""
        n_known = n = len(self._keys[0])
        room = np.zeros(len(slot), dtype=np.uint64)
        held = np.concatenate([self._keys[0], room]), np.concatenate([self._keys[1], room])
        slots = self._slots.copy()
        rows = np.zeros(len(slot), dtype=np.intp)
        entered: list[NDArray[np.intp]] = []
        pending = np.arange(len(slot))
        while len(pending):
            # of several that want one free slot the first takes it: NumPy keeps what comes last
            wants = pending[slots[slot[pending]] == 0]
            slots[slot[wants][::-1]] = -1 - wants[::-1]
            takes = wants[slots[slot[wants]] == -1 - wants]
            slots[slot[takes]] = np.arange(n, n + len(takes))
            for column, key in zip(held, keys, strict=True):
                column[n : n + len(takes)] = key[takes]
            entered.append(takes)
            n += len(takes)

            here = slots[slot[pending]].astype(np.intp)
            found = _same((keys[0][pending], keys[1][pending]), held, here)
            rows[pending[found]] = here[found]
            pending = pending[~found]
            slot[pending] = (slot[pending] + 1) % len(slots)
            if 2 * n > len(slots):
                slots = self._settled((held[0][:n], held[1][:n]), 4 * len(slots))
                slot[pending] = self._slot((keys[0][pending], keys[1][pending]), len(slots))

        # in the order of the text, whatever slots they found
        met = np.concatenate(entered)
        order = np.argsort(met)
        new_row = np.arange(n)
        new_row[n_known + order] = np.arange(n_known, n)
        columns = [
            np.concatenate([known, key[met[order]]])
            for known, key in zip(self._keys, keys, strict=True)
        ]
        written = [*self.chunks, *chunks.written(places[met[order]])]
        # at once: an interruption must leave nothing half known
        self.__dict__.update(
            chunks=written, _keys=tuple(columns), _slots=new_row[slots].astype(np.int32)
        )
        return new_row[rows]

    def _settled(self, keys: _Keys, n_slots: int) -> NDArray[np.int32]:
        """Give every key a slot, the first free one from its own."""
        slots = np.zeros(n_slots, dtype=np.int32)
        rows = np.flatnonzero((keys[0] != _NOTHING) | (keys[1] != _NOTHING))
        slot = self._slot(keys, n_slots)[rows]
        while len(rows):
            free = slots[slot] == 0
            slots[slot[free]] = rows[free]
            left = slots[slot] != rows
            rows, slot = rows[left], (slot[left] + 1) % n_slots
        return slots

    def _of_those_too_long(self, chunks: list[bytes]) -> list[int]:
        """Rows of chunks that are too long for a key: in the table these rows are nobody's."""
        new: dict[bytes, int] = {}
        next_row = len(self._keys[0])
        rows = [
            self._of_long.get(chunk) or new.setdefault(chunk, next_row + len(new))
            for chunk in chunks
        ]
        if not new:
            return rows
        nobody = np.full(len(new), _NOTHING)
        self.__dict__.update(
            chunks=[*self.chunks, *(chunk.decode("utf-8", "surrogatepass") for chunk in new)],
            _keys=tuple(np.concatenate([column, nobody]) for column in self._keys),
        )
        self._of_long.update(new)
        return rows


def _keys(chunks: Chunks) -> _Keys:
    """Two words a chunk: its first sixteen bytes."""
    words = np.frombuffer(chunks.data, dtype=_WORD)
    second = np.full(len(chunks.sizes), _NOTHING)
    longer = np.flatnonzero(chunks.sizes > 8)
    second[longer] = _word_at(words, chunks.starts[longer] + 8, chunks.sizes[longer] - 8)
    return _word_at(words, chunks.starts, chunks.sizes), second


def _word_at(
    words: NDArray[np.uint64], start: NDArray[np.intp], size: NDArray[np.intp]
) -> NDArray[np.uint64]:
    """Eight bytes from any place: the end of one word and the beginning of the next."""
    place = start >> 3
    shift = ((start & 7) << 3).astype(np.uint64)
    found = words[place] >> shift
    beyond = words[place + 1] << np.uint64(1)
    beyond <<= np.uint64(63) - shift
    found |= beyond
    found |= _FILL[np.minimum(size, 8)]
    return found


def _same(keys: _Keys, held: _Keys, rows: NDArray[np.intp]) -> NDArray[np.bool_]:
    same = held[0][rows] == keys[0]
    # a first word that is not full has a fill in its last byte, and tells all
    full = np.flatnonzero(keys[0] < _FILL[7])
    same[full] &= held[1][rows[full]] == keys[1][full]
    return same
