"""A profile on paper."""

from __future__ import annotations

from dataclasses import replace

import pypdfium2
import pytest

from matchday.documents.profile import ProfileContent, ToldPart, profiles_pdf


def a_profile(**values: object) -> ProfileContent:
    german = ToldPart(title="Was ich kann", icon="hammer", facts=(("Kann ich", "Holz sägen"),), own_words="Möbel bauen")
    own = ToldPart(title="Що я вмію", icon="hammer", facts=(("Умію", "Пиляти дерево"),), own_words="Möbel bauen")
    content = ProfileContent(
        name="Olena", language="uk", direction="ltr", title="Анкета", german_title="Steckbrief", note="Моє.",
        german_note="Gehört mir.", german=(german,), own=(own,), organiser_name="Landkreis Birkenried",
        event_name="Refugees’ Day",
    )  # fmt: skip
    return replace(content, **values)  # type: ignore[arg-type]


def text_of(content: bytes) -> str:
    (page,) = pypdfium2.PdfDocument(content)
    return str(page.get_textpage().get_text_bounded())


def test_german_stands_beside_the_own_language_and_own_words_once() -> None:
    pdf = profiles_pdf([a_profile()], title="Steckbrief")

    text = text_of(pdf)
    assert all(words in text for words in ("Olena", "Holz sägen", "Пиляти дерево", "Steckbrief", "Анкета"))
    assert text.count("Möbel bauen") == 1
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf


def test_german_alone_is_printed_once() -> None:
    assert "Пиляти" not in text_of(profiles_pdf([a_profile(language="de-simple")], title="Steckbrief"))


@pytest.mark.parametrize("long", ["lang " * 60, "x" * 300])
def test_long_words_of_ones_own_stay_on_the_page(long: str) -> None:
    part = ToldPart(title="Schule", icon="school", facts=(("Schule", long),) * 2, own_words=long)

    assert text_of(profiles_pdf([a_profile(german=(part,) * 5, own=(part,) * 5)], title="Steckbrief"))


def test_each_profile_has_a_page_in_its_own_language() -> None:
    with pypdfium2.PdfDocument(
        profiles_pdf([a_profile(), a_profile(name="Amina", language="de")], title="Steckbriefe")
    ) as document:
        first, second = (page.get_textpage().get_text_bounded() for page in document)

    assert all(words in first for words in ("Olena", "Пиляти дерево"))
    assert "Amina" in second
    assert "Пиляти" not in second
