"""One text while it is read: its tree of words, its virtual systems, and what is left unread.

With several virtual systems every object of one stands in the model's tables under `vsys/name`;
with one the key is the bare name, as in the rules. Shared objects keep their bare names in both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from schoolproof.model import Device, Facts, Table
from schoolproof.model.firewall import Firewall, FirewallLogging
from schoolproof.parse import ConfigTree, Node
from schoolproof.parse.items import Item
from schoolproof.platforms.paloalto_panos import ignored
from schoolproof.platforms.paloalto_panos.grammar import items_of

WRAPPERS = frozenset({"config", "response", "result"})
LOCAL = (
    *("zone", "rulebase", "address", "address-group", "service", "service-group", "application"),
    *("application-group", "application-filter", "profiles", "profile-group", "schedule", "tag"),
    *("external-list", "region", "log-settings", "import"),
)
PANORAMA = ("device-group", "template", "template-stack", "readonly", "log-collector")
TABLES = (
    *("zones", "policies", "address_objects", "service_objects", "schedules", "web_filters"),
    *("dns_filters", "app_controls", "tls_inspections", "ips_sensors", "antivirus_profiles"),
    *("local_in_policies", "dos_policies", "vips", "link_monitors", "vpn_tunnels"),
)

Reader = Callable[["Reading"], None]
R = TypeVar("R", bound=Reader)
_readers: list[tuple[int, Reader]] = []


def reader(turn: int = 0) -> Callable[[R], R]:
    """Decorator: this function reads its part of every text, lower turns first."""

    def register(function: R) -> R:
        _readers.append((turn, function))
        _readers.sort(key=lambda pair: pair[0])
        return function

    return register


class Scope:
    """One virtual system. `name` None: the device has one only, so keys are bare."""

    def __init__(self, name: str | None, own: Item, reading: Reading) -> None:
        self.name = name
        self.own = own
        self.reading = reading

    def places(self) -> Iterator[tuple[Item, str]]:
        """Where an object may stand, nearest first, with what its key begins with."""
        yield self.own, f"{self.name}/" if self.name else ""
        yield self.reading.pushed, ""
        yield self.reading.shared, ""

    def key(self, kind: str | tuple[str, ...], name: str) -> str:
        """The key of the object that a rule of this virtual system means by a name."""
        kinds = (kind,) if isinstance(kind, str) else kind
        for place, head in self.places():
            if any(name in (part.children if part else ()) for part in _parts(place, kinds)):
                return f"{head}{name}"
        return name

    def find(self, *path: str) -> Item | None:
        """The object at the end of a path, from the nearest place that has it."""
        for place, _ in self.places():
            found = place.at(*path)
            if found is not None:
                return found
        return None


def _parts(place: Item, kinds: tuple[str, ...]) -> Iterator[Item | None]:
    for kind in kinds:
        part: Item | None = place
        for word in kind.split("/"):
            part = part.children.get(word) if part is not None else None
        yield part


class Reading:
    """All of one text."""

    def __init__(self, tree: ConfigTree, device: Device) -> None:
        self.device = device
        written = Item("", 0)
        self.left = items_of(tree, written)
        self.root = Item("", 0)
        _lift(written, self.root)
        self.shared = self.root.at("shared") or Item("shared", 0)
        self.pushed = self.root.at("policy", "panorama") or Item("panorama", 0)
        # interface → the names of who may manage it there (None: anybody), and the line
        self.permitted: dict[str, tuple[tuple[str, ...] | None, int | None]] = {}
        self.from_panorama = any(name in self.root.children for name in PANORAMA)
        self.scopes = self._scopes()

    def _scopes(self) -> list[Scope]:
        """The virtual systems; what stands outside any belongs to the first."""
        self.loose = Item("", 0)
        for name in LOCAL:
            if name in self.root.children:
                self.loose.children[name] = self.root.children[name]
        systems = list(self.root.each("vsys"))
        if not systems:
            return [Scope(None, self.loose, self)]
        systems[0].take(self.loose)
        for name in self.loose.children:
            self.root.children.pop(name)
        several = len(systems) > 1
        return [Scope(item.name if several else None, item, self) for item in systems]

    @property
    def firewall(self) -> Firewall:
        """The device's firewall, with empty tables when it is asked for first."""
        if "firewall" not in self.device.lines:
            firewall = Firewall(None, **{name: Table[Facts]() for name in TABLES})
            firewall.put(None, logging=FirewallLogging(), policy_mode="policy")
            self.device.put(None, firewall=firewall)
        return self.device.firewall

    def run(self) -> list[Node]:
        """Let all readers read; the lines that are left, in the order of the text."""
        if self.root.children:
            for _, function in _readers:
                function(self)
        left = {id(node): node for node in self.left}
        for name, item in self.root.children.items():
            _leftovers(item, ignored.below(ignored.TOP, name), left)
        return sorted(left.values(), key=lambda node: node.line)


def _lift(item: Item, top: Item) -> None:
    """Take away what wraps the configuration: `config`, `response`, `devices`."""
    for name, child in item.children.items():
        if name in WRAPPERS:
            child.used = True
            _mark_result(child)
            _lift(child, top)
        elif name == "devices" and _is_device(child):
            child.used = True
            for entry in child.children.values():
                entry.used = True
                _lift(entry, top)
        elif name in top.children:
            top.children[name].take(child)
        else:
            top.children[name] = child


def _is_device(item: Item) -> bool:
    return all(name.startswith("localhost") for name in item.children)


def _mark_result(item: Item) -> None:
    """The version of `config` is no part of the configuration tree; `system` reads it."""
    for name in ("@version", "@detail-version"):
        if name in item.children:
            item.children[name].used = True


def _leftovers(item: Item, known: ignored.Known, left: dict[int, Node]) -> None:
    """Lines that nobody read and no ignore table names."""
    stack = [(item, known)]
    while stack:
        here, names = stack.pop()
        if isinstance(names, str):
            continue
        if not here.used and not names:
            left.update((id(node), node) for node in here.nodes)
        stack.extend((c, ignored.below(names, c.name)) for c in here.children.values())
