"""What a web server loads: ``gunicorn wsgi:app``."""

import sys

from matchday import migration
from matchday.app import create_app
from matchday.config import ConfigError, from_environment
from matchday.logs import set_up_logs

set_up_logs()
try:
    app = create_app(from_environment())
    migration.require_newest(app)
except (ConfigError, migration.SchemaError) as error:
    sys.exit(f"matchday cannot start: {error}")
