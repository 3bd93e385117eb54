"""Files: JSON plain or gzipped, "-" for standard input and output, and the certificate's arrays.

What is written appears whole or not at all. What is read is not trusted.
"""

from __future__ import annotations

import gzip
import io
import json
import os
import sys
import tempfile
import zipfile
import zlib
from pathlib import Path
from typing import Any

import numpy as np

from matchday.solver.certificate import FORMAT, Certificate, node_count
from matchday.solver.errors import UnreadableError
from matchday.solver.problem import Problem

STANDARD = "-"

PACKING = 2**16
"""Bytes that a certificate may have beside its potentials: names, heads, and what compression adds at worst."""


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
    content = io.BytesIO()
    np.savez_compressed(
        content,
        allow_pickle=False,
        format=np.array(FORMAT),
        problem_sha256=np.array(certificate.problem_sha256),
        potentials=certificate.potentials,
    )
    return content.getvalue()


def unpack_certificate(content: bytes, problem: Problem) -> Certificate:
    """Read the packed certificate of a plan for this problem; trust nothing.

    Each array's kind and shape are compared with what the problem allows before any of it is unpacked, and never
    more is unpacked than that. Pickles are refused.

    **Errors.** `UnreadableError` for everything that is not such a certificate.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sorted(archive.namelist()) != ["format.npy", "potentials.npy", "problem_sha256.npy"]:
                raise ValueError("these are not the arrays of a certificate")
            if str(_read_array(archive, "format.npy", dtype=f"<U{len(FORMAT)}", most=())) != FORMAT:
                raise ValueError(f"this is not a {FORMAT}")
            sha256 = _read_array(archive, "problem_sha256.npy", dtype="<U64", most=())
            most = (len(problem.levels), node_count(problem))
            potentials = _read_array(archive, "potentials.npy", dtype="<i8", most=most)
    except (OSError, EOFError, zlib.error, zipfile.BadZipFile, ValueError) as error:
        raise UnreadableError(f"this is not a certificate: {_reason(error)}") from error
    return Certificate(str(sha256), potentials.astype(np.int64))


def write_certificate(path: str | Path, certificate: Certificate) -> None:
    """Write a certificate to a file.

    **Errors.** `UnreadableError` when it cannot be written; a file that was there before stays as it was.
    """
    _write_whole(Path(path), pack_certificate(certificate))


def read_certificate(path: str | Path, problem: Problem) -> Certificate:
    """Read the certificate of a plan for this problem from a file; trust nothing.

    **Errors.** `UnreadableError` for a file that is missing, larger than such a certificate can be, or none.
    """
    most = 8 * len(problem.levels) * node_count(problem)
    try:
        with Path(path).open("rb") as file:
            content = file.read(most + PACKING + 1)
    except OSError as error:
        raise UnreadableError(f"{path}: cannot be read: {_reason(error)}") from error
    if len(content) > most + PACKING:
        raise UnreadableError(f"{path}: this is not a certificate: it is larger than the problem allows")
    try:
        return unpack_certificate(content, problem)
    except UnreadableError as error:
        raise UnreadableError(f"{path}: {error}") from error


def _read_array(
    archive: zipfile.ZipFile, name: str, *, dtype: str, most: tuple[int, ...]
) -> np.ndarray[Any, np.dtype[Any]]:
    """Read one array of a known kind whose shape is at most `most`."""
    packed = archive.getinfo(name)
    if packed.flag_bits & 1 or packed.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise ValueError(f"{name} is encrypted or packed in an unusual way")
    with archive.open(packed) as member:
        np.lib.format.read_magic(member)
        shape, is_fortran, kind = np.lib.format.read_array_header_1_0(member)
        is_small = len(shape) == len(most) and all(length <= limit for length, limit in zip(shape, most, strict=True))
        if kind != np.dtype(dtype) or is_fortran or not is_small:
            raise ValueError(f"{name} has another kind or shape than the problem allows")
        length = int(np.prod(shape, dtype=np.int64)) * kind.itemsize
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
    text = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return (text or type(error).__name__).splitlines()[0]
