"""Every act against every role: who may, and what somebody else is told."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest

from law.reasons import ActRefused, Basis
from models.blobs import Blobs
from models.clock import FixedClock
from models.parties import Organisation, Person, Role, RoleGrant
from models.store import Store, Work
from people.actors import ENGINE, Actor
from people.permissions import (
    ACT_NAMES,
    ALLOWED,
    ROLE_NAMES,
    Act,
    require,
    require_of_organisation,
    require_second,
)
from tests.models.databases import migrated_url, opened
from tests.models.legal_rows import organisation
from tests.models.row_values import AT
from tests.people.enrolled import buyer

MAY: dict[str, str] = {
    "draft_tender": "procurement_officer",
    "publish": "procurement_officer",
    "approve_publication": "procurement_head",
    "hold_opener_key": "procurement_officer outside_opener",
    "end_opener_key": "procurement_head",
    "appoint_openers": "procurement_head",
    "approve_appointment": "procurement_officer procurement_head",
    "record_downtime": "procurement_officer",
    "extend_deadline": "procurement_officer",
    "approve_extension": "procurement_head",
    "open_bids": "procurement_officer outside_opener",
    "evaluate": "procurement_officer engine",
    "control": "procurement_officer",
    "inquire": "procurement_officer",
    "raise_exclusion": "procurement_officer legal_officer",
    "decide_exclusion": "procurement_head",
    "decide_price": "procurement_head",
    "appoint_panel": "procurement_head",
    "score": "procurement_officer assessor",
    "agree_consensus": "procurement_officer assessor",
    "prepare_decision": "procurement_officer",
    "decide_award": "procurement_head",
    "withdraw_award": "procurement_head",
    "cancel": "procurement_head",
    "dispatch_letters": "procurement_officer engine",
    "receive_request": "procurement_officer legal_officer",
    "test_secrecy": "legal_officer",
    "keep_docket": "legal_officer",
    "check_court": "legal_officer",
    "render": "procurement_officer contract_manager engine",
    "sign_for_buyer": "contract_signatory",
    "receive_signed_page": "procurement_officer contract_manager",
    "collect_signatures": "procurement_officer contract_manager engine",
    "seal_contract": "contract_signatory",
    "measure": "contract_manager engine",
    "audit": "auditor engine",
    "dispose": "legal_officer",
    "approve_disposal": "procurement_head",
    "erase_person": "legal_officer",
    "approve_erasure": "procurement_head",
    "plan": "procurement_officer",
    "declare_interest": "procurement_officer procurement_head legal_officer assessor",
    "answer_questions": "procurement_officer",
    "correct": "procurement_officer",
    "approve_correction": "procurement_head",
    "prepare_selection": "procurement_officer",
    "select": "procurement_head",
    "meet": "procurement_officer",
    "ask_validity": "procurement_officer",
    "take_application": "procurement_officer",
    "decide_admission": "procurement_head",
    "end_admission": "procurement_head",
    "set_non_choice": "procurement_head",
    "call_off": "procurement_officer contract_manager",
    "decide_call_off": "procurement_head",
    "send_notice": "procurement_officer",
    "enter_late": "procurement_officer",
    "approve_late_entry": "procurement_head",
    "correct_docket": "legal_officer",
    "approve_docket_correction": "procurement_head legal_officer",
    "set_stricter_date": "legal_officer",
    "clear_hold": "legal_officer",
    "approve_clearing": "procurement_head legal_officer",
    "assign_matter": "legal_officer",
    "remind": "legal_officer engine",
    "make_case_file": "legal_officer",
    "mark_secrecy": "procurement_officer legal_officer",
    "bridge": "procurement_officer",
    "approve_bridge": "procurement_head",
    "enrol_staff": "procurement_head",
    "enrol_suppliers": "procurement_officer procurement_head",
}

SWEDISH_TODO = {
    "procurement_officer": "Be någon med rollen upphandlare.",
    "procurement_head": "Be någon med rollen upphandlingschef.",
    "procurement_officer engine": "Be någon med rollen upphandlare eller systemet.",
    "procurement_officer outside_opener": (
        "Be någon med rollen upphandlare eller utomstående anbudsöppnare."
    ),
    "procurement_officer procurement_head": (
        "Be någon med rollen upphandlare eller upphandlingschef."
    ),
    "legal_officer": "Be någon med rollen jurist.",
    "procurement_head legal_officer": "Be någon med rollen upphandlingschef eller jurist.",
    "legal_officer engine": "Be någon med rollen jurist eller systemet.",
    "procurement_officer legal_officer": "Be någon med rollen upphandlare eller jurist.",
    "procurement_officer assessor": "Be någon med rollen upphandlare eller bedömare.",
    "procurement_officer contract_manager engine": (
        "Be någon med rollen upphandlare eller avtalsförvaltare eller systemet."
    ),
    "contract_signatory": "Be någon med rollen avtalstecknare.",
    "contract_manager engine": "Be någon med rollen avtalsförvaltare eller systemet.",
    "auditor engine": "Be någon med rollen granskare eller systemet.",
    "procurement_officer procurement_head legal_officer assessor": (
        "Be någon med rollen upphandlare eller upphandlingschef eller jurist eller bedömare."
    ),
    "procurement_officer contract_manager": (
        "Be någon med rollen upphandlare eller avtalsförvaltare."
    ),
}

ENGLISH_TODO = {
    "procurement_officer": "Ask somebody with the role procurement officer.",
    "procurement_officer procurement_head": (
        "Ask somebody with the role procurement officer or head of procurement."
    ),
    "procurement_head": "Ask somebody with the role head of procurement.",
    "procurement_head legal_officer": (
        "Ask somebody with the role head of procurement or legal officer."
    ),
    "legal_officer engine": "Ask somebody with the role legal officer or the engine.",
    "procurement_officer engine": ("Ask somebody with the role procurement officer or the engine."),
    "procurement_officer outside_opener": (
        "Ask somebody with the role procurement officer or outside opener."
    ),
    "legal_officer": "Ask somebody with the role legal officer.",
    "procurement_officer legal_officer": (
        "Ask somebody with the role procurement officer or legal officer."
    ),
    "procurement_officer assessor": "Ask somebody with the role procurement officer or assessor.",
    "procurement_officer contract_manager engine": (
        "Ask somebody with the role procurement officer or contract manager or the engine."
    ),
    "contract_signatory": "Ask somebody with the role contract signatory.",
    "contract_manager engine": "Ask somebody with the role contract manager or the engine.",
    "auditor engine": "Ask somebody with the role auditor or the engine.",
    "procurement_officer procurement_head legal_officer assessor": (
        "Ask somebody with the role procurement officer or head of procurement or legal officer or"
        " assessor."
    ),
    "procurement_officer contract_manager": (
        "Ask somebody with the role procurement officer or contract manager."
    ),
}

PERSONS_DECIDE = (
    Act.DRAFT_TENDER,
    Act.PUBLISH,
    Act.APPROVE_PUBLICATION,
    Act.HOLD_OPENER_KEY,
    Act.END_OPENER_KEY,
    Act.APPOINT_OPENERS,
    Act.APPROVE_APPOINTMENT,
    Act.RECORD_DOWNTIME,
    Act.EXTEND_DEADLINE,
    Act.APPROVE_EXTENSION,
    Act.OPEN_BIDS,
    Act.CONTROL,
    Act.INQUIRE,
    Act.RAISE_EXCLUSION,
    Act.DECIDE_EXCLUSION,
    Act.DECIDE_PRICE,
    Act.APPOINT_PANEL,
    Act.SCORE,
    Act.AGREE_CONSENSUS,
    Act.PREPARE_DECISION,
    Act.DECIDE_AWARD,
    Act.WITHDRAW_AWARD,
    Act.CANCEL,
    Act.RECEIVE_REQUEST,
    Act.TEST_SECRECY,
    Act.KEEP_DOCKET,
    Act.CHECK_COURT,
    Act.SIGN_FOR_BUYER,
    Act.RECEIVE_SIGNED_PAGE,
    Act.SEAL_CONTRACT,
    Act.DISPOSE,
    Act.APPROVE_DISPOSAL,
    Act.ERASE_PERSON,
    Act.APPROVE_ERASURE,
    Act.ENTER_LATE,
    Act.APPROVE_LATE_ENTRY,
    Act.ASK_VALIDITY,
    Act.CORRECT_DOCKET,
    Act.APPROVE_DOCKET_CORRECTION,
    Act.SET_STRICTER_DATE,
    Act.CLEAR_HOLD,
    Act.APPROVE_CLEARING,
    Act.ASSIGN_MATTER,
    Act.MAKE_CASE_FILE,
    Act.MARK_SECRECY,
    Act.BRIDGE,
    Act.APPROVE_BRIDGE,
    Act.ENROL_STAFF,
    Act.ENROL_SUPPLIERS,
    Act.PLAN,
    Act.DECLARE_INTEREST,
    Act.ANSWER_QUESTIONS,
    Act.CORRECT,
    Act.APPROVE_CORRECTION,
    Act.PREPARE_SELECTION,
    Act.SELECT,
    Act.MEET,
    Act.TAKE_APPLICATION,
    Act.DECIDE_ADMISSION,
    Act.END_ADMISSION,
    Act.SET_NON_CHOICE,
    Act.CALL_OFF,
    Act.DECIDE_CALL_OFF,
    Act.SEND_NOTICE,
)


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Two buyers and a tenderer, and nobody with a role."""
    folder = tmp_path_factory.mktemp("register")
    with opened(migrated_url("sqlite", folder)) as engine:
        store = Store(engine, Blobs(str(folder / "blobs")), FixedClock(AT), folder)
        with store.write() as work:
            work.session.add_all([buyer("buyer"), buyer("other")])
            work.session.add_all(Organisation(**organisation(each)) for each in ("north", "south"))
        yield store


