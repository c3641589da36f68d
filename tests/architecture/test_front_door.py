"""The front door: few names, each of which resolves, said three times in agreement."""

import ast
import importlib
import importlib.metadata
import inspect
from collections import defaultdict

import pytest
from architecture.public_classes import RUN_ON_THEIR_OWN, public_classes
from architecture.source_tree import NAME, modules, none_of, tree_of

import gametheory_paradox as gp

MOST_NAMES = 60
# Their names load at first use.
ROOMS = (
    *("detectors", "regions", "regions.ways_out", "studies", "studies.falsify", "studies.survey"),
    *("studies.sweeps", "studies.uncertainty", "views"),
)
WITHIN = {"cli", "conditions", "exact", "kernels"}  # rooms for the package's own use


def test_it_is_small_and_sorted():
    assert len(gp.__all__) <= MOST_NAMES
    assert gp.__all__ == sorted(gp.__all__)
    assert dir(gp) == sorted({*gp.__all__, *gp._FOLDERS, "__version__"})


def test_every_name_resolves_to_what_its_home_calls_so():
    assert {name for names in gp._HOMES.values() for name in names} == set(gp.__all__)
    for home, names in gp._HOMES.items():
        for name in names:
            assert getattr(gp, name) is getattr(importlib.import_module(f"{NAME}.{home}"), name)


def test_the_type_checker_sees_the_same_homes():
    assert seen_by_the_type_checker("") == {home: sorted(names) for home, names in gp._HOMES.items()}


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_offers_each_name_as_the_function_or_type_and_never_its_file(room):
    module = importlib.import_module(f"{NAME}.{room}")
    homes = {home: sorted(names) for home, names in module._HOMES.items()}
    assert seen_by_the_type_checker(room) == homes
    for home, names in homes.items():
        file = importlib.import_module(f"{NAME}.{room}.{home}")
        assert all(getattr(module, name) is getattr(file, name) for name in names)
    assert dir(module) == sorted(module.__all__)
    assert {name for names in homes.values() for name in names} <= set(module.__all__)
    with pytest.raises(AttributeError, match="nonsense"):
        module.nonsense  # noqa: B018


def seen_by_the_type_checker(room):
    """The homes of the names that a room imports for the type checker alone."""
    block = next(
        node
        for node in tree_of(room).body
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
    )
    folder = f"{NAME}.{room}.".replace("..", ".")
    return {
        part.module.removeprefix(folder): sorted(alias.name for alias in part.names) for part in block.body
    }


def test_every_name_says_what_it_is():
    for name in gp.__all__:
        first = (getattr(gp, name).__doc__ or "").strip().splitlines()[0]
        assert first.endswith((".", ":")), f"{name} begins with {first!r}"


def offered() -> set[type]:
    """Each class that a module of the package lists among its names, and each that these hold or return."""
    named = set(public_classes())
    for module in map(f"{NAME}.{{}}".format, filter(None, modules())):
        if module not in RUN_ON_THEIR_OWN:
            room = importlib.import_module(module)
            named |= {value for name in getattr(room, "__all__", ()) if ours(value := getattr(room, name))}
    return named


def ours(value: object) -> bool:
    return inspect.isclass(value) and value.__module__.startswith(f"{NAME}.")


def test_no_two_types_that_a_user_meets_have_one_name():
    homes = defaultdict(list)
    for own in offered():
        homes[own.__name__].append(own.__module__)
    assert len(homes) > 200
    none_of(f"{name}: {', '.join(sorted(found))}" for name, found in homes.items() if len(found) > 1)


def test_the_folders_behind_it_are_there_too():
    others = {"archive", "progress_bar", "subjects"}
    assert {home.split(".")[0] for home in gp._HOMES} - others <= set(gp._FOLDERS)
    for folder in gp._FOLDERS:
        assert getattr(gp, folder).__name__ == f"{NAME}.{folder}"
    rooms = {module.split(".")[0] for module in modules() if "." in module}
    assert rooms - set(gp._FOLDERS) <= WITHIN


def test_it_tells_the_installed_version():
    assert gp.__version__ == importlib.metadata.version("gametheory-paradox")


def test_the_tour_is_six_lines():
    tour = [line for line in gp.__doc__.splitlines() if line.startswith(">>>")]
    assert tour[0] == ">>> import gametheory_paradox as gp"
    assert len(tour) - 1 == 6


def test_unknown_names_are_refused():
    with pytest.raises(AttributeError, match="solve_everything"):
        gp.solve_everything  # noqa: B018
