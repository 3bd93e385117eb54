"""Compile the translations that the application reads."""

from __future__ import annotations

from tools.steps import PYTHON, ROOT, Step, call, files_below

TRANSLATIONS = ROOT / "matchday" / "translations"


def catalogues_step() -> Step:
    """Describe the compiled catalogues."""
    catalogues = files_below(TRANSLATIONS, suffix=".po")
    made = [catalogue.with_suffix(".mo") for catalogue in catalogues]
    return Step(name="translations", act=compile_catalogues, inputs=catalogues, made=made)


def compile_catalogues() -> None:
    """Compile every catalogue of every domain, each beside its source."""
    script = (
        "import sys\n"
        "from babel.messages import mofile, pofile\n"
        "for name in sys.argv[1:]:\n"
        "    with open(name, 'rb') as source, open(name[:-2] + 'mo', 'wb') as target:\n"
        "        mofile.write_mo(target, pofile.read_po(source))\n"
    )
    call([PYTHON, "-c", script, *files_below(TRANSLATIONS, suffix=".po")])
