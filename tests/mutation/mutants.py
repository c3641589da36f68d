"""Changes one operator, constant or branch of the trusted part at a time, and tells what goes unnoticed.

    python tests/mutation/mutants.py --seed 1 --sample 12 forms/proofs/nash paradoxes/option

draws that many mutants of each module.  For each it runs, of the module's own tests and of the laws that LAWS
names for it, those that run the changed function, the quick ones first, in a process in which the functions
have the changed code; the files stay as they are.  How long each test takes, and what it runs, is found
first; tests that fail as things are, are told and left out.  For systems with fork.
"""

import argparse
import ast
import copy
import functools
import gc
import json
import os
import random
import resource
import signal
import sys
import tempfile
import time
import types
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]
PACKAGE = TESTS.parent / "gametheory_paradox"
PAIRS = [
    (ast.Lt, ast.LtE),
    (ast.Gt, ast.GtE),
    (ast.Eq, ast.NotEq),
    (ast.In, ast.NotIn),
    (ast.Is, ast.IsNot),
    (ast.And, ast.Or),
]
PAIRS += [(ast.Add, ast.Sub), (ast.BitOr, ast.BitAnd)]
OTHERS = {
    ast.Mult: ast.Add,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Add,
    ast.BitXor: ast.BitOr,
}
SWAPPED = {**dict(PAIRS), **{b: a for a, b in PAIRS}, **OTHERS}
BARE = (ast.Raise, ast.Continue, ast.Break, ast.Expr, ast.comprehension, ast.UnaryOp)  # taken away
RENAMED = {"any": "all", "all": "any", "min": "max", "max": "min"}
LAWS = {
    "paradoxes": ["laws/test_second_opinions.py", "laws/test_comparison_rails.py"],
    "proofs": ["laws/test_false_certificates.py"],
    "paradoxes/guard_rails": ["laws/test_guard_rails.py", "laws/test_comparison_rails.py"],
}
TABLES = [
    "laws/test_false_certificates.py",
    "laws/test_two_player_equilibria.py",
    "laws/test_certificates.py",
]
TREES = ["laws/test_assessments.py"]
BRANCHES = [
    "units/forms/formulas/test_branches.py",
    "units/forms/formulas/test_subgame_branches.py",
    "laws/test_branches.py",
    "laws/test_support_branches.py",
]
BRANCHES += [
    "laws/test_false_certificates.py",
    "laws/test_statement_certificates.py",
    "laws/test_option_paradox.py",
]
MAPS = [
    "units/conditions/proofs/test_slabs.py",
    "units/conditions/proofs/test_volumes.py",
    "units/conditions/proofs/test_cells.py",
    "laws/test_signs.py",
    "laws/test_false_certificates.py",
]
MAPS += ["laws/test_maps_at_many_points.py", "laws/test_regions.py", "laws/test_certificates.py"]
MANY = [
    "units/forms/tables/proofs/test_every_nash_of_many.py",
    "units/forms/tables/proofs/test_isolation.py",
    "units/forms/tables/proofs/test_profile_cells.py",
]
MANY += [
    "units/forms/tables/solvers/test_cell_enumeration.py",
    "units/forms/tables/solvers/test_isolating.py",
    "laws/test_many_players.py",
]
ASSESSMENTS = [
    "units/forms/trees/proofs/test_every_assessment.py",
    "units/forms/trees/proofs/test_assessment_systems.py",
]
ASSESSMENTS += ["units/forms/trees/solvers/test_trembles.py"]
LAWS |= {f"proofs/{name}": TABLES for name in ("two_player_proofs", "settled_boxes", "equilibrium_set")}
LAWS |= {f"proofs/{name}": [*TABLES, *ASSESSMENTS] for name in ("nash", "completeness")}
LAWS["proofs/every_nash_of_trees"] = [*TREES, *TABLES[:1]]
LAWS["proofs/plans_under_ties"] = ["laws/test_backward_induction.py", *TABLES]
LAWS |= {f"proofs/{name}": [*ASSESSMENTS, *TREES] for name in ("every_assessment", "patterns")}
LAWS["proofs/sequential_rationality"] = [*ASSESSMENTS, *TREES]
LAWS |= {
    f"proofs/{name}": BRANCHES
    for name in ("branches", "family_branches", "support_branches", "table_branches", "tree_branches")
}
LAWS |= {f"proofs/{name}": MAPS for name in ("cells", "arrangement", "volumes", "signs")}
LAWS["proofs/statements"] = [*BRANCHES, *MAPS]
LAWS["proofs/defined"] = ["laws/test_false_certificates.py", "laws/test_certificates.py"]
LAWS["proofs/listed_equilibria"] = ["laws/test_selection_rules.py", *TABLES]
LAWS |= {f"proofs/{name}": MANY for name in ("every_nash_of_many", "isolation", "profile_bounds")}
LAWS["proofs/profile_cells"] = [*MANY, *ASSESSMENTS, *TREES]
ENDS = ["laws/test_ends_of_payoffs.py", "oracles/many_players/test_curved_ranges.py"]
ENDS += [f"units/exact/proofs/test_{name}.py" for name in ("form_roots", "root_values")]
ENDS += ["units/forms/tables/proofs/test_ends_on_edges.py"]
LAWS |= {f"proofs/{name}": ENDS for name in ("algebraic", "root_values", "piece_ranges")}
CURVES = ["laws/test_conditions_in_cells.py", "laws/test_curved_equilibria.py"]
CURVES += ["units/forms/tables/proofs/test_settled_boxes.py"]
CURVES += ["units/forms/tables/proofs/test_every_nash_of_many.py"]
CURVES += [f"units/forms/tables/proofs/test_{name}.py" for name in ("best_conditions", "condition_curves")]
LAWS["proofs/condition_curves"] = CURVES
FORGED = [
    *("units/test_certificates.py", "laws/test_false_certificates.py", "laws/test_certificates.py"),
    *("laws/test_tampered_certificates.py", "golden/test_kept_certificates.py"),
    "units/test_checker_lines.py",
]
STATED = [*FORGED, "laws/test_statement_certificates.py", "laws/test_maps_at_many_points.py"]
GRAPHS = ["laws/test_graph_models.py", "laws/test_tampered_certificates.py"]
GRAPHS += ["units/maps/test_over_rankings.py", "literature/test_graph_models.py"]
LAWS["certificates"] = FORGED
LAWS["graphs"] = GRAPHS
LAWS |= {
    "certificates/verdicts": [*FORGED, "laws/test_channels.py", "units/detectors/test_splits.py"],
    "certificates/regions": [*STATED, "laws/test_tampered_exclusions.py", "units/maps/test_proving.py"],
    "certificates/propositions": [
        *(*STATED, "laws/test_prove.py", "units/maps/test_proving.py", "laws/test_tampered_exclusions.py")
    ],
    "checker/checker": [*FORGED, "laws/test_statement_certificates.py"],
    "checker_over_time/checker_over_time": ["laws/test_tampered_certificates.py"],
}
SECONDS = 60  # of the processor
MEMORY = 4 << 30


