"""Cleaning: what isn't the article's goes, what is stays, and every change is told."""

from __future__ import annotations

import sys

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import mediakit as mk
from mediakit.cleaning import CHANGE_COLUMNS, OPTIONAL, RULES
from mediakit.measures.measure import Column

BEFORE, AFTER = "The mill in Varnholm is back.", "Nobody was hurt in the flood."


def rules_of(line: str, **options: object) -> list[str]:
    """Which rules change a line that stands between two paragraphs."""
    cleaned, changes = mk.clean(f"{BEFORE}\n\n{line}\n\n{AFTER}", **options)
    if changes["rule"].tolist() and line.strip() not in cleaned["text"].iloc[0]:
        assert cleaned["text"].tolist() == [f"{BEFORE}\n\n{AFTER}"]
    return changes["rule"].tolist()


FURNITURE = {
    "advertisement": [
        *("Advertisement", "ADVERTISEMENT:", "AD", "— Advertisement —", "Loading..."),
        *(
            "Story continues below advertisement",
            "Story Continued Below",
            "Article continues below",
        ),
        *(
            "Advertisement Continue reading the main story",
            "Advertise\u00adment",
            "  Advertisement",
        ),
    ],
    "newsletter": [
        "Sign up for the Courier’s morning newsletter.",
        "Get our free weekly newsletter",
        "Get all the news from the river delivered to your inbox. Sign up here.",
        "Morning Mill The river, weekday mornings. By signing up you agree to receive emails.",
        "Want more like this in your inbox every day? Sign up here.",
    ],
    "click here": [
        *("CLICK HERE TO GET THE COURIER APP", "Can't see the map? Click here."),
        "Click here to read more from Ilse Marrack",
    ],
    "read more": [
        *("Read more", "READ MORE:", "Related stories", "SEE ALSO: Herald asks who pays"),
        *("Read more: Herald asks who pays", "[Read also: Who pays for the mill?]"),
        "RELATED: The council&#8217;s bill",
    ],
    "share": [
        *("Share", "Share Tweet Email Print", "Share this article", "Share on Facebook", "#share#"),
        *(
            "Follow us on Twitter",
            "Follow Ilse Marrack on Twitter @imarrack",
            "Like us on Facebook.",
        ),
        "Email Print",
    ],
    "photo credit": [
        *("Image copyright Getty Images", "Tomas Oule/AFP/Getty Images", "Photo: Tomas Oule/AP"),
        *("(Photo by Tomas Oule/Getty Images)", "Slideshow (4 Images)", "prev Image 2 of 3"),
        *("AP Photo/Tomas Oule", "Getty Images"),
    ],
    "copyright": [
        *("Copyright © 2021 Courier Press Varnholm", "© 2021 The Herald. All rights reserved."),
        *("(c) Courier Press", "All rights reserved."),
        "This material may not be published, broadcast, rewritten or redistributed.",
        "Copyright © 2021 Courier Press. Click here for reprint permission.",
    ],
}
CONTENT = [
    "The advertisement showed the mill, and the council paid for it.",
    "More than a thousand readers sign up for the newsletter of the mill every week.",
    "“Click here,” the message said, and she did.",
    "You can read more in the report, which the council published on Monday.",
    "Related: the flood of 2020 began in the same place.",
    "Share prices of the mill fell.",
    "They share a house and an email account.",
    "Twitter",
    "Facebook",
    "Post",
    "More",
    "He said he would follow her on Twitter if she asked.",
    "(c) we will not pay for the mill;",
    "(C) Whoever owns the mill pays for it.",
    "Copyright law is no help to the mill.",
    "Ilse Marrack, Varnholm Courier",
    "A poll (Oulepoll/Reuters) found that most want the mill.",
    "The picture: a mill in the flood.",
    "The mill of Varnholm is seen on Tuesday. Tomas Oule/Getty Images",
    "Ilse Marrack in October 2021. Tomas Oule/AP",
    "Image copyright AFP Image caption The mill has been shut for a year",
    "Photographs of the mill were sold to AFP and Getty Images for a good price last year.",
    "AT&T; R&D; a &madeup; b",
    "नमस्\u200dते and 👩\u200d🌾",
]


@pytest.mark.parametrize(
    ("rule", "line"), [(rule, line) for rule, lines in FURNITURE.items() for line in lines]
)
def test_furniture_goes(rule, line):
    assert rules_of(line) == [rule]