@pytest.fixture
def work(register: Store) -> Iterator[Work]:
    """What a test writes into the register is lost when it ends."""
    with register.read() as work:
        yield work


def _actor(
    work: Work, *roles: Role, buyer_id: str = "buyer", organisation_id: str | None = None
) -> Actor:
    """Åsa, or the engine by that name where the role is the engine's."""
    person_id = ENGINE if Role.ENGINE in roles else "åsa"
    work.session.add(Person(id=person_id, name="Åsa", email="", organisation_id=organisation_id))
    work.session.flush()
    for role in roles:
        work.session.add(RoleGrant(person_id=person_id, buyer_id=buyer_id, role=role))
    work.session.flush()
    return Actor(person_id, "Åsa")


def _refused(work: Work, actor: Actor, act: Act) -> ActRefused:
    with pytest.raises(ActRefused) as refused:
        require(work, actor, act, "buyer")
    return refused.value


def test_every_act_has_its_row_in_this_table() -> None:
    assert set(MAY) == {act.value for act in Act} == set(ALLOWED) == set(ACT_NAMES)
    assert set(ROLE_NAMES) == set(Role)


@pytest.mark.parametrize(
    ("act", "role"), list(itertools.product(Act, Role)), ids=lambda each: str(each.value)
)
def test_a_role_opens_exactly_the_acts_of_the_table(work: Work, act: Act, role: Role) -> None:
    may = MAY[act].split()
    if role in may:
        require(work, _actor(work, role), act, "buyer")
    else:
        refused = _refused(work, _actor(work, role), act)
        assert (refused.reason.code, refused.reason.basis) == ("actor.role", Basis.HOUSE_RULE)
        assert refused.in_("sv") == (
            f"Åsa får inte {ACT_NAMES[act][0]} för den här myndigheten. {SWEDISH_TODO[MAY[act]]}"
        )
        assert refused.in_("en") == (
            f"Åsa may not {ACT_NAMES[act][1]} for this buyer. {ENGLISH_TODO[MAY[act]]}"
        )


