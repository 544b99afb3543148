"""Every measure beside human judgement: ``uv run python -m tests.validity``.

``judging.py`` has the statistics and their intervals, ``sets.py`` reads the labelled sets,
``others.py`` is what stands beside ours. Each family has a file with a table of its checks; a
check is one line of the printed table, one floor in ``floors.toml`` and one finding on the record
that ``mk.codebook()`` shows (``--write`` makes it anew).

The sets are other people's texts, which this repository doesn't have: they are looked for in the
folder that the environment variable ``MEDIAKIT_EVAL_DATA`` names. Our own sample and the dictionary
of syllables need no such folder.
"""
