"""Taking lists over from Excel or CSV: upload, preview with every complaint, confirmation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from flask import Response, abort, flash, g, make_response, redirect, render_template, url_for
from flask_wtf.file import FileField, FileRequired
from werkzeug.wrappers import Response as AnyResponse

from matchday.core.errors import NotFound, RuleError
from matchday.extensions import db, keyring
from matchday.services.sheet import (
    Count,
    ImportPlan,
    carry_out_import,
    drop_draft,
    keep_draft,
    plan_import,
    read_draft,
)
from matchday.sheets import csv_file, excel_file
from matchday.sheets.columns import SHEETS, SheetKind, row_of_cells, sheet_name
from matchday.sheets.complaints import SHEET_CODES
from matchday.sheets.reading import read_file_safely
from matchday.sheets.references import Row
from matchday.web.channel import open_channels
from matchday.web.forms import Form
from matchday.web.say import say
from matchday.web.say_sheet import say_complaint, say_refusal
from matchday.web.staff import bp

FIRST_ROWS = 5
ONE = {
    SheetKind.EMPLOYERS: "Betrieb",
    SheetKind.SLOTS: "Angebot",
    SheetKind.PARTICIPANTS: "Mensch",
    SheetKind.WISHES: "Wunschliste",
}
"""What one row is called; a wish list has several."""
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class SheetForm(Form):
    """The file to take over."""

    file = FileField("Ihre Datei", [FileRequired("Bitte wählen Sie eine Datei aus.")])


@dataclass(frozen=True)
class Glance:
    """The first rows of one kind, as the file has them. **Shapes** only columns in which something stands."""

    kind: SheetKind
    headings: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]
    row_count: int


@bp.route("/<event_key>/sheet", methods=["GET", "POST"])
def sheet(event_key: str) -> AnyResponse | str:
    """Ask for a file and keep it, sealed, for the preview."""
    form = SheetForm()
    if form.validate_on_submit():
        try:
            tables = read_file_safely(form.file.data.filename or "", form.file.data.read())
        except RuleError as error:
            form.file.errors = [_say(error), "Es wurde nichts übernommen."]
        else:
            draft = keep_draft(db.session(), tables, event=g.event, keyring=keyring(), by=g.account, now=g.now)
            db.session.commit()
            return redirect(url_for("staff.sheet_preview", event_key=event_key, draft_key=draft.key))
    page = render_template("staff/sheet.html", form=form, kinds=list(SheetKind), sheet_name=sheet_name)
    return make_response(page, 422 if form.errors else 200)


@bp.route("/<event_key>/sheet/<draft_key>", methods=["GET", "POST"])
def sheet_preview(event_key: str, draft_key: str) -> AnyResponse | str:
    """Show what a file would do; take it over when asked, all or nothing."""
    try:
        tables = read_draft(db.session(), draft_key, event=g.event, keyring=keyring(), by=g.account, now=g.now)
    except NotFound:
        return make_response(render_template("staff/sheet_gone.html"), 404)
    form = Form()
    if form.validate_on_submit() and drop_draft(db.session(), draft_key, event=g.event, by=g.account):
        try:
            counts = carry_out_import(db.session(), g.event, tables, channels=open_channels(), by=g.account, now=g.now)
        except RuleError:
            db.session.rollback()  # somebody changed something since the preview: it shows what
        else:
            db.session.commit()
            flash(f"Übernommen: {', '.join(_done(kind, count) for kind, count in counts.items())}.")
            return redirect(url_for("staff.event", event_key=event_key))
    return _preview(form, plan_import(db.session(), g.event, tables, channels=open_channels(), now=g.now))


@bp.get("/<event_key>/sheet/template/<name>")
def sheet_template(event_key: str, name: str) -> Response:
    """Give a sheet to fill in: all four as a workbook, or one as CSV."""
    if name == "matchday.xlsx":
        return _download(excel_file.template(SheetKind), name, EXCEL)
    kind = next((kind for kind in SheetKind if name == f"{kind}.csv"), None)
    if kind is None:
        abort(404)
    return _download(csv_file.template(kind), f"{sheet_name(kind, 'de')}.csv", "text/csv")


def _preview(form: Form, plan: ImportPlan) -> AnyResponse:
    said: dict[str, list[str]] = {}
    for complaint in plan.complaints:
        said.setdefault(complaint.sheet, []).append(say_complaint(complaint))
    page = render_template(
        "staff/sheet_preview.html",
        form=form,
        plan=plan,
        said=said,
        said_count=len(plan.complaints),
        glances=[_glance(kind, rows) for kind, rows in plan.parsed.rows.items()],
        name_of=_name_of,
        sheet_name=sheet_name,
    )
    return make_response(page, 409 if form.is_submitted() else 200)


def _glance(kind: SheetKind, rows: Sequence[Row]) -> Glance:
    first = [row_of_cells(kind, row.values, "de") for row in rows[:FIRST_ROWS]]
    filled = [place for place in range(len(SHEETS[kind])) if any(row[place] != "" for row in first)]
    headings = tuple(SHEETS[kind][place].german for place in filled)
    return Glance(kind, headings, tuple(tuple(row[place] for place in filled) for row in first), len(rows))


def _say(error: RuleError) -> str:
    return say_refusal(error.code, error.details) if error.code in SHEET_CODES else say(error)


def _done(kind: SheetKind, count: Count) -> str:
    total = count.added + count.changed + count.same
    return f"1 {ONE[kind]}" if total == 1 else f"{total} {_name_of(kind)}"


def _name_of(kind: SheetKind) -> str:
    return "Wunschlisten" if kind is SheetKind.WISHES else sheet_name(kind, "de")


def _download(content: bytes, name: str, mimetype: str) -> Response:
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
    return Response(content, mimetype=mimetype, headers=headers)
