"""Reference pages: what the registries, the command line, the schema and the docstrings say."""

import json
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from typing import Any

from generated.written import Written

API = "reference/api"
NAMES = {  # of the front door, by what one wants
    "Games": (
        *(
            "games",
            "load",
            "as_game",
            "as_graph",
            "GameFamily",
            "family_from_table",
            "family_from_tree",
            "family_from_states",
        ),
        *(
            "NormalForm",
            "ExtensiveForm",
            "StochasticGame",
            "RepeatedGame",
            "Automaton",
            "GraphModel",
            "Move",
            "Chance",
            "Profile",
            "check",
        ),
    ),
    "Equilibria": ("solve", "solve_batch", "Equilibria", "PayoffPolygon", "stability"),
    "Verdicts": (
        *("Question", "detect", "diagnose", "channels", "explain"),
        *("Verdict", "Present", "Absent", "Impossible", "Undecided"),
    ),
    "Parameters": (
        *("thresholds", "chart", "RegionMap", "atlas", "prove", "escape", "compare"),
        *("falsify", "survey", "sweep", "uncertainty"),
    ),
    "Certificates": ("Certificate", "verify", "read_certificate", "show_certificate", "shrink_certificate"),
    "Pictures, pages and files": ("draw", "report", "save", "load_result", "ProgressBar"),
    "Errors": (
        *("ParadoxError", "InvalidGame", "ModelSyntaxError", "Unsupported"),
        *("CertificateRejected", "StoreError"),
    ),
}
FOLDERS = (
    "catalog",
    "clock",
    "concepts",
    "essay",
    "forms",
    "maps",
    "models",
    "models.files",
    "studies",
    "testing",
    "views",
)
SOURCES = (
    "reference/index.md",
    "reference/registries.md",
    "reference/schema.md",
    "reference/options.md",
    *(
        f"{API}/{number}-{'-'.join(title.lower().replace(',', '').split())}.md"
        for number, title in enumerate(NAMES, 1)
    ),
    *(f"{API}/{folder}.md" for folder in FOLDERS),
)
INDEX = """# Reference

What each thing is, takes and returns. Names are the same everywhere: a function, its command, its page
and its row in a table.

| where | what |
|---|---|
| [Paradoxes](../paradoxes.md) | definitions to the last tie |
| [Concepts](../concepts.md), [methods](../methods.md) | what is computed, how, and after whom |
| [Tables](registries.md) | the same three from the registries |
| [Model file](../model-file.md), [its schema](schema.md) | how a conflict is written down |
| [Certificate](../certificate.md), [more](../certificate-kinds.md) | what a proof holds, how it is checked |
| [Answers as JSON](../json.md) | what `--format json` and `to_data()` give |
| [Command line](../command-line.md), [every option](options.md) | the commands |
| Python | the front door by what one wants, then the folders behind it |
| [References](../references.md) | every work cited |

"""


def written() -> dict[str, Written]:
    """The reference pages by their address."""
    pages = dict(
        zip(SOURCES, [INDEX + _python_list(), registries(), schema(), options(), *_api()], strict=True)
    )
    found = {source: Written(text) for source, text in pages.items()}
    return found | {"reference/model-file.schema.json": Written(json.dumps(_schema(), indent=1) + "\n")}


def registries() -> str:
    """The tables of paradoxes, guard-rails, methods and concepts."""
    from gametheory_paradox.bibliography import bibliography
    from gametheory_paradox.concepts import CONCEPTS
    from gametheory_paradox.forms.solvers.methods import METHODS
    from gametheory_paradox.paradoxes.definitions import DEFINITIONS
    from gametheory_paradox.paradoxes.guard_rails import GUARD_RAILS
    from gametheory_paradox.paradoxes.question import ASKS
    from gametheory_paradox.table import Table

    def cited(key: str) -> str:
        return f"[{bibliography()[key].short}](../references.md#{key})"

    paradoxes = [
        (row.name, row.says, ", ".join(ASKS[row.name][0]), ", ".join(ASKS[row.name][1]) or "")
        for row in DEFINITIONS.values()
    ]
    rails = [(r.name, r.paradox, r.says, ", ".join(r.quantifiers)) for r in GUARD_RAILS]
    methods = [(r.name, r.concept, r.games, r.complete, r.source) for r in METHODS]
    concepts = [(r.name, r.needs, r.source) for r in CONCEPTS]
    tables = {
        "Paradoxes": Table(("paradox", "says", "asks for", "and perhaps"), paradoxes),
        "Guard-rails": Table(("theorem", "paradox", "says", "quantifiers"), rails),
        "Methods": Table(("method", "equilibria", "games", "complete", "after"), methods),
        "Concepts": Table(("concept", "takes", "after"), concepts),
    }
    text = "# Tables of paradoxes, methods and concepts\n\nFrom the registries of the program itself.\n"
    for title, table in tables.items():
        body = table.markdown()
        if table.columns[-1] == "after":
            for row in table.rows:
                body = body.replace(f"| {row[-1]} |\n", f"| {cited(str(row[-1]))} |\n")
        text += f"\n## {title}\n\n{body}\n"
    return text


