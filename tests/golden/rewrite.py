"""Writes the golden files and the README's picture anew; read the difference before you keep it."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from golden.produce import GOLDEN, HERE, MOVE, SEED

import gametheory_paradox as gp

for name, produce in GOLDEN.items():
    (HERE / name).write_text(produce(), encoding="utf-8")
    print(f"tests/golden/{name}")

picture = HERE.parents[1] / "docs" / "images" / "trade-restriction.png"
picture.parent.mkdir(exist_ok=True)
gp.draw(gp.chart(gp.load(SEED), over=["r_C", "k"], **MOVE), picture)
print("docs/images/trade-restriction.png")
