"""Whose certificates this installation trusts: files in its data directory, put there by hand."""

from __future__ import annotations

from pathlib import Path

from documents.signing.trust import Trust
from law.reasons import refuse

FOLDER, ROOTS, TIME_STAMP_ROOTS = "signing", "roots.pem", "time-stamp-roots.pem"
INTERMEDIATES, REVOKED = "intermediates.pem", "*.crl"


def trust_of(data_dir: Path) -> Trust:
    """Raises `ActRefused` where no root is configured: then no signed file can be checked."""
    folder = data_dir / FOLDER
    if not (folder / ROOTS).is_file():
        raise refuse(
            "signature.no_roots",
            sv=f"Ingen utfärdare av certifikat är betrodd: {folder / ROOTS} finns inte",
            en=f"No issuer of certificates is trusted: there is no {folder / ROOTS}",
            todo_sv="Lägg utfärdarnas rotcertifikat (PEM) i den filen, eller underteckna på papper",
            todo_en="Put the issuers' root certificates (PEM) in that file, or sign on paper",
        )
    return Trust(
        roots_pem=(folder / ROOTS).read_bytes(),
        time_stamp_roots_pem=_read(folder / TIME_STAMP_ROOTS),
        intermediates_pem=_read(folder / INTERMEDIATES),
        crls=tuple(path.read_bytes() for path in sorted(folder.glob(REVOKED))),
    )


def _read(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""
