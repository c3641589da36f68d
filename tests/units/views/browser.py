"""A real browser, driven over the W3C WebDriver protocol: as much as trying out a page on disk needs."""

import base64
import json
import os
import shutil
import subprocess
import time
import urllib.request
from contextlib import suppress
from pathlib import Path
from urllib.error import URLError

import pytest

ROOT = Path(__file__).parents[3]
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)
PATIENCE = 120.0  # seconds for a browser to start on a busy machine
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # how the protocol writes an element


def browser_and_driver():
    """The programs, or None where one is missing."""
    found = [shutil.which(name) for name in BROWSERS]
    browser, driver = next(filter(None, found), None), shutil.which("chromedriver")
    return (browser, driver) if browser and driver else None


def axe_core():
    """The script that looks for barriers to readers: where AXE_CORE says, or npm has put it; else None."""
    places = [ROOT / "node_modules/axe-core/axe.min.js", ROOT / "build/axe/node_modules/axe-core/axe.min.js"]
    named = [Path(os.environ["AXE_CORE"])] if "AXE_CORE" in os.environ else []
    return next((place for place in named + places if place.is_file()), None)


needs_axe = pytest.mark.skipif(axe_core() is None, reason="no axe-core")


class Browser:
    """One window.  ``profile`` is an empty folder of its own."""

    def __init__(self, profile, width=1280, height=900):
        browser, driver = browser_and_driver()
        self.service = subprocess.Popen(
            [driver, "--port=0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        try:
            self.root = f"http://127.0.0.1:{self._port()}"
            self.session = self._opened(browser, profile, width, height)
        except BaseException:
            self._stop()
            raise

    def _opened(self, browser, profile, width, height):
        options = {
            "binary": browser,
            "args": [*FLAGS, f"--user-data-dir={profile}", f"--window-size={width},{height}"],
        }
        wanted = {
            "goog:chromeOptions": options,
            "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"},
        }
        made = self._send("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})
        return f"/session/{made['sessionId']}"

    def _port(self):
        for line in self.service.stdout:
            if "successfully on port" in line:
                return int(line.rsplit("on port", 1)[1].strip(" .\n"))
        raise RuntimeError("the driver did not start")

    def _send(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(
            self.root + path, data, {"Content-Type": "application/json"}, method=method
        )
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as problem:
            with problem:
                raise RuntimeError(problem.read().decode()) from problem

    def post(self, path, **body):
        return self._send("POST", self.session + path, body)

    def visit(self, file):
        """Loads a file from disk."""
        self.post("/url", url=file.as_uri())

    def open(self, file):
        """Loads a report from disk, and waits until the page has checked its certificates."""
        self.visit(file)
        self.post("/execute/async", script="GametheoryChecked.finally(arguments[0])", args=[])

    def run(self, script):
        """What a script in the page returns."""
        return self.post("/execute/sync", script=script, args=[])

    def later(self, expression, patience=PATIENCE):
        """The value of an expression once it is neither empty nor null."""
        end = time.monotonic() + patience
        while time.monotonic() < end:
            if value := self.run(f"return {expression}"):
                return value
            time.sleep(0.05)
        raise TimeoutError(expression)

    def text(self, selector):
        return self.run(f"return document.querySelector({json.dumps(selector)}).innerText")

    def _element(self, selector):
        return self.post("/element", using="css selector", value=selector)[ELEMENT]

    def click(self, selector):
        """Scrolls to an element's middle and presses the mouse there."""
        self.run(f"document.querySelector({json.dumps(selector)}).scrollIntoView({{block: 'center'}})")
        self.post(f"/element/{self._element(selector)}/click")
        self.settle()

    def type(self, selector, text):
        """Types into an element, after what stands there."""
        self.post(f"/element/{self._element(selector)}/value", text=text)
        self.settle()

    def settle(self):
        """Waits for the page to show what it has computed."""
        self.post(
            "/execute/async",
            script="requestAnimationFrame(() => requestAnimationFrame(arguments[0]))",
            args=[],
        )

    def emulate(self, **features):
        """Media as a reader's system has them: ``media="print"``, ``scheme="dark"``, ``width=375``."""
        if "width" in features:
            screen = {"width": features["width"], "height": 800, "deviceScaleFactor": 1, "mobile": True}
            self.post("/goog/cdp/execute", cmd="Emulation.setDeviceMetricsOverride", params=screen)
        scheme = {"name": "prefers-color-scheme", "value": features.get("scheme", "light")}
        params = {"media": features.get("media", ""), "features": [scheme]}
        self.post("/goog/cdp/execute", cmd="Emulation.setEmulatedMedia", params=params)
        self.settle()

    def printed(self):
        """The page as PDF."""
        return base64.b64decode(self.post("/print"))

    def barriers(self):
        """What axe-core finds serious or worse: the rule, and the element that breaks it."""
        self.run(axe_core().read_text(encoding="utf-8"))
        found = self.post("/execute/async", script="axe.run().then(arguments[0])", args=[])
        assert len(found["passes"]) > 20, "so many rules have something to look at"
        grave = [own for own in found["violations"] if own["impact"] in ("serious", "critical")]
        return [f"{own['id']}: {node['html']}" for own in grave for node in own["nodes"]]

    def requests(self):
        """The addresses that pages on disk asked for since the last call."""
        logged = [json.loads(row["message"])["message"] for row in self.post("/se/log", type="performance")]
        asked = [own["params"] for own in logged if own["method"] == "Network.requestWillBeSent"]
        return [own["request"]["url"] for own in asked if own["documentURL"].startswith("file:")]

    def complaints(self):
        """What the browser's console said against the page since the last call."""
        return [row["message"] for row in self.post("/se/log", type="browser") if row["level"] == "SEVERE"]

    def close(self):
        with suppress(URLError, RuntimeError, OSError):
            self._send("DELETE", self.session)
        self._stop()

    def _stop(self):
        self.service.terminate()
        self.service.wait(PATIENCE)
        self.service.stdout.close()
