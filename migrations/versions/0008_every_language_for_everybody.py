"""Every language for everybody: an event no longer names languages, people read the one they speak."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one step up."""
    op.drop_column("event", "languages")


def downgrade() -> None:
    """Go one step down. Which languages somebody had ticked is not known any more; nothing followed from it."""
    op.add_column("event", sa.Column("languages", sa.JSON(), server_default=sa.text("'[]'"), nullable=False))
