"""What a FortiGate's explicit web proxy does, read from the text itself: no engine, no model.

A request is a client's: who asks, for which server and port, and by which line the firewall would
send it. A reading says of each condition (people, hours, kinds of request) whether it holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address, ip_network

from tests.flows.plain_text import Blocks, Entry, blocks

Reading = Mapping[str, bool]
END = "end"  # what `sec-default-action accept` lets pass
KINDS = {"HTTP": "HTTP", "CONNECT": "CONNECT", "FTP": "FTP", "SOCKS-TCP": "SOCKS"}


@dataclass(frozen=True)
class Request:
    """One request of a client to the proxy; `transport` is tcp or udp."""

    client: str
    server: str
    transport: str
    port: int
    ingress: str
    egress: str


class Proxy:
    """The explicit web proxy of a text without VDOMs."""

    def __init__(self, text: str) -> None:
        self.blocks: Blocks = blocks(text)
        self.settings = self._table("web-proxy explicit").get("", {})

    def _table(self, path: str) -> dict[str, Entry]:
        return self.blocks.get(("", path), {})

    def takes(self, request: Request) -> bool:
        """Whether the proxy answers this client at all, and can carry what it asks for."""
        port = self._table("system interface").get(request.ingress, {})
        on = self.settings.get("status") == ["enable"]
        listens = port.get("explicit-web-proxy") == ["enable"] and port.get("status") != ["down"]
        carries = request.transport == "tcp" or self.settings.get("socks") == ["enable"]
        return on and listens and carries and not self._kept_out(request)

    def _kept_out(self, request: Request) -> bool:
        """Whether a local-in policy refuses the client at the port of the proxy."""
        port = int(self.settings.get("http-incoming-port", ["8080"])[0])
        for entry in self._table("firewall local-in-policy").values():
            fits = (
                entry.get("status") != ["disable"]
                and request.ingress in entry.get("intf", [])
                and self._inside(request.client, entry.get("srcaddr", []))
                and any(_serves(self._service(n), "tcp", port) for n in entry.get("service", []))
            )
            if fits:
                return entry.get("action") != ["accept"]
        return False

    def decides(self, request: Request, reading: Reading) -> tuple[str, bool]:
        """Number of the policy that decides and whether it accepts; END, or `` for a refusal."""
        for number, entry in self._table("firewall proxy-policy").items():
            if entry.get("proxy") == ["explicit-web"] and self._fits(entry, request, reading):
                return number, entry.get("action", ["deny"]) == ["accept"]
        accepts = self.settings.get("sec-default-action") == ["accept"]
        return (END, True) if accepts else ("", False)

    def _fits(self, entry: Entry, request: Request, reading: Reading) -> bool:
        negated = {key: entry.get(f"{key}-negate") == ["enable"] for key in ("srcaddr", "dstaddr")}
        people = " or ".join(sorted([*entry.get("groups", []), *entry.get("users", [])]))
        hours = entry.get("schedule", ["always"])[0]
        return (
            entry.get("status") != ["disable"]
            and bool({"any", request.egress} & set(entry.get("dstintf", [])))
            and self._inside(request.client, entry["srcaddr"]) is not negated["srcaddr"]
            and self._inside(request.server, entry["dstaddr"]) is not negated["dstaddr"]
            and self._served(entry, request, reading)
            and (not people or reading[f"the user is in {people}"])
            and (hours == "always" or reading[f"the schedule {hours} runs"])
        )

    def _inside(self, host: str, names: list[str]) -> bool:
        return any(self._one(host, name) for name in names)

    def _one(self, host: str, name: str) -> bool:
        group = self._table("firewall addrgrp").get(name)
        if group is not None:
            return self._inside(host, group["member"])
        if name == "all":
            return True
        words = self._table("firewall address")[name]["subnet"]
        return ip_address(host) in ip_network("/".join(words))

    def _served(self, entry: Entry, request: Request, reading: Reading) -> bool:
        for name in entry["service"]:
            row = self._service(name)
            kind = KINDS.get(row["protocol"][0], "")
            udp_only = row["protocol"] == ["SOCKS-UDP"]
            fits = _serves(row, "", request.port) and (request.transport == "udp") >= udp_only
            fits = fits and not (kind and request.transport == "udp")
            if fits and (not kind or reading[f"the client asks the proxy by {kind}"]):
                return True
        return False

    def _service(self, name: str) -> Entry:
        everything = {"protocol": ["ALL"], "tcp-portrange": ["0-65535:0-65535"]}
        return self._table("firewall service custom").get(name) or everything


def _serves(row: Entry, transport: str, port: int) -> bool:
    """Whether a port is one of a service's; the transport only matters for plain services."""
    if transport and row.get("proxy") == ["enable"]:
        return False
    for word in row.get("tcp-portrange", []):
        low, _, high = word.partition(":")[0].partition("-")
        if int(low) <= port <= int(high or low):
            return True
    return False
