"""What may be wrong with a picture; the sentences about it are in the pages."""

from enum import StrEnum


class Fault(StrEnum):
    """Why a picture is not taken."""

    NOT_A_PICTURE = "not_a_picture"
    SVG = "svg"
    """A drawing that is a program: it could load, and do, anything."""
    HEIC = "heic"
    """What some telephones make; no browser but their own shows it."""
    OTHER_PICTURE = "other_picture"
    """GIF, TIFF, BMP and the like."""
    ANIMATED = "animated"
    TOO_MANY_BYTES = "too_many_bytes"
    TOO_MANY_PIXELS = "too_many_pixels"
    TOO_SMALL = "too_small"
    BROKEN = "broken"
    """It ends too early, contradicts itself, or takes too long or too much to open."""
    BLANK = "blank"
    """There is nothing on it."""
    BUSY = "busy"
    """Many pictures are being opened at this moment: nothing is wrong with this one."""


class PictureRefused(Exception):
    """A picture is not taken; nothing of it was kept."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault
