"""The trade-restriction tree, from Python: seven decision nodes, eight leaves, formulas for payoffs."""

from gametheory_paradox.forms import Move
from gametheory_paradox.models import family_from_tree

BASELINE = {"V": 10, "c": 1, "r_C": 3, "r_N": 4, "h": 1, "k": 3, "d": 5, "l": 1, "w": 1, "w_0": 1}


def _leaf(taliban, pakistan, isk):
    suppress, restrict, expand = taliban == "suppress", pakistan == "restrict", isk == "expand"
    worth = "+ r_C" if suppress else "+ r_N"
    return (
        "0" + " - k" * suppress + " - d" * restrict + " - l" * expand,
        "0" + " + V" * suppress + (f" - c {worth}" if restrict else "") + " - h" * expand,
        "w" * (restrict and expand) or "-w_0" * expand or "0",
    )


def trade_restriction():
    def third(taliban, pakistan):
        border = "border closed" if pakistan == "restrict" else "border open"
        return Move(
            "IS-K", f"{border} after {taliban}", {a: _leaf(taliban, pakistan, a) for a in ("expand", "hold")}
        )

    def second(taliban):
        return Move("Pakistan", f"after {taliban}", {a: third(taliban, a) for a in ("restrict", "open")})

    tree = Move("Taliban", "start", {a: second(a) for a in ("suppress", "host")})
    ranges = {name: (1 if name in ("k", "w", "w_0") else 0, 20, value) for name, value in BASELINE.items()}
    return family_from_tree(["Taliban", "Pakistan", "IS-K"], tree, ranges, title="Trade restriction")
