"""A small application with planted faults: what a scanner must find here before its silence about ours counts."""

from __future__ import annotations

import sqlite3
import sys

from flask import Flask, request

app = Flask(__name__)


@app.get("/")
def home() -> str:
    """Lead to every fault."""
    return (
        '<title>Planted</title><h1>Planted</h1><a href="/slots?town=a">slots</a> <a href="/hello?name=a">hello</a>'
        '<form action="/count" method="post"><input name="number" value="1"><button>Go</button></form>'
    )


@app.get("/slots")
def slots() -> str | tuple[str, int]:
    """Build a query from what was typed."""
    database = sqlite3.connect(":memory:")
    database.execute("CREATE TABLE slot (town TEXT)")
    database.execute("INSERT INTO slot VALUES ('a')")
    try:
        rows = database.execute(f"SELECT town FROM slot WHERE town = '{request.args.get('town', '')}'")  # noqa: S608
        return f"<title>Slots</title><p>{rows.fetchall()}</p>"
    except sqlite3.Error as error:
        return str(error), 500


@app.get("/hello")
def hello() -> str:
    """Show what was typed as markup."""
    return f"<title>Hello</title><p>{request.args.get('name', '')}</p>"


@app.post("/count")
def count() -> str:
    """Break on what is no number."""
    return str(int(request.form["number"]))


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=int(sys.argv[1]))
