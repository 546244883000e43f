"""Pictures for tests, each made when it is needed: scenes, and files that mean harm."""

import struct
import zlib
from io import BytesIO

from PIL import Image, ImageDraw

SECRET_WORDS = b"48.8566N 2.3522E"
"""Stands for what nobody wants to publish; it must be in no file that is served."""


def scene(seed=1, size=(640, 480), mode="RGB"):
    """Paint thirty shapes on white: the same ones for the same *seed*, on every machine."""
    image = Image.new("RGB", size, "white")
    pen, state = ImageDraw.Draw(image), seed

    def chance(most):
        nonlocal state
        state = (state * 1_103_515_245 + 12_345) % 2**31
        return (state >> 8) % most

    for _ in range(30):
        left, top = chance(size[0]), chance(size[1])
        wide, high = 20 + chance(200), 20 + chance(160)
        colour = (chance(256), chance(256), chance(256))
        box = (left, top, left + wide, top + high)
        (pen.ellipse if chance(2) else pen.rectangle)(box, fill=colour)
    return image.convert(mode)


def encoded(image, kind="PNG", **how):
    file = BytesIO()
    image.save(file, kind, **how)
    return file.getvalue()


def chunk(name, content=b""):
    """Return a part of a PNG file."""
    return (
        struct.pack(">I", len(content))
        + name
        + content
        + struct.pack(">I", zlib.crc32(name + content))
    )


def png_of(width, height, pixels=b"\0", depth=8, colours=2):
    """Return a PNG that says how large it is, whatever its pixels are."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colours, 0, 0, 0))
    body = chunk(b"IDAT", zlib.compress(pixels, 9))
    return b"\x89PNG\r\n\x1a\n" + head + body + chunk(b"IEND")


def with_chunk(png, name, content):
    """Return *png* with one part more behind its head."""
    return png[:33] + chunk(name, content) + png[33:]


def xmp():
    return b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><a>%s</a></x:xmpmeta>" % SECRET_WORDS


def exif(orientation=1):
    """Return EXIF with a place, a camera, and how the picture was held."""
    kept = Image.Exif()
    kept[0x0112] = orientation
    kept[0x010F] = SECRET_WORDS.decode()
    kept[0x9286] = SECRET_WORDS
    kept.get_ifd(0x8825)[1] = "N"
    kept.get_ifd(0x8825)[2] = (48.0, 51.0, 23.0)
    return kept.tobytes()
