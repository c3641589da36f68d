"""Can the option to restrict trade hurt the one who has it?  From the model to the proof in half a minute."""

import textwrap
import time

import gametheory_paradox as gp
from gametheory_paradox.table import Table

WIDTH = 92
started = time.monotonic()


def heading(text: str) -> None:
    print(f"\n{text}\n{'=' * len(text)}\n")


def say(*texts: str) -> None:
    print(textwrap.fill(" ".join(texts), WIDTH) + "\n")


def show(table: Table) -> None:
    print(table.text(WIDTH) + "\n")


family = gp.load("seed/trade-restriction")
move = {"mover": "Pakistan", "action": "restrict", "at": "after suppress"}

heading(family.title)
say(family.about)
say("The claim:", family.claim)

heading("1. At the baseline")
found = gp.solve(family)
(plan,) = found
choices = [
    (info.player, info.name, action)
    for info, odds in zip(plan.information_sets, plan.probabilities, strict=True)
    for action, probability in zip(info.actions, odds, strict=True)
    if probability
]
show(Table(("player", "at", "does"), choices, title="The only subgame perfect equilibrium"))
show(
    Table(
        ("player", "gets"),
        list(zip(family.players, found.payoffs[0], strict=True)),
        note=found.completeness.why,
    )
)
baseline = gp.detect(family, "option", **move)
show(baseline.table())

heading("2. Two assumptions changed: r_C = 60, k = 10")
changed = {"r_C": 60, "k": 10}
contrast = gp.detect(family.at(changed), "option", **move)
show(contrast.table())
say(
    "Being able to restrict after compliance costs Pakistan"
    f" {contrast.comparison.gap} million dollars a month:",
    "since complying does not spare them, the Taliban do not comply.",
)

heading("3. Everywhere: the thresholds, derived from the model")
thresholds = gp.thresholds(family, "option", **move)
points = [family.point(), family.point(changed)]
rows = []
for case in thresholds.present.cases:
    for inequality in case:
        more, less = inequality.sides
        rows.append(
            (
                str(inequality),
                *("holds" if more.value(point) > less.value(point) else "fails" for point in points),
            )
        )
show(Table(("the paradox is present where", "at the baseline", "at r_C = 60, k = 10"), rows))

heading("4. How much of the space of assumptions is that?")
for over in (["r_C", "k"], ["r_C", "k", "c"]):
    regions = gp.chart(family, "option", over=over, **move)
    low, high = regions.share
    share = (
        f"exactly {low} ({float(low):.2%})"
        if low == high
        else f"between {float(low):.2%} and {float(high):.2%}"
    )
    ranges = "; ".join(f"{name} from {a} to {b}" for name, (a, b) in regions.box.items())
    gp.verify(regions.certificate)
    say(
        f"{ranges}: present in {share} of the box. {regions.cells} cells, each with a proof;"
        " certificate accepted."
    )
say(
    "A share of the box is not a probability. It says how many combinations of assumptions lead there,"
    " each counted alike."
)

heading("5. The verdicts, checked again by exact arithmetic alone")
for verdict in (baseline, contrast):
    checked = gp.verify(verdict.certificate)
    print(f"{checked.verdict:>8}: certificate accepted, game {checked.game[:16]}…")

page = gp.report(family, "trade-restriction.html", over=["r_C", "k"], **move)
print(f"\nThe whole story, with the game tree and the map: {page}   ({time.monotonic() - started:.0f} s)")
