"""One window of a real browser for each file of tests that asks for it."""

import pytest
from units.views.browser import Browser


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    window = Browser(tmp_path_factory.mktemp("profile"))
    yield window
    window.close()
