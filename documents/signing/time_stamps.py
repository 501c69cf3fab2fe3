"""Time stamps by RFC 3161 from the one service that is configured."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any, Final

from documents.signing.failures import SigningFailed

LARGEST_ANSWER: Final = 64 * 1024
HEADERS: Final = {
    "Content-Type": "application/timestamp-query",
    "Accept": "application/timestamp-reply",
}


@dataclass(frozen=True)
class TimeStampService:
    """`url` as the service's terms give it. It is sent a hash, and nothing of the document.

    `timeout_seconds` is for each step of the exchange: to connect, to send, to be answered.
    """

    url: str
    timeout_seconds: float = 10.0

    def stamp(self, digest: bytes) -> bytes:
        """A token (DER) over a SHA-256. Raises `SigningFailed`, and never asks anywhere else."""
        from asn1crypto import core, tsp

        nonce = secrets.randbits(63)
        query = tsp.TimeStampReq(
            {
                "version": "v1",
                "message_imprint": {
                    "hash_algorithm": {"algorithm": "sha256"},
                    "hashed_message": digest,
                },
                "nonce": nonce,
                "cert_req": True,
            }
        )
        try:
            answer = self._ask(query.dump())
            # A refusal has no token, which the library takes for malformed: the status first.
            status = tsp.PKIStatusInfo.load(core.Sequence.load(answer)[0].dump())
            _check_granted(status["status"].native)
            return _token(tsp.TimeStampResp.load(answer), digest, nonce)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise _unusable() from error

    def _ask(self, query: bytes) -> bytes:
        import httpx

        try:
            with (
                httpx.Client(timeout=self.timeout_seconds, follow_redirects=False) as client,
                client.stream("POST", self.url, content=query, headers=HEADERS) as answer,
            ):
                answer.raise_for_status()
                return _read(answer.iter_bytes())
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise SigningFailed(
                "time_stamp_unavailable",
                "Tidsstämplingstjänsten svarar inte som den ska; försök igen senare",
                "The time stamp service does not answer as it should; try again later",
            ) from error


def _read(chunks: Any) -> bytes:
    body = bytearray()
    for chunk in chunks:
        body += chunk
        if len(body) > LARGEST_ANSWER:
            raise _unusable()
    return bytes(body)


def _check_granted(status: str) -> None:
    if status not in ("granted", "granted_with_mods"):
        raise SigningFailed(
            "time_stamp_refused",
            "Tidsstämplingstjänsten nekade att stämpla",
            "The time stamp service refused to stamp",
        )


def _token(answer: Any, digest: bytes, nonce: int) -> bytes:
    token = answer["time_stamp_token"]
    stated = token["content"]["encap_content_info"]["content"].parsed
    imprint = stated["message_imprint"]
    if (
        imprint["hash_algorithm"]["algorithm"].native != "sha256"
        or imprint["hashed_message"].native != digest
        or stated["nonce"].native != nonce
    ):
        raise _unusable()
    return bytes(token.dump())


def _unusable() -> SigningFailed:
    return SigningFailed(
        "time_stamp_unusable",
        "Tidsstämplingstjänstens svar gäller inte det som skulle stämplas",
        "The time stamp service's answer is not for what was to be stamped",
    )
