"""How sure a match is: the share of right ones among those that the same kind of rule made.

A match was right where a human annotator (PolNeAR; Newell et al. 2018) has an attribution to a
speaker that overlaps with ours, and half of our content or more; "who" counts as whom it stands
for. The shares are of one half of the articles, by a hash of their name, and hold on the other
half (tests/validity/attribution.py). Annotators leave out much that a reader would call an
attribution, so that the shares are low rather than high.
"""

from __future__ import annotations

#: Rules that are about equally often right, by that share.
LEVELS = {
    0.95: ("quote before", "inverted quote", "inverted", "goes on", "label"),
    0.85: ("around, second part", "quote in next sentence", "clause before", "according to"),
    0.8: ("that", "quote after", "around", "as", "asked"),
    0.75: ("bare clause", "topic", "goes on, next paragraph"),
    0.65: (
        *("that, gerund", "that, relative", "bare clause, inherited", "infinitive"),
        *("quote after, gerund", "quote after, inherited", "laden noun", "adjective", "gap"),
    ),
    0.55: (
        *("that, inherited", "quote after, relative", "bare clause, gerund"),
        *("bare clause, relative", "topic, relative", "topic, inherited"),
        *("infinitive, relative", "infinitive, inherited", "agentless", "passive"),
    ),
}
LOWEST = 0.4

_BY_RULE = {rule: share for share, rules in LEVELS.items() for rule in rules}


def certainty_of(rule: str) -> float:
    """Share of matches of a rule that are right.

    >>> certainty_of("quote before"), certainty_of("hearsay")
    (0.95, 0.4)
    """
    return _BY_RULE.get(rule, LOWEST)
