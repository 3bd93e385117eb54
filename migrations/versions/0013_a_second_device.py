"""A second device: a code that lets it in once, within a minute."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one step up."""
    op.add_column("access_link", sa.Column("second_digest", sa.String(length=64), nullable=True))
    op.add_column("access_link", sa.Column("second_asked_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(op.f("ix_access_link_second_digest"), "access_link", ["second_digest"], unique=False)


def downgrade() -> None:
    """Go one step down."""
    op.drop_index(op.f("ix_access_link_second_digest"), "access_link")
    op.drop_column("access_link", "second_asked_at")
    op.drop_column("access_link", "second_digest")