@pytest.mark.parametrize("line", CONTENT)
def test_content_stays(line):
    assert rules_of(line) == []


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("Farmers &amp; bakers", "Farmers & bakers"),
        ("She said &#8220;no&#8221;&nbsp;twice", "She said “no” twice"),
        ("Oule &amp;amp; Marrack &amp;lt;3", "Oule & Marrack <3"),
        ("mill\u00ads of the\u200b river", "mills of the river"),
        ("He said \x93no\x94 \x96 twice\x85", "He said “no” – twice…"),
        ("It wasn\u00e2\x80\x99t", "It wasn\u00e2\x80\x99t"),
        ("caf\u00e9\x85", "caf\u00e9…"),
        ("One.\u2028Two.", "One.\nTwo."),
        ("The mill (AP Photo/Tomas Oule, File) is back.", "The mill is back."),
        ("The mill (Tomas Oule/Reuters) is back.", "The mill is back."),
        ("Advertisement\n\nThe mill.", "The mill."),
        ("The mill.\n\nAdvertisement\n\nShare\n", "The mill.\n"),
        ("Advertisement", ""),
        ("The mill.\nAdvertisement\nThe flood.", "The mill.\nThe flood."),
        ("", ""),
    ],
)
def test_what_a_text_becomes(text, clean):
    cleaned, changes = mk.clean(text)
    assert cleaned["text"].tolist() == [clean]
    assert changes.empty == (text == clean)


@pytest.mark.parametrize(
    "text",
    [
        "VARNHOLM (AP) — The mill is back.",
        "VARNHOLM, March 4 (Reuters) - The mill is back.",
        "(CNN)The mill is back.",
        "(CNN) The mill is back.",
        "North Varnholm (AFP) – The mill is back.",
    ],
)
def test_the_tag_of_an_agency_goes_where_that_is_asked_for(text):
    assert mk.clean(text).articles["text"].tolist() == [text]
    cleaned, changes = mk.clean(text, add="agency")
    assert cleaned["text"].tolist() == ["The mill is back."]
    assert changes["rule"].tolist() == ["agency"]
    for kept in ("The mill (AP) is back.", "VARNHOLM — The mill is back.", "The AP is back."):
        assert mk.clean(kept, add="agency").changes.empty


def corpus(line: str, n: int, others: int = 6) -> pd.DataFrame:
    own = [
        f"Passage {i} of the mill.\n\nIt is about thing {i}, one of many in its halls."
        for i in range(n)
    ]
    bare = [f"Passage {i} of the river.\n\nIt says {i} things of it." for i in range(others)]
    texts = [f"{text}\n\n{line}" for text in own] + bare
    return pd.DataFrame({"text": texts, "outlet": ["Courier"] * len(texts)})


def test_lines_that_an_outlet_repeats_at_an_edge_are_boilerplate():
    line = "Ilse Marrack contributed to this report."
    cleaned, changes = mk.clean(corpus(line, 5))
    assert changes["rule"].tolist() == ["boilerplate"] * 5
    assert changes["text"].tolist() == [f"\n\n{line}"] * 5
    assert not cleaned["text"].str.contains("contributed").any()


@pytest.mark.parametrize(
    ("line", "n"),
    [
        ("Ilse Marrack contributed to this report.", 4),
        ("Ilse Marrack, Varnholm Courier of Varnholm", 9),
        ("“We waited for a year for this mill.”", 9),
        ("The mill reopened", 9),
        ("What is new in this week's paper:", 9),
    ],
)
def test_other_repeated_lines_are_not(line, n):
    assert mk.clean(corpus(line, n)).changes.empty


def test_copies_of_an_article_are_not_boilerplate():
    text = "The mill is back after the flood.\n\nThe council paid for half of it."
    copies = [f"{text}\n\nUpdate {n}: more of it follows." for n in range(9)]
    frame = pd.DataFrame({"text": copies, "outlet": "Courier"})
    assert mk.clean(frame).changes.empty
    middle = [f"A{n} is here.\n\nB{n} too.\n\nThe flood began in 2020.\n\n" for n in range(9)]
    middle = [
        text + "\n\n".join(f"C{n} {k} says a thing." for k in "abcde")
        for n, text in enumerate(middle)
    ]
    frame = pd.DataFrame({"text": middle, "outlet": "Courier"})
    assert mk.clean(frame).changes.empty


def test_without_outlets_nothing_is_boilerplate():
    frame = corpus("Ilse Marrack contributed to this report.", 9)
    assert mk.clean(frame.drop(columns="outlet")).changes.empty
    assert mk.clean(frame.assign(outlet=None)).changes.empty


