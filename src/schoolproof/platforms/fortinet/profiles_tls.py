"""How TLS is looked into."""

from __future__ import annotations

from schoolproof.model.filters import TlsInspection
from schoolproof.platforms.fortinet.firewall import firewall_of, vdoms
from schoolproof.platforms.fortinet.reading import Reading, afterwards, config, ignore_keys
from schoolproof.platforms.fortinet.settings import Settings
from schoolproof.platforms.fortinet.system import release_of

MODES = {"deep-inspection": "deep", "certificate-inspection": "certificate", "disable": "none"}
# Read-only factory profiles; a text that is only a part of the configuration may lack them.
FACTORY = {
    "certificate-inspection": "certificate",
    "deep-inspection": "deep",
    "custom-deep-inspection": "deep",
    "no-inspection": "none",
}
QUIC_SINCE = (7, 4, 0)  # before this release QUIC could not be looked into, so it passed
EXEMPT_BY_NAME = ("address", "address6", "wildcard-fqdn", "regex", "finger-print-category")

ignore_keys(
    "firewall ssl-ssh-profile",
    "certificates in use, logs, and what is looked into beside web traffic",
    "comment",
    "allowlist",
    "whitelist",
    "block-blocklisted-certificates",
    "block-blacklisted-certificates",
    "caname",
    "untrusted-caname",
    "server-cert",
    "server-cert-mode",
    "use-ssl-server",
    "ssl-exemption-ip-rating",
    "ssl-exemption-log",
    "ssl-exemptions-log",
    "ssl-anomaly-log",
    "ssl-anomalies-log",
    "ssl-negotiation-log",
    "ssl-server-cert-log",
    "ssl-handshake-log",
    "rpc-over-https",
    "mapi-over-https",
    "supported-alpn",
    "config ftps",
    "config imaps",
    "config pop3s",
    "config smtps",
    "config ssh",
    "config dot",
    "config ssl-server",
    "config ech-outer-sni",
)
for _part in ("https", "ssl"):
    ignore_keys(
        f"firewall ssl-ssh-profile/{_part}",
        "how single faults of a handshake are met",
        "ports",
        "client-cert-request",
        "client-certificate",
        "unsupported-ssl",
        "unsupported-ssl-version",
        "unsupported-ssl-cipher",
        "unsupported-ssl-negotiation",
        "invalid-server-cert",
        "expired-server-cert",
        "revoked-server-cert",
        "cert-validation-timeout",
        "cert-validation-failure",
        "cert-probe-failure",
        "sni-server-cert-check",
        "min-allowed-ssl-version",
        "proxy-after-tcp-handshake",
        "encrypted-client-hello",
        "udp-not-quic",
    )


@config("firewall ssl-ssh-profile")
def tls_inspections(reading: Reading, block: Settings) -> None:
    """Profiles for TLS; `config ssl` covers all ports and stands above `config https`."""
    for entry in block.edits():
        row = TlsInspection(entry.at, name=entry.name)
        https, every = entry.section("https"), entry.section("ssl")
        part, key = https, "status"
        for section in (https, every):
            for name in ("status", "inspect-all", "untrusted-server-cert"):
                section.text(name)
        if every.text("inspect-all", "disable") != "disable":
            part, key = every, "inspect-all"
        mode = MODES.get(part.text(key))
        if mode:
            row.put(part.line(key), mode=mode)
        quic = https.text("quic")
        if quic in {"inspect", "block", "bypass"}:
            row.put(https.line("quic"), quic=quic)
        untrusted = part.text("untrusted-server-cert")
        if untrusted in {"allow", "block", "ignore"}:
            row.put(part.line("untrusted-server-cert"), untrusted_certificate=untrusted)
        _exemptions(entry.section("ssl-exempt"), row)
        firewall_of(reading.device).tls_inspections.add(entry.key(), row)


def _exemptions(part: Settings, row: TlsInspection) -> None:
    """What is not decrypted: categories, and names of addresses and domains."""
    categories, names = set[str](), set[str]()
    for item in part.edits():
        category = item.text("fortiguard-category", "0")
        named = [item.text(key) for key in EXEMPT_BY_NAME]
        kind = item.text("type", "fortiguard-category")
        if kind == "fortiguard-category":
            categories.add(category)
        names.update(name for name in named if name and kind != "fortiguard-category")
    row.put(part.at, exempt_categories=frozenset(categories), exempt_addresses=frozenset(names))


@afterwards(turn=1)
def factory_profiles(reading: Reading) -> None:
    """The factory's profiles exist even where the text lacks them."""
    table = firewall_of(reading.device).tls_inspections
    for vdom in vdoms(reading):
        block = reading.block("firewall ssl-ssh-profile", vdom)
        for name, mode in FACTORY.items():
            if block.key(name) not in table:
                row = table.add(block.key(name), TlsInspection(None, name=name))
                row.put(None, mode=mode)
    if (0, 0, 0) < release_of(reading) < QUIC_SINCE:
        for row in table:
            row.default(quic="bypass")
