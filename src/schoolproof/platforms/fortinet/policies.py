"""Policies in the order of the text, with the profiles that act on their traffic.

Keys and names: `vdom/5` where the device has VDOMs, else `5`; policies of the old IPv6 table have
the key `ipv6:5` and come after the others. In policy-based mode the table holds
`config firewall security-policy`, since those rules decide; `config firewall policy` then only
says what is decrypted.

What narrows a policy beyond addresses and services stands in `internet_services`: vendor lists by
name, with `source:` where they are sources and `not:` where negated, and `condition:key` for the
rest. A proof may take such a policy as a maybe only.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from schoolproof.model import Table
from schoolproof.model.policies import FirewallPolicy
from schoolproof.platforms.fortinet.firewall import firewall_of, key6, vdoms
from schoolproof.platforms.fortinet.objects import address_keys
from schoolproof.platforms.fortinet.reading import Reading, afterwards, config
from schoolproof.platforms.fortinet.settings import Settings, Words
from schoolproof.platforms.fortinet.system import release_of

# fact → (key in the policy or profile group, block of the profile)
PROFILES = {
    "web_filter": ("webfilter-profile", "webfilter profile"),
    "dns_filter": ("dnsfilter-profile", "dnsfilter profile"),
    "app_control": ("application-list", "application list"),
    "ips": ("ips-sensor", "ips sensor"),
    "antivirus": ("av-profile", "antivirus profile"),
    "tls_inspection": ("ssl-ssh-profile", "firewall ssl-ssh-profile"),
}
LIST_KINDS = ("name", "id", "group", "custom", "custom-group", "fortiguard")
CONDITIONS = (
    "src-vendor-mac",
    "ztna-ems-tag",
    "ztna-ems-tag-secondary",
    "ztna-geo-tag",
    "reputation-minimum",
    "reputation-minimum6",
    "network-service-dynamic",
    "network-service-src-dynamic",
    "tos-negate",
    "rtp-addr",
    "devices",
    "sgt",
    "ntlm",
    "url-risk",
    "device-ownership",
)
NO_CONDITION = frozenset({"0", "disable"})
PEOPLE = ("groups", "fsso-groups", "users")
P = TypeVar("P", bound=FirewallPolicy)
MATCH_VIP_SINCE = (7, 2, 3)
LOGS = {"all": "all", "utm": "utm", "disable": "none"}


@config("firewall policy", "firewall policy6", "firewall security-policy")
def policies(reading: Reading, block: Settings) -> None:
    """One table of policies of one VDOM."""
    table = firewall_of(reading.device).policies
    based = is_policy_based(reading, block.vdom)
    listed = based == block.path.endswith("security-policy")
    for _ in add_policies(reading, block, table if listed else Table(), FirewallPolicy):
        pass


def add_policies(
    reading: Reading, block: Settings, table: Table[P], kind: type[P]
) -> Iterator[tuple[Settings, P]]:
    """Read each entry of a block into a table, numbered within its VDOM."""
    six = block.path.endswith("6")
    order = sum(1 for row in table if row.vdom == block.vdom)
    for order_of, entry in enumerate(block.edits(), start=order + 1):
        row = kind(entry.at, number=entry.name, vdom=entry.vdom)
        read_policy(reading, entry, row, six=six)
        row.put(entry.at, order=order_of)
        yield entry, table.add(key6(entry, entry.name) if six else entry.key(), row)


def is_policy_based(reading: Reading, vdom: str | None) -> bool:
    """Whether this VDOM decides by applications and categories (NGFW mode policy-based)."""
    return reading.block("system settings", vdom).text("ngfw-mode") == "policy-based"


@afterwards()
def mode(reading: Reading) -> None:
    """One policy-based VDOM makes the device policy-based."""
    blocks = [reading.block("system settings", vdom) for vdom in vdoms(reading)]
    based = [block for block in blocks if block.text("ngfw-mode") == "policy-based"]
    line = (based or blocks)[0].line("ngfw-mode")
    firewall_of(reading.device).put(line, policy_mode="policy" if based else "profile")


def read_policy(reading: Reading, entry: Settings, row: FirewallPolicy, *, six: bool) -> None:
    """All facts of one policy but its number and order."""
    row.put(entry.line("name"), name=entry.text("name"))
    row.put(entry.line("status"), enabled=entry.flag("status", default=True))
    action = entry.text("action", "deny")
    if action in {"accept", "deny", "ipsec"}:
        row.put(entry.line("action"), action=action)
    for key, fact in (("srcintf", "source_zones"), ("dstintf", "destination_zones")):
        if entry.has(key):
            row.put(entry.line(key), **{fact: entry.list(key)})
    limits = _lists(entry)
    _addresses(reading, entry, row, six=six)
    _services(entry, row)
    row.put(limits[1], internet_services=limits[0])
    row.put(
        entry.line(*PEOPLE), groups=tuple(dict.fromkeys(n for k in PEOPLE for n in entry.list(k)))
    )
    _applications(entry, row)
    if entry.has("match-vip"):
        row.put(entry.line("match-vip"), match_vip=entry.flag("match-vip", default=False))
    _handling(reading, entry, row, action)
    _profiles(reading, entry, row, action)


def _addresses(reading: Reading, entry: Settings, row: FirewallPolicy, *, six: bool) -> None:
    """Sources and destinations. With neither family and no list written they stay unset."""
    for side, fact, tail in (("src", "source", "-src"), ("dst", "destination", "")):
        key, key_6 = f"{side}addr", f"{side}addr6"
        names, names_6 = entry.list(key), entry.list(key_6)
        if six:
            names, names_6 = (), names
        names = _servers(reading, entry, names)
        names_6 = _servers(reading, entry, names_6, six=True)
        lists = [entry.flag(f"internet-service{n}{tail}", default=False) for n in ("", "6")]
        if names or names_6 or any(lists):
            row.put(entry.line(key), **{f"{fact}s": names})
            if not entry.flag(f"{key_6}-negate", default=False):
                row.put(entry.line(key_6, key), **{f"{fact}s6": names_6})
        negate = entry.flag(f"{key}-negate", default=False)
        row.put(entry.line(f"{key}-negate"), **{f"{fact}_negate": negate})


def _servers(reading: Reading, entry: Settings, names: Words, *, six: bool = False) -> Words:
    """Keys of addresses and published servers; a group of published servers by its members."""
    groups = reading.block("firewall vipgrp6" if six else "firewall vipgrp", entry.vdom)
    found: list[str] = []
    for name in names:
        group = groups.edit(name) if groups else None
        found.extend(group.list("member") if group else (name,))
    return address_keys(entry, tuple(dict.fromkeys(found)), six=six)


def _lists(entry: Settings) -> tuple[Words, int | None]:
    """Vendor lists and other conditions that narrow the policy, and the first line of them."""
    found: list[str] = []
    lines: list[int] = []
    for stem, mark in (
        ("internet-service-src", "source:"),
        ("internet-service6-src", "source:"),
        ("internet-service", ""),
        ("internet-service6", ""),
    ):
        keys = [f"{stem}-{kind}" for kind in LIST_KINDS]
        negated = "not:" if entry.flag(f"{stem}-negate", default=False) else ""
        names = [name for key in keys for name in entry.list(key)]
        if entry.flag(stem, default=False):
            found += [f"{mark}{negated}{name}" for name in names]
            lines += [line for key in (*keys, stem) if (line := entry.line(key))]
    for key in CONDITIONS:
        if set(entry.list(key)) - NO_CONDITION:
            found.append(f"condition:{key}")
            lines += [line for line in (entry.line(key),) if line]
    return tuple(found), min(lines, default=None)


def _services(entry: Settings, row: FirewallPolicy) -> None:
    """Services; a policy on a vendor's list has none, the list holds the ports."""
    names = tuple(entry.key(name) for name in entry.list("service"))
    if names or entry.flag("internet-service", default=False):
        row.put(entry.line("service"), services=names)
    row.put(
        entry.line("service-negate"), service_negate=entry.flag("service-negate", default=False)
    )


