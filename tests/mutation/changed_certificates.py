"""Changes every field of the kept certificates, and tells what becomes of each change.

    python tests/mutation/changed_certificates.py --seed 1 --share 0.02 --all channels proposition

makes all changes to certificates of the kinds named by ``--all`` (a kind, or a kind and what it is about with
a colon between), and of the others a share, drawn with the seed.  Each change is put to all three checkers.
What is accepted is held against brute force; where that cannot tell, the question is put anew to the game
that the changed certificate holds, and answered by search.  A false one ends the run with status 1.
"""

import argparse
import json
import re
import sys
import time
from collections import Counter
from fractions import Fraction
from functools import partial
from math import inf
from pathlib import Path
from random import Random
from typing import NamedTuple

TESTS = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(TESTS))

from laws.tampering import changed, changes  # noqa: E402  # the folder of the tests is no package
from laws.test_tampered_certificates import outcome  # noqa: E402
from oracles import plain_paradoxes, plain_truth  # noqa: E402
from oracles.plain_truth import CannotTell  # noqa: E402

import gametheory_paradox as gp  # noqa: E402
from gametheory_paradox.certificates import Certificate  # noqa: E402
from gametheory_paradox.detectors.proved import proved_verdict  # noqa: E402
from gametheory_paradox.forms import (  # noqa: E402
    formula_from_data,
    game_from_data,
    number_from_data,
)
from gametheory_paradox.models import GameFamily, Parameter  # noqa: E402
from gametheory_paradox.paradoxes.question import Question  # noqa: E402
from gametheory_paradox.table import Table  # noqa: E402

KEPT = TESTS / "golden" / "certificates"
OUTCOMES = ("refused", "the same claim", "another name", "true", "found anew", "open", "false")
SECONDS = 20.0  # for one question that is put anew
POINTS = 30  # of a map at which it is put


class Accepted(NamedTuple):
    """A change that a certificate bears.

    Parameters
    ----------
    certificate, where, what
        The certificate, the place that is changed, and what stands there instead.
    outcome
        One of OUTCOMES but the first.
    """

    certificate: str
    where: str
    what: str
    outcome: str


def sort_of(data: dict) -> str:
    """The kind of a certificate and what it is about."""
    return f"{data['kind']}:{data.get('paradox') or data.get('claim', data).get('kind')}"


def anew(data: dict) -> str:
    """Whether a search comes to what an accepted certificate says, where brute force cannot tell."""
    answers = {"verdict": verdict_anew, "channels": channels_anew, "map": map_anew}
    try:
        return "found anew" if answers[data["kind"]](data) else "false"
    except (CannotTell, KeyError):
        return "open"


def verdict_anew(data: dict) -> bool:
    """Whether ``detect`` comes to the verdict and the gap."""
    said = proved_verdict(Certificate(data))
    verdict = gp.detect(said.game, said.question, budget=SECONDS)
    if verdict.name == "undecided":
        raise CannotTell
    return (verdict.name, verdict.gap) == (said.name, said.gap)


def channels_anew(data: dict) -> bool:
    """Whether ``channels`` comes to the split."""
    game, question = game_from_data(data["game"], number_from_data), Question.from_data(data)
    certificate = gp.channels(game, question, budget=SECONDS).certificate
    if certificate is None:
        raise CannotTell
    own = certificate.to_data()
    return all(own[name] == data[name] for name in data if name != "proof")


def map_anew(data: dict) -> bool:
    """Whether ``detect`` finds the paradox where the map says that it is, or ``chart`` the same shares."""
    if data["paradox"] != "option":
        return chart_anew(data)
    least, question = Fraction(data["least"]), Question.from_data(data)

    def present_at(point: dict[str, Fraction]) -> bool:
        game = game_from_data(plain_paradoxes.at_point(data["game"], point), number_from_data)
        verdict = gp.detect(game, question, budget=SECONDS)
        if verdict.name == "undecided":
            raise CannotTell
        return verdict.name == "present" and verdict.gap > least

    return plain_truth.shares_are_true(data, POINTS, present_at)


