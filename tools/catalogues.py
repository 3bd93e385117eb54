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
    """Compile every catalogue beside its source, one domain after the other."""
    for domain in sorted({catalogue.stem for catalogue in files_below(TRANSLATIONS, suffix=".po")}):
        call(
            [
                PYTHON,
                "-m",
                "babel.messages.frontend",
                "compile",
                "--directory",
                TRANSLATIONS,
                "--domain",
                domain,
            ]
        )
