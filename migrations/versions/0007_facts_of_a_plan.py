"""Facts of a plan: a fingerprint of what it was computed from tells at once that it is still true."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one step up. Of plans that were computed before, the whole question is asked again."""
    op.add_column(
        "assignment", sa.Column("facts_sha256", sa.String(length=64), server_default=sa.text("''"), nullable=False)
    )


def downgrade() -> None:
    """Go one step down."""
    op.drop_column("assignment", "facts_sha256")
