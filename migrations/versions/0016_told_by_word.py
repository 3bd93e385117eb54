"""What a person must be told by word, of a to-do."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one step up."""
    op.add_column("todo", sa.Column("message_kind", sa.String(length=40), nullable=True))


def downgrade() -> None:
    """Go one step down."""
    op.drop_column("todo", "message_kind")
