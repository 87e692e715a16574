"""Stack members, and commands that are deliberately not kept, each by its name."""

from __future__ import annotations

from schoolproof.parse import Node
from schoolproof.platforms.hp_procurve.ports import canonical
from schoolproof.platforms.hp_procurve.reading import TOP, Reading
from schoolproof.platforms.lines import Lines

STACK = Lines()


@TOP.section(r"stacking", r"vsf")
def _stack(ctx: Reading, node: Node) -> None:
    STACK.read(node.commands(), ctx, ctx.unread)


@STACK.section(r'member (\d+)(?: type "?(\w+)"?(?: mac-address \S+)?)?')
def _member(ctx: Reading, node: Node, number: str, kind: str | None) -> None:
    _add(ctx, number, kind, node.line)
    for child in node.commands():
        words = child.text.replace('"', "").split()
        if words[0] == "type" and len(words) > 1:
            _add(ctx, number, words[1], child.line)
        elif words[0] not in {"priority", "link", "port-speed"}:
            ctx.unread.append(child)


def _add(ctx: Reading, number: str, kind: str | None, line: int) -> None:
    if kind:
        ctx.add("model", kind.upper(), line)
        ctx.add("slots", (kind, f"{number}/"), line)


@STACK.line(r'member (\d+) flexible-module (\w) type "?(\w+)"?')
def _module(ctx: Reading, node: Node, number: str, slot: str, kind: str) -> None:
    ctx.add("slots", (kind, canonical(f"{number}/{slot}1")[:-1]), node.line)


def models(ctx: Reading) -> None:
    """The model in the header counts where neither modules nor members say more."""
    header = ctx.many.get("header model", [])
    if header and "model" not in ctx.many:
        ctx.many["model"] = header
    said = ctx.many.get("model", [])
    if said and "model" not in ctx.device.firmware.lines:
        ctx.device.firmware.put(said[0].line, model=said[0].value)


STACK.ignore(
    "how members of a stack find each other is no demand",
    r"member \d+ (?:priority|shutdown|remove)(?: \S+)?",
    r"enable(?: domain \d+)?",
    r"domain \d+",
    r"(no )?(?:set|lldp-mad|vlan-mad|oobm-mad)(?: .+)?",
    r"port-speed \S+",
    r"split-policy \S+",
)


