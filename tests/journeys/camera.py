"""A film for Chromium's fake camera: tickets held in front of it, with pauses between them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from matchday.documents.qr import qr_svg
from tests.browser import launch_settings

WIDTH, HEIGHT, FRAMES_A_SECOND = 640, 480, 10
PAPER, INK, HAND = 235, 16, 40
"""Brightness of what the camera sees. HAND is a dark strip at the edge while a ticket is held up."""
STRIP = 12


def film(path: Path, texts: Sequence[str], *, seconds_each: float = 2, pause_s: float = 2) -> Path:
    """Write a film that shows each text as a QR code, one after the other, and begins anew at the end."""
    empty = _frame([bytearray([PAPER]) * WIDTH for _ in range(HEIGHT)])
    with path.open("wb") as out:
        out.write(f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F{FRAMES_A_SECOND}:1 Ip A1:1 C420jpeg\n".encode())
        for text in texts:
            out.write(empty * round(pause_s * FRAMES_A_SECOND))
            out.write(_frame(_picture(text)) * round(seconds_each * FRAMES_A_SECOND))
    return path


def camera_settings(path: Path) -> dict[str, Any]:
    """Return how to launch Chromium with this film as its camera."""
    settings = launch_settings()
    fake = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
    return {**settings, "args": [*settings["args"], *fake, f"--use-file-for-fake-video-capture={path}"]}


def _picture(text: str) -> list[bytearray]:
    drawing = qr_svg(text)
    found = re.search(r'viewBox="0 0 (\d+)', drawing)
    assert found
    side = int(found.group(1))
    scale = HEIGHT // side
    rows = [bytearray([HAND]) * STRIP + bytearray([PAPER]) * (WIDTH - STRIP) for _ in range(HEIGHT)]
    edge = (WIDTH - side * scale) // 2
    for x, y, run in re.findall(r"M(\d+) (\d+)h(\d+)v1", drawing):
        start, dark = edge + int(x) * scale, bytearray([INK]) * (int(run) * scale)
        for line in range(int(y) * scale, (int(y) + 1) * scale):
            rows[line][start : start + len(dark)] = dark
    return rows


def _frame(rows: Sequence[bytearray]) -> bytes:
    grey = bytes([128]) * (WIDTH * HEIGHT // 2)
    return b"FRAME\n" + b"".join(rows) + grey
