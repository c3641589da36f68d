"""Every paradox by its definition, word for word, on small games: all equilibria, and every play of them.

Of the package only the classes that hold a game are used.  A game becomes a dictionary of cells or a nest of
moves; taking an action away, freezing a player, telling nodes apart and giving a strategy are done to these.
An equilibrium is what it makes happen: its plays, each with a probability, the choices on the way, and what
everybody gets.  Definitions speak of plays alone.
"""

from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import prod

from oracles.plain_truth import CannotTell, is_equilibrium, table_equilibria

from gametheory_paradox.forms import Decision, Lottery, NormalForm

ONE = Fraction(1)


@dataclass(frozen=True)
class Play:
    """A play: how likely it is, who chose what where (chance is player None), and what all get."""

    odds: Fraction
    steps: tuple[tuple[str | None, str, str], ...]
    payoffs: tuple[Fraction, ...]


@dataclass(frozen=True)
class All:
    """All equilibria of a game, each as its plays; of infinitely many the extreme ones."""

    equilibria: list[list[Play]]
    infinite: bool

    def gets(self, who):
        """What a player gets in each."""
        return [expects(plays, who) for plays in self.equilibria]


def expects(plays, who):
    return sum((play.odds * play.payoffs[who] for play in plays), Fraction(0))


def worse(quantifier, before, after):
    """By how much all, the best, the worst or some of what was before beat what is after."""
    every = [b - a for b in before for a in after]
    return {
        "strong": min(every),
        "best": max(before) - max(after),
        "worst": min(before) - min(after),
        "possible": max(every),
    }[quantifier]


def plain(game):
    """A game as this module writes it."""
    if isinstance(game, NormalForm):
        return Cells(game.players, game.actions, dict(zip(product(*game.actions), game.payoffs, strict=True)))

    def nest(place):
        node = game.nodes[place]
        if isinstance(node, Decision):
            info = game.information_sets[node.information_set]
            below = tuple(zip(info.actions, map(nest, node.children), strict=True))
            return "move", info.player, info.name, below
        if isinstance(node, Lottery):
            return "chance", tuple(
                zip(node.outcomes, node.probabilities, map(nest, node.children), strict=True)
            )
        return "end", node.payoffs

    return Nest(game.players, nest(0))


# --- Tables
# ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Cells:
    """A table: for each combination of actions what everybody gets."""

    players: tuple[str, ...]
    actions: tuple[tuple[str, ...], ...]
    cells: dict

    def only(self, allowed):
        """The table with the actions that are allowed."""
        actions = tuple(
            tuple(a for a in own if allowed(p, "", a))
            for p, own in zip(self.players, self.actions, strict=True)
        )
        return Cells(self.players, actions, {profile: self.cells[profile] for profile in product(*actions)})

    def given(self, who, odds):
        """The table in which a player does what it does with these odds, and everybody knows."""
        cells = {}
        for profile, paid in self.cells.items():
            key = (*profile[:who], "given", *profile[who + 1 :])
            p = odds["", profile[who]]
            cells[key] = tuple(
                old + p * new for old, new in zip(cells.get(key, [0] * len(paid)), paid, strict=True)
            )
        return Cells(self.players, (*self.actions[:who], ("given",), *self.actions[who + 1 :]), cells)

    def after(self, player, taken):
        """Where a player may choose when a choice ``taken`` was made: in tables always, as all is at once."""
        return {""}

    def offers(self, player, where):
        """What a player can do somewhere."""
        return self.actions[self.players.index(player)]

    def sets(self, player):
        """Where a player chooses."""
        return {"": self.actions[self.players.index(player)]}

    def solve(self, concept):
        numbers = [range(len(own)) for own in self.actions]
        cells = {
            key: self.cells[tuple(own[k] for own, k in zip(self.actions, key, strict=True))]
            for key in product(*numbers)
        }
        profiles, infinite = complete(cells, [list(own) for own in numbers])
        return All([list(self._plays(mixtures)) for mixtures in profiles], infinite)

    def strategies(self, concept, who):
        """What a player does in each equilibrium."""
        found = self.solve(concept)
        return [
            {
                ("", a): sum((p.odds for p in plays if p.steps[who][2] == a), Fraction(0))
                for a in self.actions[who]
            }
            for plays in found.equilibria
        ], found.infinite

    def _plays(self, mixtures):
        for key in product(*(mixture.items() for mixture in mixtures)):
            labels = tuple(own[k] for own, (k, _) in zip(self.actions, key, strict=True))
            steps = tuple((player, "", label) for player, label in zip(self.players, labels, strict=True))
            yield Play(prod((p for _, p in key), start=ONE), steps, self.cells[labels])


