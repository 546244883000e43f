"""The scene that both machines play on: two lines, three kinds, four people, and what was paid."""

POOLS = ("blogs", "shares")
KINDS = ("post", "drawing", "share")
PEOPLE = ("Emil", "Fay", "Gus", "")


def milestones_on_paper(terms):
    """The milestones as the clerk of `tests.core.naive` writes them down."""
    return [
        {
            "name": each.name,
            "measure": str(each.measure),
            "kinds": each.kinds or KINDS,
            "threshold": each.threshold,
            "pool": each.pool,
            "units": each.units,
            "weights": dict(each.shares),
        }
        for each in terms.milestones
    ]


class Payments:
    """Units paid for each act: nobody is unpaid by the fate of another."""

    def __init__(self):
        self.before = {}

    def may_fall(self, number):
        """The act itself has been taken back."""
        self.before.pop(number, None)

    def see(self, now):
        for number, paid in self.before.items():
            assert now[number] >= paid, "nobody is unpaid by the fate of another"
        self.before = now
