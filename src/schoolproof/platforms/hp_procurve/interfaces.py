"""Port sections, out-of-band port, loopbacks; from all of it the table of interfaces."""

from __future__ import annotations

from schoolproof.model import Facts, Interface
from schoolproof.model.interface import InterfaceLldp, Poe, Qos
from schoolproof.parse import Node
from schoolproof.platforms.hp_procurve import access, protection, vlans
from schoolproof.platforms.hp_procurve.models import MODELS, MODULES, mbps_of, ports_of
from schoolproof.platforms.hp_procurve.ports import PORT as PORT_NAME
from schoolproof.platforms.hp_procurve.ports import canonical, order
from schoolproof.platforms.hp_procurve.reading import TOP, Reading, Said, unquoted
from schoolproof.platforms.lines import Lines

PORT = Lines()
LISTS = ("acl_in", "acl_out", "acl6_in", "acl6_out")
OWN = frozenset({"name", *LISTS, "enabled", "routing", "speed", "lag"})
Context = tuple[Reading, tuple[str, ...]]
SPEED = r"(auto(?:-[\dg-]+)?|10(?:0+)?-(?:full|half))"


@TOP.section(r"interface (?:ethernet )?([A-Za-z]{0,4}\d[\w/,-]*|\d+/[A-Za-z]\w*)")
def _interface(ctx: Reading, node: Node, name: str) -> None:
    ports = ctx.see(name)
    for port in ports:
        ctx.ports[port] = ctx.ports[port] or node.line
    PORT.read(node.commands(), (ctx, ports), ctx.unread)


def _text(key: str, pattern: str) -> None:
    @PORT.line(pattern)
    def read(ctx: Context, node: Node, value: str) -> None:
        ctx[0].mark(ctx[1], key, unquoted(value), node.line)


def _flag(key: str, pattern: str, *, off_word: str = "no ") -> None:
    @PORT.line(f"({off_word})?{pattern}")
    def read(ctx: Context, node: Node, no: str | None, *_: str | None) -> None:
        ctx[0].mark(ctx[1], key, no is None, node.line)


_text("name", r"name (.+)")
_text("speed", f"speed-duplex {SPEED}")
_text("bcast_percent", r"rate-limit bcast in percent (\d+)")
_text("bcast_kbps", r"rate-limit bcast in kbps (\d+)")
_text("bcast_percent", r"broadcast-limit (\d+)")
_text("acl_in", r"ip access-group (\S+) in")
_text("acl_out", r"ip access-group (\S+) out")
_text("acl6_in", r"ipv6 access-group (\S+) in")
_text("acl6_out", r"ipv6 access-group (\S+) out")
_text("qos", r"qos (?:trust )?((?:dscp|priority|device|default|none)(?: \S+)?)")
_flag("poe", r"power-over-ethernet(?: (?:low|high|critical))?")
_flag("routing", r"routing")
_flag("dhcp_trust", r"dhcp-snooping trust")
_flag("arp_trust", r"arp-protect trust")
_flag("udld", r"link-keepalive(?: .+)?")


@PORT.line(r"(disable|enable)")
def _disable(ctx: Context, node: Node, word: str) -> None:
    ctx[0].mark(ctx[1], "enabled", word == "enable", node.line)


@PORT.line(r"(untagged|tagged) vlan (\d[\d,-]*)")
def _member(ctx: Context, node: Node, kind: str, numbers: str) -> None:
    for vlan in vlans.vlan_numbers(numbers):
        ctx[0].vlan(vlan)
        for port in ctx[1]:
            vlans.join(ctx[0], vlan, kind, port, node.line)


@PORT.line(r"no untagged vlan (\d+)")
def _not_member(ctx: Context, node: Node, number: str) -> None:
    for port in ctx[1]:
        vlans.leave(ctx[0], int(number), port, node.line)


@PORT.line(r"ip address (\d\S*(?: \d\S*)?)", r"ipv6 address (\S+)(?: link-local)?")
def _address(ctx: Context, node: Node, text: str) -> None:
    found = vlans.address(text)
    if found is not None:
        ctx[0].mark(ctx[1], "routing", value=True, line=node.line)
        for port in ctx[1]:
            ctx[0].add(f"address {port}", found, node.line)


@PORT.line(
    r"(no )?(spanning-tree|loop-protect|ip source-lockdown|ipv6 ra-guard|port-security"
    r"|aaa port-access(?: authenticator| mac-based| web-based)?)( [a-z].*)?"
)
def _as_at_the_top(ctx: Context, node: Node, no: str | None, head: str, rest: str | None) -> None:
    """Some releases write in the port's section what others write at the top with a list."""
    start = "ipv6 ra-guard ports" if "ra-guard" in head else head
    for port in ctx[1]:
        text = f"{no or ''}{start} {port}{rest or ''}"
        TOP.read([Node(text, node.line, node.raw, node.parent)], ctx[0], ctx[0].unread)


