"""The last day something was saved on a participant's device."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one step up."""
    op.add_column("login", sa.Column("saved_on", sa.Date(), nullable=True))


def downgrade() -> None:
    """Go one step down."""
    op.drop_column("login", "saved_on")
