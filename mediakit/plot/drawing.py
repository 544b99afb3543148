"""What all charts share: axes, fonts, titles that wrap, and numbers and names as text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from textwrap import wrap
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mediakit.plot.showing import describe

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.text import Annotation

Floats = NDArray[np.float64]
Box = tuple[float, float, float, float]  # left, low, right, high

#: Sizes of type in points: legible from the back of a classroom when the chart fills a screen.
TITLE, TEXT, SMALL = 16.0, 13.0, 11.5

LINE = 1.25  # height of a line of type, in sizes of type
MANY_ROWS = 25  # more than these have smaller type and one line each
GAP = 7.0  # points between the title, the guide and the axes


def axes_or_new(ax: Axes | None, height: float, width: float = 9.0) -> Axes:
    """Take the caller's Axes, or those of a new figure of `width` by `height` inches."""
    if ax is not None:
        return ax
    from matplotlib import pyplot

    _, new = pyplot.subplots(figsize=(width, height), layout="constrained")
    return new


def ink() -> str:
    """Give the colour of text in the caller's style: charts also work on a dark ground."""
    from matplotlib import colors, rcParams

    return colors.to_hex(rcParams["text.color"])


def one_line(text: object, most: int | None = None) -> str:
    """Put a name on one line, as far as it can be printed; cut it to `most` characters."""
    shown = (sign for sign in str(text) if sign.isprintable() or sign.isspace())
    line = " ".join("".join(shown).split())
    return line if most is None or len(line) <= most else f"{line[: most - 1].rstrip()}…"


def wrapped(text: object, width: int, lines: int = 3) -> str:
    """Break a label into at most so many lines of at most `width` characters."""
    parts = wrap(one_line(text), width, max_lines=lines, placeholder=" …") or [""]
    return "\n".join(parts)


def with_number(name: object, n: int, width: int, lines: int = 3) -> str:
    """Break a name and how many it stands for into lines; what is in brackets stays together.

    >>> with_number("Velmora National Broadcasting", 8, 30).splitlines()
    ['Velmora National Broadcasting', '(n = 8)']
    """
    number = f"(n = {n:,})".replace(" ", "\u00a0")
    parts = wrap(f"{one_line(name, width * max(lines - 1, 1))} {number}", width)
    return "\n".join(parts).replace("\u00a0", " ")


def names_with_numbers(names: Sequence[str], numbers: Sequence[int]) -> list[str]:
    """Break the names of rows into lines; where there are many rows, one line each."""
    lines = 3 if len(names) <= MANY_ROWS else 1
    width = 34 if lines > 1 else 34 + len(f" (n = {max(numbers, default=0):,})")
    return [
        with_number(one_line(name, 34 * lines), n, width, lines)
        for name, n in zip(names, numbers, strict=True)
    ]


def decimals_of(values: ArrayLike) -> int:
    """How many decimals values of this size are shown with."""
    finite = np.abs(np.asarray(values, dtype=np.float64))
    finite = finite[np.isfinite(finite)]
    largest = finite.max() if len(finite) else 0.0
    return 0 if largest >= 1000 else 1 if largest >= 2 else 2 if largest >= 0.1 else 3


def shown(value: float, decimals: int) -> str:
    """Write a number, with a true minus sign and no "minus zero".

    >>> shown(-0.04, 1), shown(1234.5, 0)
    ('0.0', '1,234')
    """
    text = f"{value:,.{decimals}f}"
    return (text if text.strip("-0.,") else text.lstrip("-")).replace("-", "−")


def counted(number: float, one: str, many: str | None = None) -> str:
    """Write a number with its noun.

    >>> counted(1, "hedge"), counted(2, "hedge"), counted(0, "category", "categories")
    ('1 hedge', '2 hedges', 'no categories')
    """
    noun = one if number == 1 else many or f"{one}s"
    return f"{int(number):,} {noun}" if number else f"no {noun}"


def upper_first(text: str) -> str:
    """Begin a text with a capital."""
    return text[:1].upper() + text[1:]


def listed(items: Iterable[str]) -> str:
    """Join items into a phrase.

    >>> listed(["red", "blue", "green"])
    'red, blue and green'
    """
    *first, last = list(items) or [""]
    return f"{', '.join(first)} and {last}" if first else last


def width_of(text: str, size: float = TEXT) -> float:
    """Measure text, in points: the widest of its lines.

    Text on a screen is hinted, which makes it up to a twentieth wider than its outlines.
    """
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import TextToPath

    font, measure = FontProperties(size=size), TextToPath().get_text_width_height_descent
    return 1.06 * max(float(measure(line, font, False)[0]) for line in text.split("\n"))


def points_across(ax: Axes) -> float:
    """Measure the Axes, in points, once everything on them has found its place."""
    figure = whole_figure(ax)
    figure.draw_without_rendering()
    return float(ax.get_window_extent().width) * 72 / figure.dpi


def points_high(ax: Axes) -> float:
    """Measure the height of the Axes, in points, once everything on them has found its place."""
    points_across(ax)
    return float(ax.get_window_extent().height) * 72 / whole_figure(ax).dpi


