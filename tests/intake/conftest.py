"""What the tests of the intake share."""

import pytest
from tests.intake.house import opened, plain_site


@pytest.fixture
def site():
    """A site in memory, with one campaign and one key."""
    return plain_site()


@pytest.fixture
def house(site):
    """The site, open."""
    with opened(site) as house:
        yield house