@pytest.mark.parametrize("act", Act)
def test_all_roles_at_another_buyer_open_nothing(work: Work, act: Act) -> None:
    roles = set(Role) - {Role.ENGINE}
    assert _refused(work, _actor(work, *roles, buyer_id="other"), act).reason.code == "actor.role"


@pytest.mark.parametrize("act", Act)
def test_a_tenderers_people_may_do_nothing_for_the_buyer(work: Work, act: Act) -> None:
    assert _refused(work, _actor(work, organisation_id="north"), act).reason.code == "actor.role"


@pytest.mark.parametrize("act", PERSONS_DECIDE)
def test_the_engine_never_decides(work: Work, act: Act) -> None:
    assert _refused(work, _actor(work, Role.ENGINE), act).reason.code == "actor.role"


def test_the_engine_prepares_and_repeats_and_nothing_else() -> None:
    prepares = {act for act in Act if Role.ENGINE in ALLOWED[act]}
    assert prepares == set(Act) - set(PERSONS_DECIDE)
    assert prepares == {
        Act.EVALUATE,
        Act.DISPATCH_LETTERS,
        Act.RENDER,
        Act.COLLECT_SIGNATURES,
        Act.MEASURE,
        Act.AUDIT,
        Act.REMIND,
    }


def test_one_role_of_several_is_enough(work: Work) -> None:
    require(work, _actor(work, Role.AUDITOR, Role.LEGAL_OFFICER), Act.KEEP_DOCKET, "buyer")


