"""What can be wrong with a signed file, in words for the person who sent it and who took it in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from law.reasons import Text


@dataclass(frozen=True)
class Fault:
    """One reason why the signature does not count. `code` is stable."""

    code: str
    text: Text


WHY: Final = {
    "unreadable": Text(
        "Filens struktur är felaktig",
        "The file's structure is malformed",
    ),
    "too_heavy": Text(
        "Filen kunde inte läsas inom tids- och minnesgränserna",
        "The file could not be read within the limits of time and memory",
    ),
    "encrypted": Text(
        "Filen är krypterad eller lösenordsskyddad",
        "The file is encrypted or protected by a password",
    ),
    "another_document": Text(
        "Filen är inte det dokument som skulle undertecknas, eller har sparats om i sin helhet;"
        " underteckna den fil som lämnades ut",
        "The file is not the document that was to be signed, or has been saved anew as a whole;"
        " sign the file that was handed out",
    ),
    "unsigned": Text(
        "Filen har ingen ny underskrift",
        "The file has no new signature",
    ),
    "several": Text(
        "Filen har flera nya underskrifter; det ska vara en i taget",
        "The file has several new signatures; there is to be one at a time",
    ),
    "not_first": Text(
        "Leverantörens underskrift ska vara den första",
        "The provider's signature is to be the first",
    ),
    "not_second": Text(
        "Leverantören har inte undertecknat det som myndigheten undertecknade",
        "The provider has not signed what the buyer signed",
    ),
    "changed": Text(
        "Dokumentet har ändrats samtidigt som det undertecknades",
        "The document was changed as it was signed",
    ),
    "visible": Text(
        "Underskriften har en synlig stämpel som kan täcka text; underteckna utan synlig stämpel",
        "The signature has a visible stamp that may cover text; sign without a visible stamp",
    ),
    "locked": Text(
        "Underskriften låser dokumentet så att myndigheten inte kan underteckna efteråt",
        "The signature locks the document so that the buyer cannot sign afterwards",
    ),
    "not_whole": Text(
        "Underskriften gäller inte hela filen",
        "The signature does not cover the whole file",
    ),
    "added_after": Text(
        "Något annat än uppgifter för kontroll av underskriften har lagts till efter den",
        "Something other than data for checking the signature was added after it",
    ),
    "broken": Text(
        "Filen har ändrats efter underskriften",
        "The file has been changed after it was signed",
    ),
    "forged": Text(
        "Underskriften är inte gjord med certifikatets nyckel",
        "The signature was not made with the certificate's key",
    ),
    "untrusted": Text(
        "Certifikatet är inte utfärdat av någon som myndigheten godtar",
        "The certificate is not issued by anyone whom the buyer accepts",
    ),
    "lapsed": Text(
        "Certifikatet gällde inte när underskriften gjordes eller togs emot",
        "The certificate was not valid when the signature was made or received",
    ),
    "revoked": Text(
        "Certifikatet är spärrat",
        "The certificate has been revoked",
    ),
    "weak": Text(
        "Underskriften bygger på en algoritm eller en nyckel som inte längre är säker",
        "The signature rests on an algorithm or a key that is no longer secure",
    ),
    "not_for_signing": Text(
        "Certifikatet får inte användas för underskrifter",
        "The certificate may not be used for signatures",
    ),
    "bad_time_stamp": Text(
        "Tidsstämpeln gäller inte underskriften, eller kommer inte från en tjänst som godtas",
        "The time stamp is not for the signature, or not from a service that is accepted",
    ),
    "from_the_future": Text(
        "Underskriften är daterad senare än då den togs emot",
        "The signature is dated later than it was received",
    ),
    "unnamed": Text(
        "Certifikatet namnger ingen",
        "The certificate names nobody",
    ),
    "wrong_person": Text(
        "Certifikatet namnger en annan än den som ska underteckna",
        "The certificate names somebody other than the one who is to sign",
    ),
}


def fault(code: str) -> Fault:
    return Fault(code, WHY[code])
