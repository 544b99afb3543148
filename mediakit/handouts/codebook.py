"""How each number of the page is made, with references and word lists told once."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import version

from mediakit.exploring.wording import Meaning, checked
from mediakit.highlighting.markup import safe


def codebook_entries(names: Mapping[str, str], told: Mapping[str, Meaning]) -> str:
    """Write an entry for each column, and below them what they refer to by number.

    Parameters
    ----------
    names : mapping of str to str
        The columns, with their names in plain words.
    told : mapping of str to mapping
        What the codebook says of each.
    """
    sources: dict[str, int] = {}
    entries = "".join(_entry(column, name, told[column], sources) for column, name in names.items())
    items = "".join(f"<li>{safe(source)}</li>" for source in sources)
    return (
        "<section><h2>Codebook</h2><p class='how'>How each number above is made, and how well it "
        "was checked. The names in brackets are those of the tables of mediakit; numbers in square "
        "brackets stand for the references and word lists at the end. Made with mediakit "
        f"{safe(version('mediakit-analysis'))}, on one computer, without the network.</p>"
        f"<dl class='codebook'>{entries}</dl>"
        f"<h3>References and word lists</h3><ol class='references'>{items}</ol></section>"
    )


def _entry(column: str, name: str, meaning: Meaning, sources: dict[str, int]) -> str:
    scale = ", ".join(
        part for part in (meaning["unit"], meaning["range"]) if part not in ("", "any")
    )
    numbers = [
        f"[{sources.setdefault(source, len(sources) + 1)}]"
        for source in (meaning["reference"], meaning["lexicon"])
        if source
    ]
    definition = f"{meaning['definition']} {' '.join(numbers)}"
    lines = {"scale": scale, "formula": meaning["formula"]}
    rest = "".join(f"<p><i>{field}</i> {safe(text)}</p>" for field, text in lines.items() if text)
    return (
        f"<div><dt>{safe(name)} <code>({safe(column)})</code></dt>"
        f"<dd><p>{safe(definition)}</p>{rest}<p>{safe(checked(meaning))}</p></dd></div>"
    )
