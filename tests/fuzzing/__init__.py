"""Coverage-guided fuzzing: inputs that reach new code are kept and changed further.

``python -m tests.fuzzing quotations --seconds 600`` runs one target, ``all`` each in turn. It needs
atheris (``pip install atheris``; Linux, and a Python that it is built for), which nothing else here
does: the targets are plain functions of bytes, and tests/fuzzing/test_targets.py calls them too,
with what fuzzing once found (found.tsv). ``python -m tests.fuzzing.damaged`` damages real articles.
"""
