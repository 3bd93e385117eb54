"""Whether people can read a colour."""

from __future__ import annotations

import pytest

from matchday.core.colour import contrast_on_white


@pytest.mark.parametrize(("colour", "contrast"), [("#000000", 21.0), ("#ffffff", 1.0), ("#767676", 4.54), ("red", 1.0)])
def test_contrast_is_that_of_the_standard(colour: str, contrast: float) -> None:
    assert contrast_on_white(colour) == pytest.approx(contrast, abs=0.01)
