"""The front door: few names, each of which resolves, listed once."""

import importlib
import importlib.metadata
import inspect
from collections import defaultdict

import pytest
from architecture.public_classes import RUN_ON_THEIR_OWN, public_classes
from architecture.source_tree import NAME, modules, none_of, offered_by

import gametheory_paradox as gp

MOST_NAMES = 62
ROOMS = [room for room, path in modules().items() if path.with_suffix(".pyi").exists()]
WITHIN = {"batches", "cli", "conditions", "exact", "kernels"}  # rooms for the package's own use


def full(room):
    return f"{NAME}.{room}".rstrip(".")


def test_it_is_small_and_sorted():
    assert len(gp.__all__) <= MOST_NAMES
    assert gp.__all__ == sorted(gp.__all__)


def test_rooms_load_their_names_at_first_use():
    assert len(ROOMS) >= 10


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_offers_each_name_as_the_function_or_type_and_never_its_file(room):
    module = importlib.import_module(full(room))
    for name, home in offered_by(room).items():
        if home == full(room):  # a room within this one
            assert getattr(module, name) is importlib.import_module(f"{home}.{name}")
            assert name not in module.__all__
        else:
            assert getattr(module, name) is getattr(importlib.import_module(home), name)
            assert name in module.__all__
            assert f"{full(room)}.{name}" not in map(full, modules())  # a file of that name would hide it
    assert dir(module) == sorted(offered_by(room))
    with pytest.raises(AttributeError, match="nonsense"):
        module.nonsense  # noqa: B018


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


def test_the_rooms_behind_it_are_there_too():
    rooms = {module.split(".")[0] for module in modules() if "." in module}
    assert rooms - set(dir(gp)) <= WITHIN


def test_it_tells_the_installed_version():
    assert gp.__version__ == importlib.metadata.version("gametheory-paradox")


def test_the_tour_is_six_lines():
    tour = [line for line in gp.__doc__.splitlines() if line.startswith(">>>")]
    assert tour[0] == ">>> import gametheory_paradox as gp"
    assert len(tour) - 1 == 6


def test_unknown_names_are_refused():
    with pytest.raises(AttributeError, match="solve_everything"):
        gp.solve_everything  # noqa: B018
