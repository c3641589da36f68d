"""The table of layers, held against the code's own imports.

What stands left never imports what stands right of it; what is said (left of the line) never imports what
searches.
"""

import ast
import re

from architecture.source_tree import (
    COMPUTED,
    NAME,
    ROOT,
    all_imports,
    imports_of,
    is_foreign,
    is_standard,
    modules,
    nodes_of,
    none_of,
    tree_of,
    within,
)

SAID = [
    "errors",
    "interruption",
    "rationals",
    "table",
    "written_polynomials",
    "polynomials",
    "games",
    "claims",
    "paradoxes",
    "certificates",
    "checker",
    "checker_over_time",
]
SEARCHED = [
    *(
        "bibliography",
        "clock",
        "cycles",
        "first_use",
        "exact",
        "families",
        "formats",
        "catalog",
        "subjects",
        "kernels",
    ),
    *(
        "solvers",
        "conditions",
        "concepts",
        "detectors",
        "regions",
        "studies",
        "archive",
        "progress_bar",
        "views",
        "testing",
        "cli",
    ),
]
LAYERS = SAID + SEARCHED

THROUGH_THE_FRONT_DOOR = {"cli"}  # the one layer that stands right of the front door and goes in through it

# Which folders or modules may import a package that is not Python's own.  Types alone may be named anywhere.
OWNERS = {
    "flint": ("exact",),
    "sympy": ("exact.symbolic",),
    "yaml": ("formats",),
    "pydantic": ("formats",),
    "pydantic_core": ("formats",),
    "xarray": ("studies.sweeps.dataset",),
    "zarr": ("studies.sweeps.store",),
    "numpy": (
        *("concepts", "conditions.joint_positivity", "kernels", "solvers"),
        *("studies.sweeps", "studies.uncertainty"),
    ),
    "scipy": ("solvers", "studies.uncertainty.influence"),
    "nashpy": ("formats.arrays",),
    "pandas": ("table",),
    "numba": ("kernels.compiler",),
    "llvmlite": ("kernels.compiler",),
    "matplotlib": ("views.canvas",),
    "hypothesis": ("studies.falsify", "testing"),
    "typer": ("cli",),
    "anywidget": ("views.widget",),
    "traitlets": ("views.widget",),
}

# Where something is loaded at first use and not at the top of a file, and why.
DOORS = {
    (
        "",
        COMPUTED,
    ): "the front door: its names load when they are first used, so that importing the package stays quick",
    ("concepts", COMPUTED): "a row of the table of concepts loads its function at first use",
    (
        "first_use",
        COMPUTED,
    ): "the names of large rooms load when they are first used, so that an answer loads what it needs",
    ("", "importlib"): "the version, which most sessions never ask for, from the installed package",
    **{
        (module, "gametheory_paradox"): "charts, with python-flint, which small games do without"
        for module in ("detectors.detect", "detectors.at_point")
    },
    (
        "solvers.first_equilibria",
        "gametheory_paradox",
    ): "a branch of agent logit equilibria, with numpy, which small trees do without",
    ("exact.symbolic", "sympy"): "takes 0.4 s, and most sessions never ask for symbolic expressions",
    ("views.canvas", "matplotlib"): "takes 0.5 s, and most sessions draw nothing",
    ("solvers.linear_program", COMPUTED): "scipy takes 0.6 s, and small programs are solved without it",
    ("table", "pandas"): "takes 0.5 s, may not be installed, and only who asks for a data frame needs it",
    ("formats.reading", COMPUTED): "readers of other programs' games, which a model file does without",
    ("formats.arrays", "nashpy"): "takes 0.7 s, and only learning, evolution and games for nashpy need it",
    (
        "kernels.compiled",
        COMPUTED,
    ): "the one loader: what it loads imports numba, which takes 0.5 s and pays for large games alone",
    (
        "subjects",
        "gametheory_paradox",
    ): "what reads names, files and matrices imports yaml and pydantic; games made in Python do without",
    (
        "solvers.equilibria",
        "gametheory_paradox",
    ): "the trusted part takes 0.1 s, and only who wants the certificate of a list needs it",
    ("solvers.equilibria", "numpy"): "takes 0.1 s, and only who wants arrays needs it",
    ("solvers.methods", COMPUTED): "each method loads at first use: numpy takes 0.1 s, and most do without",
    (
        "conditions.feasibility",
        "gametheory_paradox",
    ): "its module imports numpy, which takes 0.1 s; maps do without",
    **{("views.widget", name): "an extra that may not be installed" for name in ("anywidget", "traitlets")},
    ("studies.sweeps.dataset", COMPUTED): "xarray and zarr take 0.7 s, and only sweeps need them, an extra",
    (
        "studies.uncertainty.uncertainty",
        "gametheory_paradox",
    ): "its modules import numpy; maps do without",
    ("studies.uncertainty.influence", "scipy"): "scipy.stats takes 0.6 s, and only draws need it",
    (
        "testing",
        COMPUTED,
    ): "strategies load Hypothesis, which takes 0.3 s, and falsify's results and the checks do without",
    ("studies.falsify.falsify", COMPUTED): "as above: the search is Hypothesis's",
}


