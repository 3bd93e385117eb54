"""Yes or no: what people with a place answered, and what somebody has to do about it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

SHOWN = "(SELECT current_setting('matchday.organiser_id', true))"
POLICY = f"organiser_id::text = {SHOWN} OR {SHOWN} = 'all'"


def upgrade() -> None:
    """Go one step up. Nobody is asked about tickets that were given out before."""
    _add_confirmation()
    _add_todo()
    if op.get_bind().dialect.name == "postgresql":
        for table in ("confirmation", "todo"):
            op.execute(f"CREATE POLICY of_organiser ON {table} USING ({POLICY}) WITH CHECK ({POLICY})")
            op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY")


def downgrade() -> None:
    """Go one step down."""
    op.drop_table("todo")
    op.drop_table("confirmation")


def _add_confirmation() -> None:
    op.create_table(
        "confirmation",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("slot_id", sa.Integer(), nullable=False),
        sa.Column("is_offered", sa.Boolean(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer_by_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer", sa.String(length=40), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("why_not", sa.String(length=40), nullable=True),
        sa.Column("wants_other", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organiser_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["answered_by_id"], ["account.id"], name=op.f("fk_confirmation_answered_by_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_confirmation_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["organiser_id"], ["organiser.id"], name=op.f("fk_confirmation_organiser_id_organiser")
        ),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["ticket.id"], name=op.f("fk_confirmation_ticket_id_ticket"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["slot_id"], ["slot.id"], name=op.f("fk_confirmation_slot_id_slot"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_confirmation")),
        sa.UniqueConstraint("ticket_id", "slot_id", name=op.f("uq_confirmation_ticket_id_slot_id")),
    )
    with op.batch_alter_table("confirmation", schema=None) as batch_op:
        for column in ("event_id", "organiser_id", "slot_id"):
            batch_op.create_index(batch_op.f(f"ix_confirmation_{column}"), [column], unique=False)


def _add_todo() -> None:
    op.create_table(
        "todo",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=True),
        sa.Column("slot_id", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_by_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=10), nullable=False),
        sa.Column("organiser_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["done_by_id"], ["account.id"], name=op.f("fk_todo_done_by_id_account")),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_todo_event_id_event"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["organiser_id"], ["organiser.id"], name=op.f("fk_todo_organiser_id_organiser")),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name=op.f("fk_todo_participant_id_participant"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["slot_id"], ["slot.id"], name=op.f("fk_todo_slot_id_slot"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_todo")),
        sa.UniqueConstraint("key", name=op.f("uq_todo_key")),
    )
    with op.batch_alter_table("todo", schema=None) as batch_op:
        for column in ("event_id", "organiser_id", "participant_id"):
            batch_op.create_index(batch_op.f(f"ix_todo_{column}"), [column], unique=False)
