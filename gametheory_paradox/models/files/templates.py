"""Templates of model files: a first model of each kind, with remarks, that loads, solves and answers."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from string import Template
from types import MappingProxyType

from gametheory_paradox.errors import InvalidGame

KINDS: Mapping[str, str] = MappingProxyType(
    {
        "table": "all choose at the same time",
        "tree": "one after the other, seeing what was done",
        "bayesian": "all at the same time, and some know something about themselves",
        "signaling": "one knows something about itself, the other sees only what it does",
        "stochastic": "period after period, and what is done moves the state",
        "repeated": "a table again and again, by strategies that look back",
        "graph": "states and moves, and who prefers what, without numbers",
    }
)
"""The kinds of models there are templates of, each in a few words."""

DEFAULTS: Mapping[str, str] = MappingProxyType(
    {"title": "My first model", "mover": "Coercer", "other": "Target", "action": "press", "instead": "leave"}
)
"""The names in a template, and what they are where nobody says."""

_FOLDER = Path(__file__).parent / "templates"
_PLAIN = re.compile(r"[^\W\d_][\w .'’-]*", re.ASCII)


def template(kind: str, **names: str) -> str:
    """The text of a first model, with remarks on what each part means.

    Parameters
    ----------
    kind
        "table", "tree", "bayesian", "signaling", "stochastic", "repeated" or "graph".
    names
        The names that stand in it: ``title``, the players ``mover`` and ``other``, and the mover's ``action``
        and what it can do ``instead``.

    Raises
    ------
    InvalidGame
        If there is no such kind, or a name is empty, unknown, or the same as another one beside it.

    Examples
    --------
    >>> from gametheory_paradox.models.files import read_model
    >>> read_model(template("table", mover="EU", action="ban")).players
    ('EU', 'Target')
    """
    if kind not in KINDS:
        raise InvalidGame(f"there is no template {kind!r:.60}; there are {', '.join(KINDS)}")
    if unknown := [name for name in names if name not in DEFAULTS]:
        raise InvalidGame(f"a template has no name {unknown[0]!r:.60}; it has {', '.join(DEFAULTS)}")
    said = {**DEFAULTS, **{name: text.strip() for name, text in names.items()}}
    if empty := [name for name, text in said.items() if not text]:
        raise InvalidGame(f"{empty[0]}: expected a name, got nothing")
    for one, another in (("mover", "other"), ("action", "instead")):
        if said[one] == said[another]:
            raise InvalidGame(
                f"{one} and {another}: expected two different names, got {said[one]!r:.60} twice"
            )
    text = (_FOLDER / f"{kind}.yaml").read_text(encoding="utf-8")
    return Template(text).substitute({name: _written(own) for name, own in said.items()})


def _written(name: str) -> str:
    """A name as YAML reads it: in quotation marks where it might mean something else."""
    return name if _PLAIN.fullmatch(name) else json.dumps(name, ensure_ascii=False)
