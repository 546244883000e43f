"""Whatever comes as a picture is refused, or made anew with nothing of the old file in it."""

import struct
import zlib
from contextlib import suppress
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageCms, PngImagePlugin
from tests.evidence.paintings import (
    SECRET_WORDS,
    chunk,
    encoded,
    exif,
    png_of,
    scene,
    with_chunk,
    xmp,
)

from tablee.evidence.picture import Fault, PictureRefused, isolated, prepare_apart, sniff
from tablee.evidence.picture.render import LONGEST_SIDE, PREVIEW, THUMB_SIDE, render
from tablee.evidence.picture.sniff import MOST_BYTES, Format

TRACES = (
    b"EXIF",
    b"Exif",
    b"XMP",
    b"xmpmeta",
    b"ICCP",
    b"ICC_PROFILE",
    b"http://ns.adobe",
    b"Photoshop",
)


def prepared(content):
    return render(content, sniff(content))


def fault_of(content):
    with pytest.raises(PictureRefused) as refused:
        prepared(content)
    return refused.value.fault


def opened(content):
    image = Image.open(BytesIO(content))
    image.load()
    return image


def is_like(one, other, most=24):
    """Return whether two pictures differ nowhere by much."""
    small = [each.convert("RGB").resize((64, 48)) for each in (one, other)]
    return max(high for _, high in ImageChops.difference(*small).getextrema()) <= most


def rotated_exif():
    return encoded(scene(), "JPEG", quality=90, exif=exif(6))


def told_png():
    told = PngImagePlugin.PngInfo()
    told.add_text("Comment", SECRET_WORDS.decode())
    told.add_itxt("XML:com.adobe.xmp", xmp().decode())
    told.add_text("Author", SECRET_WORDS.decode(), zip=True)
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return encoded(scene(), "PNG", pnginfo=told, exif=exif(), icc_profile=profile, dpi=(72, 72))


def told_jpeg():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return encoded(
        scene(), "JPEG", exif=exif(3), xmp=xmp(), comment=SECRET_WORDS, icc_profile=profile
    )


def told_webp():
    return encoded(scene(), "WEBP", exif=exif(), xmp=xmp(), icc_profile=b"")


SPEAKING = {
    "png": told_png,
    "jpeg": told_jpeg,
    "webp": told_webp,
    "turned": rotated_exif,
    "png with a tail": lambda: encoded(scene()) + b"PK\x03\x04" + SECRET_WORDS,
    "jpeg with a tail": lambda: encoded(scene(), "JPEG") + b"<?php " + SECRET_WORDS,
    "png with a text before its pixels": lambda: with_chunk(
        encoded(scene()), b"tEXt", b"<script>\0" + SECRET_WORDS
    ),
}


@pytest.mark.parametrize("sort", SPEAKING)
def test_no_metadata_is_left_in_any_file(sort):
    made = prepared(SPEAKING[sort]())
    for content in (made.picture, made.thumb, made.preview):
        assert SECRET_WORDS not in content
        assert [trace for trace in TRACES if trace in content] == []
        image = opened(content)
        assert not image.getexif()
        assert {*image.info} <= {
            "jfif",
            "jfif_version",
            "jfif_unit",
            "jfif_density",
            "loop",
            "background",
            "timestamp",
            "duration",
        }
        assert b"tEXt" not in content
        assert not content.endswith(SECRET_WORDS)


