"""What a web server loads: ``gunicorn wsgi:app``."""

from matchday.app import create_app
from matchday.config import from_environment

app = create_app(from_environment())
