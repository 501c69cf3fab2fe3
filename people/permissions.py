"""Which role may do which act, and the second-person rule.

One table decides. What the engine itself may do (`Role.ENGINE`)
is to prepare and repeat: it never decides, opens or signs.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from law.reasons import ActRefused, Cite, refuse
from models.parties import Role
from models.store import Work
from people.actors import Actor, actor_in


class Act(StrEnum):
    DRAFT_TENDER = "draft_tender"
    PUBLISH = "publish"
    APPROVE_PUBLICATION = "approve_publication"
    HOLD_OPENER_KEY = "hold_opener_key"
    END_OPENER_KEY = "end_opener_key"
    APPOINT_OPENERS = "appoint_openers"
    APPROVE_APPOINTMENT = "approve_appointment"
    RECORD_DOWNTIME = "record_downtime"
    EXTEND_DEADLINE = "extend_deadline"
    APPROVE_EXTENSION = "approve_extension"
    OPEN_BIDS = "open_bids"
    EVALUATE = "evaluate"
    CONTROL = "control"
    INQUIRE = "inquire"
    RAISE_EXCLUSION = "raise_exclusion"
    DECIDE_EXCLUSION = "decide_exclusion"
    DECIDE_PRICE = "decide_price"
    APPOINT_PANEL = "appoint_panel"
    SCORE = "score"
    AGREE_CONSENSUS = "agree_consensus"
    PREPARE_DECISION = "prepare_decision"
    DECIDE_AWARD = "decide_award"
    WITHDRAW_AWARD = "withdraw_award"
    CANCEL = "cancel"
    DISPATCH_LETTERS = "dispatch_letters"
    RECEIVE_REQUEST = "receive_request"
    TEST_SECRECY = "test_secrecy"
    KEEP_DOCKET = "keep_docket"
    CHECK_COURT = "check_court"
    RENDER = "render"
    SIGN_FOR_BUYER = "sign_for_buyer"
    RECEIVE_SIGNED_PAGE = "receive_signed_page"
    COLLECT_SIGNATURES = "collect_signatures"
    SEAL_CONTRACT = "seal_contract"
    MEASURE = "measure"
    AUDIT = "audit"
    DISPOSE = "dispose"
    APPROVE_DISPOSAL = "approve_disposal"
    ERASE_PERSON = "erase_person"
    APPROVE_ERASURE = "approve_erasure"
    PLAN = "plan"
    DECLARE_INTEREST = "declare_interest"
    ANSWER_QUESTIONS = "answer_questions"
    CORRECT = "correct"
    APPROVE_CORRECTION = "approve_correction"
    PREPARE_SELECTION = "prepare_selection"
    SELECT = "select"
    MEET = "meet"
    ASK_VALIDITY = "ask_validity"
    TAKE_APPLICATION = "take_application"
    DECIDE_ADMISSION = "decide_admission"
    END_ADMISSION = "end_admission"
    SET_NON_CHOICE = "set_non_choice"
    CALL_OFF = "call_off"
    DECIDE_CALL_OFF = "decide_call_off"
    SEND_NOTICE = "send_notice"
    ENTER_LATE = "enter_late"
    APPROVE_LATE_ENTRY = "approve_late_entry"
    CORRECT_DOCKET = "correct_docket"
    APPROVE_DOCKET_CORRECTION = "approve_docket_correction"
    SET_STRICTER_DATE = "set_stricter_date"
    CLEAR_HOLD = "clear_hold"
    APPROVE_CLEARING = "approve_clearing"
    ASSIGN_MATTER = "assign_matter"
    REMIND = "remind"
    MAKE_CASE_FILE = "make_case_file"
    MARK_SECRECY = "mark_secrecy"
    BRIDGE = "bridge"
    APPROVE_BRIDGE = "approve_bridge"
    ENROL_STAFF = "enrol_staff"
    ENROL_SUPPLIERS = "enrol_suppliers"


# Who may hold a key that bids are sealed to, and open with it.
OPENERS = frozenset({Role.PROCUREMENT_OFFICER, Role.OUTSIDE_OPENER})

ALLOWED: Mapping[Act, frozenset[Role]] = {
    Act.DRAFT_TENDER: frozenset({Role.PROCUREMENT_OFFICER}),
    Act.PUBLISH: frozenset({Role.PROCUREMENT_OFFICER}),
    Act.APPROVE_PUBLICATION: frozenset({Role.PROCUREMENT_HEAD}),
    Act.HOLD_OPENER_KEY: OPENERS,
    Act.END_OPENER_KEY: frozenset({Role.PROCUREMENT_HEAD}),
    Act.APPOINT_OPENERS: frozenset({Role.PROCUREMENT_HEAD}),
    Act.APPROVE_APPOINTMENT: frozenset({Role.PROCUREMENT_OFFICER, Role.PROCUREMENT_HEAD}),
    Act.RECORD_DOWNTIME: frozenset({Role.PROCUREMENT_OFFICER}),
    Act.EXTEND_DEADLINE: frozenset({Role.PROCUREMENT_OFFICER}),
    Act.APPROVE_EXTENSION: frozenset({Role.PROCUREMENT_HEAD}),
    Act.OPEN_BIDS: OPENERS,
    Act.EVALUATE: frozenset({Role.PROCUREMENT_OFFICER, Role.ENGINE}),
    Act.CONTROL: frozenset({Role.PROCUREMENT_OFFICER}),
    Act.INQUIRE: frozenset({Role.PROCUREMENT_OFFICER}),
    Act.RAISE_EXCLUSION: frozenset({Role.PROCUREMENT_OFFICER, Role.LEGAL_OFFICER}),
    Act.DECIDE_EXCLUSION: frozenset({Role.PROCUREMENT_HEAD}),
    Act.DECIDE_PRICE: frozenset({Role.PROCUREMENT_HEAD}),
    Act.APPOINT_PANEL: frozenset({Role.PROCUREMENT_HEAD}),
    Act.SCORE: frozenset({Role.PROCUREMENT_OFFICER, Role.ASSESSOR}),
    Act.AGREE_CONSENSUS: frozenset({Role.PROCUREMENT_OFFICER, Role.ASSESSOR}),
    Act.PREPARE_DECISION: frozenset({Role.PROCUREMENT_OFFICER}),
    Act.DECIDE_AWARD: frozenset({Role.PROCUREMENT_HEAD}),
    Act.WITHDRAW_AWARD: frozenset({Role.PROCUREMENT_HEAD}),
    Act.CANCEL: frozenset({Role.PROCUREMENT_HEAD}),
    Act.DISPATCH_LETTERS: frozenset({Role.PROCUREMENT_OFFICER, Role.ENGINE}),
    Act.RECEIVE_REQUEST: frozenset({Role.PROCUREMENT_OFFICER, Role.LEGAL_OFFICER}),
    Act.TEST_SECRECY: frozenset({Role.LEGAL_OFFICER}),
    Act.KEEP_DOCKET: frozenset({Role.LEGAL_OFFICER}),
    Act.CHECK_COURT: frozenset({Role.LEGAL_OFFICER}),
    Act.RENDER: frozenset({Role.PROCUREMENT_OFFICER, Role.CONTRACT_MANAGER, Role.ENGINE}),
    Act.SIGN_FOR_BUYER: frozenset({Role.CONTRACT_SIGNATORY}),
    Act.RECEIVE_SIGNED_PAGE: frozenset({Role.PROCUREMENT_OFFICER, Role.CONTRACT_MANAGER}),
    Act.COLLECT_SIGNATURES: frozenset(
        {Role.PROCUREMENT_OFFICER, Role.CONTRACT_MANAGER, Role.ENGINE}
    ),
    Act.SEAL_CONTRACT: frozenset({Role.CONTRACT_SIGNATORY}),
    Act.MEASURE: frozenset({Role.CONTRACT_MANAGER, Role.ENGINE}),
    Act.AUDIT: frozenset({Role.AUDITOR, Role.ENGINE}),
    Act.DISPOSE: frozenset({Role.LEGAL_OFFICER}),
    Act.APPROVE_DISPOSAL: frozenset({Role.PROCUREMENT_HEAD}),
    Act.ERASE_PERSON: frozenset({Role.LEGAL_OFFICER}),
    Act.APPROVE_ERASURE: frozenset({Role.PROCUREMENT_HEAD}),
    Act.PLAN: frozenset({Role.PROCUREMENT_OFFICER}),
    Act.DECLARE_INTEREST: frozenset(
        {Role.PROCUREMENT_OFFICER, Role.PROCUREMENT_HEAD, Role.LEGAL_OFFICER, Role.ASSESSOR}
    ),
    Act.ANSWER_QUESTIONS: frozenset({Role.PROCUREMENT_OFFICER}),
    Act.CORRECT: frozenset({Role.PROCUREMENT_OFFICER}),
    Act.APPROVE_CORRECTION: frozenset({Role.PROCUREMENT_HEAD}),
    Act.PREPARE_SELECTION: frozenset({Role.PROCUREMENT_OFFICER}),
    Act.SELECT: frozenset({Role.PROCUREMENT_HEAD}),
    Act.MEET: frozenset({Role.PROCUREMENT_OFFICER}),
    Act.ASK_VALIDITY: frozenset({Role.PROCUREMENT_OFFICER}),
    Act.TAKE_APPLICATION: frozenset({Role.PROCUREMENT_OFFICER}),
    Act.DECIDE_ADMISSION: frozenset({Role.PROCUREMENT_HEAD}),
    Act.END_ADMISSION: frozenset({Role.PROCUREMENT_HEAD}),
    Act.SET_NON_CHOICE: frozenset({Role.PROCUREMENT_HEAD}),
    Act.CALL_OFF: frozenset({Role.PROCUREMENT_OFFICER, Role.CONTRACT_MANAGER}),
    Act.DECIDE_CALL_OFF: frozenset({Role.PROCUREMENT_HEAD}),
    Act.SEND_NOTICE: frozenset({Role.PROCUREMENT_OFFICER}),
    Act.ENTER_LATE: frozenset({Role.PROCUREMENT_OFFICER}),
    Act.APPROVE_LATE_ENTRY: frozenset({Role.PROCUREMENT_HEAD}),
    Act.CORRECT_DOCKET: frozenset({Role.LEGAL_OFFICER}),
    Act.APPROVE_DOCKET_CORRECTION: frozenset({Role.LEGAL_OFFICER, Role.PROCUREMENT_HEAD}),
    Act.SET_STRICTER_DATE: frozenset({Role.LEGAL_OFFICER}),
    Act.CLEAR_HOLD: frozenset({Role.LEGAL_OFFICER}),
    Act.APPROVE_CLEARING: frozenset({Role.LEGAL_OFFICER, Role.PROCUREMENT_HEAD}),
    Act.ASSIGN_MATTER: frozenset({Role.LEGAL_OFFICER}),
    Act.REMIND: frozenset({Role.LEGAL_OFFICER, Role.ENGINE}),
    Act.MAKE_CASE_FILE: frozenset({Role.LEGAL_OFFICER}),
    Act.MARK_SECRECY: frozenset({Role.PROCUREMENT_OFFICER, Role.LEGAL_OFFICER}),
    Act.BRIDGE: frozenset({Role.PROCUREMENT_OFFICER}),
    Act.APPROVE_BRIDGE: frozenset({Role.PROCUREMENT_HEAD}),
    Act.ENROL_STAFF: frozenset({Role.PROCUREMENT_HEAD}),
    Act.ENROL_SUPPLIERS: frozenset({Role.PROCUREMENT_OFFICER, Role.PROCUREMENT_HEAD}),
}

# What follows "får" and "may" in a refusal.
ACT_NAMES: Mapping[Act, tuple[str, str]] = {
    Act.DRAFT_TENDER: ("förbereda upphandlingar", "draft tenders"),
    Act.PUBLISH: ("annonsera upphandlingar", "publish tenders"),
    Act.APPROVE_PUBLICATION: ("godkänna annonseringar", "approve publications"),
    Act.HOLD_OPENER_KEY: ("ha en öppningsnyckel", "hold an opener's key"),
    Act.END_OPENER_KEY: ("avsluta andras öppningsnycklar", "end other people's keys"),
    Act.APPOINT_OPENERS: ("förordna anbudsöppnare", "appoint openers"),
    Act.APPROVE_APPOINTMENT: ("godkänna nya anbudsöppnare", "approve new openers"),
    Act.RECORD_DOWNTIME: ("anteckna driftavbrott", "record downtime"),
    Act.EXTEND_DEADLINE: ("förlänga anbudstiden", "extend the deadline"),
    Act.APPROVE_EXTENSION: ("godkänna en förlängd anbudstid", "approve an extension"),
    Act.OPEN_BIDS: ("öppna anbud", "open bids"),
    Act.EVALUATE: ("utvärdera anbud", "evaluate bids"),
    Act.CONTROL: ("kontrollera att krav är uppfyllda", "check that requirements are met"),
    Act.INQUIRE: ("ställa frågor till anbudsgivare", "put questions to tenderers"),
    Act.RAISE_EXCLUSION: ("ta upp uteslutningsärenden", "raise exclusion cases"),
    Act.DECIDE_EXCLUSION: ("besluta om uteslutning", "decide on exclusion"),
    Act.DECIDE_PRICE: ("besluta om onormalt låga anbud", "decide on abnormally low tenders"),
    Act.APPOINT_PANEL: ("utse bedömare", "appoint assessors"),
    Act.SCORE: ("bedöma anbud", "score bids"),
    Act.AGREE_CONSENSUS: ("anteckna gemensamma bedömningar", "record a panel's consensus"),
    Act.PREPARE_DECISION: ("förbereda tilldelningsbeslut", "prepare award decisions"),
    Act.DECIDE_AWARD: ("fatta tilldelningsbeslut", "decide awards"),
    Act.WITHDRAW_AWARD: ("återkalla tilldelningsbeslut", "withdraw award decisions"),
    Act.CANCEL: ("avbryta upphandlingar", "cancel procurements"),
    Act.DISPATCH_LETTERS: ("skicka brev till anbudsgivare", "dispatch letters to tenderers"),
    Act.RECEIVE_REQUEST: ("ta emot begäran om upplysningar", "receive requests for information"),
    Act.TEST_SECRECY: ("pröva sekretess", "test secrecy"),
    Act.KEEP_DOCKET: ("registrera händelser i överprövningar", "record events in review cases"),
    Act.CHECK_COURT: ("registrera svar från domstolar", "record answers from courts"),
    Act.RENDER: ("upprätta handlingar", "draw up documents"),
    Act.SIGN_FOR_BUYER: ("underteckna avtal", "sign contracts"),
    Act.RECEIVE_SIGNED_PAGE: ("ta emot undertecknade sidor", "receive signed pages"),
    Act.COLLECT_SIGNATURES: ("hämta beställda underskrifter", "collect ordered signatures"),
    Act.SEAL_CONTRACT: ("stämpla avtal", "seal contracts"),
    Act.MEASURE: ("mäta och betygsätta leverantörer", "measure and rate providers"),
    Act.AUDIT: ("granska avtal", "audit contracts"),
    Act.DISPOSE: ("besluta om gallring", "decide on disposal"),
    Act.APPROVE_DISPOSAL: ("godkänna gallring", "approve disposal"),
    Act.ERASE_PERSON: ("radera personuppgifter", "erase personal data"),
    Act.APPROVE_ERASURE: ("godkänna att personuppgifter raderas", "approve an erasure"),
    Act.PLAN: ("planera upphandlingar", "plan procurements"),
    Act.DECLARE_INTEREST: ("lämna jävsförklaringar", "declare interests"),
    Act.ANSWER_QUESTIONS: ("besvara frågor om upphandlingar", "answer questions about tenders"),
    Act.CORRECT: ("rätta upphandlingsdokument", "correct tender documents"),
    Act.APPROVE_CORRECTION: (
        "godkänna rättelser av upphandlingsdokument",
        "approve corrections of tender documents",
    ),
    Act.PREPARE_SELECTION: ("förbereda urval", "prepare selections"),
    Act.SELECT: ("besluta om urval", "decide selections"),
    Act.MEET: ("anteckna förhandlingar och dialoger", "record negotiations and dialogues"),
    Act.ASK_VALIDITY: ("begära att anbuds giltighet förlängs", "ask for bids to bind longer"),
    Act.TAKE_APPLICATION: ("handlägga ansökningar", "handle applications"),
    Act.DECIDE_ADMISSION: ("besluta om ansökningar", "decide on applications"),
    Act.END_ADMISSION: ("avsluta godkännanden", "end admissions"),
    Act.SET_NON_CHOICE: ("besluta om ickevalsalternativ", "decide the non-choice option"),
    Act.CALL_OFF: ("förbereda avrop", "prepare call-offs"),
    Act.DECIDE_CALL_OFF: ("besluta om avrop", "decide call-offs"),
    Act.SEND_NOTICE: ("skicka annonser", "send notices"),
    Act.ENTER_LATE: ("lägga in pågående upphandlingar", "enter running procurements"),
    Act.APPROVE_LATE_ENTRY: ("godkänna inlagda upphandlingar", "approve entered procurements"),
    Act.CORRECT_DOCKET: ("rätta diariet över överprövningar", "correct the docket"),
    Act.APPROVE_DOCKET_CORRECTION: (
        "godkänna rättelser av diariet",
        "approve corrections of the docket",
    ),
    Act.SET_STRICTER_DATE: (
        "bestämma en senare dag för avtal",
        "set a stricter date for a contract",
    ),
    Act.CLEAR_HOLD: ("besluta att något inte längre hindrar avtal", "clear what holds a contract"),
    Act.APPROVE_CLEARING: ("godkänna att ett hinder lyfts", "approve that a hold is cleared"),
    Act.ASSIGN_MATTER: ("fördela mål och ärenden", "assign matters"),
    Act.REMIND: ("skicka påminnelser om frister", "send reminders of what is due"),
    Act.MAKE_CASE_FILE: ("ställa samman akten till domstolen", "make the case file for the court"),
    Act.MARK_SECRECY: ("anteckna sekretessmarkeringar", "mark secrecy"),
    Act.BRIDGE: (
        "förbereda köp medan ett område är spärrat",
        "prepare purchases while a lot is held",
    ),
    Act.APPROVE_BRIDGE: (
        "besluta om köp medan ett område är spärrat",
        "decide purchases while a lot is held",
    ),
    Act.ENROL_STAFF: ("lägga upp personer och roller", "enrol persons and roles"),
    Act.ENROL_SUPPLIERS: ("lägga upp leverantörer", "enrol suppliers"),
}

ROLE_NAMES: Mapping[Role, tuple[str, str]] = {
    Role.PROCUREMENT_OFFICER: ("upphandlare", "procurement officer"),
    Role.PROCUREMENT_HEAD: ("upphandlingschef", "head of procurement"),
    Role.LEGAL_OFFICER: ("jurist", "legal officer"),
    Role.CONTRACT_SIGNATORY: ("avtalstecknare", "contract signatory"),
    Role.CONTRACT_MANAGER: ("avtalsförvaltare", "contract manager"),
    Role.AUDITOR: ("granskare", "auditor"),
    Role.ASSESSOR: ("bedömare", "assessor"),
    Role.OUTSIDE_OPENER: ("utomstående anbudsöppnare", "outside opener"),
    Role.ENGINE: ("systemet", "the engine"),
}


def require(work: Work, actor: Actor, act: Act, buyer_id: str) -> None:
    """Raise `ActRefused` unless a role of the actor's for this buyer opens the act.

    The register is asked in the act's own transaction: roles may have changed
    since the actor was loaded. A tenderer's people hold no role of a buyer's.
    """
    current = actor_in(work, actor.id)
    held = any(current.holds(role, buyer_id) for role in ALLOWED[act])
    if not held or current.organisation_id is not None:
        raise _not_allowed(current, act)


def _not_allowed(actor: Actor, act: Act) -> ActRefused:
    roles = sorted(ALLOWED[act], key=list(Role).index)
    sv = " eller ".join(ROLE_NAMES[role][0] for role in roles)
    en = " or ".join(ROLE_NAMES[role][1] for role in roles)
    what_sv, what_en = ACT_NAMES[act]
    return refuse(
        "actor.role",
        sv=f"{actor.name} får inte {what_sv} för den här myndigheten",
        en=f"{actor.name} may not {what_en} for this buyer",
        todo_sv=f"Be någon med rollen {sv}",
        todo_en=f"Ask somebody with the role {en}",
    )


def require_second(
    actor: Actor, second: Actor, what_sv: str, what_en: str, cite: Cite | None = None
) -> None:
    """Two different persons: the same one twice is refused, whatever roles it holds.

    A house rule, unless a paragraph that applies to the act demands it.
    """
    if actor.id == second.id:
        raise refuse(
            "actor.second_person",
            sv=f"{what_sv} kräver två olika personer, och {actor.name} är angiven två gånger",
            en=f"{what_en} takes two different persons, and {actor.name} is named twice",
            todo_sv="Låt en annan behörig person vara den andra",
            todo_en="Let another authorised person be the second",
            cite=cite,
        )


def require_of_organisation(work: Work, actor: Actor, organisation_id: str) -> None:
    """A tenderer's act must come from its own people, as the register has them now."""
    if actor_in(work, actor.id).organisation_id != organisation_id:
        raise refuse(
            "actor.organisation",
            sv=f"{actor.name} företräder inte den leverantör som handlingen gäller",
            en=f"{actor.name} does not act for the tenderer concerned",
            todo_sv="Låt en företrädare för leverantören utföra steget",
            todo_en="Let somebody of the tenderer's own do it",
        )
