"""The numbers of sets of at most four actions, and of pairs of sets of equal size, in the batch's arrays.

A set of actions is a word with one bit per action.  A *basis* is a set of player 1's actions and one of
player 2's of the same size.  The 16 bases of single actions are numbered apart from the 53 larger ones, so
that a set of bases fits two words.
"""

from itertools import combinations

import numpy as np

LARGEST = 4  # the most actions a player may have here
SIZES = range(2, LARGEST + 1)

_SETS = {
    size: [sum(1 << action for action in chosen) for chosen in combinations(range(LARGEST), size)]
    for size in SIZES
}
_BASES = [(first, second) for size in SIZES for first in _SETS[size] for second in _SETS[size]]

BASES = len(_BASES)
FIRST = np.array([first for first, _ in _BASES], np.int64)  # of each larger basis player 1's actions
SECOND = np.array([second for _, second in _BASES], np.int64)  # and player 2's
PLACE = np.full((1 << LARGEST, 1 << LARGEST), -1, np.int64)  # the number of a larger basis
for _number, (_first, _second) in enumerate(_BASES):
    PLACE[_first, _second] = _number
SIZE = np.array([int(first).bit_count() for first in FIRST], np.int64)
MEMBERS = np.array(  # of each set its actions in order, then what is not in it
    [
        sorted(range(LARGEST), key=lambda action: (not actions >> action & 1, action))
        for actions in range(1 << LARGEST)
    ],
    np.int64,
)
