"""Who called a slot off, so that people read the true cause. Of slots withdrawn before nobody knows."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one step up."""
    op.add_column("slot", sa.Column("called_off_by", sa.String(length=40), nullable=True))


def downgrade() -> None:
    """Go one step down."""
    op.drop_column("slot", "called_off_by")
