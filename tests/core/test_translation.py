"""Translations: what a corrected sentence must keep."""

from __future__ import annotations

import pytest

from matchday.core.errors import RuleError
from matchday.core.translation import check_forms

ONE = ("Guten Tag, %(name)s.",)
TWO = ("%(num)d Wunsch", "%(num)d Wünsche")


@pytest.mark.parametrize(
    ("german", "forms"),
    [(ONE, ["Good day, %(name)s."]), (("100 %% sicher",), ["100 %% safe"]), (TWO, ["one wish", "%(num)d wishes"])],
)
def test_a_sentence_may_be_said_otherwise(german: tuple[str, ...], forms: list[str]) -> None:
    check_forms(german, forms, count=len(forms))


@pytest.mark.parametrize(
    ("german", "forms", "code"),
    [
        (ONE, ["Good day."], "translation_gap"),
        (ONE, ["Good day, %(Name)s."], "translation_gap"),
        (ONE, ["Good day, %(name)s, 100 %"], "translation_gap"),
        (("Guten Tag.",), ["Good day, %(name)s."], "translation_percent"),
        (TWO, ["%(num)d wishes"], "translation_empty"),
        (ONE, ["  "], "translation_empty"),
        (ONE, ["%(name)s" + "a" * 2000], "translation_long"),
        (ONE, ["%(name)s\x00"], "text_unreadable"),
        (ONE, ["%(name)s\ud800"], "text_unreadable"),
    ],
)
def test_what_cannot_stand_in_for_it_is_refused(german: tuple[str, ...], forms: list[str], code: str) -> None:
    with pytest.raises(RuleError) as refusal:
        check_forms(german, forms, count=len(german))

    assert refusal.value.code == code
