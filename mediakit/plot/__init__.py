"""Charts: each takes a table and Axes, and gives the Axes back.

Of one article: ``readability``, ``sentiment_arc``, ``hedging``, ``hedging_strip``, ``loaded``,
``loaded_strip``, ``keywords``, ``speakers``, ``speaker_map``. Of many: ``distribution``,
``over_time``, ``relation``, ``heat_map``. Of groups compared: ``effects``, ``word_shift``. Of
terms: ``keyness``, ``key_terms``, ``dispersion``. Of reports of one story: ``shared_words``.
``show`` puts any of them into a notebook with a description for screen readers.
"""

from mediakit.plot.article import keywords, readability
from mediakit.plot.corpus import distribution
from mediakit.plot.cues import hedging, hedging_strip, loaded, loaded_strip
from mediakit.plot.dispersion import dispersion
from mediakit.plot.effects import effects
from mediakit.plot.keyness import key_terms, keyness
from mediakit.plot.means import heat_map
from mediakit.plot.relations import relation
from mediakit.plot.showing import Picture, describe, description, show
from mediakit.plot.speakers import speaker_map, speakers
from mediakit.plot.stories import shared_words
from mediakit.plot.timeline import over_time
from mediakit.plot.tone import sentiment_arc
from mediakit.plot.word_shift import word_shift

__all__ = [
    "Picture",
    "describe",
    "description",
    "dispersion",
    "distribution",
    "effects",
    "heat_map",
    "hedging",
    "hedging_strip",
    "key_terms",
    "keyness",
    "keywords",
    "loaded",
    "loaded_strip",
    "over_time",
    "readability",
    "relation",
    "sentiment_arc",
    "shared_words",
    "show",
    "speaker_map",
    "speakers",
    "word_shift",
]
