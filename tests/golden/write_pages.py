"""Writes the pages of docs/models anew, with their maps, and with the word survey docs/findings.md."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from golden.findings_page import PICTURE, write_findings
from golden.model_pages import (
    BY_HAND_PAGES,
    EVIDENCE,
    FOLDER,
    QUANTITIES,
    evidence_page,
    model_page,
    model_pages,
    page_by_hand,
    quantities_page,
)
from golden.pictures import write_maps, write_periodic_table

import gametheory_paradox as gp
from gametheory_paradox.clock import Clock

if __name__ == "__main__":
    for file, names in model_pages().items():
        page = FOLDER / file
        known = page.read_text(encoding="utf-8") if page.exists() else ""
        page.write_text(model_page(names, known), encoding="utf-8")
        print(f"docs/models/{file}")
    for file in BY_HAND_PAGES:
        page = FOLDER / file
        page.write_text(page_by_hand(file, page.read_text(encoding="utf-8")), encoding="utf-8")
        print(f"docs/models/{file}")
    for picture in (*write_maps(), write_periodic_table()):
        print(picture)
    EVIDENCE.write_text(evidence_page(EVIDENCE.read_text(encoding="utf-8")), encoding="utf-8")
    print("docs/evidence.md")
    QUANTITIES.write_text(quantities_page(QUANTITIES.read_text(encoding="utf-8")), encoding="utf-8")
    print("docs/quantities.md")
    if "survey" in sys.argv[1:]:
        with Clock(progress=lambda own: print(f"{own.done}/{own.total} {own.note}")):
            found = gp.survey(workers=2)
        write_findings(found)
        print(f"docs/findings.md and {PICTURE.name}")
