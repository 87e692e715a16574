"""Commands of the management plane that no fact needs, each by name and with the reason."""

from __future__ import annotations

from schoolproof.platforms.cisco_ios.top import TOP

TOP.ignore(
    "words that a terminal session leaves around the text",
    r"Building configuration\.\.\.",
    r"Current configuration ?: \d+ bytes",
    r"Using \d+ out of \d+ bytes.*",
    r"\S+[#>] ?(?:show run(?:ning-config)?|sh run).*",
    r"\S+#",
    r"show running-config.*",
    r"(?:do )?(?:write|wr)(?: memory| mem)?",
)
TOP.ignore(
    "how the software is started and watched",
    r"boot-(?:start|end)-marker",
    r"boot (?:enable-break|config|buffersize|bootldr|loader|manual).*",
    r"(?:no )?platform .+",
    r"(?:no )?diagnostic .+",
    r"(?:no )?memory .+",
    r"(?:no )?redundancy",
    r"(?:no )?transceiver type all",
    r"(?:no )?system (?:mtu|env|ignore|disable|mode) ?.*",
    r"system environment .+",
    r"sdm prefer .+",
    r"(?:no )?hw-(?:switch|module) .+",
    r"(?:no )?exception.*",
    r"process(?:-max-time| cpu) .+",
    r"config-register \S+",
    r"(?:no )?(?:errdisable|fhrp|scheduler|buffers|hardware|software) .+",
    r"(?:no )?stack-(?:mac|power) .+",
    r"switch \d+ (?:priority|renumber) .+",
    r"alarm (?:contact|profile|facility) .+",
    r"(?:no )?file (?:prompt|verify) .+",
)
TOP.ignore(
    "licences and telemetry to the maker",
    r"(?:no )?license .+",
    r"call-home",
    r"(?:no )?(?:telemetry|smart-license|parser) .+",
    r"(?:no )?(?:product-analytics|pnp) ?.*",
)
TOP.ignore(
    "keys and certificates of the device; which ones a service uses is not judged",
    r"crypto (?:pki|ca|key) .+",
    r"(?:no )?ip (?:domain|host|domain-name|domain-lookup|name-server) ?.*",
    r"(?:no )?ip domain .+",
    r"ipv6 host .+",
    r"key config-key .+",
    r"(?:no )?password encryption aes",
)
TOP.ignore(
    "local behaviour of services; no control asks for it",
    r"(?:no )?service (?:password-encryption|compress-config|sequence-numbers|prompt)\b ?.*",
    r"(?:no )?service (?:timestamps debug|unsupported-transceiver|internal|dhcp)\b ?.*",
    r"(?:no )?service (?:tcp-keepalives-in|tcp-keepalives-out|nagle|linenumber)\b ?.*",
    r"(?:no )?service (?:counters|password-recovery|alignment|hide-telnet-addresses)\b ?.*",
    r"(?:no )?service (?:telnet-zeroidle|disable-ip-fast-frag|old-slip-prompts|pt-vty)\b ?.*",
    r"(?:no )?(?:prompt|alias|privilege|parser view|menu) .+",
    r"(?:no )?default-value .+",
    r"(?:no )?ip (?:tcp|forward-protocol|gratuitous-arps|icmp|options)\b ?.*",
    r"(?:no )?ip (?:ftp|tftp|sftp|rcmd (?:remote-host|source-interface)) .+",
    r"(?:no )?(?:netconf-yang|netconf|restconf|gnxi|iox|app-hosting) ?.*",
    r"(?:no )?(?:wsma|cns|kron|event manager|track|ip sla) ?.+",
    r"(?:no )?cdp .+",
    r"macro (?:name|auto|global) .+",
)
TOP.ignore(
    "records kept on the device and how they are shown",
    r"(?:no )?logging (?:buffered|console|monitor|facility|source-interface|origin-id)\b ?.*",
    r"(?:no )?logging (?:userinfo|queue-limit|rate-limit|discriminator|count|history)\b ?.*",
    r"(?:no )?logging (?:event|esm|persistent|exception|snmp-authfail|snmp-trap|size)\b ?.*",
    r"(?:no )?logging (?:alarm|reload|smartlog|server-arp|message-counter|buginf|file)\b ?.*",
    r"(?:no )?logging (?:delimiter|dmvpn|purge-log|trigger|cns-events|filter)\b ?.*",
    r"logging on",
)
TOP.ignore(
    "how time is kept and shown; sources, keys and zone are facts",
    r"(?:no )?ntp (?:source|source-interface|access-group|authentication-key|update-calendar)\b.*",
    r"(?:no )?ntp (?:clock-period|logging|master|max-associations|passive|orphan|maxdistance)\b.*",
    r"(?:no )?ntp (?:allow|broadcastdelay|mindistance|multicast|panic) ?.*",
    r"(?:no )?clock (?:calendar-valid|initialize|save) ?.*",
)
TOP.ignore(
    "details of AAA that change no verdict",
    r"(?:no )?aaa (?:session-id|authorization|nas|memory|max-sessions|dnis|pod)\b ?.*",
    r"(?:no )?aaa (?:server|intercept|policy|password|attribute|user|session-mib|cache)\b ?.*",
    r"(?:no )?aaa accounting (?:update|nested|delay-start|system guarantee-first)\b ?.*",
    r"(?:no )?aaa accounting (?:suppress|send|redundancy|jitter|include|exec-commands)\b ?.*",
    r"(?:no )?aaa authentication (?:attempts|banner|fail-message|username-prompt)\b ?.*",
    r"(?:no )?aaa authentication (?:password-prompt|ppp|suppress|eou|sgbp|arap|nasi)\b ?.*",
    r"(?:no )?aaa authentication (?:rejected|enable implicit-user|policy|token)\b ?.*",
    r"(?:no )?(?:radius-server|tacacs-server) (?:attribute|vsa|deadtime|timeout)\b ?.*",
    r"(?:no )?(?:radius-server|tacacs-server) (?:retransmit|directed-request)\b ?.*",
    r"(?:no )?radius-server (?:source-ports|load-balance|authorization|local|dead-criteria)\b ?.*",
    r"(?:no )?tacacs-server (?:administration|packet|cache|dns-alias-lookup) ?.*",
    r"(?:no )?ip(?:v6)? (?:radius|tacacs) source-interface .+",
    r"(?:no )?login (?:delay|quiet-mode|on-success trap|on-failure trap) ?.*",
    r"(?:no )?security authentication .+",
    r"no (?:username|enable) .+",
    r"no snmp-server .+",
)
