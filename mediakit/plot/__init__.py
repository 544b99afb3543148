"""Charts: each takes a table and Axes, and gives the Axes back.

Of one article: ``readability``, ``sentiment_arc``, ``hedging``, ``hedging_strip``, ``keywords``.
Of many: ``distribution``, ``over_time``, ``relation``, ``heat_map``. ``show`` puts any of them
into a notebook with a description for screen readers.
"""

from mediakit.plot.article import keywords, readability
from mediakit.plot.corpus import distribution
from mediakit.plot.cues import hedging, hedging_strip
from mediakit.plot.means import heat_map
from mediakit.plot.relations import relation
from mediakit.plot.showing import Picture, describe, description, show
from mediakit.plot.timeline import over_time
from mediakit.plot.tone import sentiment_arc

__all__ = [
    "Picture",
    "describe",
    "description",
    "distribution",
    "heat_map",
    "hedging",
    "hedging_strip",
    "keywords",
    "over_time",
    "readability",
    "relation",
    "sentiment_arc",
    "show",
]
