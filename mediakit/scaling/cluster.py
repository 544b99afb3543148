"""Tasks on a cluster, few at a time; one whose worker dies is done by another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

WAITING = 2  # tasks for each thread of the cluster that are sent ahead


def on_cluster(
    work: Callable[[Item], Result], items: Iterator[Item], address: str
) -> Iterator[tuple[Item, Result]]:
    """Do some work for each item on a cluster; give items with results, first done, first given.

    Parameters
    ----------
    work : callable
        Goes to the workers, which must have what it needs installed.
    items : iterator
        Read only as far as there are workers.
    address : str
        Of the scheduler, such as "tcp://10.0.0.5:8786".

    Raises
    ------
    ImportError
        Without dask.distributed.
    OSError
        Where no scheduler answers.
    RuntimeError
        If an item has cost several workers their lives.
    """
    try:
        from distributed import Client, KilledWorker, wait
    except ImportError as error:
        raise ImportError(
            'a cluster needs dask.distributed: pip install "mediakit-analysis[scale]"'
        ) from error

    with Client(address) as client:
        waiting: dict[Any, Item] = {}
        while True:
            room = WAITING * max(sum(client.nthreads().values()), 1) - len(waiting)
            for item in islice(items, max(room, 0)):
                waiting[client.submit(work, item, pure=False)] = item
            if not waiting:
                return
            for future in wait([*waiting], return_when="FIRST_COMPLETED").done:
                try:
                    result = future.result()
                except KilledWorker as error:
                    raise RuntimeError(
                        "several workers were ended over the same articles, often for want of "
                        "memory. What is done is kept: call again, and the run goes on"
                    ) from error
                yield waiting.pop(future), result
