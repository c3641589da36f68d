"""Verdicts: all equilibria of every variant, compared; or a theorem that rules the paradox out."""

from __future__ import annotations

from typing import Any

from .families import formula_of
from .games import check_chances, read_game
from .paradoxes import PARADOXES, Asked
from .questions import FIELDS, Question
from .rails import check_rail
from .reading import a_flag, a_list, a_text, fields, need, rational

VERDICT = ("format", "kind", *FIELDS, "game", "verdict", "payoffs", "infinite", "gap", "proof")


def check_verdict(data: dict[str, Any]) -> None:
    need(data["paradox"] in PARADOXES if type(data["paradox"]) is str else False, "there is no such paradox")
    asked = Asked(Question(data, game_of(data)), data["proof"])
    need(type(data["proof"]) is dict, "a proof is an object")
    claiming = PARADOXES[asked.question.paradox](asked)
    variants = next(claiming)
    if data["verdict"] == "impossible":
        compared = [data[name] for name in ("payoffs", "infinite", "gap")]
        need(compared == [None] * 3, "an impossible paradox compares nothing")
        check_rail(data["proof"], asked.question, variants)
        return
    try:
        while True:
            asked.solve(variants)
            variants = next(claiming)
    except StopIteration as end:
        compared, gap, present = end.value
    fields(data["proof"], *asked.variants)
    fields(data["payoffs"], *compared)
    fields(data["infinite"], *compared)
    for name, (paid, infinite) in compared.items():
        need([rational(v) for v in a_list(data["payoffs"][name])] == paid, f"the payoffs {name} are others")
        need(a_flag(data["infinite"][name]) == infinite, f"infinitely many equilibria {name}, or not")
    need(rational(data["gap"]) == gap, "the gap is another one")
    need(data["verdict"] == ("present" if present else "absent"), "the verdict is another one")


def game_of(data: dict[str, Any]) -> dict[str, Any]:
    """The game; where a parameter changes, with formulas in which that alone is left."""
    if data["paradox"] == "comparative-statics" and type(data["details"]) is dict:
        parameter = a_text(data["details"].get("parameter"))
        return read_game(data["game"], lambda entry: formula_of(entry, [parameter], {}))
    game = read_game(data["game"], rational)
    check_chances(game)
    return game
