"""Pictures of the golden session's report, for whoever wants to see one before practicing.

Written to recordings/golden/report/; `make screenshots` makes them anew. They are looked at by
people: which programs and fonts drew them differs from machine to machine, so no test compares.
"""

import asyncio
import io
import json
import tempfile
from pathlib import Path

import matplotlib
import typst
from looked_at import ROOT, browser, golden, page_of
from PIL import Image
from playwright.sync_api import Browser, Page

from voiceinterview.report import pdf
from voiceinterview.report.source import ReportSource

PICTURES = ROOT / "recordings" / "golden" / "report"
LARGEST = 300_000  # bytes of a picture
PHONE, DESKTOP = 390, 1280
# Name, width, height, and what stands at the top of it.
PLACES = (
    ("desktop-summary", DESKTOP, 1000, "header"),
    ("desktop-evidence", DESKTOP, 900, ".checklist"),
    ("desktop-delivery", DESKTOP, 1000, "figure"),
    ("phone-summary", PHONE, 844, "header"),
    ("phone-evidence", PHONE, 844, ".checklist"),
    ("phone-delivery", PHONE, 844, "figure"),
)
PAPER = "paper"


def main() -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        stored, source = asyncio.run(golden(Path(folder)))
        path = page_of(stored, source, Path(folder) / "report.html")
        with browser() as chromium:
            for name, width, height, place in PLACES:
                _keep(name, _seen(chromium, path, width, height, place))
        _keep(PAPER, _printed(source))


def _seen(chromium: Browser, path: Path, width: int, height: int, place: str) -> bytes:
    page: Page = chromium.new_page(viewport={"width": width, "height": height})
    page.goto(path.as_uri())
    page.wait_for_function("[...document.querySelectorAll('audio')].every(one => one.duration)")
    page.evaluate(
        "place => scrollTo(0, document.querySelector(place).getBoundingClientRect().top - 16)",
        place,
    )
    picture = page.screenshot()
    page.close()
    return picture


def _printed(source: ReportSource) -> bytes:
    """The first pages of the PDF, and the first one with charts, side by side."""
    fonts = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
    values = {"report": json.dumps(pdf.values(source))}
    pages = typst.compile(
        pdf.TEMPLATE, root=pdf.TEMPLATE.parent, font_paths=[fonts], sys_inputs=values,
        format="png", ppi=72,
    )  # fmt: skip
    assert isinstance(pages, list)
    shown = [Image.open(io.BytesIO(page)) for page in (pages[0], pages[1], pages[5])]
    gap = 12
    width, height = shown[0].size
    sheet = Image.new("RGB", ((width + gap) * len(shown) + gap, height + 2 * gap), "#8a9294")
    for n, page in enumerate(shown):
        sheet.paste(page, (gap + n * (width + gap), gap))
    file = io.BytesIO()
    sheet.save(file, "PNG")
    return file.getvalue()


def _keep(name: str, picture: bytes) -> None:
    """With as many colors as a picture of letters needs."""
    file = io.BytesIO()
    Image.open(io.BytesIO(picture)).convert("RGB").quantize(256).save(file, "PNG", optimize=True)
    small = file.getvalue()
    if len(small) > LARGEST:
        raise SystemExit(f"{name}.png takes {len(small):,} bytes; {LARGEST:,} is the most")
    (PICTURES / f"{name}.png").write_bytes(small)
    print(f"{name}.png  {len(small) // 1000} kB")


if __name__ == "__main__":
    main()
