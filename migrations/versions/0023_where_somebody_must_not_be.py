"""Where somebody must not be sent: an employer or a town, for every slot there."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

SHOWN = "(SELECT current_setting('matchday.organiser_id', true))"
POLICY = f"organiser_id::text = {SHOWN} OR {SHOWN} = 'all'"
CASCADING = ("event", "participant", "employer")


def upgrade() -> None:
    """Go one step up."""
    op.create_table(
        "avoidance",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("employer_id", sa.Integer(), nullable=True),
        sa.Column("town", sa.String(length=120), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("key", sa.String(length=10), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organiser_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("(employer_id IS NULL) = (town <> '')", name=op.f("ck_avoidance_one")),
        *(
            sa.ForeignKeyConstraint(
                [f"{table}_id"], [f"{table}.id"], name=op.f(f"fk_avoidance_{table}_id_{table}"), ondelete="CASCADE"
            )
            for table in CASCADING
        ),
        sa.ForeignKeyConstraint(["made_by_id"], ["account.id"], name=op.f("fk_avoidance_made_by_id_account")),
        sa.ForeignKeyConstraint(["organiser_id"], ["organiser.id"], name=op.f("fk_avoidance_organiser_id_organiser")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_avoidance")),
        sa.UniqueConstraint("key", name=op.f("uq_avoidance_key")),
    )
    with op.batch_alter_table("avoidance", schema=None) as batch_op:
        for column in ("event_id", "organiser_id", "participant_id"):
            batch_op.create_index(batch_op.f(f"ix_avoidance_{column}"), [column], unique=False)
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"CREATE POLICY of_organiser ON avoidance USING ({POLICY}) WITH CHECK ({POLICY})")
        op.execute("ALTER TABLE avoidance ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY")


def downgrade() -> None:
    """Go one step down."""
    op.drop_table("avoidance")
