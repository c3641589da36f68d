"""What is asked: models, settings, ranges and the names of files, as they stand on the command line."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict

import gametheory_paradox as gp
from gametheory_paradox.errors import CertificateRejected, InvalidGame

if TYPE_CHECKING:
    from fractions import Fraction

    from gametheory_paradox.certificates import Certificate, Checked
    from gametheory_paradox.games import Game


class Move(TypedDict):
    """The arguments of the front door that name a move."""

    mover: str
    action: str
    at: Sequence[str]
    coalition: Sequence[str]


def read_family(model: str) -> "gp.GameFamily":
    """The family that a name in the catalog or a path stands for."""
    return gp.load(model)


def read_game(model: str, settings: Sequence[str]) -> "Game":
    """The game at the given settings."""
    family = read_family(model)
    return family.at(read_settings(family, settings))


def read_names(text: str) -> list[str]:
    """Names between commas."""
    return [name.strip() for name in text.split(",")]


def read_settings(family: "gp.GameFamily", settings: Sequence[str]) -> dict[str, object]:
    """Values as text by name, fit for a family; of a name that is set twice the last counts."""
    values = split_settings(settings)
    family.point(values)  # names and ranges are checked here, also of those that are charted over
    return values


def read_fixed(
    family: "gp.GameFamily", settings: Sequence[str]
) -> "tuple[dict[str, Fraction], gp.GameFamily]":
    """The parameters that are given values, with these, and the family in which only the others are left."""
    given = read_settings(family, settings)
    point = family.point(given)
    fixed = {name: point[name] for name in given}
    left = tuple(p for p in family.parameters if p.name not in fixed)
    return fixed, replace(family, form=family.fix(fixed), parameters=left)


def split_settings(settings: Sequence[str], option: str = "--set") -> dict[str, object]:
    """Values as text by name; of a name that is set twice the last counts."""
    values: dict[str, object] = {}
    for setting in settings:
        name, equals, value = setting.partition("=")
        if not equals:
            raise InvalidGame(f"{option} {setting!r}: expected NAME=VALUE, such as c=1/3")
        values[name.strip()] = value
    return values


def read_box(ranges: Sequence[str]) -> dict[str, tuple[object, object]]:
    """The two ends of each range as text, by name; of a name that stands twice the last counts."""
    found: dict[str, tuple[object, object]] = {}
    for text in ranges:
        name, equals, ends = text.partition("=")
        low, colon, high = ends.partition(":")
        if not equals or not colon:
            raise InvalidGame(f"--box {text!r}: expected NAME=LO:HI, such as c=0:4")
        found[name.strip()] = (low, high)
    return found


def read_move(
    family: "gp.GameFamily",
    mover: str | None,
    action: str | None,
    at: Sequence[str],
    coalition: Sequence[str],
) -> Move:
    """The move that is asked about: the one on the command line, or else the one the model itself asks about."""
    own = family.question
    if mover is None and action is None and own is not None:
        return {
            "mover": own.mover,
            "action": own.action,
            "at": at or (() if coalition else own.at),
            "coalition": coalition,
        }
    if mover is None or action is None:
        raise InvalidGame(
            f"which move? name both --mover and --action; the players are {', '.join(family.players)}"
        )
    return {"mover": mover, "action": action, "at": at, "coalition": coalition}


def read_question(
    model: str,
    settings: Sequence[str],
    paradox: str,
    mover: str | None,
    action: str | None,
    at: Sequence[str],
    coalition: Sequence[str],
    details: Mapping[str, str | None],
) -> dict[str, Any]:
    """What `detect` is to be asked, as its arguments, but for the quantifier and the concept."""
    family = read_family(model)
    values = read_settings(family, settings)
    asked = read_asked(family, paradox, mover, action, at, coalition, details)
    if is_about_change(paradox):
        return {"game": family, "paradox": paradox, "at": values, **asked}
    return {"game": family.at(values), "paradox": paradox, **asked}


def read_asked(
    family: "gp.GameFamily",
    paradox: str,
    mover: str | None,
    action: str | None,
    at: Sequence[str],
    coalition: Sequence[str],
    details: Mapping[str, str | None],
) -> dict[str, Any]:
    """What is asked about a paradox, whatever the values of parameters; ``details`` are options that only some paradoxes have."""
    check_asked(paradox)
    others = {name: value for name, value in details.items() if value is not None}
    read = _read_change if is_about_change(paradox) else read_move
    return {**read(family, mover, action, at, coalition), **others}


def is_about_change(paradox: str) -> bool:
    """Whether a paradox is about a change of a parameter, so that it is asked about a family."""
    return "parameter" in gp.detectors.detector_named(paradox).needs


def _read_change(
    family: "gp.GameFamily",
    mover: str | None,
    action: str | None,
    at: Sequence[str],
    coalition: Sequence[str],
) -> dict[str, Any]:
    """Whose payoff is asked about when a parameter changes; an action only where one is named."""
    if mover is None:
        raise InvalidGame(f"whose payoff? name --mover; the players are {', '.join(family.players)}")
    if at or coalition:
        raise InvalidGame(
            "--at and --coalition say who loses an action, and nobody does here; --set gives values of parameters"
        )
    return {"mover": mover} if action is None else {"mover": mover, "action": action}


def check_asked(paradox: str) -> None:
    """Refuse a paradox whose question the options cannot put."""
    row = gp.detectors.detector_named(paradox)
    if not set(row.needs) <= {
        "action",
        "coalition",
        "third",
        "target",
        "benchmark",
        "parameter",
        "low",
        "high",
    }:
        wanted = ", ".join(row.needs)
        raise InvalidGame(
            f"the {paradox} paradox is not asked about on the command line; call detect in Python, with {wanted}"
        )


def check_output(path: Path | None, *endings: str) -> None:
    """Refuse a file that cannot be written before the work is done, not after."""
    if path is None:
        return
    refused = f"{str(path)!r} cannot be written"
    if path.suffix.lower() not in endings:
        raise InvalidGame(f"{refused}: expected a name that ends in {' or '.join(endings)}")
    if path.is_dir():
        raise InvalidGame(f"{refused}: it is a folder")
    if not path.parent.is_dir():
        raise InvalidGame(f"{refused}: there is no folder {str(path.parent)!r}")
    if not os.access(path.parent, os.W_OK):
        raise InvalidGame(f"{refused}: the folder {str(path.parent)!r} is read-only")


def read_proved(file: Path) -> "Certificate":
    """The certificate in a file, which is not checked; InvalidGame if the file cannot be read or is not JSON."""
    try:
        return gp.read_certificate(file)
    except CertificateRejected:
        raise
    except OSError as problem:
        raise InvalidGame(f"{file}: cannot be read: {problem.strerror or problem}") from problem
    except ValueError as problem:  # not JSON
        raise InvalidGame(str(problem)) from problem


def check_about(checked: "Checked", family: "gp.GameFamily", values: Mapping[str, object]) -> None:
    """Refuse a certificate that is about another game than a model with these settings."""
    hash_of = gp.games.game_hash
    one_game = checked.kind in (
        "verdict",
        "paradox",
        "channels",
    )  # the others are about games with parameters
    if checked.game != (hash_of(family.at(values)) if one_game else hash_of(family.form)):
        raise CertificateRejected(
            f"it is about another game than {family.origin or 'the model'} with these settings"
        )
    point = family.point(values)
    for name, value in checked.at.items():
        if point[name] != value:
            raise CertificateRejected(f"it is about {name} = {value}, not about {name} = {point[name]}")
