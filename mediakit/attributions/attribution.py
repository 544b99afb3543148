"""One attribution: a speaker, a cue, a content, and the rule that joined them."""

from __future__ import annotations

from dataclasses import dataclass

from mediakit.attributions.phrase_parts import Span
from mediakit.attributions.verb_groups import VerbGroup
from mediakit.attributions.words import SPEECH


@dataclass(frozen=True)
class Attribution:
    """Somebody's words or thoughts, as far as the text gives them.

    Attributes
    ----------
    speaker, cue : (int, int) or None
        First and last token; None where there is none.
    content : (int, int)
        First and last token.
    cue_class, cue_kind : str
        Class and kind of the cue.
    rule : str
        By which rule they were joined; how sure that is, is known by rule.
    rest : (int, int) or None
        Where the content goes on after the cue: "The plan, she said, is dead."
    """

    speaker: Span | None
    cue: Span | None
    content: Span
    cue_class: str
    rule: str
    rest: Span | None = None
    cue_kind: str = SPEECH


def made(
    speaker: Span | None,
    group: VerbGroup,
    content: Span,
    rule: str,
    rest: Span | None = None,
) -> Attribution:
    """Join a verb group with its speaker and content."""
    cue = group.begins, group.last
    return Attribution(speaker, cue, content, group.cue.cue_class, rule, rest, group.cue.cue_kind)
