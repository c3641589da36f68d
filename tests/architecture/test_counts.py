"""The pages say how many test functions there are, to the hundred."""

import re

from architecture.source_tree import ROOT, none_of

PAGES = ("README.md", "CONTRIBUTING.md", "tests/README.md")


def number_of_tests() -> int:
    """The number of functions under tests that are tests; a parametrized one counts once."""
    return sum(
        len(re.findall(r"^def test_", path.read_text(encoding="utf-8"), re.MULTILINE))
        for path in (ROOT / "tests").rglob("test_*.py")
    )


def test_the_pages_say_how_many_test_functions_there_are():
    hundreds = number_of_tests() // 100 * 100
    assert hundreds > 2000
    said = {page: re.findall(r"([\d,]+) test functions", (ROOT / page).read_text("utf-8")) for page in PAGES}
    none_of(
        f"{page} says {found}, not {hundreds:,}" for page, found in said.items() if found != [f"{hundreds:,}"]
    )
