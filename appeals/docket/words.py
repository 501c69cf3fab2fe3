"""What matters, courts and acts are called."""

from __future__ import annotations

from collections.abc import Mapping

from appeals.obstacles.obstacle import COURT_NAMES
from law.reasons import Text
from models.review import CourtActKind, CourtName, GroundKind, MatterKind, ReturnTo

# Inside a sentence, in the definite form.
COURTS: Mapping[CourtName, Text] = {
    **COURT_NAMES,
    CourtName.TR: Text("tingsrätten", "the district court (TR)"),
    CourtName.HOVR: Text("hovrätten", "the court of appeal (HovR)"),
    CourtName.HD: Text("Högsta domstolen", "the Supreme Court (HD)"),
    CourtName.KKV: Text("Konkurrensverket", "the Swedish Competition Authority (KKV)"),
}
MATTERS: Mapping[MatterKind, Text] = {
    MatterKind.REVIEW: Text("överprövning av upphandlingen", "review of the procurement"),
    MatterKind.CANCELLATION: Text(
        "överprövning av beslutet att avbryta", "review of the decision to cancel"
    ),
    MatterKind.VALIDITY: Text(
        "överprövning av avtalets giltighet", "review of the contract's validity"
    ),
    MatterKind.DAMAGES: Text("mål om skadestånd", "an action for damages"),
    MatterKind.PENALTY_FEE: Text(
        "ärende om upphandlingsskadeavgift", "a matter of a procurement damage fee"
    ),
    MatterKind.SUPERVISION: Text("tillsynsärende", "a supervision matter"),
}
ACT_WORDS: Mapping[CourtActKind, Text] = {
    CourtActKind.SERVED: Text("delgivning eller föreläggande", "served, or told to answer"),
    CourtActKind.STATEMENT_SENT: Text("yttrande sänt", "statement sent"),
    CourtActKind.NEW_GROUNDS: Text("nya omständigheter", "new grounds"),
    CourtActKind.WITHDRAWN: Text("återkallelse", "withdrawal"),
    CourtActKind.APPEALED: Text("överklagande", "appeal"),
    CourtActKind.INTERIM_ORDER: Text("interimistiskt beslut", "interim order"),
    CourtActKind.INTERIM_LIFTED: Text("interimistiskt beslut upphävt", "interim order lifted"),
    CourtActKind.STANDSTILL_LIFTED: Text("ingen förlängd avtalsspärr", "no extended standstill"),
    CourtActKind.WAIVED: Text("ingen tiodagarsfrist", "no ten-day period"),
    CourtActKind.PERFORMANCE_STOPPED: Text(
        "avtalet får inte fullgöras tills vidare", "performance stopped"
    ),
    CourtActKind.PERFORMANCE_RESUMED: Text("avtalet får fullgöras igen", "performance resumed"),
    CourtActKind.LEAVE_GRANTED: Text("prövningstillstånd", "leave to appeal"),
    CourtActKind.LEAVE_REFUSED: Text("inget prövningstillstånd", "leave to appeal refused"),
    CourtActKind.REMANDED: Text("återförvisning", "remand"),
    CourtActKind.UPHELD: Text("överklagandet avslås", "appeal rejected, the ruling upheld"),
    CourtActKind.REJECTED: Text("avslag på ansökan", "application rejected"),
    CourtActKind.DISMISSED: Text("avvisning", "dismissed"),
    CourtActKind.STRUCK_OUT: Text("avskrivning", "struck out"),
    CourtActKind.CORRECTION: Text("rättelse ska göras", "correction ordered"),
    CourtActKind.REDO: Text("upphandlingen ska göras om", "to be made anew"),
    CourtActKind.INEFFECTIVE: Text("avtalet är ogiltigt", "contract ineffective"),
    CourtActKind.CONTRACT_STANDS: Text(
        "avtalet får bestå av tvingande hänsyn", "the contract stands for overriding reasons"
    ),
    CourtActKind.GRANTED: Text("bifall", "granted"),
}
# Where a correction begins anew, after "from".
RETURNS: Mapping[ReturnTo, Text] = {
    ReturnTo.QUALIFICATION: Text("prövningen av leverantörerna", "the qualification"),
    ReturnTo.EVALUATION: Text("utvärderingen", "the evaluation"),
    ReturnTo.DECISION: Text("beslutet", "the decision"),
}
GROUNDS: Mapping[GroundKind, Text] = {
    GroundKind.WINNER_NOT_QUALIFIED: Text(
        "vinnaren uppfyller inte kvalificeringskraven", "the winner does not qualify"
    ),
    GroundKind.WINNER_TO_BE_EXCLUDED: Text(
        "vinnaren skulle ha uteslutits", "the winner should have been excluded"
    ),
    GroundKind.REQUIREMENT_NOT_MET: Text(
        "anbudet uppfyller inte ett krav", "the bid does not meet a requirement"
    ),
    GroundKind.OWN_BID_WRONGLY_REJECTED: Text(
        "sökandens eget anbud har förkastats felaktigt", "the applicant's own bid wrongly rejected"
    ),
    GroundKind.EVALUATION_WRONG: Text("fel utvärdering", "the evaluation is wrong"),
    GroundKind.ABNORMALLY_LOW: Text("onormalt lågt anbud", "abnormally low bid"),
    GroundKind.DOCUMENTS_UNCLEAR: Text(
        "oklara upphandlingsdokument", "the tender documents are unclear"
    ),
    GroundKind.REQUIREMENT_DISPROPORTIONATE: Text(
        "ett krav är oproportionerligt", "a requirement is disproportionate"
    ),
    GroundKind.REASONS_INSUFFICIENT: Text("bristfällig motivering", "the reasons are insufficient"),
    GroundKind.CONFLICT_OF_INTEREST: Text("jäv eller intressekonflikt", "conflict of interest"),
    GroundKind.CANCELLATION_UNFOUNDED: Text(
        "avbrytandet saknar sakliga skäl", "the cancellation is unfounded"
    ),
    GroundKind.UNLAWFUL_DIRECT_AWARD: Text("otillåten direktupphandling", "unlawful direct award"),
    GroundKind.OTHER: Text("annan grund", "another ground"),
}
