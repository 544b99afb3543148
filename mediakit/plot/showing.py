"""Charts with a description in words: for readers who can't see them, and as a reading aid."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from html import escape
from io import BytesIO
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from mediakit.own_display import NO_FORMULAS
from mediakit.writing import written_whole

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_MARK = "mediakit description"

#: Where a file format keeps a description of its picture.
_METADATA = {".png": "Description", ".svg": "Description", ".pdf": "Subject"}


def describe(ax: Axes, text: str) -> None:
    """Attach a description in words to Axes, in place of the one they have.

    Parameters
    ----------
    ax : Axes
        Any Axes, also those that mediakit did not draw on.
    text : str
        What the chart shows and what stands out.

    Notes
    -----
    The description is an artist that is never drawn. So it lives as long as its Axes, goes with
    them into a pickle, and goes away with ``ax.clear()``.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> ax = Figure().add_subplot()
    >>> describe(ax, "Two outlets; the second is easier to read.")
    >>> description(ax)
    'Two outlets; the second is easier to read.'
    """
    from matplotlib.artist import Artist

    for artist in list(ax.artists):
        if artist.get_gid() == _MARK:
            artist.remove()
    note = Artist()
    note.set_gid(_MARK)
    note.set_label(" ".join(text.split()))
    note.set_visible(False)
    note.set_in_layout(False)
    ax.add_artist(note)


def description(chart: Figure | Axes) -> str:
    """Read the description in words of a chart; of a figure, those of all its Axes.

    Parameters
    ----------
    chart : Figure or Axes
        What a function of ``mediakit.plot`` drew, or what :func:`describe` was used on.

    Returns
    -------
    str
        Empty where there is none.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> description(Figure())
    ''
    """
    from matplotlib.axes import Axes

    axes = [chart] if isinstance(chart, Axes) else list(chart.axes)
    notes = [artist for ax in axes for artist in ax.artists if artist.get_gid() == _MARK]
    return " ".join(str(note.get_label()) for note in notes)


def _html(text: str) -> str:
    """Escape a text; half a surrogate pair, which no page can carry, becomes a question mark."""
    return escape(text).encode("utf-8", "replace").decode()


@dataclass(frozen=True, repr=False)
class Picture:
    """A finished chart with its description; Jupyter shows it as an HTML figure.

    Attributes
    ----------
    figure : Figure
        The matplotlib figure; pyplot has forgotten it.
    alt : str
        The description in words.
    caption : str
        What stands below the chart; may be empty.
    png : bytes
        The chart as pixels, twice as many as it is shown with.
    """

    figure: Figure
    alt: str
    caption: str
    png: bytes

    @property
    def title(self) -> str:
        """What the chart says at its top, on one line."""
        titles = (ax.get_title(loc="left") for ax in self.figure.axes)
        return " ".join(" ".join(titles).split())

    def __repr__(self) -> str:
        return f"Picture: {self.alt}"

    def _repr_html_(self) -> str:
        # A PNG's width stands in bytes 16 to 20.
        width = int.from_bytes(self.png[16:20], "big") // 2
        caption = f"<p>{_html(self.caption)}</p>" if self.caption else ""
        return (
            f'<figure class="{NO_FORMULAS}" style="margin: 0">'
            f'<img alt="{_html(self.alt)}" width="{width}" style="max-width: 100%; height: auto" '
            f'src="data:image/png;base64,{b64encode(self.png).decode()}">'
            f"<figcaption>{caption}<details><summary>This chart in words</summary>"
            f"{_html(self.alt)}</details></figcaption></figure>"
        )

    def save(self, path: str | PathLike[str], dpi: float = 300) -> Path:
        """Write the chart to a file; png, svg and pdf carry the description.

        Parameters
        ----------
        path : str or path
            Its ending says in which format: .png, .svg, .pdf, .jpg ...
        dpi : float, default 300
            Dots per inch, where the format has dots.

        Returns
        -------
        Path
            Where the file is.

        Raises
        ------
        ValueError
            If matplotlib can't write that format; says which it can.
        """
        file = Path(path)
        key = _METADATA.get(file.suffix.lower())
        # a control character makes no svg, half a surrogate pair no file at all
        told = "".join(sign if sign.isprintable() else " " for sign in self.alt)
        metadata = {key: told} if key else None
        with written_whole(file) as part:
            self.figure.savefig(part, dpi=dpi, bbox_inches="tight", metadata=metadata)
        return file


def show(chart: Figure | Axes, alt: str | None = None, *, caption: str = "") -> Picture:
    """Show a chart in Jupyter with its description, so that screen readers can read it out.

    Parameters
    ----------
    chart : Figure or Axes
        What a function of ``mediakit.plot`` returned, or any chart of matplotlib's. Of Axes, the
        whole figure is shown.
    alt : str, optional
        The description in words; by default the one that the chart brings along.
    caption : str, optional
        A line below the chart.

    Returns
    -------
    Picture
        Shown where it is the last line of a cell. Its method ``save`` writes a file.

    Raises
    ------
    TypeError
        If `chart` is neither a Figure nor Axes.
    ValueError
        If there is no description: the chart brings none along and none is given.

    Notes
    -----
    JupyterLab and nbconvert drop the alt text of pictures that are shown in any other way. The
    figure is closed, so that a notebook doesn't show it a second time.

    Examples
    --------
    >>> import mediakit as mk
    >>> table = mk.readability("The cat sat on the mat. It was warm there, and it purred.")
    >>> picture = show(mk.plot.readability(table))
    >>> picture.alt.startswith("Dot chart")
    True
    """
    from matplotlib import pyplot
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    figure = chart.figure.figure if isinstance(chart, Axes) else chart
    if not isinstance(figure, Figure):
        raise TypeError(f"show takes a Figure or Axes of matplotlib, not {type(chart).__name__}")
    words = description(figure) if alt is None else " ".join(alt.split())
    if not words:
        raise ValueError(
            "the chart has no description: give one, as in show(chart, alt='what it shows')"
        )
    buffer = BytesIO()
    figure.savefig(buffer, format="png", dpi=2 * figure.dpi, bbox_inches="tight")
    pyplot.close(figure)
    return Picture(figure, words, caption, buffer.getvalue())
