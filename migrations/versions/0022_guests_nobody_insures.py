"""Whether anybody is sent to a Hospitation that nobody is known to insure; so far staff were only warned."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one step up."""
    op.add_column("event", sa.Column("cover_rule", sa.String(length=40), server_default="warn", nullable=False))


def downgrade() -> None:
    """Go one step down."""
    op.drop_column("event", "cover_rule")
