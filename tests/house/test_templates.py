"""Templates, style sheets and sentences: law 10."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path

import pytest

from matchday.core.participant import TravelMeans
from matchday.core.slot import ActivityKind, Need, Trade
from matchday.services.privacy.export import HIDDEN_IN_AUDIT, PEOPLE_IN_AUDIT
from matchday.web.say import SENTENCES
from matchday.web.say_audit import ACTIONS
from matchday.web.words import icon_of
from matchday.web.words_record import COLUMNS, DETAILS
from tests.house.source import ROOT, Module, modules, rooms

TEMPLATES = ROOT / "templates"
SHARED = ("layouts", "parts", "errors", "mail", "print")
STYLES = sorted((ROOT / "static" / "css").glob("*.css"))
PHYSICAL = re.compile(
    r"(?<![-\w])(?:margin|padding|border|inset|scroll-padding)-(?:left|right)|(?<![-\w])(?:left|right)\s*:"
    r"|text-align\s*:\s*(?:left|right)|float\s*:\s*(?:left|right)"
)


def _texts(module: Module) -> set[str]:
    return {
        node.value for node in ast.walk(module.tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def _templates() -> list[Path]:
    return sorted(path for path in TEMPLATES.rglob("*.html"))


@pytest.mark.parametrize("module", rooms("web"), ids=lambda module: module.place)
def test_a_page_renders_only_from_its_own_folder(module: Module) -> None:
    parts = module.name.split(".")
    folder = parts[2] if len(parts) > 3 else None
    rendered = {text for text in _texts(module) if re.fullmatch(r"[a-z]+/[\w/]+\.html", text)}

    if folder:
        assert {name for name in rendered if not name.startswith((f"{folder}/", "parts/"))} == set()


def test_every_template_is_used() -> None:
    named = {text for module in modules() for text in _texts(module)}
    inside = {name for path in _templates() for name in re.findall(r'"([\w/]+\.html)"', path.read_text())}
    names = {str(path.relative_to(TEMPLATES)) for path in _templates()}

    unused = {name for name in names - named - inside if not name.startswith("mail/")}

    assert unused == set()


def test_every_role_template_stands_in_a_known_folder() -> None:
    folders = {path.relative_to(TEMPLATES).parts[0] for path in _templates()}

    assert folders <= {*SHARED, "public", "account", "staff", "coach", "employer", "participant", "checkin"}


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_styles_know_no_left_and_right(path: Path) -> None:
    assert PHYSICAL.findall(path.read_text()) == []


@pytest.mark.parametrize("path", _templates(), ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_nothing_is_inline(path: Path) -> None:
    text = path.read_text()

    if path.name != "mail.html" and path.relative_to(TEMPLATES).parts[0] != "mail":  # mail programs read no sheets
        assert not re.search(r"\sstyle=|<style|\son[a-z]+=|<script(?![^>]*\bsrc=)|javascript:", text)


def test_what_looks_again_by_itself_says_that_nobody_tapped() -> None:
    by_itself = [path.name for path in _templates() if re.search(r'hx-trigger="(?!change")', path.read_text())]

    assert by_itself == ["again.html"]


def _calls(name: str, *, below: tuple[str, ...]) -> set[str]:
    found = set()
    for module in rooms(*below):
        for node in ast.walk(module.tree):
            is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name
            if is_call and (text := _first_text(node)):
                found.add(text)
    return found


def _first_text(call: ast.Call) -> str | None:
    for argument in call.args:
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
            return argument.value
    return None


def test_every_refusal_has_a_sentence() -> None:
    codes = _calls("RuleError", below=("core", "services", "web", "hall"))

    assert codes - set(SENTENCES) == set()


def test_every_sentence_of_a_refusal_is_used() -> None:
    texts = {
        text
        for module in rooms("core", "services", "web", "hall", "solver")
        for text in _texts(module)
        if module.name != "matchday.web.say"
    }

    assert set(SENTENCES) - texts == set()


def _arguments(module: Module) -> set[str]:
    """Return every text that is handed to a function."""
    return {
        argument.value
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") != "crash_point"
        for argument in node.args
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    }


def test_every_audit_entry_has_a_sentence() -> None:
    texts = {text for module in rooms("services", "cli") for text in _arguments(module)}
    actions = {text for text in texts if re.fullmatch(r"[a-z]+\.[a-z_]+", text)}

    assert actions - set(ACTIONS) == set()


OF_EVERY_ENTRY = frozenset({"organiser_id", "event_id", "by", "now"})


def test_every_detail_of_an_entry_about_a_person_has_a_word_in_their_record() -> None:
    details = {
        word.arg
        for module in rooms("services")
        for call in ast.walk(module.tree)
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in ("write_audit", "write_ticket_audit")
        for word in call.keywords
        if word.arg and "participant" in {other.arg for other in call.keywords}
    }

    assert details - {*DETAILS, *COLUMNS} - OF_EVERY_ENTRY - HIDDEN_IN_AUDIT - PEOPLE_IN_AUDIT == set()


def test_every_icon_named_stands_in_the_sprite() -> None:
    listed = set((ROOT / "static" / "icons.txt").read_text().split())
    named = set()
    for path in _templates():
        named |= set(re.findall(r'(?:icon|disc|note|tag|fact)\([^()]*?"([a-z][a-z0-9-]+)"', path.read_text()))
    in_templates = {name for name in named if name in listed or "-" in name}

    assert in_templates - listed - {"rtl"} == set()


def test_what_a_card_shows_has_a_picture_of_its_own() -> None:
    shown = [*Trade, *ActivityKind, *Need, *TravelMeans]

    pictures = [icon_of(one) for one in shown]

    assert [one for one, count in Counter(pictures).items() if count > 1] == []
    assert set(pictures) <= set((ROOT / "static" / "icons.txt").read_text().split())
