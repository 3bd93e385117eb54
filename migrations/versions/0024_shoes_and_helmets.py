"""Who has shoes and a helmet, and where both are lent. Offers so far excluded nobody: they count as lending."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one step up."""
    op.add_column("slot", sa.Column("lends_gear", sa.Boolean(), server_default=sa.true(), nullable=False))
    op.add_column("participant", sa.Column("gear", sa.JSON(), server_default=sa.text("'[]'"), nullable=False))


def downgrade() -> None:
    """Go one step down."""
    op.drop_column("participant", "gear")
    op.drop_column("slot", "lends_gear")