IGNORED: tuple[tuple[str, ...], ...] = (
    (
        "prompts and headings of a terminal's capture",
        r"\S+(?:\(config\))?[#>] *(?:sh|show)\b.*",
        r"(?:Running|Startup) configuration:(?: \d+)?",
    ),
    (
        "routes, names and addresses of the device are no demand",
        r"(no )?ip (?:default-gateway|route|router-id|dns|domain-name|name-server)(?: .+)?",
        r"(no )?ip (?:udp-bcast-forward|timep|ttl|arp-age|icmp|irdp|load-sharing)(?: .+)?",
        r"(no )?ip (?:source-interface|source-route|directed-broadcast|recdos)(?: .+)?",
        r"(no )?ip (?:multicast-routing|client-tracker|prefix-list|helper-address)(?: .+)?",
        r"(no )?ip (?:igmp|zone)(?: .+)?",
        r"(no )?ipv6 (?:route|nd|icmp|hop-limit|mld|prefix-list)(?: .+)?",
        r"(no )?arp .+",
        r"primary-vlan \S+",
        r"max-vlans \d+",
        r"static-mac .+",
        r"lockout-mac .+",
    ),
    (
        "routing protocols, DHCP pools and redundancy blocks hold no fact that a control reads",
        r"router (?:ospf|ospf3|rip|vrrp|pim|bgp)(?: .+)?",
        r"dhcp-server (?:pool|conflict-logging|database|delay|ping) ?.*",
        r"(no )?dhcp-relay(?: .+)?",
        r"(no )?dhcpv6-relay(?: .+)?",
        r"redundancy .+",
        r"(no )?vrrp(?: .+)?",
        r"key-chain .+",
        r"route-map .+",
    ),
    (
        "traffic engineering, mirrors and samples are no demand",
        r"(no )?qos (?:dscp-map|udp-port|tcp-port|device-priority|protocol)(?: .+)?",
        r"(no )?qos (?:queue-config|type-of-service|watch-queue|passthrough-mode)(?: .+)?",
        r"(no )?class (?:ipv4|ipv6|mac) .+",
        r"(no )?policy (?:qos|mirror|pbr|zone) .+",
        r"mirror .+",
        r"sflow .+",
        r"(no )?igmp(?:-proxy)?(?: .+)?",
        r"(no )?igmp-proxy-domain .+",
        r"(no )?connection-rate-filter(?: .+)?",
        r"(no )?filter .+",
        r"fault-finder .+",
        r"(no )?instrumentation(?: .+)?",
        r"(no )?mac-(?:age-time|notify|delimiter)(?: .+)?",
        r"(no )?lacp .+",
        r"(no )?interface all(?: .+)?",
        r"int(?:erface)? \S+ unknown-vlans \S+",
        r"bandwidth-min .+",
    ),
    (
        "power and energy: the line of the port itself decides",
        r"(no )?power-over-ethernet .+",
        r"(no )?savepower .+",
        r"(no )?energy-efficient-ethernet(?: .+)?",
        r"power .+",
    ),
    (
        "details of services whose state other lines decide",
        r"(no )?lldp (?:refresh-interval|holdtime-multiplier|fast-start-count)(?: .+)?",
        r"(no )?lldp (?:top-change-notify|config|enable-notification)(?: .+)?",
        r"(no )?lldp (?:auto-provision|pvid-mismatch-log)(?: .+)?",
        r"(no )?cdp (?:enable|mode|moden|timer|holdtime)(?: .+)?",
        r"(no )?web-management (?:management-url|support-url|interface)(?: .+)?",
        r"rest-interface (?:session-idle-timeout|listen) \S+",
        r"ip ssh (?:port|public-key|listen|cipher|mac|kex|mgmt-interface|rekey|host-key)(?: .+)?",
        r"(no )?tftp (?:client|octets)(?: .+)?",
        r"auto-tftp .+",
        r"(no )?sntp(?: (?:\d+|poll-interval \d+|authentication key-id .+|trap .+))?",
        r"(no )?ntp (?:authentication key-id .+|max-associations \d+|trap .+|ipv6-multicast .+)",
        r"(no )?logging (?:facility|system-module|filter|priority-descr)(?: .+)?",
        r"(no )?logging (?:origin-id|command|notify|application)(?: .+)?",
        r"(no )?logging",
        r"(no )?debug .+",
        r"(no )?banner (?:exec|last-login)(?: .+)?",
        r"console (?:terminal|baud-rate|flow-control|events|local-terminal|screen-refresh)(?: .+)?",
        r"(no )?front-panel-security (?:password-recovery|diagnostic-reset)(?: .+)?",
        r"(no )?tls (?:application|cipher).+",
        r"crypto (?:pki|key|enroll|host-cert|suiteb-minimum|ca-certificate).+",
        r"(no )?openflow disable",
        r"(no )?job .+",
        r"alias .+",
        r"(no )?menu",
        r"(no )?stack(?: .+)?",
        r"(no )?job-scheduler(?: .+)?",
        r"(no )?time (?:begin-date|end-date) .+",
        r"(no )?secure-mode \S+",
        r"(no )?allow-unsupported-transceiver",
        r"(no )?allow-v1-modules",
        r"(no )?terminal .+",
        r"(no )?activate (?:provision|software-update)(?: .+)?",
        r"(no )?airwave .+",
        r"(no )?aruba-central(?: .+)?",
        r"amp-server .+",
        r"(no )?aruba-vpn .+",
        r"(no )?app-server .+",
        r"(no )?mdns(?: .+)?",
        r"(no )?device-(?:profile|fingerprinting|identity)(?: .+)?",
        r"(no )?tunneled-node-server(?: .+)?",
        r"(no )?ip (?:aaa|sla|policy).*",
        r"(no )?job .+",
        r"(no )?cwmp(?: .+)?",
        r"(no )?dldp(?: .+)?",
        r"(no )?link-keepalive .+",
        r"(no )?max-(?:vlans|connections) .+",
        r"(no )?scheduler.*",
        r"(no )?mvrp .+",
        r"(no )?gvrp .+",
    ),
)  # reason first, then the commands


def register() -> None:
    """Add these rows last: a command that somebody reads is not ignored."""
    for reason, *patterns in IGNORED:
        TOP.ignore(reason, *patterns)
