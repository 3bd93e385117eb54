"""A plan says how much was fixed by hand: nothing else in it tells whether it could be better without."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one step up."""
    op.add_column("assignment", sa.Column("fixed_count", sa.Integer(), server_default=sa.text("0"), nullable=False))


def downgrade() -> None:
    """Go one step down."""
    op.drop_column("assignment", "fixed_count")
