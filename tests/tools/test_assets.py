from __future__ import annotations

import re
import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

import brotli
import pytest

from matchday.core.language import LANGUAGES
from tools.assets import TIGRINYA, TONGUES, VENDOR, drawing, hex_colour, icon_names, node
from tools.steps import ROOT, StepError


def sprite() -> ET.Element:
    return ET.parse(VENDOR / "icons.svg").getroot()  # noqa: S314 - we wrote it


def test_the_sprite_has_every_icon_of_the_list_once() -> None:
    assert [symbol.get("id") for symbol in sprite()] == icon_names()
    assert len(set(icon_names())) == len(icon_names())


def test_outlined_icons_are_drawn_and_filled_icons_filled_in_the_colour_of_the_text() -> None:
    symbols = {symbol.get("id"): symbol for symbol in sprite()}

    heart, filled = symbols["heart"], symbols["heart-filled"]

    assert (heart.get("fill"), heart.get("stroke")) == ("none", "currentColor")
    assert (heart.get("stroke-linecap"), heart.get("stroke-linejoin")) == ("round", "round")
    assert (filled.get("fill"), filled.get("stroke")) == ("currentColor", None)


def test_no_part_of_an_icon_has_a_colour_or_a_width_of_its_own() -> None:
    parts = [part for symbol in sprite() for part in symbol.iter() if part is not symbol]

    assert parts
    assert {name for part in parts for name in part.attrib} & {"fill", "stroke", "stroke-width"} == set()


def test_every_icon_also_lies_alone_for_the_papers() -> None:
    alone = {path.stem for path in (VENDOR / "icons").glob("*.svg")}

    assert alone == set(icon_names())


def test_an_icon_that_tabler_does_not_have_is_named() -> None:
    with pytest.raises(StepError, match="unicorn-dancing"):
        drawing({"icons": {}, "aliases": {}}, "unicorn-dancing")


@pytest.mark.parametrize("sheet", ["kern.min.css", "kern.rtl.min.css"])
def test_kern_fetches_no_file_of_its_own(sheet: str) -> None:
    text = (VENDOR / "kern" / sheet).read_text()

    assert "@font-face" not in text
    assert set(re.findall(r"url\([\"']?(\w+:?)", text)) == {"data:"}


def test_kern_is_mirrored_for_languages_from_right_to_left() -> None:
    left, right = ((VENDOR / "kern" / name).read_text() for name in ("kern.min.css", "kern.rtl.min.css"))

    assert left.count("margin-left") == right.count("margin-right") > 10


def test_the_font_sheet_names_exactly_the_fonts_that_lie_beside_it() -> None:
    folder = VENDOR / "fonts"

    named = re.findall(r'src:url\("([^"]+)"\)', (folder / "fonts.css").read_text())

    assert sorted(named) == sorted(path.name for path in folder.glob("*.woff2"))


def test_every_compressed_copy_says_what_its_file_says_now() -> None:
    copies = list((ROOT / "static").rglob("*.br"))

    stale = [copy for copy in copies if brotli.decompress(copy.read_bytes()) != copy.with_suffix("").read_bytes()]

    assert VENDOR / "kern/kern.rtl.min.css.br" in copies
    assert stale == [], "`make setup` makes them anew"


def test_what_every_first_visit_fetches_from_others_is_small() -> None:
    german = ["kern/kern.min.css.br", "fonts/fonts.css.br", "icons.svg.br"]
    german += ["fonts/fira-sans-latin-400-normal.woff2", "fonts/fira-sans-latin-600-normal.woff2"]
    arabic = ["fonts/vazirmatn-arabic-400-normal.woff2", "fonts/vazirmatn-arabic-600-normal.woff2"]

    weight = sum((VENDOR / path).stat().st_size for path in german + arabic)

    assert weight <= 125_000  # of the 150 KB that a participant's first visit may cost


def test_the_node_of_the_set_up_runs() -> None:
    answer = subprocess.run([*node(), "--print", "6 * 7"], capture_output=True, text=True, check=True, cwd=ROOT)

    assert answer.stdout.strip() == "42"


def test_icons_named_in_the_templates_are_in_the_sprite() -> None:
    templates = [path.read_text() for path in Path(ROOT / "templates").rglob("*.html")]

    used = {name for text in templates for name in re.findall(r"\bicon\(\s*['\"]([a-z0-9-]+)['\"]", text)}

    assert used <= set(icon_names())


def test_pages_in_tigrinya_need_only_the_small_font() -> None:
    written = (ROOT / "matchday" / "translations" / "ti" / "LC_MESSAGES" / "messages.po").read_text()

    assert {letter for letter in written if "\u1200" <= letter <= "\u139f"} <= set(TIGRINYA)


@pytest.mark.parametrize(
    ("oklch", "expected"),
    [
        ((100, 0, 0), "#ffffff"),
        ((0, 0, 0), "#000000"),
        ((62.8, 0.2577, 29.23), "#ff0000"),
        ((45.2, 0.3132, 264.05), "#0000ff"),
    ],
)
def test_a_colour_stays_what_it_was(oklch: tuple[float, float, float], expected: str) -> None:
    assert hex_colour(*oklch) == expected


def test_browsers_of_before_2023_know_the_palette() -> None:
    assert re.findall(r"--kern-color-[\w-]+:\s*oklch[^;]*", (VENDOR / "kern" / "kern.min.css").read_text()) == []


def test_tiles_of_languages_find_every_letter_in_their_own_small_fonts() -> None:
    names = "".join(language.own_name for language in LANGUAGES.values())

    assert {letter for letter in names if letter > "\u0370"} <= {
        letter for *_, letters in TONGUES for letter in letters
    }
