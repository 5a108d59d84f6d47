"""What everybody in the field knows, as data: units, indicators, places, departments. Loaded when asked for."""

from luoshi.lexicon.tables import LexiconError

__all__ = ["LexiconError"]
