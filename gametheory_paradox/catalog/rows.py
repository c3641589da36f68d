"""The rows of the tables that stand beside the games."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent


def rows_of(name: str) -> Iterator[dict[str, Any]]:
    """The rows of a table, each by the names in its head."""
    return csv.DictReader((_HERE / name).read_text(encoding="utf-8").splitlines())