def layer_of(module: str) -> str:
    return "cli" if module == "__main__" else module.split(".")[0]


def is_in(module: str, place: str) -> bool:
    return module == place or module.startswith(f"{place}.")


def test_every_module_has_its_layer():
    assert {layer_of(module) for module in modules() if module} == set(LAYERS)


def test_a_module_imports_its_own_folder_and_what_stands_left():
    none_of(found for found in all_imports() if found.importer and not stands_left(found))


def stands_left(found):
    """Is what is imported no module of ours, one of the same folder, or one that stands to its left?"""
    own, target = layer_of(found.importer), within(found)
    if not target:  # the front door is for users
        return target is None or own in THROUGH_THE_FRONT_DOOR
    return LAYERS.index(layer_of(target)) <= LAYERS.index(own)


ON_REQUEST = ("table", "pandas")  # a user's way out of what is said, into a package of the user's


def test_what_is_said_needs_the_standard_library_alone():
    said = [
        found
        for found in all_imports()
        if layer_of(found.importer) in SAID and (found.importer, found.top) != ON_REQUEST
    ]
    assert len(said) > 50
    none_of(
        found
        for found in said
        if not (is_standard(found) if (target := within(found)) is None else layer_of(target) in SAID)
    )


def test_the_checkers_of_one_file_stand_alone():
    for name in ("checker", "checker_over_time"):
        found = [one for one in all_imports() if one.importer == name]
        assert len(found) > 5
        none_of(one for one in found if not is_standard(one))
        none_of(one for one in all_imports() if within(one) == name)


def test_every_other_package_has_its_owner():
    none_of(
        found
        for found in all_imports()
        if is_foreign(found)
        and not found.for_types
        and not any(is_in(found.importer, place) for place in OWNERS.get(found.top, ()))
    )


def test_nothing_is_loaded_inside_a_function_except_through_the_doors():
    assert {(found.importer, found.top) for found in all_imports() if found.in_function} == set(DOORS)


# Of the layers that search, views take types and what reads an answer or puts it into words.
READERS = {
    *("proved_graph_verdict", "graph_question"),
    *("proved_verdict", "proved_channels", "question_of", "said", "holding_said", "payoffs_called"),
    *("quantity_of",),
    *("boundary", "where_said", "between", "percent"),
    *("direction", "sides_of", "named", "systems_rows", "systems_table", "counts_said", "leaks_said"),
    *("lines_said", "verdicts_said", "nearest_said", "change_said", "share_said", "believed_said"),
    *("unit_of", "payoff_unit"),
    *("condition_said", "extent_said", "standings_said"),
}
ASKED_BY_VIEWS = {  # at their own doors; a story solves only what a theorem has spared the verdict
    *(("views.explanation", "detect"), ("views.report", "examine"), ("views.widget", "examine")),
    *(("views.explanation", "story_of"), ("views.report_game", "story_of")),
    *(("views.explanation", "state_stories"), ("views.explanation", "ways_of")),
    ("views.report", "examine_graph"),
}


def test_views_show_and_never_solve():
    searching = LAYERS[LAYERS.index("solvers") : LAYERS.index("archive")]
    asked = {
        (module, alias.name)
        for module in modules()
        if layer_of(module) == "views"
        for node in nodes_of(module)
        if isinstance(node, ast.ImportFrom)
        and layer_of(f"{node.module}".removeprefix(f"{NAME}.")) in searching
        for alias in node.names
        if not alias.name[0].isupper() and alias.name not in READERS
    }
    assert asked == ASKED_BY_VIEWS


def test_no_import_cycles():
    # The front door is left out: it imports for the type checker what it loads at first use.
    known = modules()
    ahead = {
        module: {target for found in imports_of(module) if (target := within(found)) in known} - {module, ""}
        for module in known
        if module
    }
    while ahead:
        free = {module for module, targets in ahead.items() if not targets}
        assert free, f"these import each other: {', '.join(sorted(ahead))}"
        ahead = {module: targets - free for module, targets in ahead.items() if module not in free}


NOTHING = {"utils", "util", "helpers", "base", "core", "common", "misc", "manager"}


def test_no_module_is_called_after_nothing():
    none_of(module for module in modules() if set(module.split(".")) & NOTHING)


def test_contributing_says_of_each_layer_what_its_own_first_line_says():
    rows = dict(
        re.findall(r"^\| `(\w+)` \| (.*) \|$", (ROOT / "CONTRIBUTING.md").read_text("utf-8"), re.MULTILINE)
    )
    sentences = {
        layer: ast.get_docstring(tree_of(layer)).split("\n")[0].replace("``", "`").rstrip(".")
        for layer in LAYERS
    }
    assert rows == sentences
