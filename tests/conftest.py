"""What all tests share: the `--update` option and how hypothesis runs."""

from collections.abc import Callable
from functools import partial

import hypothesis
import pytest

pytest.register_assert_rewrite("tests.support")

from tests.support import golden as golden_files  # noqa: E402 - after the assertions in it are made to explain themselves

# Examples share the machine with other workers, so the time that one takes says nothing.
hypothesis.settings.register_profile("dockwright", deadline=None)
hypothesis.settings.load_profile("dockwright")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="rewrite scenarios and golden files by what is true now")


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    """Whether expectations kept in files shall be rewritten."""
    return bool(request.config.getoption("--update"))


@pytest.fixture
def golden(update: bool) -> Callable[[str, str], None]:  # noqa: FBT001 - a fixture is passed by name
    """Compare a whole output with the file of that name in tests/golden/."""
    return partial(golden_files.check, update=update)
