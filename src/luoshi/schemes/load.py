"""A scheme's file becomes a Scheme, or the file, the entry and the key are named with what to do."""

from __future__ import annotations

import re
import tomllib
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from luoshi.schemes.check import faults
from luoshi.schemes.values import ALONE, SECTIONS, Condition, Scheme
from luoshi.values import Message

BUILTIN = Path(__file__).parent / "builtin"
_UNKNOWN = re.compile(r"unknown field `([^`]+)`")
_MISSING = re.compile(r"missing required field `([^`]+)`")
_PATH = re.compile(r"at `\$\.?([^`]*)`")


class SchemeError(ValueError):
    """A file of a scheme is not what `docs/schemes.md` says. `faults`: all that is wrong, in the file's order."""

    def __init__(self, path: Path, found: tuple[Message, ...]) -> None:
        super().__init__("\n".join(f"{path.name}: {fault}" for fault in found))
        self.path = path
        self.faults = found


def load(path: Path) -> Scheme:
    """Read and check one scheme. Raises SchemeError with everything that is wrong with it."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        why = error.strerror
        said = Message(f"读不了：{why}；请检查路径和权限", f"cannot be read: {why}; check the path")
        raise SchemeError(path, (said,)) from error
    except UnicodeDecodeError as error:
        at = error.start
        said = Message(f"第 {at} 字节起不是 UTF-8；请另存为 UTF-8", f"no UTF-8 from byte {at} on; save it as UTF-8")
        raise SchemeError(path, (said,)) from error
    return parse(text, str(path))


def parse(text: str, name: str) -> Scheme:
    """The scheme of a text that is at hand; `name` is for the messages. Raises SchemeError."""
    path = Path(name)
    data = _toml(text, path)
    found: list[Message] = []
    whole: dict[str, Any] = {}
    for key, value in data.items():
        if key in SECTIONS:
            whole[key] = _section(key, value, found)
        elif key in ALONE:
            whole[key] = _convert(key, value, ALONE[key], found)
        else:
            whole[key] = value
    if not found:
        scheme = _convert("", whole, Scheme, found)
        found += faults(scheme) if scheme is not None else []
    if found:
        raise SchemeError(path, tuple(found))
    assert isinstance(scheme, Scheme)
    return scheme


@cache
def builtin(name: str) -> Scheme:
    """A scheme that comes with Luoshi, by id. KeyError where there is none."""
    path = BUILTIN / f"{name}.toml"
    if not path.is_file():
        raise KeyError(name)
    return load(path)


def names() -> tuple[str, ...]:
    """The ids of the schemes that come with Luoshi."""
    return tuple(sorted(p.stem for p in BUILTIN.glob("*.toml")))


def _toml(text: str, path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        said = Message(f"不是 TOML：{error}；请对照内置方案改正", f"no TOML: {error}; compare with a built-in scheme")
        raise SchemeError(path, (said,)) from error


def _section(key: str, value: object, found: list[Message]) -> dict[str, Any]:
    if not isinstance(value, dict) or not all(isinstance(v, dict) for v in value.values()):
        found.append(Message(f"[{key}] 应写成 [{key}.名称] 的表", f"[{key}]: expected tables [{key}.ID]"))
        return {}
    return {name: _convert(f"{key}.{name}", table, SECTIONS[key], found) for name, table in value.items()}


def _convert(entry: str, value: object, kind: type[Any], found: list[Message]) -> Any:
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        found.append(_said(entry, str(error), kind))
        return None


def _said(entry: str, error: str, kind: type[Any]) -> Message:
    """What msgspec says, in the file's own terms, with the nearest known key as a hint."""
    where = f"[{entry}]" if entry else "文件开头"
    inner = _PATH.search(error)
    place = f" 的 {inner[1]}" if inner and inner[1] else ""
    if unknown := _UNKNOWN.search(error):
        keys = _keys(kind, inner[1] if inner else "")
        near = get_close_matches(unknown[1], keys, 1, 0.5)
        hint = f"，是不是 {near[0]}？" if near else f"，可用的键：{'、'.join(keys)}"
        hint_en = f"; did you mean {near[0]}?" if near else f"; known: {', '.join(keys)}"
        return Message(
            f"{where}{place}：不认识的键 {unknown[1]}{hint}", f"[{entry}]: unknown key {unknown[1]!r}{hint_en}"
        )
    if missing := _MISSING.search(error):
        return Message(
            f"{where}{place}：缺少 {missing[1]}，请补上", f"[{entry}]: key {missing[1]!r} is missing; add it"
        )
    return Message(f"{where}{place}：{error}，请改正", f"[{entry}]: {error}")


def _keys(kind: type[Any], inner: str) -> list[str]:
    inside = Condition if re.match(r"when|among|of|any|none", inner) else kind
    return [field.encode_name for field in msgspec.structs.fields(inside)]
