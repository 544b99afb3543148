"""What the codebook is made of.

`senses` collects what functions declare of their tables, `lexicon` finds the word lists behind a
number, `validity` reads how far it agrees with human judgement, `showing` lays it out.
"""
