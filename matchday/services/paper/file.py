"""The file of a batch: where it lies, how it comes to stand there whole, how it goes."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

DRAFT = ".draft"


def paper_folder(instance: Path) -> Path:
    """Return where the files of all batches lie."""
    return instance / "papers"


def paper_path(folder: Path, key: str) -> Path:
    """Return the file of the batch with this key."""
    return folder / f"{key}.pdf"


@contextmanager
def draft_of(folder: Path, key: str) -> Iterator[tuple[BinaryIO, Path]]:
    """Lend a file to write to under a name of its own, readable for nobody else; what is left at the end is removed."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = folder / f"{key}.{secrets.token_hex(4)}{DRAFT}"
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            yield file, draft
    finally:
        draft.unlink(missing_ok=True)


def put_in_place(draft: Path, *, folder: Path, key: str) -> None:
    """Give a draft that is whole the name of its batch; whoever looks finds whole files only."""
    with draft.open("rb") as file:
        os.fsync(file.fileno())
    draft.rename(paper_path(folder, key))


def remove_paper(folder: Path, key: str) -> None:
    """Remove the file of a batch, if there is one."""
    paper_path(folder, key).unlink(missing_ok=True)