def complete(cells, actions):
    """All equilibria of a table, and whether they are infinitely many; CannotTell where some may be missing.

    Of three players with two actions each every support is looked at; where nobody is ever indifferent
    between two actions of its own against pure ones, and an odd number is found, none is missing.
    """
    if sum(len(own) > 1 for own in actions) != 2:
        actions = undominated(cells, actions)
    profiles, infinite, whole = table_equilibria(cells, actions)
    if not whole:
        tied = any(
            cells[profile][who] == cells[(*profile[:who], a, *profile[who + 1 :])][who]
            for profile in cells
            for who, own in enumerate(actions)
            for a in own
            if a != profile[who]
        )
        if tied or infinite or [len(own) for own in actions] != [2, 2, 2] or len(profiles) % 2 == 0:
            raise CannotTell
    assert all(is_equilibrium(cells, actions, mixtures) for mixtures in profiles if exact(mixtures))
    return profiles, infinite


def undominated(cells, actions):
    """What is left when actions go that another one always beats, one after the other."""
    for who, own in enumerate(actions):
        others = list(product(*(a if i != who else [None] for i, a in enumerate(actions))))
        gains = {a: [cells[(*o[:who], a, *o[who + 1 :])][who] for o in others] for a in own}
        for a in own:
            if any(all(y > x for x, y in zip(gains[a], gains[b], strict=True)) for b in own):
                return undominated(
                    cells, [[b for b in left if i != who or b != a] for i, left in enumerate(actions)]
                )
    return actions


def exact(mixtures):
    """Whether no probability is an irrational one, cut off after fifty digits."""
    return all(p.denominator < 10**40 for mixture in mixtures for p in mixture.values())


