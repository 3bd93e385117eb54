"""What a web server loads: ``gunicorn wsgi:app``."""

import sys

from matchday import migration
from matchday.app import create_app
from matchday.config import ConfigError, from_environment

try:
    app = create_app(from_environment())
    migration.require_newest(app)
except (ConfigError, migration.SchemaError) as error:
    sys.exit(f"matchday cannot start: {error}")
