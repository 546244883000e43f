"""Make a stranger's picture anew: upright, in plain colours, small enough, and nothing besides.

Every file is encoded from bare pixels, copied into an empty picture: what else came with them
(EXIF, XMP, colour profiles, comments, thumbnails, whatever lies behind the end) cannot follow.
Decoders may be slow, and wrong: run this through `isolated`.
"""

from io import BytesIO
from typing import Any

from PIL import Image, ImageCms, ImageFilter, ImageOps

from tablee.core.drawing.likeness import Likeness
from tablee.evidence.picture import waves
from tablee.evidence.picture.fault import Fault, PictureRefused
from tablee.evidence.picture.prepared import Prepared
from tablee.evidence.picture.sniff import MOST_PIXELS, Sniffed

LONGEST_SIDE = 2_048
THUMB_SIDE = 480
PREVIEW = (1_200, 630)
"""What networks show of a link."""
PAPER = (255, 255, 255)
_FEW_COLOURS = 8_192
"""With so many colours at most a picture was drawn, not photographed: not a pixel is lost."""
_BLANK_STEPS = 4
"""Between the lightest and the darkest of a sheet on which there is nothing."""
_LARGE = 2 * LONGEST_SIDE
_PDQ_SHEET = 512
_PDQ_BLUR = 1.5
"""A box of four pixels, a hundred-and-twenty-eighth of the sheet, as PDQ has it."""


def render(content: bytes, sniffed: Sniffed) -> Prepared:
    """Return the picture in *content* made anew. Libraries may raise what they like.

    Raises:
        PictureRefused: it is not what it says it is, or there is nothing on it.
    """
    plain = _plain(_opened(content, sniffed))
    lightest, darkest = _extremes(plain)
    if lightest - darkest <= _BLANK_STEPS:
        raise PictureRefused(Fault.BLANK)
    plain.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    thumb = ImageOps.contain(plain, (THUMB_SIDE, THUMB_SIDE), Image.Resampling.LANCZOS)
    preview = ImageOps.pad(plain, PREVIEW, Image.Resampling.LANCZOS, color=PAPER)
    return Prepared(
        picture=_webp(plain),
        thumb=_webp(thumb),
        preview=_encoded(preview, "JPEG", quality=88, subsampling=0, optimize=True),
        width=plain.width,
        height=plain.height,
        positions=_positions(plain),
    )


def _opened(content: bytes, sniffed: Sniffed) -> Image.Image:
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    image: Image.Image = Image.open(BytesIO(content), formats=[sniffed.format.value])
    if image.size != (sniffed.width, sniffed.height):
        raise PictureRefused(Fault.BROKEN)
    if getattr(image, "n_frames", 1) > 1:
        raise PictureRefused(Fault.ANIMATED)
    # A large photograph is decoded at a half or a quarter of its size, where its format can.
    image.draft(None, (_LARGE, _LARGE))
    image.load()
    return image


def _plain(image: Image.Image) -> Image.Image:
    """Return the picture upright, opaque, in sRGB, with eight bits a colour."""
    image = ImageOps.exif_transpose(image)
    image.thumbnail((_LARGE, _LARGE), Image.Resampling.BOX)
    profile = image.info.get("icc_profile")
    image = _in_eight_bits(image)
    if image.has_transparency_data:
        layer = image.convert("RGBA")
        sheet = Image.new("RGB", layer.size, PAPER)
        sheet.paste(layer, mask=layer.getchannel("A"))
        image = sheet
    image = _in_srgb(image, profile)
    bare = Image.new("RGB", image.size)
    bare.paste(image.convert("RGB"))
    return bare


def _in_eight_bits(image: Image.Image) -> Image.Image:
    """Return a picture of 16 bits a colour with 8; Pillow would cut the brighter ones off."""
    if image.mode.startswith("I") or image.mode == "F":
        return image.convert("I").point(lambda level: level * (1 / 256)).convert("L")
    return image


def _in_srgb(image: Image.Image, profile: Any) -> Image.Image:
    """Return the picture in the colours of screens, if it says which colours it is in."""
    if not profile or image.mode not in {"RGB", "L", "CMYK"}:
        return image
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        screen = ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(image, source, screen, outputMode="RGB") or image
    except (ImageCms.PyCMSError, ValueError, OSError):
        return image


def _extremes(image: Image.Image) -> tuple[float, float]:
    bands = [band.getextrema() for band in image.split()]
    widest = max(bands, key=lambda ends: float(ends[1]) - float(ends[0]))  # type: ignore[arg-type]
    return float(widest[1]), float(widest[0])  # type: ignore[arg-type]


def _webp(image: Image.Image) -> bytes:
    if image.getcolors(_FEW_COLOURS) is not None:
        return _encoded(image, "WEBP", lossless=True, quality=60, method=3)
    return _encoded(image, "WEBP", quality=86, method=4)


def _encoded(image: Image.Image, kind: str, **how: Any) -> bytes:
    file = BytesIO()
    image.save(file, kind, **how)
    return file.getvalue()


def _positions(image: Image.Image) -> list[Likeness]:
    grey = image.convert("L")
    sheet = grey.resize((_PDQ_SHEET, _PDQ_SHEET), Image.Resampling.BILINEAR)
    for _ in range(2):
        sheet = sheet.filter(ImageFilter.BoxBlur(_PDQ_BLUR))
    step = _PDQ_SHEET // waves.PDQ_SIDE
    level = sheet.tobytes()
    fine = [
        level[row * _PDQ_SHEET + step // 2 : (row + 1) * _PDQ_SHEET : step]
        for row in range(step // 2, _PDQ_SHEET, step)
    ]
    side = waves.PHASH_SIDE
    small = grey.resize((side, side), Image.Resampling.LANCZOS).tobytes()
    coarse = [small[row * side : (row + 1) * side] for row in range(side)]
    return waves.positions(fine, coarse)
