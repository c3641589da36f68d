"""Six systems of the essay (mir2024) by hand: what the mover gets with and without the action, off ties.

Each function is the derivation in short; the comment above it is the reasoning.  Nothing here calls the
package.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

Point = Mapping[str, Any]
Payoffs = tuple[tuple[Any, Any], tuple[Any, Any]]  # (least, greatest) with, (least, greatest) without


def one(with_action: Any, without_action: Any) -> Payoffs:
    """Where each game has one equilibrium."""
    return (with_action, with_action), (without_action, without_action)


# Where ETIM lives, paying saves D if it restrains ETIM (s_E > 1) and costs a_C, and f_M if the hardliners
# then shelter militants (y > 1).  Once it is gone nothing is paid.  So who acts gives up a_C with chance lam
# and wins z with chance lam, at k_E.
def engagement(p: Point) -> Payoffs:
    cost = price_of_paying(p)
    acts_unpaid = p["lam"] * p["z"] > p["k_E"]
    without = -((1 - p["lam"]) if acts_unpaid else 1) * p["D"]
    if not (p["s_E"] > 1 and p["D"] > cost):
        return one(without, without)
    acts = p["lam"] * (p["z"] - p["a_C"]) > p["k_E"]
    return one(-((1 - p["lam"]) if acts else 1) * cost, without)


def price_of_paying(p: Point) -> Any:
    return p["a_C"] + (p["f_M"] if p["y"] > 1 else 0)


# In security the money is left out.
def engagement_security(p: Point) -> Payoffs:
    acts_unpaid = p["lam"] * p["z"] > p["k_E"]
    without = -((1 - p["lam"]) if acts_unpaid else 1) * p["D"]
    if not (p["s_E"] > 1 and p["D"] > price_of_paying(p)):
        return one(without, without)
    acts = p["lam"] * (p["z"] - p["a_C"]) > p["k_E"]
    harm = p["f_M"] if p["y"] > 1 else 0
    return one(-((1 - p["lam"]) if acts else 1) * harm, without)


# Not seeing whether ETIM lives, China pays always or never, so that money does not weigh in the Taliban's
# choice.
def engagement_control(p: Point) -> Payoffs:
    alive = (1 - p["lam"]) if p["lam"] * p["z"] > p["k_E"] else 1
    without = -alive * p["D"]
    return one(max(without, -price_of_paying(p)) if p["s_E"] > 1 else without, without)


class Corridor:
    """What follows a deal.  Contracts that are kept bring the Taliban their share of the yield."""

    def __init__(self, p: Point):
        self.p, self.keep = p, p["beta"] * p["G"]
        self.china = (1 - p["beta"]) * p["G"]
        self.eased, self.needy = p["X"] - p["f"], p["X"] + p["u"] - p["f"]

    def risk(self, need: Any) -> Any:
        """The chance of cancellation if that is the chance of need."""
        return 1 if self.eased > self.keep else need if self.needy > self.keep else 0

    def comes(self, risk: Any) -> bool:
        invests = (1 - risk) * self.china > self.p["I"] + self.p["x"]
        return invests and (1 - risk) * (self.p["T"] + self.p["i_P"]) > self.p["c_L"]

    def taliban(self, risk: Any, need: Any) -> Any:
        if not self.comes(risk):
            return 0
        return need * max(self.needy, self.keep) + (1 - need) * max(self.eased, self.keep)

    @property
    def sanctioned(self) -> bool:
        return self.p["g_W"] > self.p["i_W"] * (self.risk(self.p["p_x"]) - self.risk(0))


# Where the Taliban cannot cancel, the risk is 0 and they get B.
def corridor_cancel(p: Point) -> Payoffs:
    c = Corridor(p)
    need = p["p_x"] if c.sanctioned else 0
    return one(c.taliban(c.risk(need), need), c.keep if c.comes(0) else 0)


# After the deal the West counts only what sanctions add to the risk; before it they may keep the deal from
# being made.
def corridor_sanction(p: Point) -> Payoffs:
    c = Corridor(p)

    def west(sanctions: bool) -> Any:
        risk = c.risk(p["p_x"] if sanctions else 0)
        return -p["i_W"] if not c.comes(risk) else p["g_W"] * sanctions - p["i_W"] * risk

    return one(west(c.sanctioned), west(False))


# China moves first, and what it sees it may decline.  Its people are targets where they are.
def corridor_china(p: Point, security: bool = False) -> Payoffs:
    c = Corridor(p)
    risk = c.risk(p["p_x"] if c.sanctioned else 0)
    if not c.comes(risk):
        return one(0, 0)
    return one(-p["x"] if security else (1 - risk) * c.china - p["I"] - p["x"], 0)


def corridor_exposed(p: Point) -> Payoffs:
    return corridor_china(p, security=True)


# Where the project fails, IS-K has room, and it fails at once where somebody does not come.
def corridor_pakistan(p: Point) -> Payoffs:
    c = Corridor(p)
    risk = c.risk(p["p_x"] if c.sanctioned else 0)
    return one(-p["i_P"] * (risk if c.comes(risk) else 1), -p["i_P"])


# A West that moves first has its g_W whatever follows, and picks the better of the two.
def corridor_first(p: Point) -> Payoffs:
    c = Corridor(p)

    def west(need: Any) -> Any:
        risk = c.risk(need)
        return p["g_W"] * bool(need) - p["i_W"] * (risk if c.comes(risk) else 1)

    need = max((0, p["p_x"]), key=west)
    return one(c.taliban(c.risk(need), need), c.keep if c.comes(0) else 0)


# Deporting late pays b - c_D after suppression (nobody is left to recruit) and b + r_D - c_D - E after
# hosting.  The Taliban suppress only if that and only that is punished, and a_R > k.  Deporting at once pays
# b + y - c_D - E, since they host then.
def deportation(p: Point, everywhere: bool = False) -> Payoffs:
    harm = p["e_R"] if p["n"] > 0 else 0
    complied, defied = p["b"] - p["c_D"], p["b"] + p["r_D"] - p["c_D"] - harm
    at_once = p["b"] + p["y"] - p["c_D"] - harm
    host = max(defied, 0)

    def held(punishes_compliance: bool) -> Any:
        works = defied > 0 and not punishes_compliance and p["a_R"] > p["k"]
        return p["V"] if works else host

    with_option = max(held(complied > 0), at_once)
    return one(with_option, max(0, at_once) if everywhere else max(held(False), at_once))


def deportation_everywhere(p: Point) -> Payoffs:
    return deportation(p, everywhere=True)


# A veto pays v_W whatever Pakistan does, backing S_W if Pakistan backs.  If S_W > v_W and V > v_P, both
# backing, both vetoing and a mixture are equilibria; nobody joins what will be vetoed.  In the mixture the
# West gets v_W or, where nobody joins or asks, 0.
def veto(p: Point) -> Payoffs:
    lasting = p["S_W"] if p["M"] > p["o"] else 0
    without = lasting if p["V"] > p["v_P"] else 0
    if p["V"] < p["v_P"] or p["v_W"] > p["S_W"]:
        return one(0, without)
    if p["v_W"] < 0:
        return one(lasting, without)
    return (0, lasting), (without, without)


def veto_of_pakistan(p: Point) -> Payoffs:
    """The same with the two who can veto exchanged."""
    return veto({**p, "S_W": p["V"], "v_W": p["v_P"], "V": p["S_W"], "v_P": p["v_W"]})


def veto_of_china(p: Point) -> Payoffs:
    return veto({**p, "S_W": p["S_C"], "v_W": p["v_C"]})


# Declared first, seen, and binding: nobody joins what is vetoed.  The West foresees what Pakistan does: after
# a veto Pakistan vetoes too (v_P > 0), after backing it vetoes iff v_P > V (or the government fails, M < o).
def veto_first(p: Point) -> Payoffs:
    lasts = p["M"] > p["o"]
    kept = lasts and p["V"] > p["v_P"]

    def pakistan(can: bool) -> Any:
        backed = kept or (lasts and not can)
        if backed and p["S_W"] > p["v_W"]:
            return p["V"]
        return p["v_P"] if can else 0

    return one(pakistan(True), pakistan(False))


def odds_of_support(p: Point, eta: Any) -> Any:
    """How often the unwilling support where Pakistan is indifferent to strikes after an unproved attack."""
    innocent = p["u_K"] + (1 - p["u_K"]) * p["f_A"]
    return innocent * p["C"] / ((1 - p["u_K"]) * ((1 - eta) * p["R"] + p["f_A"] * p["C"]))


def suspicion(p: Point, eta: Any) -> tuple[Any, Any]:
    """How often the unwilling support, and how often Pakistan strikes without proof, where eta + f_A < 1."""
    if p["g_S"] < eta * p["d_S"]:
        return 0, 0  # proof alone deters
    if (1 - p["u_K"]) * (1 - eta) * p["R"] < p["u_K"] * p["C"]:
        return 1, 0  # even if all support, the unable are too many for a strike
    if p["g_S"] > p["d_S"] * (1 - p["f_A"]):
        return 1, 1  # support pays although it is struck
    return odds_of_support(p, eta), (p["g_S"] / p["d_S"] - eta) / (1 - eta - p["f_A"])


# Without the option nobody supports, so nobody is struck, and the Taliban get 0.
def support(p: Point, eta: Any = 0) -> Payoffs:
    alpha, sigma = suspicion(p, eta)
    supporting = p["g_S"] - p["d_S"] * (eta + (1 - eta) * sigma)
    restraining = -p["f_A"] * sigma * p["d_S"]
    unable = -sigma * p["d_S"]
    return one(p["u_K"] * unable + (1 - p["u_K"]) * (alpha * supporting + (1 - alpha) * restraining), 0)


def support_seen(p: Point) -> Payoffs:
    return support(p, p["eta"])


def pakistan(p: Point, eta: Any) -> Any:
    """What Pakistan gets: quiet if the unwilling restrain and nobody else attacks; strikes win and cost."""
    alpha, sigma = suspicion(p, eta)
    guilty, innocent = (1 - p["u_K"]) * alpha, p["u_K"] + (1 - p["u_K"]) * (1 - alpha) * p["f_A"]
    quiet = (1 - p["u_K"]) * (1 - alpha) * (1 - p["f_A"])
    return quiet * p["V"] + guilty * (eta + (1 - eta) * sigma) * p["R"] - innocent * sigma * p["C"]


# A hosted TTP attacks (1 + m > 0); a suppressed one rests behind an open border if s > 1, behind a closed one
# if s > 1 + m.
def ttp(p: Point) -> Payoffs:
    pain = p["c"] + p["h"]
    closed = p["r_C"] - pain + (p["V"] if p["s"] > 1 + p["m"] else 0)
    opened = p["V"] if p["s"] > 1 else 0
    host = max(p["r_N"] - pain, 0)

    def outcome(punishes: bool, reward: Any) -> Any:
        works = p["r_N"] > pain and not punishes and p["d"] + p["l"] > p["k"]
        return reward if works else host

    return one(outcome(closed > opened, opened), outcome(False, opened))


@dataclass(frozen=True)
class System:
    """A game of the catalog, the move that is asked about, and what it pays by hand."""

    name: str
    request: dict[str, Any]
    by_hand: Callable[[Point], Payoffs]
    over: tuple[str, ...]  # the parameters that matter, at most ten
    # At which points it is also compared, since a box holds few of the kind.
    fixed: dict[str, Any] = field(default_factory=dict)

    never: bool = False  # whether the option hurts nowhere

    @property
    def title(self) -> str:
        return f"{self.name}: {', '.join(str(value) for value in self.request.values())}"


PAY = {"mover": "China", "action": "pay", "at": "threat alive"}
CANCEL, SANCTION = {"mover": "Taliban", "action": "cancel"}, {"mover": "West", "action": "sanction"}
DEPORT = {"mover": "Pakistan", "action": "deport", "at": "after suppress"}
VETO, SUPPORT = {"mover": "West", "action": "veto"}, {"mover": "Taliban", "action": "support"}
PAKISTAN_VETO, CHINA_VETO = {**VETO, "mover": "Pakistan"}, {**VETO, "mover": "China"}
RESTRICT = {"mover": "Pakistan", "action": "restrict", "at": "after suppress"}
DEAL = ("I", "G", "beta", "X", "u", "f", "T", "c_L", "p_x", "g_W")
INVEST, LINK = {"mover": "China", "action": "invest"}, {"mover": "Pakistan", "action": "link"}
SAFE = {"measure": "security"}
TRADE = ("V", "c", "r_C", "r_N", "h", "k", "d", "l", "s")
AID = ("a_C", "f_M", "y", "D", "lam", "k_E", "z", "s_E")
EARNED = {"z": 10, "k_E": 3, "a_C": 8, "s_E": "3/2", "y": "3/2"}  # for which a living threat is kept alive
RISKY = {"c_L": 1, "I": 5, "x": 2, "beta": "1/4", "X": 10, "f": 12, "u": 40, "p_x": "9/10", "g_W": 55}
FEW = {"c_L": 1, "I": 5, "X": 50, "f": 5, "x": 2}
SYSTEMS = [
    System("seed/engagement", PAY, engagement, AID, EARNED),
    System("seed/engagement", {**PAY, "measure": "security"}, engagement_security, AID, EARNED),
    System("seed/engagement/unrecognized", PAY, engagement, AID[:2] + AID[3:], {**EARNED, "y": "1/2"}),
    System("seed/engagement/control", {**PAY, "at": "unseen"}, engagement_control, AID),
    System("seed/corridor", CANCEL, corridor_cancel, DEAL, FEW),
    System("seed/corridor", SANCTION, corridor_sanction, (*DEAL[:3], *DEAL[4:], "i_W"), RISKY),
    System("seed/corridor", {**INVEST, **SAFE}, corridor_exposed, DEAL, FEW),
    System("seed/corridor", {**LINK, **SAFE}, corridor_pakistan, DEAL, {**FEW, "i_P": 10}, never=True),
    System("seed/corridor/control", CANCEL, corridor_cancel, DEAL[:2] + DEAL[5:]),
    System("seed/corridor/control", SANCTION, corridor_sanction, DEAL[:2] + DEAL[5:]),
    System("seed/corridor/sanctions-first", CANCEL, corridor_first, DEAL, FEW),
    System(
        "seed/deportation",
        DEPORT,
        deportation,
        ("V", "b", "r_D", "y", "c_D", "e_R", "k", "a_R", "n"),
        {"k": 10},
    ),
    System(
        "seed/deportation/recruits-control",
        DEPORT,
        deportation,
        ("V", "r_D", "y", "c_D", "e_R", "k", "a_R", "n"),
        {"k": 10},
    ),
    System("seed/inclusive-government", VETO, veto, ("M", "o", "S_W", "v_W", "V", "v_P")),
    System(
        "seed/inclusive-government", PAKISTAN_VETO, veto_of_pakistan, ("M", "o", "S_W", "v_W", "V", "v_P")
    ),
    System(
        "seed/inclusive-government/china", CHINA_VETO, veto_of_china, ("M", "o", "S_C", "v_C", "V", "v_P")
    ),
    System(
        "seed/inclusive-government/control", PAKISTAN_VETO, veto_first, ("M", "o", "S_W", "v_W", "V", "v_P")
    ),
    System("seed/unable-or-unwilling", SUPPORT, support, ("u_K", "f_A", "R", "C", "g_S", "d_S")),
    System(
        "seed/unable-or-unwilling/attribution",
        SUPPORT,
        support_seen,
        ("u_K", "f_A", "eta", "R", "C", "g_S", "d_S"),
    ),
    System("seed/trade-restriction/ttp", RESTRICT, ttp, (*TRADE, "m"), {"k": 10, "r_C": 110}),
    System("seed/trade-restriction/ttp/control", RESTRICT, ttp, TRADE, {"k": 10}),
]
