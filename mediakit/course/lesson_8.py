"""Tasks of lesson 8: your own small study, from question to chart."""

from __future__ import annotations

import mediakit as mk
from mediakit.course.task import Task, choice, prediction, written

AGENCY, TABLOID = "Halden News Agency", "The Morning Flare"


def _who_hedges_more() -> str:
    articles = mk.load_sample()
    two = articles[articles["outlet"].isin([AGENCY, TABLOID])]
    report = mk.hedging(two).join(two[["outlet", "story"]])
    result = mk.compare(report, columns="hedges_per_100_words", cluster="story").iloc[0]
    share = f"{result['mean']:.1f} in 100 words against {result['other_mean']:.1f}"
    return (
        f"The count: {result['group']} has {share} of {result['other']}. Is that the difference "
        "that you expected? Look at the chart below before you say anything about it."
    )


TASKS = (
    Task(
        "8.1",
        "Which of these questions can a small study with counted words answer?",
        '"a", "b", "c" or "d"',
        choice(
            "abcd",
            right="c",
            hints={
                "a": "Whether somebody lies can't be seen in the words: you would have to know "
                "what is true. Which question asks only for what stands on the page?",
                "b": "“Bad for democracy” isn't in the articles. You would have to ask readers, "
                "for years. Which question asks only for what stands on the page?",
                "d": "The articles don't say why somebody chose a word. You would have to ask the "
                "newsroom. Which question asks only for what stands on the page?",
            },
            because="It says who is compared with whom, in what, and in which articles. Anybody "
            "who has the articles can check it.",
        ),
    ),
    Task(
        "8.2",
        "Both report the same eight events. Who hedges more in 100 words, the tabloid or the "
        "agency?",
        '"tabloid", "agency" or "same"',
        prediction(["tabloid", "agency", "same"], _who_hedges_more),
    ),
    Task(
        "8.3",
        "Which of these sentences may stand in the report of the study?",
        '"a", "b", "c" or "d"',
        choice(
            "abcd",
            right="b",
            hints={
                "a": "Sixteen articles of two outlets say nothing of tabloids and agencies "
                "everywhere. And could the difference be chance? Read the column p.",
                "c": "“Could be chance” doesn't mean “there is none”. With sixteen articles only "
                "a large difference would show.",
                "d": "Count of hedges and care are two things. A report that hedges what is "
                "certain isn't careful; and you haven't looked at the words yet.",
            },
            because="It says what was counted, in how many articles, and how sure the difference "
            "is. Nothing more.",
        ),
    ),
    Task(
        "8.4",
        "Write the report of the study in one paragraph: question, articles, measure, result with "
        "numbers, an example, and what it can't tell.",
        "a paragraph of your own, in quotation marks,",
        written(
            50,
            "Now swap with a classmate and go through the checklist below, point by point.",
        ),
    ),
)
