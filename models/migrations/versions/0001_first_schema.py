"""First schema"""
# ruff: noqa: E501

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "blob",
        sa.Column("sha256", AutoString(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("media_type", AutoString(), nullable=False),
        sa.Column("stored_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_blob_sha256")),
        sa.CheckConstraint("size >= 0", name=op.f("ck_blob_size")),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_blob")),
        sqlite_strict=True,
    )
    op.create_table(
        "buyer",
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("name", AutoString(), nullable=False),
        sa.Column("org_number", AutoString(), nullable=False),
        sa.Column("address", AutoString(), nullable=False),
        sa.Column("city", AutoString(), nullable=False),
        sa.Column("court", AutoString(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_buyer")),
        sa.UniqueConstraint("org_number", name=op.f("uq_buyer_org_number")),
        sqlite_strict=True,
    )
    op.create_table(
        "installation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", AutoString(), nullable=False),
        sa.Column("demo_now", UTCDateTime(), nullable=True),
        sa.CheckConstraint(
            "kind = 'demo' OR demo_now IS NULL", name=op.f("ck_installation_clock_only_in_demo")
        ),
        sa.CheckConstraint("kind IN ('live', 'demo')", name=op.f("ck_installation_kind")),
        sa.CheckConstraint("id = 1", name=op.f("ck_installation_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_installation")),
        sqlite_strict=True,
    )
    op.create_table(
        "journal_entry",
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("prev_hash", AutoString(), nullable=False),
        sa.Column("at_us", sa.BigInteger(), nullable=False),
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("kind", AutoString(), nullable=False),
        sa.Column("subject", AutoString(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("payload_sha256", AutoString(), nullable=False),
        sa.Column("entry_hash", AutoString(), nullable=False),
        sa.Column("real_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint("length(entry_hash) = 64", name=op.f("ck_journal_entry_entry_hash")),
        sa.CheckConstraint(
            "length(payload_sha256) = 64", name=op.f("ck_journal_entry_payload_sha256")
        ),
        sa.CheckConstraint("length(prev_hash) = 64", name=op.f("ck_journal_entry_prev_hash")),
        sa.CheckConstraint("seq > 0", name=op.f("ck_journal_entry_seq")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_journal_entry")),
        sa.UniqueConstraint("entry_hash", name=op.f("uq_journal_entry_entry_hash")),
        sa.UniqueConstraint("prev_hash", name=op.f("uq_journal_entry_prev_hash")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("journal_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_journal_entry_subject"), ["subject"], unique=False)

    op.create_table(
        "journal_head",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("entry_hash", AutoString(), nullable=False),
        sa.Column("at_us", sa.BigInteger(), nullable=False),
        sa.Column("frontier", sa.Text(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_journal_head_one_row")),
        sa.CheckConstraint("length(entry_hash) = 64", name=op.f("ck_journal_head_entry_hash")),
        sa.CheckConstraint("length(frontier) % 64 = 0", name=op.f("ck_journal_head_frontier")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_head")),
        sqlite_strict=True,
    )
    op.create_table(
        "organisation",
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("name", AutoString(), nullable=False),
        sa.Column("org_number", AutoString(), nullable=False),
        sa.Column("address", AutoString(), nullable=False),
        sa.Column("city", AutoString(), nullable=False),
        sa.Column("email", AutoString(), nullable=False),
        sa.Column("contact_person", AutoString(), nullable=False),
        sa.Column("signatory", AutoString(), nullable=False),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("org_number", name=op.f("uq_organisation_org_number")),
        sqlite_strict=True,
    )
    op.create_table(
        "checkpoint",
        sa.Column("size", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at_us", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("reason", AutoString(), nullable=False),
        sa.Column("root", AutoString(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("real_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint(
            "reason IN ('publish', 'deadline', 'opening', 'award', 'hourly', 'export')",
            name=op.f("ck_checkpoint_reason"),
        ),
        sa.CheckConstraint("length(root) = 64", name=op.f("ck_checkpoint_root")),
        sa.ForeignKeyConstraint(["size"], ["journal_entry.seq"], name=op.f("fk_checkpoint_size")),
        sa.PrimaryKeyConstraint("size", "at_us", name=op.f("pk_checkpoint")),
        sqlite_strict=True,
    )
    op.create_table(
        "journal_fact",
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("table_name", AutoString(), nullable=False),
        sa.Column("row_key", AutoString(), nullable=False),
        sa.Column("mac", AutoString(), nullable=False),
        sa.CheckConstraint("length(mac) = 64", name=op.f("ck_journal_fact_mac")),
        sa.ForeignKeyConstraint(["seq"], ["journal_entry.seq"], name=op.f("fk_journal_fact_seq")),
        sa.PrimaryKeyConstraint("seq", "table_name", "row_key", name=op.f("pk_journal_fact")),
        sqlite_strict=True,
    )
    op.create_table(
        "person",
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("name", AutoString(), nullable=False),
        sa.Column("email", AutoString(), nullable=False),
        sa.Column("organisation_id", AutoString(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_person_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sqlite_strict=True,
    )
    op.create_table(
        "downtime",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("buyer_id", AutoString(), nullable=False),
        sa.Column("started_at", UTCDateTime(), nullable=False),
        sa.Column("ended_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint("ended_at > started_at", name=op.f("ck_downtime_ended_at")),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_downtime_actor_id")),
        sa.ForeignKeyConstraint(["buyer_id"], ["buyer.id"], name=op.f("fk_downtime_buyer_id")),
        sa.PrimaryKeyConstraint("buyer_id", "started_at", name=op.f("pk_downtime")),
        sqlite_strict=True,
    )
    op.create_table(
        "erasure",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("person_id", AutoString(), nullable=False),
        sa.Column("erased_at", UTCDateTime(), nullable=False),
        sa.Column("approved_by", AutoString(), nullable=False),
        sa.Column("ground", AutoString(), nullable=False),
        sa.CheckConstraint("actor_id <> approved_by", name=op.f("ck_erasure_two_persons")),
        sa.CheckConstraint(
            "person_id <> actor_id AND person_id <> approved_by", name=op.f("ck_erasure_by_others")
        ),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_erasure_actor_id")),
        sa.ForeignKeyConstraint(
            ["approved_by"], ["person.id"], name=op.f("fk_erasure_approved_by")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_erasure_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_erasure")),
        sqlite_strict=True,
    )
    op.create_table(
        "opener_key",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("person_id", AutoString(), nullable=False),
        sa.Column("public_key", AutoString(), nullable=False),
        sa.Column("registered_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint("length(id) = 16", name=op.f("ck_opener_key_id")),
        sa.CheckConstraint("length(public_key) = 64", name=op.f("ck_opener_key_public_key")),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_opener_key_actor_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_opener_key_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opener_key")),
        sa.UniqueConstraint("public_key", name=op.f("uq_opener_key_public_key")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("opener_key", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_opener_key_person_id"), ["person_id"], unique=False)

    op.create_table(
        "protocol",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("kind", AutoString(), nullable=False),
        sa.Column("subject_id", AutoString(), nullable=False),
        sa.Column("lang", AutoString(), nullable=False),
        sa.Column("pdf_sha256", AutoString(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('opening', 'evaluation', 'individual_report')", name=op.f("ck_protocol_kind")
        ),
        sa.CheckConstraint("length(pdf_sha256) = 64", name=op.f("ck_protocol_pdf_sha256")),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_protocol_actor_id")),
        sa.ForeignKeyConstraint(
            ["pdf_sha256"], ["blob.sha256"], name=op.f("fk_protocol_pdf_sha256")
        ),
        sa.PrimaryKeyConstraint("kind", "subject_id", "lang", name=op.f("pk_protocol")),
        sqlite_strict=True,
    )
    op.create_table(
        "records_rule",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("buyer_id", AutoString(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("archive_law", sa.Boolean(), nullable=False),
        sa.Column("decision", AutoString(), nullable=True),
        sa.Column("years", sa.Integer(), nullable=True),
        sa.Column("decided_at", UTCDateTime(), nullable=False),
        sa.Column("approved_by", AutoString(), nullable=False),
        sa.CheckConstraint(
            "(decision IS NULL) = (years IS NULL)", name=op.f("ck_records_rule_years_of_decision")
        ),
        sa.CheckConstraint("actor_id <> approved_by", name=op.f("ck_records_rule_two_persons")),
        sa.CheckConstraint(
            "archive_law OR decision IS NULL",
            name=op.f("ck_records_rule_decision_under_archive_law"),
        ),
        sa.CheckConstraint("number > 0", name=op.f("ck_records_rule_number")),
        sa.CheckConstraint("years IS NULL OR years > 0", name=op.f("ck_records_rule_years")),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_records_rule_actor_id")),
        sa.ForeignKeyConstraint(
            ["approved_by"], ["person.id"], name=op.f("fk_records_rule_approved_by")
        ),
        sa.ForeignKeyConstraint(["buyer_id"], ["buyer.id"], name=op.f("fk_records_rule_buyer_id")),
        sa.PrimaryKeyConstraint("buyer_id", "number", name=op.f("pk_records_rule")),
        sqlite_strict=True,
    )
    op.create_table(
        "role_grant",
        sa.Column("person_id", AutoString(), nullable=False),
        sa.Column("buyer_id", AutoString(), nullable=False),
        sa.Column("role", AutoString(), nullable=False),
        sa.CheckConstraint(
            "(person_id = 'engine') = (role = 'engine')", name=op.f("ck_role_grant_engine_only")
        ),
        sa.CheckConstraint(
            "role IN ('procurement_officer', 'procurement_head', 'legal_officer', 'contract_signatory', 'contract_manager', 'auditor', 'assessor', 'outside_opener', 'engine')",
            name=op.f("ck_role_grant_role"),
        ),
        sa.ForeignKeyConstraint(["buyer_id"], ["buyer.id"], name=op.f("fk_role_grant_buyer_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_role_grant_person_id")),
        sa.PrimaryKeyConstraint("person_id", "buyer_id", "role", name=op.f("pk_role_grant")),
        sqlite_strict=True,
    )
    op.create_table(
        "tender",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("buyer_id", AutoString(), nullable=False),
        sa.Column("diary_number", AutoString(), nullable=False),
        sa.Column("title_sv", AutoString(), nullable=False),
        sa.Column("title_en", AutoString(), nullable=False),
        sa.Column("rulebook", AutoString(), nullable=False),
        sa.Column("procedure", AutoString(), nullable=False),
        sa.Column("step", AutoString(), nullable=False),
        sa.Column("cpv", AutoString(), nullable=False),
        sa.Column("currency", AutoString(length=3), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("bid_deadline_at", UTCDateTime(), nullable=True),
        sa.Column("bids_valid_until", sa.Date(), nullable=True),
        sa.Column("lots_are_separate_contracts", sa.Boolean(), nullable=False),
        sa.Column("award_terms", sa.JSON(), nullable=False),
        sa.Column("service_terms", sa.JSON(), nullable=False),
        sa.Column("capacity_rule_sv", AutoString(), nullable=False),
        sa.Column("capacity_rule_en", AutoString(), nullable=False),
        sa.Column("contract_starts_on", sa.Date(), nullable=False),
        sa.Column("contract_months", sa.Integer(), nullable=False),
        sa.Column("option_months", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "(bid_deadline_at IS NULL) = (bids_valid_until IS NULL)",
            name=op.f("ck_tender_deadline_and_validity"),
        ),
        sa.CheckConstraint(
            "bids_valid_until > starts_on", name=op.f("ck_tender_validity_after_start")
        ),
        sa.CheckConstraint("contract_months > 0", name=op.f("ck_tender_contract_months")),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_tender_actor_id")),
        sa.ForeignKeyConstraint(["buyer_id"], ["buyer.id"], name=op.f("fk_tender_buyer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tender")),
        sa.UniqueConstraint("diary_number", name=op.f("uq_tender_diary_number")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("tender", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_tender_buyer_id"), ["buyer_id"], unique=False)

    op.create_table(
        "archive_export",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("tender_id", AutoString(), nullable=False),
        sa.Column("manifest_sha256", AutoString(), nullable=False),
        sa.Column("exported_at", UTCDateTime(), nullable=False),
        sa.Column("files", sa.Integer(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("files > 0", name=op.f("ck_archive_export_files")),
        sa.CheckConstraint(
            "length(manifest_sha256) = 64", name=op.f("ck_archive_export_manifest_sha256")
        ),
        sa.CheckConstraint("size > 0", name=op.f("ck_archive_export_size")),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["person.id"], name=op.f("fk_archive_export_actor_id")
        ),
        sa.ForeignKeyConstraint(
            ["tender_id"], ["tender.id"], name=op.f("fk_archive_export_tender_id")
        ),
        sa.PrimaryKeyConstraint("tender_id", "manifest_sha256", name=op.f("pk_archive_export")),
        sqlite_strict=True,
    )
    op.create_table(
        "audit",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("tender_id", AutoString(), nullable=False),
        sa.Column("period_start", sa.Date(), nullable=False),
        sa.Column("period_end", sa.Date(), nullable=False),
        sa.Column("run_at", UTCDateTime(), nullable=False),
        sa.Column("scope", sa.JSON(), nullable=False),
        sa.Column("pdf_sha256", AutoString(), nullable=True),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_audit_actor_id")),
        sa.ForeignKeyConstraint(["pdf_sha256"], ["blob.sha256"], name=op.f("fk_audit_pdf_sha256")),
        sa.ForeignKeyConstraint(["tender_id"], ["tender.id"], name=op.f("fk_audit_tender_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_tender_id"), ["tender_id"], unique=False)

    op.create_table(
        "award_draft",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("tender_id", AutoString(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("lang", AutoString(), nullable=False),
        sa.Column("drafted_at", UTCDateTime(), nullable=False),
        sa.Column("pdf_sha256", AutoString(), nullable=False),
        sa.Column("facts_sha256", AutoString(), nullable=False),
        sa.CheckConstraint("length(facts_sha256) = 64", name=op.f("ck_award_draft_facts_sha256")),
        sa.CheckConstraint("length(pdf_sha256) = 64", name=op.f("ck_award_draft_pdf_sha256")),
        sa.CheckConstraint("number > 0", name=op.f("ck_award_draft_number")),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_award_draft_actor_id")),
        sa.ForeignKeyConstraint(
            ["facts_sha256"], ["blob.sha256"], name=op.f("fk_award_draft_facts_sha256")
        ),
        sa.ForeignKeyConstraint(
            ["pdf_sha256"], ["blob.sha256"], name=op.f("fk_award_draft_pdf_sha256")
        ),
        sa.ForeignKeyConstraint(
            ["tender_id"], ["tender.id"], name=op.f("fk_award_draft_tender_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_award_draft")),
        sa.UniqueConstraint("tender_id", "number", name=op.f("uq_award_draft_tender_id_number")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("award_draft", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_award_draft_tender_id"), ["tender_id"], unique=False)

    op.create_table(
        "cancellation",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("tender_id", AutoString(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("decided_at", UTCDateTime(), nullable=False),
        sa.Column("prepared_by", AutoString(), nullable=False),
        sa.Column("redo", sa.Boolean(), nullable=False),
        sa.Column("reason_sv", AutoString(), nullable=False),
        sa.Column("reason_en", AutoString(), nullable=False),
        sa.CheckConstraint("actor_id <> prepared_by", name=op.f("ck_cancellation_two_persons")),
        sa.CheckConstraint("number > 0", name=op.f("ck_cancellation_number")),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_cancellation_actor_id")),
        sa.ForeignKeyConstraint(
            ["prepared_by"], ["person.id"], name=op.f("fk_cancellation_prepared_by")
        ),
        sa.ForeignKeyConstraint(
            ["tender_id"], ["tender.id"], name=op.f("fk_cancellation_tender_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cancellation")),
        sa.UniqueConstraint("tender_id", "number", name=op.f("uq_cancellation_tender_id_number")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("cancellation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cancellation_tender_id"), ["tender_id"], unique=False)

    op.create_table(
        "claimed_ground",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("tender_id", AutoString(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("ground", AutoString(), nullable=False),
        sa.Column("shown", sa.JSON(), nullable=False),
        sa.Column("excepted_lot", sa.Boolean(), nullable=False),
        sa.Column("reason_sv", AutoString(), nullable=False),
        sa.Column("reason_en", AutoString(), nullable=False),
        sa.CheckConstraint(
            "ground IN ('no-suitable-tenders', 'unacceptable-tenders', 'extreme-urgency', 'as-without-notice', 'extraordinary-reasons', 'during-review')",
            name=op.f("ck_claimed_ground_ground"),
        ),
        sa.CheckConstraint("number > 0", name=op.f("ck_claimed_ground_number")),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["person.id"], name=op.f("fk_claimed_ground_actor_id")
        ),
        sa.ForeignKeyConstraint(
            ["tender_id"], ["tender.id"], name=op.f("fk_claimed_ground_tender_id")
        ),
        sa.PrimaryKeyConstraint("tender_id", "number", name=op.f("pk_claimed_ground")),
        sqlite_strict=True,
    )
    op.create_table(
        "correction",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("tender_id", AutoString(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("corrected_at", UTCDateTime(), nullable=False),
        sa.Column("substantial", sa.Boolean(), nullable=False),
        sa.Column("what_sv", AutoString(), nullable=False),
        sa.Column("what_en", AutoString(), nullable=False),
        sa.Column("approved_by", AutoString(), nullable=False),
        sa.CheckConstraint("actor_id <> approved_by", name=op.f("ck_correction_two_persons")),
        sa.CheckConstraint("number > 0", name=op.f("ck_correction_number")),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_correction_actor_id")),
        sa.ForeignKeyConstraint(
            ["approved_by"], ["person.id"], name=op.f("fk_correction_approved_by")
        ),
        sa.ForeignKeyConstraint(["tender_id"], ["tender.id"], name=op.f("fk_correction_tender_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction")),
        sa.UniqueConstraint("tender_id", "number", name=op.f("uq_correction_tender_id_number")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("correction", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_correction_tender_id"), ["tender_id"], unique=False)

    op.create_table(
        "deadline_extension",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("tender_id", AutoString(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("deadline_at", UTCDateTime(), nullable=False),
        sa.Column("extended_at", UTCDateTime(), nullable=False),
        sa.Column("approved_by", AutoString(), nullable=False),
        sa.Column("reason_sv", AutoString(), nullable=False),
        sa.Column("reason_en", AutoString(), nullable=False),
        sa.CheckConstraint(
            "actor_id <> approved_by", name=op.f("ck_deadline_extension_two_persons")
        ),
        sa.CheckConstraint("number > 0", name=op.f("ck_deadline_extension_number")),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["person.id"], name=op.f("fk_deadline_extension_actor_id")
        ),
        sa.ForeignKeyConstraint(
            ["approved_by"], ["person.id"], name=op.f("fk_deadline_extension_approved_by")
        ),
        sa.ForeignKeyConstraint(
            ["tender_id"], ["tender.id"], name=op.f("fk_deadline_extension_tender_id")
        ),
        sa.PrimaryKeyConstraint("tender_id", "number", name=op.f("pk_deadline_extension")),
        sqlite_strict=True,
    )
    op.create_table(
        "disclosure_request",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("tender_id", AutoString(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("received_at", UTCDateTime(), nullable=False),
        sa.Column("requester", AutoString(), nullable=True),
        sa.Column("organisation_id", AutoString(), nullable=True),
        sa.Column("wanted", AutoString(), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_disclosure_request_number")),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["person.id"], name=op.f("fk_disclosure_request_actor_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_disclosure_request_organisation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tender_id"], ["tender.id"], name=op.f("fk_disclosure_request_tender_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disclosure_request")),
        sa.UniqueConstraint(
            "tender_id", "number", name=op.f("uq_disclosure_request_tender_id_number")
        ),
        sqlite_strict=True,
    )
    with op.batch_alter_table("disclosure_request", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_disclosure_request_tender_id"), ["tender_id"], unique=False
        )

    op.create_table(
        "evaluation",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("tender_id", AutoString(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("evaluated_at", UTCDateTime(), nullable=False),
        sa.Column("cause_sv", AutoString(), nullable=False),
        sa.Column("cause_en", AutoString(), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_evaluation_number")),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_evaluation_actor_id")),
        sa.ForeignKeyConstraint(["tender_id"], ["tender.id"], name=op.f("fk_evaluation_tender_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation")),
        sa.UniqueConstraint("tender_id", "number", name=op.f("uq_evaluation_tender_id_number")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("evaluation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_evaluation_tender_id"), ["tender_id"], unique=False)

    op.create_table(
        "exclusion_case",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("tender_id", AutoString(), nullable=False),
        sa.Column("organisation_id", AutoString(), nullable=False),
        sa.Column("ground", AutoString(), nullable=False),
        sa.Column("point", AutoString(), nullable=False),
        sa.Column("occurred_on", sa.Date(), nullable=False),
        sa.Column("final", sa.Boolean(), nullable=False),
        sa.Column("what_sv", AutoString(), nullable=False),
        sa.Column("what_en", AutoString(), nullable=False),
        sa.Column("raised_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint(
            "ground IN ('crime', 'tax', 'misconduct')", name=op.f("ck_exclusion_case_ground")
        ),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["person.id"], name=op.f("fk_exclusion_case_actor_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_exclusion_case_organisation_id")
        ),
        sa.ForeignKeyConstraint(
            ["tender_id"], ["tender.id"], name=op.f("fk_exclusion_case_tender_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exclusion_case")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("exclusion_case", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_exclusion_case_tender_id"), ["tender_id"], unique=False
        )

    op.create_table(
        "framework_terms",
        sa.Column("tender_id", AutoString(), nullable=False),
        sa.Column("way", AutoString(), nullable=False),
        sa.Column("parties_most", sa.Integer(), nullable=False),
        sa.Column("ceiling", sa.BigInteger(), nullable=False),
        sa.Column("conditions_sv", AutoString(), nullable=False),
        sa.Column("conditions_en", AutoString(), nullable=False),
        sa.Column("special_reasons_sv", AutoString(), nullable=True),
        sa.Column("special_reasons_en", AutoString(), nullable=True),
        sa.CheckConstraint(
            "way IN ('ranked', 'mini_competition', 'either')", name=op.f("ck_framework_terms_way")
        ),
        sa.CheckConstraint(
            "(special_reasons_sv IS NULL) = (special_reasons_en IS NULL)",
            name=op.f("ck_framework_terms_special_reasons"),
        ),
        sa.CheckConstraint("ceiling > 0", name=op.f("ck_framework_terms_ceiling")),
        sa.CheckConstraint("parties_most > 0", name=op.f("ck_framework_terms_parties_most")),
        sa.ForeignKeyConstraint(
            ["tender_id"], ["tender.id"], name=op.f("fk_framework_terms_tender_id")
        ),
        sa.PrimaryKeyConstraint("tender_id", name=op.f("pk_framework_terms")),
        sqlite_strict=True,
    )
    op.create_table(
        "late_entry",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("tender_id", AutoString(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("entered_at", UTCDateTime(), nullable=False),
        sa.Column("through", UTCDateTime(), nullable=False),
        sa.Column("approved_by", AutoString(), nullable=False),
        sa.Column("file_sha256", AutoString(), nullable=False),
        sa.Column("source_sv", AutoString(), nullable=False),
        sa.Column("source_en", AutoString(), nullable=False),
        sa.CheckConstraint("actor_id <> approved_by", name=op.f("ck_late_entry_two_persons")),
        sa.CheckConstraint("length(file_sha256) = 64", name=op.f("ck_late_entry_file_sha256")),
        sa.CheckConstraint("number > 0", name=op.f("ck_late_entry_number")),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_late_entry_actor_id")),
        sa.ForeignKeyConstraint(
            ["approved_by"], ["person.id"], name=op.f("fk_late_entry_approved_by")
        ),
        sa.ForeignKeyConstraint(
            ["file_sha256"], ["blob.sha256"], name=op.f("fk_late_entry_file_sha256")
        ),
        sa.ForeignKeyConstraint(["tender_id"], ["tender.id"], name=op.f("fk_late_entry_tender_id")),
        sa.PrimaryKeyConstraint("tender_id", "number", name=op.f("pk_late_entry")),
        sqlite_strict=True,
    )
    op.create_table(
        "lot",
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("tender_id", AutoString(), nullable=False),
        sa.Column("code", AutoString(), nullable=False),
        sa.Column("name", AutoString(), nullable=False),
        sa.Column("region", AutoString(), nullable=False),
        sa.Column("places_per_year", sa.Integer(), nullable=False),
        sa.Column("estimated_value", sa.BigInteger(), nullable=False),
        sa.Column("at_fte_tenths", sa.Integer(), nullable=False),
        sa.CheckConstraint("at_fte_tenths >= 0", name=op.f("ck_lot_at_fte_tenths")),
        sa.CheckConstraint("estimated_value > 0", name=op.f("ck_lot_estimated_value")),
        sa.CheckConstraint("places_per_year > 0", name=op.f("ck_lot_places_per_year")),
        sa.ForeignKeyConstraint(["tender_id"], ["tender.id"], name=op.f("fk_lot_tender_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lot")),
        sa.UniqueConstraint("tender_id", "code", name=op.f("uq_lot_tender_id_code")),
        sa.UniqueConstraint("tender_id", "id", name=op.f("uq_lot_tender_id_id")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("lot", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_lot_tender_id"), ["tender_id"], unique=False)

    op.create_table(
        "matter",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("tender_id", AutoString(), nullable=False),
        sa.Column("kind", AutoString(), nullable=False),
        sa.Column("court", AutoString(), nullable=False),
        sa.Column("case_number", AutoString(), nullable=False),
        sa.Column("party_id", AutoString(), nullable=True),
        sa.Column("limited", sa.Boolean(), nullable=False),
        sa.Column("lodged_at", UTCDateTime(), nullable=False),
        sa.Column("informed_at", UTCDateTime(), nullable=False),
        sa.Column("answer_by", sa.Date(), nullable=True),
        sa.Column("grounds_sv", AutoString(), nullable=False),
        sa.Column("grounds_en", AutoString(), nullable=False),
        sa.Column("relief_sv", AutoString(), nullable=False),
        sa.Column("relief_en", AutoString(), nullable=False),
        sa.CheckConstraint(
            "(kind IN ('penalty_fee', 'supervision')) = (party_id IS NULL)",
            name=op.f("ck_matter_party"),
        ),
        sa.CheckConstraint(
            "court IN ('FR', 'KR', 'HFD', 'TR', 'HovR', 'HD', 'KKV')", name=op.f("ck_matter_court")
        ),
        sa.CheckConstraint(
            "kind IN ('review', 'cancellation', 'validity', 'damages', 'penalty_fee', 'supervision')",
            name=op.f("ck_matter_kind"),
        ),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_matter_actor_id")),
        sa.ForeignKeyConstraint(["party_id"], ["organisation.id"], name=op.f("fk_matter_party_id")),
        sa.ForeignKeyConstraint(["tender_id"], ["tender.id"], name=op.f("fk_matter_tender_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matter")),
        sa.UniqueConstraint(
            "tender_id", "case_number", name=op.f("uq_matter_tender_id_case_number")
        ),
        sqlite_strict=True,
    )
    with op.batch_alter_table("matter", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_matter_tender_id"), ["tender_id"], unique=False)

    op.create_table(
        "meeting",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("tender_id", AutoString(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", AutoString(), nullable=False),
        sa.Column("organisation_id", AutoString(), nullable=False),
        sa.Column("held_at", UTCDateTime(), nullable=False),
        sa.Column("minutes_sv", AutoString(), nullable=False),
        sa.Column("minutes_en", AutoString(), nullable=False),
        sa.CheckConstraint("kind IN ('negotiation', 'dialogue')", name=op.f("ck_meeting_kind")),
        sa.CheckConstraint("number > 0", name=op.f("ck_meeting_number")),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_meeting_actor_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_meeting_organisation_id")
        ),
        sa.ForeignKeyConstraint(["tender_id"], ["tender.id"], name=op.f("fk_meeting_tender_id")),
        sa.PrimaryKeyConstraint("tender_id", "number", name=op.f("pk_meeting")),
        sqlite_strict=True,
    )
    op.create_table(
        "note",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("tender_id", AutoString(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", AutoString(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("text_sv", AutoString(), nullable=False),
        sa.Column("text_en", AutoString(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('need', 'market_dialogue', 'lots', 'procedure', 'guidelines', 'urgency', 'documentation')",
            name=op.f("ck_note_kind"),
        ),
        sa.CheckConstraint("number > 0", name=op.f("ck_note_number")),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_note_actor_id")),
        sa.ForeignKeyConstraint(["tender_id"], ["tender.id"], name=op.f("fk_note_tender_id")),
        sa.PrimaryKeyConstraint("tender_id", "number", name=op.f("pk_note")),
        sqlite_strict=True,
    )
    op.create_table(
        "opener_appointment",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("tender_id", AutoString(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("strict", sa.Boolean(), nullable=False),
        sa.Column("appointed_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_opener_appointment_number")),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["person.id"], name=op.f("fk_opener_appointment_actor_id")
        ),
        sa.ForeignKeyConstraint(
            ["tender_id"], ["tender.id"], name=op.f("fk_opener_appointment_tender_id")
        ),
        sa.PrimaryKeyConstraint("tender_id", "number", name=op.f("pk_opener_appointment")),
        sqlite_strict=True,
    )
    op.create_table(
        "opener_key_end",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("key_id", AutoString(), nullable=False),
        sa.Column("reason", AutoString(), nullable=False),
        sa.Column("ended_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint(
            "reason IN ('rotated', 'lost', 'exposed', 'left')",
            name=op.f("ck_opener_key_end_reason"),
        ),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["person.id"], name=op.f("fk_opener_key_end_actor_id")
        ),
        sa.ForeignKeyConstraint(
            ["key_id"], ["opener_key.id"], name=op.f("fk_opener_key_end_key_id")
        ),
        sa.PrimaryKeyConstraint("key_id", name=op.f("pk_opener_key_end")),
        sqlite_strict=True,
    )
    op.create_table(
        "opening",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("tender_id", AutoString(), nullable=False),
        sa.Column("opened_at", UTCDateTime(), nullable=False),
        sa.Column("second_officer_id", AutoString(), nullable=False),
        sa.CheckConstraint("actor_id <> second_officer_id", name=op.f("ck_opening_two_persons")),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_opening_actor_id")),
        sa.ForeignKeyConstraint(
            ["second_officer_id"], ["person.id"], name=op.f("fk_opening_second_officer_id")
        ),
        sa.ForeignKeyConstraint(["tender_id"], ["tender.id"], name=op.f("fk_opening_tender_id")),
        sa.PrimaryKeyConstraint("tender_id", name=op.f("pk_opening")),
        sqlite_strict=True,
    )
    op.create_table(
        "owed_notice",
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("tender_id", AutoString(), nullable=False),
        sa.Column("kind", AutoString(), nullable=False),
        sa.Column("about", AutoString(), nullable=False),
        sa.Column("owed_since", UTCDateTime(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('prior_information', 'contract', 'system', 'correction', 'ex_ante', 'cancellation', 'award')",
            name=op.f("ck_owed_notice_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["tender_id"], ["tender.id"], name=op.f("fk_owed_notice_tender_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_owed_notice")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("owed_notice", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_owed_notice_tender_id"), ["tender_id"], unique=False)

    op.create_table(
        "panel_member",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("tender_id", AutoString(), nullable=False),
        sa.Column("person_id", AutoString(), nullable=False),
        sa.Column("appointed_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_panel_member_actor_id")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_panel_member_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["tender_id"], ["tender.id"], name=op.f("fk_panel_member_tender_id")
        ),
        sa.PrimaryKeyConstraint("tender_id", "person_id", name=op.f("pk_panel_member")),
        sqlite_strict=True,
    )
    op.create_table(
        "prior_involvement",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("tender_id", AutoString(), nullable=False),
        sa.Column("organisation_id", AutoString(), nullable=False),
        sa.Column("what_sv", AutoString(), nullable=False),
        sa.Column("what_en", AutoString(), nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["person.id"], name=op.f("fk_prior_involvement_actor_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_prior_involvement_organisation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tender_id"], ["tender.id"], name=op.f("fk_prior_involvement_tender_id")
        ),
        sa.PrimaryKeyConstraint("tender_id", "organisation_id", name=op.f("pk_prior_involvement")),
        sqlite_strict=True,
    )
    op.create_table(
        "publication",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("tender_id", AutoString(), nullable=False),
        sa.Column("published_at", UTCDateTime(), nullable=False),
        sa.Column("approved_by", AutoString(), nullable=False),
        sa.CheckConstraint("actor_id <> approved_by", name=op.f("ck_publication_two_persons")),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_publication_actor_id")),
        sa.ForeignKeyConstraint(
            ["approved_by"], ["person.id"], name=op.f("fk_publication_approved_by")
        ),
        sa.ForeignKeyConstraint(
            ["tender_id"], ["tender.id"], name=op.f("fk_publication_tender_id")
        ),
        sa.PrimaryKeyConstraint("tender_id", name=op.f("pk_publication")),
        sqlite_strict=True,
    )
    op.create_table(
        "question",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("tender_id", AutoString(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("received_at", UTCDateTime(), nullable=False),
        sa.Column("asker_tag", AutoString(), nullable=False),
        sa.Column("text", AutoString(), nullable=False),
        sa.CheckConstraint("length(asker_tag) = 64", name=op.f("ck_question_asker_tag")),
        sa.CheckConstraint("number > 0", name=op.f("ck_question_number")),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_question_actor_id")),
        sa.ForeignKeyConstraint(["tender_id"], ["tender.id"], name=op.f("fk_question_tender_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question")),
        sa.UniqueConstraint("tender_id", "number", name=op.f("uq_question_tender_id_number")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("question", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_question_tender_id"), ["tender_id"], unique=False)

    op.create_table(
        "rating",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("tender_id", AutoString(), nullable=False),
        sa.Column("organisation_id", AutoString(), nullable=False),
        sa.Column("period_start", sa.Date(), nullable=False),
        sa.Column("period_end", sa.Date(), nullable=False),
        sa.Column("stars", sa.Integer(), nullable=True),
        sa.Column("basis", sa.JSON(), nullable=False),
        sa.Column("rated_at", UTCDateTime(), nullable=False),
        sa.Column("pdf_sha256", AutoString(), nullable=True),
        sa.CheckConstraint("stars IS NULL OR stars BETWEEN 1 AND 4", name=op.f("ck_rating_stars")),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_rating_actor_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_rating_organisation_id")
        ),
        sa.ForeignKeyConstraint(["pdf_sha256"], ["blob.sha256"], name=op.f("fk_rating_pdf_sha256")),
        sa.ForeignKeyConstraint(["tender_id"], ["tender.id"], name=op.f("fk_rating_tender_id")),
        sa.PrimaryKeyConstraint(
            "tender_id", "organisation_id", "period_start", "period_end", name=op.f("pk_rating")
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "reminder",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("item", AutoString(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("days_before", sa.Integer(), nullable=False),
        sa.Column("person_id", AutoString(), nullable=False),
        sa.Column("tender_id", AutoString(), nullable=False),
        sa.Column("sent_at", UTCDateTime(), nullable=False),
        sa.Column("message_id", AutoString(), nullable=False),
        sa.CheckConstraint("days_before >= 0", name=op.f("ck_reminder_days_before")),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_reminder_actor_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_reminder_person_id")),
        sa.ForeignKeyConstraint(["tender_id"], ["tender.id"], name=op.f("fk_reminder_tender_id")),
        sa.PrimaryKeyConstraint(
            "item", "due_on", "days_before", "person_id", name=op.f("pk_reminder")
        ),
        sqlite_strict=True,
    )
    with op.batch_alter_table("reminder", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reminder_tender_id"), ["tender_id"], unique=False)

    op.create_table(
        "requirement",
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("tender_id", AutoString(), nullable=False),
        sa.Column("code", AutoString(), nullable=False),
        sa.Column("title_sv", AutoString(), nullable=False),
        sa.Column("title_en", AutoString(), nullable=False),
        sa.Column("basis", AutoString(), nullable=False),
        sa.Column("cite_act", AutoString(), nullable=True),
        sa.Column("cite_chapter", AutoString(), nullable=True),
        sa.Column("cite_section", AutoString(), nullable=True),
        sa.Column("stage", AutoString(), nullable=False),
        sa.Column("evidence_kind", AutoString(), nullable=False),
        sa.Column("max_age_days", sa.Integer(), nullable=True),
        sa.Column("per_bid", sa.Boolean(), nullable=False),
        sa.Column("at_least", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "basis <> 'statute' OR cite_act IS NOT NULL",
            name=op.f("ck_requirement_statute_is_cited"),
        ),
        sa.CheckConstraint(
            "basis IN ('statute', 'tender_documents', 'house_rule')",
            name=op.f("ck_requirement_basis"),
        ),
        sa.CheckConstraint(
            "stage IN ('bid', 'winner_evidence')", name=op.f("ck_requirement_stage")
        ),
        sa.CheckConstraint(
            "at_least IS NULL OR at_least > 0", name=op.f("ck_requirement_at_least")
        ),
        sa.CheckConstraint(
            "max_age_days IS NULL OR max_age_days > 0", name=op.f("ck_requirement_max_age_days")
        ),
        sa.ForeignKeyConstraint(
            ["tender_id"], ["tender.id"], name=op.f("fk_requirement_tender_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_requirement")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("requirement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_requirement_tender_id"), ["tender_id"], unique=False)

    op.create_table(
        "sanctions_declaration",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("tender_id", AutoString(), nullable=False),
        sa.Column("organisation_id", AutoString(), nullable=False),
        sa.Column("party", AutoString(), nullable=False),
        sa.Column("declared_at", UTCDateTime(), nullable=False),
        sa.Column("established", sa.Boolean(), nullable=False),
        sa.Column("owned_percent", AutoString(), nullable=False),
        sa.Column("acts_for", sa.Boolean(), nullable=False),
        sa.Column("relied_on_percent", AutoString(), nullable=True),
        sa.Column("source", AutoString(), nullable=False),
        sa.CheckConstraint(
            "(party = '') = (relied_on_percent IS NULL)",
            name=op.f("ck_sanctions_declaration_relied_on"),
        ),
        sa.CheckConstraint(
            "source IN ('tenderer', 'register')", name=op.f("ck_sanctions_declaration_source")
        ),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["person.id"], name=op.f("fk_sanctions_declaration_actor_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_sanctions_declaration_organisation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tender_id"], ["tender.id"], name=op.f("fk_sanctions_declaration_tender_id")
        ),
        sa.PrimaryKeyConstraint(
            "tender_id",
            "organisation_id",
            "party",
            "declared_at",
            name=op.f("pk_sanctions_declaration"),
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "sealed_bid",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("bid_id", AutoString(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("tender_id", AutoString(), nullable=False),
        sa.Column("received_at", UTCDateTime(), nullable=False),
        sa.Column("envelope_sha256", AutoString(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("place_tag", AutoString(), nullable=False),
        sa.Column("sender_tag", AutoString(), nullable=False),
        sa.Column("journal_seq", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("length(place_tag) = 64", name=op.f("ck_sealed_bid_place_tag")),
        sa.CheckConstraint("length(sender_tag) = 64", name=op.f("ck_sealed_bid_sender_tag")),
        sa.CheckConstraint("size > 0", name=op.f("ck_sealed_bid_size")),
        sa.CheckConstraint("version > 0", name=op.f("ck_sealed_bid_version")),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_sealed_bid_actor_id")),
        sa.ForeignKeyConstraint(
            ["envelope_sha256"], ["blob.sha256"], name=op.f("fk_sealed_bid_envelope_sha256")
        ),
        sa.ForeignKeyConstraint(["tender_id"], ["tender.id"], name=op.f("fk_sealed_bid_tender_id")),
        sa.PrimaryKeyConstraint("bid_id", "version", name=op.f("pk_sealed_bid")),
        sa.UniqueConstraint("journal_seq", name=op.f("uq_sealed_bid_journal_seq")),
        sa.UniqueConstraint(
            "tender_id", "bid_id", "version", name=op.f("uq_sealed_bid_tender_id_bid_id_version")
        ),
        sqlite_strict=True,
    )
    with op.batch_alter_table("sealed_bid", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sealed_bid_place_tag"), ["place_tag"], unique=False)
        batch_op.create_index(batch_op.f("ix_sealed_bid_tender_id"), ["tender_id"], unique=False)

    op.create_table(
        "secrecy_by_lot",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("tender_id", AutoString(), nullable=False),
        sa.Column("decided_at", UTCDateTime(), nullable=False),
        sa.Column("reason_sv", AutoString(), nullable=False),
        sa.Column("reason_en", AutoString(), nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["person.id"], name=op.f("fk_secrecy_by_lot_actor_id")
        ),
        sa.ForeignKeyConstraint(
            ["tender_id"], ["tender.id"], name=op.f("fk_secrecy_by_lot_tender_id")
        ),
        sa.PrimaryKeyConstraint("tender_id", name=op.f("pk_secrecy_by_lot")),
        sqlite_strict=True,
    )
    op.create_table(
        "secrecy_mark",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("tender_id", AutoString(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("document_sha256", AutoString(), nullable=False),
        sa.Column("first_page", sa.Integer(), nullable=True),
        sa.Column("last_page", sa.Integer(), nullable=True),
        sa.Column("marked_at", UTCDateTime(), nullable=False),
        sa.Column("claimed_by", AutoString(), nullable=True),
        sa.Column("cite", AutoString(), nullable=False),
        sa.Column("reason_sv", AutoString(), nullable=False),
        sa.Column("reason_en", AutoString(), nullable=False),
        sa.CheckConstraint(
            "(first_page IS NULL) = (last_page IS NULL) AND (first_page IS NULL OR (first_page > 0 AND last_page >= first_page))",
            name=op.f("ck_secrecy_mark_pages"),
        ),
        sa.CheckConstraint(
            "length(document_sha256) = 64", name=op.f("ck_secrecy_mark_document_sha256")
        ),
        sa.CheckConstraint("number > 0", name=op.f("ck_secrecy_mark_number")),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_secrecy_mark_actor_id")),
        sa.ForeignKeyConstraint(
            ["claimed_by"], ["organisation.id"], name=op.f("fk_secrecy_mark_claimed_by")
        ),
        sa.ForeignKeyConstraint(
            ["document_sha256"], ["blob.sha256"], name=op.f("fk_secrecy_mark_document_sha256")
        ),
        sa.ForeignKeyConstraint(
            ["tender_id"], ["tender.id"], name=op.f("fk_secrecy_mark_tender_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_secrecy_mark")),
        sa.UniqueConstraint("tender_id", "number", name=op.f("uq_secrecy_mark_tender_id_number")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("secrecy_mark", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_secrecy_mark_document_sha256"), ["document_sha256"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_secrecy_mark_tender_id"), ["tender_id"], unique=False)

    op.create_table(
        "selection",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("tender_id", AutoString(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("selected_at", UTCDateTime(), nullable=False),
        sa.Column("prepared_by", AutoString(), nullable=False),
        sa.Column("reason_sv", AutoString(), nullable=False),
        sa.Column("reason_en", AutoString(), nullable=False),
        sa.CheckConstraint("actor_id <> prepared_by", name=op.f("ck_selection_two_persons")),
        sa.CheckConstraint("number > 0", name=op.f("ck_selection_number")),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_selection_actor_id")),
        sa.ForeignKeyConstraint(
            ["prepared_by"], ["person.id"], name=op.f("fk_selection_prepared_by")
        ),
        sa.ForeignKeyConstraint(["tender_id"], ["tender.id"], name=op.f("fk_selection_tender_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_selection")),
        sa.UniqueConstraint("tender_id", "number", name=op.f("uq_selection_tender_id_number")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("selection", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_selection_tender_id"), ["tender_id"], unique=False)

    op.create_table(
        "system_terms",
        sa.Column("tender_id", AutoString(), nullable=False),
        sa.Column("decision_days", sa.Integer(), nullable=False),
        sa.Column("remuneration_sv", AutoString(), nullable=False),
        sa.Column("remuneration_en", AutoString(), nullable=False),
        sa.Column("how_to_apply_sv", AutoString(), nullable=False),
        sa.Column("how_to_apply_en", AutoString(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.CheckConstraint("decision_days > 0", name=op.f("ck_system_terms_decision_days")),
        sa.ForeignKeyConstraint(
            ["tender_id"], ["tender.id"], name=op.f("fk_system_terms_tender_id")
        ),
        sa.PrimaryKeyConstraint("tender_id", name=op.f("pk_system_terms")),
        sqlite_strict=True,
    )
    op.create_table(
        "tender_basis",
        sa.Column("tender_id", AutoString(), nullable=False),
        sa.Column("under_id", AutoString(), nullable=False),
        sa.CheckConstraint("tender_id <> under_id", name=op.f("ck_tender_basis_another_tender")),
        sa.ForeignKeyConstraint(
            ["tender_id"], ["tender.id"], name=op.f("fk_tender_basis_tender_id")
        ),
        sa.ForeignKeyConstraint(["under_id"], ["tender.id"], name=op.f("fk_tender_basis_under_id")),
        sa.PrimaryKeyConstraint("tender_id", name=op.f("pk_tender_basis")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("tender_basis", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_tender_basis_under_id"), ["under_id"], unique=False)

    op.create_table(
        "tender_document",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("tender_id", AutoString(), nullable=False),
        sa.Column("code", AutoString(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title_sv", AutoString(), nullable=False),
        sa.Column("title_en", AutoString(), nullable=False),
        sa.Column("file_name", AutoString(), nullable=False),
        sa.Column("media_type", AutoString(), nullable=False),
        sa.Column("sha256", AutoString(), nullable=False),
        sa.Column("issued_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_tender_document_sha256")),
        sa.CheckConstraint("version > 0", name=op.f("ck_tender_document_version")),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["person.id"], name=op.f("fk_tender_document_actor_id")
        ),
        sa.ForeignKeyConstraint(
            ["sha256"], ["blob.sha256"], name=op.f("fk_tender_document_sha256")
        ),
        sa.ForeignKeyConstraint(
            ["tender_id"], ["tender.id"], name=op.f("fk_tender_document_tender_id")
        ),
        sa.PrimaryKeyConstraint("tender_id", "code", "version", name=op.f("pk_tender_document")),
        sqlite_strict=True,
    )
    op.create_table(
        "tender_interest",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("tender_id", AutoString(), nullable=False),
        sa.Column("person_id", AutoString(), nullable=False),
        sa.Column("declared_at", UTCDateTime(), nullable=False),
        sa.Column("free", sa.Boolean(), nullable=False),
        sa.Column("statement", AutoString(), nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["person.id"], name=op.f("fk_tender_interest_actor_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_tender_interest_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["tender_id"], ["tender.id"], name=op.f("fk_tender_interest_tender_id")
        ),
        sa.PrimaryKeyConstraint(
            "tender_id", "person_id", "declared_at", name=op.f("pk_tender_interest")
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "validity_request",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("tender_id", AutoString(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("asked_at", UTCDateTime(), nullable=False),
        sa.Column("answer_by", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("reason_sv", AutoString(), nullable=False),
        sa.Column("reason_en", AutoString(), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_validity_request_number")),
        sa.CheckConstraint("until > answer_by", name=op.f("ck_validity_request_until")),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["person.id"], name=op.f("fk_validity_request_actor_id")
        ),
        sa.ForeignKeyConstraint(
            ["tender_id"], ["tender.id"], name=op.f("fk_validity_request_tender_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_validity_request")),
        sa.UniqueConstraint(
            "tender_id", "number", name=op.f("uq_validity_request_tender_id_number")
        ),
        sqlite_strict=True,
    )
    with op.batch_alter_table("validity_request", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_validity_request_tender_id"), ["tender_id"], unique=False
        )

    op.create_table(
        "value_estimate",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("tender_id", AutoString(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("buyer_kind", AutoString(), nullable=False),
        sa.Column("kind", AutoString(), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("similar", sa.JSON(), nullable=False),
        sa.Column("premiums", sa.JSON(), nullable=False),
        sa.Column("rate", AutoString(), nullable=True),
        sa.Column("reason_sv", AutoString(), nullable=False),
        sa.Column("reason_en", AutoString(), nullable=False),
        sa.CheckConstraint(
            "buyer_kind IN ('central', 'sub-central', 'utility')",
            name=op.f("ck_value_estimate_buyer_kind"),
        ),
        sa.CheckConstraint(
            "kind IN ('goods', 'services', 'works', 'social')", name=op.f("ck_value_estimate_kind")
        ),
        sa.CheckConstraint("number > 0", name=op.f("ck_value_estimate_number")),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["person.id"], name=op.f("fk_value_estimate_actor_id")
        ),
        sa.ForeignKeyConstraint(
            ["tender_id"], ["tender.id"], name=op.f("fk_value_estimate_tender_id")
        ),
        sa.PrimaryKeyConstraint("tender_id", "number", name=op.f("pk_value_estimate")),
        sqlite_strict=True,
    )
    op.create_table(
        "withdrawal",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("tender_id", AutoString(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", UTCDateTime(), nullable=False),
        sa.Column("prepared_by", AutoString(), nullable=False),
        sa.Column("reason_sv", AutoString(), nullable=False),
        sa.Column("reason_en", AutoString(), nullable=False),
        sa.CheckConstraint("actor_id <> prepared_by", name=op.f("ck_withdrawal_two_persons")),
        sa.CheckConstraint("number > 0", name=op.f("ck_withdrawal_number")),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_withdrawal_actor_id")),
        sa.ForeignKeyConstraint(
            ["prepared_by"], ["person.id"], name=op.f("fk_withdrawal_prepared_by")
        ),
        sa.ForeignKeyConstraint(["tender_id"], ["tender.id"], name=op.f("fk_withdrawal_tender_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_withdrawal")),
        sa.UniqueConstraint("tender_id", "number", name=op.f("uq_withdrawal_tender_id_number")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("withdrawal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_withdrawal_tender_id"), ["tender_id"], unique=False)

    op.create_table(
        "answer",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("tender_id", AutoString(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("question_id", AutoString(), nullable=True),
        sa.Column("answered_at", UTCDateTime(), nullable=False),
        sa.Column("asked_sv", AutoString(), nullable=False),
        sa.Column("asked_en", AutoString(), nullable=False),
        sa.Column("answer_sv", AutoString(), nullable=False),
        sa.Column("answer_en", AutoString(), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_answer_number")),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_answer_actor_id")),
        sa.ForeignKeyConstraint(
            ["question_id"], ["question.id"], name=op.f("fk_answer_question_id")
        ),
        sa.ForeignKeyConstraint(["tender_id"], ["tender.id"], name=op.f("fk_answer_tender_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer")),
        sa.UniqueConstraint("question_id", name=op.f("uq_answer_question_id")),
        sa.UniqueConstraint("tender_id", "number", name=op.f("uq_answer_tender_id_number")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_answer_tender_id"), ["tender_id"], unique=False)

    op.create_table(
        "application",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("tender_id", AutoString(), nullable=False),
        sa.Column("lot_id", AutoString(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("organisation_id", AutoString(), nullable=False),
        sa.Column("received_at", UTCDateTime(), nullable=False),
        sa.Column("sha256", AutoString(), nullable=False),
        sa.Column("says_sv", AutoString(), nullable=False),
        sa.Column("says_en", AutoString(), nullable=False),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_application_sha256")),
        sa.CheckConstraint("number > 0", name=op.f("ck_application_number")),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_application_actor_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_application_organisation_id")
        ),
        sa.ForeignKeyConstraint(["sha256"], ["blob.sha256"], name=op.f("fk_application_sha256")),
        sa.ForeignKeyConstraint(
            ["tender_id", "lot_id"],
            ["lot.tender_id", "lot.id"],
            name=op.f("fk_application_tender_id_lot_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application")),
        sa.UniqueConstraint("lot_id", "number", name=op.f("uq_application_lot_id_number")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("application", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_application_lot_id"), ["lot_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_application_organisation_id"), ["organisation_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_application_tender_id"), ["tender_id"], unique=False)

    op.create_table(
        "award_decision",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("tender_id", AutoString(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("decided_at", UTCDateTime(), nullable=False),
        sa.Column("prepared_by", AutoString(), nullable=False),
        sa.Column("draft_id", AutoString(), nullable=False),
        sa.CheckConstraint("actor_id <> prepared_by", name=op.f("ck_award_decision_two_persons")),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["person.id"], name=op.f("fk_award_decision_actor_id")
        ),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["award_draft.id"], name=op.f("fk_award_decision_draft_id")
        ),
        sa.ForeignKeyConstraint(
            ["prepared_by"], ["person.id"], name=op.f("fk_award_decision_prepared_by")
        ),
        sa.ForeignKeyConstraint(
            ["tender_id"], ["tender.id"], name=op.f("fk_award_decision_tender_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_award_decision")),
        sa.UniqueConstraint("draft_id", name=op.f("uq_award_decision_draft_id")),
        sa.UniqueConstraint("tender_id", "number", name=op.f("uq_award_decision_tender_id_number")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("award_decision", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_award_decision_tender_id"), ["tender_id"], unique=False
        )

    op.create_table(
        "bid",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("tender_id", AutoString(), nullable=False),
        sa.Column("lot_id", AutoString(), nullable=False),
        sa.Column("organisation_id", AutoString(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("received_at", UTCDateTime(), nullable=False),
        sa.Column("sender_id", AutoString(), nullable=False),
        sa.Column("envelope_sha256", AutoString(), nullable=False),
        sa.CheckConstraint("length(envelope_sha256) = 64", name=op.f("ck_bid_envelope_sha256")),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_bid_actor_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_bid_organisation_id")
        ),
        sa.ForeignKeyConstraint(["sender_id"], ["person.id"], name=op.f("fk_bid_sender_id")),
        sa.ForeignKeyConstraint(
            ["tender_id", "id", "version"],
            ["sealed_bid.tender_id", "sealed_bid.bid_id", "sealed_bid.version"],
            name=op.f("fk_bid_tender_id_id_version"),
        ),
        sa.ForeignKeyConstraint(
            ["tender_id", "lot_id"],
            ["lot.tender_id", "lot.id"],
            name=op.f("fk_bid_tender_id_lot_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bid")),
        sa.UniqueConstraint("id", "organisation_id", name=op.f("uq_bid_id_organisation_id")),
        sa.UniqueConstraint("lot_id", "id", name=op.f("uq_bid_lot_id_id")),
        sa.UniqueConstraint(
            "lot_id", "organisation_id", name=op.f("uq_bid_lot_id_organisation_id")
        ),
        sqlite_strict=True,
    )
    with op.batch_alter_table("bid", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_bid_lot_id"), ["lot_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_bid_organisation_id"), ["organisation_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_bid_tender_id"), ["tender_id"], unique=False)

    op.create_table(
        "bridge",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("lot_id", AutoString(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("ground", AutoString(), nullable=False),
        sa.Column("decided_at", UTCDateTime(), nullable=False),
        sa.Column("approved_by", AutoString(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("reason_sv", AutoString(), nullable=False),
        sa.Column("reason_en", AutoString(), nullable=False),
        sa.CheckConstraint(
            "ground IN ('option', 'below_limit', 'during_review', 'extreme_urgency')",
            name=op.f("ck_bridge_ground"),
        ),
        sa.CheckConstraint("actor_id <> approved_by", name=op.f("ck_bridge_two_persons")),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_bridge_ends_on")),
        sa.CheckConstraint("number > 0", name=op.f("ck_bridge_number")),
        sa.CheckConstraint("value > 0", name=op.f("ck_bridge_value")),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_bridge_actor_id")),
        sa.ForeignKeyConstraint(["approved_by"], ["person.id"], name=op.f("fk_bridge_approved_by")),
        sa.ForeignKeyConstraint(["lot_id"], ["lot.id"], name=op.f("fk_bridge_lot_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bridge")),
        sa.UniqueConstraint("lot_id", "number", name=op.f("uq_bridge_lot_id_number")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("bridge", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_bridge_lot_id"), ["lot_id"], unique=False)

    op.create_table(
        "call_off",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("tender_id", AutoString(), nullable=False),
        sa.Column("lot_id", AutoString(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.Column("opened_at", UTCDateTime(), nullable=False),
        sa.Column("what_sv", AutoString(), nullable=False),
        sa.Column("what_en", AutoString(), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_call_off_number")),
        sa.CheckConstraint("value > 0", name=op.f("ck_call_off_value")),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_call_off_actor_id")),
        sa.ForeignKeyConstraint(
            ["tender_id", "lot_id"],
            ["lot.tender_id", "lot.id"],
            name=op.f("fk_call_off_tender_id_lot_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_off")),
        sa.UniqueConstraint("lot_id", "number", name=op.f("uq_call_off_lot_id_number")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("call_off", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_call_off_lot_id"), ["lot_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_call_off_tender_id"), ["tender_id"], unique=False)

    op.create_table(
        "cancelled_lot",
        sa.Column("lot_id", AutoString(), nullable=False),
        sa.Column("cancellation_id", AutoString(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cancellation_id"], ["cancellation.id"], name=op.f("fk_cancelled_lot_cancellation_id")
        ),
        sa.ForeignKeyConstraint(["lot_id"], ["lot.id"], name=op.f("fk_cancelled_lot_lot_id")),
        sa.PrimaryKeyConstraint("lot_id", "cancellation_id", name=op.f("pk_cancelled_lot")),
        sqlite_strict=True,
    )
    op.create_table(
        "case_file",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("matter_id", AutoString(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("made_at", UTCDateTime(), nullable=False),
        sa.Column("full_sha256", AutoString(), nullable=False),
        sa.Column("masked_sha256", AutoString(), nullable=False),
        sa.Column("statement_sha256", AutoString(), nullable=False),
        sa.Column("archive_sha256", AutoString(), nullable=False),
        sa.CheckConstraint("length(full_sha256) = 64", name=op.f("ck_case_file_full_sha256")),
        sa.CheckConstraint("length(masked_sha256) = 64", name=op.f("ck_case_file_masked_sha256")),
        sa.CheckConstraint("number > 0", name=op.f("ck_case_file_number")),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_case_file_actor_id")),
        sa.ForeignKeyConstraint(
            ["archive_sha256"], ["blob.sha256"], name=op.f("fk_case_file_archive_sha256")
        ),
        sa.ForeignKeyConstraint(
            ["full_sha256"], ["blob.sha256"], name=op.f("fk_case_file_full_sha256")
        ),
        sa.ForeignKeyConstraint(
            ["masked_sha256"], ["blob.sha256"], name=op.f("fk_case_file_masked_sha256")
        ),
        sa.ForeignKeyConstraint(["matter_id"], ["matter.id"], name=op.f("fk_case_file_matter_id")),
        sa.ForeignKeyConstraint(
            ["statement_sha256"], ["blob.sha256"], name=op.f("fk_case_file_statement_sha256")
        ),
        sa.PrimaryKeyConstraint("matter_id", "number", name=op.f("pk_case_file")),
        sqlite_strict=True,
    )
    op.create_table(
        "conflict_declaration",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("tender_id", AutoString(), nullable=False),
        sa.Column("person_id", AutoString(), nullable=False),
        sa.Column("declared_at", UTCDateTime(), nullable=False),
        sa.Column("statement", AutoString(), nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["person.id"], name=op.f("fk_conflict_declaration_actor_id")
        ),
        sa.ForeignKeyConstraint(
            ["tender_id", "person_id"],
            ["panel_member.tender_id", "panel_member.person_id"],
            name=op.f("fk_conflict_declaration_tender_id_person_id"),
        ),
        sa.PrimaryKeyConstraint(
            "tender_id", "person_id", "declared_at", name=op.f("pk_conflict_declaration")
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "corrected_document",
        sa.Column("tender_id", AutoString(), nullable=False),
        sa.Column("code", AutoString(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("correction_id", AutoString(), nullable=False),
        sa.ForeignKeyConstraint(
            ["correction_id"], ["correction.id"], name=op.f("fk_corrected_document_correction_id")
        ),
        sa.ForeignKeyConstraint(
            ["tender_id", "code", "version"],
            ["tender_document.tender_id", "tender_document.code", "tender_document.version"],
            name=op.f("fk_corrected_document_tender_id_code_version"),
        ),
        sa.PrimaryKeyConstraint("tender_id", "code", "version", name=op.f("pk_corrected_document")),
        sqlite_strict=True,
    )
    op.create_table(
        "disclosure_letter",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("request_id", AutoString(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("given_at", UTCDateTime(), nullable=False),
        sa.Column("pdf_sha256", AutoString(), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_disclosure_letter_number")),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["person.id"], name=op.f("fk_disclosure_letter_actor_id")
        ),
        sa.ForeignKeyConstraint(
            ["pdf_sha256"], ["blob.sha256"], name=op.f("fk_disclosure_letter_pdf_sha256")
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["disclosure_request.id"], name=op.f("fk_disclosure_letter_request_id")
        ),
        sa.PrimaryKeyConstraint("request_id", "number", name=op.f("pk_disclosure_letter")),
        sqlite_strict=True,
    )
    op.create_table(
        "disposal",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("tender_id", AutoString(), nullable=False),
        sa.Column("decided_at", UTCDateTime(), nullable=False),
        sa.Column("approved_by", AutoString(), nullable=False),
        sa.Column("ground", AutoString(), nullable=False),
        sa.Column("due_since", sa.Date(), nullable=False),
        sa.Column("archive_sha256", AutoString(), nullable=False),
        sa.CheckConstraint("actor_id <> approved_by", name=op.f("ck_disposal_two_persons")),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_disposal_actor_id")),
        sa.ForeignKeyConstraint(
            ["approved_by"], ["person.id"], name=op.f("fk_disposal_approved_by")
        ),
        sa.ForeignKeyConstraint(
            ["tender_id", "archive_sha256"],
            ["archive_export.tender_id", "archive_export.manifest_sha256"],
            name=op.f("fk_disposal_tender_id_archive_sha256"),
        ),
        sa.ForeignKeyConstraint(["tender_id"], ["tender.id"], name=op.f("fk_disposal_tender_id")),
        sa.PrimaryKeyConstraint("tender_id", name=op.f("pk_disposal")),
        sqlite_strict=True,
    )
    op.create_table(
        "exclusion_decision",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("case_id", AutoString(), nullable=False),
        sa.Column("decided_at", UTCDateTime(), nullable=False),
        sa.Column("excluded", sa.Boolean(), nullable=False),
        sa.Column("paid", sa.Boolean(), nullable=False),
        sa.Column("self_cleaning", AutoString(), nullable=False),
        sa.Column("public_interest", sa.Boolean(), nullable=False),
        sa.Column("reason_sv", AutoString(), nullable=False),
        sa.Column("reason_en", AutoString(), nullable=False),
        sa.Column("prepared_by", AutoString(), nullable=False),
        sa.CheckConstraint(
            "self_cleaning IN ('none', 'insufficient', 'sufficient')",
            name=op.f("ck_exclusion_decision_self_cleaning"),
        ),
        sa.CheckConstraint(
            "actor_id <> prepared_by", name=op.f("ck_exclusion_decision_two_persons")
        ),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["person.id"], name=op.f("fk_exclusion_decision_actor_id")
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["exclusion_case.id"], name=op.f("fk_exclusion_decision_case_id")
        ),
        sa.ForeignKeyConstraint(
            ["prepared_by"], ["person.id"], name=op.f("fk_exclusion_decision_prepared_by")
        ),
        sa.PrimaryKeyConstraint("case_id", "decided_at", name=op.f("pk_exclusion_decision")),
        sqlite_strict=True,
    )
    op.create_table(
        "information_request",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("tender_id", AutoString(), nullable=False),
        sa.Column("lot_id", AutoString(), nullable=False),
        sa.Column("organisation_id", AutoString(), nullable=False),
        sa.Column("kind", AutoString(), nullable=False),
        sa.Column("received_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('rejection_reasons', 'relative_advantages')",
            name=op.f("ck_information_request_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["person.id"], name=op.f("fk_information_request_actor_id")
        ),
        sa.ForeignKeyConstraint(["lot_id"], ["lot.id"], name=op.f("fk_information_request_lot_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_information_request_organisation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tender_id"], ["tender.id"], name=op.f("fk_information_request_tender_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_information_request")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("information_request", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_information_request_tender_id"), ["tender_id"], unique=False
        )

    op.create_table(
        "invited",
        sa.Column("tender_id", AutoString(), nullable=False),
        sa.Column("lot_id", AutoString(), nullable=False),
        sa.Column("organisation_id", AutoString(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_invited_organisation_id")
        ),
        sa.ForeignKeyConstraint(
            ["tender_id", "lot_id"],
            ["lot.tender_id", "lot.id"],
            name=op.f("fk_invited_tender_id_lot_id"),
        ),
        sa.PrimaryKeyConstraint("tender_id", "lot_id", "organisation_id", name=op.f("pk_invited")),
        sqlite_strict=True,
    )
    op.create_table(
        "involvement_measure",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("tender_id", AutoString(), nullable=False),
        sa.Column("organisation_id", AutoString(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("taken_on", sa.Date(), nullable=False),
        sa.Column("sufficient", sa.Boolean(), nullable=False),
        sa.Column("measure_sv", AutoString(), nullable=False),
        sa.Column("measure_en", AutoString(), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_involvement_measure_number")),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["person.id"], name=op.f("fk_involvement_measure_actor_id")
        ),
        sa.ForeignKeyConstraint(
            ["tender_id", "organisation_id"],
            ["prior_involvement.tender_id", "prior_involvement.organisation_id"],
            name=op.f("fk_involvement_measure_tender_id_organisation_id"),
        ),
        sa.PrimaryKeyConstraint(
            "tender_id", "organisation_id", "number", name=op.f("pk_involvement_measure")
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "lot_tie",
        sa.Column("evaluation_id", AutoString(), nullable=False),
        sa.Column("lot_id", AutoString(), nullable=False),
        sa.Column("tied_lot_id", AutoString(), nullable=False),
        sa.CheckConstraint("lot_id <> tied_lot_id", name=op.f("ck_lot_tie_another_lot")),
        sa.ForeignKeyConstraint(
            ["evaluation_id"], ["evaluation.id"], name=op.f("fk_lot_tie_evaluation_id")
        ),
        sa.ForeignKeyConstraint(["lot_id"], ["lot.id"], name=op.f("fk_lot_tie_lot_id")),
        sa.ForeignKeyConstraint(["tied_lot_id"], ["lot.id"], name=op.f("fk_lot_tie_tied_lot_id")),
        sa.PrimaryKeyConstraint("evaluation_id", "lot_id", "tied_lot_id", name=op.f("pk_lot_tie")),
        sqlite_strict=True,
    )
    op.create_table(
        "matter_assignment",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("matter_id", AutoString(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("person_id", AutoString(), nullable=False),
        sa.Column("assigned_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_matter_assignment_number")),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["person.id"], name=op.f("fk_matter_assignment_actor_id")
        ),
        sa.ForeignKeyConstraint(
            ["matter_id"], ["matter.id"], name=op.f("fk_matter_assignment_matter_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_matter_assignment_person_id")
        ),
        sa.PrimaryKeyConstraint("matter_id", "number", name=op.f("pk_matter_assignment")),
        sqlite_strict=True,
    )
    op.create_table(
        "matter_mail",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("matter_id", AutoString(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("direction", AutoString(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("correspondent", AutoString(), nullable=False),
        sa.Column("about", AutoString(), nullable=False),
        sa.Column("document_sha256", AutoString(), nullable=True),
        sa.CheckConstraint("direction IN ('in', 'out')", name=op.f("ck_matter_mail_direction")),
        sa.CheckConstraint("number > 0", name=op.f("ck_matter_mail_number")),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_matter_mail_actor_id")),
        sa.ForeignKeyConstraint(
            ["document_sha256"], ["blob.sha256"], name=op.f("fk_matter_mail_document_sha256")
        ),
        sa.ForeignKeyConstraint(
            ["matter_id"], ["matter.id"], name=op.f("fk_matter_mail_matter_id")
        ),
        sa.PrimaryKeyConstraint("matter_id", "number", name=op.f("pk_matter_mail")),
        sqlite_strict=True,
    )
    op.create_table(
        "opening_attestation",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("tender_id", AutoString(), nullable=False),
        sa.Column("person_id", AutoString(), nullable=False),
        sa.Column("list_sha256", AutoString(), nullable=False),
        sa.Column("attested_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["person.id"], name=op.f("fk_opening_attestation_actor_id")
        ),
        sa.ForeignKeyConstraint(
            ["list_sha256"], ["blob.sha256"], name=op.f("fk_opening_attestation_list_sha256")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_opening_attestation_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["tender_id"], ["opening.tender_id"], name=op.f("fk_opening_attestation_tender_id")
        ),
        sa.PrimaryKeyConstraint("tender_id", "person_id", name=op.f("pk_opening_attestation")),
        sqlite_strict=True,
    )
    op.create_table(
        "panel_chair",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("tender_id", AutoString(), nullable=False),
        sa.Column("appointed_at", UTCDateTime(), nullable=False),
        sa.Column("person_id", AutoString(), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_panel_chair_actor_id")),
        sa.ForeignKeyConstraint(
            ["tender_id", "person_id"],
            ["panel_member.tender_id", "panel_member.person_id"],
            name=op.f("fk_panel_chair_tender_id_person_id"),
        ),
        sa.PrimaryKeyConstraint("tender_id", "appointed_at", name=op.f("pk_panel_chair")),
        sqlite_strict=True,
    )
    op.create_table(
        "panel_leave",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("tender_id", AutoString(), nullable=False),
        sa.Column("person_id", AutoString(), nullable=False),
        sa.Column("left_at", UTCDateTime(), nullable=False),
        sa.Column("reason_sv", AutoString(), nullable=False),
        sa.Column("reason_en", AutoString(), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_panel_leave_actor_id")),
        sa.ForeignKeyConstraint(
            ["tender_id", "person_id"],
            ["panel_member.tender_id", "panel_member.person_id"],
            name=op.f("fk_panel_leave_tender_id_person_id"),
        ),
        sa.PrimaryKeyConstraint("tender_id", "person_id", name=op.f("pk_panel_leave")),
        sqlite_strict=True,
    )
    op.create_table(
        "power_of_attorney",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("matter_id", AutoString(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("principal", AutoString(), nullable=False),
        sa.Column("attorney", AutoString(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("document_sha256", AutoString(), nullable=False),
        sa.CheckConstraint(
            "principal IN ('buyer', 'counterparty')", name=op.f("ck_power_of_attorney_principal")
        ),
        sa.CheckConstraint("number > 0", name=op.f("ck_power_of_attorney_number")),
        sa.CheckConstraint(
            "valid_until IS NULL OR valid_until >= valid_from",
            name=op.f("ck_power_of_attorney_valid_until"),
        ),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["person.id"], name=op.f("fk_power_of_attorney_actor_id")
        ),
        sa.ForeignKeyConstraint(
            ["document_sha256"], ["blob.sha256"], name=op.f("fk_power_of_attorney_document_sha256")
        ),
        sa.ForeignKeyConstraint(
            ["matter_id"], ["matter.id"], name=op.f("fk_power_of_attorney_matter_id")
        ),
        sa.PrimaryKeyConstraint("matter_id", "number", name=op.f("pk_power_of_attorney")),
        sqlite_strict=True,
    )
    op.create_table(
        "redone_lot",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("lot_id", AutoString(), nullable=False),
        sa.Column("redone_lot_id", AutoString(), nullable=False),
        sa.CheckConstraint("lot_id <> redone_lot_id", name=op.f("ck_redone_lot_another_lot")),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_redone_lot_actor_id")),
        sa.ForeignKeyConstraint(["lot_id"], ["lot.id"], name=op.f("fk_redone_lot_lot_id")),
        sa.ForeignKeyConstraint(
            ["redone_lot_id"], ["lot.id"], name=op.f("fk_redone_lot_redone_lot_id")
        ),
        sa.PrimaryKeyConstraint("lot_id", name=op.f("pk_redone_lot")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("redone_lot", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_redone_lot_redone_lot_id"), ["redone_lot_id"], unique=False
        )

    op.create_table(
        "requested_document",
        sa.Column("request_id", AutoString(), nullable=False),
        sa.Column("sha256", AutoString(), nullable=False),
        sa.Column("title_sv", AutoString(), nullable=False),
        sa.Column("title_en", AutoString(), nullable=False),
        sa.ForeignKeyConstraint(
            ["request_id"], ["disclosure_request.id"], name=op.f("fk_requested_document_request_id")
        ),
        sa.ForeignKeyConstraint(
            ["sha256"], ["blob.sha256"], name=op.f("fk_requested_document_sha256")
        ),
        sa.PrimaryKeyConstraint("request_id", "sha256", name=op.f("pk_requested_document")),
        sqlite_strict=True,
    )
    op.create_table(
        "score_sheet",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("lot_id", AutoString(), nullable=False),
        sa.Column("person_id", AutoString(), nullable=False),
        sa.Column("tender_id", AutoString(), nullable=False),
        sa.Column("sealed", AutoString(), nullable=False),
        sa.Column("commitment", AutoString(), nullable=False),
        sa.Column("submitted_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint("length(commitment) = 64", name=op.f("ck_score_sheet_commitment")),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_score_sheet_actor_id")),
        sa.ForeignKeyConstraint(
            ["tender_id", "lot_id"],
            ["lot.tender_id", "lot.id"],
            name=op.f("fk_score_sheet_tender_id_lot_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tender_id", "person_id"],
            ["panel_member.tender_id", "panel_member.person_id"],
            name=op.f("fk_score_sheet_tender_id_person_id"),
        ),
        sa.PrimaryKeyConstraint("lot_id", "person_id", name=op.f("pk_score_sheet")),
        sqlite_strict=True,
    )
    op.create_table(
        "sealed_withdrawal",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("bid_id", AutoString(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", UTCDateTime(), nullable=False),
        sa.Column("sender_tag", AutoString(), nullable=False),
        sa.Column("journal_seq", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("length(sender_tag) = 64", name=op.f("ck_sealed_withdrawal_sender_tag")),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["person.id"], name=op.f("fk_sealed_withdrawal_actor_id")
        ),
        sa.ForeignKeyConstraint(
            ["bid_id", "version"],
            ["sealed_bid.bid_id", "sealed_bid.version"],
            name=op.f("fk_sealed_withdrawal_bid_id_version"),
        ),
        sa.PrimaryKeyConstraint("bid_id", name=op.f("pk_sealed_withdrawal")),
        sa.UniqueConstraint("journal_seq", name=op.f("uq_sealed_withdrawal_journal_seq")),
        sqlite_strict=True,
    )
    op.create_table(
        "selected_candidate",
        sa.Column("selection_id", AutoString(), nullable=False),
        sa.Column("lot_id", AutoString(), nullable=False),
        sa.Column("organisation_id", AutoString(), nullable=False),
        sa.Column("qualified", sa.Boolean(), nullable=False),
        sa.Column("selected", sa.Boolean(), nullable=False),
        sa.Column("reason_sv", AutoString(), nullable=False),
        sa.Column("reason_en", AutoString(), nullable=False),
        sa.CheckConstraint(
            "NOT selected OR qualified", name=op.f("ck_selected_candidate_selected_is_qualified")
        ),
        sa.ForeignKeyConstraint(["lot_id"], ["lot.id"], name=op.f("fk_selected_candidate_lot_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_selected_candidate_organisation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["selection_id"], ["selection.id"], name=op.f("fk_selected_candidate_selection_id")
        ),
        sa.PrimaryKeyConstraint(
            "selection_id", "lot_id", "organisation_id", name=op.f("pk_selected_candidate")
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "sent_notice",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("notice_id", AutoString(), nullable=False),
        sa.Column("sent_at", UTCDateTime(), nullable=False),
        sa.Column("reference", AutoString(), nullable=False),
        sa.Column("content_sha256", AutoString(), nullable=False),
        sa.CheckConstraint("reference <> ''", name=op.f("ck_sent_notice_reference")),
        sa.CheckConstraint(
            "length(content_sha256) = 64", name=op.f("ck_sent_notice_content_sha256")
        ),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_sent_notice_actor_id")),
        sa.ForeignKeyConstraint(
            ["content_sha256"], ["blob.sha256"], name=op.f("fk_sent_notice_content_sha256")
        ),
        sa.ForeignKeyConstraint(
            ["notice_id"], ["owed_notice.id"], name=op.f("fk_sent_notice_notice_id")
        ),
        sa.PrimaryKeyConstraint("notice_id", name=op.f("pk_sent_notice")),
        sqlite_strict=True,
    )
    op.create_table(
        "sheet_opening",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("lot_id", AutoString(), nullable=False),
        sa.Column("opened_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["person.id"], name=op.f("fk_sheet_opening_actor_id")
        ),
        sa.ForeignKeyConstraint(["lot_id"], ["lot.id"], name=op.f("fk_sheet_opening_lot_id")),
        sa.PrimaryKeyConstraint("lot_id", name=op.f("pk_sheet_opening")),
        sqlite_strict=True,
    )
    op.create_table(
        "tender_opener",
        sa.Column("tender_id", AutoString(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("key_id", AutoString(), nullable=False),
        sa.Column("outsider", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["key_id"], ["opener_key.id"], name=op.f("fk_tender_opener_key_id")
        ),
        sa.ForeignKeyConstraint(
            ["tender_id", "number"],
            ["opener_appointment.tender_id", "opener_appointment.number"],
            name=op.f("fk_tender_opener_tender_id_number"),
        ),
        sa.PrimaryKeyConstraint("tender_id", "number", "key_id", name=op.f("pk_tender_opener")),
        sqlite_strict=True,
    )
    op.create_table(
        "unreadable_bid",
        sa.Column("bid_id", AutoString(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("tender_id", AutoString(), nullable=False),
        sa.Column("lot_id", AutoString(), nullable=False),
        sa.Column("organisation_id", AutoString(), nullable=False),
        sa.Column("code", AutoString(), nullable=False),
        sa.Column("note_sv", AutoString(), nullable=False),
        sa.Column("note_en", AutoString(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_unreadable_bid_organisation_id")
        ),
        sa.ForeignKeyConstraint(
            ["tender_id", "bid_id", "version"],
            ["sealed_bid.tender_id", "sealed_bid.bid_id", "sealed_bid.version"],
            name=op.f("fk_unreadable_bid_tender_id_bid_id_version"),
        ),
        sa.ForeignKeyConstraint(
            ["tender_id", "lot_id"],
            ["lot.tender_id", "lot.id"],
            name=op.f("fk_unreadable_bid_tender_id_lot_id"),
        ),
        sa.PrimaryKeyConstraint("bid_id", name=op.f("pk_unreadable_bid")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("unreadable_bid", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_unreadable_bid_tender_id"), ["tender_id"], unique=False
        )

    op.create_table(
        "admission_decision",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("application_id", AutoString(), nullable=False),
        sa.Column("approved", sa.Boolean(), nullable=False),
        sa.Column("ground", AutoString(), nullable=True),
        sa.Column("decided_at", UTCDateTime(), nullable=False),
        sa.Column("prepared_by", AutoString(), nullable=False),
        sa.Column("reason_sv", AutoString(), nullable=False),
        sa.Column("reason_en", AutoString(), nullable=False),
        sa.CheckConstraint(
            "NOT approved OR ground IS NULL", name=op.f("ck_admission_decision_excluded_is_refused")
        ),
        sa.CheckConstraint(
            "actor_id <> prepared_by", name=op.f("ck_admission_decision_two_persons")
        ),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["person.id"], name=op.f("fk_admission_decision_actor_id")
        ),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_admission_decision_application_id"),
        ),
        sa.ForeignKeyConstraint(
            ["prepared_by"], ["person.id"], name=op.f("fk_admission_decision_prepared_by")
        ),
        sa.PrimaryKeyConstraint("application_id", name=op.f("pk_admission_decision")),
        sqlite_strict=True,
    )
    op.create_table(
        "bid_file",
        sa.Column("bid_id", AutoString(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", AutoString(), nullable=False),
        sa.Column("media_type", AutoString(), nullable=False),
        sa.Column("sha256", AutoString(), nullable=False),
        sa.Column("refused", AutoString(), nullable=False),
        sa.Column("note_sv", AutoString(), nullable=False),
        sa.Column("note_en", AutoString(), nullable=False),
        sa.CheckConstraint(
            "(refused = '') = (note_sv = '') AND (refused = '') = (note_en = '')",
            name=op.f("ck_bid_file_refused"),
        ),
        sa.CheckConstraint("number > 0", name=op.f("ck_bid_file_number")),
        sa.ForeignKeyConstraint(["bid_id"], ["bid.id"], name=op.f("fk_bid_file_bid_id")),
        sa.ForeignKeyConstraint(["sha256"], ["blob.sha256"], name=op.f("fk_bid_file_sha256")),
        sa.PrimaryKeyConstraint("bid_id", "number", name=op.f("pk_bid_file")),
        sqlite_strict=True,
    )
    op.create_table(
        "call_off_offer",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("call_off_id", AutoString(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("organisation_id", AutoString(), nullable=False),
        sa.Column("offered_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint("place > 0", name=op.f("ck_call_off_offer_place")),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["person.id"], name=op.f("fk_call_off_offer_actor_id")
        ),
        sa.ForeignKeyConstraint(
            ["call_off_id"], ["call_off.id"], name=op.f("fk_call_off_offer_call_off_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_call_off_offer_organisation_id")
        ),
        sa.PrimaryKeyConstraint("call_off_id", "place", name=op.f("pk_call_off_offer")),
        sqlite_strict=True,
    )
    op.create_table(
        "completion",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("application_id", AutoString(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("asked_at", UTCDateTime(), nullable=False),
        sa.Column("answer_by", sa.Date(), nullable=False),
        sa.Column("question_sv", AutoString(), nullable=False),
        sa.Column("question_en", AutoString(), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_completion_number")),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_completion_actor_id")),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_completion_application_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_completion")),
        sa.UniqueConstraint(
            "application_id", "number", name=op.f("uq_completion_application_id_number")
        ),
        sqlite_strict=True,
    )
    with op.batch_alter_table("completion", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_completion_application_id"), ["application_id"], unique=False
        )

    op.create_table(
        "consensus_score",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("bid_id", AutoString(), nullable=False),
        sa.Column("criterion", AutoString(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("lot_id", AutoString(), nullable=False),
        sa.Column("points", AutoString(), nullable=False),
        sa.Column("reason_sv", AutoString(), nullable=False),
        sa.Column("reason_en", AutoString(), nullable=False),
        sa.Column("agreed_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint(
            "length(reason_sv) > 0 AND length(reason_en) > 0",
            name=op.f("ck_consensus_score_reason"),
        ),
        sa.CheckConstraint("version > 0", name=op.f("ck_consensus_score_version")),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["person.id"], name=op.f("fk_consensus_score_actor_id")
        ),
        sa.ForeignKeyConstraint(
            ["lot_id", "bid_id"],
            ["bid.lot_id", "bid.id"],
            name=op.f("fk_consensus_score_lot_id_bid_id"),
        ),
        sa.ForeignKeyConstraint(
            ["lot_id"], ["sheet_opening.lot_id"], name=op.f("fk_consensus_score_lot_id")
        ),
        sa.PrimaryKeyConstraint("bid_id", "criterion", "version", name=op.f("pk_consensus_score")),
        sqlite_strict=True,
    )
    op.create_table(
        "court_act",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("matter_id", AutoString(), nullable=False),
        sa.Column("court", AutoString(), nullable=False),
        sa.Column("kind", AutoString(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("dispatched_on", sa.Date(), nullable=True),
        sa.Column("case_number", AutoString(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("disregard_bid_id", AutoString(), nullable=True),
        sa.Column("returns_to", AutoString(), nullable=True),
        sa.Column("amount", sa.Integer(), nullable=True),
        sa.Column("document_sha256", AutoString(), nullable=True),
        sa.Column("summary_sv", AutoString(), nullable=False),
        sa.Column("summary_en", AutoString(), nullable=False),
        sa.CheckConstraint(
            "(kind = 'correction') = (returns_to IS NOT NULL)",
            name=op.f("ck_court_act_returns_to_of_correction"),
        ),
        sa.CheckConstraint(
            "amount IS NULL OR (kind = 'granted' AND amount > 0)", name=op.f("ck_court_act_amount")
        ),
        sa.CheckConstraint(
            "court IN ('FR', 'KR', 'HFD', 'TR', 'HovR', 'HD', 'KKV')",
            name=op.f("ck_court_act_court"),
        ),
        sa.CheckConstraint(
            "disregard_bid_id IS NULL OR kind = 'correction'",
            name=op.f("ck_court_act_disregard_in_correction"),
        ),
        sa.CheckConstraint("due_on IS NULL OR kind = 'served'", name=op.f("ck_court_act_due_on")),
        sa.CheckConstraint(
            "kind IN ('served', 'statement_sent', 'new_grounds', 'withdrawn', 'appealed', 'interim_order', 'interim_lifted', 'standstill_lifted', 'waived', 'performance_stopped', 'performance_resumed', 'leave_granted', 'leave_refused', 'remanded', 'upheld', 'rejected', 'dismissed', 'struck_out', 'correction', 'redo', 'ineffective', 'contract_stands', 'granted')",
            name=op.f("ck_court_act_kind"),
        ),
        sa.CheckConstraint(
            "kind NOT IN ('waived', 'standstill_lifted') OR document_sha256 IS NOT NULL",
            name=op.f("ck_court_act_leave_on_file"),
        ),
        sa.CheckConstraint(
            "returns_to IN ('qualification', 'evaluation', 'decision')",
            name=op.f("ck_court_act_returns_to"),
        ),
        sa.CheckConstraint(
            "dispatched_on IS NULL OR dispatched_on >= decided_on",
            name=op.f("ck_court_act_dispatched_on"),
        ),
        sa.CheckConstraint("number > 0", name=op.f("ck_court_act_number")),
        sa.CheckConstraint("version > 0", name=op.f("ck_court_act_version")),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_court_act_actor_id")),
        sa.ForeignKeyConstraint(
            ["disregard_bid_id"], ["bid.id"], name=op.f("fk_court_act_disregard_bid_id")
        ),
        sa.ForeignKeyConstraint(
            ["document_sha256"], ["blob.sha256"], name=op.f("fk_court_act_document_sha256")
        ),
        sa.ForeignKeyConstraint(["matter_id"], ["matter.id"], name=op.f("fk_court_act_matter_id")),
        sa.PrimaryKeyConstraint("id", "version", name=op.f("pk_court_act")),
        sa.UniqueConstraint(
            "matter_id",
            "court",
            "kind",
            "decided_on",
            "number",
            "version",
            name=op.f("uq_court_act_matter_id_court_kind_decided_on_number_version"),
        ),
        sqlite_strict=True,
    )
    with op.batch_alter_table("court_act", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_court_act_matter_id"), ["matter_id"], unique=False)

    op.create_table(
        "court_check",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("lot_id", AutoString(), nullable=False),
        sa.Column("decision_id", AutoString(), nullable=False),
        sa.Column("court", AutoString(), nullable=False),
        sa.Column("checked_at", UTCDateTime(), nullable=False),
        sa.Column("answer", AutoString(), nullable=False),
        sa.Column("case_number", AutoString(), nullable=True),
        sa.CheckConstraint("answer IN ('nothing', 'pending')", name=op.f("ck_court_check_answer")),
        sa.CheckConstraint(
            "court IN ('FR', 'KR', 'HFD', 'TR', 'HovR', 'HD', 'KKV')",
            name=op.f("ck_court_check_court"),
        ),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_court_check_actor_id")),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["award_decision.id"], name=op.f("fk_court_check_decision_id")
        ),
        sa.ForeignKeyConstraint(["lot_id"], ["lot.id"], name=op.f("fk_court_check_lot_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_court_check")),
        sa.UniqueConstraint(
            "lot_id",
            "decision_id",
            "court",
            "checked_at",
            name=op.f("uq_court_check_lot_id_decision_id_court_checked_at"),
        ),
        sqlite_strict=True,
    )
    with op.batch_alter_table("court_check", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_court_check_lot_id"), ["lot_id"], unique=False)

    op.create_table(
        "declared_conflict",
        sa.Column("tender_id", AutoString(), nullable=False),
        sa.Column("person_id", AutoString(), nullable=False),
        sa.Column("declared_at", UTCDateTime(), nullable=False),
        sa.Column("organisation_id", AutoString(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_declared_conflict_organisation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tender_id", "person_id", "declared_at"],
            [
                "conflict_declaration.tender_id",
                "conflict_declaration.person_id",
                "conflict_declaration.declared_at",
            ],
            name=op.f("fk_declared_conflict_tender_id_person_id_declared_at"),
        ),
        sa.PrimaryKeyConstraint(
            "tender_id",
            "person_id",
            "declared_at",
            "organisation_id",
            name=op.f("pk_declared_conflict"),
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "disclosure_decision",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("request_id", AutoString(), nullable=False),
        sa.Column("sha256", AutoString(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("outcome", AutoString(), nullable=False),
        sa.Column("decided_at", UTCDateTime(), nullable=False),
        sa.Column("cite", AutoString(), nullable=True),
        sa.Column("reason_sv", AutoString(), nullable=False),
        sa.Column("reason_en", AutoString(), nullable=False),
        sa.Column("copy_sha256", AutoString(), nullable=True),
        sa.CheckConstraint(
            "(outcome = 'given') = (cite IS NULL)", name=op.f("ck_disclosure_decision_cite")
        ),
        sa.CheckConstraint(
            "(outcome = 'refused') = (copy_sha256 IS NULL)",
            name=op.f("ck_disclosure_decision_copy"),
        ),
        sa.CheckConstraint(
            "outcome <> 'given' OR copy_sha256 = sha256",
            name=op.f("ck_disclosure_decision_given_whole"),
        ),
        sa.CheckConstraint(
            "outcome IN ('given', 'masked', 'refused')", name=op.f("ck_disclosure_decision_outcome")
        ),
        sa.CheckConstraint("number > 0", name=op.f("ck_disclosure_decision_number")),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["person.id"], name=op.f("fk_disclosure_decision_actor_id")
        ),
        sa.ForeignKeyConstraint(
            ["copy_sha256"], ["blob.sha256"], name=op.f("fk_disclosure_decision_copy_sha256")
        ),
        sa.ForeignKeyConstraint(
            ["request_id", "sha256"],
            ["requested_document.request_id", "requested_document.sha256"],
            name=op.f("fk_disclosure_decision_request_id_sha256"),
        ),
        sa.PrimaryKeyConstraint(
            "request_id", "sha256", "number", name=op.f("pk_disclosure_decision")
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "disposed_blob",
        sa.Column("tender_id", AutoString(), nullable=False),
        sa.Column("sha256", AutoString(), nullable=False),
        sa.Column("removed_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["sha256"], ["blob.sha256"], name=op.f("fk_disposed_blob_sha256")),
        sa.ForeignKeyConstraint(
            ["tender_id"], ["disposal.tender_id"], name=op.f("fk_disposed_blob_tender_id")
        ),
        sa.PrimaryKeyConstraint("tender_id", "sha256", name=op.f("pk_disposed_blob")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("disposed_blob", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_disposed_blob_sha256"), ["sha256"], unique=False)

    op.create_table(
        "evaluated_lot",
        sa.Column("evaluation_id", AutoString(), nullable=False),
        sa.Column("lot_id", AutoString(), nullable=False),
        sa.Column("winner_bid_id", AutoString(), nullable=True),
        sa.Column("draw_seed", AutoString(), nullable=True),
        sa.Column("combination", AutoString(), nullable=True),
        sa.CheckConstraint(
            "draw_seed IS NULL OR length(draw_seed) = 64", name=op.f("ck_evaluated_lot_draw_seed")
        ),
        sa.ForeignKeyConstraint(
            ["evaluation_id"], ["evaluation.id"], name=op.f("fk_evaluated_lot_evaluation_id")
        ),
        sa.ForeignKeyConstraint(
            ["lot_id", "winner_bid_id"],
            ["bid.lot_id", "bid.id"],
            name=op.f("fk_evaluated_lot_lot_id_winner_bid_id"),
        ),
        sa.ForeignKeyConstraint(["lot_id"], ["lot.id"], name=op.f("fk_evaluated_lot_lot_id")),
        sa.PrimaryKeyConstraint("evaluation_id", "lot_id", name=op.f("pk_evaluated_lot")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("evaluated_lot", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_evaluated_lot_lot_id"), ["lot_id"], unique=False)

    op.create_table(
        "evidence",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("tender_id", AutoString(), nullable=False),
        sa.Column("organisation_id", AutoString(), nullable=False),
        sa.Column("bid_id", AutoString(), nullable=True),
        sa.Column("kind", AutoString(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("summary", AutoString(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("number IS NULL OR number >= 0", name=op.f("ck_evidence_number")),
        sa.CheckConstraint(
            "valid_until IS NULL OR valid_until >= issued_on", name=op.f("ck_evidence_valid_until")
        ),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_evidence_actor_id")),
        sa.ForeignKeyConstraint(["bid_id"], ["bid.id"], name=op.f("fk_evidence_bid_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_evidence_organisation_id")
        ),
        sa.ForeignKeyConstraint(["tender_id"], ["tender.id"], name=op.f("fk_evidence_tender_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_evidence_tender_id"), ["tender_id"], unique=False)

    op.create_table(
        "inquiry",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("tender_id", AutoString(), nullable=False),
        sa.Column("organisation_id", AutoString(), nullable=False),
        sa.Column("kind", AutoString(), nullable=False),
        sa.Column("bid_id", AutoString(), nullable=True),
        sa.Column("requirement_id", AutoString(), nullable=True),
        sa.Column("exclusion_case_id", AutoString(), nullable=True),
        sa.Column("question_sv", AutoString(), nullable=False),
        sa.Column("question_en", AutoString(), nullable=False),
        sa.Column("asked_at", UTCDateTime(), nullable=False),
        sa.Column("answer_by", sa.Date(), nullable=False),
        sa.CheckConstraint(
            "(kind = 'hearing') = (exclusion_case_id IS NOT NULL)", name=op.f("ck_inquiry_hearing")
        ),
        sa.CheckConstraint(
            "kind = 'hearing' OR bid_id IS NOT NULL", name=op.f("ck_inquiry_about_bid")
        ),
        sa.CheckConstraint(
            "kind IN ('clarification', 'completion', 'price_explanation', 'hearing', 'evidence')",
            name=op.f("ck_inquiry_kind"),
        ),
        sa.CheckConstraint(
            "kind NOT IN ('completion', 'evidence') OR requirement_id IS NOT NULL",
            name=op.f("ck_inquiry_about_requirement"),
        ),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_inquiry_actor_id")),
        sa.ForeignKeyConstraint(
            ["bid_id", "organisation_id"],
            ["bid.id", "bid.organisation_id"],
            name=op.f("fk_inquiry_bid_id_organisation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["exclusion_case_id"], ["exclusion_case.id"], name=op.f("fk_inquiry_exclusion_case_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_inquiry_organisation_id")
        ),
        sa.ForeignKeyConstraint(
            ["requirement_id"], ["requirement.id"], name=op.f("fk_inquiry_requirement_id")
        ),
        sa.ForeignKeyConstraint(["tender_id"], ["tender.id"], name=op.f("fk_inquiry_tender_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inquiry")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("inquiry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_inquiry_tender_id"), ["tender_id"], unique=False)

    op.create_table(
        "matter_ground",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("matter_id", AutoString(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", AutoString(), nullable=False),
        sa.Column("bid_id", AutoString(), nullable=True),
        sa.Column("raised_on", sa.Date(), nullable=False),
        sa.Column("text_sv", AutoString(), nullable=False),
        sa.Column("text_en", AutoString(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('winner_not_qualified', 'winner_to_be_excluded', 'requirement_not_met', 'own_bid_wrongly_rejected', 'evaluation_wrong', 'abnormally_low', 'documents_unclear', 'requirement_disproportionate', 'reasons_insufficient', 'conflict_of_interest', 'cancellation_unfounded', 'unlawful_direct_award', 'other')",
            name=op.f("ck_matter_ground_kind"),
        ),
        sa.CheckConstraint("number > 0", name=op.f("ck_matter_ground_number")),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["person.id"], name=op.f("fk_matter_ground_actor_id")
        ),
        sa.ForeignKeyConstraint(["bid_id"], ["bid.id"], name=op.f("fk_matter_ground_bid_id")),
        sa.ForeignKeyConstraint(
            ["matter_id"], ["matter.id"], name=op.f("fk_matter_ground_matter_id")
        ),
        sa.PrimaryKeyConstraint("matter_id", "number", name=op.f("pk_matter_ground")),
        sqlite_strict=True,
    )
    op.create_table(
        "opened_bid",
        sa.Column("bid_id", AutoString(), nullable=False),
        sa.Column("lot_id", AutoString(), nullable=False),
        sa.Column("price", sa.BigInteger(), nullable=False),
        sa.Column("levels", sa.JSON(), nullable=False),
        sa.Column("at_fte_tenths", sa.Integer(), nullable=False),
        sa.CheckConstraint("at_fte_tenths >= 0", name=op.f("ck_opened_bid_at_fte_tenths")),
        sa.CheckConstraint("price > 0", name=op.f("ck_opened_bid_price")),
        sa.ForeignKeyConstraint(
            ["lot_id", "bid_id"], ["bid.lot_id", "bid.id"], name=op.f("fk_opened_bid_lot_id_bid_id")
        ),
        sa.PrimaryKeyConstraint("bid_id", name=op.f("pk_opened_bid")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("opened_bid", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_opened_bid_lot_id"), ["lot_id"], unique=False)

    op.create_table(
        "opener_rehearsal",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("tender_id", AutoString(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("first_key_id", AutoString(), nullable=False),
        sa.Column("second_key_id", AutoString(), nullable=False),
        sa.Column("proved_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint(
            "first_key_id < second_key_id", name=op.f("ck_opener_rehearsal_two_keys")
        ),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["person.id"], name=op.f("fk_opener_rehearsal_actor_id")
        ),
        sa.ForeignKeyConstraint(
            ["tender_id", "number", "first_key_id"],
            ["tender_opener.tender_id", "tender_opener.number", "tender_opener.key_id"],
            name=op.f("fk_opener_rehearsal_tender_id_number_first_key_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tender_id", "number", "second_key_id"],
            ["tender_opener.tender_id", "tender_opener.number", "tender_opener.key_id"],
            name=op.f("fk_opener_rehearsal_tender_id_number_second_key_id"),
        ),
        sa.PrimaryKeyConstraint(
            "tender_id",
            "number",
            "first_key_id",
            "second_key_id",
            "proved_at",
            name=op.f("pk_opener_rehearsal"),
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "prolonged_decision",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("application_id", AutoString(), nullable=False),
        sa.Column("prolonged_at", UTCDateTime(), nullable=False),
        sa.Column("reason_sv", AutoString(), nullable=False),
        sa.Column("reason_en", AutoString(), nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["person.id"], name=op.f("fk_prolonged_decision_actor_id")
        ),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_prolonged_decision_application_id"),
        ),
        sa.PrimaryKeyConstraint("application_id", name=op.f("pk_prolonged_decision")),
        sqlite_strict=True,
    )
    op.create_table(
        "published_notice",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("notice_id", AutoString(), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["person.id"], name=op.f("fk_published_notice_actor_id")
        ),
        sa.ForeignKeyConstraint(
            ["notice_id"], ["sent_notice.notice_id"], name=op.f("fk_published_notice_notice_id")
        ),
        sa.PrimaryKeyConstraint("notice_id", name=op.f("pk_published_notice")),
        sqlite_strict=True,
    )
    op.create_table(
        "score",
        sa.Column("lot_id", AutoString(), nullable=False),
        sa.Column("person_id", AutoString(), nullable=False),
        sa.Column("bid_id", AutoString(), nullable=False),
        sa.Column("criterion", AutoString(), nullable=False),
        sa.Column("points", AutoString(), nullable=False),
        sa.Column("reason", AutoString(), nullable=False),
        sa.ForeignKeyConstraint(
            ["lot_id", "bid_id"], ["bid.lot_id", "bid.id"], name=op.f("fk_score_lot_id_bid_id")
        ),
        sa.ForeignKeyConstraint(
            ["lot_id", "person_id"],
            ["score_sheet.lot_id", "score_sheet.person_id"],
            name=op.f("fk_score_lot_id_person_id"),
        ),
        sa.PrimaryKeyConstraint(
            "lot_id", "person_id", "bid_id", "criterion", name=op.f("pk_score")
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "secrecy_test",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("request_id", AutoString(), nullable=False),
        sa.Column("tested_at", UTCDateTime(), nullable=False),
        sa.Column("reason_sv", AutoString(), nullable=False),
        sa.Column("reason_en", AutoString(), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_secrecy_test_actor_id")),
        sa.ForeignKeyConstraint(
            ["request_id"], ["information_request.id"], name=op.f("fk_secrecy_test_request_id")
        ),
        sa.PrimaryKeyConstraint("request_id", name=op.f("pk_secrecy_test")),
        sqlite_strict=True,
    )
    op.create_table(
        "self_declaration",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("bid_id", AutoString(), nullable=False),
        sa.Column("requirement_id", AutoString(), nullable=False),
        sa.Column("declared_at", UTCDateTime(), nullable=False),
        sa.Column("met", sa.Boolean(), nullable=False),
        sa.Column("statement", AutoString(), nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["person.id"], name=op.f("fk_self_declaration_actor_id")
        ),
        sa.ForeignKeyConstraint(["bid_id"], ["bid.id"], name=op.f("fk_self_declaration_bid_id")),
        sa.ForeignKeyConstraint(
            ["requirement_id"], ["requirement.id"], name=op.f("fk_self_declaration_requirement_id")
        ),
        sa.PrimaryKeyConstraint(
            "bid_id", "requirement_id", "declared_at", name=op.f("pk_self_declaration")
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "stricter_date",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("lot_id", AutoString(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("decision_id", AutoString(), nullable=False),
        sa.Column("set_at", UTCDateTime(), nullable=False),
        sa.Column("not_before", sa.Date(), nullable=False),
        sa.Column("approved_by", AutoString(), nullable=True),
        sa.Column("reason_sv", AutoString(), nullable=False),
        sa.Column("reason_en", AutoString(), nullable=False),
        sa.CheckConstraint(
            "approved_by IS NULL OR actor_id <> approved_by",
            name=op.f("ck_stricter_date_two_persons"),
        ),
        sa.CheckConstraint("number > 0", name=op.f("ck_stricter_date_number")),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["person.id"], name=op.f("fk_stricter_date_actor_id")
        ),
        sa.ForeignKeyConstraint(
            ["approved_by"], ["person.id"], name=op.f("fk_stricter_date_approved_by")
        ),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["award_decision.id"], name=op.f("fk_stricter_date_decision_id")
        ),
        sa.ForeignKeyConstraint(["lot_id"], ["lot.id"], name=op.f("fk_stricter_date_lot_id")),
        sa.PrimaryKeyConstraint("lot_id", "number", name=op.f("pk_stricter_date")),
        sqlite_strict=True,
    )
    op.create_table(
        "validity_answer",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("request_id", AutoString(), nullable=False),
        sa.Column("bid_id", AutoString(), nullable=False),
        sa.Column("extended", sa.Boolean(), nullable=False),
        sa.Column("answered_at", UTCDateTime(), nullable=False),
        sa.Column("statement", AutoString(), nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["person.id"], name=op.f("fk_validity_answer_actor_id")
        ),
        sa.ForeignKeyConstraint(["bid_id"], ["bid.id"], name=op.f("fk_validity_answer_bid_id")),
        sa.ForeignKeyConstraint(
            ["request_id"], ["validity_request.id"], name=op.f("fk_validity_answer_request_id")
        ),
        sa.PrimaryKeyConstraint("request_id", "bid_id", name=op.f("pk_validity_answer")),
        sqlite_strict=True,
    )
    op.create_table(
        "admission_exit",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("application_id", AutoString(), nullable=False),
        sa.Column("exited_at", UTCDateTime(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("cause", AutoString(), nullable=False),
        sa.Column("reason_sv", AutoString(), nullable=False),
        sa.Column("reason_en", AutoString(), nullable=False),
        sa.CheckConstraint(
            "cause IN ('own_request', 'no_longer_qualifies', 'breach', 'ceased')",
            name=op.f("ck_admission_exit_cause"),
        ),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["person.id"], name=op.f("fk_admission_exit_actor_id")
        ),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["admission_decision.application_id"],
            name=op.f("fk_admission_exit_application_id"),
        ),
        sa.PrimaryKeyConstraint("application_id", name=op.f("pk_admission_exit")),
        sqlite_strict=True,
    )
    op.create_table(
        "application_check",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("application_id", AutoString(), nullable=False),
        sa.Column("requirement_id", AutoString(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("met", sa.Boolean(), nullable=False),
        sa.Column("evidence_id", AutoString(), nullable=True),
        sa.Column("checked_at", UTCDateTime(), nullable=False),
        sa.Column("note_sv", AutoString(), nullable=False),
        sa.Column("note_en", AutoString(), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_application_check_number")),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["person.id"], name=op.f("fk_application_check_actor_id")
        ),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_application_check_application_id")
        ),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["evidence.id"], name=op.f("fk_application_check_evidence_id")
        ),
        sa.ForeignKeyConstraint(
            ["requirement_id"], ["requirement.id"], name=op.f("fk_application_check_requirement_id")
        ),
        sa.PrimaryKeyConstraint(
            "application_id", "requirement_id", "number", name=op.f("pk_application_check")
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "awarded_lot",
        sa.Column("decision_id", AutoString(), nullable=False),
        sa.Column("lot_id", AutoString(), nullable=False),
        sa.Column("bid_id", AutoString(), nullable=False),
        sa.Column("evaluation_id", AutoString(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["award_decision.id"], name=op.f("fk_awarded_lot_decision_id")
        ),
        sa.ForeignKeyConstraint(
            ["evaluation_id", "lot_id"],
            ["evaluated_lot.evaluation_id", "evaluated_lot.lot_id"],
            name=op.f("fk_awarded_lot_evaluation_id_lot_id"),
        ),
        sa.ForeignKeyConstraint(
            ["lot_id", "bid_id"],
            ["bid.lot_id", "bid.id"],
            name=op.f("fk_awarded_lot_lot_id_bid_id"),
        ),
        sa.PrimaryKeyConstraint("decision_id", "lot_id", name=op.f("pk_awarded_lot")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("awarded_lot", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_awarded_lot_lot_id"), ["lot_id"], unique=False)

    op.create_table(
        "call_off_answer",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("call_off_id", AutoString(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("accepted", sa.Boolean(), nullable=False),
        sa.Column("answered_at", UTCDateTime(), nullable=False),
        sa.Column("reason_sv", AutoString(), nullable=False),
        sa.Column("reason_en", AutoString(), nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["person.id"], name=op.f("fk_call_off_answer_actor_id")
        ),
        sa.ForeignKeyConstraint(
            ["call_off_id", "place"],
            ["call_off_offer.call_off_id", "call_off_offer.place"],
            name=op.f("fk_call_off_answer_call_off_id_place"),
        ),
        sa.PrimaryKeyConstraint("call_off_id", "place", name=op.f("pk_call_off_answer")),
        sqlite_strict=True,
    )
    op.create_table(
        "choice_contract",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("application_id", AutoString(), nullable=False),
        sa.Column("number", AutoString(), nullable=False),
        sa.Column("rendered_at", UTCDateTime(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("pdf_sha256", AutoString(), nullable=False),
        sa.Column("text_sha256", AutoString(), nullable=False),
        sa.CheckConstraint("length(pdf_sha256) = 64", name=op.f("ck_choice_contract_pdf_sha256")),
        sa.CheckConstraint("length(text_sha256) = 64", name=op.f("ck_choice_contract_text_sha256")),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["person.id"], name=op.f("fk_choice_contract_actor_id")
        ),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["admission_decision.application_id"],
            name=op.f("fk_choice_contract_application_id"),
        ),
        sa.ForeignKeyConstraint(
            ["pdf_sha256"], ["blob.sha256"], name=op.f("fk_choice_contract_pdf_sha256")
        ),
        sa.PrimaryKeyConstraint("application_id", name=op.f("pk_choice_contract")),
        sa.UniqueConstraint(
            "application_id",
            "pdf_sha256",
            name=op.f("uq_choice_contract_application_id_pdf_sha256"),
        ),
        sa.UniqueConstraint("number", name=op.f("uq_choice_contract_number")),
        sqlite_strict=True,
    )
    op.create_table(
        "clearing",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("lot_id", AutoString(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("decision_id", AutoString(), nullable=False),
        sa.Column("kind", AutoString(), nullable=False),
        sa.Column("tied_lot_id", AutoString(), nullable=True),
        sa.Column("act_id", AutoString(), nullable=True),
        sa.Column("act_version", sa.Integer(), nullable=True),
        sa.Column("cleared_at", UTCDateTime(), nullable=False),
        sa.Column("approved_by", AutoString(), nullable=False),
        sa.Column("ground_sv", AutoString(), nullable=False),
        sa.Column("ground_en", AutoString(), nullable=False),
        sa.CheckConstraint(
            "(kind = 'tie') = (tied_lot_id IS NOT NULL) AND (kind = 'remand') = (act_id IS NOT NULL) AND (act_id IS NULL) = (act_version IS NULL)",
            name=op.f("ck_clearing_subject"),
        ),
        sa.CheckConstraint("kind IN ('tie', 'remand')", name=op.f("ck_clearing_kind")),
        sa.CheckConstraint("actor_id <> approved_by", name=op.f("ck_clearing_two_persons")),
        sa.CheckConstraint("number > 0", name=op.f("ck_clearing_number")),
        sa.ForeignKeyConstraint(
            ["act_id", "act_version"],
            ["court_act.id", "court_act.version"],
            name=op.f("fk_clearing_act_id_act_version"),
        ),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_clearing_actor_id")),
        sa.ForeignKeyConstraint(
            ["approved_by"], ["person.id"], name=op.f("fk_clearing_approved_by")
        ),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["award_decision.id"], name=op.f("fk_clearing_decision_id")
        ),
        sa.ForeignKeyConstraint(["lot_id"], ["lot.id"], name=op.f("fk_clearing_lot_id")),
        sa.ForeignKeyConstraint(["tied_lot_id"], ["lot.id"], name=op.f("fk_clearing_tied_lot_id")),
        sa.PrimaryKeyConstraint("lot_id", "number", name=op.f("pk_clearing")),
        sqlite_strict=True,
    )
    op.create_table(
        "completion_reply",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("completion_id", AutoString(), nullable=False),
        sa.Column("replied_at", UTCDateTime(), nullable=False),
        sa.Column("text", AutoString(), nullable=False),
        sa.Column("sha256", AutoString(), nullable=True),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["person.id"], name=op.f("fk_completion_reply_actor_id")
        ),
        sa.ForeignKeyConstraint(
            ["completion_id"], ["completion.id"], name=op.f("fk_completion_reply_completion_id")
        ),
        sa.ForeignKeyConstraint(
            ["sha256"], ["blob.sha256"], name=op.f("fk_completion_reply_sha256")
        ),
        sa.PrimaryKeyConstraint("completion_id", name=op.f("pk_completion_reply")),
        sqlite_strict=True,
    )
    op.create_table(
        "control",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("bid_id", AutoString(), nullable=False),
        sa.Column("requirement_id", AutoString(), nullable=False),
        sa.Column("evaluation_id", AutoString(), nullable=False),
        sa.Column("checked_at", UTCDateTime(), nullable=False),
        sa.Column("outcome", AutoString(), nullable=False),
        sa.Column("evidence_id", AutoString(), nullable=True),
        sa.Column("note_sv", AutoString(), nullable=False),
        sa.Column("note_en", AutoString(), nullable=False),
        sa.CheckConstraint(
            "outcome = 'failed' OR evidence_id IS NOT NULL",
            name=op.f("ck_control_passed_needs_evidence"),
        ),
        sa.CheckConstraint("outcome IN ('passed', 'failed')", name=op.f("ck_control_outcome")),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_control_actor_id")),
        sa.ForeignKeyConstraint(["bid_id"], ["bid.id"], name=op.f("fk_control_bid_id")),
        sa.ForeignKeyConstraint(
            ["evaluation_id"], ["evaluation.id"], name=op.f("fk_control_evaluation_id")
        ),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["evidence.id"], name=op.f("fk_control_evidence_id")
        ),
        sa.ForeignKeyConstraint(
            ["requirement_id"], ["requirement.id"], name=op.f("fk_control_requirement_id")
        ),
        sa.PrimaryKeyConstraint(
            "bid_id", "requirement_id", "evaluation_id", "checked_at", name=op.f("pk_control")
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "court_act_lot",
        sa.Column("act_id", AutoString(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("lot_id", AutoString(), nullable=False),
        sa.ForeignKeyConstraint(
            ["act_id", "version"],
            ["court_act.id", "court_act.version"],
            name=op.f("fk_court_act_lot_act_id_version"),
        ),
        sa.ForeignKeyConstraint(["lot_id"], ["lot.id"], name=op.f("fk_court_act_lot_lot_id")),
        sa.PrimaryKeyConstraint("act_id", "version", "lot_id", name=op.f("pk_court_act_lot")),
        sqlite_strict=True,
    )
    op.create_table(
        "evaluated_bid",
        sa.Column("evaluation_id", AutoString(), nullable=False),
        sa.Column("bid_id", AutoString(), nullable=False),
        sa.Column("lot_id", AutoString(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=True),
        sa.Column("comparison", AutoString(), nullable=True),
        sa.Column("price_points", AutoString(), nullable=True),
        sa.Column("quality", AutoString(), nullable=True),
        sa.Column("standing", AutoString(), nullable=False),
        sa.Column("draw_ticket", AutoString(), nullable=True),
        sa.Column("note_sv", AutoString(), nullable=False),
        sa.Column("note_en", AutoString(), nullable=False),
        sa.CheckConstraint(
            "(place IS NULL) = (standing = 'disregarded')", name=op.f("ck_evaluated_bid_place")
        ),
        sa.CheckConstraint(
            "standing IN ('winner', 'ranked', 'passed_over', 'disregarded')",
            name=op.f("ck_evaluated_bid_standing"),
        ),
        sa.CheckConstraint(
            "draw_ticket IS NULL OR length(draw_ticket) = 64",
            name=op.f("ck_evaluated_bid_draw_ticket"),
        ),
        sa.CheckConstraint(
            "place IS NULL OR comparison IS NOT NULL", name=op.f("ck_evaluated_bid_compared")
        ),
        sa.ForeignKeyConstraint(
            ["evaluation_id", "lot_id"],
            ["evaluated_lot.evaluation_id", "evaluated_lot.lot_id"],
            name=op.f("fk_evaluated_bid_evaluation_id_lot_id"),
        ),
        sa.ForeignKeyConstraint(
            ["lot_id", "bid_id"],
            ["bid.lot_id", "bid.id"],
            name=op.f("fk_evaluated_bid_lot_id_bid_id"),
        ),
        sa.PrimaryKeyConstraint("evaluation_id", "bid_id", name=op.f("pk_evaluated_bid")),
        sqlite_strict=True,
    )
    op.create_table(
        "masked_field",
        sa.Column("request_id", AutoString(), nullable=False),
        sa.Column("field", AutoString(), nullable=False),
        sa.Column("cite", AutoString(), nullable=False),
        sa.Column("reason_sv", AutoString(), nullable=False),
        sa.Column("reason_en", AutoString(), nullable=False),
        sa.ForeignKeyConstraint(
            ["request_id"], ["secrecy_test.request_id"], name=op.f("fk_masked_field_request_id")
        ),
        sa.PrimaryKeyConstraint("request_id", "field", name=op.f("pk_masked_field")),
        sqlite_strict=True,
    )
    op.create_table(
        "masked_range",
        sa.Column("request_id", AutoString(), nullable=False),
        sa.Column("sha256", AutoString(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("first_page", sa.Integer(), nullable=False),
        sa.Column("last_page", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "first_page > 0 AND last_page >= first_page", name=op.f("ck_masked_range_pages")
        ),
        sa.ForeignKeyConstraint(
            ["request_id", "sha256", "number"],
            [
                "disclosure_decision.request_id",
                "disclosure_decision.sha256",
                "disclosure_decision.number",
            ],
            name=op.f("fk_masked_range_request_id_sha256_number"),
        ),
        sa.PrimaryKeyConstraint(
            "request_id", "sha256", "number", "first_page", name=op.f("pk_masked_range")
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "non_choice_option",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("tender_id", AutoString(), nullable=False),
        sa.Column("lot_id", AutoString(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", AutoString(), nullable=False),
        sa.Column("application_id", AutoString(), nullable=True),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("rule_sv", AutoString(), nullable=False),
        sa.Column("rule_en", AutoString(), nullable=False),
        sa.CheckConstraint(
            "kind <> 'named' OR application_id IS NOT NULL", name=op.f("ck_non_choice_option_named")
        ),
        sa.CheckConstraint(
            "kind IN ('own_service', 'named', 'in_turn')", name=op.f("ck_non_choice_option_kind")
        ),
        sa.CheckConstraint("number > 0", name=op.f("ck_non_choice_option_number")),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["person.id"], name=op.f("fk_non_choice_option_actor_id")
        ),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["admission_decision.application_id"],
            name=op.f("fk_non_choice_option_application_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tender_id", "lot_id"],
            ["lot.tender_id", "lot.id"],
            name=op.f("fk_non_choice_option_tender_id_lot_id"),
        ),
        sa.PrimaryKeyConstraint("tender_id", "lot_id", "number", name=op.f("pk_non_choice_option")),
        sqlite_strict=True,
    )
    op.create_table(
        "outgoing",
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("tender_id", AutoString(), nullable=False),
        sa.Column("kind", AutoString(), nullable=False),
        sa.Column("organisation_id", AutoString(), nullable=False),
        sa.Column("owed_since", UTCDateTime(), nullable=False),
        sa.Column("decision_id", AutoString(), nullable=True),
        sa.Column("withdrawal_id", AutoString(), nullable=True),
        sa.Column("cancellation_id", AutoString(), nullable=True),
        sa.Column("inquiry_id", AutoString(), nullable=True),
        sa.Column("exclusion_case_id", AutoString(), nullable=True),
        sa.Column("request_id", AutoString(), nullable=True),
        sa.Column("invitation_id", AutoString(), nullable=True),
        sa.Column("selection_id", AutoString(), nullable=True),
        sa.Column("answer_id", AutoString(), nullable=True),
        sa.Column("validity_id", AutoString(), nullable=True),
        sa.Column("admission_id", AutoString(), nullable=True),
        sa.Column("completion_id", AutoString(), nullable=True),
        sa.Column("call_off_id", AutoString(), nullable=True),
        sa.CheckConstraint(
            "(kind = 'award') = (decision_id IS NOT NULL) AND (kind = 'withdrawal') = (withdrawal_id IS NOT NULL) AND (kind = 'cancellation') = (cancellation_id IS NOT NULL) AND (kind = 'inquiry') = (inquiry_id IS NOT NULL) AND (kind = 'exclusion') = (exclusion_case_id IS NOT NULL) AND (kind = 'information') = (request_id IS NOT NULL) AND (kind = 'invitation') = (invitation_id IS NOT NULL) AND (kind = 'selection') = (selection_id IS NOT NULL) AND (kind = 'answer') = (answer_id IS NOT NULL) AND (kind = 'validity') = (validity_id IS NOT NULL) AND (kind = 'admission') = (admission_id IS NOT NULL) AND (kind = 'completion') = (completion_id IS NOT NULL) AND (kind = 'call_off') = (call_off_id IS NOT NULL)",
            name=op.f("ck_outgoing_subject"),
        ),
        sa.CheckConstraint(
            "kind IN ('award', 'withdrawal', 'cancellation', 'inquiry', 'exclusion', 'information', 'invitation', 'selection', 'answer', 'validity', 'admission', 'completion', 'call_off')",
            name=op.f("ck_outgoing_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["admission_id"],
            ["admission_decision.application_id"],
            name=op.f("fk_outgoing_admission_id"),
        ),
        sa.ForeignKeyConstraint(["answer_id"], ["answer.id"], name=op.f("fk_outgoing_answer_id")),
        sa.ForeignKeyConstraint(
            ["call_off_id"], ["call_off.id"], name=op.f("fk_outgoing_call_off_id")
        ),
        sa.ForeignKeyConstraint(
            ["cancellation_id"], ["cancellation.id"], name=op.f("fk_outgoing_cancellation_id")
        ),
        sa.ForeignKeyConstraint(
            ["completion_id"], ["completion.id"], name=op.f("fk_outgoing_completion_id")
        ),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["award_decision.id"], name=op.f("fk_outgoing_decision_id")
        ),
        sa.ForeignKeyConstraint(
            ["exclusion_case_id"], ["exclusion_case.id"], name=op.f("fk_outgoing_exclusion_case_id")
        ),
        sa.ForeignKeyConstraint(
            ["inquiry_id"], ["inquiry.id"], name=op.f("fk_outgoing_inquiry_id")
        ),
        sa.ForeignKeyConstraint(
            ["invitation_id"], ["publication.tender_id"], name=op.f("fk_outgoing_invitation_id")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_outgoing_organisation_id")
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["information_request.id"], name=op.f("fk_outgoing_request_id")
        ),
        sa.ForeignKeyConstraint(
            ["selection_id"], ["selection.id"], name=op.f("fk_outgoing_selection_id")
        ),
        sa.ForeignKeyConstraint(["tender_id"], ["tender.id"], name=op.f("fk_outgoing_tender_id")),
        sa.ForeignKeyConstraint(
            ["validity_id"], ["validity_request.id"], name=op.f("fk_outgoing_validity_id")
        ),
        sa.ForeignKeyConstraint(
            ["withdrawal_id"], ["withdrawal.id"], name=op.f("fk_outgoing_withdrawal_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outgoing")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("outgoing", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_outgoing_decision_id"), ["decision_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_outgoing_tender_id"), ["tender_id"], unique=False)

    op.create_table(
        "price_decision",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("bid_id", AutoString(), nullable=False),
        sa.Column("decided_at", UTCDateTime(), nullable=False),
        sa.Column("lot_id", AutoString(), nullable=False),
        sa.Column("inquiry_id", AutoString(), nullable=False),
        sa.Column("accepted", sa.Boolean(), nullable=False),
        sa.Column("reason_sv", AutoString(), nullable=False),
        sa.Column("reason_en", AutoString(), nullable=False),
        sa.Column("prepared_by", AutoString(), nullable=False),
        sa.CheckConstraint("actor_id <> prepared_by", name=op.f("ck_price_decision_two_persons")),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["person.id"], name=op.f("fk_price_decision_actor_id")
        ),
        sa.ForeignKeyConstraint(
            ["inquiry_id"], ["inquiry.id"], name=op.f("fk_price_decision_inquiry_id")
        ),
        sa.ForeignKeyConstraint(
            ["lot_id", "bid_id"],
            ["bid.lot_id", "bid.id"],
            name=op.f("fk_price_decision_lot_id_bid_id"),
        ),
        sa.ForeignKeyConstraint(
            ["prepared_by"], ["person.id"], name=op.f("fk_price_decision_prepared_by")
        ),
        sa.PrimaryKeyConstraint("bid_id", "decided_at", name=op.f("pk_price_decision")),
        sqlite_strict=True,
    )
    op.create_table(
        "provider_profile",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("application_id", AutoString(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("stated_at", UTCDateTime(), nullable=False),
        sa.Column("address", AutoString(), nullable=False),
        sa.Column("phone", AutoString(), nullable=False),
        sa.Column("languages", AutoString(), nullable=False),
        sa.Column("accessibility_sv", AutoString(), nullable=False),
        sa.Column("accessibility_en", AutoString(), nullable=False),
        sa.Column("profile_sv", AutoString(), nullable=False),
        sa.Column("profile_en", AutoString(), nullable=False),
        sa.CheckConstraint("version > 0", name=op.f("ck_provider_profile_version")),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["person.id"], name=op.f("fk_provider_profile_actor_id")
        ),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["admission_decision.application_id"],
            name=op.f("fk_provider_profile_application_id"),
        ),
        sa.PrimaryKeyConstraint("application_id", "version", name=op.f("pk_provider_profile")),
        sqlite_strict=True,
    )
    op.create_table(
        "reply",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("inquiry_id", AutoString(), nullable=False),
        sa.Column("received_at", UTCDateTime(), nullable=False),
        sa.Column("text", AutoString(), nullable=False),
        sa.Column("file_sha256", AutoString(), nullable=True),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_reply_actor_id")),
        sa.ForeignKeyConstraint(
            ["file_sha256"], ["blob.sha256"], name=op.f("fk_reply_file_sha256")
        ),
        sa.ForeignKeyConstraint(["inquiry_id"], ["inquiry.id"], name=op.f("fk_reply_inquiry_id")),
        sa.PrimaryKeyConstraint("inquiry_id", "received_at", name=op.f("pk_reply")),
        sqlite_strict=True,
    )
    op.create_table(
        "awarded_bid",
        sa.Column("decision_id", AutoString(), nullable=False),
        sa.Column("lot_id", AutoString(), nullable=False),
        sa.Column("bid_id", AutoString(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.CheckConstraint("place > 0", name=op.f("ck_awarded_bid_place")),
        sa.ForeignKeyConstraint(
            ["decision_id", "lot_id"],
            ["awarded_lot.decision_id", "awarded_lot.lot_id"],
            name=op.f("fk_awarded_bid_decision_id_lot_id"),
        ),
        sa.ForeignKeyConstraint(
            ["lot_id", "bid_id"],
            ["bid.lot_id", "bid.id"],
            name=op.f("fk_awarded_bid_lot_id_bid_id"),
        ),
        sa.PrimaryKeyConstraint("decision_id", "lot_id", "bid_id", name=op.f("pk_awarded_bid")),
        sa.UniqueConstraint(
            "decision_id", "lot_id", "place", name=op.f("uq_awarded_bid_decision_id_lot_id_place")
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "call_off_decision",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("call_off_id", AutoString(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("decided_at", UTCDateTime(), nullable=False),
        sa.Column("prepared_by", AutoString(), nullable=False),
        sa.CheckConstraint(
            "actor_id <> prepared_by", name=op.f("ck_call_off_decision_two_persons")
        ),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["person.id"], name=op.f("fk_call_off_decision_actor_id")
        ),
        sa.ForeignKeyConstraint(
            ["call_off_id", "place"],
            ["call_off_answer.call_off_id", "call_off_answer.place"],
            name=op.f("fk_call_off_decision_call_off_id_place"),
        ),
        sa.ForeignKeyConstraint(
            ["prepared_by"], ["person.id"], name=op.f("fk_call_off_decision_prepared_by")
        ),
        sa.PrimaryKeyConstraint("call_off_id", name=op.f("pk_call_off_decision")),
        sqlite_strict=True,
    )
    op.create_table(
        "choice_signature",
        sa.Column("method", AutoString(), nullable=False),
        sa.Column("signed_sha256", AutoString(), nullable=False),
        sa.Column("validation_sha256", AutoString(), nullable=True),
        sa.Column("certificate_sha256", AutoString(), nullable=True),
        sa.Column("level", AutoString(), nullable=True),
        sa.Column("stated_at", UTCDateTime(), nullable=True),
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("application_id", AutoString(), nullable=False),
        sa.Column("party", AutoString(), nullable=False),
        sa.Column("signatory_name", AutoString(), nullable=False),
        sa.Column("signed_at", UTCDateTime(), nullable=False),
        sa.Column("pdf_sha256", AutoString(), nullable=False),
        sa.CheckConstraint(
            "(method = 'paper') = (validation_sha256 IS NULL) AND (method = 'paper') = (certificate_sha256 IS NULL)",
            name=op.f("ck_choice_signature_validated"),
        ),
        sa.CheckConstraint(
            "level IN ('B-B', 'B-T', 'B-LT')", name=op.f("ck_choice_signature_level")
        ),
        sa.CheckConstraint(
            "method IN ('pades', 'remote', 'paper')", name=op.f("ck_choice_signature_method")
        ),
        sa.CheckConstraint(
            "party IN ('provider', 'buyer')", name=op.f("ck_choice_signature_party")
        ),
        sa.CheckConstraint(
            "length(certificate_sha256) = 64", name=op.f("ck_choice_signature_certificate_sha256")
        ),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["person.id"], name=op.f("fk_choice_signature_actor_id")
        ),
        sa.ForeignKeyConstraint(
            ["application_id", "pdf_sha256"],
            ["choice_contract.application_id", "choice_contract.pdf_sha256"],
            name=op.f("fk_choice_signature_application_id_pdf_sha256"),
        ),
        sa.ForeignKeyConstraint(
            ["signed_sha256"], ["blob.sha256"], name=op.f("fk_choice_signature_signed_sha256")
        ),
        sa.ForeignKeyConstraint(
            ["validation_sha256"],
            ["blob.sha256"],
            name=op.f("fk_choice_signature_validation_sha256"),
        ),
        sa.PrimaryKeyConstraint("application_id", "party", name=op.f("pk_choice_signature")),
        sqlite_strict=True,
    )
    op.create_table(
        "dispatch",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("outgoing_id", AutoString(), nullable=False),
        sa.Column("dispatched_at", UTCDateTime(), nullable=False),
        sa.Column("channel", AutoString(), nullable=False),
        sa.Column("transport", AutoString(), nullable=False),
        sa.Column("address", AutoString(), nullable=False),
        sa.Column("message_id", AutoString(), nullable=False),
        sa.Column("proof", AutoString(), nullable=False),
        sa.Column("pdf_sha256", AutoString(), nullable=False),
        sa.Column("message_sha256", AutoString(), nullable=True),
        sa.Column("stated_last_day", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "(transport = 'mail') = (channel = 'post')", name=op.f("ck_dispatch_way_out")
        ),
        sa.CheckConstraint(
            "(transport = 'smtp') = (message_sha256 IS NOT NULL)", name=op.f("ck_dispatch_message")
        ),
        sa.CheckConstraint("channel IN ('electronic', 'post')", name=op.f("ck_dispatch_channel")),
        sa.CheckConstraint(
            "transport IN ('smtp', 'folder', 'mail')", name=op.f("ck_dispatch_transport")
        ),
        sa.CheckConstraint("length(pdf_sha256) = 64", name=op.f("ck_dispatch_pdf_sha256")),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_dispatch_actor_id")),
        sa.ForeignKeyConstraint(
            ["message_sha256"], ["blob.sha256"], name=op.f("fk_dispatch_message_sha256")
        ),
        sa.ForeignKeyConstraint(
            ["outgoing_id"], ["outgoing.id"], name=op.f("fk_dispatch_outgoing_id")
        ),
        sa.ForeignKeyConstraint(
            ["pdf_sha256"], ["blob.sha256"], name=op.f("fk_dispatch_pdf_sha256")
        ),
        sa.PrimaryKeyConstraint("outgoing_id", name=op.f("pk_dispatch")),
        sqlite_strict=True,
    )
    op.create_table(
        "withdrawn_lot",
        sa.Column("decision_id", AutoString(), nullable=False),
        sa.Column("lot_id", AutoString(), nullable=False),
        sa.Column("withdrawal_id", AutoString(), nullable=False),
        sa.ForeignKeyConstraint(
            ["decision_id", "lot_id"],
            ["awarded_lot.decision_id", "awarded_lot.lot_id"],
            name=op.f("fk_withdrawn_lot_decision_id_lot_id"),
        ),
        sa.ForeignKeyConstraint(
            ["withdrawal_id"], ["withdrawal.id"], name=op.f("fk_withdrawn_lot_withdrawal_id")
        ),
        sa.PrimaryKeyConstraint("decision_id", "lot_id", name=op.f("pk_withdrawn_lot")),
        sqlite_strict=True,
    )
    op.create_table(
        "contract",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("tender_id", AutoString(), nullable=False),
        sa.Column("lot_id", AutoString(), nullable=False),
        sa.Column("decision_id", AutoString(), nullable=False),
        sa.Column("organisation_id", AutoString(), nullable=False),
        sa.Column("bid_id", AutoString(), nullable=False),
        sa.Column("number", AutoString(), nullable=False),
        sa.Column("rendered_at", UTCDateTime(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("lawful_from", sa.Date(), nullable=False),
        sa.Column("price", sa.BigInteger(), nullable=False),
        sa.Column("pdf_sha256", AutoString(), nullable=False),
        sa.Column("text_sha256", AutoString(), nullable=False),
        sa.CheckConstraint("ends_on > starts_on", name=op.f("ck_contract_term")),
        sa.CheckConstraint("length(pdf_sha256) = 64", name=op.f("ck_contract_pdf_sha256")),
        sa.CheckConstraint("length(text_sha256) = 64", name=op.f("ck_contract_text_sha256")),
        sa.CheckConstraint("price > 0", name=op.f("ck_contract_price")),
        sa.CheckConstraint("version > 0", name=op.f("ck_contract_version")),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_contract_actor_id")),
        sa.ForeignKeyConstraint(
            ["bid_id", "organisation_id"],
            ["bid.id", "bid.organisation_id"],
            name=op.f("fk_contract_bid_id_organisation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["decision_id", "lot_id", "bid_id"],
            ["awarded_bid.decision_id", "awarded_bid.lot_id", "awarded_bid.bid_id"],
            name=op.f("fk_contract_decision_id_lot_id_bid_id"),
        ),
        sa.ForeignKeyConstraint(
            ["pdf_sha256"], ["blob.sha256"], name=op.f("fk_contract_pdf_sha256")
        ),
        sa.ForeignKeyConstraint(["tender_id"], ["tender.id"], name=op.f("fk_contract_tender_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contract")),
        sa.UniqueConstraint(
            "decision_id",
            "lot_id",
            "bid_id",
            "version",
            name=op.f("uq_contract_decision_id_lot_id_bid_id_version"),
        ),
        sa.UniqueConstraint("id", "pdf_sha256", name=op.f("uq_contract_id_pdf_sha256")),
        sa.UniqueConstraint("number", name=op.f("uq_contract_number")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("contract", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contract_lot_id"), ["lot_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_contract_organisation_id"), ["organisation_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_contract_tender_id"), ["tender_id"], unique=False)

    op.create_table(
        "contract_seal",
        sa.Column("method", AutoString(), nullable=False),
        sa.Column("signed_sha256", AutoString(), nullable=False),
        sa.Column("validation_sha256", AutoString(), nullable=True),
        sa.Column("certificate_sha256", AutoString(), nullable=True),
        sa.Column("level", AutoString(), nullable=True),
        sa.Column("stated_at", UTCDateTime(), nullable=True),
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("contract_id", AutoString(), nullable=False),
        sa.Column("sealed_at", UTCDateTime(), nullable=False),
        sa.Column("organisation", AutoString(), nullable=False),
        sa.CheckConstraint(
            "(method = 'paper') = (validation_sha256 IS NULL) AND (method = 'paper') = (certificate_sha256 IS NULL)",
            name=op.f("ck_contract_seal_validated"),
        ),
        sa.CheckConstraint("level IN ('B-B', 'B-T', 'B-LT')", name=op.f("ck_contract_seal_level")),
        sa.CheckConstraint("method <> 'paper'", name=op.f("ck_contract_seal_electronic")),
        sa.CheckConstraint(
            "method IN ('pades', 'remote', 'paper')", name=op.f("ck_contract_seal_method")
        ),
        sa.CheckConstraint(
            "length(certificate_sha256) = 64", name=op.f("ck_contract_seal_certificate_sha256")
        ),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["person.id"], name=op.f("fk_contract_seal_actor_id")
        ),
        sa.ForeignKeyConstraint(
            ["contract_id"], ["contract.id"], name=op.f("fk_contract_seal_contract_id")
        ),
        sa.ForeignKeyConstraint(
            ["signed_sha256"], ["blob.sha256"], name=op.f("fk_contract_seal_signed_sha256")
        ),
        sa.ForeignKeyConstraint(
            ["validation_sha256"], ["blob.sha256"], name=op.f("fk_contract_seal_validation_sha256")
        ),
        sa.PrimaryKeyConstraint("contract_id", name=op.f("pk_contract_seal")),
        sqlite_strict=True,
    )
    op.create_table(
        "delivery_report",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("contract_id", AutoString(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("submitted_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["person.id"], name=op.f("fk_delivery_report_actor_id")
        ),
        sa.ForeignKeyConstraint(
            ["contract_id"], ["contract.id"], name=op.f("fk_delivery_report_contract_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery_report")),
        sa.UniqueConstraint(
            "contract_id",
            "month",
            "version",
            name=op.f("uq_delivery_report_contract_id_month_version"),
        ),
        sqlite_strict=True,
    )
    with op.batch_alter_table("delivery_report", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_delivery_report_contract_id"), ["contract_id"], unique=False
        )

    op.create_table(
        "finding",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("audit_id", AutoString(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("contract_id", AutoString(), nullable=False),
        sa.Column("check_id", AutoString(), nullable=False),
        sa.Column("severity", AutoString(), nullable=False),
        sa.Column("text_sv", AutoString(), nullable=False),
        sa.Column("text_en", AutoString(), nullable=False),
        sa.Column("clause", AutoString(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "severity IN ('minor', 'notable', 'serious', 'critical')",
            name=op.f("ck_finding_severity"),
        ),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_finding_actor_id")),
        sa.ForeignKeyConstraint(["audit_id"], ["audit.id"], name=op.f("fk_finding_audit_id")),
        sa.ForeignKeyConstraint(
            ["contract_id"], ["contract.id"], name=op.f("fk_finding_contract_id")
        ),
        sa.PrimaryKeyConstraint("audit_id", "number", name=op.f("pk_finding")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("finding", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_finding_contract_id"), ["contract_id"], unique=False)

    op.create_table(
        "kpi_result",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("contract_id", AutoString(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("kpi", AutoString(), nullable=False),
        sa.Column("numerator", sa.BigInteger(), nullable=False),
        sa.Column("denominator", sa.BigInteger(), nullable=False),
        sa.Column("colour", AutoString(), nullable=False),
        sa.Column("measured_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint(
            "colour IN ('green', 'yellow', 'red', 'none')", name=op.f("ck_kpi_result_colour")
        ),
        sa.CheckConstraint("denominator >= 0", name=op.f("ck_kpi_result_denominator")),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_kpi_result_actor_id")),
        sa.ForeignKeyConstraint(
            ["contract_id"], ["contract.id"], name=op.f("fk_kpi_result_contract_id")
        ),
        sa.PrimaryKeyConstraint("contract_id", "month", "kpi", name=op.f("pk_kpi_result")),
        sqlite_strict=True,
    )
    op.create_table(
        "reviewed_lot",
        sa.Column("matter_id", AutoString(), nullable=False),
        sa.Column("lot_id", AutoString(), nullable=False),
        sa.Column("decision_id", AutoString(), nullable=True),
        sa.Column("cancellation_id", AutoString(), nullable=True),
        sa.Column("contract_id", AutoString(), nullable=True),
        sa.CheckConstraint(
            "CASE WHEN decision_id IS NULL THEN 0 ELSE 1 END + CASE WHEN cancellation_id IS NULL THEN 0 ELSE 1 END + CASE WHEN contract_id IS NULL THEN 0 ELSE 1 END <= 1",
            name=op.f("ck_reviewed_lot_one_target"),
        ),
        sa.ForeignKeyConstraint(
            ["cancellation_id"], ["cancellation.id"], name=op.f("fk_reviewed_lot_cancellation_id")
        ),
        sa.ForeignKeyConstraint(
            ["contract_id"], ["contract.id"], name=op.f("fk_reviewed_lot_contract_id")
        ),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["award_decision.id"], name=op.f("fk_reviewed_lot_decision_id")
        ),
        sa.ForeignKeyConstraint(["lot_id"], ["lot.id"], name=op.f("fk_reviewed_lot_lot_id")),
        sa.ForeignKeyConstraint(
            ["matter_id"], ["matter.id"], name=op.f("fk_reviewed_lot_matter_id")
        ),
        sa.PrimaryKeyConstraint("matter_id", "lot_id", name=op.f("pk_reviewed_lot")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("reviewed_lot", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reviewed_lot_lot_id"), ["lot_id"], unique=False)

    op.create_table(
        "signature",
        sa.Column("method", AutoString(), nullable=False),
        sa.Column("signed_sha256", AutoString(), nullable=False),
        sa.Column("validation_sha256", AutoString(), nullable=True),
        sa.Column("certificate_sha256", AutoString(), nullable=True),
        sa.Column("level", AutoString(), nullable=True),
        sa.Column("stated_at", UTCDateTime(), nullable=True),
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("contract_id", AutoString(), nullable=False),
        sa.Column("party", AutoString(), nullable=False),
        sa.Column("signatory_name", AutoString(), nullable=False),
        sa.Column("signed_at", UTCDateTime(), nullable=False),
        sa.Column("pdf_sha256", AutoString(), nullable=False),
        sa.CheckConstraint(
            "(method = 'paper') = (validation_sha256 IS NULL) AND (method = 'paper') = (certificate_sha256 IS NULL)",
            name=op.f("ck_signature_validated"),
        ),
        sa.CheckConstraint("level IN ('B-B', 'B-T', 'B-LT')", name=op.f("ck_signature_level")),
        sa.CheckConstraint(
            "method IN ('pades', 'remote', 'paper')", name=op.f("ck_signature_method")
        ),
        sa.CheckConstraint("party IN ('provider', 'buyer')", name=op.f("ck_signature_party")),
        sa.CheckConstraint(
            "length(certificate_sha256) = 64", name=op.f("ck_signature_certificate_sha256")
        ),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_signature_actor_id")),
        sa.ForeignKeyConstraint(
            ["contract_id", "pdf_sha256"],
            ["contract.id", "contract.pdf_sha256"],
            name=op.f("fk_signature_contract_id_pdf_sha256"),
        ),
        sa.ForeignKeyConstraint(
            ["signed_sha256"], ["blob.sha256"], name=op.f("fk_signature_signed_sha256")
        ),
        sa.ForeignKeyConstraint(
            ["validation_sha256"], ["blob.sha256"], name=op.f("fk_signature_validation_sha256")
        ),
        sa.PrimaryKeyConstraint("contract_id", "party", name=op.f("pk_signature")),
        sqlite_strict=True,
    )
    op.create_table(
        "signing_declined",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("contract_id", AutoString(), nullable=False),
        sa.Column("party", AutoString(), nullable=False),
        sa.Column("declined_at", UTCDateTime(), nullable=False),
        sa.Column("reason", AutoString(), nullable=False),
        sa.CheckConstraint(
            "party IN ('provider', 'buyer')", name=op.f("ck_signing_declined_party")
        ),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["person.id"], name=op.f("fk_signing_declined_actor_id")
        ),
        sa.ForeignKeyConstraint(
            ["contract_id"], ["contract.id"], name=op.f("fk_signing_declined_contract_id")
        ),
        sa.PrimaryKeyConstraint("contract_id", "party", name=op.f("pk_signing_declined")),
        sqlite_strict=True,
    )
    op.create_table(
        "signing_order",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("contract_id", AutoString(), nullable=False),
        sa.Column("pdf_sha256", AutoString(), nullable=False),
        sa.Column("party", AutoString(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("person_id", AutoString(), nullable=False),
        sa.Column("ordered_at", UTCDateTime(), nullable=False),
        sa.Column("expires_at", UTCDateTime(), nullable=False),
        sa.Column("digest", AutoString(), nullable=False),
        sa.Column("prepared_sha256", AutoString(), nullable=False),
        sa.Column("state_sha256", AutoString(), nullable=False),
        sa.CheckConstraint("party IN ('provider', 'buyer')", name=op.f("ck_signing_order_party")),
        sa.CheckConstraint("length(digest) = 64", name=op.f("ck_signing_order_digest")),
        sa.CheckConstraint("number > 0", name=op.f("ck_signing_order_number")),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["person.id"], name=op.f("fk_signing_order_actor_id")
        ),
        sa.ForeignKeyConstraint(
            ["contract_id", "pdf_sha256"],
            ["contract.id", "contract.pdf_sha256"],
            name=op.f("fk_signing_order_contract_id_pdf_sha256"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_signing_order_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["prepared_sha256"], ["blob.sha256"], name=op.f("fk_signing_order_prepared_sha256")
        ),
        sa.ForeignKeyConstraint(
            ["state_sha256"], ["blob.sha256"], name=op.f("fk_signing_order_state_sha256")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signing_order")),
        sa.UniqueConstraint(
            "contract_id", "party", "number", name=op.f("uq_signing_order_contract_id_party_number")
        ),
        sqlite_strict=True,
    )
    with op.batch_alter_table("signing_order", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_signing_order_contract_id"), ["contract_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_signing_order_person_id"), ["person_id"], unique=False)

    op.create_table(
        "docket_correction",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("id", AutoString(), nullable=False),
        sa.Column("tender_id", AutoString(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("corrected_at", UTCDateTime(), nullable=False),
        sa.Column("approved_by", AutoString(), nullable=False),
        sa.Column("reason_sv", AutoString(), nullable=False),
        sa.Column("reason_en", AutoString(), nullable=False),
        sa.Column("matter_id", AutoString(), nullable=True),
        sa.Column("lot_id", AutoString(), nullable=True),
        sa.Column("act_id", AutoString(), nullable=True),
        sa.Column("act_version", sa.Integer(), nullable=True),
        sa.Column("check_id", AutoString(), nullable=True),
        sa.CheckConstraint(
            "CASE WHEN matter_id IS NULL THEN 0 ELSE 1 END + CASE WHEN act_id IS NULL THEN 0 ELSE 1 END + CASE WHEN check_id IS NULL THEN 0 ELSE 1 END = 1 AND (lot_id IS NULL OR matter_id IS NOT NULL) AND (act_id IS NULL) = (act_version IS NULL)",
            name=op.f("ck_docket_correction_one_thing"),
        ),
        sa.CheckConstraint(
            "actor_id <> approved_by", name=op.f("ck_docket_correction_two_persons")
        ),
        sa.CheckConstraint("number > 0", name=op.f("ck_docket_correction_number")),
        sa.ForeignKeyConstraint(
            ["act_id", "act_version"],
            ["court_act.id", "court_act.version"],
            name=op.f("fk_docket_correction_act_id_act_version"),
        ),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["person.id"], name=op.f("fk_docket_correction_actor_id")
        ),
        sa.ForeignKeyConstraint(
            ["approved_by"], ["person.id"], name=op.f("fk_docket_correction_approved_by")
        ),
        sa.ForeignKeyConstraint(
            ["check_id"], ["court_check.id"], name=op.f("fk_docket_correction_check_id")
        ),
        sa.ForeignKeyConstraint(
            ["matter_id", "lot_id"],
            ["reviewed_lot.matter_id", "reviewed_lot.lot_id"],
            name=op.f("fk_docket_correction_matter_id_lot_id"),
        ),
        sa.ForeignKeyConstraint(
            ["matter_id"], ["matter.id"], name=op.f("fk_docket_correction_matter_id")
        ),
        sa.ForeignKeyConstraint(
            ["tender_id"], ["tender.id"], name=op.f("fk_docket_correction_tender_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_docket_correction")),
        sa.UniqueConstraint(
            "tender_id", "number", name=op.f("uq_docket_correction_tender_id_number")
        ),
        sqlite_strict=True,
    )
    with op.batch_alter_table("docket_correction", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_docket_correction_tender_id"), ["tender_id"], unique=False
        )

    op.create_table(
        "report_section",
        sa.Column("report_id", AutoString(), nullable=False),
        sa.Column("section", AutoString(), nullable=False),
        sa.Column("row_count", sa.Integer(), nullable=False),
        sa.Column("parquet_sha256", AutoString(), nullable=False),
        sa.CheckConstraint(
            "section IN ('participants', 'staff', 'lines')", name=op.f("ck_report_section_section")
        ),
        sa.CheckConstraint("row_count >= 0", name=op.f("ck_report_section_row_count")),
        sa.ForeignKeyConstraint(
            ["parquet_sha256"], ["blob.sha256"], name=op.f("fk_report_section_parquet_sha256")
        ),
        sa.ForeignKeyConstraint(
            ["report_id"], ["delivery_report.id"], name=op.f("fk_report_section_report_id")
        ),
        sa.PrimaryKeyConstraint("report_id", "section", name=op.f("pk_report_section")),
        sqlite_strict=True,
    )
    op.create_table(
        "signing_outcome",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("order_id", AutoString(), nullable=False),
        sa.Column("outcome", AutoString(), nullable=False),
        sa.Column("ended_at", UTCDateTime(), nullable=False),
        sa.Column("signed_sha256", AutoString(), nullable=True),
        sa.Column("validation_sha256", AutoString(), nullable=True),
        sa.Column("reason_sv", AutoString(), nullable=False),
        sa.Column("reason_en", AutoString(), nullable=False),
        sa.CheckConstraint(
            "outcome <> 'not_accepted' OR signed_sha256 IS NOT NULL",
            name=op.f("ck_signing_outcome_kept"),
        ),
        sa.CheckConstraint(
            "outcome IN ('signed', 'cancelled', 'expired', 'wrong_person', 'failed', 'not_accepted')",
            name=op.f("ck_signing_outcome_outcome"),
        ),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["person.id"], name=op.f("fk_signing_outcome_actor_id")
        ),
        sa.ForeignKeyConstraint(
            ["order_id"], ["signing_order.id"], name=op.f("fk_signing_outcome_order_id")
        ),
        sa.ForeignKeyConstraint(
            ["signed_sha256"], ["blob.sha256"], name=op.f("fk_signing_outcome_signed_sha256")
        ),
        sa.ForeignKeyConstraint(
            ["validation_sha256"],
            ["blob.sha256"],
            name=op.f("fk_signing_outcome_validation_sha256"),
        ),
        sa.PrimaryKeyConstraint("order_id", name=op.f("pk_signing_outcome")),
        sqlite_strict=True,
    )
    op.create_table(
        "signing_start",
        sa.Column("actor_id", AutoString(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.Column("recorded_real_at", UTCDateTime(), nullable=False),
        sa.Column("order_id", AutoString(), nullable=False),
        sa.Column("reference", AutoString(), nullable=False),
        sa.Column("started_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["person.id"], name=op.f("fk_signing_start_actor_id")
        ),
        sa.ForeignKeyConstraint(
            ["order_id"], ["signing_order.id"], name=op.f("fk_signing_start_order_id")
        ),
        sa.PrimaryKeyConstraint("order_id", name=op.f("pk_signing_start")),
        sqlite_strict=True,
    )


def downgrade() -> None:
    raise RuntimeError("The first schema has nothing before it; make a new data directory.")
