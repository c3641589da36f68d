"""The table of layers, held against the code's own imports.

What stands left never imports what stands right of it; what is said (left of the line) never imports what
searches.
"""

import pytest
from architecture.source_tree import (
    COMPUTED,
    all_imports,
    imports_of,
    is_foreign,
    is_standard,
    modules,
    within,
)

SAID = ["errors", "table", "rationals", "polynomials", "games", "claims", "paradoxes", "certificates"]
SEARCHED = [
    *("exact", "families", "formats", "catalog", "solvers", "concepts", "detectors", "regions"),
    *("studies", "archive", "views", "testing", "cli"),
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
    "numpy": ("concepts", "regions.joint_positivity", "studies.sweeps", "studies.uncertainty", "solvers"),
    "scipy": ("solvers", "studies.uncertainty.influence"),
    "nashpy": ("formats.arrays",),
    "numba": ("solvers",),
    "llvmlite": ("solvers",),
    "matplotlib": ("views.canvas",),
    "hypothesis": ("studies.falsify", "testing"),
    "typer": ("cli",),
    "z3": ("regions.nonlinear",),
}

# Where something is loaded at first use and not at the top of a file, and why.
DOORS = {
    (
        "",
        COMPUTED,
    ): "the front door: its names load when they are first used, so that importing the package stays quick",
    ("exact.symbolic", "sympy"): "takes 0.4 s, and most sessions never ask for symbolic expressions",
    ("views.canvas", "matplotlib"): "takes 0.5 s, and most sessions draw nothing",
    ("solvers.linear_program", "scipy"): "takes 0.6 s, and small programs are solved without it",
    ("formats.arrays", "nashpy"): "takes 0.7 s, and only learning, evolution and games for nashpy need it",
    ("solvers.sequence_form_value", COMPUTED): "scipy's linear programs, as for solvers.linear_program",
    (
        "solvers.vertex_kernel",
        COMPUTED,
    ): "its modules import numba, which takes 0.5 s and pays for large games alone",
    ("solvers.cell_kernel", COMPUTED): "as above",
    ("solvers.complementary_path", COMPUTED): "as above",
    ("solvers.complementary_path", "numpy"): "takes 0.1 s, and small games are solved without it",
    ("solvers.cell_kernel", "numpy"): "as above",
    (
        "regions.feasibility",
        "gametheory_paradox",
    ): "its module imports numpy, which takes 0.1 s; maps do without",
    ("regions.nonlinear", "z3"): "an extra that may not be installed, and takes 0.2 s",
    ("studies.sweeps.dataset", COMPUTED): "xarray and zarr take 0.7 s, and only sweeps need them, an extra",
    (
        "studies.uncertainty.uncertainty",
        "gametheory_paradox",
    ): "its modules import numpy; maps do without",
    ("studies.uncertainty.influence", "scipy"): "scipy.stats takes 0.6 s, and only draws need it",
    ("solvers.batch.compiled", COMPUTED): "its modules import numba too",
    (
        "testing",
        COMPUTED,
    ): "strategies load Hypothesis, which takes 0.3 s, and falsify's results and the checks do without",
    ("studies.falsify.falsify", COMPUTED): "as above: the search is Hypothesis's",
}


def layer_of(module: str) -> str:
    return module.split(".")[0]


def is_in(module: str, place: str) -> bool:
    return module == place or module.startswith(f"{place}.")


def test_every_module_has_its_layer():
    assert {layer_of(module) for module in modules() if module} == set(LAYERS)


@pytest.mark.parametrize("module", sorted(m for m in modules() if m))
def test_a_module_imports_its_own_folder_and_what_stands_left(module):
    own = LAYERS.index(layer_of(module))
    for found in imports_of(module):
        target = within(found)
        if target == "":
            assert layer_of(module) in THROUGH_THE_FRONT_DOOR, f"{found}: the front door is for users"
        elif target is not None:
            assert LAYERS.index(layer_of(target)) <= own, f"{found}, which stands to its right"


def test_what_is_said_needs_the_standard_library_alone():
    said = [found for found in all_imports() if layer_of(found.importer) in SAID]
    assert len(said) > 50
    for found in said:
        target = within(found)
        assert is_standard(found) if target is None else layer_of(target) in SAID, str(found)


def test_every_other_package_has_its_owner():
    for found in all_imports():
        if is_foreign(found) and not found.for_types:
            assert found.top in OWNERS, f"{found}, which has no owner"
            owners = OWNERS[found.top]
            assert any(is_in(found.importer, place) for place in owners), (
                f"{found}, which belongs to {', '.join(owners)}"
            )


def test_nothing_is_loaded_inside_a_function_except_through_the_doors():
    assert {(found.importer, found.top) for found in all_imports() if found.in_function} == set(DOORS)


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


@pytest.mark.parametrize("module", sorted(m for m in modules() if m))
def test_no_module_is_called_after_nothing(module):
    assert not set(module.split(".")) & {
        "utils",
        "util",
        "helpers",
        "base",
        "core",
        "common",
        "misc",
        "manager",
    }
