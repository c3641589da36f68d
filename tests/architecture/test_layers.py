"""The table of layers, held against the code's own imports.

What stands left never imports what stands right of it; what is said (left of the line) never imports what
searches.  A room is about a subject and may have files of several layers: folders within it that are called
``proofs``, ``formulas``, ``solvers``, ``models`` and ``views`` belong to the layer of that name, and
OF_ANOTHER_LAYER has the files that do.
"""

import ast
from functools import cache

from architecture.source_tree import (
    COMPUTED,
    NAME,
    all_imports,
    imports_of,
    is_foreign,
    is_standard,
    modules,
    nodes_of,
    none_of,
    within,
)

SAID = [
    "first_use",
    "errors",
    "interruption",
    "rationals",
    "table",
    "written_polynomials",
    "polynomials",
    "forms",
    "proofs",
    "paradoxes",
    "certificates",
    "checker",
    "checker_over_time",
]
SEARCHED = [
    *("bibliography", "clock", "cycles", "exact", "models", "catalog", "subjects", "kernels"),
    *("solvers", "conditions", "concepts", "detectors", "maps", "studies", "essay", "archive"),
    *("progress_bar", "views", "testing", "cli"),
]
LAYERS = SAID + SEARCHED

# Folders within a room, by the layer to which what is in them belongs.
LAYER_OF_FOLDER = {
    "proofs": "proofs",
    "formulas": "proofs",
    "solvers": "solvers",
    "batches": "solvers",
    "models": "models",
    "views": "views",
}
OF_ANOTHER_LAYER = {
    "forms.graphs.stable_states": "proofs",
    "forms.graphs.option": "paradoxes",
    "forms.graphs.certificate_data": "certificates",
    **dict.fromkeys(("forms.graphs.graph_model", "forms.graphs.open_preferences"), "models"),
    "forms.graphs.files": "models",
    **dict.fromkeys(("forms.graphs.stability", "forms.graphs.evolution"), "concepts"),
    "forms.graphs.detection": "detectors",
    "forms.graphs.thresholds": "maps",
    "forms.graphs.findings": "studies",
    **dict.fromkeys(("forms.graphs.words", "forms.graphs.draw", "forms.tables.draw"), "views"),
    "essay.systems": "catalog",
    **dict.fromkeys(("essay.survey_page", "essay.balance_picture"), "views"),
}

THROUGH_THE_FRONT_DOOR = {"cli"}  # the one layer that stands right of the front door and goes in through it

# Which folders or modules may import a package that is not Python's own.  Types alone may be named anywhere.
OWNERS = {
    "flint": ("exact",),
    "sympy": ("exact.symbolic",),
    **dict.fromkeys(("yaml", "pydantic", "pydantic_core"), ("models.files", "forms.states.models")),
    "xarray": ("studies.sweeps.dataset",),
    "zarr": ("studies.sweeps.store",),
    "numpy": (
        *("concepts", "conditions.joint_positivity", "kernels", "solvers"),
        *("studies.sweeps", "studies.sensitivity"),
    ),
    "scipy": ("solvers", "studies.sensitivity.influence"),
    "nashpy": ("models.files.arrays",),
    "quantecon": ("forms.tables.solvers.complementary_path",),
    "pandas": ("table",),
    "numba": ("kernels.compiler",),
    "llvmlite": ("kernels.compiler",),
    "matplotlib": ("views.canvas",),
    "hypothesis": ("studies.falsification", "testing"),
    "typer": ("cli",),
    "anywidget": ("views.pages.widget",),
    "traitlets": ("views.pages.widget",),
}

