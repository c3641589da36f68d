"""Equilibria of small trees by the plainest means: from the definitions, sharing no code with solvers.

A strategy profile is one tuple of probabilities per information set, in the game's order (``odds``); beliefs
are one tuple per information set, in the order of its nodes.  A deviation is tried by writing down every pure
strategy.
"""

from fractions import Fraction
from itertools import product

from gametheory_paradox.forms import Decision, Lottery, Terminal


class Tree:
    """A game in extensive form with, for each node, the way to it."""

    def __init__(self, game):
        self.nodes = game.nodes
        self.owners = [game.players.index(info.player) for info in game.information_sets]
        self.sizes = [len(info.actions) for info in game.information_sets]
        self.players = len(game.players)
        self.members = [[] for _ in self.owners]
        self.ways = [()] * len(self.nodes)  # for each node the (node, branch) pairs from the root on
        for place, node in enumerate(self.nodes):
            if isinstance(node, Decision):
                self.members[node.information_set].append(place)
            for branch, child in enumerate(getattr(node, "children", ())):
                self.ways[child] = (*self.ways[place], (place, branch))
        ends = [place for place, node in enumerate(self.nodes) if isinstance(node, Terminal)]
        self.ends = [[end for end in ends if self.is_below(end, start)] for start in range(len(self.nodes))]

    def is_below(self, place, start):
        """Whether a node is the start or comes after it."""
        return place == start or any(above == start for above, _ in self.ways[place])

    def way(self, place, start):
        """The branches taken from the start to a node below it."""
        return self.ways[place][len(self.ways[start]) :]

    def sets_below(self, starts, who=None):
        """The information sets, of one player or of all, that have a node among the starts or below one."""
        return [
            s
            for s, members in enumerate(self.members)
            if who in (None, self.owners[s])
            and any(self.is_below(m, start) for m in members for start in starts)
        ]


def chances(tree, odds, place):
    """The probabilities of a node's branches."""
    node = tree.nodes[place]
    return node.probabilities if isinstance(node, Lottery) else odds[node.information_set]


def likelihood(tree, odds, place, start=0):
    """How likely play that is at the start comes to a node below it."""
    found = Fraction(1)
    for above, branch in tree.way(place, start):
        p = chances(tree, odds, above)[branch]
        if p == 0:
            return Fraction(0)
        if p != 1:
            found *= p
    return found


def worth(tree, odds, who, start=0):
    """What a player expects once play is at the start."""
    found = Fraction(0)
    for end in tree.ends[start]:
        p = likelihood(tree, odds, end, start)
        if p:
            found += p * tree.nodes[end].payoffs[who]
    return found


def payoffs(tree, odds):
    """What each player expects."""
    return tuple(worth(tree, odds, who) for who in range(tree.players))


def pure(tree, choices):
    """The profile that takes the numbered action at every set."""
    return tuple(tuple(Fraction(a == c) for a in range(n)) for c, n in zip(choices, tree.sizes, strict=True))


def pure_profiles(tree):
    """Every profile of pure strategies."""
    return (pure(tree, choices) for choices in product(*map(range, tree.sizes)))


def deviations(tree, odds, sets):
    """The profile with the behavior at some sets replaced by each combination of actions."""
    for choices in product(*(range(tree.sizes[s]) for s in sets)):
        changed = dict(zip(sets, choices, strict=True))
        yield tuple(
            tuple(Fraction(a == changed[s]) for a in range(tree.sizes[s])) if s in changed else own
            for s, own in enumerate(odds)
        )


# ---- Nash equilibria and subgame perfection


def is_nash(tree, odds, start=0):
    """Whether in the subgame at the start nobody gains by any other pure strategy."""
    for who in range(tree.players):
        kept = worth(tree, odds, who, start)
        for other in deviations(tree, odds, tree.sets_below([start], who)):
            if worth(tree, other, who, start) > kept:
                return False
    return True


def subgames(tree):
    """The nodes, other than ends, below which every information set lies whole or not at all."""
    return [
        start
        for start, node in enumerate(tree.nodes)
        if not isinstance(node, Terminal)
        and all(len({tree.is_below(member, start) for member in members}) == 1 for members in tree.members)
    ]


def is_subgame_perfect(tree, odds):
    """Whether the profile is a Nash equilibrium in every subgame."""
    return all(is_nash(tree, odds, start) for start in subgames(tree))


