"""The installation's own keys: files beside the database, never in it.

One signs receipts and checkpoints. The other makes tags: keyed hashes that let the
engine recognise a value again (the same tenderer for the same lot) while whoever
reads the database, or a backup of it, cannot try out likely values.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from models.store import Work

SIGNING, TAGS = "signing.key", "tags.key"
KEY_BYTES = 32


class KeysUnfit(Exception):
    """The key files are missing, broken, or open to others; nothing may be signed."""


@dataclass(frozen=True, repr=False)
class InstallationKeys:
    """`signing` is Ed25519; `tag_key` 32 bytes for HMAC-SHA256."""

    signing: Ed25519PrivateKey
    tag_key: bytes

    @property
    def public_key(self) -> bytes:
        """The 32 bytes that a verifier needs."""
        return self.signing.public_key().public_bytes_raw()

    def sign(self, message: bytes) -> bytes:
        """A 64-byte signature; the same message always gets the same one (RFC 8032)."""
        return self.signing.sign(message)

    def tag(self, *fields: str) -> str:
        """64 hex digits. Lengths are prefixed, since "ab"+"c" must not equal "a"+"bc"."""
        encoded = [field.encode() for field in fields]
        joined = b"".join(len(field).to_bytes(4, "big") + field for field in encoded)
        return hmac.new(self.tag_key, joined, hashlib.sha256).hexdigest()


def make_keys(folder: Path) -> None:
    """Make the keys that are not there yet, readable by their owner alone."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name in (SIGNING, TAGS):
        if not (folder / name).exists():
            _write(folder / name, secrets.token_bytes(KEY_BYTES))


def _write(path: Path, key: bytes) -> None:
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as out:
        out.write(key.hex() + "\n")
        out.flush()
        os.fsync(out.fileno())
    try:
        # A link never replaces: two installers at once end with one key.
        path.hardlink_to(part)
    except FileExistsError:
        pass
    finally:
        part.unlink()


def keys_of(work: Work) -> InstallationKeys:
    """The keys of the installation that `work` belongs to. Raises `KeysUnfit`."""
    return load_keys(work.keys_dir)


def load_keys(folder: Path) -> InstallationKeys:
    """Raises `KeysUnfit` for a file that is missing, malformed or readable by others."""
    return InstallationKeys(
        Ed25519PrivateKey.from_private_bytes(_read(folder / SIGNING)), _read(folder / TAGS)
    )


def _read(path: Path) -> bytes:
    if not path.exists():
        raise KeysUnfit(f"The key file {path} is missing; restore it from its own backup.")
    if path.stat().st_mode & 0o077:
        raise KeysUnfit(f"The key file {path} is open to others than its owner; chmod 600 it.")
    try:
        key = bytes.fromhex(path.read_text().strip())
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise KeysUnfit(f"The key file {path} does not hold a key; restore it from its backup.")
    return key