# --- Trees
# ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Nest:
    """A tree: an end, a move of chance, or a move of a player at an information set, with what is below."""

    players: tuple[str, ...]
    top: tuple

    def changed(self, change):
        """The tree with every part replaced from below by what ``change`` makes of it."""

        def at(part, before):
            if part[0] == "move":
                below = tuple((a, at(sub, (*before, a))) for a, sub in part[3])
                return change((*part[:3], below), before)
            if part[0] == "chance":
                return change(
                    ("chance", tuple((o, p, at(sub, (*before, o))) for o, p, sub in part[1])), before
                )
            return change(part, before)

        return Nest(self.players, at(self.top, ()))

    def only(self, allowed):
        def change(part, before):
            if part[0] == "move":
                return (*part[:3], tuple((a, sub) for a, sub in part[3] if allowed(part[1], part[2], a)))
            return part

        return self.changed(change)

    def given(self, who, odds):
        def change(part, before):
            if part[0] == "move" and part[1] == self.players[who]:
                return "chance", tuple((a, odds[part[2], a], sub) for a, sub in part[3] if odds[part[2], a])
            return part

        return self.changed(change)

    def told(self, player, where, parts):
        """A player tells these histories apart."""

        def change(part, before):
            if part[:3] == ("move", player, where):
                (k,) = [k for k, histories in enumerate(parts) if ", ".join(before) in histories]
                return ("move", player, f"{where} {k}", part[3])
            return part

        return self.changed(change)

    def all_seen(self):
        """Everybody sees how the tree's first move, one of chance, came out."""

        def change(part, before):
            return ("move", part[1], f"{part[2]} {before[0]}", part[3]) if part[0] == "move" else part

        if self.top[0] != "chance":
            raise CannotTell
        return self.changed(change)

    def parts(self):
        """Every part with the choices before it."""

        def walk(part, steps):
            yield part, steps
            if part[0] == "move":
                for a, sub in part[3]:
                    yield from walk(sub, (*steps, (part[1], part[2], a)))
            elif part[0] == "chance":
                for o, _, sub in part[1]:
                    yield from walk(sub, (*steps, (None, "", o)))

        return walk(self.top, ())

    def after(self, player, taken):
        return {
            part[2] for part, steps in self.parts() if part[:2] == ("move", player) and any(map(taken, steps))
        }

    def offers(self, player, where):
        return self.sets(player)[where]

    def sets(self, player):
        return {
            part[2]: tuple(a for a, _ in part[3]) for part, _ in self.parts() if part[:2] == ("move", player)
        }

    def is_seen_through(self):
        """Whether everybody sees everything: no information set occurs twice."""
        moves = [part[1:3] for part, _ in self.parts() if part[0] == "move"]
        return len(set(moves)) == len(moves)

    def has_subgame(self):
        """Whether something that play need not come to holds every node of each of its information sets."""
        top = self.top
        while top[0] == "move" and len(top[3]) == 1:
            top = top[3][0][1]
        total = count(self.top)
        return any(
            part is not top and part[0] != "end" and all(total[s] == n for s, n in count(part).items())
            for part, _ in Nest(self.players, top).parts()
        )

    def solve(self, concept):
        if self.is_seen_through() and concept == "subgame-perfect":
            return All([self._played(self.backward())], infinite=False)
        return self._by_strategies(concept)

    def strategies(self, concept, who):
        player = self.players[who]
        if not (self.is_seen_through() and concept == "subgame-perfect"):
            raise CannotTell
        taken = self.backward()
        sets = self.sets(player)
        return [{(s, a): Fraction(a == taken[player, s]) for s, own in sets.items() for a in own}], False

    def backward(self):
        """The choices of the one subgame perfect equilibrium; CannotTell where somebody is indifferent."""
        taken = {}

        def worth(part):
            if part[0] == "end":
                return part[1]
            if part[0] == "chance":
                below = [(p, worth(sub)) for _, p, sub in part[1]]
                return tuple(
                    sum((p * paid[i] for p, paid in below), Fraction(0)) for i in range(len(self.players))
                )
            below, own = {a: worth(sub) for a, sub in part[3]}, self.players.index(part[1])
            most = max(paid[own] for paid in below.values())
            best = [a for a, paid in below.items() if paid[own] == most]
            if len(best) > 1:
                raise CannotTell
            taken[part[1], part[2]] = best[0]
            return below[best[0]]

        worth(self.top)
        return taken

    def _played(self, taken, odds=ONE):
        """The plays when everybody chooses so."""

        def walk(part, p, steps):
            if part[0] == "end":
                yield Play(p, steps, part[1])
            elif part[0] == "chance":
                for o, q, sub in part[1]:
                    yield from walk(sub, p * q, (*steps, (None, "", o)))
            else:
                a = taken[part[1], part[2]]
                (sub,) = [sub for label, sub in part[3] if label == a]
                yield from walk(sub, p, (*steps, (part[1], part[2], a)))

        return [play for play in walk(self.top, odds, ()) if play.odds]

    def _by_strategies(self, concept):
        """By the table of strategies: Nash equilibria, and subgame perfect ones of the only subgame."""
        if concept not in ("nash", "subgame-perfect") or (
            concept == "subgame-perfect" and self.has_subgame()
        ):
            raise CannotTell
        plans = []
        for player in self.players:
            sets = self.sets(player)
            plans.append([dict(zip(sets, chosen, strict=True)) for chosen in product(*sets.values())])
        if prod(map(len, plans)) > 300:
            raise CannotTell
        runs = {}
        for key in product(*(range(len(own)) for own in plans)):
            taken = {
                (player, s): a
                for player, own, k in zip(self.players, plans, key, strict=True)
                for s, a in own[k].items()
            }
            runs[key] = self._played(taken)
        cells = {
            key: tuple(expects(run, who) for who in range(len(self.players))) for key, run in runs.items()
        }
        profiles, infinite = complete(cells, [list(range(len(own))) for own in plans])
        return All(
            [
                [
                    Play(play.odds * weight, play.steps, play.payoffs)
                    for key in product(*mixtures)
                    for weight in [prod((mixtures[i][k] for i, k in enumerate(key)), start=ONE)]
                    for play in runs[key]
                ]
                for mixtures in profiles
            ],
            infinite,
        )


