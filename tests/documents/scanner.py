"""Scanners of other people, and how badly they see: what a hand, a cheap lens and a lamp do to a code."""

from pathlib import Path

import numpy as np
import typst
from scipy import ndimage

from tests.documents.node import told_by_node
from tests.documents.papers import page_picture

READER = Path(__file__).with_name("read_qr.mjs")


def seen_by_camera(picture: np.ndarray, *, angle: float, blur: float, seed: int) -> np.ndarray:
    """Turn, blur and light a page unevenly, as a hand, a cheap lens and a lamp do."""
    turned = ndimage.rotate(picture.astype(float), angle, reshape=False, cval=255, order=1)
    blurred = ndimage.gaussian_filter(turned, blur)
    light = np.linspace(0.75, 1, picture.shape[1])
    noise = np.random.default_rng(seed).normal(0, 6, picture.shape)
    return np.clip(blurred * light + noise, 0, 255).astype(np.uint8)


def read_by_jsqr(picture: np.ndarray) -> str:
    """Read a code with jsQR, which is what many scanners in browsers are made of."""
    height, width = map(str, picture.shape)
    return told_by_node(READER, "jsqr/dist/jsQR.js", width, height, given=picture.tobytes()).decode()


def screen_picture(path: Path, *, width: int) -> np.ndarray:
    """Draw a picture of a screen, a PNG file, in grey, so wide in pixels."""
    page = f'#set page(width: 100mm, height: auto, margin: 0mm)\n#image("{path.name}", width: 100mm)'
    return page_picture(typst.compile(page.encode(), root=path.parent), pixels_by_mm=width / 100)
