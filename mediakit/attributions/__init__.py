"""Who says what: cues, speakers and the words attributed to them, found by rules without a parser.

One road: `reading` turns a corpus into lists of facts of words (`words`), `phrases_before` and
`phrases_after` find noun phrases beside a cue, `clauses`, `objects` and `passages` how far the
content reaches, `active_verbs`, `other_cues` and `laden_cues` join the three, `floating` gives
quotations without a cue their speaker, `nesting` leaves out what is another speaker's, `identity`
and `kinds` tell who that is, `gathering` gives arrays.
"""

from mediakit.attributions.gathering import DIRECTNESS, Attributions, find_attributions
from mediakit.attributions.kinds import SPEAKER_KINDS
from mediakit.attributions.words import ATTITUDE, CUE_CLASSES, CUE_KINDS

__all__ = [
    "ATTITUDE",
    "CUE_CLASSES",
    "CUE_KINDS",
    "DIRECTNESS",
    "SPEAKER_KINDS",
    "Attributions",
    "find_attributions",
]
