"""What commands do to IOS text: sections, lines that replace one another, negation."""

from __future__ import annotations

import re

from schoolproof.parse.indented_apply import Rules
from schoolproof.platforms.cisco_ios.rules_lists import edit


def _any_of(*words: str) -> re.Pattern[str]:
    return re.compile("|".join(words))


TOP_SECTIONS = _any_of(
    r"interface \S+(?: ?[\d/.:]+)?(?: (?:point-to-point|multipoint))?",
    r"vlan (?:configuration )?\d[\d,-]*",
    r"vlan access-map \S+(?: \d+)?",
    r"template \S+",
    r"line (?:con|aux|vty|console|tty)? ?\d\S*(?: \d+)?",
    r"(?:ip|ipv6|mac|arp) access-list (?:standard |extended )?\S+",
    r"ipv6 nd raguard policy \S+",
    r"ipv6 (?:snooping|dhcp guard|nd inspection) policy \S+",
    r"device-tracking policy \S+",
    r"service-template \S+",
    r"class-map (?:type (?:control )?\S+ )?(?:match-\w+ )?\S+",
    r"policy-map (?:type (?:control )?\S+ )?\S+",
    r"parameter-map type \S+(?: \S+)*",
    r"(?:radius|tacacs) server \S+",
    r"aaa group server \S+ \S+",
    r"aaa server radius dynamic-author",
    r"aaa common-criteria policy \S+",
    r"router \S+(?: \S+)*",
    r"vrf definition \S+|ip vrf \S+",
    r"ip dhcp pool \S+",
    r"key chain \S+",
    r"crypto pki (?:trustpoint|certificate chain|server) \S+",
    r"object-group (?:network|service) \S+",
    r"route-map \S+ (?:permit|deny) \d+",
    r"archive|call-home|control-plane|redundancy",
    r"spanning-tree mst configuration",
    r"wlan (?:\S+|\"[^\"]+\")(?: \d+ .+)?",
    r"wireless (?:profile|tag) \S+ .+",
    r"ap (?:profile|location name) .+",
    r"ap [0-9a-f]{4}\.[0-9a-f]{4}\.[0-9a-f]{4}",
    r"ap dot11 \S+ rf-profile .+",
    r"user-name \S+|wireless wps rogue rule .+",
)
SECTIONS = (
    (None, TOP_SECTIONS),
    (re.compile("archive"), re.compile("log config")),
    (re.compile("key chain "), re.compile(r"key \d+")),
    (re.compile("policy-map "), re.compile(r"(?:class|event) \S+(?: .*)?")),
    (re.compile("event "), re.compile(r"\d+ class .*")),
    (re.compile("ap profile "), re.compile("mgmtuser .*|ssh|dot1x .*")),
    (re.compile("wireless profile flex "), re.compile(r"vlan-name \S+")),
)

