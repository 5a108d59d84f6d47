"""How a kind of commitment is carried out, as data: stages, clocks, lights, slips, rates.

`builtin/` holds the schemes that come with Luoshi; a place writes its own beside them.
"""

from luoshi.schemes.limits import Limit, limit
from luoshi.schemes.load import SchemeError, builtin, load, names
from luoshi.schemes.values import Scheme

__all__ = ["Limit", "Scheme", "SchemeError", "builtin", "limit", "load", "names"]
