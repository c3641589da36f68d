"""The classes whose instances a user can hold, found by walking the package from its front door."""

import importlib
import inspect
import pkgutil
import typing
from collections.abc import Iterator
from functools import cache

import gametheory_paradox as gp
from gametheory_paradox.table import Display, Document, Record, Table, Tabular

WAYS_TO_SHOW = (Display, Document, Record, Table, Tabular)  # which all sorts of classes are
RUN_ON_THEIR_OWN = ("gametheory_paradox.__main__", "gametheory_paradox.cli.__main__")


@cache
def every_class() -> dict[str, type]:
    """Each class of the package that is not private, by its full name."""
    found = {}
    for module in pkgutil.walk_packages(gp.__path__, "gametheory_paradox."):
        if module.name in RUN_ON_THEIR_OWN:
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            if inspect.isclass(value) and value.__module__ == module.name and not name.startswith("_"):
                found[f"{module.name}.{name}"] = value
    return found


@cache
def public_classes() -> frozenset[type]:
    """Those that a public name is, returns or holds, and so on from what these hold and return."""
    known = set(every_class().values())
    held: set[type] = set()
    pending = {own for value in public_values() for own in named_by(value) if own in known}
    while pending:
        own = pending.pop()
        held.add(own)
        kin = [other for other in known if own in other.__mro__] if own not in WAYS_TO_SHOW else []
        pending |= {other for other in (*kin, *held_by(own)) if other in known} - held
    return frozenset(held)


def public_values() -> Iterator[object]:
    """The values that the front door and the rooms behind it offer by name."""
    yield from (getattr(gp, name) for name in gp.__all__)
    for room in filter(inspect.ismodule, (getattr(gp, name) for name in dir(gp))):
        yield from (getattr(room, name) for name in getattr(room, "__all__", ()))


def named_by(value: object) -> Iterator[type]:
    """The class itself, or those that a function returns."""
    if inspect.isclass(value):
        yield value
    elif callable(value):
        yield from classes_in(hints_of(value).get("return"))


def held_by(own: type) -> Iterator[type]:
    """The classes of a class's fields, and those that its properties and methods return."""
    for name, hint in hints_of(own).items():
        if not name.startswith("_"):
            yield from classes_in(hint)
    for name, member in inspect.getmembers(own):
        if not name.startswith("_") or name in ("__iter__", "__getitem__"):
            function = getattr(member, "fget", None) or getattr(member, "func", None) or member
            if inspect.isfunction(function) or inspect.ismethod(function):
                yield from classes_in(hints_of(function).get("return"))


def classes_in(hint: object) -> Iterator[type]:
    """The classes that a type names."""
    if inspect.isclass(hint):
        yield hint
    if inspect.isclass(origin := typing.get_origin(hint)):
        yield origin
    for part in typing.get_args(hint):
        yield from classes_in(part)


def hints_of(thing: object) -> dict[str, object]:
    """The types that stand in its signature or its body, names looked up in all of the package."""
    try:
        return typing.get_type_hints(thing, localns=every_class_by_its_own_name())
    except (NameError, TypeError):  # a name that its file imports for the type checker alone
        return {}


@cache
def every_class_by_its_own_name() -> dict[str, type]:
    return {name.rpartition(".")[2]: value for name, value in every_class().items()}
