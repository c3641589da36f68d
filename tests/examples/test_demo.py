"""What ``make demo`` runs."""

import subprocess
import sys

from examples.pages import ROOT


def test_the_demo_tells_the_story_and_writes_the_page(tmp_path):
    command = [sys.executable, str(ROOT / "examples" / "demo.py")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, cwd=tmp_path, encoding="utf-8")
    assert (done.returncode, done.stderr) == (0, "")
    assert [path.name for path in tmp_path.iterdir()] == ["trade-restriction.html"]
    for words in ("absent", "present", "r_C > c + h", "8995/123992", "certificate accepted", "trade-restriction.html"):
        assert words in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 100
    assert "make demo" in (ROOT / "README.md").read_text(encoding="utf-8")
