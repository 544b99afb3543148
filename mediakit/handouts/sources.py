"""Who speaks in an article, as a table on the page."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from mediakit.highlighting.markup import safe
from mediakit.plot.drawing import counted, upper_first

#: What the values of the column ``direct`` mean, in plain words.
_MANNERS = {
    "verbatim": "word for word",
    "mixed": "partly word for word",
    "indirect": "in the writer’s words",
}

_LONGEST = 160  # characters of what somebody says


def sources(table: pd.DataFrame) -> str:
    """List every passage that somebody says, in the order of the article.

    Parameters
    ----------
    table : DataFrame
        What :func:`mediakit.quotations` gives for one article.
    """
    heard = table[table["cue_kind"] != "attitude"]
    rows = "".join(_row(n, row) for n, row in enumerate(heard.to_dict("records"), 1))
    return (
        f"<section><h2>Sources: who says what</h2><p class='how'>{_summary(heard)}</p>"
        + (
            '<table class="sources"><thead><tr><th scope="col">No.</th><th scope="col">Who</th>'
            '<th scope="col">Kind of source</th><th scope="col">Introduced by</th>'
            f'<th scope="col">What is said</th></tr></thead><tbody>{rows}</tbody></table>'
            if rows
            else ""
        )
        + "</section>"
    )


def _summary(heard: pd.DataFrame) -> str:
    if not len(heard):
        return "The rules found nobody who is quoted or reported."
    n_named = int((heard["speaker_name"].fillna("").str.strip() != "").sum())
    n_on = int(_is_without_cue(heard).sum())
    return (
        f"{upper_first(counted(len(heard), 'passage'))}, {n_named} of them by somebody whose name "
        "the article tells."
        + (
            f" {upper_first(counted(n_on, 'passage'))} without a word that attributes "
            f"{'it' if n_on == 1 else 'them'}, such as a quotation that goes on: not counted as "
            "an attribution."
            if n_on
            else ""
        )
        + " Found by rules: check those that matter to you."
    )


def _is_without_cue(heard: pd.DataFrame) -> pd.Series:
    return heard["cue"].fillna("").str.strip() == ""


def _row(number: int, row: Mapping[Hashable, Any]) -> str:
    speaker, name = (str(row[key] or "").strip() for key in ("speaker", "speaker_name"))
    who = safe(" ".join(speaker.split())) or "nobody is told"
    full = f"<small>{safe(name)}</small>" if name and name not in speaker else ""
    cue = " ".join(str(row["cue"] or "").split())
    manner = (
        "" if not cue or row["cue_class"] == "neutral" else f"<small>{row['cue_class']}</small>"
    )
    said = " ".join(str(row["content"]).split())
    said = said if len(said) <= _LONGEST else f"{said[: _LONGEST - 1].rstrip()}…"
    how = _MANNERS[row["direct"]]
    return (
        f'<tr><td>{number}</td><th scope="row">{who}{full}</th>'
        f"<td>{safe(str(row['speaker_kind']))}</td><td>{safe(cue) or 'goes on'}{manner}</td>"
        f"<td>{safe(said)}<small>{safe(how)}</small></td></tr>"
    )
