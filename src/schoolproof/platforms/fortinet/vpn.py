"""Remote access and tunnels: IPsec phase 1 and SSL VPN."""

from __future__ import annotations

from schoolproof.model.firewall import SslVpn, VpnTunnel
from schoolproof.platforms.fortinet.firewall import firewall_of
from schoolproof.platforms.fortinet.reading import Reading, config, ignore_blocks, ignore_keys
from schoolproof.platforms.fortinet.settings import Settings

TLS = {"tls1-0": "1.0", "tls1-1": "1.1", "tls1-2": "1.2", "tls1-3": "1.3"}

for _path in ("vpn ipsec phase1-interface", "vpn ipsec phase1"):
    ignore_keys(
        _path,
        "the key itself, which the list of secrets holds",
        "psksecret",
        "psksecret-remote",
        "ppk-secret",
        "authpasswd",
        "group-authentication-secret",
    )
    ignore_keys(
        _path,
        "ends of the tunnel, and which peer may come",
        "interface",
        "local-gw",
        "remote-gw",
        "remote-gw6",
        "remotegw-ddns",
        "ip-version",
        "localid",
        "localid-type",
        "peer",
        "peerid",
        "peergrp",
        "peertype",
        "usrgrp",
        "certificate",
        "certificate-method",
        "authmethod",
        "authmethod-remote",
        "authusr",
        "acct-verify",
        "comments",
        "name",
        "wizard-type",
        "monitor",
        "digital-signature-auth",
        "signature-hash-alg",
        "send-cert-chain",
        "include-local-lan",
        "save-password",
        "client-auto-negotiate",
        "client-keep-alive",
        "network-id",
        "network-overlay",
    )
    ignore_keys(
        _path,
        "addresses that clients are given",
        "mode-cfg",
        "assign-ip",
        "assign-ip-from",
        "ipv4-start-ip",
        "ipv4-end-ip",
        "ipv4-netmask",
        "ipv4-name",
        "ipv4-dns-server1",
        "ipv4-dns-server2",
        "ipv4-dns-server3",
        "ipv4-split-include",
        "split-include-service",
        "dns-mode",
        "domain",
        "dns-suffix-search",
        "mode-cfg-ip-version",
        "exchange-ip-addr4",
        "exchange-interface-ip",
        "exchange-fgt-device-id",
        "ip-fragmentation",
        "unity-support",
    )
    ignore_keys(
        _path,
        "routes, timers, transport and discovery of further tunnels",
        "net-device",
        "tunnel-search",
        "passive-mode",
        "add-route",
        "add-gw-route",
        "distance",
        "priority",
        "aggregate-member",
        "aggregate-weight",
        "auto-negotiate",
        "auto-discovery-sender",
        "auto-discovery-receiver",
        "auto-discovery-forwarder",
        "auto-discovery-shortcuts",
        "auto-discovery-psk",
        "auto-discovery-offer-interval",
        "auto-discovery-dialup-placeholder",
        "keylife",
        "keepalive",
        "dpd",
        "dpd-retrycount",
        "dpd-retryinterval",
        "idle-timeout",
        "idle-timeoutinterval",
        "shared-idle-timeout",
        "nattraversal",
        "fragmentation",
        "fragmentation-mtu",
        "encapsulation",
        "encapsulation-address",
        "transport",
        "rekey",
        "reauth",
        "loopback-asymroute",
        "vni",
        "npu-offload",
        "inbound-dscp-copy",
        "cert-trust-store",
        "dev-id",
        "dev-id-notification",
        "enforce-unique-id",
        "fec-egress",
        "fec-ingress",
        "fgsp-sync",
        "suite-b",
        "childless-ike",
        "kms",
        "fallback-tcp-threshold",
        "esn",
        "link-cost",
    )
