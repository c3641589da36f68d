"""Every source that a docstring or the catalog names is a full reference."""

import ast
import re

import pytest
from architecture.source_tree import ROOT, modules, tree_of

BIBLIOGRAPHY = (ROOT / "docs" / "references.bib").read_text(encoding="utf-8")
ENTRIES = {
    key: (kind, body)
    for kind, key, body in re.findall(r"^@(\w+)\{(\w+),\n(.*?)^\}", BIBLIOGRAPHY, re.DOTALL | re.MULTILINE)
}
PART = re.compile(r"^Sources?(?::|\n-+)(.*?)(?:\n\n|\Z)", re.DOTALL | re.MULTILINE)
NEEDED = {
    "article": {"author", "title", "journal", "volume", "pages", "year"},
    "book": {"author", "title", "publisher", "year"},
    "incollection": {"author", "title", "booktitle", "publisher", "pages", "year"},
    "inproceedings": {"author", "title", "booktitle", "pages", "year"},
    "misc": {"author", "title", "year"},
}


def cited() -> list[tuple[str, str]]:
    """(module, key) for each key in a part of a docstring that begins with "Sources"."""
    found = []
    for module in modules():
        for node in ast.walk(tree_of(module)):
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
                parts = re.findall(
                    r"^Sources?(?::|\n-+)(.*?)(?:\n\n|\Z)",
                    ast.get_docstring(node) or "",
                    re.DOTALL | re.MULTILINE,
                )
                found += [
                    (module, key) for part in parts for key in re.findall(r"\b[a-z]+\d{4}[a-z]?\b", part)
                ]
    return sorted(set(found))


def test_docstrings_name_sources():
    assert len(cited()) > 10


@pytest.mark.parametrize(("module", "key"), cited())
def test_the_sources_of_docstrings_are_references(module, key):
    assert key in ENTRIES, f"docs/references.bib has no {key}"


def test_every_key_stands_once_and_is_well_formed():
    keys = re.findall(r"^@\w+\{([^,]*),", BIBLIOGRAPHY, re.MULTILINE)
    assert len(keys) == len(set(keys)) == len(ENTRIES)
    for key in keys:
        assert re.fullmatch(r"[a-z]+\d{4}[a-z]?", key)


@pytest.mark.parametrize("key", ENTRIES)
def test_every_reference_is_full(key):
    kind, body = ENTRIES[key]
    fields = dict(re.findall(r"^  (\w+)\s*= \{(.+)\},$", body, re.MULTILINE))
    assert NEEDED[kind] <= set(fields)
    assert fields["year"].isdigit()


@pytest.mark.parametrize("key", ENTRIES)
def test_every_reference_is_cited(key):
    texts = [
        path for folder in ("gametheory_paradox", "docs", "tests") for path in (ROOT / folder).rglob("*")
    ]
    assert any(
        re.search(rf"\b{key}\b", path.read_text(encoding="utf-8"))
        for path in texts
        if path.suffix in (".py", ".md", ".yaml")
    )
