"""A bare Flask application with a database and forms: what the start of matchday is measured against."""

from __future__ import annotations

import os

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect
from sqlalchemy import text

app = Flask(__name__)
app.secret_key = os.urandom(16)
app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite://"
db = SQLAlchemy(app)
CSRFProtect(app)


@app.get("/ready")
def ready() -> str:
    """Ask the database once."""
    return str(db.session.scalar(text("SELECT 1")))
