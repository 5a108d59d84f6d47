"""JSON as events are kept: keys sorted, no white space, so that the same event is the same bytes."""

from __future__ import annotations

import json
from typing import Any


def canonical(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
