"""What keeps loops, rogue servers and forged addresses out: commands with port lists at the top."""

from __future__ import annotations

from schoolproof.model import Facts
from schoolproof.model.interface import (
    InterfaceLoop,
    InterfaceStp,
    RaGuard,
    SourceGuard,
    StormControl,
    Trust,
)
from schoolproof.model.switching import ArpInspection, DhcpSnooping, Stp
from schoolproof.parse import Node, vlan_set
from schoolproof.platforms.hp_procurve import vlans
from schoolproof.platforms.hp_procurve.lists import FLAGS
from schoolproof.platforms.hp_procurve.ports import LIST
from schoolproof.platforms.hp_procurve.reading import TOP, Reading, Said, flag

STEP = 4096  # a bridge priority of 0 to 15 counts in steps of this (IEEE 802.1D-2004)
DEFAULT_PRIORITY = 32768
MODES = {"mstp": "mstp", "rapid-pvst": "rapid-pvst", "rpvst": "rapid-pvst"}
VERSIONS = {"stp": "stp", "rstp": "rstp", "mstp": "mstp", "802": "stp"}
VALUED = r"(?:priority|path-cost|hello-time|point-to-point-mac|mcheck|pathcost)(?: \S+)?"


@TOP.line(r"(no )?spanning-tree(?: (enable|disable))?")
def _stp(ctx: Reading, node: Node, no: str | None, word: str | None) -> None:
    ctx.once["stp"] = Said((no is None) == (word != "disable"), node.line)


@TOP.line(rf"(no )?spanning-tree {LIST} ({'|'.join(sorted(FLAGS))})((?: [a-z-]+)*)")
def _stp_port(ctx: Reading, node: Node, no: str | None, *groups: str) -> None:
    ports, word, more = groups
    names = ctx.see(ports)
    for option in (word, *more.split()):
        if option not in FLAGS:
            ctx.unread.append(node)
            return
        ctx.mark(names, option, no is None, node.line)


@TOP.line(
    r"spanning-tree priority (\d+)",
    r"spanning-tree instance \S+ priority (\d+)",
    r"spanning-tree vlan \S+ priority (\d+)",
)
def _priority(ctx: Reading, node: Node, text: str) -> None:
    value = int(text)
    ctx.add("stp.priority", value * STEP if value < 16 else value, node.line)  # noqa: PLR2004  0-15


@TOP.line(r"(?i:spanning-tree (?:mode|force-version|protocol-version) (\S+))")
def _mode(ctx: Reading, node: Node, text: str) -> None:
    word = text.lower()
    mode = MODES.get(word) or VERSIONS.get(word.partition("-")[0])
    if mode:
        ctx.once["stp.mode"] = Said(mode, node.line)
    else:
        ctx.unread.append(node)


@TOP.line(r"(no )?spanning-tree vlan (\d[\d,-]*)(?: (enable|disable))?")
def _stp_vlan(ctx: Reading, node: Node, no: str | None, numbers: str, word: str | None) -> None:
    if (no is None) != (word != "disable"):
        ctx.add("stp.off", vlan_set(numbers), node.line)


TOP.ignore(
    "timers, costs, names and traps of spanning tree are no demand",
    rf"(no )?spanning-tree {LIST} {VALUED}",
    r"(no )?spanning-tree (?:config-name|config-revision|hello-time|max-hops|maximum-age|trap"
    r"|forward-delay|bpdu-protection-timeout|root|legacy-mode|legacy-path-cost|log|pathcost"
    r"|preferred-path|ignore-pvid-inconsistency|extend|clear-debug-counters)(?: .+)?",
    r"(no )?spanning-tree instance \S+(?: .+)?",
    r"(no )?spanning-tree pending(?: .+)?",
    r"(no )?loop-protect (?:trap|disable-timer|transmit-interval)(?: .+)?",
)


@TOP.line(rf"(no )?loop-protect {LIST}(?: receiver-action (\S+))?")
def _loop(ctx: Reading, node: Node, no: str | None, ports: str, action: str | None) -> None:
    ctx.mark(ctx.see(ports), "loop", no is None and action != "no-disable", node.line)


