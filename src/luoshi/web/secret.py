"""The ledger's own secret, made once and kept in its home, readable by its owner alone."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def key(home: Path) -> str:
    """The secret of this home; made where there is none yet. Two processes that begin at once agree on one."""
    path = home / "secret"
    home.mkdir(parents=True, exist_ok=True)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(64))
    except FileExistsError:
        pass
    return path.read_text()
