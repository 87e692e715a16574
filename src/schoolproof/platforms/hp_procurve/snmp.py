"""SNMP: communities, version 3 users and groups, trap targets.

Source of the groups' levels: Management and Configuration Guide 16.09, "Group access levels".
"""

from __future__ import annotations

import re

from schoolproof.model import Table, secret_in
from schoolproof.model.management import Snmp, SnmpCommunity, SnmpUser
from schoolproof.parse import Node
from schoolproof.platforms.hp_procurve.reading import TOP, Reading, flag, unquoted

VALUE = r'("[^"]*"|\S+)'
LEVELS = {
    "managerpriv": "priv",
    "managerauth": "auth",
    "operatorauth": "auth",
    "operatornoauth": "noauth",
}
CIPHERS = {
    "des": "des",
    "aes": "aes128",
    "aes128": "aes128",
    "aes192": "aes192",
    "aes256": "aes256",
}
USER = re.compile(
    rf"snmpv3 user\s+{VALUE}(?:\s+auth\s+(md5|sha\d*)(?:\s+{VALUE})?)?"
    rf"(?:\s+priv\s+(?:(des|aes\d*)\s+)?{VALUE})?"
)

flag("snmp", r"snmp-server enable")
flag("snmpv3", r"snmpv3 enable")
flag("snmpv3.only", r"snmpv3 only")
flag("snmpv3.restricted", r"snmpv3 restricted-access")


@TOP.line(rf"(no )?snmp-server community {VALUE}((?: [A-Za-z]+)*)")
def _community(ctx: Reading, node: Node, no: str | None, name: str, rest: str) -> None:
    """`unrestricted` may write; without a word the device takes `restricted`."""
    if no is None:
        ctx.add("communities", (name, rest.lower().split()), node.line)


@TOP.line(r"snmp-server host (\S+)((?: .+)?)")
def _host(ctx: Reading, node: Node, host: str, _rest: str) -> None:
    ctx.add("traps", unquoted(host), node.line)


@TOP.line(rf"snmpv3 targetaddress\s+{VALUE}\s+params\s+{VALUE}\s+(\S+)(?: .+)?")
def _target(ctx: Reading, node: Node, _name: str, _params: str, host: str) -> None:
    ctx.add("traps", host, node.line)


@TOP.section(r"snmpv3 user\s+.+")
def _user(ctx: Reading, node: Node) -> None:
    found = USER.fullmatch(node.text)
    if found is None:
        ctx.unread.append(node)
        return
    name, auth, _, cipher, key = found.groups()
    user = SnmpUser(node.line, name=unquoted(name))
    hidden = auth is None and not ctx.on("credentials")
    if not hidden:  # keys are printed with `include-credentials` only
        level = "priv" if auth and key else "auth" if auth else "noauth"
        user.put(node.line, level=level, auth_protocol=auth)
        known = CIPHERS.get(cipher or "des") if level == "priv" else None
        user.put(node.line, priv_protocol=known)
    ctx.add("snmp users", user, node.line)


@TOP.line(rf"snmpv3 group\s+{VALUE}\s+user\s+{VALUE}\s+sec-model\s+(\S+)")
def _group(ctx: Reading, node: Node, name: str, _user: str, model: str) -> None:
    if model.lower() != "ver3":
        return
    group = SnmpUser(node.line, name=unquoted(name))
    level = LEVELS.get(group.name.lower())
    if level:
        group.put(node.line, level=level)
    ctx.add("snmp groups", group, node.line)


TOP.ignore(
    "no demand rests on it",
    r"snmp-server (?:contact|location) .+",
    r"(no )?snmp-server (?:enable traps|trap-source|response-source|mib|suppress-snmp-traps"
    r"|snmp-traps|listen|v3-encryption-key-config-policy)(?: .+)?",
    r"(no )?snmpv3 (?:engineid|params|notify|community|remote-engine-id|view|access)(?: .+)?",
)


def settle(ctx: Reading) -> None:
    """Communities that still answer: none with `snmpv3 only`."""
    snmp = Snmp()
    snmp.put(ctx.line("snmp"), enabled=ctx.on("snmp", default=True))
    communities = Table[SnmpCommunity]()
    only = ctx.on("snmpv3.only")
    for said in [] if only else ctx.many.get("communities", []):
        _add_community(ctx, communities, said.line, *said.value)
    snmp.put(ctx.line("snmpv3.only") if only else None, communities=communities)
    for fact, key in (("users", "snmp users"), ("groups", "snmp groups")):
        table = Table[SnmpUser]()
        for said in ctx.many.get(key, []):
            table.add(said.value.name, said.value)
        snmp.put(None, **{fact: table})
    traps = ctx.many.get("traps", [])
    targets = tuple(dict.fromkeys(s.value for s in traps))
    snmp.put(traps[0].line if traps else None, trap_targets=targets)
    ctx.device.put(None, snmp=snmp)


def _add_community(
    ctx: Reading, table: Table[SnmpCommunity], line: int, name: str, words: list[str]
) -> None:
    """The text of a community is a secret: only its token may name it."""
    secret = secret_in(name)
    label = str(secret) if secret else f"in line {line}"
    row = table.add(label, SnmpCommunity(line, name=label, acl=None))
    if secret:
        row.put(line, secret=secret)
    if ctx.on("snmpv3.restricted"):
        row.put(ctx.line("snmpv3.restricted"), writable=False)
    else:
        row.put(line, writable="unrestricted" in words)