def count(part):
    """How many nodes of each information set are in a part of a tree."""
    found = {}
    below = (
        [sub for _, sub in part[3]]
        if part[0] == "move"
        else [sub for _, _, sub in part[1]]
        if part[0] == "chance"
        else []
    )
    if part[0] == "move":
        found[part[1:3]] = 1
    for sub in below:
        for s, n in count(sub).items():
            found[s] = found.get(s, 0) + n
    return found


# --- Definitions
# -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Case:
    """A game and what is asked of it."""

    game: object
    request: dict
    quantifier: str
    concept: str

    @property
    def plain(self):
        return plain(self.game)

    @property
    def mover(self):
        return self.game.players.index(self.request["mover"])

    def all(self, game):
        return game.solve(self.concept)

    def is_taken(self, step):
        """Whether a choice is the action in question."""
        player, where, action = step
        owners = [self.request["mover"], *self.request.get("coalition", ())]
        return (
            player in owners
            and action == self.request["action"]
            and where in (self.request.get("at") or [where])
        )

    def without(self, game):
        return game.only(lambda *step: not self.is_taken(step))


def option(case):
    """The mover is better off without the action, which some equilibrium uses or which changes events."""
    has, lacks = case.all(case.plain), case.all(case.without(case.plain))
    lost = worse(case.quantifier, lacks.gets(case.mover), has.gets(case.mover))
    used = any(case.is_taken(step) for plays in has.equilibria for play in plays for step in play.steps)
    same = {frozenset(plays) for plays in has.equilibria} == {frozenset(plays) for plays in lacks.equilibria}
    if lost > 0 and not used and same:
        raise CannotTell  # the same happens; whether it is done by the same strategies, plays do not say
    return lost > 0, lost


def dominance_trap(case):
    """The action is strictly dominant for each, and each gains when all lack it."""
    game, members = case.plain, [case.game.players.index(p) for p in case.request["coalition"]]
    action = case.request["action"]
    dominant = all(
        game.cells[(*profile[:who], action, *profile[who + 1 :])][who] > paid[who]
        for who in members
        for profile, paid in game.cells.items()
        if profile[who] != action
    )
    if not dominant:
        return False, None
    has, lacks = case.all(game), case.all(case.without(game))
    pick = max if case.quantifier in ("strong", "best") else min
    gains = [min(expects(plays, who) - pick(has.gets(who)) for who in members) for plays in lacks.equilibria]
    lost = max(gains) if case.quantifier in ("best", "possible") else min(gains)
    if lacks.infinite and lost <= 0 and case.quantifier in ("best", "possible"):
        raise CannotTell
    return lost > 0, lost


def comparative_statics(case):
    """Nowhere lower and somewhere higher, the mover's payoff falls in equilibrium."""
    before, after = (case.request["family"].at({"x": x}) for x in (0, 1))
    pairs = list(zip(ends_of(before, case.mover), ends_of(after, case.mover), strict=True))
    raised = all(a <= b for a, b in pairs) and any(a < b for a, b in pairs)
    lost = worse(case.quantifier, *(case.all(plain(one)).gets(case.mover) for one in (before, after)))
    return raised and lost > 0, lost


def ends_of(game, who):
    if isinstance(game, NormalForm):
        return [cell[who] for cell in game.payoffs]
    return [part[1][who] for part, _ in plain(game).parts() if part[0] == "end"]


def information(case):
    """Telling more apart, the mover gets less."""
    told = case.plain.told(case.request["mover"], case.request["at"], case.request["parts"])
    lost = worse(case.quantifier, case.all(case.plain).gets(case.mover), case.all(told).gets(case.mover))
    return lost > 0, lost


def third_party(case):
    """The action costs the mover; nothing if the third party goes on as before; some if the target does."""
    game, lacks = case.plain, case.all(case.without(case.plain))

    def loss(one):
        return worse(
            case.quantifier, case.all(case.without(one)).gets(case.mover), case.all(one).gets(case.mover)
        )

    def frozen(player):
        where = game.after(player, case.is_taken)
        does = {
            a for plays in lacks.equilibria for play in plays for who, _, a in play.steps if who == player
        }
        if where and (len(does) != 1 or any(not does <= set(game.offers(player, s)) for s in where)):
            raise CannotTell
        return game.only(lambda who, s, a: who != player or s not in where or a in does)

    lost = loss(game)
    if lost <= 0:
        return False, lost
    third, target = (frozen(case.request[role]) for role in ("third", "target"))
    return loss(third) <= 0 < loss(target), lost


