"""The page's own solver under Node, and the same answers from the package."""

import json
import shutil
import subprocess
from fractions import Fraction
from importlib.resources import files

import pytest

import gametheory_paradox as gp
from gametheory_paradox.studies.examination import examine
from gametheory_paradox.views.pages.live_data import live_data

NODE = shutil.which("node")
needs_node = pytest.mark.skipif(NODE is None, reason="no node")

ANSWER = """
const live = require(process.argv[1]);
const { data, points } = JSON.parse(require("fs").readFileSync(0, "utf8"));
const model = live.readModel(data), written = range => range && range.map(live.written);
console.log(JSON.stringify(points.map(point => {
  const { answer, ranges, games } = live.answerAt(model, point.map(live.parse));
  return { answer, before: written(ranges.before.inner), after: written(ranges.after.inner),
           all: games.before.all && games.after.all };
})));
"""


def in_node(script, given):
    """What a script prints as JSON, with the page's script as its argument and JSON on its input."""
    page = files("gametheory_paradox.views.pages").joinpath("live.js")
    run = [NODE, "-e", script, str(page)]
    done = subprocess.run(
        run, input=json.dumps(given), capture_output=True, text=True, check=True, timeout=300
    )
    return json.loads(done.stdout)


def answers_of_page(findings, points):
    """What the page would say at points, each a number for each parameter in order."""
    written = [[str(value) for value in point] for point in points]
    return in_node(ANSWER, {"data": live_data(findings), "points": written})


def answers_of_package(findings, points):
    """The same from ``detect``: the answer, and what the mover gets before and after, from least to most."""
    told = []
    for point in points:
        values = dict(zip(findings.family.box, point, strict=True))
        verdict = gp.detect(findings.family, findings.main.question, values=values)
        name = "absent" if verdict.name == "impossible" else verdict.name
        sides = None
        if verdict.comparison is not None:
            payoffs = verdict.comparison.payoffs
            names = ("without", "with") if "with" in payoffs else ("uninformed", "informed")
            sides = [[str(payoffs[side].low), str(payoffs[side].high)] for side in names]
        told.append((name, sides))
    return told


def found(name, **asked):
    """The findings about a model, as few as a page needs."""
    return examine(gp.load(name), sides=(), **asked)


def points_of(family, count, rng):
    """The baseline, and points with a round number of thousandths of each range."""
    drawn = [
        [p.low + (p.high - p.low) * Fraction(rng.randint(1, 999), 1000) for p in family.parameters]
        for _ in range(count)
    ]
    return [[p.baseline for p in family.parameters], *drawn]


def check_agreement(findings, points):
    """Every answer of the page is the package's; returns how often each occurred."""
    tally = {}
    for point, page, (name, sides) in zip(
        points, answers_of_page(findings, points), answers_of_package(findings, points), strict=True
    ):
        assert page["answer"] == name, (findings.name, point, page)
        if sides is not None:
            assert [page["before"], page["after"]] == sides, (findings.name, point)
        tally[name] = tally.get(name, 0) + 1
    return tally
