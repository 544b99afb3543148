"""What the marks stand for and how many there are, in HTML and in plain text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from mediakit.highlighting.appearance import Appearance
from mediakit.highlighting.markup import Match, example, safe

Counts = Mapping[str, Mapping[str, int]]


def counted(matches: Sequence[Match], measures: Sequence[str]) -> dict[str, dict[str, int]]:
    """Count the matches of each measure by label, the most frequent first.

    A measure without a match is there too, with no labels.
    """
    pairs = Counter((match.measure, match.label) for match in matches)
    counts: dict[str, dict[str, int]] = {measure: {} for measure in measures}
    for (measure, label), n in pairs.most_common():
        counts[measure][label] = n
    return counts


def legend_markup(counts: Counts, looks: Mapping[str, Appearance], note: str) -> str:
    """One line a measure, its name written as its marks look, with a switch to hide them."""
    rows = []
    for measure, labels in counts.items():
        look = looks[measure]
        rows.append(
            f'<div class="mk-row"><label class="mk-key mk-{look.name}">'
            f'<input class="mk-switch mk-switch-{look.name}" type="checkbox" checked'
            ' title="Show these marks">'
            f"<span>{_key(look, measure)}</span>"
            f' <span class="mk-count">{sum(labels.values())}</span></label>'
            f' <span class="mk-labels">{"".join(_labels(measure, labels, look))}</span></div>'
        )
    if note:
        rows.append(f'<div class="mk-aside">{safe(note)}</div>')
    if not rows:
        return ""
    return f'<div class="mk-legend" role="group" aria-label="Legend">{"".join(rows)}</div>'


def legend_lines(counts: Counts, looks: Mapping[str, Appearance]) -> list[str]:
    """Give the legend as lines of plain text."""
    lines = []
    for measure, labels in counts.items():
        name = _name(looks[measure], measure)
        kinds = ", ".join(f"{kind or measure} {n}" for kind, n in labels.items())
        lines.append(f"{name}: {sum(labels.values())}" + (f" = {kinds}" if kinds else ""))
    return lines


def list_markup(matches: Sequence[Match]) -> str:
    """All matches as a table that opens on demand: what the tooltips say, for keyboard and ear."""
    if not matches:
        return ""
    rows = "".join(
        f"<tr><td>{safe(m.text)}</td><td>{safe(m.measure)}</td><td>{safe(m.label)}</td>"
        f'<td class="mk-number">{f"{m.weight:.3g}" if m.weight == m.weight else ""}</td>'
        f"<td>{safe(m.voice)}</td></tr>"
        for m in matches
    )
    marks = "1 mark" if len(matches) == 1 else f"All {len(matches):,} marks"
    return (
        f'<details class="mk-list"><summary>{marks} as a table</summary><table><thead><tr>'
        '<th scope="col">Words</th><th scope="col">Measure</th><th scope="col">Label</th>'
        '<th scope="col" class="mk-number">Weight</th><th scope="col">Voice</th></tr></thead>'
        f"<tbody>{rows}</tbody></table></details>"
    )


def plain_text(text: str, matches: Sequence[Match]) -> str:
    """Mark a text with underscores around each match and its label after it.

    >>> plain_text("It may rain.", [Match(3, 6, "may", "hedging", "modal", 1.0, "journalist")])
    'It _may_[modal] rain.'
    """
    events = [(m.end, 0, -m.start, f"_[{m.label or m.measure}]") for m in matches]
    events += [(m.start, 1, -m.end, "_") for m in matches]
    parts, done = [], 0
    for place, _, _, sign_there in sorted(events):
        parts += [text[done:place], sign_there]
        done = place
    return "".join([*parts, text[done:]])


def _name(look: Appearance, measure: str) -> str:
    """Plain words for a family, and what `measures=` calls it."""
    label = look.hue.label
    return label if label.lower() == measure.lower() else f"{label} ({measure})"


def _key(look: Appearance, measure: str) -> str:
    """The name of a measure, written as its marks are; tone has a look for each label instead."""
    name = _name(look, measure)
    if measure == "sentiment":
        return safe(name)
    return example(name, measure, "", look)


def _labels(measure: str, labels: Mapping[str, int], look: Appearance) -> Iterator[str]:
    if [*labels] == [""]:
        return  # its count stands beside its name
    for label, n in labels.items():
        shown = safe(label or "other")
        if measure == "sentiment":
            shown = example(label, measure, label, look)
        yield f'<span class="mk-label">{shown} <span class="mk-count">{n}</span></span> '