def whole_figure(ax: Axes) -> Figure:
    """Find the figure that the Axes stand on, also where that is a part of another."""
    return ax.figure.figure


def fitted(text: str, points: float, size: float) -> list[str]:
    """Break text at its spaces into lines that are no wider than so many points."""
    words = text.split(" ")
    wide = [width_of(word, size) for word in words]
    space = width_of("x x", size) - width_of("xx", size)
    lines, used = [words[0]], wide[0]
    for word, width in zip(words[1:], wide[1:], strict=True):
        if used + space + width <= points:
            lines[-1] += f" {word}"
            used += space + width
        else:
            lines.append(word)
            used = width
    return [line.replace("\u00a0", " ") for line in lines]


def cut(text: str, points: float, size: float) -> str:
    """Cut text to one line that is no wider than so many points."""
    line = one_line(text)
    kept = fitted(line, points, size)[0]
    if kept == line:
        return line
    return f"{fitted(line, points - width_of(' …', size), size)[0]} …"


def spread_apart(places: ArrayLike, gap: float) -> Floats:
    """Move places as little as needed for neighbours to be `gap` apart.

    >>> spread_apart([1.0, 1.0, 5.0], 1.0).tolist()
    [0.5, 1.5, 5.0]
    """
    wanted = np.asarray(places, dtype=np.float64)
    order = np.argsort(wanted, kind="stable")
    blocks: list[list[float]] = []  # sum of the places less their steps, and how many there are
    for place in wanted[order]:
        blocks.append([place, 1.0])
        while len(blocks) > 1 and _start(blocks[-2], gap) + blocks[-2][1] * gap > _start(
            blocks[-1], gap
        ):
            total, n = blocks.pop()
            blocks[-1] = [blocks[-1][0] + total, blocks[-1][1] + n]
    moved = np.concatenate(
        [_start(block, gap) + gap * np.arange(int(block[1])) for block in blocks] or [wanted]
    )
    result = np.empty_like(wanted)
    result[order] = moved
    return result


def _start(block: Sequence[float], gap: float) -> float:
    return block[0] / block[1] - gap * (block[1] - 1) / 2


def bare(ax: Axes, grid: Literal["both", "x", "y"] | None = None) -> None:
    """Take away what carries no information; `grid` is the axis that is read off."""
    for side in ("top", "right"):
        ax.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        ax.spines[side].set_color(faded(0.4))
    ax.tick_params(labelsize=TEXT, color=faded(0.4))
    ax.set_axisbelow(True)
    if grid is not None:
        ax.grid(True, axis=grid, color=faded(0.15), linewidth=0.8)


def faded(share: float) -> tuple[float, float, float, float]:
    """Thin the ink down to a share of it."""
    from matplotlib import colors

    return colors.to_rgba(ink(), share)


def rows_of_names(ax: Axes, names: Sequence[str], size: float = TEXT) -> None:
    """Write names at the left, one a row, the first at the top."""
    ax.set_yticks(range(len(names)), names, parse_math=False)
    ax.tick_params(axis="y", length=0, labelsize=size)
    ax.spines["left"].set_visible(False)
    ax.set_ylim(len(names) - 0.4, -0.6)


def label_axes(ax: Axes, x: str = "", y: str = "") -> None:
    """Name the axes in words that carry their unit."""
    lines = fitted(x, 1.1 * points_across(ax), TEXT)
    ax.set_xlabel("\n".join(lines), fontsize=TEXT, parse_math=False)
    if y:
        lines = fitted(y, 0.9 * points_high(ax), TEXT)
        ax.set_ylabel("\n".join(lines), fontsize=TEXT, parse_math=False)


def whole_numbers(ax: Axes, last: float) -> None:
    """Put ticks on the x axis at whole numbers up to `last`."""
    from matplotlib.ticker import MaxNLocator

    first = max(ax.get_xlim()[0], 0.0)
    ticks = MaxNLocator(nbins=10, integer=True).tick_values(first, last)
    ax.set_xticks([tick for tick in ticks if first <= tick <= last])


def entitle(ax: Axes, title: str, guide: str = "") -> None:
    """Write what the chart shows above it, and below that, smaller, how to read it.

    Both begin where the labels of the rows begin, and wrap where what belongs to the Axes ends.
    """
    from matplotlib.transforms import ScaledTranslation

    left, room = _from_labels_to_edge(ax)
    guide_lines = fitted(guide, room, SMALL) if guide else []
    heading = ax.set_title(
        "\n".join(_balanced(title, room, TITLE)),
        loc="left",
        pad=GAP + (len(guide_lines) * SMALL * LINE + GAP if guide else 0),
        fontsize=TITLE,
        linespacing=LINE,
        parse_math=False,
    )
    # in points, which stay right when a chart beside this one makes it narrower
    shift = ScaledTranslation(left / 72, 0, whole_figure(ax).dpi_scale_trans)
    heading.set_transform(heading.get_transform() + shift)
    if guide:
        note = ax.annotate(
            "\n".join(guide_lines),
            (0, 1),
            xycoords="axes fraction",
            xytext=(left, GAP),
            textcoords="offset points",
            va="bottom",
            fontsize=SMALL,
            color=faded(0.75),
            linespacing=LINE,
            annotation_clip=False,
            parse_math=False,
        )
        note.set_in_layout(False)  # the title above it keeps its place


