"""Row-level security: PostgreSQL shows each transaction the rows of one organiser only."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

SHOWN = "(SELECT current_setting('matchday.organiser_id', true))"
POLICY = f"organiser_id::text = {SHOWN} OR {SHOWN} = 'all'"


def upgrade() -> None:
    """Go one step up. The tables' owner is bound too; only a superuser is not."""
    for table in tables_of_organisers():
        op.execute(f"CREATE POLICY of_organiser ON {table} USING ({POLICY}) WITH CHECK ({POLICY})")
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY")


def downgrade() -> None:
    """Go one step down."""
    for table in tables_of_organisers():
        op.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY, NO FORCE ROW LEVEL SECURITY")
        op.execute(f"DROP POLICY of_organiser ON {table}")


def tables_of_organisers() -> list[str]:
    """Return the tables whose rows belong to an organiser; none on SQLite, which has no policies."""
    connection = op.get_bind()
    if connection.dialect.name != "postgresql":
        return []
    found = sa.text(
        "SELECT table_name FROM information_schema.columns"
        " WHERE table_schema = current_schema() AND column_name = 'organiser_id' ORDER BY table_name"
    )
    return [connection.dialect.identifier_preparer.quote(name) for name in connection.scalars(found)]
