"""A chart as its reader meets it: in a page, with the page's own colors, or printed.

Charts are drawn in stand-in colors, since a page has others in the dark than in the light.
"""

import re

INK, SOFT, LINE = "#010203", "#040506", "#070809"
CANDIDATE, INTERVIEWER = "#0a0b0c", "#0d0e0f"
PAGE = {
    INK: "var(--ink)",
    SOFT: "var(--soft)",
    LINE: "var(--line)",
    CANDIDATE: "var(--accent)",
    INTERVIEWER: "var(--other)",
}
PAPER = {  # as the page's own print style, which has a contrast of 4.5 and more on white
    INK: "#000000",
    SOFT: "#444444",
    LINE: "#bbbbbb",
    CANDIDATE: "#0b6b62",
    INTERVIEWER: "#a8590a",
}


def for_page(svg: str, name: str) -> str:
    """An element for the inside of a page; `name` keeps its ids apart from other charts'.

    A screen reader passes it over: the table beside it is what its reader is told.
    """
    svg = svg[svg.index("<svg") :]
    head, _, rest = svg.partition(">")
    box = re.search(r'viewBox="[^"]*"', head)
    assert box is not None  # matplotlib always writes one
    rest = re.sub(r'\bid="', f'id="{name}-', rest)
    rest = re.sub(r'(href="#|url\(#)', rf"\g<1>{name}-", rest)
    rest = re.sub(r"<style.*?</style>", "", rest, flags=re.DOTALL)  # would style the whole page
    rest = re.sub(r"font-family: [^;\"]*", "font-family: inherit", rest)
    return f'<svg {box[0]} aria-hidden="true" focusable="false">{_colored(rest, PAGE)}'


def for_paper(svg: str) -> str:
    """A file of its own, for light paper."""
    return _colored(svg, PAPER)


def _colored(svg: str, colors: dict[str, str]) -> str:
    for stand_in, color in colors.items():
        svg = svg.replace(stand_in, color)
    return svg
