"""Write the draft of the tender that makes some lots of another one anew."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
import yaml

from cli.answering import Json, TenderId, check_writable, tell
from cli.console import DataDir, LangOption, existing_store, refusing
from law.reasons import Lang, Text
from procurement.tenders.again import drafted_again

# What stands where a date is to be filled in: no day, so that the file is refused until it is.
DAY = Text("ÅÅÅÅ-MM-DD", "YYYY-MM-DD")
_ABOVE = Text(
    "# Utkast till den upphandling som gör om områden i {tender}.\n"
    "# Fyll i datumen ({day}), och rätta det i handlingarna som domstolen underkände.\n"
    "# Lägg sedan upp den med tilldela tender draft FIL --as UPPHANDLARE.\n",
    "# The draft of the procurement that makes lots of {tender} anew.\n"
    "# Fill in the dates ({day}), and correct what the court found wrong in the documents.\n"
    "# Then put it on record with tilldela tender draft FILE --as OFFICER.\n",
)


def again(
    tender: TenderId,
    new_id: Annotated[str, typer.Option("--id", metavar="TENDER", help="The new tender's id.")],
    diary: Annotated[str, typer.Option(metavar="NUMBER", help="The new tender's diary number.")],
    to: Annotated[Path, typer.Option("--out", metavar="FILE", help="Where to write the draft.")],
    lot: Annotated[
        list[str] | None,
        typer.Option(metavar="CODE", help="A lot; repeat for more. Otherwise all to be redone."),
    ] = None,
    data_dir: DataDir = None,
    json_: Json = False,
    lang: LangOption = "sv",
) -> None:
    """Write the file of a new tender that redoes lots of this one, linked to them."""
    store = existing_store(data_dir, lang)
    with refusing(lang):
        check_writable(to)
        plain = drafted_again(store, tender, lot or (), new_id, diary, DAY.in_(lang))
        to.write_text(_written(plain, tender, lang), encoding="utf-8")
    codes = [each["code"] for each in plain["lots"]]
    told = Text(
        f"Utkastet som gör om {', '.join(codes)} ligger i {to}. Fyll i datumen, och lägg upp det"
        f" med tilldela tender draft {to} --as UPPHANDLARE.",
        f"The draft that redoes {', '.join(codes)} lies in {to}. Fill in the dates, and put it on"
        f" record with tilldela tender draft {to} --as OFFICER.",
    )
    tell(told, {"tender": new_id, "redoes": tender, "lots": codes, "file": str(to)}, lang,
         json_=json_)  # fmt: skip


class _Plain(yaml.SafeDumper):
    """Each value in its own place: a file with anchors is refused when it is read."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def _written(plain: dict[str, Any], tender: str, lang: Lang) -> str:
    above = _ABOVE.in_(lang).format(tender=tender, day=DAY.in_(lang))
    body = yaml.dump(plain, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=100)
    return f"{above}{body}"