@TOP.line(r"loop-protect mode (port|vlan)")
def _loop_mode(ctx: Reading, node: Node, mode: str) -> None:
    ctx.once["loop.mode"] = Said(mode, node.line)


@TOP.line(r"(dhcp-snooping|arp-protect|loop-protect) vlan (\d[\d ,-]*)")
def _vlan_list(ctx: Reading, node: Node, what: str, numbers: str) -> None:
    key = {"dhcp-snooping": "dhcp_snooping.vlans", "arp-protect": "arp_inspection.vlans"}
    ctx.add(key.get(what, "loop.vlans"), vlan_set(numbers), node.line)


@TOP.line(rf"(no )?(dhcp-snooping|arp-protect) trust {LIST}")
def _trust(ctx: Reading, node: Node, no: str | None, what: str, ports: str) -> None:
    key = "dhcp_trust" if what == "dhcp-snooping" else "arp_trust"
    ctx.mark(ctx.see(ports), key, no is None, node.line)


@TOP.line(rf"(no )?ip source-lockdown {LIST}", rf"(no )?ipv6 ra-guard ports {LIST}(?: log)?")
def _port_list(ctx: Reading, node: Node, no: str | None, ports: str) -> None:
    key = "ra_guard" if "ra-guard" in node.text else "lockdown"
    ctx.mark(ctx.see(ports), key, no is None, node.line)


flag("dhcp_snooping", "dhcp-snooping")
flag("arp_inspection", "arp-protect")
flag("lockdown.global", "ip source-lockdown")
TOP.ignore(
    "which DHCP servers are allowed narrows protection further; other options are no demand",
    r"(no )?dhcp-snooping (?:authorized-server|database|option|verify|max-bindings)(?: .+)?",
    r"(no )?arp-protect (?:validate|limit)(?: .+)?",
    r"(no )?ip source-binding .+",
)
TOP.ignore(
    "the model has no fact for the IPv6 twins yet",
    r"(no )?dhcpv6-snooping(?: .+)?",
    r"(no )?ipv6 (?:source-lockdown|source-binding|nd-snooping|nd snooping)(?: .+)?",
)


def settle(ctx: Reading) -> None:
    """Facts of the whole device."""
    _settle_stp(ctx)
    snooping = DhcpSnooping()
    inspection = ArpInspection()
    for name, facts in (("dhcp_snooping", snooping), ("arp_inspection", inspection)):
        enabled = ctx.on(name)
        listed = ctx.many.get(f"{name}.vlans", [])
        covered = frozenset[int]().union(*(s.value for s in listed)) if enabled else frozenset()
        facts.put(ctx.line(name), enabled=enabled)
        first = listed[0].line if listed else None
        facts.put(first if enabled or not first else ctx.line(name) or first, vlans=covered)
        ctx.device.put(None, **{name: facts})


def _settle_stp(ctx: Reading) -> None:
    enabled = ctx.on("stp")
    stp = Stp(None)
    stp.put(ctx.line("stp"), enabled=enabled)
    said = ctx.once.get("stp.mode")
    stp.put(said.line if said else None, mode=said.value if said else "mstp")
    lowest = min(ctx.many.get("stp.priority", []), default=None)
    value = lowest.value if lowest else DEFAULT_PRIORITY
    stp.put(lowest.line if lowest else None, priority=value)
    # with a tree for each VLAN the text does not tell the place in those that it does not name
    highest = max(ctx.many.get("stp.priority", []), default=None)
    if highest is None or stp.mode != "rapid-pvst":
        value = highest.value if highest else DEFAULT_PRIORITY
        stp.put(highest.line if highest else None, highest_priority=value)
    off = ctx.many.get("stp.off", []) if stp.mode == "rapid-pvst" else []
    vlans_off = frozenset[int]().union(*(s.value for s in off))
    stp.put(off[0].line if off else None, disabled_vlans=vlans_off)
    ctx.device.put(None, stp=stp)