# ---- Beliefs


def bayes(tree, odds, number):
    """The beliefs at an information set that the profile reaches; None at one that it does not."""
    found = [likelihood(tree, odds, member) for member in tree.members[number]]
    return tuple(p / sum(found) for p in found) if any(found) else None


def losses(tree, odds, number):
    """For each pure way to go on from an information set, what it costs at each of the set's nodes."""
    who, members = tree.owners[number], tree.members[number]
    kept = [worth(tree, odds, who, member) for member in members]
    return [
        tuple(k - worth(tree, other, who, member) for k, member in zip(kept, members, strict=True))
        for other in deviations(tree, odds, tree.sets_below(members, who))
    ]


def weighed(beliefs, row):
    return sum((p * loss for p, loss in zip(beliefs, row, strict=True)), Fraction(0))


def is_sequentially_rational(tree, odds, beliefs):
    """Whether at no information set any other way to go on is better, given the beliefs there."""
    return all(
        weighed(beliefs[number], row) >= 0
        for number in range(len(tree.members))
        for row in losses(tree, odds, number)
    )


def is_weak_sequential(tree, odds, beliefs):
    """Whether beliefs are distributions, follow Bayes' rule where play comes, and make play rational."""
    for number, members in enumerate(tree.members):
        own = beliefs[number]
        if (
            len(own) != len(members)
            or sum(own) != 1
            or min(own) < 0
            or bayes(tree, odds, number) not in (None, tuple(own))
        ):
            return False
    return is_sequentially_rational(tree, odds, beliefs)


def supporting_beliefs(tree, odds, number):
    """Some beliefs at one information set under which nothing is better there; or None."""
    width = len(tree.members[number])
    known = bayes(tree, odds, number)
    rows = losses(tree, odds, number)
    if known is not None:
        return known if all(weighed(known, row) >= 0 for row in rows) else None
    # unknowns: the beliefs at the nodes, then what each row leaves over
    equations = [[Fraction(1)] * width + [Fraction(0)] * len(rows)]
    for place, row in enumerate(rows):
        equations.append([*row] + [Fraction(-(place == other)) for other in range(len(rows))])
    found = nonnegative_solution(equations, [Fraction(1)] + [Fraction(0)] * len(rows))
    return None if found is None else tuple(found[:width])


def weak_sequential_beliefs(tree, odds):
    """Beliefs that make the profile a weak sequential equilibrium, or None if there are none."""
    found = [supporting_beliefs(tree, odds, number) for number in range(len(tree.members))]
    return None if None in found else tuple(found)


# ---- Consistency


def leading(polynomial):
    """Coefficient and exponent of the lowest power of ε in a polynomial given as {exponent: coefficient}."""
    powers = [power for power, coefficient in polynomial.items() if coefficient]
    return (Fraction(polynomial[min(powers)]), min(powers)) if powers else (Fraction(0), 0)


def limits(terms):
    """Where the shares of some positive quantities go, each given by its leading term, as ε falls to zero."""
    lowest = min(power for _, power in terms)
    total = sum(coefficient for coefficient, power in terms if power == lowest)
    return tuple(coefficient / total if power == lowest else Fraction(0) for coefficient, power in terms)


def shares(terms):
    """The leading terms of the quantities divided by their sum."""
    lowest = min(power for _, power in terms)
    total = sum(coefficient for coefficient, power in terms if power == lowest)
    return [(coefficient / total, power - lowest) for coefficient, power in terms]


def limit_beliefs(tree, trembles):
    """The beliefs in the limit of totally mixed play; ``trembles`` has a leading term per action."""
    trembles = [shares(own) for own in trembles]
    found = []
    for members in tree.members:
        terms = []
        for member in members:
            coefficient, power = Fraction(1), 0
            for above, branch in tree.ways[member]:
                node = tree.nodes[above]
                if isinstance(node, Lottery):
                    coefficient *= node.probabilities[branch]
                else:
                    coefficient *= trembles[node.information_set][branch][0]
                    power += trembles[node.information_set][branch][1]
            terms.append((coefficient, power))
        found.append(limits(terms))
    return tuple(found)


