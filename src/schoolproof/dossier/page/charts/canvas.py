"""Draws with matplotlib and makes the result part of the page: classes for colours, own ids.

matplotlib writes colours and fonts into `style` attributes, which the page's security policy
forbids. They become classes and attributes here, so that style.css colours charts in light, dark
and on paper like everything else. The same figure always gives the same text.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final
from xml.etree import ElementTree as ET

from schoolproof.dossier.page.extras import missing
from schoolproof.report.safe import printable

if TYPE_CHECKING:
    from markupsafe import Markup
    from matplotlib.figure import Figure

SVG: Final = "http://www.w3.org/2000/svg"
LINK: Final = "{http://www.w3.org/1999/xlink}href"
# Each colour of style.css that a chart may use, and the colour that stands for it in matplotlib.
TOKENS: Final = [
    "ink",
    "soft",
    "rule",
    "paper",
    "accent",
    "met",
    "partly",
    "notmet",
    "unknown",
    "manual",
    "na",
    "met-line",
    "partly-line",
    "notmet-line",
    "unknown-line",
    "manual-line",
    "na-line",
    "critical",
    "high",
    "medium",
    "low",
    "info",
]
COLOURS: Final = {name: f"#0000{number:02x}" for number, name in enumerate(TOKENS, 1)}
NAMES: Final = {colour: name for name, colour in COLOURS.items()}
KEPT: Final = frozenset(
    [
        "stroke-width",
        "stroke-linecap",
        "stroke-linejoin",
        "stroke-dasharray",
        "stroke-dashoffset",
        "font-size",
        "font-weight",
        "text-anchor",
        "opacity",
        "fill-opacity",
        "stroke-opacity",
    ]
)
REFERENCE: Final = re.compile(r"url\(#([^)]+)\)")
INCH: Final = 72  # matplotlib's SVG units to an inch


def colour(name: str) -> str:
    """What to give matplotlib for a colour of the page."""
    return COLOURS[name]


def drawn(
    key: str, title: str, desc: str, size: tuple[float, float], draw: Callable[[Figure], None]
) -> Markup:
    """A chart. `key` begins all its ids; `size` in units of the page's 16-pixel text.

    Raises:
        UserError: matplotlib is not installed.
    """
    with _matplotlib() as figure_class:
        figure = figure_class(figsize=(size[0] / INCH, size[1] / INCH))
        draw(figure)
        buffer = io.StringIO()
        plain = dict.fromkeys(("Date", "Creator", "Format", "Type"))
        figure.savefig(buffer, format="svg", metadata=plain, transparent=True)
    return inline(buffer.getvalue(), key, printable(title), printable(desc))


@contextmanager
def _matplotlib() -> Iterator[type[Figure]]:
    try:
        import matplotlib as mpl  # noqa: PLC0415  slow, and an extra
        from matplotlib.figure import Figure as Found  # noqa: PLC0415
    except ImportError:
        raise missing("matplotlib") from None
    settings: Any = {
        "svg.fonttype": "none",
        "svg.hashsalt": "schoolproof",
        "font.size": 12,
        "text.parse_math": False,
        "text.color": colour("ink"),
        "axes.edgecolor": colour("rule"),
        "axes.labelcolor": colour("soft"),
        "xtick.color": colour("soft"),
        "ytick.color": colour("soft"),
        "grid.color": colour("rule"),
        "hatch.linewidth": 0.8,
        "axes.spines.top": False,
        "axes.spines.right": False,
    }
    with mpl.rc_context(settings):
        yield Found


def inline(text: str, key: str, title: str, desc: str) -> Markup:
    """The file of matplotlib as a part of a page."""
    from markupsafe import Markup  # noqa: PLC0415  comes with jinja2, an extra

    ET.register_namespace("", SVG)
    root = ET.fromstring(text)  # noqa: S314  written by matplotlib a moment ago
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag.endswith(("}style", "}metadata")):
                parent.remove(child)
    names: dict[str, str] = {}
    for element in root.iter():
        _own(element, key, names)
    for name in ("width", "height", "version"):
        root.attrib.pop(name, None)
    root.attrib |= {"role": "img", "aria-labelledby": f"{key}-t {key}-d", "class": "plot"}
    for tag, words in (("desc", desc), ("title", title)):
        element = ET.Element(f"{{{SVG}}}{tag}", {"id": f"{key}-{tag[0]}"})
        element.text = words
        root.insert(0, element)
    whole = ET.tostring(root, encoding="unicode")
    return Markup(re.sub(r"\s*\n\s*", " ", whole))  # noqa: S704  serialised, so escaped


def _own(element: ET.Element, key: str, names: dict[str, str]) -> None:
    """Ids of its own, and no `style`."""
    if "id" in element.attrib:
        names.setdefault(element.attrib["id"], f"{key}-{len(names)}")
        element.attrib["id"] = names[element.attrib["id"]]
    if LINK in element.attrib:
        target = element.attrib.pop(LINK).removeprefix("#")
        element.attrib["href"] = f"#{names.setdefault(target, f'{key}-{len(names)}')}"
    if "clip-path" in element.attrib:
        element.attrib["clip-path"] = _reference(element.attrib["clip-path"], key, names)
    _unstyle(element, key, names)


def _reference(value: str, key: str, names: dict[str, str]) -> str:
    return REFERENCE.sub(
        lambda found: f"url(#{names.setdefault(found[1], f'{key}-{len(names)}')})", value
    )


def _unstyle(element: ET.Element, key: str, names: dict[str, str]) -> None:
    """Colours become classes, the rest of a style attributes; what is not known goes."""
    style = element.attrib.pop("style", "").split(";")
    found = {n.strip(): v.strip() for n, _, v in (entry.partition(":") for entry in style)}
    found |= {n: element.attrib.pop(n) for n in ("fill", "stroke") if n in element.attrib}
    classes = []
    for name, value in found.items():
        if name in {"fill", "stroke"} and value in NAMES:
            classes.append(f"{name[0]}-{NAMES[value]}")
        elif name in {"fill", "stroke"}:
            element.attrib[name] = _reference(value, key, names)
        elif name in KEPT:
            element.attrib[name] = value.removesuffix("px")
    if classes:
        element.attrib["class"] = " ".join(classes)
