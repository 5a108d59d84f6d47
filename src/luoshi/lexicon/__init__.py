"""What everybody in the field knows, as data: units, indicators, places, departments. Each file loads when asked for."""

from luoshi.lexicon.tables import LexiconError

__all__ = ["LexiconError"]