# Where something is loaded at first use and not at the top of a file, and why.
DOORS = {
    (
        "",
        COMPUTED,
    ): "the front door: its names load when they are first used, so that importing the package stays quick",
    ("concepts.table", COMPUTED): "a row of the table of concepts loads its function at first use",
    (
        "first_use",
        COMPUTED,
    ): "the names of large rooms load when they are first used, so that an answer loads what it needs",
    ("", "importlib"): "the version, which most sessions never ask for, from the installed package",
    **{
        (module, "gametheory_paradox"): "charts, with python-flint, which small games do without"
        for module in ("detectors.detection", "detectors.at_point")
    },
    (
        "forms.trees.solvers.first_equilibria",
        "gametheory_paradox",
    ): "a branch of agent logit equilibria, with numpy, which small trees do without",
    (
        "forms.tables.solvers.complementary_path",
        "quantecon",
    ): "takes a second, may not be installed, and only long paths need it",
    ("archive", COMPUTED): "rooms that may be left out, and whose answers are saved where they are there",
    ("archive", "gametheory_paradox"): "sweeps, as above",
    (
        "essay.all_systems",
        COMPUTED,
    ): "pages and pictures, which a survey at a terminal does without",
    ("exact.symbolic", "sympy"): "takes 0.4 s, and most sessions never ask for symbolic expressions",
    ("views.canvas", "matplotlib"): "takes 0.5 s, and most sessions draw nothing",
    ("forms.solvers.linear_program", COMPUTED): "scipy takes 0.6 s, and small programs are solved without it",
    ("table", "pandas"): "takes 0.5 s, may not be installed, and only who asks for a data frame needs it",
    ("models.files.reading", COMPUTED): "readers of other programs' games, which a model file does without",
    (
        "models.files.arrays",
        "nashpy",
    ): "takes 0.7 s, and only learning, evolution and games for nashpy need it",
    (
        "kernels.compiled",
        COMPUTED,
    ): "the one loader: what it loads imports numba, which takes 0.5 s and pays for large games alone",
    (
        "subjects",
        "gametheory_paradox",
    ): "what reads names, files and matrices imports yaml and pydantic; games made in Python do without",
    (
        "forms.solvers.equilibria",
        "gametheory_paradox",
    ): "the trusted part takes 0.1 s, and only who wants the certificate of a list needs it",
    ("forms.solvers.equilibria", "numpy"): "takes 0.1 s, and only who wants arrays needs it",
    (
        "forms.solvers.methods",
        COMPUTED,
    ): "each method loads at first use: numpy takes 0.1 s, and most do without",
    (
        "conditions.feasibility",
        "gametheory_paradox",
    ): "its module imports numpy, which takes 0.1 s; maps do without",
    **{
        ("views.pages.widget", name): "an extra that may not be installed"
        for name in ("anywidget", "traitlets")
    },
    ("studies.sweeps.dataset", COMPUTED): "xarray and zarr take 0.7 s, and only sweeps need them, an extra",
    (
        "studies.sensitivity.uncertain_verdicts",
        "gametheory_paradox",
    ): "its modules import numpy; maps do without",
    ("studies.sensitivity.influence", "scipy"): "scipy.stats takes 0.6 s, and only draws need it",
    (
        "studies.falsification.claims",
        COMPUTED,
    ): "Hypothesis takes 0.3 s, and results that are read do without",
}


def layer_of(module: str) -> str:
    if module == "__main__":
        return "cli"
    folder = module if modules()[module].name == "__init__.py" else module.rpartition(".")[0]
    inner = [LAYER_OF_FOLDER[part] for part in reversed(folder.split(".")) if part in LAYER_OF_FOLDER]
    return OF_ANOTHER_LAYER.get(module) or (inner or module.split("."))[0]


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


# A user's way out of what is said, into a package of the user's; and rooms of ours, as their stubs name them.
ON_REQUEST = {("table", "pandas"), ("first_use", COMPUTED)}


def test_what_is_said_needs_the_standard_library_alone():
    said = [
        found
        for found in all_imports()
        if layer_of(found.importer) in SAID and (found.importer, found.top) not in ON_REQUEST
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
        and not any(
            place == layer_of(found.importer) or is_in(found.importer, place)
            for place in OWNERS.get(found.top, ())
        )
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
    *(
        ("views.words.explanation", "detect"),
        ("views.pages.report", "examine"),
        ("views.pages.widget", "examine"),
    ),
    *(("views.words.explanation", "story_of"), ("views.pages.report_game", "story_of")),
    *(("views.words.explanation", "state_stories"), ("views.words.explanation", "ways_of")),
    ("views.pages.report", "examine_graph"),
}


def test_views_show_and_never_solve():
    searching = LAYERS[LAYERS.index("solvers") : LAYERS.index("archive")]
    asked = {
        (module, alias.name)
        for module in modules()
        if layer_of(module) == "views"
        for node in nodes_of(module)
        if isinstance(node, ast.ImportFrom)
        and (source := f"{node.module}".removeprefix(f"{NAME}.")) in modules()
        and layer_of(source) in searching
        for alias in node.names
        if not alias.name[0].isupper() and alias.name not in READERS
    }
    assert asked == ASKED_BY_VIEWS


def test_no_import_cycles():
    ahead = graph()
    while ahead:
        free = {module for module, targets in ahead.items() if not targets}
        assert free, f"these import each other: {', '.join(sorted(ahead))}"
        ahead = {module: targets - free for module, targets in ahead.items() if module not in free}


def test_a_folder_is_not_entered_while_it_is_being_imported():
    """What its ``__init__`` imports, and so on, comes back to no file in it."""
    for room, path in modules().items():
        if room and path.name == "__init__.py":
            known = {room}
            while more := {one for module in known for one in graph()[module]} - known:
                known |= more
            outside = {module for module in known if not is_in(module, room)}
            none_of(
                f"{module} imports from {room}"
                for module in outside
                for one in graph()[module]
                if is_in(one, room)
            )


@cache
def graph():
    """The modules that each imports; the front door, which all of them pass, is left out."""
    known = modules()
    return {
        module: {target for found in imports_of(module) if (target := within(found)) in known} - {module, ""}
        for module in known
        if module
    }


NOTHING = {"utils", "util", "helpers", "base", "core", "common", "misc", "manager"}


def test_no_module_is_called_after_nothing():
    none_of(module for module in modules() if set(module.split(".")) & NOTHING)