PORT.ignore(
    "no control reads it",
    r"(no )?lacp(?: .+)?",
    r"unknown-vlans \S+",
    r"(no )?flow-control(?: .+)?",
    r"(no )?energy-efficient-ethernet",
    r"rate-limit (?:all|icmp|mcast|unknown-unicast|queues)(?: .+)?",
    r"bandwidth-min(?: .+)?",
    r"(no )?poe-(?:allocate-by|value|lldp-detect)(?: .+)?",
    r"monitor(?: .+)?",
    r"mdix-mode \S+",
    r"(no )?gvrp",
    r"(no )?smart-link(?: .+)?",
    r"service-policy \S+ \S+",
    r"arp-protect limit(?: .+)?",
    r"dhcp-snooping max-bindings \S+",
    r"(no )?ipv6 enable",
    r"qos-group \S+",
    r"mac-notify(?: .+)?",
    r"(no )?device-profile(?: .+)?",
)


@TOP.line(r"(no )?lldp admin-status (\S+) (disable|txonly|rxonly|tx_rx)")
def _lldp_status(ctx: Reading, node: Node, _no: str | None, ports: str, word: str) -> None:
    ctx.mark(ctx.see(ports), "lldp", word, node.line)


@TOP.line(r"(no )?lldp config (\S+) medTlvEnable(?: (\S+))?")
def _lldp_med(ctx: Reading, node: Node, no: str | None, ports: str, word: str | None) -> None:
    if no and word in {None, "capabilities"}:
        ctx.mark(ctx.see(ports), "med", value=False, line=node.line)


@TOP.line(r"fault-finder broadcast-storm (?:ethernet )?(\S+) action (warn|warn-and-disable)( .+)?")
def _fault_finder(ctx: Reading, node: Node, ports: str, action: str, rest: str | None) -> None:
    if action == "warn-and-disable":
        words = (rest or "").split()
        percent = words[words.index("percent") + 1 :][:1] if "percent" in words else []
        key = "bcast_percent" if percent and percent[0].isdecimal() else "bcast_kbps"
        ctx.mark(ctx.see(ports), key, percent[0] if percent else "0", node.line)


@TOP.line(r"qos type-of-service (diff-services|ip-precedence)(?: .+)?")
def _qos(ctx: Reading, node: Node, _word: str) -> None:
    ctx.once["qos"] = Said(value=True, line=node.line)


@TOP.section(r"module (\S+) type (\S+)")
def _module(ctx: Reading, node: Node, slot: str, kind: str) -> None:
    prefix = "" if slot.isdecimal() else slot.upper()
    ctx.add("model", kind.upper(), node.line)
    ctx.add("slots", (kind, prefix), node.line)


@TOP.line(r"flexible-module (\S+) type (\S+)")
def _flexible(ctx: Reading, node: Node, slot: str, kind: str) -> None:
    ctx.add("slots", (kind, slot.upper()), node.line)


def settle(ctx: Reading) -> None:
    """The table of interfaces: physical ports and LAGs in the order of the front panel.

    Ports of which the text says the same share their facts: they are worked out once.
    """
    _from_models(ctx)
    shared: dict[object, dict[str, Facts]] = {}
    for name in sorted(ctx.ports, key=order):
        # a LAG without a section of its own stands in its `trunk` line
        lag = ctx.said.get("lag", {}).get(name)
        line = ctx.ports[name] or (lag.line if lag else None)
        port = Interface(line)
        port.put(line, name=name)
        _plain(ctx, name, port)
        same = _signature(ctx, name)
        if same not in shared:
            shared[same] = _facts_of(ctx, name)
        port.put(None, **shared[same])
        ctx.device.interfaces.add(name, port)


def _signature(ctx: Reading, name: str) -> object:
    """All that the text says of a port, save what is its own; its module decides about power."""
    said = tuple(ctx.of(name, key) for key in ctx.said if key not in OWN)
    members = (ctx.untagged.get(name), ctx.not_default.get(name))
    tagged = tuple(ctx.tagged.get(name, {}).items())
    module = (_part(ctx, name) or ("",))[0]
    return said, members, tagged, ctx.ports[name] is None, module


def _facts_of(ctx: Reading, name: str) -> dict[str, Facts]:
    facts = {**protection.facts_of(ctx, name), **access.facts_of(ctx, name)}
    facts["switched_vlan"] = vlans.membership(ctx, name)
    facts["lldp"] = _lldp(ctx, name)
    facts["poe"] = _power(ctx, name)
    facts["qos"] = _qos_of(ctx, name)
    return facts


