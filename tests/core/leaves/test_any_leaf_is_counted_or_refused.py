"""Whatever leaves say, they are counted or refused: nothing else happens to whoever counts."""

from functools import singledispatch

from hypothesis import given
from hypothesis import strategies as st
from tests import make
from tests.core.leaves.teller import TERMS, Teller
from tests.core.leaves.writer import never

from tablee.core.leaves.fault import BadLeaf
from tablee.core.leaves.fields import FORMS
from tablee.core.leaves.leaf import leaf_bytes, read_leaf
from tablee.core.leaves.recount import Recount
from tablee.core.leaves.shape import (
    Choice,
    Either,
    Flag,
    Many,
    Pattern,
    Record,
    Row,
    Table,
    Whole,
    Words,
)

NAMES = ["post", "share", "drawing", "blogs", "shares", "Dana", "Carl", "blogs-pledge", "six"]
DOCUMENTS = ["x", "tablee-pledge/v1\n", "-----BEGIN SSH SIGNATURE-----\n", "\n\n— a b\n"]


@singledispatch
def said_by(shape):
    raise NotImplementedError(shape)


@said_by.register
def _(shape: Whole):
    few = st.integers(shape.least, min(shape.most, shape.least + 9))
    return few | st.sampled_from([shape.most, make.MIDDLE_MS]).map(lambda n: min(n, shape.most))


@said_by.register
def _(shape: Words):
    least = [""] if shape.least == 0 else []
    return st.sampled_from([*least, *NAMES, make.SLUG, "é"]) | st.sampled_from(DOCUMENTS)


@said_by.register
def _(shape: Pattern):
    return st.from_regex(shape.pattern, fullmatch=True)


@said_by.register
def _(shape: Choice):
    return st.sampled_from(shape.choices)


@said_by.register
def _(_shape: Flag):
    return st.booleans()


@said_by.register
def _(shape: Either):
    return st.one_of([said_by(each) for each in shape.shapes])


@said_by.register
def _(shape: Row):
    return st.tuples(*[said_by(each) for each in shape.shapes]).map(list)


@said_by.register
def _(shape: Many):
    return st.lists(said_by(shape.shape), min_size=shape.least, max_size=3)


@said_by.register
def _(shape: Table):
    return st.dictionaries(st.sampled_from(NAMES), said_by(shape.shape), max_size=3)


@said_by.register
def _(shape: Record):
    required = {name: said_by(each) for name, each in shape.required.items()}
    optional = {name: said_by(each) for name, each in shape.optional.items()}
    return st.fixed_dictionaries(required, optional=optional)


LEAVES = st.one_of(
    [
        st.tuples(st.just(kind), st.one_of([said_by(form) for form in forms]))
        for kind, forms in FORMS.items()
    ]
)


def tell(recount, kind, minute, body):
    """Take a leaf in; return whether it was taken."""
    try:
        recount.take(read_leaf(leaf_bytes(kind, minute, body)))
    except BadLeaf:
        return False
    return True


@given(leaves=st.lists(LEAVES, max_size=3))
def test_a_log_that_begins_anyhow(leaves):
    recount = Recount(never)
    for kind, body in leaves:
        if not tell(recount, kind, 0, body):
            return


@given(leaves=st.lists(LEAVES, min_size=1, max_size=5), acts=st.integers(0, 3))
def test_a_campaign_that_goes_on_anyhow(leaves, acts):
    told = Teller(TERMS)
    for _ in range(acts):
        told.act("share")
    for kind, body in leaves:
        if not tell(told.recount, kind, told.minute, body):
            return
        told.recount.tally()
        told.recount.facts()
