"""What a web server loads: ``gunicorn wsgi:app``."""

import sys

from matchday import migration
from matchday.app import create_app
from matchday.arena import share_one_arena
from matchday.config import ConfigError, from_environment
from matchday.garbage import collect_between_requests
from matchday.logs import set_up_logs

share_one_arena()
set_up_logs()
try:
    app = create_app(from_environment())
    migration.require_newest(app)
    app.wsgi_app = collect_between_requests(app.wsgi_app)  # type: ignore[method-assign]
except (ConfigError, migration.SchemaError) as error:
    sys.exit(f"matchday cannot start: {error}")
