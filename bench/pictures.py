"""Fuzz the way pictures take: how long and how much memory it costs (`-m bench.pictures`)."""

import io
import resource
import secrets
import struct
import sys
import time
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from random import Random  # noqa: TID251 - a corpus that can be had again
from typing import NamedTuple

from PIL import Image, ImageDraw

from tablee.evidence.picture import MOST_BYTES, Fault, PictureRefused, prepare_apart
from tablee.evidence.picture.apart import CPU_S, MEMORY_BYTES, WALL_S

FORMATS = ("PNG", "JPEG", "WEBP")
ROUNDS = 150
MOST_CUTS = 12
MIB = 1_048_576
BOUND_S = WALL_S + 4
"""No picture may take longer, the start of its process included."""
MARK = b"48.8566N 2.3522E"
"""Stands for metadata: it may be in no file that comes out."""


class Outcome(NamedTuple):
    """What became of one file."""

    sort: str
    said: str
    took_s: float


def seed(chance: Random, kind: str) -> bytes:
    """Paint a picture, and save it with something in it that nobody wants to publish."""
    size = (chance.randint(64, 900), chance.randint(64, 900))
    image = Image.new(chance.choice(["RGB", "L"]), size, "white")
    pen = ImageDraw.Draw(image)
    for _ in range(20):
        ends = [(chance.randrange(size[0]), chance.randrange(size[1])) for _ in range(2)]
        pen.line(ends, fill=chance.randrange(256), width=chance.randint(1, 30))
    kept = Image.Exif()
    kept[0x010F] = MARK.decode()
    file = io.BytesIO()
    image.save(file, kind, exif=kept)
    return file.getvalue()


def mutated(chance: Random, content: bytes) -> bytes:
    """Change a file as chance will have it: bytes, stretches, its end."""
    changed = bytearray(content)
    for _ in range(chance.randint(1, MOST_CUTS)):
        at = chance.randrange(len(changed))
        how = chance.randrange(5)
        if how == 0:
            changed[at] = chance.randrange(256)
        elif how == 1:
            changed[at : at + chance.randint(1, 64)] = chance.randbytes(chance.randint(0, 64))
        elif how == 2:  # noqa: PLR2004 - the ways are counted
            changed[at : at + 4] = chance.choice([b"\xff" * 4, b"\0" * 4, b"\x7f\xff\xff\xff"])
        elif how == 3:  # noqa: PLR2004 - as above
            changed[at:at] = changed[: chance.randint(1, 4_096)]
        else:
            del changed[max(64, at) :]
    return bytes(changed)


def chunk(name: bytes, content: bytes = b"") -> bytes:
    """Return a part of a PNG file."""
    whole = name + content
    return struct.pack(">I", len(content)) + whole + struct.pack(">I", zlib.crc32(whole))


def png(width: int, height: int, rows: bytes, parts: bytes = b"") -> bytes:
    """Return a PNG whose head says what it likes."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    body = chunk(b"IDAT", zlib.compress(rows, 9))
    return b"\x89PNG\r\n\x1a\n" + head + parts + body + chunk(b"IEND")


def saved(image: Image.Image, kind: str, **how: object) -> bytes:
    """Return a picture as a file."""
    file = io.BytesIO()
    image.save(file, kind, **how)  # type: ignore[arg-type] - as each format has it
    return file.getvalue()


BOMBS: dict[str, Callable[[], bytes]] = {
    "20,000 x 20,000": lambda: png(20_000, 20_000, b"\0" * 1_000),
    "2,147,483,647 x 64": lambda: png(2**31 - 1, 64, b"\0"),
    "40 million pixels, one colour": lambda: saved(Image.new("RGB", (6_324, 6_324), "red"), "PNG"),
    "40 million pixels, two colours": lambda: saved(
        Image.new("L", (6_324, 6_324), 255).rotate(7, fillcolor=0), "PNG"
    ),
    "40 million pixels of JPEG": lambda: saved(
        Image.radial_gradient("L").resize((6_324, 6_324)).convert("RGB"), "JPEG", quality=30
    ),
    "40 million pixels of WebP": lambda: saved(
        Image.radial_gradient("L").resize((6_324, 6_324)).convert("RGB"), "WEBP", method=0
    ),
    "noise as large as is taken": lambda: saved(
        Image.effect_noise((3_000, 2_600), 90).convert("L"), "PNG"
    ),
    "200 MB of text in a PNG": lambda: png(
        64,
        64,
        (b"\0" + b"\x7f" * 192) * 64,
        chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(200 * MIB))),
    ),
    "a profile of 200 MB": lambda: png(
        64,
        64,
        (b"\0" + b"\x7f" * 192) * 64,
        chunk(b"iCCP", b"a\0\0" + zlib.compress(bytes(200 * MIB))),
    ),
    "rows that never end": lambda: png(64, 64, bytes(300 * MIB)),
    "9,000 parts": lambda: png(64, 64, b"\0" * 12_352, chunk(b"tEXt", b"a\0b") * 9_000),
    "a picture that is a page": lambda: (
        saved(Image.radial_gradient("L"), "JPEG") + b"<script>alert(1)</script>"
    ),
    "one byte too many": lambda: saved(Image.radial_gradient("L"), "PNG") + bytes(MOST_BYTES),
}


def files(chance: Random) -> Iterator[tuple[str, bytes]]:
    """Give every file of the corpus with its sort: bombs, good ones, and mutations of those."""
    for name, made in BOMBS.items():
        yield f"bomb: {name}", made()
    for number in range(ROUNDS):
        kind = FORMATS[number % len(FORMATS)]
        content = seed(chance, kind)
        yield f"good {kind}", content
        yield f"mutated {kind}", mutated(chance, content)


def take(sort: str, content: bytes) -> Outcome:
    """Let one file go the whole way; say what came of it."""
    began = time.perf_counter()
    try:
        made = prepare_apart(content)
    except PictureRefused as refused:
        said = refused.fault.value
    else:
        assert not any(MARK in each for each in (made.picture, made.thumb, made.preview))
        said = "made anew"
    assert said != Fault.BUSY
    return Outcome(sort, said, time.perf_counter() - began)


def main() -> None:
    """Take everything, and print what it cost."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else secrets.randbelow(2**32)
    print(f"pictures: corpus {number} (give it again to have the same)")
    outcomes = [take(*each) for each in files(Random(number))]  # noqa: S311 - a corpus to repeat
    for each in outcomes:
        if each.sort.startswith("bomb"):
            print(f"  {each.took_s:5.2f} s  {each.said:16} {each.sort.removeprefix('bomb: ')}")
    said = Counter((each.sort, each.said) for each in outcomes if "bomb" not in each.sort)
    for (sort, what), count in sorted(said.items()):
        print(f"  {count:5}    {what:16} {sort}")
    longest = max(each.took_s for each in outcomes)
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1_024
    print(f"  longest {longest:.2f} s (bound {BOUND_S} s, {CPU_S} s of CPU)")
    print(f"  most memory of a process {most // MIB} MiB (bound {MEMORY_BYTES // MIB} MiB)")
    assert longest <= BOUND_S
    assert most <= MEMORY_BYTES


if __name__ == "__main__":
    main()
