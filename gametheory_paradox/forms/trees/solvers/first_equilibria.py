"""Some Nash equilibria of a tree whose table is too large for all of them, within a budget.

With two players Lemke's path over realization plans ends at an equilibrium: first the path from equal
probabilities, at the end those from beliefs that are pure plans.  With three and more players best replies
are followed from one pure plan to the next, and the branch of agent logit equilibria may lead to an
equilibrium where they do not.  All pure equilibria are read off the table, where there is one.

Sources: kollermegiddovonstengel1996; vonstengel2002b; turocy2010.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import islice, product
from math import prod

from gametheory_paradox.clock import Clock
from gametheory_paradox.errors import OutOfTime, Unsupported
from gametheory_paradox.forms import ExtensiveForm, NormalForm, Profile
from gametheory_paradox.forms.proofs.nash import best_reply
from gametheory_paradox.forms.trees.proofs.tree_tables import TreeTable, first_where_excluded
from gametheory_paradox.forms.trees.solvers.sequence_form_lemke import sequence_form_lemke
from gametheory_paradox.table import Record

MOST_STARTS = 200  # beliefs from which paths are followed
MOST_REPLIES = 50  # best replies to each other, before another start is tried

Tree = ExtensiveForm[Fraction]


@dataclass(repr=False)
class FirstEquilibria(Record):
    """Equilibria of a tree as they are found.

    Parameters
    ----------
    game, form
        The tree and its table; None where that is too large, or not yet known.
    profiles
        The equilibria, each once.
    looks
        What was looked for, in words.
    """

    game: Tree
    form: TreeTable | None = None
    profiles: dict[Profile, None] = field(default_factory=dict)
    looks: list[str] = field(default_factory=list)

    def search_without_table(self, clock: Clock) -> None:
        """Follows Lemke's path, or best replies where it does not apply or leads to none in time."""
        if len(self.game.players) == 2:
            self._by_path(None, clock)
        if not self.profiles:
            self._by_replies(clock.part(1 / 2))

    def search(self, clock: Clock) -> None:
        """Looks for pure equilibria, and with three or more players, where there are none, for another."""
        self._pure_ones(clock.part(1 / 2))
        if len(self.game.players) > 2 and not self.profiles:
            self._by_branch(clock)

    def search_further(self, clock: Clock) -> None:
        """Follows paths from pure beliefs until the time is over; with two players and a budget alone."""
        if len(self.game.players) != 2 or clock.left is None:
            return
        if not self.profiles:
            self._by_path(None, clock)
        known, tried = len(self.profiles), 0
        for start in islice(_pure_plans(self.game), MOST_STARTS):
            if clock.is_over:
                break
            tried += 1
            self._by_path(start, clock)
        if tried > 0 < known:
            more = len(self.profiles) - known
            self.looks.append(f"{more} more at the ends of paths from {tried} pure beliefs")

    @property
    def why(self) -> str:
        """Says what was looked for; nothing if there was no time for anything."""
        return "; ".join(self.looks)

    def _add(self, profile: Profile) -> None:
        """Takes in an equilibrium; where a player's own plan never comes, it takes the first action."""
        self.profiles[first_where_excluded(self.game, profile.probabilities)] = None

    def _by_path(self, prior: Profile | None, clock: Clock) -> None:
        try:
            found = sequence_form_lemke(self.game, clock, prior=prior)
        except Unsupported:  # too many sequences
            return
        for profile in found.profiles:
            self._add(profile)
        if found.profiles and prior is None:
            self.looks.append("one equilibrium at the end of a path")

    def _by_branch(self, clock: Clock) -> None:
        try:
            # Only this path is followed with numpy, which takes a while to load.
            from gametheory_paradox.forms.trees.solvers.agent_logit_path import agent_logit_path

            found = agent_logit_path(self.game, clock)
        except (Unsupported, OutOfTime):
            return
        for profile in found.profiles:
            self._add(profile)
            self.looks.append("one equilibrium at the end of the branch of agent logit equilibria")

    def _pure_ones(self, clock: Clock) -> None:
        if self.form is None or self.form.table is None:
            return
        table, count = self.form.table, 0
        for cell in pure_cells(table, clock):
            self._add(self.form.profile(Profile.pure(table.information_sets, cell)))
            count += 1
            if clock.is_over:
                break
        some = "those pure ones that there was time for" if clock.is_over else "all pure ones"
        self.looks.append(f"{some}, {count}")

    def _by_replies(self, clock: Clock) -> None:
        """Follows best replies from some pure plans, until these lead to a pure equilibrium."""
        with suppress(OutOfTime):
            for start in islice(_pure_plans(self.game), MOST_STARTS):
                if clock.is_over or self._settles(start, clock):
                    break

    def _settles(self, plan: Profile, clock: Clock) -> bool:
        """Follows best replies; True where these lead to a pure equilibrium."""
        for _ in range(MOST_REPLIES):
            if clock.is_over:
                return False
            before = plan
            for player in self.game.players:
                plan = best_reply(self.game, plan, player)
            if plan == before:
                self._add(plan)
                self.looks.append("a pure one to which best replies lead")
                return True
        return False


def pure_cells(table: NormalForm[Fraction], clock: Clock) -> Iterator[tuple[int, ...]]:
    """The cells of a table in which nobody gains by another action, as long as there is time."""
    shape, payoffs = table.shape, table.payoffs
    strides = [prod(shape[who + 1 :]) for who in range(len(shape))]
    best: list[set[int]] = []  # for each player the cells in which it has a best reply

    for who, stride in enumerate(strides):
        own: set[int] = set()
        for start in range(len(payoffs)):
            if start // stride % shape[who]:
                continue
            if clock.is_over:
                return
            line = range(start, start + stride * shape[who], stride)
            most = max(payoffs[cell][who] for cell in line)
            own.update(cell for cell in line if payoffs[cell][who] == most)
        best.append(own)

    for cell in sorted(set.intersection(*best)):
        yield tuple(cell // stride % size for stride, size in zip(strides, shape, strict=True))


def _pure_plans(game: Tree) -> Iterator[Profile]:
    """Pure behavior profiles, the last set's action changing fastest."""
    sets = game.information_sets
    for choices in product(*(range(len(info.actions)) for info in sets)):
        yield Profile.pure(sets, choices)