def is_consistent(tree, odds, beliefs, witness):
    """Whether the witness tends to the assessment.

    Parameters
    ----------
    witness
        For each information set one polynomial in ε per action, {exponent: coefficient}: the weights of
        totally mixed behavior, which is what they are divided by their sum.
    """
    trembles = [[leading(polynomial) for polynomial in own] for own in witness]
    if any(coefficient <= 0 for own in trembles for coefficient, _ in own):
        return False  # some action has weight zero or less for every small ε
    if any(limits(own) != tuple(expected) for own, expected in zip(trembles, odds, strict=True)):
        return False
    return limit_beliefs(tree, trembles) == tuple(map(tuple, beliefs))


def is_sequential(tree, odds, beliefs, witness):
    """Whether the assessment is a sequential equilibrium, its consistency shown by the witness."""
    return is_consistent(tree, odds, beliefs, witness) and is_weak_sequential(tree, odds, beliefs)


def orders_of(tree, odds, most):
    """How fast each action's probability vanishes, in all ways from 1 to ``most`` that matter to beliefs."""
    doubtful = [m for members in tree.members if len(members) > 1 for m in members]
    on_the_way = {
        (tree.nodes[above].information_set, branch)
        for member in doubtful
        for above, branch in tree.ways[member]
        if isinstance(tree.nodes[above], Decision)
    }
    unused = [(s, a) for s, own in enumerate(odds) for a, p in enumerate(own) if not p]
    matter = [pair for pair in unused if pair in on_the_way]
    for powers in product(range(1, most + 1), repeat=len(matter)):
        yield dict.fromkeys(unused, 1) | dict(zip(matter, powers, strict=True))


def trembled(odds, orders):
    """Leading terms: used actions keep their probability, all others have probability ε to their order."""
    return [
        [(p, 0) if p else (Fraction(1), orders[s, a]) for a, p in enumerate(own)]
        for s, own in enumerate(odds)
    ]


def pure_sequential(tree, most=4):
    """Pure sequential equilibria: every pure profile with trembles ε, ε², … up to the order given.

    All that are found are sequential equilibria; others, whose beliefs need other trembles, may be missing.
    Returns {profile: set of beliefs}.
    """
    found = {}
    for odds in pure_profiles(tree):
        if not is_nash(tree, odds) or weak_sequential_beliefs(tree, odds) is None:
            continue
        rows = [losses(tree, odds, number) for number in range(len(tree.members))]
        for beliefs in {
            limit_beliefs(tree, trembled(odds, orders)) for orders in orders_of(tree, odds, most)
        }:
            if all(weighed(beliefs[s], row) >= 0 for s, own in enumerate(rows) for row in own):
                found.setdefault(odds, set()).add(beliefs)
    return found


def sequential_verdict(tree, odds, most=3):
    """Whether beliefs make the profile a sequential equilibrium: True, False, or None if it cannot tell.

    Unused action k has probability c_k ε^K_k.  For every choice of orders K (from 1 to ``most``) the limit
    beliefs at a set are in proportion to known numbers times products of the c of the unused actions on the
    way.  Each product is an unknown of its own, so rationality is a system of linear inequalities.  If it has
    no solution for any K, the profile is none, as far as these orders go; if it has one and the products are
    independent, there are such c, and it is one.
    """
    if weak_sequential_beliefs(tree, odds) is None:
        return False
    rows = [losses(tree, odds, number) for number in range(len(tree.members))]
    ways = [[used_and_unused(tree, odds, member) for member in members] for members in tree.members]
    seen, related = set(), False
    for orders in orders_of(tree, odds, most):
        pattern = tuple(likeliest(own, orders) for own in ways)
        if pattern in seen:
            continue
        seen.add(pattern)
        products = sorted({product for own in pattern for _, product in own}, key=sorted)
        inequalities = [
            [
                sum((ways[s][n][0] * row[n] for n, m in own if m == product), Fraction(0))
                for product in products
            ]
            for s, own in enumerate(pattern)
            for row in rows[s]
        ]
        if is_solvable_above_one(inequalities):
            if rank([[*(Fraction(pair in m) for pair in orders), Fraction(1)] for m in products]) == len(
                products
            ):
                return True
            related = True
    return None if related else False


def used_and_unused(tree, odds, place):
    """The probability of chance and used actions on the way to a node, and the unused actions there."""
    probability, unused = Fraction(1), set()
    for above, branch in tree.ways[place]:
        p = chances(tree, odds, above)[branch]
        if p:
            probability *= p
        else:
            unused.add((tree.nodes[above].information_set, branch))
    return probability, frozenset(unused)


