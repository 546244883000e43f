"""Read a page and a feed full of addresses with every way out watched; print what was tried."""

import sys

from tablee.evidence.display.describe import describe
from tablee.evidence.feed.read import read_feed
from tablee.evidence.page import Target, read_page
from tablee.ports.fetch import Fetched

TRAP = sys.argv[1]
PAGE = f"""<!doctype html>
<html lang="en"><head><title>A post</title><base href="{TRAP}/base/">
<link rel="canonical" href="{TRAP}/canonical">
<link rel="alternate" type="application/json+oembed" href="{TRAP}/oembed">
<link rel="author" href="{TRAP}/author"><link rel="hub" href="{TRAP}/hub">
<link rel="stylesheet" href="{TRAP}/style.css"><meta http-equiv="refresh" content="0;{TRAP}/">
<meta property="og:image" content="{TRAP}/image.png"></head>
<body><article class="h-entry"><a class="p-author h-card" href="{TRAP}/ada">
<img class="u-photo" src="{TRAP}/ada.png">Ada</a><a class="u-url" href="{TRAP}/here">here</a>
<div class="e-content"><iframe src="{TRAP}/frame"></iframe><img src="{TRAP}/pixel.gif">
<a href="https://meals.example/c/2012">the campaign</a></div></article></body></html>""".encode()
FEED = f"""<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY % e SYSTEM "{TRAP}/e.dtd"> %e;
<!ENTITY x SYSTEM "{TRAP}/entity">]>
<rss version="2.0" xmlns:xi="http://www.w3.org/2001/XInclude"><channel><title>&x;</title>
<image><url>{TRAP}/logo.png</url></image><xi:include href="{TRAP}/include"/>
<item><title>&x;</title><link>https://lea.example/1</link>
<enclosure url="{TRAP}/sound.mp3"/></item></channel></rss>""".encode()


def answer(body: bytes, kind: str) -> Fetched:
    return Fetched("https://lea.example/1", 200, {"content-type": kind}, body, is_whole=True)


tried: list[str] = []
WATCHED = ("socket.", "urllib.", "http.", "ftplib.", "subprocess.", "os.system")


def watch(event: str, _arguments: object) -> None:
    if event.startswith(WATCHED):
        tried.append(event)


sys.addaudithook(watch)
read_page(answer(PAGE, "text/html"), Target("2012", ("meals.example",)), now_ms=10**12)
describe(PAGE, "text/html", "https://lea.example/1")
for each in (FEED, f"{TRAP}/feed".encode()):
    try:
        read_feed(answer(each, "application/rss+xml"))
    except Exception as trouble:  # noqa: BLE001 - what it thinks of it is not our question
        sys.stderr.write(repr(trouble))
sys.stdout.write(" ".join(tried))