def facts_of(ctx: Reading, name: str) -> dict[str, Facts]:
    """Facts of one port, as they act."""
    return {
        "stp": _stp_of(ctx, name),
        "loop": _loop_of(ctx, name),
        "storm_control": _storm(ctx, name),
        "dhcp_snooping": _listed(ctx, name, Trust(), "trusted", "dhcp_trust"),
        "arp_inspection": _listed(ctx, name, Trust(), "trusted", "arp_trust"),
        "ra_guard": _listed(ctx, name, RaGuard(), "enabled", "ra_guard"),
        "source_guard": _source_guard(ctx, name),
    }


def _listed(ctx: Reading, name: str, facts: Facts, fact: str, key: str) -> Facts:
    said = ctx.of(name, key)
    line = said.line if said else ctx.absent(name, key)
    facts.put(line, **{fact: bool(said and said.value)})
    return facts


def _stp_of(ctx: Reading, name: str) -> InterfaceStp:
    """Nothing acts while spanning tree is off; a BPDU filter undoes BPDU protection."""
    facts = InterfaceStp()
    running = ctx.on("stp")
    for fact, option in (
        ("bpdu_guard", "bpdu-protection"),
        ("bpdu_filter", "bpdu-filter"),
        ("root_guard", "root-guard"),
        ("loop_guard", "loop-guard"),
    ):
        said = ctx.of(name, option)
        line = said.line if said else ctx.absent(name, option)
        if said and said.value and not running:
            line = ctx.line("stp") or said.line
        facts.put(line, **{fact: bool(said and said.value and running)})
    if facts.bpdu_filter and facts.bpdu_guard:
        facts.put(facts.lines["bpdu_filter"], bpdu_guard=False)
    admin, auto = ctx.of(name, "admin-edge-port"), ctx.of(name, "auto-edge-port")
    by_hand = bool(admin and admin.value)
    edge = running and (by_hand or not (auto and not auto.value))
    decides = admin if by_hand or not auto else auto
    facts.put(decides.line if decides else None, edge_port=edge)
    return facts


def _loop_of(ctx: Reading, name: str) -> InterfaceLoop:
    """In VLAN mode a port is watched only in the VLANs of the list; else in its untagged one."""
    facts = InterfaceLoop()
    said = ctx.of(name, "loop")
    active = bool(said and said.value)
    line = said.line if said else ctx.absent(name, "loop")
    mode = ctx.once.get("loop.mode")
    if active and mode and mode.value == "vlan":
        watched = frozenset[int]().union(*(s.value for s in ctx.many.get("loop.vlans", [])))
        if not watched & vlans.vlans_of(ctx, name):
            active, line = False, mode.line
    facts.put(line, loop_detection=active)
    udld = ctx.of(name, "udld")
    facts.put(udld.line if udld else None, udld=bool(udld and udld.value))
    return facts


def _storm(ctx: Reading, name: str) -> StormControl:
    facts = StormControl()
    percent, kbps = ctx.of(name, "bcast_percent"), ctx.of(name, "bcast_kbps")
    said = percent or kbps
    # `broadcast-limit 0` is how older releases write "no limit"
    limited = bool(said) and not (percent and percent.value == "0")
    facts.put(said.line if said else None, broadcast=limited)
    if limited:
        value = float(percent.value) if percent else None
        facts.put(said.line if said else None, broadcast_percent=value)
    return facts


def _source_guard(ctx: Reading, name: str) -> SourceGuard:
    """Acts on untrusted ports in VLANs with DHCP snooping only (show ip source-lockdown status)."""
    facts = SourceGuard()
    said = ctx.of(name, "lockdown")
    if said is None and ctx.on("lockdown.global") and "lockdown" not in ctx.lists:
        return facts  # the bare command alone: which ports it means is not documented clearly
    if said is None or not said.value:
        line = said.line if said else ctx.absent(name, "lockdown")
        facts.put(line, enabled=False)
        return facts
    trust = ctx.of(name, "dhcp_trust")
    snooped = frozenset[int]().union(*(s.value for s in ctx.many.get("dhcp_snooping.vlans", [])))
    off = ctx.once.get("lockdown.global")
    acts = (
        ctx.on("dhcp_snooping")
        and bool(snooped & vlans.vlans_of(ctx, name))
        and not (trust and trust.value)
        and not (off and not off.value)
    )
    facts.put(said.line, enabled=acts)
    return facts
