"""An opener's key: a file of the opener's own, locked with a passphrase.

The installation never sees the private half; it is given the public half. The
file is JSON: {format, key_id, public, outsider, kdf: {name, n, r, p, salt}, nonce,
sealed}, where `sealed` is the private key under AES-256-GCM with a key derived by
scrypt (RFC 7914), and everything else in the file is bound to it.
"""

from __future__ import annotations

import json
import os
import secrets
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from law.reasons import ActRefused, refuse
from registry.entry_format import canonical_json
from registry.sealing import EnvelopeRefused, OpenerPublicKey, OpenerSecret

FORMAT = "tilldela-opener-key/v1"
PUBLIC_FORMAT = "tilldela-opener-public/v1"
SHORTEST = 12
WORK_FACTOR = 2**17
# What a file may ask of this machine: 2**20 takes a gigabyte.
LARGEST_WORK_FACTOR = 2**20
BLOCK_SIZE, PARALLEL = 8, 1
LARGEST_FILE = 16 * 1024


class Passphrase:
    """A passphrase that shows in no repr, log or traceback."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        # Keyboards differ in how they spell å; one passphrase has one spelling.
        self._text = unicodedata.normalize("NFC", text)

    def __repr__(self) -> str:
        return "Passphrase(…)"

    def __len__(self) -> int:
        return len(self._text)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Passphrase) and self._text == other._text

    def __hash__(self) -> int:
        return hash(self._text)

    def __reduce__(self) -> str:
        raise TypeError("A passphrase is not pickled.")

    def revealed(self) -> bytes:
        """For a key file of another maker, which its own library opens."""
        return self._text.encode("utf-8", "surrogateescape")

    def derived(self, salt: bytes, n: int) -> bytes:
        """32 bytes by scrypt."""
        return Scrypt(salt, 32, n, BLOCK_SIZE, PARALLEL).derive(
            self._text.encode("utf-8", "surrogateescape")
        )


def passphrase_in(path: Path) -> Passphrase:
    """The first line of a file that only its owner can read. Raises `ActRefused`."""
    _check_private(path)
    try:
        with path.open(encoding="utf-8") as source:
            return Passphrase(source.readline(LARGEST_FILE).rstrip("\r\n"))
    except (OSError, UnicodeDecodeError):
        raise _no_passphrase(path) from None


def new_key_file(
    path: Path, passphrase: Passphrase, *, outsider: bool = False, n: int = WORK_FACTOR
) -> OpenerPublicKey:
    """Make a key, write it locked to `path` (mode 0600, never over another file).

    `n` is scrypt's work factor. Raises `ActRefused` for a passphrase shorter than
    12 characters or a path that is taken.
    """
    if len(passphrase) < SHORTEST:
        raise _short()
    private = X25519PrivateKey.generate()
    public = OpenerPublicKey.of(private.public_key().public_bytes_raw(), outsider=outsider)
    _write(path, _locked(private, public, passphrase, n))
    return public


def _locked(
    private: X25519PrivateKey, public: OpenerPublicKey, passphrase: Passphrase, n: int
) -> dict[str, Any]:
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    kdf = {"name": "scrypt", "n": n, "r": BLOCK_SIZE, "p": PARALLEL, "salt": salt.hex()}
    head = {"format": FORMAT, **public.as_json(), "kdf": kdf, "nonce": nonce.hex()}
    sealed = AESGCM(passphrase.derived(salt, n)).encrypt(
        nonce, private.private_bytes_raw(), canonical_json(head).encode()
    )
    return {**head, "sealed": sealed.hex()}


def _write(path: Path, found: Mapping[str, Any]) -> None:
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise _taken(path) from None
    except OSError:
        raise _unwritable(path) from None
    with os.fdopen(descriptor, "w", encoding="utf-8") as out:
        json.dump(found, out, indent=1)
        out.write("\n")
        out.flush()
        os.fsync(out.fileno())


def read_public(path: Path) -> OpenerPublicKey:
    """The public half of a key file; the passphrase is not needed. Raises `ActRefused`."""
    return _public(_read(path), path)


def unlock(path: Path, passphrase: Passphrase) -> OpenerSecret:
    """The private key. Raises `ActRefused`: wrong passphrase, open to others, no key file."""
    _check_private(path)
    found = _read(path)
    public = _public(found, path)
    head = {name: each for name, each in found.items() if name != "sealed"}
    try:
        kdf = found["kdf"]
        _check_kdf(kdf)
        derived = AESGCM(passphrase.derived(bytes.fromhex(kdf["salt"]), kdf["n"]))
        nonce, sealed = bytes.fromhex(found["nonce"]), bytes.fromhex(found["sealed"])
        bound = canonical_json(head).encode()
        secret = OpenerSecret(
            X25519PrivateKey.from_private_bytes(derived.decrypt(nonce, sealed, bound))
        )
    except InvalidTag:
        raise _wrong_passphrase(path) from None
    except (KeyError, TypeError, ValueError):
        raise _no_key(path) from None
    if secret.public != public.public:
        raise _no_key(path)
    return secret


def public_half(person_id: str, key: OpenerPublicKey) -> dict[str, Any]:
    """What an opener hands in: {format, person, key_id, public, outsider}; nothing secret."""
    return {"format": PUBLIC_FORMAT, "person": person_id, **key.as_json()}


def read_public_half(path: Path) -> tuple[str, OpenerPublicKey]:
    """The person's id and the key, out of a file with `public_half`. Raises `ActRefused`."""
    found = _read(path, PUBLIC_FORMAT)
    if not isinstance(found.get("person"), str):
        raise _no_key(path)
    return found["person"], _public(found, path)


