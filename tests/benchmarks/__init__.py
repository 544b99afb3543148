"""How fast mediakit is, beside the tools that people would use otherwise.

    uv run python -m tests.benchmarks
    uv run python -m tests.benchmarks --articles 500 --rounds 5 --to speed.jsonl

Every contestant runs in a fresh process, and all of them take turns, round after round. They read
the same texts. What the clock covers is said with each contestant in :mod:`.contestants`.

The texts are those of ``bulk/news_4500.parquet`` in the folder that the environment variable
``MEDIAKIT_EVAL_DATA`` names. Where there is none, mediakit's own sample is repeated: enough to see
that the benchmark runs, but its figures flatter mediakit, which meets hardly a new word.
"""