def _applications(entry: Settings, row: FirewallPolicy) -> None:
    apps = (*entry.list("application"), *(f"group:{name}" for name in entry.list("app-group")))
    row.put(entry.line("application", "app-group"), applications=apps)
    row.put(entry.line("app-category"), app_categories=entry.list("app-category"))
    row.put(entry.line("url-category"), url_categories=entry.list("url-category"))


def _handling(reading: Reading, entry: Settings, row: FirewallPolicy, action: str) -> None:
    """When it acts, what it logs, how it translates."""
    row.put(entry.line("schedule"), schedule=entry.key(entry.text("schedule", "always")))
    written = entry.text("logtraffic")
    # Refused traffic is never looked into, so without a line nothing of it is logged.
    log = LOGS.get(written) if written else ("none" if action == "deny" else "utm")
    if log:
        row.put(entry.line("logtraffic"), log=log)
    nat = entry.flag("nat", default=False)
    central = reading.block("system settings", entry.vdom).flag("central-nat", default=False)
    pool = entry.flag("ippool", default=False) or bool(entry.get("natip"))
    if not central:
        row.put(entry.line("nat"), nat=nat)
    if not central and nat:
        row.put(entry.line("ippool"), nat_pool=pool)
    row.put(entry.line("comments"), comment=entry.text("comments"))
    inspection = entry.text("inspection-mode", "flow")
    if inspection in {"flow", "proxy"}:
        row.put(entry.line("inspection-mode"), inspection_mode=inspection)


