"""Why an envelope is refused: one code each, and the sentence in both languages.

No sentence says what lies inside a sealed bid, or whose it is.
"""

from __future__ import annotations

from law.reasons import ActRefused, Basis, Reason, Text

SEAL_ANEW = Text(
    "Försegla anbudet på nytt med tilldela bid seal och lämna in den nya filen",
    "Seal the bid anew with tilldela bid seal and hand in the new file",
)
ASK_FOR_INSTRUCTIONS = Text(
    "Hämta upphandlingens nyckelfil på nytt hos myndigheten",
    "Get the tender's key file anew from the authority",
)
NAME_TWO = Text(
    "Låt två av de utsedda öppnarna öppna, var och en med sin egen nyckel",
    "Let two of the appointed openers open, each with a key of their own",
)
INVESTIGATE = Text(
    "Avbryt öppningen av detta anbud, jämför filen med mottagningsbeviset och utred",
    "Stop opening this bid, compare the file with the receipt and investigate",
)
RECORD_UNREADABLE = Text(
    "Anteckna anbudet som oläsbart i protokollet och fråga anbudsgivaren",
    "Record the bid as unreadable in the protocol and ask the tenderer",
)
MEND_BID = Text("Rätta anbudet och försegla igen", "Mend the bid and seal again")


class EnvelopeRefused(ActRefused):
    """An envelope that cannot be made, taken in or opened; `code` is for machines."""

    def __init__(self, code: str, text: Text, todo: Text) -> None:
        self.code = code
        super().__init__(Reason(f"envelope.{code}", text, None, Basis.HOUSE_RULE), todo)


def not_an_envelope() -> EnvelopeRefused:
    return EnvelopeRefused(
        "not_an_envelope",
        Text(
            "Filen är inget förseglat anbud i format v1",
            "The file is not a sealed bid in format v1",
        ),
        SEAL_ANEW,
    )


def malformed_header(sv: str, en: str) -> EnvelopeRefused:
    return EnvelopeRefused(
        "malformed_header",
        Text(f"Anbudsfilens huvud är trasigt: {sv}", f"The head of the bid file is broken: {en}"),
        SEAL_ANEW,
    )


def wrong_size() -> EnvelopeRefused:
    return EnvelopeRefused(
        "wrong_size",
        Text(
            "Anbudsfilen har en storlek som inget förseglat anbud har: den är avkortad,"
            " förlängd, för stor eller gjord utan utfyllnad",
            "The bid file has a size that no sealed bid has: it is cut off, lengthened,"
            " too large or made without padding",
        ),
        SEAL_ANEW,
    )


def not_the_tenders(what_sv: str, what_en: str) -> EnvelopeRefused:
    return EnvelopeRefused(
        "not_the_tenders",
        Text(
            f"Anbudsfilen är förseglad med {what_sv} som upphandlingen inte har haft",
            f"The bid file is sealed with {what_en} that the tender has not had",
        ),
        ASK_FOR_INSTRUCTIONS,
    )


def wrong(code: str, sv: str, en: str) -> EnvelopeRefused:
    """`wrong_tender`, `wrong_bid` or `wrong_version`."""
    return EnvelopeRefused(
        f"wrong_{code}",
        Text(f"Anbudsfilen hör till {sv}", f"The bid file belongs to {en}"),
        INVESTIGATE,
    )


def same_key() -> EnvelopeRefused:
    return EnvelopeRefused(
        "same_key",
        Text("Samma nyckel har angetts två gånger", "The same key has been given twice"),
        NAME_TWO,
    )


def not_a_pair() -> EnvelopeRefused:
    return EnvelopeRefused(
        "not_a_pair",
        Text(
            "De två nycklarna är inget par som anbudet är förseglat till",
            "The two keys are not a pair that the bid is sealed to",
        ),
        NAME_TWO,
    )


def cannot_decrypt() -> EnvelopeRefused:
    return EnvelopeRefused(
        "cannot_decrypt",
        Text(
            "Anbudsfilen går inte att öppna med dessa nycklar: den har ändrats, eller så är den"
            " inte förseglad till dem",
            "The bid file cannot be opened with these keys: it has been changed, or is not"
            " sealed to them",
        ),
        INVESTIGATE,
    )


def place_mismatch() -> EnvelopeRefused:
    return EnvelopeRefused(
        "place_mismatch",
        Text(
            "Anbudsområdet och anbudsgivaren i anbudet är inte de som det förseglades för",
            "The lot and the tenderer inside the bid are not those that it was sealed for",
        ),
        RECORD_UNREADABLE,
    )


def malformed_manifest() -> EnvelopeRefused:
    return EnvelopeRefused(
        "malformed_manifest",
        Text(
            "Anbudets innehållsförteckning följer inte formatet",
            "The bid's list of contents does not follow the format",
        ),
        RECORD_UNREADABLE,
    )


def file_mismatch() -> EnvelopeRefused:
    return EnvelopeRefused(
        "file_mismatch",
        Text(
            "En fil i anbudet stämmer inte med anbudets innehållsförteckning",
            "A file in the bid does not match the bid's list of contents",
        ),
        RECORD_UNREADABLE,
    )


def unfit_bid(code: str, sv: str, en: str) -> EnvelopeRefused:
    """What a bidder wants sealed cannot be; told to the bidder alone."""
    return EnvelopeRefused(code, Text(sv, en), MEND_BID)


def unfit_instructions(code: str, sv: str, en: str) -> EnvelopeRefused:
    return EnvelopeRefused(code, Text(sv, en), ASK_FOR_INSTRUCTIONS)
