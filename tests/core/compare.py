"""What must agree between the core and the slow recount, and what must be true of both."""

from tablee.core.act import State


def same(sheet, picture, milestones):
    """Compare every total, act, sponsor and kind of *sheet* with the recount."""
    for pool in sheet.cover:
        totals = sheet.totals(pool)
        assert totals.cap == len(picture.cover.get(pool, []))
        assert totals.acts == picture.occupants(pool)
        assert totals.offered == picture.offered(pool)
        assert totals.pending == picture.pending(pool)
        assert totals.paid == picture.paid(pool)
        assert totals.unpaid == picture.unpaid(pool)
        assert sheet.earned(pool) == picture.earned(pool)
        assert sheet.is_in_order(pool)
    for act in sheet.acts:
        assert sheet.paid_units(act.number) == picture.paid_units(act.number)
        assert sheet.place(act.number) == picture.place(act.number)
    same_kinds(sheet.standing, picture)
    assert sheet.standing.supporters == picture.supporters()
    assert sheet.standing.reached == {name for name, _ in picture.reached}
    assert sheet.standing.reached <= {each["name"] for each in milestones}


def same_kinds(standing, picture):
    for name, count in standing.kinds.items():
        mine = [act for act in picture.acts if act.kind == name]
        counted = picture.counted(name)
        assert count.acts == sum(act.state != "gone" for act in mine)
        assert count.left == sum(act.state == "gone" for act in mine)
        assert count.counted == len(counted)
        assert count.counted_units == sum(act.units for act in counted)
        assert count.paid == picture.paid_by_kind(name)
        held = {"pending", "refused", "reversed"}
        assert count.pending == sum(act.units for act in mine if act.state in held)


def promises_kept(sheet, pool):
    """Assert what design section 3 promises of every line at every moment."""
    line, totals = sheet.standing.line(pool), sheet.totals(pool)
    assert 0 <= totals.paid <= totals.cap
    assert totals.unpaid >= 0
    assert totals.offered == totals.paid + totals.unpaid + totals.pending
    assert sum(sheet.earned(pool).values()) == totals.paid
    # A cap is under-served only by places not decided yet, never for want of trying.
    assert totals.paid == min(totals.cap, totals.offered) - line.held_below
    if totals.unpaid:
        assert totals.paid + line.held_below == totals.cap
    if not totals.pending:
        counted = sum(
            act.units for act in sheet.acts if act.pool == pool and act.state is State.COUNTED
        )
        assert totals.paid == min(totals.cap, counted)
