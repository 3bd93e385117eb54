"""The day itself."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one step up."""
    op.create_table(
        "heartbeat",
        sa.Column("worker", sa.String(length=40), nullable=False),
        sa.Column("beat_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_heartbeat")),
        sa.UniqueConstraint("worker", name=op.f("uq_heartbeat_worker")),
    )
    op.create_table(
        "erasure",
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("row_count", sa.Integer(), nullable=False),
        sa.Column("file_marks", sa.JSON(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("key", sa.String(length=10), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organiser_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["asked_by_id"], ["account.id"], name=op.f("fk_erasure_asked_by_id_account")),
        sa.ForeignKeyConstraint(["organiser_id"], ["organiser.id"], name=op.f("fk_erasure_organiser_id_organiser")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasure")),
        sa.UniqueConstraint("key", name=op.f("uq_erasure_key")),
    )
    with op.batch_alter_table("erasure", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_erasure_organiser_id"), ["organiser_id"], unique=False)

    op.create_table(
        "paper_batch",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("subject_ids", sa.JSON(), nullable=False),
        sa.Column("renews_access", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("done_count", sa.Integer(), nullable=False),
        sa.Column("total_count", sa.Integer(), nullable=False),
        sa.Column("requested_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("requested_by_id", sa.Integer(), nullable=False),
        sa.Column("ready_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failure", sa.String(length=60), nullable=False),
        sa.Column("key", sa.String(length=10), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organiser_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_paper_batch_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["organiser_id"], ["organiser.id"], name=op.f("fk_paper_batch_organiser_id_organiser")),
        sa.ForeignKeyConstraint(
            ["requested_by_id"], ["account.id"], name=op.f("fk_paper_batch_requested_by_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_batch")),
        sa.UniqueConstraint("key", name=op.f("uq_paper_batch_key")),
    )
    with op.batch_alter_table("paper_batch", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_paper_batch_event_id"), ["event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_paper_batch_organiser_id"), ["organiser_id"], unique=False)

    op.create_table(
        "passkey",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("credential", sa.LargeBinary(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.Integer(), nullable=False),
        sa.Column("device", sa.String(length=60), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("key", sa.String(length=10), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organiser_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_passkey_account_id_account"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["organiser_id"], ["organiser.id"], name=op.f("fk_passkey_organiser_id_organiser")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passkey")),
        sa.UniqueConstraint("credential", name=op.f("uq_passkey_credential")),
        sa.UniqueConstraint("key", name=op.f("uq_passkey_key")),
    )
    with op.batch_alter_table("passkey", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_passkey_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_passkey_organiser_id"), ["organiser_id"], unique=False)

    op.create_table(
        "door_link",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("slot_id", sa.Integer(), nullable=False),
        sa.Column("nonce", sa.String(length=64), nullable=False),
        sa.Column("token_digest", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.Column("device_digest", sa.String(length=64), nullable=True),
        sa.Column("bound_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("key", sa.String(length=10), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organiser_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_door_link_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["made_by_id"], ["account.id"], name=op.f("fk_door_link_made_by_id_account")),
        sa.ForeignKeyConstraint(["organiser_id"], ["organiser.id"], name=op.f("fk_door_link_organiser_id_organiser")),
        sa.ForeignKeyConstraint(["slot_id"], ["slot.id"], name=op.f("fk_door_link_slot_id_slot"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_door_link")),
        sa.UniqueConstraint("key", name=op.f("uq_door_link_key")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_door_link_token_digest")),
    )
    with op.batch_alter_table("door_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_door_link_event_id"), ["event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_door_link_organiser_id"), ["organiser_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_door_link_slot_id"), ["slot_id"], unique=False)
        batch_op.create_index(
            "uq_door_link_open_slot_id",
            ["slot_id"],
            unique=True,
            sqlite_where=sa.text("revoked_at IS NULL"),
            postgresql_where=sa.text("revoked_at IS NULL"),
        )

    op.create_table(
        "privacy_request",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("key", sa.String(length=10), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organiser_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["answered_by_id"], ["account.id"], name=op.f("fk_privacy_request_answered_by_id_account")
        ),
        sa.ForeignKeyConstraint(["asked_by_id"], ["account.id"], name=op.f("fk_privacy_request_asked_by_id_account")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_privacy_request_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["organiser_id"], ["organiser.id"], name=op.f("fk_privacy_request_organiser_id_organiser")
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_privacy_request_participant_id_participant"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_privacy_request")),
        sa.UniqueConstraint("key", name=op.f("uq_privacy_request_key")),
    )
    with op.batch_alter_table("privacy_request", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_privacy_request_event_id"), ["event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_privacy_request_organiser_id"), ["organiser_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_privacy_request_participant_id"), ["participant_id"], unique=False)

    op.create_table(
        "absence",
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("noted_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organiser_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["noted_by_id"], ["account.id"], name=op.f("fk_absence_noted_by_id_account")),
        sa.ForeignKeyConstraint(["organiser_id"], ["organiser.id"], name=op.f("fk_absence_organiser_id_organiser")),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["ticket.id"], name=op.f("fk_absence_ticket_id_ticket"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
        sa.UniqueConstraint("ticket_id", name=op.f("uq_absence_ticket_id")),
    )
    with op.batch_alter_table("absence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_absence_organiser_id"), ["organiser_id"], unique=False)

    op.create_table(
        "login",
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("access_link_id", sa.Integer(), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("device", sa.String(length=60), nullable=False),
        sa.Column("is_shared", sa.Boolean(), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("key", sa.String(length=10), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organiser_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["access_link_id"], ["access_link.id"], name=op.f("fk_login_access_link_id_access_link"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_login_account_id_account"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["organiser_id"], ["organiser.id"], name=op.f("fk_login_organiser_id_organiser")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_login")),
        sa.UniqueConstraint("digest", name=op.f("uq_login_digest")),
        sa.UniqueConstraint("key", name=op.f("uq_login_key")),
    )
    with op.batch_alter_table("login", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_login_access_link_id"), ["access_link_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_login_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_login_organiser_id"), ["organiser_id"], unique=False)

    op.create_table(
        "scan",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("slot_id", sa.Integer(), nullable=True),
        sa.Column("ticket_id", sa.Integer(), nullable=True),
        sa.Column("scan_id", sa.String(length=40), nullable=False),
        sa.Column("way", sa.String(length=40), nullable=False),
        sa.Column("answer", sa.String(length=40), nullable=False),
        sa.Column("scanned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("door_link_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organiser_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_scan_account_id_account")),
        sa.ForeignKeyConstraint(["door_link_id"], ["door_link.id"], name=op.f("fk_scan_door_link_id_door_link")),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_scan_event_id_event"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["organiser_id"], ["organiser.id"], name=op.f("fk_scan_organiser_id_organiser")),
        sa.ForeignKeyConstraint(["slot_id"], ["slot.id"], name=op.f("fk_scan_slot_id_slot"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["ticket.id"], name=op.f("fk_scan_ticket_id_ticket"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scan")),
        sa.UniqueConstraint("organiser_id", "scan_id", name=op.f("uq_scan_organiser_id_scan_id")),
    )
    with op.batch_alter_table("scan", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_scan_event_id"), ["event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_scan_organiser_id"), ["organiser_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_scan_slot_id"), ["slot_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_scan_ticket_id"), ["ticket_id"], unique=False)

    op.create_table(
        "walk_in",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("slot_id", sa.Integer(), nullable=False),
        sa.Column("first_name", sa.String(length=100), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("is_covered", sa.Boolean(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.Column("door_link_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("key", sa.String(length=10), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organiser_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["asked_by_id"], ["account.id"], name=op.f("fk_walk_in_asked_by_id_account")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["account.id"], name=op.f("fk_walk_in_decided_by_id_account")),
        sa.ForeignKeyConstraint(["door_link_id"], ["door_link.id"], name=op.f("fk_walk_in_door_link_id_door_link")),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_walk_in_event_id_event"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["organiser_id"], ["organiser.id"], name=op.f("fk_walk_in_organiser_id_organiser")),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_walk_in_participant_id_participant"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["slot_id"], ["slot.id"], name=op.f("fk_walk_in_slot_id_slot"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_walk_in")),
        sa.UniqueConstraint("key", name=op.f("uq_walk_in_key")),
    )
    with op.batch_alter_table("walk_in", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_walk_in_event_id"), ["event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_walk_in_organiser_id"), ["organiser_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_walk_in_participant_id"), ["participant_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_walk_in_slot_id"), ["slot_id"], unique=False)

    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.add_column(sa.Column("authenticator_secret", sa.LargeBinary(), nullable=True))
        batch_op.add_column(sa.Column("authenticator_step", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("recovery_digests", sa.JSON(), nullable=True))
        batch_op.drop_constraint(batch_op.f("uq_account_fs_uniquifier"), type_="unique")
        batch_op.drop_column("tf_primary_method")
        batch_op.drop_column("tf_totp_secret")
        batch_op.drop_column("fs_uniquifier")
        batch_op.drop_column("mf_recovery_codes")

    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.add_column(sa.Column("begun_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("problem", sa.LargeBinary(), nullable=True))

    with op.batch_alter_table("check_in", schema=None) as batch_op:
        batch_op.add_column(sa.Column("left_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("account_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("door_link_id", sa.Integer(), nullable=True))
        batch_op.drop_constraint(batch_op.f("uq_check_in_scan_id"), type_="unique")
        batch_op.drop_constraint(batch_op.f("fk_check_in_slot_id_slot"), type_="foreignkey")
        batch_op.create_foreign_key(
            batch_op.f("fk_check_in_door_link_id_door_link"), "door_link", ["door_link_id"], ["id"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_check_in_slot_id_slot"), "slot", ["slot_id"], ["id"], ondelete="CASCADE"
        )
        batch_op.create_foreign_key(batch_op.f("fk_check_in_account_id_account"), "account", ["account_id"], ["id"])
        batch_op.drop_column("scan_id")

    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.add_column(sa.Column("retention", sa.JSON(), server_default=sa.text("'{}'"), nullable=False))
        batch_op.add_column(sa.Column("retained_on", sa.Date(), nullable=True))

    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.add_column(sa.Column("due_at", sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table("organiser", schema=None) as batch_op:
        batch_op.add_column(sa.Column("logo", sa.LargeBinary(), nullable=True))
        batch_op.add_column(sa.Column("logo_digest", sa.String(length=16), nullable=True))
        batch_op.add_column(sa.Column("enforcement_body", sa.Text(), server_default=sa.text("('')"), nullable=False))

    with op.batch_alter_table("participant", schema=None) as batch_op:
        batch_op.add_column(sa.Column("restricted_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Go one step down."""
    with op.batch_alter_table("participant", schema=None) as batch_op:
        batch_op.drop_column("restricted_at")

    with op.batch_alter_table("organiser", schema=None) as batch_op:
        batch_op.drop_column("enforcement_body")
        batch_op.drop_column("logo_digest")
        batch_op.drop_column("logo")

    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.drop_column("due_at")

    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.drop_column("retained_on")
        batch_op.drop_column("retention")

    with op.batch_alter_table("check_in", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_check_in_account_id_account"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_check_in_slot_id_slot"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_check_in_door_link_id_door_link"), type_="foreignkey")
        batch_op.create_foreign_key(batch_op.f("fk_check_in_slot_id_slot"), "slot", ["slot_id"], ["id"])
        batch_op.drop_column("door_link_id")
        batch_op.drop_column("account_id")
        batch_op.drop_column("left_at")

    _add_filled("check_in", sa.Column("scan_id", sa.String(length=40)), "CAST(id AS VARCHAR(40))")

    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.drop_column("problem")
        batch_op.drop_column("begun_at")

    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.add_column(sa.Column("mf_recovery_codes", sa.JSON(), nullable=True))
        batch_op.add_column(sa.Column("tf_totp_secret", sa.String(length=255), nullable=True))
        batch_op.add_column(sa.Column("tf_primary_method", sa.String(length=64), nullable=True))
        batch_op.drop_column("recovery_digests")
        batch_op.drop_column("authenticator_step")
        batch_op.drop_column("authenticator_secret")

    _add_filled("account", sa.Column("fs_uniquifier", sa.String(length=64)), "key")

    with op.batch_alter_table("walk_in", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_walk_in_slot_id"))
        batch_op.drop_index(batch_op.f("ix_walk_in_participant_id"))
        batch_op.drop_index(batch_op.f("ix_walk_in_organiser_id"))
        batch_op.drop_index(batch_op.f("ix_walk_in_event_id"))

    op.drop_table("walk_in")
    with op.batch_alter_table("scan", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_scan_ticket_id"))
        batch_op.drop_index(batch_op.f("ix_scan_slot_id"))
        batch_op.drop_index(batch_op.f("ix_scan_organiser_id"))
        batch_op.drop_index(batch_op.f("ix_scan_event_id"))

    op.drop_table("scan")
    with op.batch_alter_table("login", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_login_organiser_id"))
        batch_op.drop_index(batch_op.f("ix_login_account_id"))
        batch_op.drop_index(batch_op.f("ix_login_access_link_id"))

    op.drop_table("login")
    with op.batch_alter_table("absence", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_absence_organiser_id"))

    op.drop_table("absence")
    with op.batch_alter_table("privacy_request", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_privacy_request_participant_id"))
        batch_op.drop_index(batch_op.f("ix_privacy_request_organiser_id"))
        batch_op.drop_index(batch_op.f("ix_privacy_request_event_id"))

    op.drop_table("privacy_request")
    with op.batch_alter_table("door_link", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_door_link_open_slot_id",
            sqlite_where=sa.text("revoked_at IS NULL"),
            postgresql_where=sa.text("revoked_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_door_link_slot_id"))
        batch_op.drop_index(batch_op.f("ix_door_link_organiser_id"))
        batch_op.drop_index(batch_op.f("ix_door_link_event_id"))

    op.drop_table("door_link")
    with op.batch_alter_table("passkey", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_passkey_organiser_id"))
        batch_op.drop_index(batch_op.f("ix_passkey_account_id"))

    op.drop_table("passkey")
    with op.batch_alter_table("paper_batch", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_paper_batch_organiser_id"))
        batch_op.drop_index(batch_op.f("ix_paper_batch_event_id"))

    op.drop_table("paper_batch")
    with op.batch_alter_table("erasure", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_erasure_organiser_id"))

    op.drop_table("erasure")
    op.drop_table("heartbeat")


def _add_filled(table: str, column: sa.Column[str], source: str) -> None:
    """Add a column that must be there and tells rows apart, filled from what each row has."""
    with op.batch_alter_table(table, schema=None) as batch_op:
        batch_op.add_column(column)
    op.execute(f"UPDATE {table} SET {column.name} = {source}")  # noqa: S608  (our own words)
    with op.batch_alter_table(table, schema=None) as batch_op:
        batch_op.alter_column(column.name, nullable=False)
        batch_op.create_unique_constraint(batch_op.f(f"uq_{table}_{column.name}"), [column.name])