def chart_anew(data: dict) -> bool:
    """Whether a map that is charted anew allows for the same shares."""
    values = {name: Fraction(value) for name, value in data["values"].items()}
    form = game_from_data(data["game"], formula_from_data).map(lambda formula: formula.at(values))
    ranges = {name: tuple(map(Fraction, ends)) for name, ends in data["box"].items()}
    family = GameFamily(form, tuple(Parameter(name, low, high, low) for name, (low, high) in ranges.items()))
    over = [name for name in data["over"] if name != data["details"].get("parameter")]
    charted = gp.chart(family, Question.from_data(data), over=over, least=data["least"], budget=SECONDS)
    present, absent = (Fraction(data[name][0]) for name in ("present", "absent"))
    return charted.present <= 1 - absent and present <= 1 - charted.absent


def nameless(game: dict) -> dict:
    """A game as JSON without the names of its actions, outcomes and information sets."""
    plain = json.loads(json.dumps(game))
    del plain["hash"]
    for info in plain["information_sets"]:
        info["name"], info["actions"] = "", len(info["actions"])
    for node in plain.get("nodes", []):
        if "outcomes" in node:
            node["outcomes"] = len(node["outcomes"])
    return plain


def becomes(original: dict, change: tuple) -> str:
    """One of OUTCOMES."""
    data = changed(original, change)
    result = outcome(data, original)
    if result not in ("beyond", "another game"):
        return result
    rest, own = ({k: v for k, v in one.items() if k not in ("game", "proof")} for one in (data, original))
    if rest == own and nameless(data["game"]) == nameless(original["game"]):
        return "another name"
    return anew(data)


def of_one(name: str, share: float, seed: int, every: list[str]) -> tuple[str, Counter, list[Accepted]]:
    """What becomes of the changes to one certificate."""
    original = json.loads((KEPT / name).read_text(encoding="utf-8"))
    sort, random = sort_of(original), Random(f"{seed} {name}")
    made = list(changes(original))
    if not {sort, original["kind"]} & set(every):
        made = random.sample(made, max(1, round(share * len(made))))

    counted, accepted = Counter(), []
    for where, what in made:
        if changed(original, (where, what)) == original:
            continue
        result = becomes(original, (where, what))
        counted[result] += 1
        if result != "refused":
            place = "/".join("#" if isinstance(step, int) else step for step in where)
            accepted.append(Accepted(name, place, repr(what)[:80], result))
    return sort, counted, accepted


def main() -> None:
    """Print the counts by kind, and by field those that are accepted."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--share", type=Fraction, default=Fraction(1, 50), help="of the other certificates' changes"
    )
    parser.add_argument("--all", nargs="*", default=[], help="kinds whose every change is made")
    parser.add_argument("--only", default="", help="only certificates whose file's name has this pattern")
    parser.add_argument("--seconds", type=float, default=inf, help="of the processor, after which it ends")
    parser.add_argument("--out", type=Path, help="where to write a row of JSON for each accepted change")
    asked = parser.parse_args()

    counts, accepted = {}, []
    work = partial(of_one, share=float(asked.share), seed=asked.seed, every=asked.all)
    names = sorted(path.name for path in KEPT.glob("*.json") if re.search(asked.only, path.name))
    for done, (sort, counted, own) in enumerate(map(work, names), start=1):
        counts[sort] = counts.get(sort, Counter()) + counted
        accepted += own
        sys.stderr.write(f"{done}/{len(names)} {sort} {dict(counted)} ({time.process_time():.0f} s)\n")
        if time.process_time() > asked.seconds:
            break

    rows = [
        (sort, sum(own.values()), *(own[name] for name in OUTCOMES)) for sort, own in sorted(counts.items())
    ]
    print(Table(("certificates of", "changes", *OUTCOMES), tuple(rows)).markdown())
    fields = Counter((row.where.split("/")[0], row.outcome) for row in accepted)
    print(
        Table(
            ("field", "accepted as", "changes"), tuple((*key, n) for key, n in sorted(fields.items()))
        ).markdown()
    )
    if asked.out:
        asked.out.write_text("".join(json.dumps(row._asdict()) + "\n" for row in accepted), encoding="utf-8")
    sys.exit(any(own["false"] for own in counts.values()))


if __name__ == "__main__":
    main()
