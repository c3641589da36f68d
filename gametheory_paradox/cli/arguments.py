"""Texts of the command line read: settings, ranges, names and files."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import gametheory_paradox as gp
from gametheory_paradox.errors import CertificateRejected, InvalidGame


def read_names(texts: Sequence[str]) -> list[str]:
    """Names between commas, of an option that may be repeated; none in empty texts."""
    return [name.strip() for text in texts if text for name in text.split(",")]


def read_values(family: "gp.GameFamily", settings: Sequence[str]) -> dict[str, object]:
    """Values as text by name, fit for a family; of a name that is set twice the last counts."""
    values = split_settings(settings)
    family.point(values)  # names and ranges are checked here, also of those that are charted over
    return values


def read_family(model: str, start: str | None) -> "gp.GameFamily":
    """A model; where a state is named, its games begin there."""
    family = gp.load(model)
    return family if start is None else family.starting_in(start)


def read_graph(
    model: str, settings: Sequence[str], by_rank: bool = False, start: str | None = None
) -> "gp.models.GraphModel | None":
    """A graph model, if it is one, of which no numbers are known."""
    if not gp.catalog.is_graph(model):
        return None
    if settings or by_rank or start is not None:
        raise InvalidGame("a graph model has rankings alone: leave --set, --by-rank and --start out")
    return gp.as_graph(model)


def read_asked(
    model: str, settings: Sequence[str], by_rank: bool, start: str | None = None
) -> tuple["gp.GameFamily", dict[str, object]]:
    """A model and the values of its parameters; or all payoffs in the order that they are in there."""
    family = read_family(model, start)
    values = read_values(family, settings)
    return (family.by_rank(values), {}) if by_rank else (family, values)


def left_open(family: "gp.GameFamily", values: Mapping[str, object]) -> "gp.GameFamily":
    """The family in which the parameters with values are numbers and only the others are left."""
    point = family.point(values)
    left = tuple(p for p in family.parameters if p.name not in values)
    return replace(family, form=family.fix({name: point[name] for name in values}), parameters=left)


def split_settings(settings: Sequence[str], option: str = "--set") -> dict[str, object]:
    """Values as text by name; of a name that is set twice the last counts."""
    pairs = [setting.partition("=") for setting in settings]
    for setting, (_, equals, _) in zip(settings, pairs, strict=True):
        if not equals:
            raise InvalidGame(f"{option} {setting!r}: expected NAME=VALUE, such as c=1/3")
    return {name.strip(): value for name, _, value in pairs}


def read_box(ranges: Sequence[str]) -> dict[str, tuple[object, object]]:
    """The two ends of each range as text, by name; of a name that stands twice the last counts."""
    box: dict[str, tuple[object, object]] = {}
    for text in ranges:
        name, equals, ends = text.partition("=")
        low, colon, high = ends.partition(":")
        if not equals or not colon:
            raise InvalidGame(f"--box {text!r}: expected NAME=LO:HI, such as c=0:4")
        box[name.strip()] = (low, high)
    return box


def read_proof(file: Path) -> "gp.Certificate":
    """The certificate in a file, not checked; InvalidGame if the file cannot be read or is not JSON."""
    try:
        return gp.read_certificate(file)
    except CertificateRejected:
        raise
    except OSError as problem:
        raise InvalidGame(f"{file}: cannot be read: {problem.strerror or problem}") from problem
    except ValueError as problem:  # not JSON
        raise InvalidGame(str(problem)) from problem


def check_about(
    certificate: "gp.Certificate",
    checked: "gp.certificates.Verification",
    family: "gp.GameFamily | gp.models.GraphModel",
    values: Mapping[str, object],
) -> None:
    """Refuse a certificate that is about another game than a model with these settings."""
    if not isinstance(family, gp.GameFamily) or checked.kind == "graph":
        model = gp.views.model_to_data(family)["game"]
        if checked.game != cast("Mapping[str, Any]", model)["hash"]:
            raise CertificateRejected(f"it is about another game than {family.origin or 'the model'}")
        return

    point, said = family.point(values), cast("Mapping[str, Any]", certificate.data)
    said = said["claim"]["question"] if said.get("claim", {}).get("kind") == "paradox" else said
    family = family.measured(said.get("measure", "payoff"))
    about: Any = family.form
    if checked.kind not in ("map", "proposition"):  # these are about games with parameters
        changes = said.get("details", {}).get("parameter")
        others = {name: value for name, value in point.items() if name != changes}
        about = family.fix(others) if changes else family.at(point)

    if checked.game != gp.forms.game_hash(about):
        model = family.origin or "the model"
        raise CertificateRejected(f"it is about another game than {model} with these settings")
    for name, value in checked.values.items():
        if point[name] != value:
            raise CertificateRejected(f"it is about {name} = {value}, not about {name} = {point[name]}")
