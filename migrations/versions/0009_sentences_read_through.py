"""Sentences read through: what readers of a language said of each of its sentences."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

SHOWN = "(SELECT current_setting('matchday.organiser_id', true))"
POLICY = f"organiser_id::text = {SHOWN} OR {SHOWN} = 'all'"


def upgrade() -> None:
    """Go one step up."""
    op.create_table(
        "sentence_review",
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("sentence", sa.String(length=24), nullable=False),
        sa.Column("forms", sa.JSON(), nullable=False),
        sa.Column("read_by_id", sa.Integer(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organiser_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["read_by_id"], ["account.id"], name=op.f("fk_sentence_review_read_by_id_account")),
        sa.ForeignKeyConstraint(
            ["organiser_id"], ["organiser.id"], name=op.f("fk_sentence_review_organiser_id_organiser")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sentence_review")),
        sa.UniqueConstraint(
            "organiser_id", "language", "sentence", name=op.f("uq_sentence_review_organiser_id_language_sentence")
        ),
    )
    op.create_index(op.f("ix_sentence_review_organiser_id"), "sentence_review", ["organiser_id"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"CREATE POLICY of_organiser ON sentence_review USING ({POLICY}) WITH CHECK ({POLICY})")
        op.execute("ALTER TABLE sentence_review ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY")


def downgrade() -> None:
    """Go one step down."""
    op.drop_table("sentence_review")