def test_a_refusal_reads_as_a_sentence_of_its_language(work: Work) -> None:
    refused = _refused(work, _actor(work, Role.AUDITOR), Act.DECIDE_AWARD)
    assert refused.in_("sv") == (
        "Åsa får inte fatta tilldelningsbeslut för den här myndigheten. "
        "Be någon med rollen upphandlingschef."
    )
    assert str(refused) == (
        "Åsa may not decide awards for this buyer. Ask somebody with the role head of procurement."
    )


def test_the_same_person_twice_is_no_second_person() -> None:
    once, again = Actor("åsa", "Åsa"), Actor("åsa", "Åsa Andra")
    with pytest.raises(ActRefused) as refused:
        require_second(once, again, "Anbudsöppning", "Opening bids")
    assert refused.value.reason.code == "actor.second_person"
    assert refused.value.in_("sv") == (
        "Anbudsöppning kräver två olika personer, och Åsa är angiven två gånger. "
        "Låt en annan behörig person vara den andra."
    )
    assert refused.value.in_("en") == (
        "Opening bids takes two different persons, and Åsa is named twice. "
        "Let another authorised person be the second."
    )


def test_two_persons_of_the_same_name_are_two() -> None:
    require_second(Actor("a", "Åsa"), Actor("b", "Åsa"), "Anbudsöppning", "Opening bids")


def test_a_tenderers_people_act_for_their_own_organisation(work: Work) -> None:
    require_of_organisation(work, _actor(work, organisation_id="north"), "north")


@pytest.mark.parametrize("organisation_id", ["south", None], ids=["another tenderer", "staff"])
def test_nobody_else_acts_for_a_tenderer(work: Work, organisation_id: str | None) -> None:
    """Not even by saying so."""
    registered = _actor(work, organisation_id=organisation_id)
    actor = Actor(registered.id, "Åsa", organisation_id="north")
    with pytest.raises(ActRefused) as refused:
        require_of_organisation(work, actor, "north")
    assert refused.value.reason.code == "actor.organisation"
    assert refused.value.in_("sv") == (
        "Åsa företräder inte den leverantör som handlingen gäller. "
        "Låt en företrädare för leverantören utföra steget."
    )
    assert refused.value.in_("en") == (
        "Åsa does not act for the tenderer concerned. Let somebody of the tenderer's own do it."
    )
