"""The first draft of a site file: what was seen, in comments; what only people know, as TODO."""

from __future__ import annotations

from collections.abc import Iterator
from string import Template

from schoolproof.check.load import built_in_folder
from schoolproof.model import ALL_VLANS, Interface
from schoolproof.start import seen
from schoolproof.start.found import Found
from schoolproof.start.words import flow, guess, listed, remark, spans

TODO = "TODO"


def site_draft(slug: str, name: str, phase: str, found: list[Found]) -> str:
    """The text of `inventory/sites/<slug>.yaml`; it loads as it is and declares nothing yet."""
    networks = seen.networks(found)
    by_vlan = {n.vlan: next(iter(n.names), "") for n in networks if n.vlan is not None}
    parts = {
        "networks": _networks(networks),
        "ssids": _ssids(found, by_vlan),
        "ports": _ports(found),
        "services": _services(found),
        "lines": _lines(found),
    }
    texts = {word: "\n".join(lines) or "# none was seen" for word, lines in parts.items()}
    form = (built_in_folder("template") / "draft" / "site.yaml").read_text("utf-8")
    return Template(form).substitute(texts, slug=slug, name=flow(name), phase=phase)


def _networks(networks: list[seen.SeenNetwork]) -> Iterator[str]:
    for network in networks:
        names = list(network.names)
        guessed = next((found for found in map(guess, names) if found), None)
        entry = {
            "vlan": network.vlan,
            "name": names[0] if names else None,
            "purpose": guessed or TODO,
            "subnets": list(network.subnets),
        }
        kept = {word: value for word, value in entry.items() if value}
        notes = ["purpose guessed from the name"] if guessed else []
        if len(names) > 1:
            notes.append(f"also called {listed(names[1:])}")
        notes.append(f"on {listed(network.hosts)}")
        yield f"#   - {flow(kept)}  # {'; '.join(notes)}"


def _ssids(found: list[Found], by_vlan: dict[int, str]) -> Iterator[str]:
    for name, vlans in seen.ssids(found).items():
        landed = [by_vlan[vlan] for vlan in sorted(vlans) if by_vlan.get(vlan)]
        entry = {"ssid": name, "audience": guess(name) or TODO, "networks": landed or [TODO]}
        note = "audience guessed from the name" if guess(name) else "whom is it for?"
        yield f"#   - {flow(entry)}  # {note}"


def _ports(found: list[Found]) -> Iterator[str]:
    """Each host's trunks. Whether one goes up, down or to an access point, people know."""
    for one in found:
        every = list(seen.trunks(one.device))
        trunks = [(port, vlans) for port, vlans in every if not seen.is_telephone(port, vlans)]
        desks = len(every) - len(trunks)
        if every:
            yield f"#   {flow(one.name)}:"
        if desks:
            yield f"#     phones: any_with_voice_vlan  # ports with one tagged VLAN: {desks}"
        if trunks:
            yield f"#     {TODO}:  # uplinks, downlinks, access_points, servers or controllers"
        for port, vlans in trunks:
            yield f"#       - {flow({'port': port.name})}  # {_carried(port, vlans)}"


def _carried(port: Interface, vlans: frozenset[int]) -> str:
    numbers = "every VLAN" if vlans == ALL_VLANS else f"VLAN {remark(spans(vlans)) or 'none'}"
    said = seen.known(port, "description", "")
    return f"carries {numbers}" + (f"; described as {flow(remark(said))}" if said else "")


def _services(found: list[Found]) -> Iterator[str]:
    for kind, servers in seen.servers(found).items():
        yield f"#   {kind}: {flow(servers)}"


def _lines(found: list[Found]) -> Iterator[str]:
    for interface, host in seen.lines(found):
        entry = {"name": TODO, "interface": interface, "kind": TODO, "role": "main"}
        yield f"#   - {flow(entry)}  # on {host}"
