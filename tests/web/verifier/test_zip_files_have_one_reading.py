"""A zip file says the same to every program, or neither verifier will read it."""

import struct
import zlib
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from tests.web.verifier.engine import Refused
from tests.web.verifier.test_the_verdict_is_the_same import by_command, by_page

from tablee.verifying.finding import Unusable

END = struct.Struct("<4s4H2LH")
LARGE_END, LARGE_PLACE = struct.Struct("<4sQ2H2L4Q"), struct.Struct("<4sLQL")


@pytest.fixture
def parts(small_zip):
    """Return what lies before the list of an export, the list, and the fields of its end."""
    raw = small_zip.read_bytes()
    end = list(END.unpack(raw[-END.size :]))
    return raw[: end[6]], raw[end[6] : end[6] + end[5]], end


def refused(engine, tmp_path, raw, *, is_read_by_command=False):
    place = tmp_path / "export.zip"
    place.write_bytes(raw)
    with pytest.raises(Refused, match="zip"):
        by_page(engine, place)
    if is_read_by_command:
        assert by_command(place)["code"] == 0
        return
    with pytest.raises(Unusable, match="zip"):
        by_command(place)


def test_a_list_that_lies_elsewhere_than_before_the_end(engine, tmp_path, parts):
    files, listed, end = parts
    other = listed.replace(b"checkpoint", b"checkpoinT", 1)
    refused(engine, tmp_path, files + listed + other + END.pack(*end))


def test_a_list_that_is_longer_than_it_says(engine, tmp_path, parts):
    files, listed, end = parts
    end[3] = end[4] = end[4] - 1
    refused(engine, tmp_path, files + listed + END.pack(*end))


def test_a_name_that_is_longer_than_the_list(engine, tmp_path, parts):
    files, listed, end = parts
    row = bytearray(listed)
    at = row.rindex(b"PK\1\2")
    row[at + 28 : at + 30] = b"\xff\xff"
    refused(engine, tmp_path, files + row + END.pack(*end))


def test_a_file_that_others_would_unpack_under_another_name(engine, tmp_path, small_zip):
    raw = small_zip.read_bytes().replace(b"README.txt", b"README.tx_", 1)
    place = tmp_path / "export.zip"
    place.write_bytes(raw)
    for found in (by_page(engine, place), by_command(place)):
        files = next(each for each in found["checks"] if each["name"] == "files")
        assert (files["state"], files["files"]) == ("wrong", ["README.txt"])


def test_a_policy_that_cannot_be_read_is_not_one_that_is_missing(engine, tmp_path, small_zip):
    raw = bytearray(small_zip.read_bytes())
    with ZipFile(small_zip) as archive:
        head = archive.getinfo("policy").header_offset
    raw[head + 30 + len("policy") + 8] ^= 255
    place = tmp_path / "export.zip"
    place.write_bytes(raw)
    for found in (by_page(engine, place), by_command(place)):
        seal = next(each for each in found["checks"] if each["name"] == "checkpoint")
        assert (seal["state"], seal["files"]) == ("wrong", ["policy"])


def test_a_second_end_for_large_files(engine, tmp_path, parts):
    files, listed, end = parts
    at = len(files) + len(listed)
    large = LARGE_END.pack(b"PK\6\6", 44, 45, 45, 0, 0, end[4], end[4], end[5], end[6])
    place = LARGE_PLACE.pack(b"PK\6\7", 0, at, 1)
    raw = files + listed + large + place + END.pack(*end)
    refused(engine, tmp_path, raw, is_read_by_command=True)


def test_something_before_the_first_file(engine, tmp_path, small_zip):
    refused(engine, tmp_path, b"#!/bin/sh\n" + small_zip.read_bytes())


def test_no_file_grows_beyond_what_the_list_says(engine, tmp_path, small_export):
    place, zeros = tmp_path / "export.zip", bytes(40_000_000)
    with ZipFile(place, "w", ZIP_DEFLATED) as archive:
        for each in sorted(small_export.rglob("*")):
            if each.is_file() and each.name != "README.txt":
                archive.write(each, each.relative_to(small_export))
        archive.writestr("README.txt", zeros)
    raw = bytearray(place.read_bytes())
    size, told = struct.pack("<L", len(zeros)), struct.pack("<LL", zlib.crc32(b"\0"), 1)
    at = raw.rindex(size)
    raw[at : at + 4] = told[4:]
    raw[at - 8 : at - 4] = told[:4]
    place.write_bytes(raw)
    for found in (by_page(engine, place), by_command(place)):
        files = next(each for each in found["checks"] if each["name"] == "files")
        assert (files["state"], files["files"]) == ("wrong", ["README.txt"])
