"""Answers in their plain form: what a notebook can store and a judge can take."""

from __future__ import annotations

import json
from typing import Any

LONGEST = 50_000  # characters of JSON: an article of some 8,000 words, and no more


class Unstorable(Exception):
    """An answer that has no plain form, or one that is too long."""


def plain(answer: Any) -> Any:
    """Give an answer as JSON would give it back.

    A notebook is judged twice: where it is filled in, and where it is collected. Both times the
    judge sees this form, so both times it says the same.

    Parameters
    ----------
    answer : object
        Text, numbers, True or False, and lists, tuples, sets, arrays, Series or dicts of these; a
        DataFrame is a dict of its columns. Dates become text, NaN becomes None.

    Returns
    -------
    object
        str, bool, int, float or None, lists of these, and dicts whose keys are str.

    Raises
    ------
    Unstorable
        Another kind of thing, or one with more than 50,000 characters.

    Examples
    --------
    >>> import numpy as np
    >>> plain({"grades": np.array([8.5, 9.0])})
    {'grades': [8.5, 9.0]}
    """
    try:
        text = json.dumps(answer, default=_simpler)
    except (TypeError, ValueError, RecursionError) as error:
        raise Unstorable(f"not an answer that can be stored: {type(answer).__name__}") from error
    if len(text) > LONGEST:
        raise Unstorable(f"longer than {LONGEST:,} characters")
    return json.loads(text, parse_constant=lambda _: None)  # NaN is no JSON


def _simpler(value: Any) -> Any:
    """Give what JSON doesn't know in a form that it knows; TypeError where there is none."""
    if isinstance(value, set | frozenset):
        return sorted(value, key=str)
    if hasattr(value, "columns") and hasattr(value, "items"):  # a DataFrame
        return {str(name): list(column) for name, column in value.items()}
    if hasattr(value, "tolist"):  # NumPy's numbers and arrays, Series and Index of pandas
        return value.tolist()
    if hasattr(value, "isoformat"):
        return value.isoformat()
    raise TypeError(type(value).__name__)