def _from_models(ctx: Reading) -> None:
    """Where VLAN 1 names no port, all that are in no other list are in it: ask the model."""
    if ctx.ports and (not ctx.unlisted or vlans.DEFAULT_VLAN not in ctx.vlans):
        return
    slots = [said.value for said in ctx.many.get("slots", [])]
    if all(prefix[-1:].isalpha() for _, prefix in slots):  # modules only: the header has the rest
        slots += [(said.value, "") for said in ctx.many.get("model", [])]
    for kind, prefix in slots:
        for port in ports_of(kind, prefix):
            ctx.ports.setdefault(canonical(port), None)


def _plain(ctx: Reading, name: str, port: Interface) -> None:
    lag = name.startswith(("Trk", "Dyn"))
    said = ctx.lags.get(name)
    port.put(None, kind="lag" if lag else "ethernet", dhcp_client=False, vrf=None)
    port.put(said.line if said else None, lag=said.value if said else None)
    _from(ctx, port, "enabled", "enabled", True)
    _from(ctx, port, "routed", "routing", False)
    _from(ctx, port, "description", "name", "")
    for fact in LISTS:
        _from(ctx, port, fact, fact, None)
    addresses = ctx.many.get(f"address {name}", [])
    port.put(addresses[0].line if addresses else None, addresses=tuple(a.value for a in addresses))
    _speed(ctx, name, port)


def _from(ctx: Reading, port: Interface, fact: str, key: str, default: object) -> None:
    said = ctx.of(port.name, key)
    port.put(said.line if said else None, **{fact: said.value if said else default})


def _speed(ctx: Reading, name: str, port: Interface) -> None:
    """`auto-100` negotiates, but never beyond 100: it counts as 100."""
    said = ctx.of(name, "speed")
    words = (said.value if said else "auto").split("-")
    line = said.line if said else None
    numbers = [int(w) for w in words if w.isdecimal()]
    port.put(line, speed_mbps=max(numbers) if numbers else None)
    part = _part(ctx, name)
    most = mbps_of(*part) if part else None
    if most is not None:
        port.put(None, port_speed_mbps=most)
    port.put(line, duplex=words[-1] if words[-1] in {"full", "half"} else "auto")


def _part(ctx: Reading, name: str) -> tuple[str, int] | None:
    """The model or module that a port belongs to, and the port's number on it."""
    found = PORT_NAME.fullmatch(name)
    if found is None:
        return None
    head, number, _ = found.groups()
    slots = [said.value for said in ctx.many.get("slots", [])]
    slots = slots or [(said.value, "") for said in ctx.many.get("model", [])]
    kinds = {kind for kind, prefix in slots if prefix == head}
    return (kinds.pop().upper(), int(number)) if len(kinds) == 1 else None


def _lldp(ctx: Reading, name: str) -> InterfaceLldp:
    facts = InterfaceLldp()
    said = ctx.of(name, "lldp")
    running = ctx.on("lldp", default=True)
    line = ctx.line("lldp") if not running else said.line if said else None
    enabled = running and (said is None or said.value != "disable")
    facts.put(line, enabled=enabled)
    med = ctx.of(name, "med")
    facts.put(med.line if med else line, med=enabled and med is None)
    return facts


def _power(ctx: Reading, name: str) -> Poe:
    """On when absent, on models that have it; unknown models leave the default unset."""
    facts = Poe()
    said = ctx.of(name, "poe")
    part = _part(ctx, name)
    module = MODULES.get(part[0]) if part else None
    models = [MODELS[s.value] for s in ctx.many.get("model", []) if s.value in MODELS]
    if said:
        facts.put(said.line, enabled=said.value)
    elif module is not None:
        facts.put(None, enabled=bool(module.poe))
    elif models and all(m.poe is not None for m in models):
        facts.put(None, enabled=any(m.poe for m in models))
    return facts


def _qos_of(ctx: Reading, name: str) -> Qos:
    facts = Qos()
    said = ctx.of(name, "qos")
    if said and said.value.split()[0] in {"dscp", "priority", "device"}:
        facts.put(said.line, prioritised=True)
    elif said and said.value == "none":
        facts.put(said.line, prioritised=False)
    elif ctx.on("qos"):
        facts.put(ctx.line("qos"), prioritised=True)
    else:
        lines = (ctx.vlans[v].prioritised for v in vlans.vlans_of(ctx, name) if v in ctx.vlans)
        line = next((n for n in lines if n), None)
        if line:
            facts.put(line, prioritised=True)
    return facts
