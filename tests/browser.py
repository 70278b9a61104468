"""Pages in headless Chromium: what a reader would trip over, each a line."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

WIDTHS = (360, 800, 1600)
SCHEMES = ("light", "dark")
TOO_WIDE = "return [document.documentElement.scrollWidth, document.documentElement.clientWidth]"
BLANK = """return [...document.querySelectorAll('article math')].filter(m => {
  const box = m.getBoundingClientRect(); return !box.width || !box.height }).length"""
READABLE = "return document.querySelector('article').innerText.length"
AXE = """const done = arguments[1], [rule, tags] = ['color-contrast', ['wcag2a', 'wcag2aa']];
const asked = arguments[0] ? {runOnly: [rule]} : {runOnly: tags, rules: {[rule]: {enabled: false}}};
axe.run(document, {resultTypes: ['violations'], ...asked}).then(r => done(r.violations))"""
ALIKE = """const known = new Set(arguments[0]), fresh = [];
const name = e => `${e.tagName}.${e.getAttribute('class')}${e.getAttribute('style')}`;
const shape = e => e.tagName === 'math' ? 'math' : `${name(e)}(${[...new Set([...e.children].map(shape))]})`;
for (const e of document.querySelectorAll('body :not(script, math *, svg *)')) {
  if (!e.isConnected) continue;
  let like = shape(e);
  for (let up = e.parentElement; up; up = up.parentElement) like += ' in ' + name(up);
  if (known.has(like)) e.remove(); else { known.add(like); fresh.push(like) }
}
return fresh"""
"""Leaves of what is alike, but for its words, the first: in this page and in those that are known."""


def rules() -> str:
    """axe-core's source, of the pinned package."""
    import axe_core_python

    return (Path(axe_core_python.__file__).parent / "axe.min.js").read_text("utf-8")


@contextmanager
def browser() -> Iterator[Any]:
    """A browser without a window, which writes down what it loads."""
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    for flag in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars"):
        options.add_argument(flag)
    options.binary_location = shutil.which("chromium") or ""
    options.set_capability("goog:loggingPrefs", {"performance": "ALL"})
    service = webdriver.ChromeService(shutil.which("chromedriver"), log_output=os.devnull)
    driver = webdriver.Chrome(options=options, service=service)
    try:
        yield driver
    finally:
        driver.quit()


def seen(driver: Any, width: int, scheme: str) -> None:
    """Look at pages at that width, in light or dark."""
    metrics = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})


def complaints(driver: Any, page: Path, axe: str, known: set[str] | None = None) -> list[str]:
    """What is wrong with a page at every width, light and dark, and without script.

    Width and formulas are looked at in all six settings; contrast where bars beside the text are folded away and where
    they are not, of elements that are alike once: known holds those of pages seen before. Labels and structure, which
    depend on neither, are looked at once.
    """
    known = set() if known is None else known
    driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
    driver.get(page.as_uri())
    settings = [(width, scheme) for width in WIDTHS for scheme in SCHEMES]
    found = [f"{line}, {width} px, {scheme}" for width, scheme in settings for line in looks(driver, width, scheme)]
    driver.execute_script(axe)
    found += accessible(driver, contrast=False)
    known |= {*driver.execute_script(ALIKE, list(known))}
    for width, scheme in settings[:2] + settings[-2:]:
        seen(driver, width, scheme)
        found += [f"{line}, {width} px, {scheme}" for line in accessible(driver, contrast=True)]
    driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    driver.get(page.as_uri())
    found += [f"{line}, without script" for line in looks(driver, *settings[0])]
    letters = driver.execute_script(READABLE)
    if letters < 100:
        found.append(f"{letters} letters to read, without script")
    return found + remote(driver)


def looks(driver: Any, width: int, scheme: str) -> list[str]:
    """Too wide, or mathematics that is not seen."""
    seen(driver, width, scheme)
    there, room = driver.execute_script(TOO_WIDE)
    blank = driver.execute_script(BLANK)
    wide = [f"{there} px wide in {room}"] if there > room else []
    return wide + ([f"{blank} formulas are not seen"] if blank else [])


def accessible(driver: Any, contrast: bool) -> list[str]:
    """What axe-core finds: of contrast alone, or of labels and structure, the rest of WCAG 2 A and AA."""
    found = driver.execute_async_script(AXE, contrast)
    return [f"{one['id']}: {node['html'][:90]}" for one in found for node in one["nodes"][:2]]


def remote(driver: Any) -> list[str]:
    """What was asked for that is no file of this machine."""
    found = []
    for line in driver.get_log("performance"):
        message = json.loads(line["message"])["message"]
        if message["method"] == "Network.requestWillBeSent":
            url = message["params"]["request"]["url"]
            if not url.startswith(("file:", "data:", "blob:", "chrome:", "about:")):
                found.append(f"asks for {url}")
    return found
