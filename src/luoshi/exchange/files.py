"""Writing files whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path


def keep_old(path: Path, data: bytes) -> Path | None:
    """Put a copy of the file at `path` aside, where it is there and not `data`: `表.旧1.xlsx`. The copy's path."""
    if not path.is_file() or path.read_bytes() == data:
        return None
    number = 1
    while (kept := path.with_name(f"{path.stem}.旧{number}{path.suffix}")).exists():
        number += 1
    shutil.copy2(path, kept)
    return kept


def write_whole(path: Path, data: bytes) -> None:
    """Write `data` to `path` so that nobody ever sees half of it: not on a full disk, not after Ctrl-C.

    Raises OSError as the system does; the file that stood there before then still stands.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        # mkstemp makes files that nobody else may read; an output is as readable as any other file.
        mask = os.umask(0)
        os.umask(mask)
        Path(name).chmod(0o666 & ~mask)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
