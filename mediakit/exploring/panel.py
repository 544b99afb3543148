"""The panel of widgets: a thin layer that asks, shows what is found, and never shows a traceback.

Everything happens in the cell that shows it and in the button's handler: no thread, no process, so
that it also runs where Python runs in the browser. What is found is sent as soon as it is there,
charts one after the other.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from mediakit.exploring import page
from mediakit.exploring.asking import (
    MOST_ARTICLES,
    MOST_CHARACTERS,
    Article,
    Asked,
    Unfit,
    article_at,
    offered,
    words_of,
)
from mediakit.exploring.charts import chart
from mediakit.exploring.families import FAMILIES, TICKED, Family
from mediakit.exploring.looking import Look, look
from mediakit.exploring.still import still
from mediakit.plot import Picture

PASTED = -1  # stands for the reader's own text, where others have the place of an article
_MOST_KEPT = 30  # charts that are kept, so that a further tick draws no chart twice
_CHANGED = "Something has changed: choose “Analyse” to see it."


class ArticleChooser:
    """A list of articles, and fields for a text of one's own.

    Attributes
    ----------
    box, article, headline, text : widgets
        All of it; the list; the fields.
    """

    def __init__(self, letter: str, articles: pd.DataFrame, place: int) -> None:
        import ipywidgets as widgets

        self._articles = articles
        self.article = widgets.Dropdown(
            options=[("My own text (paste it below)", PASTED), *offered(articles)],
            value=place,
            description=f"Article {letter}",
        )
        self.headline = widgets.Text(
            description=f"Headline of {letter} (if it has one)", continuous_update=False
        )
        self.text = widgets.Textarea(
            description=f"Text of {letter}",
            placeholder="Paste an article here, then choose “Analyse”.",
            rows=8,
            continuous_update=False,
        )
        self._own = widgets.VBox([self.headline, self.text])
        self.box = widgets.VBox([self.article, self._own])
        self._show_fields()
        self.article.observe(self._show_fields, "value")

    @property
    def controls(self) -> list[Any]:
        """What a reader changes."""
        return [self.article, self.headline, self.text]

    def chosen(self) -> Article:
        """The article that is chosen or pasted."""
        if self.article.value != PASTED:
            return article_at(self._articles, self.article.value)
        return Article(self.text.value, self.headline.value.strip() or None)

    def _show_fields(self, change: object = None) -> None:
        self._own.layout.display = "flex" if self.article.value == PASTED else "none"


class Panel:
    """The panel that :func:`mediakit.explore` gives; Jupyter shows it.

    Attributes
    ----------
    looks : tuple of Look
        What was found last, one an article: ``looks[0].row`` is the table of its numbers,
        ``looks[0].marked.evidence`` that of its marks.
    widget : widget
        All of it, to be put into a layout of one's own.
    """

    def __init__(self, articles: pd.DataFrame) -> None:
        import ipywidgets as widgets

        self.looks: tuple[Look, ...] = ()
        self._asked: Asked | None = None
        self._pictures: dict[tuple[object, ...], Picture | str] = {}
        pair = len(articles) == 2
        first = 0 if len(articles) else PASTED
        self.first = ArticleChooser("A", articles, first)
        self.second = ArticleChooser("B", articles, 1 if len(articles) > 1 else PASTED)
        self.compare = widgets.Checkbox(
            pair, description="Compare with a second article", indent=False
        )
        self.families = {
            family.name: widgets.Checkbox(
                family.name in TICKED, description=family.label, indent=False
            )
            for family in FAMILIES
        }
        self.own_words = widgets.Textarea(
            description="Words of your own to count (one a line; climat* finds all that begins so)",
            rows=3,
            continuous_update=False,
        )
        self.left_out = widgets.Textarea(
            description="Words to leave out (one a line), which you would not have counted",
            rows=3,
            continuous_update=False,
        )
        self.button = widgets.Button(description="Analyse", button_style="primary")
        self.status = widgets.HTML(page.note(_first_note(articles)))
        self.results = widgets.HTML()
        self.charts = {family.name: widgets.HTML() for family in FAMILIES if family.is_drawn}
        self.widget = self._laid_out()
        self._show_second()
        self.compare.observe(self._show_second, "value")
        for control in self._controls():
            control.observe(self._note_change, "value")
        self.button.on_click(self.analyse)

    def analyse(self, button: object = None) -> None:
        """Look at what is asked for; what can't be shown is told in the panel."""
        self._guarded(self._analyse, self._draw)

    def _ipython_display_(self) -> None:
        from IPython.display import display

        if self._asked is None:
            self._guarded(self._analyse)
        seen = self._asked is not None
        display(
            {
                "application/vnd.jupyter.widget-view+json": {
                    "version_major": 2,
                    "version_minor": 0,
                    "model_id": self.widget.model_id,
                },
                # for pages that can't show widgets
                "text/html": still(self._asked, self.looks) if self._asked else "",
                "text/plain": repr(self),
            },
            raw=True,
        )
        if seen:
            self._guarded(self._draw)

    def __repr__(self) -> str:
        return "<mk.explore: a panel of widgets, which needs a notebook>"

    def _guarded(self, *steps: Any) -> None:
        """Take steps, and tell in the panel what went wrong: a reader can't read a traceback."""
        try:
            for step in steps:
                step()
        except Unfit as problem:
            self._fail(str(problem))
        except Exception as error:
            self._fail(
                "Sorry, something went wrong inside mediakit with this text "
                f"({type(error).__name__}: {str(error)[:300]}). Try another one."
            )

    def _fail(self, problem: str) -> None:
        self.status.value = page.note(problem, "problem")
        self._asked, self.looks = None, ()
        for shown in (self.results, *self.charts.values()):
            shown.value = ""

    def _analyse(self) -> None:
        asked = self._ask()
        if asked == self._asked:
            self.status.value = page.note(page.summary(self.looks))
            return
        self.status.value = page.note("Analysing …")
        self.looks = look(asked)
        self._asked = asked
        self.results.value = page.results(asked, self.looks)
        wanted = [family.name for family in asked.shown]
        for name, shown in self.charts.items():
            if name not in wanted or shown.value:
                shown.value = ""  # a chart of another article must not stand beside this one
        self.status.value = page.note(page.summary(self.looks))

    def _draw(self) -> None:
        if self._asked is None:
            return
        for family in self._asked.shown:
            if family.is_drawn and not self.charts[family.name].value:
                pictures = [self._picture(found, family) for found in self.looks]
                self.charts[family.name].value = page.charts(family, pictures)

    def _picture(self, found: Look, family: Family) -> Picture | str:
        key = (found.article, family.name, self._asked.left_out if self._asked else ())
        if key not in self._pictures:
            while len(self._pictures) >= _MOST_KEPT:
                del self._pictures[next(iter(self._pictures))]
            self._pictures[key] = _drawn(found, family)
        return self._pictures[key]

    def _ask(self) -> Asked:
        choosers = [self.first, self.second] if self.compare.value else [self.first]
        return Asked(
            articles=tuple(chooser.chosen() for chooser in choosers),
            families=tuple(name for name, tick in self.families.items() if tick.value),
            own_words=words_of(self.own_words.value),
            left_out=words_of(self.left_out.value),
        )

    def _controls(self) -> list[Any]:
        return [
            *(*self.first.controls, *self.second.controls, self.compare),
            *(*self.families.values(), self.own_words, self.left_out),
        ]

    def _note_change(self, change: object) -> None:
        if self._asked is not None:
            self.status.value = page.note(_CHANGED)

    def _show_second(self, change: object = None) -> None:
        self.second.box.layout.display = "flex" if self.compare.value else "none"

    def _laid_out(self) -> Any:
        import ipywidgets as widgets

        def row(name: str, *parts: Any) -> Any:
            return _named(widgets.Box(parts), name)

        for side in (self.first.box, self.second.box, self.own_words, self.left_out):
            _named(side, "mkx-side")
        whole = widgets.VBox(
            [
                widgets.HTML(page.style()),
                row("mkx-row", self.first.box, self.second.box),
                self.compare,
                widgets.HTML('<p class="mkx-title">What to look at</p>'),
                row("mkx-row", *self.families.values()),
                row("mkx-row", self.own_words, self.left_out),
                row("mkx-bar", self.button, _named(self.status, "mkx-status")),
                self.results,
                row("mkx-gallery", *self.charts.values()),
            ]
        )
        return _named(whole, "mediakit-explore")


def _named(widget: Any, name: str) -> Any:
    """Give a widget a style class."""
    widget.add_class(name)
    return widget


def _first_note(articles: pd.DataFrame) -> str:
    note = f"Choose an article or paste one (up to {MOST_CHARACTERS:,} characters)."
    if len(articles) > MOST_ARTICLES:
        note += f" The list has the first {MOST_ARTICLES:,} of {len(articles):,} articles."
    return note


def _drawn(found: Look, family: Family) -> Picture | str:
    """Draw a chart; what fails is told in its place, and the others are drawn all the same."""
    try:
        return chart(found, family.name)
    except Exception as error:
        return f"This chart could not be drawn ({type(error).__name__})."
