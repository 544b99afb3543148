"""Corpus linguistics: which words a group uses more, words in context, pairs, spread, variety."""

from mediakit.linguistics.collocations import collocations
from mediakit.linguistics.concordance import Concordance, kwic
from mediakit.linguistics.dispersion import dispersion
from mediakit.linguistics.diversity import diversity
from mediakit.linguistics.keyness import keyness

__all__ = ["Concordance", "collocations", "dispersion", "diversity", "keyness", "kwic"]