def _check_kdf(kdf: Mapping[str, Any]) -> None:
    if (kdf["name"], kdf["r"], kdf["p"]) != ("scrypt", BLOCK_SIZE, PARALLEL):
        raise ValueError("kdf")
    if type(kdf["n"]) is not int or not 2 <= kdf["n"] <= LARGEST_WORK_FACTOR:
        raise ValueError("n")


def _read(path: Path, written_as: str = FORMAT) -> dict[str, Any]:
    try:
        with path.open("rb") as source:
            found = json.loads(source.read(LARGEST_FILE))
    except OSError:
        raise _missing(path) from None
    except (ValueError, RecursionError):
        raise _no_key(path) from None
    if not isinstance(found, dict) or found.get("format") != written_as:
        raise _no_key(path)
    return found


def _public(found: Mapping[str, Any], path: Path) -> OpenerPublicKey:
    try:
        return OpenerPublicKey.from_json(found)
    except (KeyError, TypeError, ValueError, EnvelopeRefused):
        raise _no_key(path) from None


def _check_private(path: Path) -> None:
    try:
        mode = path.stat().st_mode
    except OSError:
        raise _missing(path) from None
    if mode & 0o077:
        raise refuse(
            "opener_key.open_to_others",
            sv=f"Filen {path} är läsbar för andra än sin ägare",
            en=f"The file {path} is open to others than its owner",
            todo_sv=f"Kör chmod 600 {path}, och byt nyckel om någon kan ha läst den",
            todo_en=f"Run chmod 600 {path}, and rotate the key if anybody may have read it",
        )


def _short() -> ActRefused:
    return refuse(
        "opener_key.short_passphrase",
        sv=f"Lösenfrasen är kortare än {SHORTEST} tecken",
        en=f"The passphrase is shorter than {SHORTEST} characters",
        todo_sv="Välj en längre, till exempel fyra slumpvisa ord",
        todo_en="Choose a longer one, such as four random words",
    )


def _taken(path: Path) -> ActRefused:
    return refuse(
        "opener_key.taken",
        sv=f"Filen {path} finns redan och skrivs inte över",
        en=f"The file {path} is there already and is not written over",
        todo_sv="Ange ett annat namn med --out",
        todo_en="Name another with --out",
    )


def _unwritable(path: Path) -> ActRefused:
    return refuse(
        "opener_key.unwritable",
        sv=f"Filen {path} går inte att skriva",
        en=f"The file {path} cannot be written",
        todo_sv="Ange en fil i en katalog som finns och är skrivbar för dig",
        todo_en="Name a file in a folder that exists and that you may write in",
    )


def _missing(path: Path) -> ActRefused:
    return refuse(
        "opener_key.missing",
        sv=f"Filen {path} finns inte eller går inte att läsa",
        en=f"The file {path} is not there or cannot be read",
        todo_sv="Ange filen där den ligger",
        todo_en="Name the file where it lies",
    )


def _no_key(path: Path) -> ActRefused:
    return refuse(
        "opener_key.no_key",
        sv=f"Filen {path} är ingen öppnarnyckel, eller så är den skadad",
        en=f"The file {path} is not an opener's key, or is damaged",
        todo_sv="Ange filen från tilldela keys new, eller hämta den ur dess säkerhetskopia",
        todo_en="Name the file from tilldela keys new, or restore it from its backup",
    )


def _no_passphrase(path: Path) -> ActRefused:
    return refuse(
        "opener_key.no_passphrase",
        sv=f"Filen {path} håller ingen lösenfras",
        en=f"The file {path} holds no passphrase",
        todo_sv="Skriv lösenfrasen som text (UTF-8) på filens första rad",
        todo_en="Write the passphrase as text (UTF-8) on the file's first line",
    )


def _wrong_passphrase(path: Path) -> ActRefused:
    return refuse(
        "opener_key.wrong_passphrase",
        sv=f"Lösenfrasen öppnar inte nyckeln {path}, eller så har filen ändrats",
        en=f"The passphrase does not unlock the key {path}, or the file has been changed",
        todo_sv="Försök igen, eller hämta filen ur dess säkerhetskopia",
        todo_en="Try again, or restore the file from its backup",
    )
