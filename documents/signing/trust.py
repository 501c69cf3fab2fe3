"""Whose certificates count: given by whoever asks, and never fetched from anywhere."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Trust:
    """Root certificates, and what else is needed to check a chain without a network.

    `roots_pem` are the roots for signers; `time_stamp_roots_pem` those for time stamps, or
    the same when empty. `intermediates_pem` helps where a file does not bring its whole
    chain. `crls` are revocation lists in DER or PEM, one in each.
    """

    roots_pem: bytes
    time_stamp_roots_pem: bytes = b""
    intermediates_pem: bytes = b""
    crls: tuple[bytes, ...] = ()
