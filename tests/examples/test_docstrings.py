"""The examples in docstrings run."""

import doctest
import importlib

from architecture.source_tree import NAME, modules, none_of
from witnesses.sampling import steps

FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


def examples_of(module: str) -> list[doctest.DocTest]:
    loaded = importlib.import_module(f"{NAME}.{module}".rstrip("."))
    return [test for test in doctest.DocTestFinder(exclude_empty=True).find(loaded) if test.examples]


def with_examples() -> list[str]:
    """The modules in which examples stand."""
    return [name for name, path in modules().items() if ">>> " in path.read_text(encoding="utf-8")]


@steps(16)
def test_the_examples_of_every_module_run(step, tmp_path, monkeypatch):
    told: list[str] = []
    for module in with_examples()[::step]:
        folder = tmp_path / f"in {module or 'the front door'}"
        folder.mkdir()
        monkeypatch.chdir(folder)
        found = examples_of(module)
        assert found, module
        for test in found:
            assert doctest.DocTestRunner(optionflags=FLAGS).run(test, out=told.append).attempted > 0
    none_of(told)


def test_many_modules_have_examples():
    assert len(with_examples()) > 15
    assert "" in with_examples()
