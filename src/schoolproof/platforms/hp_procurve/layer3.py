"""The out-of-band port, loopbacks and tunnels: addresses without a switching family."""

from __future__ import annotations

from schoolproof.model import Interface
from schoolproof.parse import Node
from schoolproof.platforms.hp_procurve.reading import TOP, Reading
from schoolproof.platforms.hp_procurve.vlans import NO_LISTS, address
from schoolproof.platforms.lines import Lines

L3 = Lines()


@TOP.section(r"(oobm)", r"interface (loopback \d+|tunnel \d+)", r"interface (lo\d+)")
def _other(ctx: Reading, node: Node, name: str) -> None:
    kind = "management" if name == "oobm" else "tunnel" if "tunnel" in name else "loopback"
    port = Interface(node.line, name=name, kind=kind, routed=True, lag=None)
    port.put(None, enabled=True, addresses=(), dhcp_client=False, vrf=None, **NO_LISTS)
    L3.read(node.commands(), (ctx, port), ctx.unread)
    ctx.device.interfaces.add(name, port)


@L3.line(r"ip address (\d\S*(?: \d\S*)?)", r"ipv6 address (\S+:\S*)(?: link-local)?")
def _l3_address(ctx: tuple[Reading, Interface], node: Node, text: str) -> None:
    found = address(text)
    if found is not None:
        ctx[1].put(node.line, addresses=(*ctx[1].addresses, found))


@L3.line(r"ip address dhcp-bootp")
def _l3_dhcp(ctx: tuple[Reading, Interface], node: Node) -> None:
    ctx[1].put(node.line, dhcp_client=True)


@L3.line(r"(disable|enable)")
def _l3_disable(ctx: tuple[Reading, Interface], node: Node, word: str) -> None:
    ctx[1].put(node.line, enabled=word == "enable")


L3.ignore(
    "no control reads it",
    r"no ip address",
    r"(no )?ipv6 (?:enable|address (?:dhcp full|autoconfig)|default-gateway \S+)",
    r"ip default-gateway \S+",
    r"member \d+",
    r"interface speed-duplex \S+",
    r"(no )?ip ospf(?: .+)?",
    r"tunnel \S+(?: .+)?",
)
