"""RADIUS and TACACS+ servers: blocks, old single lines, groups, and who is told of sessions."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from schoolproof.model import Secret, Table, secret_in
from schoolproof.model.management import RadiusServer
from schoolproof.parse import Node
from schoolproof.platforms.cisco_ios.aaa import REMOTE, notes
from schoolproof.platforms.cisco_ios.top import TOP, Reading
from schoolproof.platforms.lines import Lines

PROTOCOL = r"(radius|tacacs)"


@dataclass(slots=True)
class ServerNotes:
    """Members of groups in order, and keys that serve for all servers of a protocol."""

    members: dict[str, list[str]] = field(default_factory=dict)
    keys: dict[str, tuple[Secret, int]] = field(default_factory=dict)


def state(reading: Reading) -> ServerNotes:
    """What this file saw so far."""
    found: ServerNotes = reading.notes.setdefault("servers", ServerNotes())
    return found


def _server(reading: Reading, name: str, protocol: str, line: int) -> RadiusServer:
    device = reading.device
    if "radius_servers" not in device.lines:
        device.put(None, radius_servers=Table())
    known = device.radius_servers.get(name)
    return known or device.radius_servers.add(
        name, RadiusServer(line, name=name, protocol=protocol)
    )


def _key(server: RadiusServer, node: Node) -> None:
    secret = secret_in(node.text)
    if secret:
        server.put(node.line, secret=secret)


BLOCK = Lines()


@TOP.section(PROTOCOL + r" server (\S+)")
def _block(reading: Reading, node: Node, protocol: str, name: str) -> None:
    BLOCK.read(node.children, _server(reading, name, protocol, node.line), reading.unread)


@BLOCK.line(r"address (?:ipv4|ipv6) (\S+).*")
def _address(server: RadiusServer, node: Node, address: str) -> None:
    server.put(node.line, address=address)


@BLOCK.line(r"(?:pac )?key .+")
def _block_key(server: RadiusServer, node: Node) -> None:
    _key(server, node)


BLOCK.ignore(
    "how the server is asked, not which",
    r"(?:no )?(?:timeout|retransmit|port|single-connection|automate-tester|backoff)\b ?.*",
    r"(?:non-standard|domain-stripping|tls|dtls|dscp|attribute|pac|send-nat-address)\b ?.*",
    r"description .+",
)


@TOP.line(PROTOCOL + r"-server host (\S+)(?: .+)?")
def _old_line(reading: Reading, node: Node, protocol: str, address: str) -> None:
    server = _server(reading, address, protocol, node.line)
    server.put(node.line, address=address)
    _key(server, node)


@TOP.line(PROTOCOL + r"-server key .+")
def _common_key(reading: Reading, node: Node, protocol: str) -> None:
    secret = secret_in(node.text)
    if secret:
        state(reading).keys[protocol] = (secret, node.line)


GROUP = Lines()


@TOP.section(r"aaa group server (radius|tacacs\+|ldap) (\S+)")
def _group(reading: Reading, node: Node, protocol: str, name: str) -> None:
    notes(reading).groups[name] = REMOTE[protocol]
    state(reading).members.setdefault(name, [])
    GROUP.read(node.children, (reading, REMOTE[protocol], name), reading.unread)


@GROUP.line(r"server name (\S+)", r"server (?!name )(\S+)(?: .+)?")
def _member(context: tuple[Reading, str, str], _node: Node, name: str) -> None:
    reading, _, group = context
    state(reading).members[group].append(name)


@GROUP.line(r"server-private (\S+)(?: .+)?")
def _private(context: tuple[Reading, str, str], node: Node, address: str) -> None:
    reading, protocol, group = context
    server = _server(reading, address, protocol, node.line)
    server.put(node.line, address=address)
    _key(server, node)
    state(reading).members[group].append(address)


GROUP.ignore(
    "how the servers are reached and shared",
    r"(?:no )?(?:ip|ipv6) (?:vrf forwarding|(?:tacacs|radius) source-interface)\b ?.*",
    r"(?:no )?(?:(?:ip |ipv6 )?source-interface|vrf)\b ?.*",
    r"(?:no )?(?:deadtime|load-balance|mac-delimiter|subscriber|attribute|throttle|cache)\b ?.*",
    r"(?:no )?(?:accounting|authorization|domain-stripping|key-wrap)\b ?.*",
    r"(?:no )?(?:backoff|retransmit|timeout)\b ?.*",
)


def servers_of(reading: Reading, words: list[str]) -> tuple[str, ...]:
    """Names of the servers that the groups of a method list ask, in order."""
    result: list[str] = []
    for before, word in pairwise(words):
        if before != "group":
            continue
        if word in REMOTE:
            result += [s.name for s in _all(reading) if s.protocol == REMOTE[word]]
        else:
            result += state(reading).members.get(word, [])
    return tuple(dict.fromkeys(result))


def _all(reading: Reading) -> tuple[RadiusServer, ...]:
    return tuple(reading.device.radius_servers)


def settle(reading: Reading) -> None:
    """Common keys, and which servers are told when sessions begin and end."""
    reading.device.default(radius_servers=Table())
    told: dict[str, int] = {}
    for words, line in notes(reading).accounting.values():
        for name in servers_of(reading, words):
            told.setdefault(name, line)
    keys = state(reading).keys
    for server in reading.device.radius_servers:
        server.put(told.get(server.name), accounting=server.name in told)
        if "secret" not in server.lines and server.protocol in keys:
            secret, line = keys[server.protocol]
            server.put(line, secret=secret)
