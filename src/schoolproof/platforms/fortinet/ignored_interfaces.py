"""Keys of interfaces and lines that no fact needs: each by name, with the reason.

A key that opens or closes something and is not read stands nowhere here, so it shows as unread.
"""

from schoolproof.platforms.fortinet.reading import ignore_words

LABELS = "names, colours and identifiers"
SPEED = "buffers, timers and how the hardware works"

IGNORED = {
    ("system interface", LABELS): """
        snmp-index color device-identification uuid devindex external macaddr
        estimated-upstream-bandwidth estimated-downstream-bandwidth monitor-bandwidth
        measured-upstream-bandwidth measured-downstream-bandwidth fortilink
        fortilink-split-interface fortilink-stacking fortilink-neighbor-detect fortilink-backup-link
        swc-first-create swc-vlan replacemsg-override-group interface-history dns-server-override
        dns-server-protocol defaultgw distance priority username password idle-timeout
        lcp-echo-interval lcp-max-echo-fails disc-retry-timeout detected-peer-mtu wizard-settings
        ip-managed-by-fortiipam managed-subnetwork-size dhcp-client-identifier dhcp-renew-time
        dhcp-relay-service dhcp-relay-ip dhcp-relay-type dhcp-relay-interface-select-method
        dhcp-relay-agent-option auto-auth-extension-device switch-controller-feature
        switch-controller-nac switch-controller-dynamic switch-controller-dhcp-snooping
        switch-controller-igmp-snooping switch-controller-access-vlan switch-controller-mgmt-vlan
        switch-controller-rspan-mode switch-controller-source-ip switch-controller-traffic-policy
        switch-controller-iot-scanning switch-controller-offload switch-controller-offload-ip
        switch-controller-learning-limit switch-controller-netflow-collect security-groups
        security-mac-auth-bypass""",
    ("system interface", SPEED): """
        mtu mtu-override tcp-mss lacp-mode lacp-speed lacp-ha-secondary lacp-ha-slave min-links
        min-links-down link-up-delay algorithm mediatype forward-error-correction autonegotiation
        inbandwidth outbandwidth bandwidth-measure-time egress-shaping-profile
        ingress-shaping-profile spillover-threshold ingress-spillover-threshold weight
        lldp-reception lldp-transmission lldp-network-policy vlan-protocol vlanforward l2forward
        stpforward stpforward-mode stp stp-ha-secondary broadcast-forward arpforward src-check
        icmp-accept-redirect icmp-send-redirect vrf vrrp-virtual-mac remote-ip ping-serv-status
        detectserver detectprotocol fail-detect fail-detect-option fail-alert-method
        fail-alert-interfaces fail-action-on-extender bfd bfd-desired-min-tx bfd-detect-mult
        bfd-required-min-rx preserve-session-route reachable-time sample-direction sample-rate
        sflow-sampler polling-interval netflow-sampler drop-fragment drop-overlapped-fragment
        secondary-IP subst substitute-dst-mac switch eap-supplicant gi-gk gwdetect pptp-client
        mirroring-direction mirroring-port trunk forward-domain ipmac netbios-forward wins-ip wccp
        ident-accept proxy-captive-portal auth-type
        l2tp-client ap-discover bandwidth-measure ac-name dedicated-to "config vrrp"
        "config l2tp-client-settings" "config client-options" "config tagging"
        "config egress-queues" "config egress-shaping" """,
    ("system interface/ipv6", "how clients get IPv6 addresses"): """
        ip6-send-adv ip6-manage-flag ip6-other-flag ip6-max-interval ip6-min-interval ip6-link-mtu
        ip6-hop-limit ip6-reachable-time ip6-retrans-time ip6-default-life ip6-upstream-interface
        ip6-subnet ip6-delegated-prefix-iaid autoconf dhcp6-relay-service dhcp6-relay-type
        dhcp6-relay-ip dhcp6-prefix-delegation dhcp6-information-request nd-mode nd-cert
        nd-security-level nd-timestamp-delta nd-timestamp-fuzz nd-cga-modifier unique-autoconf-addr
        interface-identifier ip6-dns-server-override ip6-adv-rio ip6-route-pref ip6-prefix-mode
        ra-send-mtu vrip6_link_local vrrp-virtual-mac6 cli-conn6-status icmp6-send-redirect
        "config ip6-prefix-list" "config ip6-delegated-prefix-list" "config dhcp6-iapd-list"
        "config vrrp6" "config ip6-rdnss-list" "config ip6-dnssl-list" "config ip6-route-list"
        "config client-options" """,
    ("system interface/secondaryip", SPEED): """
        gwdetect ping-serv-status detectserver detectprotocol ha-priority""",
    ("system zone", LABELS): "description",
    ("system sdwan", "which line a flow takes while all are up"): """
        "config service" "config neighbor" "config duplication" load-balance-mode
        speedtest-bypass-routing duplication-max-num neighbor-hold-down neighbor-hold-down-time
        neighbor-hold-boot-time app-perf-log-period fail-detect fail-alert-interfaces""",
    ("system sdwan/members", "which line a flow takes while all are up"): """
        gateway gateway6 source source6 cost weight priority priority6 priority-in-sla
        priority-out-sla volume-ratio spillover-threshold ingress-spillover-threshold comment
        preferred-source transport-group""",
    ("system sdwan/zone", "which line a flow takes while all are up"): """
        service-sla-tie-break minimum-sla-meet-members advpn-select advpn-health-check""",
    ("system sdwan/health-check", "how often a check runs and what counts as bad"): """
        "config sla" protocol port interval probe-timeout failtime recoverytime probe-count
        probe-packets threshold-alert-jitter threshold-alert-latency threshold-alert-packetloss
        threshold-warning-jitter threshold-warning-latency threshold-warning-packetloss
        update-cascade-interface update-static-route sla-pass-log-period sla-fail-log-period
        embed-measured-health sla-id-redistribute detect-mode remote-probe-timeout system-dns
        http-get http-agent http-match dns-request-domain dns-match-ip diffservcode ftp-mode
        ftp-file ha-priority addr-mode vrf source source6 packet-size quality-measured-method user
        password security-mode mos-codec class-id traffic-class""",
    ("system virtual-wan-link", "which line a flow takes while all are up"): """
        "config service" "config neighbor" load-balance-mode fail-detect neighbor-hold-down""",
    ("system virtual-wan-link/members", "which line a flow takes while all are up"): """
        gateway gateway6 source source6 cost weight priority volume-ratio spillover-threshold
        ingress-spillover-threshold comment""",
    ("system virtual-wan-link/health-check", "how often a check runs and what counts as bad"): """
        "config sla" protocol port interval probe-timeout failtime recoverytime probe-packets
        update-cascade-interface update-static-route sla-pass-log-period sla-fail-log-period
        threshold-alert-jitter threshold-alert-latency threshold-alert-packetloss
        threshold-warning-jitter threshold-warning-latency threshold-warning-packetloss http-get
        http-agent http-match packet-size security-mode addr-mode""",
    ("system link-monitor", "how often a check runs and what counts as bad"): """
        addr-mode server-config protocol port gateway-ip gateway-ip6 source-ip source-ip6 route
        interval probe-timeout failtime recoverytime probe-count fail-weight http-get http-agent
        http-match ha-priority update-cascade-interface update-static-route update-policy-route
        service-detection packet-size class-id diffservcode security-mode password""",
}

for (_path, _reason), _text in IGNORED.items():
    ignore_words(_path, _reason, _text)
