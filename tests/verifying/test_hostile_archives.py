"""A zip file is read where it lies, and one that could do harm is not read at all."""

import os
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from tablee.verifying.finding import Unusable
from tablee.verifying.sources.archive import Archive
from tablee.verifying.sources.folder import Folder
from tablee.verifying.sources.opening import opened
from tablee.verifying.sources.source import Missing


def zipped(place, *members, packing=0):
    with ZipFile(place, "w", packing) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return place


@pytest.mark.parametrize(
    "name",
    ["../checkpoint", "/etc/passwd", "tile/../../x", "C:\\x", "tile\\0", "./checkpoint", "a//b"],
)
def test_a_file_that_leads_elsewhere_is_refused(tmp_path, name):
    place = zipped(tmp_path / "x.zip", ("checkpoint", b""), (name, b"x"))
    with pytest.raises(Unusable):
        Archive(place)


def test_a_file_that_is_there_twice_is_refused(tmp_path):
    with pytest.warns(UserWarning, match="Duplicate"):
        place = zipped(tmp_path / "x.zip", ("checkpoint", b"1"), ("checkpoint", b"2"))
    with pytest.raises(Unusable, match="twice"):
        Archive(place)


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path):
    zeros = bytes(10_000_000)
    place = zipped(tmp_path / "x.zip", ("checkpoint", zeros), packing=ZIP_DEFLATED)
    with pytest.raises(Unusable):
        Archive(place)


def test_what_is_no_zip_file_is_said_so(tmp_path):
    place = tmp_path / "x.zip"
    place.write_bytes(b"PK\x03\x04 and no more")
    with pytest.raises(Unusable, match="not a zip"):
        Archive(place)


def test_a_zip_file_that_somebody_made_of_the_folder_is_read_too(tmp_path):
    members = [("export/checkpoint", b"1"), ("export/tile/0/000", b"2" * 300)]
    place = zipped(tmp_path / "x.zip", *members, packing=ZIP_DEFLATED)
    with Archive(place) as archive:
        assert archive.paths() == ["checkpoint", "tile/0/000"]
        assert archive.read("tile/0/000") == b"2" * 300


def test_a_changed_bit_inside_a_member_makes_it_unreadable(tmp_path):
    place = zipped(tmp_path / "x.zip", ("checkpoint", b"the content of it"))
    raw = bytearray(place.read_bytes())
    raw[raw.index(b"content")] ^= 1
    place.write_bytes(raw)
    with Archive(place) as archive, pytest.raises(Missing):
        archive.read("checkpoint")


def test_a_link_that_leads_out_of_a_folder_is_not_followed(tmp_path):
    (tmp_path / "secret").write_bytes(b"secret")
    inside = tmp_path / "log"
    inside.mkdir()
    (inside / "checkpoint").symlink_to(tmp_path / "secret")
    folder = Folder(inside)
    with pytest.raises(Missing):
        folder.read("checkpoint")
    with pytest.raises(Missing):
        folder.read("../secret")


def test_nothing_is_written_where_a_zip_file_lies(tmp_path):
    place = zipped(tmp_path / "x.zip", ("checkpoint", b"1"))
    with opened(str(place)) as source:
        source.read("checkpoint")
    assert [each.name for each in tmp_path.iterdir()] == ["x.zip"]


def test_a_place_where_nothing_is_cannot_be_read(tmp_path):
    with pytest.raises(Unusable), opened(str(tmp_path / "nowhere")):
        pass


def test_a_file_whose_name_goes_on_behind_a_zero_is_refused(tmp_path):
    place = zipped(tmp_path / "x.zip", ("checkpoint", b"1"), ("policyXmore", b"2"))
    place.write_bytes(place.read_bytes().replace(b"policyXmore", b"policy\0more"))
    with pytest.raises(Unusable):
        Archive(place)


def test_a_packed_file_that_is_damaged_is_missing_and_nothing_breaks(tmp_path):
    place = zipped(tmp_path / "x.zip", ("checkpoint", b"1" * 99), packing=ZIP_DEFLATED)
    raw = bytearray(place.read_bytes())
    at = raw.index(b"checkpoint") + len(b"checkpoint")
    raw[at : at + 3] = b"\xff\xff\xff"
    place.write_bytes(bytes(raw))
    with Archive(place) as archive, pytest.raises(Missing):
        archive.read("checkpoint")


@pytest.mark.parametrize("flag", [0x1, 0x20, 0x40])
def test_a_file_that_is_hidden_or_half_a_file_is_refused(tmp_path, flag):
    place = zipped(tmp_path / "x.zip", ("checkpoint", b"1"))
    raw = bytearray(place.read_bytes())
    raw[raw.index(b"PK\x01\x02") + 8] |= flag
    place.write_bytes(bytes(raw))
    with pytest.raises(Unusable):
        Archive(place)


def test_a_pipe_in_a_folder_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "checkpoint")
    with pytest.raises(Missing):
        Folder(tmp_path).read("checkpoint")
