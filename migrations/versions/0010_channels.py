"""Channels: a message says how it reaches somebody."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one step up. What was written down before went by mail."""
    op.add_column(
        "message", sa.Column("channel", sa.String(length=40), server_default=sa.text("'mail'"), nullable=False)
    )


def downgrade() -> None:
    """Go one step down."""
    op.drop_column("message", "channel")