def places(tree):
    """Every possible change, as a number of a node in the order of walking, and which of its parts."""
    silent = set()  # messages, annotations, docstrings, assertions: nothing that decides
    for node in ast.walk(tree):
        hidden = []
        if isinstance(node, ast.Raise | ast.Assert | ast.JoinedStr):
            hidden = list(ast.walk(node))[1:]
        elif isinstance(node, ast.keyword) and node.arg == "strict":  # lists of one length are zipped
            hidden = [node.value]
        elif isinstance(node, ast.AnnAssign):
            hidden = list(ast.walk(node.annotation))
        elif isinstance(node, ast.FunctionDef):
            annotations = [a.annotation for a in (*node.args.args, *node.args.kwonlyargs) if a.annotation]
            hidden = [
                n
                for part in (*annotations, *([node.returns] if node.returns else []))
                for n in ast.walk(part)
            ]
        elif (
            isinstance(node, ast.Assign)
            and isinstance(node.value, ast.Call | ast.Subscript)
            and node.targets[0].col_offset == 0
        ):
            hidden = [
                n
                for n in ast.walk(node)
                if isinstance(n, ast.Subscript) or n in getattr(node.value, "keywords", ())
            ]
        silent |= set(map(id, hidden))
    inside = {
        id(n)
        for f in ast.walk(tree)
        if isinstance(f, ast.FunctionDef)
        for part in f.body
        for n in ast.walk(part)
    }
    for number, node in enumerate(ast.walk(tree)):
        if id(node) in silent or id(node) not in inside:
            continue
        if isinstance(node, ast.Compare):
            yield from ((number, k) for k, op in enumerate(node.ops) if type(op) in SWAPPED)
        elif isinstance(node, ast.BoolOp):
            yield from ((number, k) for k in range(1 + len(node.values)))
        elif is_one_place(node):
            yield number, 0
        elif isinstance(node, ast.If | ast.IfExp):
            yield from ((number, k) for k in (0, 1))
        elif isinstance(node, ast.comprehension) and node.ifs:
            yield number, 0