ignore_blocks(
    "what crosses a tunnel: phase 1 decides who gets in",
    "vpn ipsec phase2-interface",
    "vpn ipsec phase2",
)
ignore_blocks("how a browser's start page looks and what it checks", "vpn ssl web")
ignore_keys(
    "vpn ssl settings",
    "certificates, timers, addresses and names that clients are given",
    "servercert",
    "banned-cipher",
    "ciphersuite",
    "algorithm",
    "ssl-max-proto-ver",
    "reqclientcert",
    "force-two-factor-auth",
    "idle-timeout",
    "auth-timeout",
    "login-attempt-limit",
    "login-block-time",
    "login-timeout",
    "dtls-hello-timeout",
    "dtls-min-proto-ver",
    "dtls-tunnel",
    "tunnel-ip-pools",
    "tunnel-ipv6-pools",
    "dns-suffix",
    "dns-server1",
    "dns-server2",
    "ipv6-dns-server1",
    "ipv6-dns-server2",
    "wins-server1",
    "wins-server2",
    "source-address",
    "source-address6",
    "source-address-negate",
    "source-address6-negate",
    "default-portal",
    "tunnel-addr-assigned-method",
    "tunnel-connect-without-reauth",
    "route-source-interface",
    "auto-tunnel-static-route",
    "header-x-forwarded-for",
    "http-compression",
    "http-only-cookie",
    "hsts-include-subdomains",
    "port-precedence",
    "ssl-client-renegotiation",
    "ssl-insert-empty-fragment",
    "url-obscuration",
    "check-referer",
    "unsafe-legacy-renegotiation",
    "x-content-type-options",
    "user-peer",
    "encode-2f-sequence",
    "encrypt-and-store-password",
    "transform-backward-slashes",
    "saml-redirect-port",
    "web-mode-snat",
    "ztna-trusted-client",
    "dual-stack-mode",
    "client-sigalgs",
    "browser-language-detection",
    "server-hostname",
)
ignore_keys(
    "vpn ssl settings/authentication-rule",
    "where a rule holds and what page it leads to",
    "portal",
    "realm",
    "source-interface",
    "source-address",
    "source-address6",
    "client-cert",
    "cipher",
    "auth",
    "user-peer",
)


@config("vpn ipsec phase1-interface", "vpn ipsec phase1")
def tunnels(reading: Reading, block: Settings) -> None:
    """Phase 1 of each tunnel. Proposals and groups differ by release, so without a line: unset."""
    for entry in block.edits():
        version = entry.int("ike-version", 1)
        row = VpnTunnel(entry.at, name=entry.name)
        row.put(entry.line("ike-version"), ike_version=version)
        aggressive = entry.text("mode", "main") == "aggressive" and version == 1
        row.put(entry.line("mode"), aggressive=aggressive)
        if entry.has("proposal"):
            row.put(entry.line("proposal"), proposals=entry.list("proposal"))
        if entry.has("dhgrp"):
            groups = frozenset(int(n) for n in entry.list("dhgrp") if n.isdecimal())
            row.put(entry.line("dhgrp"), dh_groups=groups)
        row.put(entry.line("type"), dialup=entry.text("type", "static") == "dynamic")
        if entry.flag("auto-discovery-sender", default=False):
            row.put(entry.line("auto-discovery-sender"), hub=True)
        _people(entry, row)
        firewall_of(reading.device).vpn_tunnels.add(entry.key(), row)


def _people(entry: Settings, row: VpnTunnel) -> None:
    """The group that must log in; with EAP it may stand in the policies instead, so then unset."""
    group = entry.text("authusrgrp")
    eap = entry.flag("eap", default=False)
    for key in ("xauthtype", "eap-identity", "eap-exclude-peergrp", "eap-cert-auth"):
        entry.text(key)
    if group or not eap:
        row.put(entry.line("authusrgrp"), user_group=group or None)


@config("vpn ssl settings")
def ssl_vpns(reading: Reading, block: Settings) -> None:
    """SSL VPN. It listens when it is on and has an interface to listen on."""
    row = SslVpn(block.at)
    interfaces = block.list("source-interface")
    on = block.flag("status", default=True)
    row.put(block.line("source-interface", "status"), enabled=on and bool(interfaces))
    row.put(block.line("source-interface"), interfaces=interfaces)
    row.put(block.line("port"), port=block.int("port", 443))
    oldest = TLS.get(block.text("ssl-min-proto-ver"))
    if oldest:
        row.put(block.line("ssl-min-proto-ver"), tls_min=oldest)
    rules = list(block.section("authentication-rule").edits())
    named = [name for rule in rules for key in ("groups", "users") for name in rule.list(key)]
    row.put(block.section("authentication-rule").at, groups=tuple(dict.fromkeys(named)))
    firewall_of(reading.device).ssl_vpns.add(block.key("ssl"), row)
