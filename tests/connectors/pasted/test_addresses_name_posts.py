"""Each address that people really paste names one post, and no stranger's address names any."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tablee import registry
from tablee.evidence.address.networks import KnownNetworks

X = "https://x.com/i/status/1890000000000000001"
THREADS = "https://www.threads.com/t/DBabc_1-xyZ"
INSTAGRAM = "https://www.instagram.com/p/DBabc_1-xyZ/"
TIKTOK = "https://www.tiktok.com/@_/video/7300000000000000001"
TIKTOK_HERS = "https://www.tiktok.com/@fay.eats/video/7300000000000000001"
YOUTUBE = "https://www.youtube.com/watch?v=abc-DEF_123"
LINKEDIN = "https://www.linkedin.com/feed/update/urn:li:activity:7100000000000000001"
FACEBOOK = "https://www.facebook.com/1234567890123456"
PFBID = "pfbid02abcDEF123ghiJKL456mnoPQR"
FORMS = {
    "x": [
        ("https://x.com/emil/status/1890000000000000001", X),
        ("http://x.com/emil/status/1890000000000000001/", X),
        ("https://twitter.com/emil/status/1890000000000000001?s=46&t=abc", X),
        ("https://www.twitter.com/emil/statuses/1890000000000000001", X),
        ("https://mobile.twitter.com/emil/status/1890000000000000001#m", X),
        ("https://mobile.x.com/i/web/status/1890000000000000001", X),
        ("https://X.COM/Emil_1/status/1890000000000000001/photo/1", X),
        ("https://x.com:443/emil/status/1890000000000000001/video/1", X),
        ("https://x.com./emil/status/1890000000000000001", X),
        (X, X),
        ("https://x.com/emil", None),
        ("https://x.com/emil/status/", None),
        ("https://x.com/emil/status/abc", None),
        ("https://x.com/emil/status/0", None),
        ("https://x.com/emil/lists/1890000000000000001", None),
    ],
    "threads": [
        ("https://www.threads.net/@emil/post/DBabc_1-xyZ", THREADS),
        ("https://threads.com/@emil.eats/post/DBabc_1-xyZ?xmt=AQ&slof=1", THREADS),
        ("https://www.threads.net/t/DBabc_1-xyZ/", THREADS),
        (THREADS, THREADS),
        ("https://www.threads.com/@emil", None),
    ],
    "instagram": [
        ("https://www.instagram.com/p/DBabc_1-xyZ/?igsh=abc==&img_index=2", INSTAGRAM),
        ("https://instagram.com/reel/DBabc_1-xyZ", INSTAGRAM),
        ("https://m.instagram.com/reels/DBabc_1-xyZ/", INSTAGRAM),
        ("https://www.instagram.com/tv/DBabc_1-xyZ/", INSTAGRAM),
        ("https://www.instagram.com/fay.eats/p/DBabc_1-xyZ/", INSTAGRAM),
        ("https://instagr.am/p/DBabc_1-xyZ/", INSTAGRAM),
        ("https://www.instagram.com/p/DBabc_1-xyZ/embed/captioned/", INSTAGRAM),
        (INSTAGRAM, INSTAGRAM),
        (
            "https://www.instagram.com/share/reel/BAabc12345",
            "https://www.instagram.com/share/reel/BAabc12345/",
        ),
        ("https://www.instagram.com/fay.eats/", None),
        ("https://www.instagram.com/stories/fay.eats/3100000000000000001/", None),
    ],
    "tiktok": [
        ("https://www.tiktok.com/@fay.eats/video/7300000000000000001", TIKTOK_HERS),
        ("https://tiktok.com/@fay.eats/photo/7300000000000000001?is_from_webapp=1", TIKTOK_HERS),
        ("https://m.tiktok.com/v/7300000000000000001.html?u_code=a", TIKTOK),
        ("https://www.tiktok.com/@/video/7300000000000000001", TIKTOK),
        ("https://www.tiktok.com/embed/v2/7300000000000000001", TIKTOK),
        (TIKTOK, TIKTOK),
        ("https://vm.tiktok.com/ZMabc1234/", "https://vm.tiktok.com/ZMabc1234/"),
        ("https://vt.tiktok.com/ZSabc1234", "https://vt.tiktok.com/ZSabc1234/"),
        ("https://www.tiktok.com/t/ZTabc1234/?k=1", "https://www.tiktok.com/t/ZTabc1234/"),
        ("https://www.tiktok.com/@fay.eats", None),
        ("https://www.tiktok.com/tag/soup", None),
    ],
    "youtube": [
        ("https://www.youtube.com/watch?v=abc-DEF_123", YOUTUBE),
        ("https://youtube.com/watch?list=PL1&v=abc-DEF_123&t=12s", YOUTUBE),
        ("https://m.youtube.com/watch?v=abc-DEF_123&pp=x", YOUTUBE),
        ("https://music.youtube.com/watch?v=abc-DEF_123", YOUTUBE),
        ("https://youtu.be/abc-DEF_123?si=abc", YOUTUBE),
        ("http://youtu.be/abc-DEF_123", YOUTUBE),
        ("https://www.youtube.com/shorts/abc-DEF_123?feature=share", YOUTUBE),
        ("https://www.youtube.com/live/abc-DEF_123", YOUTUBE),
        ("https://www.youtube-nocookie.com/embed/abc-DEF_123", YOUTUBE),
        ("https://www.youtube.com/watch?v=abc", None),
        ("https://www.youtube.com/watch?list=PL1", None),
        ("https://www.youtube.com/@fay", None),
        ("https://youtu.be/", None),
    ],
    "linkedin": [
        (
            "https://www.linkedin.com/posts/emil-soup_soup-activity-7100000000000000001-aBcD?x=1",
            LINKEDIN,
        ),
        ("https://www.linkedin.com/feed/update/urn:li:activity:7100000000000000001/", LINKEDIN),
        (
            "https://fr.linkedin.com/feed/update/urn%3Ali%3Aactivity%3A7100000000000000001",
            LINKEDIN,
        ),
        ("https://linkedin.com/embed/feed/update/urn:li:activity:7100000000000000001", LINKEDIN),
        (
            "https://www.linkedin.com/posts/emil_soup-ugcPost-7100000000000000002-aBcD",
            LINKEDIN.replace("activity", "ugcPost").replace("0001", "0002"),
        ),
        ("https://lnkd.in/p/eAbc123", "https://lnkd.in/p/eAbc123"),
        ("https://lnkd.in/eAbc123", None),
        ("https://www.linkedin.com/in/emil", None),
        ("https://www.linkedin.com/pulse/soup-emil-abc", None),
    ],
    "facebook": [
        ("https://www.facebook.com/emil/posts/1234567890123456", FACEBOOK),
        ("https://m.facebook.com/emil/posts/soup-for-all/1234567890123456/?mibextid=a", FACEBOOK),
        ("https://www.facebook.com/permalink.php?story_fbid=1234567890123456&id=4", FACEBOOK),
        ("https://m.facebook.com/story.php?story_fbid=1234567890123456&id=4", FACEBOOK),
        ("https://www.facebook.com/photo.php?fbid=1234567890123456&set=a.1", FACEBOOK),
        ("https://www.facebook.com/photo/?fbid=1234567890123456", FACEBOOK),
        ("https://www.facebook.com/watch/?v=1234567890123456", FACEBOOK),
        ("https://fr-fr.facebook.com/kitchen/videos/1234567890123456", FACEBOOK),
        ("https://www.facebook.com/reel/1234567890123456", FACEBOOK),
        ("https://www.facebook.com/groups/soup/permalink/1234567890123456/", FACEBOOK),
        ("https://fb.com/emil/posts/1234567890123456", FACEBOOK),
        (FACEBOOK, FACEBOOK),
        (
            f"https://www.facebook.com/emil/posts/{PFBID}?rdid=a",
            f"https://www.facebook.com/emil/posts/{PFBID}",
        ),
        (
            "https://www.facebook.com/share/p/1AbcDeFgHi/",
            "https://www.facebook.com/share/p/1AbcDeFgHi/",
        ),
        ("https://fb.watch/aBcDeFgHi1/", "https://fb.watch/aBcDeFgHi1/"),
        ("https://www.facebook.com/emil", None),
        ("https://www.facebook.com/groups/soup", None),
        ("https://www.facebook.com/sharer/sharer.php?u=https://meals.example", None),
    ],
}
TABLE = [(network, *form) for network, forms in FORMS.items() for form in forms]
GOOD = [(network, address) for network, address, name in TABLE if name]
NETWORKS = {each.name: each for each in registry.connectors()}


@pytest.mark.conformance("CN-01")
@pytest.mark.parametrize(("network", "address", "name"), TABLE)
def test_an_address_names_a_post_or_nothing(network, address, name):
    assert NETWORKS[network].recognise(address) == name


@pytest.mark.parametrize(("network", "address"), GOOD)
def test_a_name_is_an_address_of_the_same_post(network, address):
    recognise = NETWORKS[network].recognise
    assert recognise(recognise(address)) == recognise(address)


@pytest.mark.conformance("CN-01")
@pytest.mark.parametrize(("network", "address"), GOOD)
@pytest.mark.parametrize(
    "trick",
    [
        "https://{host}.evil.example{rest}",
        "https://evil.example/{host}{rest}",
        "https://{host}@evil.example{rest}",
        "https://emil:secret@{host}{rest}",
        "https://evil.example/?{host}{rest}",
        "https://evil.example#{host}{rest}",
        "https://evil-{host}{rest}",
        "https://{host}:8443{rest}",
        "https://{host}\\@evil.example{rest}",
        "https://{host}%2eevil.example{rest}",
        "ftp://{host}{rest}",
        "javascript://{host}{rest}",
        "//{host}{rest}",
        "https:{host}{rest}",
        "https://{host}\n{rest}",
    ],
)
def test_an_address_elsewhere_is_no_post_of_a_network(network, address, trick):
    host, _, rest = address.partition("://")[2].partition("/")
    forged = trick.format(host=host, rest=f"/{rest}")
    assert NETWORKS[network].recognise(forged) is None
    placed = KnownNetworks(registry.connectors()).placed(forged)
    assert placed is None or placed.network.name not in FORMS


@given(network=st.sampled_from(sorted(FORMS)), address=st.text(max_size=200))
def test_any_text_can_be_asked_about(network, address):
    NETWORKS[network].recognise(address)
    found = NETWORKS[network].recognise(f"https://www.{network}.com/{address}")
    assert found is None or NETWORKS[network].recognise(found) == found


NUMBERS = st.integers(min_value=10**9, max_value=10**19 - 1).map(str)
WORDS = st.text("abcXYZ019_", min_size=1, max_size=15)
CODES = st.text("abcXYZ019_-", min_size=11, max_size=11)
TRACKING = st.sampled_from(["", "?s=20", "?utm_source=a&utm_medium=b", "/?igsh=a%3D%3D", "#x"])


@given(NUMBERS, WORDS, st.sampled_from(["x.com", "twitter.com", "mobile.twitter.com"]), TRACKING)
def test_a_post_on_x_has_one_name(number, handle, host, tracking):
    address = f"https://{host}/{handle}/status/{number}{tracking}"
    assert NETWORKS["x"].recognise(address) == f"https://x.com/i/status/{number}"


@given(CODES, TRACKING)
def test_a_video_on_youtube_has_one_name(code, tracking):
    name = f"https://www.youtube.com/watch?v={code}"
    for address in (f"https://youtu.be/{code}{tracking}", f"{name}&t=3", f"{name}#t=3"):
        assert NETWORKS["youtube"].recognise(address) == name


@given(CODES, WORDS, TRACKING)
def test_a_post_on_threads_or_instagram_has_one_name(code, handle, tracking):
    threads, instagram = NETWORKS["threads"].recognise, NETWORKS["instagram"].recognise
    found = threads(f"https://www.threads.net/@{handle}/post/{code}{tracking}")
    assert found == f"https://www.threads.com/t/{code}"
    shown = {instagram(f"https://instagram.com/{way}/{code}{tracking}") for way in ("p", "reel")}
    assert shown == {f"https://www.instagram.com/p/{code}/"}


def test_networks_with_hosts_of_their_own_are_asked_before_those_that_are_anywhere():
    known = KnownNetworks(registry.connectors())
    for network, address in GOOD:
        placed = known.placed(address)
        assert placed is not None
        assert placed.network.name == network