def test_files_are_of_the_sizes_and_sorts_that_are_served():
    made = prepared(encoded(scene(size=(3_000, 1_500)), "JPEG", quality=50))
    picture, thumb, preview = map(opened, (made.picture, made.thumb, made.preview))
    assert [each.format for each in (picture, thumb, preview)] == ["WEBP", "WEBP", "JPEG"]
    assert picture.size == (made.width, made.height) == (LONGEST_SIDE, LONGEST_SIDE // 2)
    assert max(thumb.size) == THUMB_SIDE
    assert preview.size == PREVIEW


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_stands_upright_however_the_camera_was_held(orientation):
    lying = encoded(scene(), "JPEG", quality=95, exif=exif(orientation))
    made = prepared(lying)
    assert (made.width > made.height) == (orientation < 5)
    if orientation == 6:
        assert is_like(opened(made.picture), scene().transpose(Image.Transpose.ROTATE_270))


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_mode_of_png_keeps_what_one_sees(mode):
    image = scene().convert("L") if mode == "I;16" else scene(mode=mode)
    if mode == "I;16":
        image = image.convert("I").point(lambda level: level * 256).convert("I;16")
    made = opened(prepared(encoded(image)).picture)
    assert made.mode == "RGB"
    expected = scene().convert("L") if mode in {"1", "L", "LA", "I;16"} else scene()
    assert is_like(made, expected, 255 if mode in {"1", "P"} else 24)


def test_sixteen_bits_a_colour_are_not_cut_off():
    rows = b"".join(
        b"\0" + b"".join(struct.pack(">HHH", x * 500, y * 500, 65_535) for x in range(128))
        for y in range(128)
    )
    made = opened(prepared(png_of(128, 128, rows, depth=16)).picture)
    assert is_like(made.crop((120, 120, 128, 128)), Image.new("RGB", (8, 8), (242, 242, 255)))


@pytest.mark.parametrize("is_adobe", [True, False])
def test_cmyk_is_shown_in_the_colours_of_screens(is_adobe):
    image = scene(mode="CMYK")
    content = encoded(image, "JPEG", quality=95)
    if not is_adobe:
        content = content.replace(b"Adobe", b"Adobf")
    assert prepared(content).width == 640


def test_what_is_seen_through_lies_on_white_paper():
    glass = Image.new("RGBA", (200, 200), (255, 0, 0, 0))
    glass.paste((0, 0, 255, 255), (50, 50, 150, 150))
    made = opened(prepared(encoded(glass)).picture)
    assert made.getpixel((5, 5)) == (255, 255, 255)
    assert made.getpixel((100, 100)) == (0, 0, 255)


def test_a_hostile_colour_profile_is_left_out():
    content = encoded(scene(), "JPEG", icc_profile=b"\xff" * 3_000)
    assert is_like(opened(prepared(content).picture), scene())


def apng():
    frames = [scene(each) for each in (1, 2)]
    return encoded(frames[0], "PNG", save_all=True, append_images=frames[1:])


def moving_webp():
    frames = [scene(each) for each in (1, 2)]
    return encoded(frames[0], "WEBP", save_all=True, append_images=frames[1:])


REFUSED = {
    "nothing": (lambda: b"", Fault.NOT_A_PICTURE),
    "a text": (lambda: b"hello", Fault.NOT_A_PICTURE),
    "a page": (lambda: b"<!doctype html><p>", Fault.NOT_A_PICTURE),
    "svg": (lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>", Fault.SVG),
    "svg behind a declaration": (
        lambda: b"\xef\xbb\xbf\n<?xml version='1.0'?><!-- --><SVG onload='x()'/>",
        Fault.SVG,
    ),
    "heic": (lambda: b"\0\0\0\x18ftypheic" + b"\0" * 64, Fault.HEIC),
    "avif": (lambda: b"\0\0\0\x18ftypavif" + b"\0" * 64, Fault.OTHER_PICTURE),
    "gif": (lambda: encoded(scene(), "GIF"), Fault.OTHER_PICTURE),
    "bmp": (lambda: encoded(scene(), "BMP"), Fault.OTHER_PICTURE),
    "tiff": (lambda: encoded(scene(), "TIFF"), Fault.OTHER_PICTURE),
    "moving png": (apng, Fault.ANIMATED),
    "moving webp": (moving_webp, Fault.ANIMATED),
    "1x1": (lambda: encoded(Image.new("RGB", (1, 1))), Fault.TOO_SMALL),
    "a line": (lambda: encoded(scene(size=(2_000, 10))), Fault.TOO_SMALL),
    "20,000 x 20,000": (lambda: png_of(20_000, 20_000), Fault.TOO_MANY_PIXELS),
    "a long one": (lambda: png_of(2**31 - 1, 64), Fault.TOO_MANY_PIXELS),
    "too many bytes": (lambda: encoded(scene()) + bytes(MOST_BYTES), Fault.TOO_MANY_BYTES),
    "blank": (lambda: encoded(Image.new("RGB", (400, 300), "white")), Fault.BLANK),
    "blank glass": (lambda: encoded(Image.new("RGBA", (400, 300))), Fault.BLANK),
    "half a head": (lambda: encoded(scene())[:20], Fault.BROKEN),
    "half a jpeg head": (lambda: encoded(scene(), "JPEG")[:30], Fault.BROKEN),
    "half a webp head": (lambda: encoded(scene(), "WEBP")[:18], Fault.BROKEN),
    "only a head": (lambda: b"\x89PNG\r\n\x1a\n" + chunk(b"IEND"), Fault.BROKEN),
    "a webp of no sort": (lambda: b"RIFF\0\0\0\0WEBPabcd" + bytes(40), Fault.BROKEN),
}


@pytest.mark.parametrize("sort", REFUSED)
def test_what_is_not_taken_is_refused_with_its_reason(sort):
    make, fault = REFUSED[sort]
    assert fault_of(make()) is fault


def truncated(kind):
    content = encoded(scene(), kind)
    return content[: len(content) * 2 // 3]


def two_sizes():
    """Return a WebP whose outside says 100 x 100, and whose inside is larger."""
    inside = encoded(scene(size=(300, 300)), "WEBP")[12:]
    outside = b"VP8X" + struct.pack("<I", 10) + b"\0\0\0\0" + (99).to_bytes(3, "little") * 2
    body = b"WEBP" + outside + inside
    return b"RIFF" + struct.pack("<I", len(body)) + body


HARMFUL = {
    "truncated png": lambda: truncated("PNG"),
    "truncated jpeg": lambda: truncated("JPEG"),
    "truncated webp": lambda: truncated("WEBP"),
    "a bomb of pixels": lambda: png_of(6_000, 6_000, b"\0" * (6_000 * 3 + 1) * 6_000)[:-40],
    "a bomb of text": lambda: with_chunk(
        encoded(scene()), b"zTXt", b"a\0\0" + zlib.compress(bytes(80_000_000), 9)
    ),
    "two sizes": two_sizes,
    "a false sum": lambda: encoded(scene())[:60] + b"\0\0\0\0" + encoded(scene())[64:],
}


HARMLESS = {"a bomb of text", "a false sum", "a bomb of pixels"}
"""They may also be opened, as long as that takes little."""


@pytest.mark.parametrize("sort", HARMFUL)
def test_what_means_harm_ends_in_the_process_apart(sort):
    try:
        made = prepare_apart(HARMFUL[sort]())
    except PictureRefused as refused:
        fault = refused.fault
    else:
        fault = made.width and Fault.BROKEN if sort in HARMLESS else None
    assert fault is Fault.BROKEN


def test_a_good_picture_comes_back_from_the_process_apart():
    content = encoded(scene(), "JPEG")
    assert prepare_apart(content) == prepared(content)


def test_a_process_that_dies_means_a_broken_picture(monkeypatch):
    monkeypatch.setattr(isolated, "_COMMAND", ("false",))
    with pytest.raises(PictureRefused) as refused:
        prepare_apart(encoded(scene()))
    assert refused.value.fault is Fault.BROKEN


def test_a_process_that_hangs_is_killed(monkeypatch):
    monkeypatch.setattr(isolated, "_COMMAND", ("sleep", "60"))
    monkeypatch.setattr(isolated, "PATIENCE_S", 0.2)
    with pytest.raises(PictureRefused):
        prepare_apart(encoded(scene()))


def test_a_process_that_says_too_much_is_not_listened_to(monkeypatch):
    monkeypatch.setattr(isolated, "_COMMAND", ("sh", "-c", "cat >/dev/null; cat /dev/zero"))
    monkeypatch.setattr(isolated, "MOST_ANSWER", 100_000)
    with pytest.raises(PictureRefused):
        prepare_apart(encoded(scene()))


def test_when_all_turns_are_taken_nothing_is_wrong_with_the_picture(monkeypatch):
    monkeypatch.setattr(isolated, "QUEUE_S", 0.01)
    taken = [isolated.TURNS.acquire() for _ in range(isolated.AT_ONCE)]
    try:
        with pytest.raises(PictureRefused) as refused:
            prepare_apart(encoded(scene()))
    finally:
        for _ in taken:
            isolated.TURNS.release()
    assert refused.value.fault is Fault.BUSY


@given(st.binary(max_size=200))
def test_any_bytes_are_sniffed_or_refused(content):
    for begins in (b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"RIFF\0\0\0\0WEBPVP8X"):
        with suppress(PictureRefused):
            assert sniff(begins + content).format in Format


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_any_change_of_a_good_file_is_sniffed_or_refused(data):
    content = bytearray(data.draw(st.sampled_from([encoded(scene(), each) for each in Format])))
    for _ in range(data.draw(st.integers(1, 5))):
        content[data.draw(st.integers(0, min(200, len(content) - 1)))] = data.draw(
            st.integers(0, 255)
        )
    with suppress(PictureRefused):
        sniff(bytes(content))
