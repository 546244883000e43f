"""A picture made anew, fit to be shown: what the process apart hands back."""

import msgspec

from tablee.core.drawing.likeness import Likeness

PICTURE_TYPE = THUMB_TYPE = "image/webp"
PREVIEW_TYPE = "image/jpeg"


class Prepared(msgspec.Struct, frozen=True):
    """Three files without a trace of the one that came, and what the picture looks like."""

    picture: bytes
    thumb: bytes
    preview: bytes
    """For link previews, which not everywhere show anything but JPEG."""
    width: int
    height: int
    positions: list[Likeness]
    """Its likeness in its eight positions, as it is first."""
