"""The examples in docstrings run."""

import doctest
import importlib

import pytest
from architecture.source_tree import NAME, modules

FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


def examples_of(module: str) -> list[doctest.DocTest]:
    loaded = importlib.import_module(f"{NAME}.{module}".rstrip("."))
    return [test for test in doctest.DocTestFinder(exclude_empty=True).find(loaded) if test.examples]


WITH_EXAMPLES = [name for name, path in modules().items() if ">>> " in path.read_text(encoding="utf-8")]


@pytest.mark.parametrize("module", WITH_EXAMPLES)
def test_the_examples_of_a_module_run(module, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    found = examples_of(module)
    assert found
    for test in found:
        told: list[str] = []
        result = doctest.DocTestRunner(optionflags=FLAGS).run(test, out=told.append)
        assert result.failed == 0, "".join(told)
        assert result.attempted > 0


def test_many_modules_have_examples():
    assert len(WITH_EXAMPLES) > 15
    assert "" in WITH_EXAMPLES
