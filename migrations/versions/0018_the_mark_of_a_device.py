"""The mark of a device, who said on it «that is me», and the to-do about a device that never came before."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one step up. Who is signed in now is not asked again: a kept ticket would be dropped by the question."""
    op.add_column("login", sa.Column("device_digest", sa.String(length=64), nullable=True))
    op.add_column("login", sa.Column("is_confirmed", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_index(op.f("ix_login_device_digest"), "login", ["device_digest"], unique=False)
    op.execute(
        "UPDATE login SET is_confirmed = true WHERE access_link_id IN (SELECT access_link.id FROM access_link JOIN "
        "participant ON participant.id = access_link.participant_id WHERE participant.confirmed_at IS NOT NULL)"
    )
    op.execute("UPDATE todo SET kind = 'new_device' WHERE kind = 'second_device'")


def downgrade() -> None:
    """Go one step down."""
    op.execute("UPDATE todo SET kind = 'second_device' WHERE kind = 'new_device'")
    op.drop_index(op.f("ix_login_device_digest"), "login")
    op.drop_column("login", "is_confirmed")
    op.drop_column("login", "device_digest")