def realized(case):
    """Given that it uses the action, the mover expects less than the benchmark, after the same outcomes."""
    game, benchmark = case.plain, case.request["benchmark"]
    has = case.all(game)
    if has.infinite and not isinstance(game, Cells):
        raise CannotTell
    by_outcome = isinstance(game, Nest) and game.top[0] == "chance" and isinstance(benchmark, str)
    if benchmark == "no-coercion":
        other = case.all(case.without(game))
    elif benchmark == "complete-information":
        other = case.all(game.all_seen())
    if isinstance(benchmark, str) and by_outcome and other.infinite:
        raise CannotTell
    uses = []
    for plays in has.equilibria:
        used = [play for play in plays if any(map(case.is_taken, play.steps))]
        likely = sum(play.odds for play in used)
        if not likely:
            continue
        if not isinstance(benchmark, str):
            paid = [Fraction(benchmark)]
        elif not by_outcome:
            paid = other.gets(case.mover)
        else:
            given = share_of(used)
            paid = [
                sum(
                    (p * expects(only(e, o), case.mover) / share_of(e)[o] for o, p in given.items()),
                    Fraction(0),
                )
                for e in other.equilibria
            ]
            paid = [p / likely for p in paid]
        uses.append((expects(used, case.mover) / likely, paid))
    if not uses:
        return False, Fraction(0)
    inner, outer = {"strong": (min, min), "best": (max, min), "worst": (min, max), "possible": (max, max)}[
        case.quantifier
    ]
    lost = outer(inner(p - expected for p in paid) for expected, paid in uses)
    return lost > 0, lost


def share_of(plays):
    """How likely each outcome of the first move is in some plays."""
    found = {}
    for play in plays:
        found[play.steps[0][2]] = found.get(play.steps[0][2], Fraction(0)) + play.odds
    return found


def only(plays, outcome):
    return [play for play in plays if play.steps[0][2] == outcome]


def misperception(case):
    """Acting on its model and answered in the true game, the mover gets less than if it knew that game."""
    game, model = case.plain, plain(case.request["model"])
    chosen, infinite = model.strategies(case.concept, case.mover)
    if infinite and any(one != chosen[0] for one in chosen):
        raise CannotTell
    real = [paid for odds in chosen for paid in case.all(game.given(case.mover, odds)).gets(case.mover)]
    others = [case.all(game).gets(case.mover)]
    if "inaction" in case.request:
        sets = game.sets(case.request["mover"])
        idle = {(s, a): Fraction(a == case.request["inaction"]) for s, own in sets.items() for a in own}
        others.append(case.all(game.given(case.mover, idle)).gets(case.mover))
    lost = min(worse(case.quantifier, other, real) for other in others)
    return lost > 0, lost


def security_insecurity(case):
    """The action makes the mover safer if the others go on as before, and less safe once they answer."""
    game, who, action = case.plain, case.mover, case.request["action"]
    if isinstance(game, Nest):
        raise CannotTell
    column = len(game.players) + who

    def taking(plays):
        found = []
        for play in plays:
            labels = [step[2] for step in play.steps]
            labels[who] = action
            found.append(Play(play.odds, play.steps, game.cells[tuple(labels)]))
        return found

    lacks = case.all(case.without(game))
    has = case.all(game.only(lambda player, _, a: player != case.request["mover"] or a == action))
    lost = worse(case.quantifier, lacks.gets(column), has.gets(column))
    safer = all(expects(taking(e), column) > expects(e, column) for e in lacks.equilibria)
    return lost > 0 and safer, lost


DEFINITIONS = {
    "option": option,
    "dominance-trap": dominance_trap,
    "comparative-statics": comparative_statics,
    "information": information,
    "third-party": third_party,
    "realized": realized,
    "misperception": misperception,
    "security-insecurity": security_insecurity,
}


def answer(name, game, request, quantifier, concept=None):
    """Whether a paradox is present, and its gap (None where the definition fails before one is reckoned).

    Raises CannotTell where somebody is indifferent, or the game is too large.
    """
    concept = concept or ("nash" if isinstance(game, NormalForm) else "subgame-perfect")
    return DEFINITIONS[name](Case(game, request, quantifier, concept))
