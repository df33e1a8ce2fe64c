"""The real server over the shipped data, open to as many questions as there are."""

import pytest

from tests.serving import NO_BUDGETS
from tests.serving import serving

# nothing that is asked here takes so long; what does must not last
DEADLINE = {"deadline_seconds": 20}


@pytest.fixture(scope="session")
def address(shipped_home):
    with serving(shipped_home, settings=NO_BUDGETS | DEADLINE) as server:
        yield server.address
