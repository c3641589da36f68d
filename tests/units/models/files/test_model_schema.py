"""The JSON Schema that is shipped for editors."""

import json
import re
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest
import yaml
from witnesses.sampling import steps

from gametheory_paradox import catalog
from gametheory_paradox.models.files.schema import json_schema, json_schema_text

PAGE = (Path(__file__).parents[4] / "docs" / "model-file.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```yaml\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
SHIPPED = files("gametheory_paradox.models.files").joinpath("model.schema.json")


def references(schema):
    if isinstance(schema, dict):
        found = {schema["$ref"]} if "$ref" in schema else set()
        return found.union(*map(references, schema.values()))
    return set().union(*map(references, schema)) if isinstance(schema, list) else set()


def test_the_shipped_schema_is_what_the_models_generate():
    # To write it anew: python -c "from gametheory_paradox.models.files.schema import write_schema;
    # write_schema()"
    assert SHIPPED.read_text(encoding="utf-8") == json_schema_text()


def test_every_reference_leads_somewhere():
    schema = json.loads(SHIPPED.read_text(encoding="utf-8"))
    found = references(schema)
    assert {f"#/$defs/{name}" for name in schema["$defs"]} == found


def test_the_schema_knows_what_the_reader_demands():
    schema = json_schema()
    assert schema["additionalProperties"] is False
    assert schema["required"] == ["format", "players"]
    assert schema["oneOf"] == [
        {"required": [kind]}
        for kind in ("tree", "table", "bayesian", "signaling", "compose", "stochastic", "repeated", "graph")
    ]
    parameter = schema["$defs"]["Parameter"]
    assert parameter["required"] == ["range"]
    assert parameter["anyOf"] == [{"required": ["baseline"]}, {"required": ["quantity"]}]
    assert schema["$defs"]["Move"]["additionalProperties"] is False


@steps(46)
def test_an_editor_accepts_every_catalog_file(step):
    for name in (*catalog.names(), *catalog.graphs())[::step]:
        text = files("gametheory_paradox.catalog").joinpath(f"{name}.yaml").read_text(encoding="utf-8")
        jsonschema.Draft202012Validator(json_schema()).validate(yaml.safe_load(text))


def test_an_editor_accepts_every_example_of_the_page():
    for text in EXAMPLES:
        jsonschema.Draft202012Validator(json_schema()).validate(yaml.safe_load(text))


@pytest.mark.parametrize(
    "document",
    [
        {"players": ["A"], "tree": "end"},
        {"format": 1, "players": ["A"]},
        {"format": 1, "players": ["A"], "tree": [1], "table": {"actions": {"A": ["x"]}}},
        {"format": 1, "players": ["A"], "tree": [1], "titel": "x"},
        {"format": 1, "players": ["A"], "tree": {"player": "A"}},
        {"format": 1, "players": ["A"], "tree": [1], "parameters": {"x": {"range": [1], "baseline": 1}}},
        {
            "format": 1,
            "players": ["A"],
            "tree": [1],
            "parameters": {"x": {"range": [0, 1], "baseline": 1, "distribution": "bell"}},
        },
        {
            "format": 1,
            "players": ["A"],
            "tree": [1],
            "parameters": {"x": {"range": [0, 1], "baseline": 1, "distribution": {"normal": [1]}}},
        },
        {
            "format": 1,
            "players": ["A"],
            "tree": [1],
            "parameters": {"x": {"range": [0, 1], "baseline": 1, "distribution": {"values": {}}}},
        },
        {"format": 1, "players": ["A"], "tree": [1], "terms": [{"player": "A"}]},
        {"format": 1, "players": ["A"], "tree": [1], "accounts": {"security": {"unit": "USD"}}},
        {"format": 1, "players": ["A"], "tree": [1], "accounts": {"x": {"meaning": "m", "values": [1]}}},
        {
            "format": 1,
            "players": ["A"],
            "tree": [1],
            "bayesian": {"types": {"A": {"s": 1}}, "actions": {"A": ["x"]}},
        },
        {"format": 1, "players": ["A"], "bayesian": {"actions": {"A": ["x"]}}},
        {"format": 1, "players": ["A"], "bayesian": {"types": {"A": {"s": 1}}}},
        {"format": 1, "players": ["A"], "bayesian": {"types": {"A": "s"}, "actions": {"A": ["x"]}}},
        {
            "format": 1,
            "players": ["A"],
            "bayesian": {"types": {"A": ["s"]}, "prior": [1], "actions": {"A": ["x"]}},
        },
        {
            "format": 1,
            "players": ["A", "B"],
            "signaling": {"sender": "A", "receiver": "B", "types": {"s": 1}, "messages": ["m"]},
        },
        {
            "format": 1,
            "players": ["A", "B"],
            "signaling": {
                "sender": "A",
                "receiver": "B",
                "types": ["s"],
                "messages": ["m"],
                "responses": ["r"],
            },
        },
    ],
)
def test_an_editor_underlines_mistakes(document):
    assert not jsonschema.Draft202012Validator(json_schema()).is_valid(document)