def test_the_shape_is_the_callers():
    index = pd.MultiIndex.from_tuples([("a", 1), ("a", 1), ("b", 2)], names=["x", "y"])
    frame = pd.DataFrame({"n": [1, 2, 3], "text": ["Share\n\nOne.", None, ""]}, index=index)
    frame.attrs["reading"] = {"rows": 3}
    before = frame.copy()
    cleaned, changes = mk.clean(frame)
    pd.testing.assert_frame_equal(frame, before)
    assert cleaned.index.equals(index)
    assert cleaned.columns.tolist() == ["n", "text"]
    assert cleaned["text"].dtype == frame["text"].dtype
    assert cleaned.attrs == frame.attrs
    assert cleaned["text"].tolist()[::2] == ["One.", ""]
    assert cleaned["text"].isna().tolist() == [False, True, False]
    assert changes.to_dict("records") == [
        {
            "article": ("a", 1),
            "start": 0,
            "end": 7,
            "text": "Share\n\n",
            "replacement": "",
            "rule": "share",
        }
    ]
    assert changes.columns.tolist() == list(CHANGE_COLUMNS)
    assert mk.clean([]).changes.columns.tolist() == list(CHANGE_COLUMNS)
    assert all(isinstance(column, Column) for column in CHANGE_COLUMNS.values())


def test_rules_can_be_chosen():
    text = "Farmers &amp; bakers\n\nAdvertisement\n\nThe mill."
    assert mk.clean(text, "entities").changes["rule"].tolist() == ["entities"]
    assert mk.clean(text, []).changes.empty
    assert set(OPTIONAL) < set(RULES)
    with pytest.raises(ValueError, match="rule 'adverts' is not known; there are entities, "):
        mk.clean(text, ["adverts"])


def test_every_rule_is_documented():
    assert all(f'"{rule}"' in str(mk.clean.__doc__) for rule in RULES)


def test_mojibake():
    pytest.importorskip("ftfy")
    text = "It wasnâ€™t the cafÃ©.\n\nSÃ£o Varnholm, CAFÉ» and “Élan” stay."
    cleaned, changes = mk.clean(text, add="mojibake")
    assert cleaned["text"].tolist() == [
        "It wasn’t the café.\n\nSão Varnholm, CAFÉ» and “Élan” stay."
    ]
    assert changes["text"].tolist() == ["â€™", "Ã©", "Ã£"]
    assert changes["replacement"].tolist() == ["’", "é", "ã"]


def test_a_line_that_is_repaired_as_a_whole_is_told_mark_by_mark():
    pytest.importorskip("ftfy")
    text = "The mill\x92s owner, \x93Ilse\x94 Marrack \x97 of Varnholm \x97 paid for it all."
    cleaned, changes = mk.clean(text, "mojibake")
    assert cleaned["text"].tolist() == [
        "The mill’s owner, “Ilse” Marrack — of Varnholm — paid for it all."
    ]
    assert changes["replacement"].tolist() == [*"’“”——"]
    assert changes["text"].tolist() == [*"\x92\x93\x94\x97\x97"]


def test_mojibake_says_what_it_needs_only_when_it_is_asked_for(monkeypatch):
    monkeypatch.setitem(sys.modules, "ftfy", None)
    assert mk.clean("cafÃ©").changes.empty
    with pytest.raises(ImportError, match=r'ftfy: pip install "mediakit-analysis\[clean\]"'):
        mk.clean("cafÃ©", add="mojibake")


PIECES = st.sampled_from(
    [
        *(
            "The mill.",
            "Advertisement",
            "Share Tweet",
            "\n",
            "\n\n",
            " ",
            "&amp;",
            "\u200b",
            "\x93",
        ),
        *("(AP Photo/Tomas Oule)", "Read more: A mill", "é", "© 2021 Herald", "\r", "\t"),
    ]
)


@given(st.lists(st.lists(PIECES, max_size=12).map("".join), max_size=6))
def test_changes_are_apart_and_lead_from_one_text_to_the_other(texts):
    cleaned, changes = mk.clean(texts)
    for label, (before, after) in enumerate(zip(texts, cleaned["text"].tolist(), strict=True)):
        own = changes[changes["article"] == label]
        rebuilt, done = "", 0
        for change in own.itertuples():
            assert done <= change.start < change.end <= len(before)
            assert change.text == before[change.start : change.end] != change.replacement
            rebuilt += before[done : change.start] + change.replacement
            done = change.end
        assert rebuilt + before[done:] == after
    again = mk.clean(texts[:1])
    assert again.articles["text"].tolist() == cleaned["text"].tolist()[:1]