def likeliest(ways, orders):
    """The nodes of a set with the lowest order, each with its unused actions but those that all share."""
    powers = [sum(orders[pair] for pair in unused) for _, unused in ways]
    lowest = [n for n, power in enumerate(powers) if power == min(powers)]
    shared = frozenset.intersection(*(ways[n][1] for n in lowest))
    return tuple((n, ways[n][1] - shared) for n in lowest)


# ---- Strategies as plans: how likely a player's own choices let each of its actions be


def plan(tree, odds, who, start=0):
    """For each own set and action the product of own probabilities on the way: equal plans play alike.

    With a start, as if play began there, and only for the sets below it.
    """
    found = []
    for number in tree.sets_below([start], who):
        own = Fraction(1)
        for above, branch in tree.way(tree.members[number][0], start):
            node = tree.nodes[above]
            if isinstance(node, Decision) and tree.owners[node.information_set] == who:
                own *= odds[node.information_set][branch]
        found.extend(own * p for p in odds[number])
    return tuple(found)


def plans(tree, odds, starts=(0,)):
    """Everybody's plan, from each of the starts."""
    return tuple(plan(tree, odds, who, start) for start in starts for who in range(tree.players))


def has_perfect_recall(tree):
    """Whether at every information set all nodes follow the same own choices."""

    def own_choices(place, who):
        return tuple(
            (tree.nodes[above].information_set, branch)
            for above, branch in tree.ways[place]
            if isinstance(tree.nodes[above], Decision)
            and tree.owners[tree.nodes[above].information_set] == who
        )

    return all(
        len({own_choices(member, owner) for member in members}) == 1
        for members, owner in zip(tree.members, tree.owners, strict=True)
    )


def in_hull(point, points):
    """Whether a point is a mixture of some points."""
    rows = [[Fraction(1)] * len(points), *(list(column) for column in zip(*points, strict=True))]
    return nonnegative_solution(rows, [Fraction(1), *point]) is not None


# ---- Linear inequalities


def nonnegative_solution(rows, right):
    """Some x ≥ 0 with rows · x = right, or None: the simplex method by Bland's rule."""
    table = [[*(row if r >= 0 else [-v for v in row]), abs(r)] for row, r in zip(rows, right, strict=True)]
    width = len(rows[0])
    basis = [None] * len(table)  # None stands for the row's artificial variable
    while True:
        left = [sum(line[j] for line, b in zip(table, basis, strict=True) if b is None) for j in range(width)]
        entering = next((j for j in range(width) if left[j] > 0), None)
        if entering is None:
            break
        ratios = [
            (line[-1] / line[entering], -1 if basis[i] is None else basis[i], i)
            for i, line in enumerate(table)
            if line[entering] > 0
        ]
        _, _, leaving = min(ratios)
        pivot = table[leaving][entering]
        table[leaving] = [v / pivot for v in table[leaving]]
        for i, line in enumerate(table):
            if i != leaving and line[entering]:
                factor = line[entering]
                table[i] = [v - factor * w for v, w in zip(line, table[leaving], strict=True)]
        basis[leaving] = entering
    if any(line[-1] for line, b in zip(table, basis, strict=True) if b is None):
        return None
    solution = [Fraction(0)] * width
    for line, b in zip(table, basis, strict=True):
        if b is not None:
            solution[b] = line[-1]
    return solution


def is_solvable_above_one(inequalities):
    """Whether some t ≥ 1 has each row · t ≥ 0."""
    rows = [
        [*row, *(Fraction(-(place == other)) for other in range(len(inequalities)))]
        for place, row in enumerate(inequalities)
    ]
    return nonnegative_solution(rows, [-sum(row) for row in inequalities]) is not None


def rank(rows):
    """How many rows are linearly independent."""
    rows, found = [list(row) for row in rows], 0
    for column in range(len(rows[0])):
        pivot = next((i for i in range(found, len(rows)) if rows[i][column]), None)
        if pivot is None:
            continue
        rows[found], rows[pivot] = rows[pivot], rows[found]
        for i in range(found + 1, len(rows)):
            factor = rows[i][column] / rows[found][column]
            rows[i] = [v - factor * w for v, w in zip(rows[i], rows[found], strict=True)]
        found += 1
    return found
