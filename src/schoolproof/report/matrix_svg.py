"""Who may talk to whom, as a picture: one square for each pair of purposes, with its words.

Built as a tree of elements, so that every text is escaped by the library. Readable on light and
on dark ground; the word in each square says what its colour says.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, tostring

from schoolproof.flows.matrix import Cell, Matrix
from schoolproof.report.safe import printable

NS = "http://www.w3.org/2000/svg"
SIDE, ROW, LEFT, TOP = 72, 44, 120, 96  # pixels: squares, and room for the names
WORDS = {"none": "none", "some": "some", "all": "all", "unknown": "?"}
MEANS = {
    "none": "nothing passes",
    "some": "some packets pass",
    "all": "every packet passes",
    "unknown": "not known",
}
STYLE = """
text { font: 13px system-ui, sans-serif; fill: #1b1f24; }
.ground { fill: #ffffff; }
.none { fill: #e4e8ec; } .some { fill: #cfe3ff; }
.all { fill: #ffd3cc; } .unknown { fill: #fff0b8; }
.self { fill: none; stroke: #8a939c; stroke-dasharray: 3 3; }
.small { font-size: 10px; }
@media (prefers-color-scheme: dark) {
  text { fill: #e9edf1; }
  .ground { fill: #14181c; }
  .none { fill: #2b3238; } .some { fill: #1d4273; }
  .all { fill: #7a2a1e; } .unknown { fill: #5f4c00; }
}
"""


def svg(matrix: Matrix) -> str:
    """The matrix as an SVG document: from the rows to the columns."""
    count = len(matrix.purposes)
    width, height = LEFT + SIDE * count + 16, TOP + ROW * count + 40
    root = Element("svg", xmlns=NS, viewBox=f"0 0 {width} {height}", role="img")
    root.set("width", str(width))
    root.set("height", str(height))
    root.set("aria-labelledby", "matrix-title matrix-desc")
    _text(SubElement(root, "title", id="matrix-title"), f"Who may talk to whom at {matrix.site}")
    _text(SubElement(root, "desc", id="matrix-desc"), description(matrix))
    SubElement(root, "style").text = STYLE
    SubElement(root, "rect", {"class": "ground", "width": str(width), "height": str(height)})
    for place, name in enumerate(matrix.purposes):
        _names(root, place, name)
    for row, source in enumerate(matrix.purposes):
        for column, target in enumerate(matrix.purposes):
            cell = matrix.cells.get((source, target))
            _square(root, (row, column), (source, target), cell)
    _legend(root, TOP + ROW * count + 24)
    return tostring(root, encoding="unicode") + "\n"


def description(matrix: Matrix) -> str:
    """The matrix in sentences, for people who do not see it."""
    told = [
        f"{source} to {target}: {said(cell)}"
        for (source, target), cell in matrix.cells.items()
        if cell.decision != "none"
    ]
    return ". ".join([*told, "Between all other networks nothing passes", *matrix.notes]) + "."


def _look(cell: Cell) -> str:
    """One of our own words, whatever stands in the cell."""
    return cell.decision if cell.decision in MEANS else "unknown"


def said(cell: Cell) -> str:
    """What a cell says, in words: services, rules, and why something is not known."""
    parts = [MEANS[_look(cell)]]
    if cell.services:
        parts.append(", ".join(cell.services))
    if cell.rules:
        parts.append(f"by {', '.join(cell.rules)}")
    if cell.why:
        parts.append(cell.why)
    return "; ".join(parts)


def _text(element: Element, text: str) -> None:
    element.text = printable(text)


def _names(root: Element, place: int, name: str) -> None:
    """A purpose at the head of its row, and slanted above its column."""
    y = TOP + ROW * place + ROW // 2 + 4
    row = SubElement(root, "text", {"x": str(LEFT - 8), "y": str(y), "text-anchor": "end"})
    _text(row, name)
    x = LEFT + SIDE * place + SIDE // 2
    turn = f"rotate(-40 {x} {TOP - 10})"
    _text(SubElement(root, "text", {"x": str(x), "y": str(TOP - 10), "transform": turn}), name)


def _square(
    root: Element, place: tuple[int, int], pair: tuple[str, str], cell: Cell | None
) -> None:
    x, y = LEFT + SIDE * place[1], TOP + ROW * place[0]
    group = SubElement(root, "g")
    look = _look(cell) if cell else "self"
    box = {"x": str(x + 1), "y": str(y + 1), "width": str(SIDE - 2), "height": str(ROW - 2)}
    if cell is not None:
        _text(SubElement(group, "title"), f"{pair[0]} to {pair[1]}: {said(cell)}")
    SubElement(group, "rect", {**box, "class": look, "rx": "4"})
    if cell is None:
        return
    middle = {"x": str(x + SIDE // 2), "text-anchor": "middle"}
    _text(SubElement(group, "text", {**middle, "y": str(y + 18)}), WORDS[_look(cell)])
    if cell.services:
        more = " …" if len(cell.services) > 1 else ""
        small = {**middle, "y": str(y + 33), "class": "small"}
        _text(SubElement(group, "text", small), cell.services[0][:11] + more)


def _legend(root: Element, y: int) -> None:
    for place, (name, means) in enumerate(MEANS.items()):
        x = LEFT + place * 150
        box = {"x": str(x), "y": str(y - 10), "width": "12", "height": "12", "class": name}
        SubElement(root, "rect", box)
        _text(SubElement(root, "text", {"x": str(x + 18), "y": str(y)}), means)
