"""Takes the pictures of pages that live which the documentation shows: `python tests/golden/screenshots.py`.

They need a browser and its driver, and are looked at, not compared: browsers and fonts differ.
"""

import base64
import sys
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

sys.path.insert(0, str(Path(__file__).parents[1]))

from examples.pages import ROOT, blocks_of
from units.views.browser import Browser

import gametheory_paradox as gp

FOLDER = ROOT / "docs" / "images" / "live"
COLORS = 64
TRADE = {
    "wide": {"width": 1100, "height": 1000},
    "narrow": {"width": 390, "height": 844},
    "dark": {"width": 1100, "height": 1000, "scheme": "dark"},
    "printed": {"width": 794, "height": 1123, "media": "print"},
}
PHONE = {"width": 390, "height": 844}
MARGINS = "18mm 16mm"  # of a printed page, which a window does not have: as the page's style says
HOME = "\ue011"  # the key: the least value of a slider


def model_of_five_minutes(folder: Path) -> Path:
    """The model that the page about the first five minutes writes."""
    page = "docs/start/five-minutes.md"
    block = next(
        own for own in blocks_of((ROOT / page).read_text(encoding="utf-8"), page) if "write_text" in own.text
    )
    file = folder / "contract.yaml"
    exec(block.text.replace('"contract.yaml"', repr(str(file))), {})
    return file


def shoot(window: Browser, name: str, *, top: str = "body", **screen: object) -> None:
    """One picture, from an element on downwards."""
    metrics = {"width": screen["width"], "height": screen["height"], "deviceScaleFactor": 1.5, "mobile": True}
    window.emulate(**{key: value for key, value in screen.items() if key in ("scheme", "media")})
    window.post("/goog/cdp/execute", cmd="Emulation.setDeviceMetricsOverride", params=metrics)
    window.post("/goog/cdp/execute", cmd="Emulation.setScrollbarsHidden", params={"hidden": True})
    window.run(f"document.body.style.padding = {MARGINS if screen.get('media') == 'print' else ''!r}")
    window.run(f"document.querySelector({top!r}).scrollIntoView({{block: 'start'}})")
    window.settle()
    image = Image.open(BytesIO(base64.b64decode(window._send("GET", f"{window.session}/screenshot"))))
    image.convert("RGB").quantize(COLORS, dither=0).save(FOLDER / f"{name}.png", optimize=True)
    print((FOLDER / f"{name}.png").relative_to(ROOT), image.size)


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as given:
        folder = Path(given)
        trade = gp.report("seed/trade-restriction", folder / "trade.html", over=["r_C", "k"])
        contract = gp.report(model_of_five_minutes(folder), folder / "contract.html", over=["s", "k"])
        window = Browser(folder / "profile")
        try:
            window.open(trade)
            for name, screen in TRADE.items():
                shoot(window, name, **screen)
            shoot(window, "moving", top="#what-if", width=760, height=900)
            window.open(contract)
            shoot(window, "phone-opened", **PHONE)
            window.type("input[data-parameter=s]", HOME)
            shoot(window, "phone-moved", top="#what-if", **PHONE)
            shoot(window, "phone-checked", top="a.download", **PHONE)
        finally:
            window.close()
