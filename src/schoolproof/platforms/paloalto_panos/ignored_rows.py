"""Rows of what no fact needs: reason → paths, one a line."""

DEVICE: dict[str, str] = {
    "how routing protocols find routes: that they may bring some is known": """\
network virtual-router * protocol
network virtual-router * multicast
network logical-router * vrf * bgp
network logical-router * vrf * ospf
network logical-router * vrf * ospfv3
network logical-router * vrf * rip
network logical-router * vrf * multicast
network logical-router * vrf * rib-filter
network routing-profile""",
    "which of equal routes is taken: each may be": """\
network virtual-router * admin-dists
network virtual-router * ecmp
network virtual-router * routing-table ip static-route * admin-dist
network virtual-router * routing-table ip static-route * bfd
network virtual-router * routing-table ip static-route * metric
network virtual-router * routing-table ip static-route * option
network virtual-router * routing-table ip static-route * path-monitor
network virtual-router * routing-table ipv6 static-route * admin-dist
network virtual-router * routing-table ipv6 static-route * bfd
network virtual-router * routing-table ipv6 static-route * metric
network virtual-router * routing-table ipv6 static-route * option
network virtual-router * routing-table ipv6 static-route * path-monitor
network logical-router * vrf * admin-dists
network logical-router * vrf * ecmp
network logical-router * vrf * routing-table ip static-route * admin-dist
network logical-router * vrf * routing-table ip static-route * administrative-distance
network logical-router * vrf * routing-table ip static-route * bfd
network logical-router * vrf * routing-table ip static-route * metric
network logical-router * vrf * routing-table ip static-route * path-monitor
network logical-router * vrf * routing-table ipv6 static-route * admin-dist
network logical-router * vrf * routing-table ipv6 static-route * administrative-distance
network logical-router * vrf * routing-table ipv6 static-route * bfd
network logical-router * vrf * routing-table ipv6 static-route * metric
network logical-router * vrf * routing-table ipv6 static-route * path-monitor""",
    "packets that are not routed": """\
network virtual-wire
network vlan""",
    "translation and marks of gateways that virtual systems share": """\
network shared-gateway""",
    "services for the networks behind the firewall": """\
network dhcp
network dns-proxy
network qos
network lldp
network tunnel
network sdwan-interface-profile""",
    "algorithms of profiles that the factory ships": """\
network ike crypto-profiles global-protect-app-crypto-profiles
network ike crypto-profiles ipsec-crypto-profiles""",
    "how packets are handled, not who may reach what": """\
network profiles monitor-profile
network profiles lldp-profile
network profiles bfd-profile
network profiles zone-protection-profile * asymmetric-path
network profiles zone-protection-profile * discard-icmp-frag
network profiles zone-protection-profile * discard-icmp-large-packet
network profiles zone-protection-profile * discard-icmp-ping-zero-id
network profiles zone-protection-profile * discard-ip-frag
network profiles zone-protection-profile * discard-ip-spoof
network profiles zone-protection-profile * discard-loose-source-routing
network profiles zone-protection-profile * discard-malformed-option
network profiles zone-protection-profile * discard-overlapping-tcp-segment-mismatch
network profiles zone-protection-profile * discard-record-route
network profiles zone-protection-profile * discard-security
network profiles zone-protection-profile * discard-stream-id
network profiles zone-protection-profile * discard-strict-source-routing
network profiles zone-protection-profile * discard-tcp-split-handshake
network profiles zone-protection-profile * discard-tcp-syn-with-data
network profiles zone-protection-profile * discard-tcp-synack-with-data
network profiles zone-protection-profile * discard-timestamp
network profiles zone-protection-profile * discard-unknown-option
network profiles zone-protection-profile * strict-ip-check
network profiles zone-protection-profile * description
network profiles zone-protection-profile * ipv6
network profiles zone-protection-profile * remove-tcp-timestamp
network profiles zone-protection-profile * strip-tcp-fast-open-and-data
network profiles zone-protection-profile * strip-mptcp-option
network profiles zone-protection-profile * suppress-icmp-needfrag
network profiles zone-protection-profile * suppress-icmp-timeexceeded
network profiles zone-protection-profile * tcp-reject-non-syn
network profiles zone-protection-profile * flood * red
network profiles zone-protection-profile * flood * syn-cookies
network profiles zone-protection-profile * scan * interval
network profiles zone-protection-profile * scan * threshold
network profiles interface-management-profile * response-pages
network profiles interface-management-profile * userid-service
network profiles interface-management-profile * userid-syslog-listener-ssl
network profiles interface-management-profile * userid-syslog-listener-udp
network interface ethernet * layer3 adjust-tcp-mss
network interface ethernet * layer3 mtu
network interface ethernet * layer3 ndp-proxy
network interface ethernet * layer3 lldp
network interface ethernet * layer3 sdwan-link-settings
network interface ethernet * layer3 untagged-sub-interface
network interface ethernet * layer3 arp
network interface ethernet * layer3 bonjour
network interface ethernet * layer3 traffic-interface
network interface ethernet * layer3 netflow-profile
network interface ethernet * layer3 units * adjust-tcp-mss
network interface ethernet * layer3 units * mtu
network interface ethernet * layer3 units * ndp-proxy
network interface ethernet * layer3 units * ipv6 neighbor-discovery
network interface ethernet * layer3 units * sdwan-link-settings
network interface ethernet * layer3 ipv6 neighbor-discovery
network interface ethernet * layer3 ipv6 interface-id
network interface ethernet * layer2 lldp
network interface ethernet * virtual-wire lldp
network interface ethernet * lacp
network interface ethernet * tap
network interface ethernet * ha
network interface ethernet * poe
network interface aggregate-ethernet * layer3 adjust-tcp-mss
network interface aggregate-ethernet * layer3 mtu
network interface aggregate-ethernet * layer3 ndp-proxy
network interface aggregate-ethernet * layer3 lldp
network interface aggregate-ethernet * layer3 lacp
network interface aggregate-ethernet * layer3 sdwan-link-settings
network interface aggregate-ethernet * layer3 units * adjust-tcp-mss
network interface aggregate-ethernet * layer3 units * mtu
network interface aggregate-ethernet * layer3 units * ndp-proxy
network interface aggregate-ethernet * layer3 units * ipv6 neighbor-discovery
network interface aggregate-ethernet * layer3 ipv6 neighbor-discovery
network interface aggregate-ethernet * layer2 lacp
network interface vlan adjust-tcp-mss
network interface vlan ipv6
network interface vlan ndp-proxy
network interface vlan units * mtu
network interface loopback adjust-tcp-mss
network interface loopback ipv6
network interface loopback units * mtu
network interface tunnel adjust-tcp-mss
network interface tunnel units * mtu
network interface * units * ipv6 neighbor-discovery
network interface * units * adjust-tcp-mss
network interface * units * ndp-proxy
network interface sdwan""",
    "the management port's gateway, name servers, proxies and labels": """\
deviceconfig system type
deviceconfig system default-gateway
deviceconfig system ipv6-default-gateway
deviceconfig system domain
deviceconfig system dns-setting
deviceconfig system speed-duplex
deviceconfig system mtu
deviceconfig system geo-location
deviceconfig system location
deviceconfig system contact
deviceconfig system device-telemetry
deviceconfig system fqdn-refresh-time
deviceconfig system hsm-settings
deviceconfig system inband-interface
deviceconfig system locale
deviceconfig system lcaas-use-proxy
deviceconfig system secure-proxy-server
deviceconfig system secure-proxy-port
deviceconfig system secure-proxy-user
deviceconfig system secure-proxy-password
deviceconfig system server-verification
deviceconfig system update-server
deviceconfig system route
deviceconfig system panorama
deviceconfig system panorama-server
deviceconfig system panorama-server-2
deviceconfig system domain-lookup-url
deviceconfig system ack-login-banner
deviceconfig system motd-and-banner
deviceconfig system vm-mac-base
deviceconfig system service disable-http-ocsp
deviceconfig system service disable-userid-service
deviceconfig system service disable-userid-syslog-listener-ssl
deviceconfig system service disable-userid-syslog-listener-udp
deviceconfig system snmp-setting snmp-system
deviceconfig system update-schedule statistics-service
deviceconfig system update-schedule threats recurring sync-to-peer
deviceconfig system update-schedule threats recurring threshold
deviceconfig system update-schedule threats recurring new-app-threshold
deviceconfig system update-schedule anti-virus recurring sync-to-peer
deviceconfig system update-schedule anti-virus recurring threshold
deviceconfig system update-schedule global-protect-datafile
deviceconfig system update-schedule global-protect-clientless-vpn
deviceconfig system update-schedule url-database
deviceconfig system update-schedule app-profile
deviceconfig system update-schedule wildfire recurring sync-to-peer""",
    "engines, reports and clocks of the device": """\
deviceconfig setting application
deviceconfig setting advance-routing
deviceconfig setting auto-mac-detect
deviceconfig setting config
deviceconfig setting ctd
deviceconfig setting custom-logo
deviceconfig setting dpdk-pkt-io
deviceconfig setting global-protect
deviceconfig setting jumbo-frame
deviceconfig setting l7-processing
deviceconfig setting logging
deviceconfig setting nat
deviceconfig setting nat64
deviceconfig setting packet
deviceconfig setting pow
deviceconfig setting session
deviceconfig setting ssl-decrypt
deviceconfig setting tcp
deviceconfig setting util
deviceconfig setting url
deviceconfig setting wildfire
deviceconfig setting zip
deviceconfig setting icmpv6-rate-limit
deviceconfig setting management audit-tracking
deviceconfig setting management auto-acquire-commit-lock
deviceconfig setting management api
deviceconfig setting management chassis-quota-settings
deviceconfig setting management common-criteria-alarm-generation
deviceconfig setting management device-monitoring
deviceconfig setting management disable-commit-recovery
deviceconfig setting management disable-predefined-reports
deviceconfig setting management disable-predefined-correlation-objs
deviceconfig setting management enable-certificate-expiration-check
deviceconfig setting management hostname-type-in-syslog
deviceconfig setting management initcfg
deviceconfig setting management large-core
deviceconfig setting management log-forwarding-from-device
deviceconfig setting management max-backup-versions
deviceconfig setting management max-rows-in-csv-export
deviceconfig setting management max-rows-in-pdf-report
deviceconfig setting management quota-settings
deviceconfig setting management report-run-time
deviceconfig setting management rule-require-tag
deviceconfig setting management storage-partition
deviceconfig setting management traffic-stop-on-logdb-full
deviceconfig setting management secure-conn-client
deviceconfig high-availability group * description
deviceconfig high-availability group * election-option
deviceconfig high-availability group * monitoring
deviceconfig high-availability group * peer-ip
deviceconfig high-availability group * peer-ip-backup
deviceconfig high-availability group * group-id
deviceconfig high-availability group * configuration-synchronization
deviceconfig high-availability group * state-synchronization ha2-keep-alive
deviceconfig high-availability group * state-synchronization transport
deviceconfig high-availability group * state-synchronization transport-mode
deviceconfig high-availability group peer-ip
deviceconfig high-availability group peer-ip-backup
deviceconfig high-availability group group-id
deviceconfig high-availability group description
deviceconfig high-availability group election-option
deviceconfig high-availability group monitoring
deviceconfig high-availability group configuration-synchronization
deviceconfig high-availability interface""",
    "of accounts: keys that log in without a password, views and drafts": """\
mgt-config users * public-key
mgt-config users * preferences
mgt-config users * client-certificate-only
mgt-config password-profile
mgt-config access-domain
mgt-config devices""",
    "Panorama's own configuration: it says nothing of this device": """\
device-group
template
template-stack
log-collector
log-collector-group
readonly
panorama""",
}
