from __future__ import annotations

from pathlib import Path

import pytest

from tools import steps
from tools.steps import Step, StepError, call, carry_out


@pytest.fixture
def ground(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(steps, "ROOT", tmp_path)
    monkeypatch.setattr(steps, "STAMPS", tmp_path / "stamps")
    (tmp_path / "recipe").write_text("flour and water")
    return tmp_path


def baking(ground: Path, baked: list[str], *, also: str = "") -> Step:
    def bake() -> None:
        baked.append((ground / "recipe").read_text())
        (ground / "bread").touch()

    return Step(name="bread", act=bake, inputs=[ground / "recipe"], made=[ground / "bread"], also=also)


def test_a_step_whose_inputs_did_not_change_is_skipped_without_a_word(
    ground: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    baked: list[str] = []
    carry_out(baking(ground, baked))
    first = capsys.readouterr().out

    carry_out(baking(ground, baked))

    assert baked == ["flour and water"]
    assert first == "  bread … done in 0 s\n"
    assert capsys.readouterr().out == ""


def test_a_step_is_done_again_when_an_input_changed(ground: Path) -> None:
    baked: list[str] = []
    carry_out(baking(ground, baked))

    (ground / "recipe").write_text("rye and water")
    carry_out(baking(ground, baked))

    assert baked == ["flour and water", "rye and water"]


def test_a_step_is_done_again_when_what_it_made_is_gone(ground: Path) -> None:
    baked: list[str] = []
    carry_out(baking(ground, baked))

    (ground / "bread").unlink()
    carry_out(baking(ground, baked))

    assert len(baked) == 2


def test_a_step_is_done_again_under_another_python(ground: Path) -> None:
    baked: list[str] = []
    carry_out(baking(ground, baked, also="3.11"))

    carry_out(baking(ground, baked, also="3.12"))

    assert len(baked) == 2


def test_a_step_that_failed_is_tried_again(ground: Path) -> None:
    baked: list[str] = []
    carry_out(baking(ground, baked))
    (ground / "recipe").write_text("sand")
    burnt = Step(name="bread", act=lambda: call(["false"]), inputs=[ground / "recipe"])  # type: ignore[arg-type]

    with pytest.raises(StepError, match="“false” ended with 1"):
        carry_out(burnt)
    (ground / "recipe").write_text("flour and water")
    carry_out(baking(ground, baked))

    assert len(baked) == 2


def test_a_step_that_left_something_out_is_not_done(ground: Path) -> None:
    lazy = Step(name="bread", act=lambda: None, made=[ground / "bread"])

    with pytest.raises(StepError, match="did not make bread"):
        carry_out(lazy)

    assert not lazy.is_done()
