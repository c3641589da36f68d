"""Rooms: what each is about, how many statements it may have, and how many files a folder may show."""

import ast
import re
from collections import Counter

from architecture.source_tree import PACKAGE, ROOT, modules, nodes_of, none_of, tree_of

OF_FORMS = ("tables", "trees", "states", "graphs")  # each form of game has a room within that of the forms
MOST_FILES = 20
DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


def rooms():
    """The table of rooms in CONTRIBUTING: the sentence of each, and the statements that it may have."""
    page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([\w.]+)` \| (.*) \| ([\d,]+) \|$", page, re.MULTILINE)
    return {room: (said, int(most.replace(",", ""))) for room, said, most in rows}


def room_of(module):
    """The room that a module is in."""
    first, second = (*module.split("."), "")[:2]
    return f"{first}.{second}" if first == "forms" and second in OF_FORMS else first


def statements(module):
    """How many statements a module has, docstrings left out."""
    nodes = nodes_of(module)
    docstrings = sum(isinstance(node, DOCUMENTED) and ast.get_docstring(node) is not None for node in nodes)
    return sum(isinstance(node, ast.stmt) for node in nodes) - docstrings


def test_contributing_says_of_each_room_what_its_own_first_line_says():
    names = {room_of(module) for module in modules()} - {"", "__main__"}
    said = {
        room: ast.get_docstring(tree_of(room)).split("\n")[0].replace("``", "`").rstrip(".") for room in names
    }
    assert {room: sentence for room, (sentence, _) in rooms().items()} == said


def test_no_room_has_more_statements_than_it_may():
    counts = Counter()
    for module in modules():
        counts[room_of(module)] += statements(module)
    none_of(
        f"{room} has {counts[room]} statements of {most}"
        for room, (_, most) in rooms().items()
        if counts[room] > most
    )


def test_no_folder_shows_more_files_than_one_takes_in():
    none_of(
        f"{folder.relative_to(PACKAGE)} has {files} files"
        for folder, files in Counter(path.parent for path in modules().values()).items()
        if files > MOST_FILES
    )
