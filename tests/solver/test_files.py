"""Files: whole or not at all, and nothing that is read is trusted."""

import gzip
import io
import json
import pickle
import zipfile

import numpy as np
import pytest

from matchday.solver import (
    UnreadableError,
    pack_certificate,
    read_certificate,
    read_json,
    solve,
    unpack_certificate,
    write_certificate,
    write_json,
)
from matchday.solver.files import MOST_PACKED
from tests.solver.problems import a_participant, a_problem, a_slot

PROBLEM = a_problem([a_slot("s1"), a_slot("s2")], [a_participant("p1", "s1", "s2"), a_participant("p2", "s1")])
SOLVED = solve(PROBLEM)
PROOF = SOLVED.certificate.proof


@pytest.mark.parametrize("name", ["plan.json", "plan.json.gz"])
def test_what_is_written_reads_back(tmp_path, name):
    write_json(tmp_path / name, {"Zoë": [1, None]})

    assert read_json(tmp_path / name) == {"Zoë": [1, None]}
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_the_same_value_gives_the_same_bytes(tmp_path):
    for name in ("a.json.gz", "b.json.gz"):
        write_json(tmp_path / name, SOLVED.solution)

    assert (tmp_path / "a.json.gz").read_bytes() == (tmp_path / "b.json.gz").read_bytes()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "Expecting value"),
        (b"{", "Expecting property name"),
        (b'{"a": 1, "a": 2}', "the key 'a' stands twice in one object"),
        (b'{"a": NaN}', "NaN is not JSON"),
        (b'"\xff"', "byte 1 is not UTF-8"),
        (b"[" * 100_000, "it is nested too deeply"),
        (b"1" * 5000, "a number has more than 4300 digits"),
        (gzip.compress(b"{}", mtime=0), "byte 1 is not UTF-8"),
    ],
)
def test_a_damaged_file_is_refused_in_one_line(tmp_path, content, reason):
    (tmp_path / "problem.json").write_bytes(content)

    with pytest.raises(UnreadableError) as caught:
        read_json(tmp_path / "problem.json")

    assert f"cannot be read: {reason}" in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "content", [b"{}", gzip.compress(b"{}" * 1000, mtime=0)[:-9], gzip.compress(b"{}" * 99, mtime=0)[:20]]
)
def test_a_damaged_archive_is_refused(tmp_path, content):
    (tmp_path / "problem.json.gz").write_bytes(content)

    with pytest.raises(UnreadableError):
        read_json(tmp_path / "problem.json.gz")


def test_a_file_that_cannot_be_written_is_named(tmp_path):
    with pytest.raises(UnreadableError, match="nowhere"):
        write_json(tmp_path / "nowhere" / "plan.json", {})


def test_a_certificate_reads_back(tmp_path):
    write_certificate(tmp_path / "plan.npz", SOLVED.certificate)

    read = read_certificate(tmp_path / "plan.npz")

    assert read.problem_sha256 == PROBLEM.sha256
    assert (read.proof.potentials == PROOF.potentials).all()


def test_a_certificate_packs_into_bytes_and_out_again():
    read = unpack_certificate(pack_certificate(SOLVED.certificate))

    assert (read.proof.potentials == PROOF.potentials).all()


def test_a_file_larger_than_any_certificate_is_not_read_to_its_end(tmp_path):
    (tmp_path / "plan.npz").write_bytes(bytes(MOST_PACKED + 1))

    with pytest.raises(UnreadableError, match="larger"):
        read_certificate(tmp_path / "plan.npz")


def certificate_with(path, packing=zipfile.ZIP_STORED, **arrays):
    """Write a certificate with some arrays exchanged; None leaves one out, bytes go in as they are."""
    true = {
        "format": np.array("matchday-certificate/2"),
        "kind": np.array("tree"),
        "problem_sha256": np.array(PROBLEM.sha256),
        "questions": PROOF.questions,
        "stage_counts": PROOF.stage_counts,
        "levels": PROOF.levels,
        "potentials": PROOF.potentials,
    }
    with zipfile.ZipFile(path, "w", packing) as archive:
        for name, array in (true | arrays).items():
            content = io.BytesIO()
            if isinstance(array, bytes):
                content.write(array)
            elif array is not None:
                np.lib.format.write_array(content, array)
            if array is not None:
                archive.writestr(f"{name}.npy", content.getvalue())


def header(shape):
    content = io.BytesIO()
    np.lib.format.write_array_header_1_0(content, {"descr": "<i8", "fortran_order": False, "shape": shape})
    return content.getvalue()


class Trap:
    def __reduce__(self):
        return pytest.fail, ("a pickle was opened",)


def pickled():
    content = io.BytesIO()
    np.lib.format.write_array_header_1_0(content, {"descr": "|O", "fortran_order": False, "shape": (1, 1)})
    return content.getvalue() + pickle.dumps(Trap())


@pytest.mark.parametrize(
    "arrays",
    [
        {"format": None},
        {"more": np.zeros(1)},
        {"format": np.array("matchday-certificate/1")},
        {"kind": None},
        {"kind": np.array("bush")},
        {"kind": np.array("x" * 1000)},
        {"questions": None},
        {"levels": np.zeros((1, 1), np.int64)},
        {"potentials": header((2**13, 2**13))},
        {"format": np.array("x" * 1000)},
        {"problem_sha256": np.array([PROBLEM.sha256])},
        {"potentials": b""},
        {"potentials": header((10**9, 10**9))},
        {"potentials": header((2, 2))},
        {"potentials": header((-1, 5))},
        {"potentials": np.zeros((1, 1))},
        {"potentials": np.zeros(4, np.int64)},
        {"potentials": np.asfortranarray(np.zeros((2, 2), np.int64))},
        {"potentials": pickled()},
    ],
)
def test_a_certificate_is_not_trusted(tmp_path, arrays):
    certificate_with(tmp_path / "plan.npz", **arrays)

    with pytest.raises(UnreadableError, match="this is not a certificate"):
        read_certificate(tmp_path / "plan.npz")


def test_a_certificate_packed_in_an_unusual_way_is_refused(tmp_path):
    certificate_with(tmp_path / "plan.npz", packing=zipfile.ZIP_LZMA)

    with pytest.raises(UnreadableError, match="unusual"):
        read_certificate(tmp_path / "plan.npz")


def test_the_untouched_certificate_of_these_tests_is_accepted(tmp_path):
    certificate_with(tmp_path / "plan.npz")

    assert read_certificate(tmp_path / "plan.npz")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", json.dumps({}).encode()])
def test_a_file_that_is_no_archive_is_no_certificate(tmp_path, content):
    (tmp_path / "plan.npz").write_bytes(content)

    with pytest.raises(UnreadableError):
        read_certificate(tmp_path / "plan.npz")
