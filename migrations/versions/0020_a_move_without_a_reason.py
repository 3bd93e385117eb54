"""A move that is only tried needs no reason: whoever takes it says why, and the pin keeps it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one step up."""
    op.drop_column("move", "reason")


def downgrade() -> None:
    """Go one step down."""
    op.add_column("move", sa.Column("reason", sa.Text(), nullable=False, server_default=""))