def _profiles(reading: Reading, entry: Settings, row: FirewallPolicy, action: str) -> None:
    """Single profiles, or those of the group. With `utm-status` off none of them acts."""
    active = entry.flag("utm-status", default=False) and action != "deny"
    row.put(entry.line("utm-status"), profiles_active=active)
    grouped = entry.text("profile-type", "single") == "group"
    name = entry.text("profile-group")
    source = reading.block("firewall profile-group", entry.vdom).edit(name) if grouped else entry
    for fact, (key, path) in PROFILES.items():
        written = entry.text(key)
        if not active:
            row.put(entry.line("utm-status"), **{fact: None})
            continue
        if source is None:
            continue
        if grouped:
            written = source.text(key)
        elif key == "ssl-ssh-profile":
            written = written or "no-inspection"
        if written or key != "ssl-ssh-profile":
            profile = profile_key(reading, entry, path, written) if written else None
            row.put(source.line(key) or entry.line("profile-group"), **{fact: profile})


def profile_key(reading: Reading, entry: Settings, path: str, name: str) -> str:
    """The key of a profile: of this VDOM, or of the whole device (names that begin with `g-`)."""
    if entry.vdom and not reading.block(path, entry.vdom).edit(name):
        shared = reading.block(path, None)
        if shared and shared.edit(name):
            return name
    return entry.key(name)


@afterwards(turn=1)
def zones_by_key(reading: Reading) -> None:
    """Zones belong to a VDOM, so policies name them by key; interfaces keep their bare names."""
    firewall = firewall_of(reading.device)
    for row in (*firewall.policies, *firewall.proxy_policies):
        for fact in ("source_zones", "destination_zones"):
            if row.vdom and fact in row.lines:
                keys = {name: f"{row.vdom}/{name}" for name in getattr(row, fact)}
                found = tuple(key if key in firewall.zones else name for name, key in keys.items())
                row.put(row.lines[fact], **{fact: found})


@afterwards(turn=1)
def published_servers(reading: Reading) -> None:
    """Whether a refusal holds for published servers too, where no line says it."""
    default = release_of(reading) >= MATCH_VIP_SINCE
    for row in firewall_of(reading.device).policies:
        row.default(match_vip=default and "action" in row.lines and row.action == "deny")


@afterwards(turn=1)
def decryption_in_policy_mode(reading: Reading) -> None:
    """Policy-based: what is decrypted stands in the other table, and counts when it is the same."""
    table = firewall_of(reading.device).policies
    for vdom in vdoms(reading):
        if not is_policy_based(reading, vdom):
            continue
        block = reading.block("firewall policy", vdom)
        entries = [e for e in block.edits() if e.flag("status", default=True)]
        names = {e.text("ssl-ssh-profile", "no-inspection") for e in entries}
        for row in table:
            if row.vdom == vdom:
                _decrypted_by(reading, row, entries, names)


def _decrypted_by(
    reading: Reading, row: FirewallPolicy, entries: list[Settings], names: set[str]
) -> None:
    if "tls_inspection" in row.lines:
        del row.tls_inspection, row.lines["tls_inspection"]
    if len(names) == 1:
        key = profile_key(reading, entries[0], PROFILES["tls_inspection"][1], *names)
        row.put(entries[0].line("ssl-ssh-profile"), tls_inspection=key)