def is_one_place(node):
    """Whether a node can be changed in one way."""
    if isinstance(node, ast.BinOp):
        return type(node.op) in SWAPPED
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Call)  # a check, most of them
    if isinstance(node, ast.UnaryOp):
        return isinstance(node.op, ast.USub | ast.Not)
    if isinstance(node, ast.Constant):
        return type(node.value) in (bool, int)
    return (isinstance(node, ast.Name) and node.id in RENAMED) or isinstance(
        node, ast.Raise | ast.Continue | ast.Break
    )


def mutated(source, number, part):
    """The tree with one change, and the change in words."""
    tree = ast.parse(source)
    node = list(ast.walk(tree))[number]
    before = copy.deepcopy(node)
    if isinstance(node, ast.Compare):
        node.ops[part] = SWAPPED[type(node.ops[part])]()
    elif isinstance(node, ast.BoolOp) and part:
        del node.values[part - 1]
        if len(node.values) == 1:
            replaced(tree, node, node.values[0])
    elif isinstance(node, ast.BoolOp | ast.BinOp):
        node.op = SWAPPED[type(node.op)]()
    elif isinstance(node, ast.UnaryOp):
        replaced(tree, node, node.operand)
    elif isinstance(node, ast.Constant):
        node.value = (not node.value) if isinstance(node.value, bool) else node.value + 1
    elif isinstance(node, ast.Name):
        node.id = RENAMED[node.id]
    elif isinstance(node, ast.If | ast.IfExp):
        node.test = ast.Constant(bool(part))
    elif isinstance(node, ast.comprehension):
        node.ifs = []
    else:
        replaced(tree, node, ast.Pass())
    line = getattr(before, "lineno", 0) or before.target.lineno
    told = ast.unparse(before.test if isinstance(before, ast.If) else before)
    if isinstance(before, ast.If | ast.IfExp):
        told += f" → {bool(part)}"
    elif isinstance(before, BARE):
        told = f"without: {told}"
    else:
        told += f" → {ast.unparse(node)}"
    return ast.fix_missing_locations(tree), line, told


def replaced(tree, old, new):
    for parent in ast.walk(tree):
        for field, value in ast.iter_fields(parent):
            if value is old:
                setattr(parent, field, new)
            elif isinstance(value, list) and any(item is old for item in value):
                value[value.index(old)] = new


def codes(tree, path):
    """The code of every function of a module, by its qualified name; overloads are left out."""
    found, waiting = {}, [compile(tree, str(path), "exec")]
    while waiting:
        code = waiting.pop()
        for inner in (part for part in code.co_consts if isinstance(part, types.CodeType)):
            found.setdefault(inner.co_qualname, []).append(inner)
            waiting.append(inner)
    return {name: own[0] for name, own in found.items() if len(own) == 1}


def loaded(path):
    """The functions of a module that tests may call."""
    return [
        f
        for f in gc.get_objects()
        if isinstance(f, types.FunctionType) and f.__code__.co_filename == str(path)
    ]


def change(path, tree):
    """Puts the code of a changed tree in the place of what the module's functions do."""
    new = codes(tree, path)
    for function in loaded(path):
        code = new.get(function.__code__.co_qualname)
        if code is not None and code.co_freevars == function.__code__.co_freevars:
            function.__code__ = code
    for kept in [f for f in gc.get_objects() if isinstance(f, functools._lru_cache_wrapper)]:
        if kept.__module__.startswith(PACKAGE.name):  # what was found before the change
            kept.cache_clear()


def note(ran, frame, event, argument):
    """Adds the function that begins to those that have run, if it is of the package."""
    code = frame.f_code
    if code.co_filename.startswith(str(PACKAGE)):
        ran.add(f"{code.co_filename}: {code.co_qualname.partition('.<locals>')[0]}")


def function_at(tree, line):
    """The name of the function in which a line stands, of the outermost."""
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef)]
    own = [(f"{node.name}.{f.name}", f) for node in classes for f in node.body if hasattr(f, "name")]
    own += [(f.name, f) for f in tree.body if isinstance(f, ast.FunctionDef)]
    return next(name for name, f in own if f.lineno <= line <= f.end_lineno)


