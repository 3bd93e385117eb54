"""Guardians: who signed for somebody who is not of age, and when."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one step up. For nobody has anybody signed yet."""
    with op.batch_alter_table("participant", schema=None) as batch_op:
        batch_op.add_column(sa.Column("guardian_name", sa.String(length=100), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("guardian_signed_on", sa.Date(), nullable=True))


def downgrade() -> None:
    """Go one step down."""
    with op.batch_alter_table("participant", schema=None) as batch_op:
        batch_op.drop_column("guardian_signed_on")
        batch_op.drop_column("guardian_name")