def _balanced(text: str, points: float, size: float) -> list[str]:
    """Break text into as few lines as fit, of about the same length: no word alone on the last."""
    fewest = len(fitted(text, points, size))
    narrower = (fitted(text, points * share / 20, size) for share in range(10, 20))
    return next((n for n in narrower if len(n) == fewest), fitted(text, points, size))


def _from_labels_to_edge(ax: Axes) -> tuple[float, float]:
    """Find where the labels at the left begin, 0 or less, and how much room a title has.

    Both in points from the left of the Axes. The room ends where all that belongs to the Axes
    ends, and is no wider than the part of the figure that they stand on.
    """
    points_across(ax)
    own, labels, everything = ax.get_window_extent(), ax.yaxis.get_tightbbox(), ax.get_tightbbox()
    left, right = own.x0, own.x1
    if labels is not None and np.isfinite(labels.x0):
        left = min(left, labels.x0)
    if everything is not None and np.isfinite(everything.x1):
        right = max(right, everything.x1)
    figure, cell = whole_figure(ax), ax.get_subplotspec()
    room = (right - left) * 72 / figure.dpi
    if cell is not None:
        share = len(cell.colspan) / cell.get_gridspec().ncols
        if share < 1:  # what is drawn later in the same column may move these Axes to the right
            room = min(room, 0.8 * share * figure.get_figwidth() * 72)
    return float((left - own.x0) * 72 / figure.dpi), float(room)


def nothing_to_draw(ax: Axes, title: str, reason: str) -> Axes:
    """Make Axes say why they are empty."""
    ax.set_xticks([])
    ax.set_yticks([])
    for spine in ax.spines.values():
        spine.set_visible(False)
    ax.text(0.5, 0.5, reason, ha="center", va="center", transform=ax.transAxes, fontsize=TEXT)
    entitle(ax, title)
    describe(ax, f"An empty chart. {title}: {reason}.")
    return ax


def label_points(
    ax: Axes, x: Floats, y: Floats, which: NDArray[np.int64], texts: Sequence[str]
) -> list[Annotation]:
    """Write labels beside some of the points, where they cover fewest dots and no other label.

    A label that fits nowhere on the Axes is left out.
    """
    points_across(ax)
    scale = whole_figure(ax).dpi / 72
    inside = ax.get_window_extent()
    dots = ax.transData.transform(np.column_stack([x, y]))
    taken: list[Box] = []
    written = []
    for row, text in zip(which, texts, strict=True):
        wide = width_of(text, SMALL) * scale
        high = SMALL * LINE * (text.count("\n") + 1) * scale
        choices = []
        for rank, (dx, dy) in enumerate(_SIDES):
            left = dots[row, 0] + dx * scale - (wide if dx < 0 else wide / 2 if dx == 0 else 0)
            low = dots[row, 1] + dy * scale - (high if dy < 0 else high / 2 if dy == 0 else 0)
            box = (left, low, left + wide, low + high)
            within = left > inside.x0 and low > inside.y0
            within = within and box[2] < inside.x1 and box[3] < inside.y1
            if within and not any(_overlap(box, other) for other in taken):
                covered = _dots_in(box, dots, 3 * scale)
                choices.append((covered, rank, box))
        if not choices:
            continue
        _, rank, box = min(choices)
        taken.append(box)
        dx, dy = _SIDES[rank]
        written.append(
            ax.annotate(
                text,
                (x[row], y[row]),
                xytext=(dx, dy),
                textcoords="offset points",
                ha="right" if dx < 0 else "center" if dx == 0 else "left",
                va="top" if dy < 0 else "center" if dy == 0 else "bottom",
                fontsize=SMALL,
                linespacing=1.1,
                parse_math=False,
                arrowprops=None if rank < _NEAR else _LEADER,
            )
        )
    return written


_LEADER = {"arrowstyle": "-", "color": "0.5", "linewidth": 0.8, "shrinkA": 0, "shrinkB": 3}
_NEAR = 8  # offsets so near that a label needs no line to its point

# Offsets in points, the nearest first
_SIDES = (
    *((7, 0), (-7, 0), (0, 7), (0, -7), (6, 6), (-6, 6), (6, -6), (-6, -6)),
    *((0, 22), (0, -22), (16, 20), (-16, 20), (16, -20), (-16, -20)),
    *((36, 36), (-36, 36), (36, -36), (-36, -36), (-1, 44), (1, 44), (-1, -44), (1, -44)),
    *((0, 64), (0, -64), (-1, 84), (1, 84), (-70, 20), (70, 20), (-70, -20), (70, -20)),
)


def _overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _dots_in(box: Box, dots: Floats, radius: float) -> int:
    across = (dots[:, 0] > box[0] - radius) & (dots[:, 0] < box[2] + radius)
    return int((across & (dots[:, 1] > box[1] - radius) & (dots[:, 1] < box[3] + radius)).sum())
