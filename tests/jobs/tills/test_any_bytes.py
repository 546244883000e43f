"""Any bytes are a till file that is read to its end, or refused in words; nothing else happens."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests import sites
from tests.jobs.tills import shop

from tablee.evidence.tills import Unreadable
from tablee.ports.kinds.tills import FileState
from tablee.wiring import memory_site

GOOD = shop.csv(shop.line(pieces=4), shop.line("T2", amount='"1,20"')).encode()
SITE = shop.open_shop(memory_site(clock=sites.set_clock()))

damaged = st.tuples(st.integers(0, len(GOOD)), st.integers(0, 9), st.binary(max_size=9)).map(
    lambda cut: GOOD[: cut[0]] + cut[2] + GOOD[cut[0] + cut[1] :]
)
json_lines = st.lists(
    st.dictionaries(
        st.sampled_from(["ticket", "time", "ean", "qte", "montant"]),
        st.one_of(st.none(), st.booleans(), st.floats(), st.integers(), st.text(max_size=9)),
    ).map(lambda said: repr(said).replace("'", '"').encode() + b"\n"),
    max_size=3,
).map(b"".join)


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(raw=st.one_of(st.binary(max_size=99), damaged, json_lines), is_whole=st.booleans())
def test_any_bytes_are_read_or_refused(tmp_path, raw, is_whole):
    path = shop.write(tmp_path, raw)
    try:
        file = shop.read(SITE, path, is_whole=is_whole)
    except Unreadable as refusal:
        file, words = None, refusal.words
    if file is None:
        assert words.en
        assert words.fr
    else:
        assert file.state is FileState.DONE
        assert file.progress.account.lines <= raw.count(b"\n") + raw.count(b"\r") + 1
