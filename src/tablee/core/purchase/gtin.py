"""Product codes (GTIN): one form for all their lengths, refused when the check digit is wrong."""

LENGTHS = (8, 12, 13, 14)
FULL_LENGTH = 14


def gtin(code: str) -> str | None:
    """Return *code* with fourteen digits; nothing when it is no product code.

    Tills print the same product as EAN-8, UPC, EAN-13 or GTIN-14, and spreadsheets eat leading
    zeros: a code that is good once its zeros are back is taken.

    >>> gtin("4006381333931"), gtin(" 036000291452 "), gtin("36000291452"), gtin("96385074")
    ('04006381333931', '00036000291452', '00036000291452', '00000096385074')
    >>> gtin("4006381333932"), gtin("22"), gtin("")
    (None, None, None)
    """
    digits = code.strip().replace(" ", "").replace("-", "")
    if not (digits.isascii() and digits.isdigit()) or len(digits) > FULL_LENGTH:
        return None
    if len(digits) < LENGTHS[0] or not int(digits):
        return None
    full = digits.zfill(FULL_LENGTH)
    return full if check_digit(full[:-1]) == full[-1] else None


def check_digit(digits: str) -> str:
    """Return the digit that follows *digits*, by the rule of GS1: weights 3 and 1 from the right.

    >>> check_digit("400638133393")
    '1'
    """
    odd = sum(map(int, digits[::-2]))
    even = sum(map(int, digits[-2::-2]))
    return str(-(3 * odd + even) % 10)
