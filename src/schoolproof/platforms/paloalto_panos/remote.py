"""GlobalProtect: the gateways by which people come in, and who checks their names.

Every gateway and portal asks for an authentication profile or a client's certificate; both name
the person. Source: GlobalProtect Administrator's Guide, Configure a GlobalProtect Gateway.
"""

from __future__ import annotations

from schoolproof.model import Table
from schoolproof.model.firewall import SslVpn
from schoolproof.parse.items import Item
from schoolproof.platforms.paloalto_panos.management import TLS
from schoolproof.platforms.paloalto_panos.reading import Reading, Scope, reader
from schoolproof.platforms.paloalto_panos.rules import hidden

KINDS = ("global-protect-gateway", "global-protect-portal")


@reader(turn=2)
def gateways(reading: Reading) -> None:
    """Gateways and portals. Of a device that Panorama manages some may not be in the text."""
    if reading.root.at("deviceconfig", "system") is None or hidden(reading):
        return
    table = Table[SslVpn]()
    for scope in reading.scopes:
        head = f"{scope.name}/" if scope.name else ""
        for kind in KINDS:
            for item in scope.own.each("global-protect", kind):
                table.add(f"{head}{kind}/{item.name}", _gateway(scope, item))
    reading.firewall.put(None, ssl_vpns=table)


def _gateway(scope: Scope, item: Item) -> SslVpn:
    part = item.at("portal-config") or item  # a portal keeps its settings one word deeper
    row = SslVpn(item.line, enabled=not item.flag("disabled"), name=item.name)
    port = part.value("local-address", "interface")
    row.put(part.at_line("local-address"), interfaces=(port,) if port else ())
    asked = [c.value("authentication-profile") for c in part.each("client-auth")]
    asked += [part.value("certificate-profile")]
    row.put(part.at_line("client-auth") or item.line, groups=tuple(n for n in asked if n))
    name = part.value("ssl-tls-service-profile")
    found = scope.find("ssl-tls-service-profile", name) if name else None
    word = found.value("protocol-settings", "min-version") if found is not None else None
    if word in TLS:
        row.put(part.at_line("ssl-tls-service-profile"), tls_min=TLS[word])
    item.read_all()
    return row
