"""Pages of strangers, as the gate to the web hands them over."""

from tablee.core.post.finding import Finding
from tablee.evidence.page import Target, read_page
from tablee.ports.fetch import Fetched

NOW_MS = 1_330_000_000_000
TARGET = Target("restos-2012", ("meals.example",), "Restos2012", ("Un billet, dix repas",))
CAMPAIGN = "https://meals.example/c/restos-2012/"
LINK = f'<a href="{CAMPAIGN}">ten meals</a>'


def fetched(
    body: str | bytes,
    content_type: str = "text/html; charset=utf-8",
    address: str = "https://lea.example/soup",
    **headers: str,
) -> Fetched:
    raw = body.encode() if isinstance(body, str) else body
    sent = {name.replace("_", "-"): text for name, text in headers.items()}
    return Fetched(address, 200, {"content-type": content_type, **sent}, raw, is_whole=True)


def look(body: str | bytes, content_type: str = "text/html", **more: str) -> Finding:
    return read_page(fetched(body, content_type, **more), TARGET, now_ms=NOW_MS)
