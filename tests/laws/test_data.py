"""Every result goes elsewhere: as JSON, and what is a table as records and comma-separated values."""

import csv
import inspect
import io
import json

from architecture.public_classes import public_classes
from laws.test_displays import ADDRESS, GENERATED, everything

from gametheory_paradox.table import Display, Record, Tabular


def test_every_public_class_has_its_data():
    held = [value for value in public_classes() if issubclass(value, Display)]
    assert len(held) > 100
    for value in held:
        needed = [
            p.name
            for p in inspect.signature(value.to_data).parameters.values()
            if p.default is p.empty and p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)
        ]
        assert needed == ["self"], value


def test_data_is_json_and_says_nothing_in_python():
    assert len({type(thing) for thing in everything()}) > 60
    for thing in everything():
        data = thing.to_data()
        text = json.dumps(data, allow_nan=False)
        assert json.loads(text) == data or isinstance(thing, Record), thing
        assert not GENERATED.search(text), text
        assert not ADDRESS.search(text), text
        assert "Fraction(" not in text, text


def test_what_is_a_table_goes_out_row_by_row():
    results = [thing for thing in everything() if isinstance(thing, Tabular)]
    assert len({type(thing) for thing in results}) > 20
    for thing in results:
        table = thing.table()
        assert [list(record.values()) for record in thing.records()] == [list(row) for row in table.rows]
        headings, *rows = csv.reader(io.StringIO(thing.to_csv(), newline=""))
        assert (
            list(thing.records()[0]) == headings if thing.records() else len(headings) == len(table.columns)
        )
        assert rows == [["" if cell is None else str(cell) for cell in row] for row in table.rows]
