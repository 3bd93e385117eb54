"""Files: JSON plain or gzipped, "-" for standard input and output, and the certificate's arrays.

What is written appears whole or not at all. What is read is not trusted.
"""

from __future__ import annotations

import gzip
import io
import json
import math
import os
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from matchday.solver.certificate import FORMAT, KINDS, Certificate
from matchday.solver.errors import UnreadableError
from matchday.solver.problem import Whole

STANDARD = "-"

MOST_PACKED = 20 * 2**20
"""Bytes of the largest certificate that is read or written."""

MOST_UNPACKED = 2**28
"""Bytes of its arrays in memory."""

_HEAD = ("format", "kind", "problem_sha256")


def read_json(path: str | Path) -> Any:
    """Return the JSON value of a `.json` or `.json.gz` file, or of standard input for "-".

    **Errors.** `UnreadableError` for a file that is missing, damaged, not UTF-8 or not JSON; also for a key
    that stands twice in one object, and for NaN and Infinity, which are no JSON.
    """
    try:
        if str(path) == STANDARD:
            content = sys.stdin.buffer.read()
        else:
            content = Path(path).read_bytes()
            if str(path).endswith(".gz"):
                content = gzip.decompress(content)
        return json.loads(content.decode(), object_pairs_hook=_once_each, parse_constant=_refuse_constant)
    except (OSError, EOFError, zlib.error, ValueError, RecursionError) as error:
        raise UnreadableError(f"{path}: cannot be read: {_reason(error)}") from error


def write_json(path: str | Path, value: Any) -> None:
    """Write a JSON value to a `.json` or `.json.gz` file, or to standard output for "-".

    **Errors.** `UnreadableError` when it cannot be written; a file that was there before stays as it was.
    """
    content = (json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
    if str(path) == STANDARD:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    else:
        # no moment in the head of the file: the same value gives the same bytes
        _write_whole(Path(path), gzip.compress(content, mtime=0) if str(path).endswith(".gz") else content)


def pack_certificate(certificate: Certificate) -> bytes:
    """Return a certificate as a file of compressed NumPy arrays (.npz)."""
    content, proof = io.BytesIO(), certificate.proof
    np.savez_compressed(
        content,
        allow_pickle=False,
        format=np.array(FORMAT),
        kind=np.array(proof.kind),
        problem_sha256=np.array(certificate.problem_sha256),
        **{name: getattr(proof, name) for name in proof.dimensions},
    )
    return content.getvalue()


def unpack_certificate(content: bytes) -> Certificate:
    """Read a packed certificate; trust nothing.

    Each array's kind and size are compared with what is allowed before any of it is unpacked, and never more is
    unpacked than that. Pickles are refused.

    **Errors.** `UnreadableError` for everything that is not a certificate.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if _read_text(archive, "format", len(FORMAT)) != FORMAT:
                raise ValueError(f"this is not a {FORMAT}")
            proof = KINDS.get(_read_text(archive, "kind", 8))
            if proof is None or set(archive.namelist()) != {f"{name}.npy" for name in (*_HEAD, *proof.dimensions)}:
                raise ValueError("these are not the arrays of a certificate")
            sha256 = _read_text(archive, "problem_sha256", 64)
            left, arrays = MOST_UNPACKED, {}
            for name, dimensions in proof.dimensions.items():
                arrays[name] = _read_whole(archive, name, dimensions=dimensions, most=left)
                left -= arrays[name].nbytes
            return Certificate(sha256, proof(**arrays))
    except (OSError, EOFError, zlib.error, zipfile.BadZipFile, ValueError) as error:
        raise UnreadableError(f"this is not a certificate: {_reason(error)}") from error


def write_certificate(path: str | Path, certificate: Certificate) -> None:
    """Write a certificate to a file.

    **Errors.** `UnreadableError` when it cannot be written; a file that was there before stays as it was.
    """
    _write_whole(Path(path), pack_certificate(certificate))


def read_certificate(path: str | Path) -> Certificate:
    """Read a certificate from a file; trust nothing.

    **Errors.** `UnreadableError` for a file that is missing, larger than a certificate may be, or none.
    """
    try:
        with Path(path).open("rb") as file:
            content = file.read(MOST_PACKED + 1)
    except OSError as error:
        raise UnreadableError(f"{path}: cannot be read: {_reason(error)}") from error
    if len(content) > MOST_PACKED:
        raise UnreadableError(f"{path}: this is not a certificate: it is larger than one may be")
    try:
        return unpack_certificate(content)
    except UnreadableError as error:
        raise UnreadableError(f"{path}: {error}") from error


def _read_text(archive: zipfile.ZipFile, name: str, length: int) -> str:
    """Read an array that is one text of at most `length` characters."""
    return str(
        _read_array(archive, name, lambda shape, kind: shape == () and kind.kind == "U" and kind <= f"<U{length}")
    )


def _read_whole(archive: zipfile.ZipFile, name: str, *, dimensions: int, most: int) -> Whole:
    """Read an array of whole numbers with so many dimensions and at most `most` bytes."""

    def may_be(shape: tuple[int, ...], kind: np.dtype[Any]) -> bool:
        is_small = all(length >= 0 for length in shape) and 8 * math.prod(shape) <= most
        return kind == np.dtype("<i8") and len(shape) == dimensions and is_small

    return _read_array(archive, name, may_be).astype(np.int64)


def _read_array(
    archive: zipfile.ZipFile, name: str, may_be: Callable[[tuple[int, ...], np.dtype[Any]], bool]
) -> np.ndarray[Any, np.dtype[Any]]:
    """Read one array whose shape and kind are allowed; nothing of it is unpacked before."""
    if f"{name}.npy" not in archive.namelist():
        raise ValueError(f"{name} is missing")
    packed = archive.getinfo(f"{name}.npy")
    if packed.flag_bits & 1 or packed.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise ValueError(f"{name} is encrypted or packed in an unusual way")
    with archive.open(packed) as member:
        np.lib.format.read_magic(member)
        shape, is_fortran, kind = np.lib.format.read_array_header_1_0(member)
        if is_fortran or not may_be(shape, kind):
            raise ValueError(f"{name} has another kind or shape than a certificate")
        length = math.prod(shape) * kind.itemsize
        content = member.read(length)
        if len(content) != length:
            raise ValueError(f"{name} ends too early")
    return np.frombuffer(content, kind).reshape(shape)


def _write_whole(path: Path, content: bytes) -> None:
    """Write beside the place and move there, so that nobody ever reads half a file."""
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
            beside = Path(file.name)
            file.write(content)
        try:
            beside.chmod(0o666 & ~_umask())
            beside.replace(path)
        except OSError:
            beside.unlink()
            raise
    except OSError as error:
        raise UnreadableError(f"{path}: cannot be written: {_reason(error)}") from error


def _umask() -> int:
    """Return the permissions this process withholds from new files."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"the key {twice!a} stands twice in one object")
    return value


def _refuse_constant(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")


def _reason(error: Exception) -> str:
    """Return one line; an error of the operating system without its number and path."""
    if isinstance(error, UnicodeDecodeError):
        return f"byte {error.start} is not UTF-8"
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    text = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    if "integer string conversion" in text:
        return f"a number has more than {sys.get_int_max_str_digits()} digits"
    return (text or type(error).__name__).splitlines()[0]
