"""How much a signature proves, and whose it is (ETSI EN 319 142-1)."""

from __future__ import annotations

from enum import StrEnum


class Level(StrEnum):
    """A baseline level of PAdES. Each proves what the one before it proves, and more."""

    B_B = "B-B"
    """Who signed. When is only what the signer says."""
    B_T = "B-T"
    """Also that it was signed by a time that a time stamp service vouches for."""
    B_LT = "B-LT"
    """Also what is needed to check the certificates after they have lapsed."""


class Place(StrEnum):
    """The signature fields of a contract. The provider's comes first, and certifies the text."""

    PROVIDER = "provider"
    BUYER = "buyer"
    SEAL = "seal"
    """The buyer's organisation, by a certificate that names no person."""
