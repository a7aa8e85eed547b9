"""What a program can tell of whether everybody can read the report: axe-core on phone and
desktop, light, dark and printed; and everything by the keyboard, with a focus that is seen.

Prints what it found, and exits 1 where something is amiss.
"""

import asyncio
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from looked_at import browser, golden, page_of, with_levels
from playwright.sync_api import Browser, Page

from voiceinterview.report.comparing import compare
from voiceinterview.report.comparison_text import comparison_html

PHONE, DESKTOP = (390, 844), (1280, 900)
NARROW = 320  # pixels; what WCAG 1.4.10 asks to be readable without scrolling sideways
LOOKS: tuple[tuple[str, tuple[int, int], dict[str, Any]], ...] = (
    ("phone", PHONE, {}),
    ("phone, dark", PHONE, {"color_scheme": "dark"}),
    ("desktop", DESKTOP, {}),
    ("desktop, dark", DESKTOP, {"color_scheme": "dark"}),
    ("printed", DESKTOP, {"media": "print"}),
)
CAN_BE_FOCUSED = """() => [...document.querySelectorAll(
    'a[href], summary, audio[controls], [tabindex="0"]')]
    .filter(one => one.checkVisibility()).map((one, n) => { one.dataset.n = n; return one.tagName })
"""
FOCUSED = """() => { const one = document.activeElement, style = getComputedStyle(one);
    return {n: one.dataset.n === undefined ? -1 : +one.dataset.n, name: one.tagName,
            outline: style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth)} }"""


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        stored, source = asyncio.run(golden(Path(folder)))
        pages = {
            "checklist": page_of(stored, source, Path(folder) / "plain.html"),
            "with levels": page_of(stored, with_levels(source), Path(folder) / "levels.html"),
            "two compared": Path(folder) / "compared.html",
        }
        both = compare(with_levels(source), with_levels(source))
        pages["two compared"].write_text(comparison_html(both), encoding="utf-8")
        found = []
        with browser() as chromium:
            for name, path in pages.items():
                found += [f"{name}, {one}" for one in _look(chromium, path)]
    for one in found:
        print(one)
    print(f"{len(found)} found" if found else f"nothing amiss in {len(pages)} reports")
    return 1 if found else 0


def _look(chromium: Browser, path: Path) -> Iterator[str]:
    axe = Axe()
    for name, (width, height), media in LOOKS:
        page = chromium.new_page(viewport={"width": width, "height": height})
        page.emulate_media(**media)
        page.goto(path.as_uri())
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        result = axe.run(page).response
        print(f"  {path.stem}, {name}: {len(result['passes'])} rules of axe-core hold")
        for violation in result["violations"]:
            where = violation["nodes"][0]
            yield f"{name}: {violation['id']} ({len(violation['nodes'])}): {where['html'][:120]}"
            yield f"    {where.get('failureSummary', '')}"
        page.close()
    page = chromium.new_page(viewport={"width": NARROW, "height": 700})
    page.goto(path.as_uri())
    wide = page.evaluate("document.documentElement.scrollWidth")
    if wide > NARROW:
        yield f"{NARROW} pixels: the page is {wide} wide"
    yield from _keyboard(page)
    page.close()


def _keyboard(page: Page) -> Iterator[str]:
    """Tab through the page: everything is reached, in its order, and seen to be."""
    there = page.evaluate(CAN_BE_FOCUSED)
    reached: list[int] = []
    unseen: set[str] = set()
    for _ in range(12 * len(there)):  # a player has several stops of its own
        page.keyboard.press("Tab")
        at = page.evaluate(FOCUSED)
        if at["name"] == "BODY" and reached:
            break
        if at["n"] >= 0 and (not reached or reached[-1] != at["n"]):
            reached.append(at["n"])
        if at["outline"] < 2:
            unseen.add(at["name"])
    print(f"  {len(reached)} of {len(there)} places reached by the keyboard")
    missed = sorted({there[n] for n in set(range(len(there))) - set(reached)})
    if missed:
        yield f"keyboard: not reached: {', '.join(missed)}"
    if reached != sorted(reached):
        yield "keyboard: out of order"
    if unseen:
        yield f"keyboard: the focus is not seen on {', '.join(sorted(unseen))}"


if __name__ == "__main__":
    sys.exit(main())
