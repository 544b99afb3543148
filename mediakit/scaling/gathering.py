"""What concerns all articles of a lazy frame: counted by partition, added up, then worked out.

What is added up is small beside the texts (numbers, and counts by string), but it does come
together in the memory of one worker.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, TypeVar

import pandas as pd

from mediakit.scaling.partitions import is_lazy

Part = TypeVar("Part")

TOGETHER = 8  # parts that are added up at a time


def summed(
    count: Callable[..., Part], together: Callable[[Sequence[Part]], Part], **arguments: Any
) -> Any:
    """Count each partition, and add the counts up in a tree, in the order of the partitions.

    Parameters
    ----------
    count : callable
        Gets the arguments, those that are lazy as one partition each. Called at once on no rows,
        which tells what is wrong with the others.
    together : callable
        Makes one of several counts that follow each other.
    **arguments
        What `count` gets. The lazy ones must have as many partitions; without any, `count` is
        called once.

    Returns
    -------
    dask Delayed
        What all partitions come to.
    """
    from dask.delayed import delayed

    count(**{name: getattr(given, "_meta", given) for name, given in arguments.items()})
    lazy = {name: given.to_delayed() for name, given in arguments.items() if is_lazy(given)}
    numbers = {name: len(parts) for name, parts in lazy.items()}
    if len(set(numbers.values())) > 1:
        told = ", ".join(f"{name} has {number}" for name, number in numbers.items())
        raise ValueError(f"Dask frames that belong together need as many partitions: {told}")
    count = partial(count, **{name: arguments[name] for name in arguments if name not in lazy})
    counted, added = delayed(count, pure=False), delayed(together, pure=False)
    if not lazy:
        return counted()
    parts = [
        counted(**dict(zip(lazy, some, strict=True))) for some in zip(*lazy.values(), strict=True)
    ]
    while len(parts) > 1:
        parts = [added(parts[k : k + TOGETHER]) for k in range(0, len(parts), TOGETHER)]
    return parts[0]


def at_once(function: Callable[..., pd.DataFrame], meta: pd.DataFrame, **arguments: Any) -> Any:
    """Call a function once, lazily: frames among the arguments are brought together before.

    Gives a lazy table of one partition; `meta` is that table without rows.
    """
    import dask
    from dask.dataframe import from_delayed
    from dask.dataframe.dispatch import concat
    from dask.delayed import delayed

    lazy = {name: given for name, given in arguments.items() if hasattr(given, "__dask_graph__")}
    rest = {name: given for name, given in arguments.items() if name not in lazy}
    for name, given in lazy.items():
        if is_lazy(given):
            lazy[name] = delayed(concat, pure=False)(given.to_delayed())
    result = delayed(partial(function, **rest), pure=False)(**lazy)
    # else Dask makes Arrow strings of all text, which can't hold a lone surrogate
    with dask.config.set({"dataframe.convert-string": False}):
        return from_delayed([result], meta=meta, verify_meta=False)
