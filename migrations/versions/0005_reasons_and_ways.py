"""Reasons and ways: why a wish was not fulfilled, what each level of a plan costs, minutes that staff know better."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

SHOWN = "(SELECT current_setting('matchday.organiser_id', true))"
POLICY = f"organiser_id::text = {SHOWN} OR {SHOWN} = 'all'"


def upgrade() -> None:
    """Go one step up. Plans that were computed before have no explanations."""
    op.add_column("assignment", sa.Column("explained_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("assignment", sa.Column("prices", sa.JSON(), server_default=sa.text("'[]'"), nullable=False))
    _add_explanation()
    _add_known_way()
    if op.get_bind().dialect.name == "postgresql":
        for table in ("explanation", "known_way"):
            op.execute(f"CREATE POLICY of_organiser ON {table} USING ({POLICY}) WITH CHECK ({POLICY})")
            op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY")


def downgrade() -> None:
    """Go one step down."""
    op.drop_table("known_way")
    op.drop_table("explanation")
    op.drop_column("assignment", "prices")
    op.drop_column("assignment", "explained_at")


def _add_explanation() -> None:
    op.create_table(
        "explanation",
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("slot_id", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("why", sa.String(length=40), nullable=False),
        sa.Column("effect", sa.JSON(), nullable=False),
        sa.Column("held_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organiser_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assignment_id"],
            ["assignment.id"],
            name=op.f("fk_explanation_assignment_id_assignment"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["held_id"], ["slot.id"], name=op.f("fk_explanation_held_id_slot")),
        sa.ForeignKeyConstraint(["organiser_id"], ["organiser.id"], name=op.f("fk_explanation_organiser_id_organiser")),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_explanation_participant_id_participant"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["slot_id"], ["slot.id"], name=op.f("fk_explanation_slot_id_slot")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_explanation")),
        sa.UniqueConstraint(
            "assignment_id",
            "participant_id",
            "slot_id",
            name=op.f("uq_explanation_assignment_id_participant_id_slot_id"),
        ),
    )
    with op.batch_alter_table("explanation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_explanation_organiser_id"), ["organiser_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_explanation_participant_id"), ["participant_id"], unique=False)


def _add_known_way() -> None:
    op.create_table(
        "known_way",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("slot_id", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organiser_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_known_way_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["made_by_id"], ["account.id"], name=op.f("fk_known_way_made_by_id_account")),
        sa.ForeignKeyConstraint(["organiser_id"], ["organiser.id"], name=op.f("fk_known_way_organiser_id_organiser")),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_known_way_participant_id_participant"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["slot_id"], ["slot.id"], name=op.f("fk_known_way_slot_id_slot"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_known_way")),
        sa.UniqueConstraint("participant_id", "slot_id", name=op.f("uq_known_way_participant_id_slot_id")),
    )
    with op.batch_alter_table("known_way", schema=None) as batch_op:
        for column in ("event_id", "organiser_id", "participant_id"):
            batch_op.create_index(batch_op.f(f"ix_known_way_{column}"), [column], unique=False)
