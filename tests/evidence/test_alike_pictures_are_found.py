"""A picture that was scaled, saved anew, turned or mirrored is found again; another is not."""

import pytest
from PIL import Image, ImageEnhance
from tests.evidence.paintings import encoded, scene

from tablee.core.drawing.likeness import PDQ_BITS, Likeness, are_alike, most_alike
from tablee.evidence.picture.render import render
from tablee.evidence.picture.sniff import sniff

REFERENCE = {
    (1, 640, 480): "25f2b15813deaf1e6d4bad296ce36b0a11d0a6d2951e3f9ece2398e150f46c85",
    (1, 1000, 300): "0b03b66900fef838119fed871079c0fe45372b814e6780bf71cc64f31ccfdf28",
    (2, 640, 480): "68f285687a390887f2662bad0f0fbcc1f4b402f33f1a2d4eb17df7027f0142ec",
    (2, 1000, 300): "cb52374ff0496bd4d9989c33719222e44e37f24ccd724bb3309b0ef0f1cc9c23",
}
"""What PDQ's reference code (pdqhash 0.2.8) says of the same pictures."""
TURNS = list(Image.Transpose)


def looks(image, kind="PNG", **how):
    content = encoded(image, kind, **how)
    return render(content, sniff(content)).positions


def bits(one, other):
    return (int.from_bytes(one) ^ int.from_bytes(other)).bit_count()


@pytest.mark.parametrize("picture", REFERENCE)
def test_our_pdq_is_near_that_of_its_makers(picture):
    seed, *size = picture
    ours = looks(scene(seed, tuple(size)))[0]
    assert bits(ours.pdq, bytes.fromhex(REFERENCE[picture])) <= PDQ_BITS // 3
    assert ours.quality == 100


@pytest.mark.parametrize("turn", TURNS)
def test_a_picture_turned_or_mirrored_is_found(turn):
    known = [(3, looks(scene(2))[0]), (7, looks(scene())[0])]
    assert most_alike(looks(scene().transpose(turn)), known) == 7


def test_a_picture_saved_anew_is_found():
    known = [(7, looks(scene())[0])]
    for image in (scene().resize((320, 240)), ImageEnhance.Brightness(scene()).enhance(0.8)):
        assert most_alike(looks(image, "JPEG", quality=40), known) == 7


def test_other_pictures_are_not_alike():
    known = [(number, looks(scene(number))[0]) for number in range(1, 12)]
    for number, look in known:
        others = [each for each in known if each[0] != number]
        assert most_alike([look], others) == 0


def test_the_nearest_is_named_and_of_equals_the_first():
    look = Likeness(bytes(32), bytes(8), 90)
    near = look._replace(pdq=bytes(31) + b"\x01")
    assert most_alike([look], [(1, near), (2, look), (3, look)]) == 2


def test_with_little_to_see_pdq_has_no_say():
    plain = Likeness(bytes(32), bytes(8), 10)
    other = plain._replace(phash=b"\xff" * 8)
    assert not are_alike(plain, other)
    assert are_alike(plain._replace(quality=90), other._replace(quality=90))
    assert are_alike(plain, plain)
    assert not are_alike(plain, Likeness())
