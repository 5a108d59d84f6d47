"""What several rooms' tests share: the samples, and `../shared` where it is there."""

from __future__ import annotations

from pathlib import Path

import pytest

import luoshi
from luoshi.values import Report

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def samples() -> Path:
    return ROOT / "samples"


@pytest.fixture(scope="session")
def shared() -> Path:
    if not SHARED.exists():
        pytest.skip("../shared 不在这里，用到它的测试跳过 / ../shared is not here: the tests that need it are skipped")
    return SHARED


@pytest.fixture(scope="session")
def city(samples: Path) -> Report:
    return luoshi.read(samples / "澄川市-2025.txt")


@pytest.fixture(scope="session")
def newspaper(samples: Path) -> Report:
    return luoshi.read(samples / "澄川日报-2026.txt")
