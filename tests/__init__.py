"""A package of its own, so that it is not taken for the `tests` that textstat installs."""
