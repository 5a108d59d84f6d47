"""The ledger's signature: Ed25519, its key in the ledger's home. Anybody with the public key can check a day's head."""

from __future__ import annotations

import os
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat


def _key(home: Path) -> Ed25519PrivateKey:
    path = home / "signing.pem"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(path.read_text()))
    key = Ed25519PrivateKey.generate()
    with os.fdopen(handle, "w") as file:
        file.write(key.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption()).hex())
    return key


def sign(home: Path, words: str) -> str:
    """The signature over the words, in hexadecimal."""
    return _key(home).sign(words.encode()).hex()


def public(home: Path) -> str:
    """The public key, in hexadecimal: to be kept, and printed, elsewhere."""
    return _key(home).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()


def signed(key: str, words: str, signature: str) -> bool:
    """Whether the signature over the words is that of the public key."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(bytes.fromhex(signature), words.encode())
    except (InvalidSignature, ValueError):
        return False
    return True
