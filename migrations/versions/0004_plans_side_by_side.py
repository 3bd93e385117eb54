"""Plans side by side: what counts first, what a plan keeps of the one before, and a move that it tries."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

SHOWN = "(SELECT current_setting('matchday.organiser_id', true))"
POLICY = f"organiser_id::text = {SHOWN} OR {SHOWN} = 'all'"


def upgrade() -> None:
    """Go one step up. Until now every plan was made anew and put as few people as possible on a wish far behind."""
    for table in ("event", "assignment"):
        op.add_column(table, sa.Column("aim", sa.String(length=40), server_default="nobody_last", nullable=False))
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.add_column(sa.Column("comparison", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("keeping", sa.String(length=40), server_default="nothing", nullable=False))
        batch_op.add_column(sa.Column("base_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_assignment_base_id_assignment"), "assignment", ["base_id"], ["id"], ondelete="SET NULL"
        )
    _add_move()


def downgrade() -> None:
    """Go one step down."""
    op.drop_table("move")
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_assignment_base_id_assignment"), type_="foreignkey")
        for name in ("base_id", "keeping", "comparison", "aim"):
            batch_op.drop_column(name)
    op.drop_column("event", "aim")


def _add_move() -> None:
    op.create_table(
        "move",
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("slot_id", sa.Integer(), nullable=False),
        sa.Column("left_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organiser_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assignment_id"], ["assignment.id"], name=op.f("fk_move_assignment_id_assignment"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["left_id"], ["slot.id"], name=op.f("fk_move_left_id_slot")),
        sa.ForeignKeyConstraint(["organiser_id"], ["organiser.id"], name=op.f("fk_move_organiser_id_organiser")),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name=op.f("fk_move_participant_id_participant"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["slot_id"], ["slot.id"], name=op.f("fk_move_slot_id_slot")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_move")),
        sa.UniqueConstraint("assignment_id", name=op.f("uq_move_assignment_id")),
    )
    with op.batch_alter_table("move", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_move_organiser_id"), ["organiser_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_move_participant_id"), ["participant_id"], unique=False)
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"CREATE POLICY of_organiser ON move USING ({POLICY}) WITH CHECK ({POLICY})")
        op.execute("ALTER TABLE move ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY")
