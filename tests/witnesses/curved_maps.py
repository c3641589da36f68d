"""Families whose maps take many cells, cut by curved surfaces, and who may cut them."""

import pickle
from concurrent.futures import Future

from gametheory_paradox.forms import Move
from gametheory_paradox.models import family_from_tree

ASK = {"mover": "Bob", "action": "punish", "at": "complied"}
OVER = dict.fromkeys("xyz", (0, 1, 0))
ONE = "x*x*y - y*z*z + x*z - 1/5"  # at gap 1/100: 393 cells, of which one surface cuts most
TWO = "(x*x + y*y - z*z - 1/3)*(x*y + z*z*x - 1/4)"  # 1241 cells; in some, both surfaces do


def curved(condition):
    """Bob gains ``condition`` by punishing after compliance: where positive, his option hurts him."""
    after = (
        Move("Bob", "complied", {"punish": (-3, f"5 + {condition}"), "refrain": (-1, 5)}),
        Move("Bob", "defied", {"punish": (-2, 1), "refrain": (0, 0)}),
    )
    return family_from_tree(
        ["Ann", "Bob"], Move("Ann", "start", {"comply": after[0], "defy": after[1]}), OVER
    )


class Hands:
    """An executor that works at once, on copies as for another process, up to a number of tasks."""

    def __init__(self, most=None):
        self.most, self.tasks = most, []

    def submit(self, function, *given):
        future = Future()
        if self.most is None or len(self.tasks) < self.most:
            self.tasks.append(given)
            future.set_result(pickle.loads(pickle.dumps(function))(*pickle.loads(pickle.dumps(given))))
        return future
