"""Reading the lexicon's TOML files: every key is known and of its type, or the file and the entry are named.

The data files define their keys in their header comments; the loaders beside them turn entries into frozen values.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

HERE = Path(__file__).parent

TYPE_NAMES = {str: "a string", int: "an integer", bool: "true or false", list: "a list of strings"}


class LexiconError(ValueError):
    """A data file of the lexicon is not what its header says. The message names the file, the entry and the key."""


def read(path: Path) -> dict[str, object]:
    """The file's top-level table. Raises LexiconError for a file that is missing, no UTF-8 or no TOML."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise LexiconError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise LexiconError(f"{path}: expected UTF-8, found byte {error.object[error.start]:#x}") from error
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"{path}: no TOML: {error}") from error


class Entry:
    """One table of a file, read key by key; `close` then fails for a key that nobody asked for."""

    __slots__ = ("data", "name", "path", "seen")

    def __init__(self, path: Path, name: str, data: object) -> None:
        if not isinstance(data, dict):
            raise LexiconError(f"{path.name}: {name}: expected a table, found {data!r}")
        self.path = path
        self.name = name
        self.data: Mapping[str, object] = data
        self.seen: set[str] = set()

    def fail(self, problem: str) -> LexiconError:
        return LexiconError(f"{self.path.name}: {self.name}: {problem}")

    def _get(self, key: str, kind: type, default: object) -> object:
        self.seen.add(key)
        value = self.data.get(key, default)
        if value is None:
            raise self.fail(f"key {key!r} is missing")
        if value is not default and type(value) is not kind:
            raise self.fail(f"key {key!r}: expected {TYPE_NAMES[kind]}, found {value!r}")
        return value

    def text(self, key: str, default: str | None = None) -> str:
        value = self._get(key, str, default)
        assert isinstance(value, str)
        return value

    def flag(self, key: str) -> bool:
        return bool(self._get(key, bool, False))

    def one_of(self, key: str, allowed: Sequence[str], default: str | None = None) -> str:
        value = self.text(key, default)
        if value not in allowed and value != default:
            raise self.fail(f"key {key!r}: expected one of {', '.join(allowed)}, found {value!r}")
        return value

    def words(self, key: str) -> tuple[str, ...]:
        """A list of strings; () where the key is absent."""
        value = self._get(key, list, ())
        assert isinstance(value, list | tuple)
        for item in value:
            if not isinstance(item, str):
                raise self.fail(f"key {key!r}: expected a list of strings, found {item!r} in it")
        return tuple(value)

    def block(self, key: str) -> tuple[str, ...]:
        """Words separated by white space in one string; () where the key is absent."""
        return tuple(self.text(key, "").split())

    def close(self) -> None:
        unknown = sorted(set(self.data) - self.seen)
        if unknown:
            raise self.fail(f"unknown key {unknown[0]!r}; known are {', '.join(sorted(self.seen))}")


def tables(path: Path, data: Mapping[str, object], key: str) -> Mapping[str, object]:
    """The sub-tables under `key`, by id."""
    value = data.get(key)
    if not isinstance(value, dict):
        raise LexiconError(f"{path.name}: expected tables [{key}.ID], found {value!r}")
    return value


def only(path: Path, data: Mapping[str, object], keys: Sequence[str]) -> None:
    """Fails where the file has a top-level key that is none of `keys`."""
    unknown = sorted(set(data) - set(keys))
    if unknown:
        raise LexiconError(f"{path.name}: unknown key {unknown[0]!r}; known are {', '.join(keys)}")
