"""The lots that an act names by their codes, and what an act about them must leave alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from appeals.in_force import concluded_at
from law.reasons import Text, refuse
from models.store import Work
from models.tender import Lot
from procurement.tenders.lots import lock_lots_of


def named_lots(work: Work, tender_id: str, codes: Iterable[str]) -> tuple[Lot, ...]:
    """By code, with every lot of the tender locked. Raises `ActRefused` for one unknown."""
    by_code = {lot.code: lot for lot in lock_lots_of(work, tender_id)}
    wanted = sorted(set(codes))
    unknown = [code for code in wanted if code not in by_code]
    if unknown or not wanted:
        missing = ", ".join(unknown)
        raise refuse(
            "lots.unknown",
            sv=f"Det finns inget anbudsområde {missing} i {tender_id}"
            if unknown
            else "Inget anbudsområde är angivet",
            en=f"There is no lot {missing} in {tender_id}" if unknown else "No lot is named",
            todo_sv="Ange områdenas koder",
            todo_en="Name the lots by their codes",
        )
    return tuple(by_code[code] for code in wanted)


def check_not_concluded(work: Work, lots: Sequence[Lot]) -> None:
    """What has become a contract is ended by the rules on contracts."""
    for lot in lots:
        if concluded_at(work, lot.id) is not None:
            raise refuse(
                "lots.concluded",
                sv=f"Avtalet för {lot.code} är redan ingånget",
                en=f"The contract for {lot.code} has already been concluded",
                todo_sv="Ange bara områden utan avtal",
                todo_en="Name only lots without a contract",
            )


def check_reason(reason: Text) -> None:
    if not reason.sv.strip() or not reason.en.strip():
        raise refuse(
            "lots.reason",
            sv="Skälen är inte angivna",
            en="The reasons are not stated",
            todo_sv="Ange de sakliga skälen på svenska och engelska",
            todo_en="State the factual reasons in Swedish and in English",
        )