# One line of each kind stands in a section: a second one takes the place of the first.
REPLACES = _any_of(
    r"(?:hostname|description|name|speed|duplex|mtu|bandwidth|load-interval|channel-group) ",
    r"switchport (?:mode|access vlan|voice vlan|trunk native vlan|trunk encapsulation) ",
    r"switchport port-security (?:violation|maximum(?= \d+$)|aging time|aging type)",
    r"spanning-tree (?:mode|bpduguard|bpdufilter|guard|link-type|cost|port-priority) ",
    r"spanning-tree portfast(?=$| edge$| disable$| network$| trunk$| edge trunk$)",
    r"spanning-tree (?:vlan|mst) \S+ priority ",
    r"storm-control \w+ level ",
    r"(?:authentication|access-session|dot1x) (?:port-control|host-mode|violation) ",
    r"authentication event (?:server dead action (?:authorize voice|(?!authorize voice))"
    r"|no-response action|fail) ?",
    r"dot1x pae |dot1x timeout \S+ |authentication timer \S+ ",
    r"power inline(?= auto| never| static)",
    r"service-policy (?:input|output|type control subscriber) ",
    r"ip address (?!.* secondary$)(?=\d|dhcp)",
    r"(?:ip )?vrf forwarding |encapsulation ",
    r"ip dhcp snooping limit rate |ip arp inspection (?:limit rate|validate) ",
    r"ipv6 nd raguard(?= attach-policy|$)",
    r"device-role |udld(?= enable$| aggressive$)|udld port",
    r"vtp (?:mode|domain|version) ",
    r"enable (?:secret|password) ",
    r"ip ssh (?:version|time-out|authentication-retries|dh min size) |ip ssh server algorithm \S+ ",
    r"ip http (?:authentication|access-class(?: ipv4| ipv6)?|tls-version|secure-ciphersuite) ",
    r"logging (?:trap|buffered|console|monitor|facility|source-interface|origin-id) ",
    r"clock (?:timezone|summer-time) |service timestamps (?:debug|log)",
    r"banner (?:login|motd|exec|incoming) ",
    r"snmp-server (?:location|contact|community \S+|group \S+ v3|trap-source) ?",
    r"login (?:block-for|delay|quiet-mode) |login(?=$| local$| authentication \S+$)",
    r"security passwords min-length |aaa local authentication attempts max-fail ",
    r"aaa (?:authentication|authorization) \S+(?: \d+)? \S+ |aaa accounting (?:exec|network) \S+",
    r"ip domain[ -]name |ip default-gateway |ntp source |sdm prefer ",
    r"exec-timeout |transport (?:input|output|preferred) |privilege level |session-timeout ",
    r"security (?:pmf|dot1x authentication-list|wpa psk set-key|ft)(?= |$)",
    r"(?:ap dot11 \S+ )?rate RATE_\S+ |mgmtuser |accounting-list |min-length ",
    r"ip http (?:timeout-policy|session-idle-timeout) ",
    r"country |ap country |wireless (?:country|management interface) ",
)  # fmt: skip

# Commands that are on when absent, or of which the device prints both forms.
KEPT = _any_of(
    r"ip http (?:server|secure-server)",
    r"ip address|switchport|negotiation auto",
    r"(?:ip|ipv6) (?:redirects|unreachables)|ip proxy-arp|ip route-cache",
    r"lldp (?:transmit|receive|med-tlv-select \S+|tlv-select \S+)",
    r"cdp (?:run|enable)",
    r"ip domain[ -]lookup|ip (?:source-route|bootp server|finger|gratuitous-arps)",
    r"service (?:pad|password-encryption|dhcp|timestamps \S+)",
    r"aaa new-model",
    r"logging (?:console|on|monitor)",
    r"vstack|mop \S+|exec|login|autostate",
    r"ip dhcp snooping information option|ip icmp redirect",
    r"security wpa(?: akm dot1x| wpa2| wpa2 ciphers aes)?|security ft.*",
    r"central (?:switching|authentication|association|dhcp)",
    r"ip forward-protocol nd|platform punt-keepalive .*",
    r"service (?:call-home|\w+-small-servers|config|sequence-numbers)|(?:ip|ipv6) cef",
    r"protocol \S+|(?:snmp trap|device-tracking logging|destination transport-method) \S+",
    r"local-site|wireless (?:ipv6 client|mgmt-via-wireless|wps client-exclusion \S+)",
    r"ip icmp rate-limit unreachable|ip directed-broadcast|cdp log mismatch duplex",
    r"auto-summary|passive-interface \S+|keepalive|split-horizon|macro auto processing",
    r"license smart enable|call-home reporting .*|access-session monitor|broadcast-ssid|watchdog",
    r"logging (?:userinfo|event \S+)|ip rcmd \S+|ip (?:igmp snooping|domain-lookup)",
)

RULES = Rules(sections=SECTIONS, replaces=REPLACES, kept_negations=KEPT, edit=edit)