class Mutants:
    """Runs the tests that were collected once for every mutant, in a process of its own."""

    def __init__(self, path, own, drawn, known, tell):
        self.path, self.source, self.own, self.drawn = path, path.read_text(encoding="utf-8"), own, drawn
        self.known, self.tell = known, tell
        self.words = path.stem.replace("_", "-") if path.parent.name == "paradoxes" else ""

    def pytest_sessionstart(self):
        from hypothesis import Phase, settings

        found_is_enough = (Phase.explicit, Phase.generate)  # no simplest example is looked for
        settings.register_profile("mutants", settings.get_profile("ordinary"), phases=found_is_enough)
        settings.load_profile("mutants")

    def pytest_collection_modifyitems(self, items):
        # Of a law with a case for each paradox, this paradox's are kept.
        if any(self.words in item.nodeid for item in items):
            items[:] = [i for i in items if "/laws/" not in str(i.path) or self.words in i.nodeid]

    def pytest_runtestloop(self, session):
        name = f"{self.path.parent.name}/{self.path.name}"
        gc.unfreeze()  # so that the functions of a module are found
        if any("certificates" in str(item.path) for item in session.items):  # made before anything is changed
            from laws.test_tampered_certificates import pool

            pool()
        if not loaded(self.path):
            raise RuntimeError(f"no test imports {name}")
        known = self.measured(session)
        session.items[:] = [item for item in session.items if known[item.nodeid][0] is not None]
        session.items.sort(key=lambda item: (str(item.path) not in self.own, known[item.nodeid][0]))
        for number, part in self.drawn:
            tree, line, told = mutated(self.source, number, part)
            place = f"{self.path}: {function_at(tree, line)}"
            items = [item for item in session.items if place in known[item.nodeid][1]]
            start = time.time()
            outcome = self.run(items, session, tree)
            self.tell([outcome, name, line, told, round(time.time() - start, 1), len(items)])
        return True

    def measured(self, session):
        """How long each test takes as things are, None for one that fails, and the functions that it runs."""
        known = json.loads(self.known.read_text()) if self.known.read_text() else {}
        new = [item for item in session.items if item.nodeid not in known]
        child = os.fork()
        if child == 0:
            for item in new:
                start, failed, ran = time.process_time(), session.testsfailed, set()
                sys.settrace(functools.partial(note, ran))
                session.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
                sys.settrace(None)
                took = time.process_time() - start if session.testsfailed == failed else None
                known[item.nodeid] = took, sorted(ran)
            self.known.write_text(json.dumps(known))
            os._exit(0)
        os.waitpid(child, 0)
        known = json.loads(self.known.read_text())
        for item in new:
            if known[item.nodeid][0] is None:
                self.tell(["fails as things are", item.nodeid])
        return known

    def run(self, items, session, tree):
        child = os.fork()
        if child == 0:
            resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
            change(self.path, tree)
            for item in items:
                session.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
                if session.testsfailed:
                    os._exit(1)
            os._exit(0)
        until = time.monotonic() + 10 * SECONDS
        while time.monotonic() < until:
            done, status = os.waitpid(child, os.WNOHANG)
            if done:
                late = os.WIFSIGNALED(status) and os.WTERMSIG(status) in (signal.SIGXCPU, signal.SIGKILL)
                return "timeout" if late else "noticed" if status else "unnoticed"
            time.sleep(0.01)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return "timeout"


def kind_of(path):
    """What a module is by the folder it is in: proofs, in whatever room, or what its room is about."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    if {"proofs", "formulas"} & set(parts):
        return "proofs"
    return "graphs" if "graphs" in parts else parts[0]


def own_tests(room, name):
    """The tests of a module: the one of its name, and those of its room that import from it."""
    imported = f"from {'.'.join((PACKAGE.name, *room.parts, name))} import"
    return [
        str(test)
        for test in sorted((TESTS / "units" / room).glob("test_*.py"))
        if test.stem == f"test_{name}" or imported in test.read_text(encoding="utf-8")
    ]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("modules", nargs="+", help="such as paradoxes/option")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sample", type=int, default=10)
    parser.add_argument("--into", type=Path, default=Path("mutants.jsonl"))
    asked = parser.parse_args()
    os.nice(5)
    sys.dont_write_bytecode = True
    sys.path[:0] = [str(TESTS.parent), str(TESTS)]

    def tell(row):
        with asked.into.open("a", encoding="utf-8") as file:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")

    known = Path(tempfile.mkdtemp()) / "seconds.json"
    known.write_text("")
    for module in asked.modules:
        path = PACKAGE / f"{module}.py"
        places_ = list(places(ast.parse(path.read_text(encoding="utf-8"))))
        drawn = random.Random(f"{asked.seed} {module}").sample(places_, min(asked.sample, len(places_)))
        own, kind = own_tests(path.relative_to(PACKAGE).parent, path.stem), kind_of(path)
        laws = [str(TESTS / law) for law in LAWS.get(f"{kind}/{path.stem}") or LAWS[kind]]
        files = list(dict.fromkeys((*own, *laws)))
        child = os.fork()
        if child == 0:
            options = ["-q", "--tb=no", "-p", "no:cacheprovider", "-m", "not slow"]
            pytest.main([*options, *files], plugins=[Mutants(path, own, drawn, known, tell)])
            os._exit(0)
        os.waitpid(child, 0)


if __name__ == "__main__":
    main()
