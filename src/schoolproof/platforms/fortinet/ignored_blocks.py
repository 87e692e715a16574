"""Whole blocks that no fact needs, each by name, with the reason.

What grants access or lets traffic pass is never here, even where nothing reads it yet.
"""

from schoolproof.platforms.fortinet.reading import ignore_blocks

IGNORED = {
    "how mail of alerts is sent, and what sets an alert off": """
        system email-server
        system automation-trigger
        system automation-destination
        """,
    "inspection of mail, files, voice and web servers, which no standard asks of a school": """
        emailfilter profile
        emailfilter options
        emailfilter fortishield
        file-filter profile
        dlp sensor
        dlp profile
        dlp dictionary
        dlp settings
        dlp exact-data-match
        voip profile
        waf profile
        icap profile
        icap server
        casb profile
        virtual-patch profile
        sctp-filter profile
        ssh-filter profile
        videofilter profile
        videofilter keyword
        gtp profile
        web-proxy global
        wanopt profile
        wanopt settings
        wanopt cache-service
        wanopt webcache
        telemetry-controller profile
        telemetry-controller global
        """,
    "keys and certificates: `secrets` sees to them": """
        firewall ssh local-key
        firewall ssh local-ca
        firewall ssh setting
        vpn certificate ca
        vpn certificate local
        vpn certificate remote
        vpn certificate crl
        vpn certificate setting
        vpn certificate ocsp-server
        system certificate local
        system certificate ca
        """,
    "hardware, speed and how devices of a cluster or fabric find one another": """
        dpdk cpus
        dpdk global
        system np6
        system np6xlite
        system npu
        system npu-vlink
        system affinity-interrupt
        system affinity-packet-redistribution
        system physical-switch
        system virtual-switch
        sys virtual-switch
        system switch-interface
        system storage
        system auto-scale
        system cluster-sync
        system standalone-cluster
        system ha-monitor
        system health-check-fortiguard
        system federated-upgrade
        system resource-limits
        system csf
        system ike
        system ftm-push
        system fips-cc
        system lte-modem
        system modem
        system 3g-modem custom
        system dedicated-mgmt
        system stp
        system sflow
        system netflow
        system probe-response
        system vne-tunnel
        system ptp
        system vdom-exception
        system vdom-property
        system vdom-dns
        system vdom-radius-server
        system mac-address-table
        system arp-table
        system proxy-arp
        system ipip-tunnel
        system gre-tunnel
        system sit-tunnel
        system vxlan
        """,
    "addresses and names handed out to clients": """
        system dhcp server
        system dhcp6 server
        system dns64
        system ddns
        system ipam
        system geneve
        """,
    "what routing protocols learn and filter: the proof of flows names it as unknown": """
        router access-list
        router access-list6
        router aspath-list
        router community-list
        router key-chain
        router prefix-list
        router prefix-list6
        router route-map
        router bgp
        router isis
        router multicast
        router multicast6
        router multicast-flow
        router ospf
        router ospf6
        router rip
        router ripng
        router bfd
        router bfd6
        router setting
        """,
    "bandwidth shaping": """
        firewall shaper traffic-shaper
        firewall shaper per-ip-shaper
        firewall shaping-policy
        firewall shaping-profile
        firewall traffic-class
        """,
    "FortiSwitch units under the firewall: no reader for them yet, their own texts are read": """
        switch-controller 802-1X-settings
        switch-controller acl
        switch-controller auto-config default
        switch-controller auto-config policy
        switch-controller auto-config custom
        switch-controller custom-command
        switch-controller dynamic-port-policy
        switch-controller flow-tracking
        switch-controller fortilink-settings
        switch-controller global
        switch-controller igmp-snooping
        switch-controller initial-config template
        switch-controller initial-config vlans
        switch-controller lldp-profile
        switch-controller lldp-settings
        switch-controller location
        switch-controller mac-policy
        switch-controller managed-switch
        switch-controller network-monitor-settings
        switch-controller ptp
        switch-controller qos dot1p-map
        switch-controller qos ip-dscp-map
        switch-controller qos qos-policy
        switch-controller qos queue-policy
        switch-controller remote-log
        switch-controller security-policy 802-1X
        switch-controller security-policy local-access
        switch-controller sflow
        switch-controller snmp-community
        switch-controller snmp-sysinfo
        switch-controller snmp-user
        switch-controller storm-control
        switch-controller storm-control-policy
        switch-controller stp-instance
        switch-controller stp-settings
        switch-controller switch-group
        switch-controller switch-interface-tag
        switch-controller switch-log
        switch-controller switch-profile
        switch-controller system
        switch-controller traffic-policy
        switch-controller traffic-sniffer
        switch-controller virtual-port-pool
        switch-controller vlan-policy
        user nac-policy
        user quarantine
        """,
    "radio planning and extras of access points": """
        wireless-controller arrp-profile
        wireless-controller ble-profile
        wireless-controller bonjour-profile
        wireless-controller qos-profile
        wireless-controller region
        wireless-controller snmp
        wireless-controller timers
        wireless-controller global
        wireless-controller log
        wireless-controller inter-controller
        wireless-controller utm-profile
        wireless-controller vap-group
        wireless-controller wag-profile
        wireless-controller wtp-group
        wireless-controller addrgrp
        wireless-controller address
        wireless-controller hotspot20
        wireless-controller mpsk-profile
        wireless-controller syslog-profile
        wireless-controller apcfg-profile
        """,
    "logs kept in the firewall itself; the standard asks for a copy elsewhere": """
        log disk setting
        log disk filter
        log memory setting
        log memory filter
        log memory global-setting
        log null-device setting
        log null-device filter
        log gui-display
        log custom-field
        log webtrends setting
        log webtrends filter
        log tap-device
        """,
    "accounts, tokens and directories of users who do not administer the device": """
        user local
        user fortitoken
        user fsso
        user fsso-polling
        user peer
        user peergrp
        user password-policy
        user device-category
        user security-exempt-list
        user krb-keytab
        user domain-controller
        user adgrp
        user setting
        """,
}

for _reason, _blocks in IGNORED.items():
    ignore_blocks(_reason, *(line.strip() for line in _blocks.strip().splitlines()))
