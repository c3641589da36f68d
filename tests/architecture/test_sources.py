"""Every source that a docstring or the catalog names is a full reference."""

import ast
import re
from functools import cache

from architecture.source_tree import ROOT, modules, nodes_of, none_of

BIBLIOGRAPHY = (ROOT / "gametheory_paradox" / "catalog" / "references.bib").read_text(encoding="utf-8")
ENTRIES = {
    key: (kind, body)
    for kind, key, body in re.findall(r"^@(\w+)\{(\w+),\n(.*?)^\}", BIBLIOGRAPHY, re.DOTALL | re.MULTILINE)
}
PART = re.compile(r"^Sources?(?::|\n-+)(.*?)(?:\n\n|\Z)", re.DOTALL | re.MULTILINE)
KEY = re.compile(r"\b[a-z]+\d{4}[a-z]?\b")
NEEDED = {
    "article": {"author", "title", "journal", "volume", "pages", "year"},
    "book": {"author", "title", "publisher", "year"},
    "incollection": {"author", "title", "booktitle", "publisher", "pages", "year"},
    "inproceedings": {"author", "title", "booktitle", "pages", "year"},
    "misc": {"author", "title", "year"},
}


@cache
def cited() -> list[tuple[str, str]]:
    """(module, key) for each key in a part of a docstring that begins with "Sources"."""
    found = set()
    for module in modules():
        for node in nodes_of(module):
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
                parts = PART.findall(ast.get_docstring(node) or "")
                found |= {(module, key) for part in parts for key in KEY.findall(part)}
    return sorted(found)


def test_docstrings_name_sources():
    assert len(cited()) > 10


def test_the_sources_of_docstrings_are_references():
    none_of(f"{module} cites {key}, which is not there" for module, key in cited() if key not in ENTRIES)


def test_every_key_stands_once_and_is_well_formed():
    keys = re.findall(r"^@\w+\{([^,]*),", BIBLIOGRAPHY, re.MULTILINE)
    assert len(keys) == len(set(keys)) == len(ENTRIES)
    for key in keys:
        assert re.fullmatch(r"[a-z]+\d{4}[a-z]?", key)


def test_every_reference_is_full():
    for key, (kind, body) in ENTRIES.items():
        fields = dict(re.findall(r"^  (\w+)\s*= \{(.+)\},$", body, re.MULTILINE))
        assert NEEDED[kind] <= set(fields), f"{key} lacks {NEEDED[kind] - set(fields)}"
        assert fields["year"].isdigit(), key


def test_every_reference_is_cited():
    folders = ("gametheory_paradox", "docs", "tests")
    texts = [path for folder in folders for path in (ROOT / folder).rglob("*")]
    words = set()
    for path in texts:
        if path.suffix in (".py", ".md", ".yaml"):
            words |= set(re.findall(r"\w+", path.read_text(encoding="utf-8")))
    none_of(key for key in ENTRIES if key not in words)