def schema() -> str:
    """The entries of a model file, as their JSON Schema says."""
    described = _schema()
    text = (
        "# The schema of a model file\n\n[Writing a model file](../model-file.md) tells it step by step. "
        "As a file it is\n[model-file.schema.json](model-file.schema.json) (JSON Schema), "
        "by which editors complete and check.\n"
    )
    for title, part in {"Model file": described, **described.get("$defs", {})}.items():
        rows = "".join(
            f"| `{name}` | {_type(field)} | {'yes' if name in part.get('required', ()) else ''} "
            f"| {field.get('description', '')} |\n".replace("\n|", "|")
            for name, field in part.get("properties", {}).items()
        )
        table = f"| field | what | needed | meaning |\n|---|---|---|---|\n{rows}"
        text += f"\n## {title}\n\n{table if rows else _type(part)}\n"
    return text


def options() -> str:
    """The help of every command, as the command line prints it."""
    from click import Context
    from typer.main import get_command

    from gametheory_paradox.cli import GROUPS
    from gametheory_paradox.cli.app import NAME, command_line

    group: Any = get_command(command_line(GROUPS))
    width = {"max_content_width": 100, "terminal_width": 100}
    top = Context(group, info_name=NAME, **width)
    text = f"# Every command and option\n\nWhat `{NAME} COMMAND -h` prints.\n"
    for name, command in group.commands.items():
        context = Context(command, info_name=name, parent=top, help_option_names=["-h", "--help"], **width)
        text += f"\n## {name}\n\n~~~~text\n{command.get_help(context).strip()}\n~~~~\n"
    return text


def _api() -> Iterator[str]:
    """A page for each group of names of the front door, then one for each folder behind it."""
    for title, names in NAMES.items():
        yield f"# {title}\n\nAll of `import gametheory_paradox as gp`.\n" + _entries(
            "gametheory_paradox", names
        )
    front = {name for names in NAMES.values() for name in names}
    for folder in FOLDERS:
        module = import_module(f"gametheory_paradox.{folder}")
        public = [name for name in getattr(module, "__all__", ()) if name not in front]
        documented = [name for name in public if getattr(getattr(module, name), "__doc__", None)]
        (about, *_) = (module.__doc__ or "").strip().split("\n\n")
        yield f"# {folder}\n\n{about}\n" + _entries(f"gametheory_paradox.{folder}", documented)


def _entries(home: str, names: Any) -> str:
    return "".join(f"\n::: {_address(home, name)}\n" for name in names)


def _address(home: str, name: str) -> str:
    """The address of a name in the file that defines it; of a constant, in its room."""
    module = getattr(getattr(import_module(home), name), "__module__", home)
    return f"{module if hasattr(import_module(module), name) else home}.{name}"


def _python_list() -> str:
    lines = ""
    for source, title in zip(SOURCES[4:], [*NAMES, *FOLDERS], strict=True):
        names = ", ".join(f"`{name}`" for name in NAMES.get(title, ()))
        lines += f"* [{title}]({source.removeprefix('reference/')})" + (f": {names}\n" if names else "\n")
    return lines


@cache
def _schema() -> dict[str, Any]:
    from gametheory_paradox.models.files.schema import json_schema

    return json_schema()


def _type(field: dict[str, Any]) -> str:
    """The type of a field, in a word or two."""
    if "$ref" in field:
        title = field["$ref"].rpartition("/")[2]
        return f"[{title}](#{title.lower()})"
    if "const" in field:
        return f"`{field['const']}`"
    if "enum" in field:
        return ", ".join(f"`{value}`" for value in field["enum"])
    several = field.get("anyOf") or field.get("oneOf")
    if several:
        return " or ".join(dict.fromkeys(_type(one) for one in several))
    if field.get("type") == "array":
        return f"list of {_type(field.get('items', {}))}"
    if field.get("type") == "object" and isinstance(field.get("additionalProperties"), dict):
        return f"{_type(field['additionalProperties'])} by name"
    kind = field.get("type", "anything")
    return " or ".join(kind) if isinstance(kind, list) else str(kind)
