"""What employers write about their slots, in other languages."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

SHOWN = "(SELECT current_setting('matchday.organiser_id', true))"
POLICY = f"organiser_id::text = {SHOWN} OR {SHOWN} = 'all'"


def upgrade() -> None:
    """Go one step up."""
    op.create_table(
        "slot_text",
        sa.Column("slot_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("duties", sa.Text(), nullable=False),
        sa.Column("meeting_point", sa.String(length=200), nullable=False),
        sa.Column("original_digest", sa.String(length=64), nullable=False),
        sa.Column("is_read", sa.Boolean(), nullable=False),
        sa.Column("changed_by_id", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organiser_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["changed_by_id"], ["account.id"], name=op.f("fk_slot_text_changed_by_id_account")),
        sa.ForeignKeyConstraint(["organiser_id"], ["organiser.id"], name=op.f("fk_slot_text_organiser_id_organiser")),
        sa.ForeignKeyConstraint(["slot_id"], ["slot.id"], name=op.f("fk_slot_text_slot_id_slot"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slot_text")),
        sa.UniqueConstraint("slot_id", "language", name=op.f("uq_slot_text_slot_id_language")),
    )
    with op.batch_alter_table("slot_text", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_slot_text_organiser_id"), ["organiser_id"], unique=False)
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"CREATE POLICY of_organiser ON slot_text USING ({POLICY}) WITH CHECK ({POLICY})")
        op.execute("ALTER TABLE slot_text ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY")


def downgrade() -> None:
    """Go one step down."""
    op.drop_table("slot_text")
