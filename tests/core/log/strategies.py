"""What logs are made of, of every shape."""

from hypothesis import strategies as st

from tablee.core.log.checkpoint import Checkpoint
from tablee.core.log.note import COSIGNATURE, ED25519, KEY_BYTES, ML_DSA_44, Key, Note, Signature

letters = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp"))
names = st.text(letters.filter(lambda char: char != "+"), min_size=1, max_size=40)
hashes = st.binary(min_size=32, max_size=32)
sizes = st.integers(0, 10**18 - 1)
leaves = st.lists(st.binary(max_size=20), max_size=70)
signatures = st.builds(
    Signature, names, st.binary(min_size=4, max_size=4), st.binary(min_size=1, max_size=80)
)
lines = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=40)
texts = st.lists(lines, min_size=1, max_size=5).map(lambda found: "\n".join(found) + "\n")
notes = st.builds(Note, texts, st.lists(signatures, min_size=1, max_size=4).map(tuple))
checkpoints = st.builds(Checkpoint, lines.filter(bool), sizes, hashes)


@st.composite
def keys(draw, sorts=(ED25519, COSIGNATURE, ML_DSA_44)):
    sort = draw(st.sampled_from(sorts))
    public = draw(st.binary(min_size=32, max_size=32))
    return Key(draw(names), sort, public * (KEY_BYTES[sort] // 32))
