"""docs/catalog.md: every game of the literature, from the catalog and from the rows of known answers.

`python tests/literature/catalog_page.py` writes it anew.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from literature import classical_rows, rows, time_rows, unseen_rows

from gametheory_paradox import catalog
from gametheory_paradox.bibliography import with_citations

PAGE = Path(__file__).parents[2] / "docs" / "catalog.md"
ASKED = [*rows.ASKED, *classical_rows.ASKED, *unseen_rows.ASKED, *time_rows.ASKED]
SOLVED = [
    *(*rows.SOLVED, *classical_rows.SOLVED, *classical_rows.PAID),
    *(*unseen_rows.SOLVED, *unseen_rows.PAID, *time_rows.SOLVED),
]
QUANTIFIERS = ("strong", "best", "worst", "possible")
HEAD = """# The games of the literature

Each game of the catalog below `literature/` is one file, whose path is its citation: author and year of the \
source, then the
game. What is known of it stands in the file as its claim and its prediction, and in `tests/literature` as \
rows: all equilibria
and the verdicts on what is asked, derived by hand, with the derivation beside them. This page is \
written from the files
and the rows.

How much of a game is its source's is said in the file's `about`. A *convention of textbooks* is a game \
whose story is the
source's and whose numbers are the usual ones. A *specification* is ours: it carries the source's argument \
in the smallest
finite game that we found, and an answer about it is no replication of the source. The template of coercion \
that a third party
answers is `seed/third-party-expansion`.

```python
import gametheory_paradox as gp

drivers = gp.load("literature/braess-1968/two-drivers")
road = dict(mover="A", action="shortcut", coalition=["A", "B"])
gp.detect(drivers, "dominance-trap", **road)        # present: 4 minutes with the shortcut, at most 15/4 \
without
gp.thresholds(drivers, "dominance-trap", **road)    # 2*e + 5 > 2*K + d
centipede = gp.load("literature/mckelvey-1992/centipede")
gp.thresholds(centipede, mover="Two", action="take", at="move 4")   # 4 > g and g > 1 and g^3 > 4
```

The last column says what becomes of the mover if it is without an action: *present* where all four \
[quantifiers](paradoxes.md)
say that it is better off, else which of them do; *absent* names a quantifier where only that one was asked. \
Where another
[paradox](paradoxes.md) is asked about it is named. Parameters are at
their baseline but for those named; equilibria are subgame perfect in trees, Nash equilibria in tables and \
Markov perfect ones in
[games that go on](time.md) unless another concept is named. What play that looks back can keep there, by \
the automata of
the files, is asserted in `tests/literature/test_automata_in_the_literature.py`. The works are listed in \
full [here](references.md).

| game | what is known | answers derived from | without an action |
|---|---|---|---|
"""


def page():
    """The page as it ought to be."""
    names = [name for name in catalog.names() if name.startswith("literature/")]
    return HEAD + "".join(f"| {' | '.join(cells(name))} |\n" for name in names)


def cells(name):
    family = catalog.load(name)
    sources = sorted(
        {with_citations(row.source.replace(",", ":", 1)) for row in (*SOLVED, *ASKED) if row.game == name}
    )
    return f"**{family.title}**<br>`{name}`", family.claim, "<br>".join(sources), "<br>".join(answers(name))


def answers(name):
    """One line for each question: what is taken away, and by which quantifiers that is better."""
    found = {}
    for row in ASKED:
        if row.game == name:
            said = found.setdefault(question(row), {})
            said |= dict.fromkeys(row.quantifiers, row.verdict)
    return [f"{asked}: {verdict(said)}" for asked, said in found.items()]


def question(row):
    asked = row.request
    others = [player for player in asked.get("coalition", ()) if player != asked["mover"]]
    at = [asked["at"]] if isinstance(asked.get("at"), str) else asked.get("at", ())
    parts = [
        f"{asked['mover']}, {subject(asked)}",
        f"at {', '.join(at)}" if at else "",
        f"with {', '.join(others)}" if others else "",
        f"for {', '.join(f'{p} = {value}' for p, value in row.values.items())}" if row.values else "",
        f"({row.concept})" if row.concept else "",
        f"({asked['paradox']})" if "paradox" in asked else "",
    ]
    return " ".join(part for part in parts if part)


def subject(asked):
    """The action or the parameter that it is about."""
    if "parameter" in asked:
        return f"`{asked['parameter']}` from {asked['low']} to {asked['high']}"
    return f"`{asked['action']}`" + (f" instead of `{asked['instead']}`" if "instead" in asked else "")


def verdict(said):
    present = [quantifier for quantifier in QUANTIFIERS if said.get(quantifier) == "present"]
    if not present:
        return "absent" if len(said) > 1 else f"absent ({next(iter(said))})"
    return "present" if len(present) == len(QUANTIFIERS) else f"present ({', '.join(present)})"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    print(PAGE.relative_to(PAGE.parents[1]))
