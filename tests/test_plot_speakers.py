"""Charts of who speaks: bars as long as the words, places as in the text, unnamed ones apart."""

from __future__ import annotations

import matplotlib as mpl

mpl.use("Agg")

import pandas as pd
import pytest
from matplotlib import pyplot as plt

from mediakit import plot
from mediakit.plot.speakers import speaker_map, speakers

TEXT = (
    '"We have failed," said Dana Orlov. Orlov claimed that rain was to blame. Officials disagree.'
)


def attribution(speaker, name, kind, cue, cue_class, content, direct):
    start = TEXT.index(content)
    return {
        "article": "a",
        "speaker": speaker,
        "speaker_name": name,
        "speaker_kind": kind,
        "cue": cue,
        "cue_class": cue_class,
        "cue_kind": "speech",
        "content": content,
        "start": start,
        "end": start + len(content),
        "direct": direct,
    }


@pytest.fixture
def quotations() -> pd.DataFrame:
    person, unnamed = ("Dana Orlov", "named person"), ("", "unnamed official")
    return pd.DataFrame(
        [
            attribution("Dana Orlov", *person, "said", "neutral", '"We have failed,"', "verbatim"),
            attribution(
                "Orlov", *person, "claimed", "doubting", "that rain was to blame", "indirect"
            ),
            attribution("Officials", *unnamed, "disagree", "neutral", "disagree", "indirect"),
        ]
    )


@pytest.fixture(autouse=True)
def _closed_figures():
    yield
    plt.close("all")


def rows(ax) -> list[str]:
    return [label.get_text().replace("\n", " ") for label in ax.get_yticklabels()]


def test_one_speaker_has_one_bar_whatever_the_wording(quotations) -> None:
    ax = speakers(quotations)
    assert rows(ax) == ["Dana Orlov (named person)", "Officials (unnamed official)"]
    assert sorted(bar.get_width() for bar in ax.patches) == [1, 3, 5]
    assert ax.get_title(loc="left") == "2 speakers, 1 of them not named"
    assert [text.get_text() for text in ax.texts[:2]] == ["twice: said, claimed", "once: disagree"]
    legend = [text.get_text() for text in ax.get_legend().get_texts()]
    assert legend == ["neutral", "doubting"]


def test_who_wants_something_does_not_speak(quotations) -> None:
    wants = quotations.head(1).assign(speaker_name="Ivo Brandt", cue="wants", cue_kind="attitude")
    ax = speakers(pd.concat([quotations, wants], ignore_index=True))
    assert rows(ax) == rows(speakers(quotations))


def test_speakers_with_fewer_words_are_counted_not_drawn(quotations) -> None:
    ax = speakers(quotations, most=1)
    assert rows(ax) == ["Dana Orlov (named person)"]
    assert "1 speaker with fewer words left out" in ax.texts[-1].get_text().replace("\n", " ")


def test_places_are_those_of_the_text(quotations) -> None:
    ax = speaker_map(quotations, text=TEXT)
    assert rows(ax)[0] == "journalist's own words"
    drawn = {
        (round(path.vertices[:, 0].min()), round(path.vertices[:, 0].max()))
        for collection in ax.collections
        for path in collection.get_paths()
    }
    for start, end in zip(quotations["start"], quotations["end"], strict=True):
        assert (start, end) in drawn
    assert (quotations["end"].iloc[0], quotations["start"].iloc[1]) in drawn  # own words between
    assert ax.get_xlim() == (0, len(TEXT))
    assert ax.get_title(loc="left").replace("\n", " ").endswith("2 speakers, 1 of them not named")


def test_speakers_without_a_row_share_one(quotations) -> None:
    ax = speaker_map(quotations, text=TEXT, most=1)
    assert rows(ax)[-1] == "1 other speaker (various)"


def test_mistakes(quotations) -> None:
    with pytest.raises(ValueError, match="is it the text of the same article"):
        speaker_map(quotations, text=TEXT[:20])
    two = quotations.assign(article=["a", "a", "b"])
    with pytest.raises(ValueError, match="2 articles"):
        speaker_map(two, text=TEXT)
    with pytest.raises(ValueError, match="no column 'cue_class'"):
        speakers(quotations.drop(columns="cue_class"))
    speakers(two)


def test_nobody_speaks(quotations) -> None:
    assert "nobody is quoted" in plot.description(speakers(quotations.head(0)))
    assert "nobody is quoted" in plot.description(speaker_map(quotations.head(0), text=TEXT))
