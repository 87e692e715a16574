"""Rows of what no fact needs: reason → paths, one a line."""

DEVICE: dict[str, str] = {
    "routing protocols and routes: no control asks for them": """\
network virtual-router * protocol
network virtual-router * admin-dists
network virtual-router * ecmp
network virtual-router * multicast
network virtual-router * interface
network virtual-router * routing-table
network logical-router
network routing-profile
network virtual-wire
network vlan
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
    "the management port's own address, name servers, proxies and labels": """\
deviceconfig system type
deviceconfig system ip-address
deviceconfig system netmask
deviceconfig system default-gateway
deviceconfig system ipv6-address
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

VSYS: dict[str, str] = {
    "certificates: no control asks for them yet": """\
certificate
certificate-profile
crl
ocsp-responder
scep
ssl-decrypt
ssl-tls-service-profile * certificate
ssl-tls-service-profile * protocol-settings max-version
ssl-tls-service-profile * protocol-settings allow-algorithm
ssl-tls-service-profile * protocol-settings auth-algo-sha1
ssl-tls-service-profile * protocol-settings auth-algo-sha256
ssl-tls-service-profile * protocol-settings auth-algo-sha384
ssl-tls-service-profile * protocol-settings enc-algo-3des
ssl-tls-service-profile * protocol-settings enc-algo-aes-128-cbc
ssl-tls-service-profile * protocol-settings enc-algo-aes-128-gcm
ssl-tls-service-profile * protocol-settings enc-algo-aes-256-cbc
ssl-tls-service-profile * protocol-settings enc-algo-aes-256-gcm
ssl-tls-service-profile * protocol-settings enc-algo-rc4
ssl-tls-service-profile * protocol-settings keyxchg-algo-dhe
ssl-tls-service-profile * protocol-settings keyxchg-algo-ecdhe
ssl-tls-service-profile * protocol-settings keyxchg-algo-rsa""",
    "people, sign-in servers and agents behind the firewall": """\
local-user-database
authentication-sequence
authentication-object
authentication-profile * allow-list
authentication-profile * user-domain
authentication-profile * username-modifier
authentication-profile * single-sign-on
authentication-profile * lockout
authentication-profile * method
authentication-profile * multi-factor-auth factors
admin-role
captive-portal
group-mapping
user-id-agent
user-id-agent-sequence
user-id-collector
user-id-hub
user-id-ssl-auth
redistribution-agent
redistribution-collector
server-profile
ts-agent
vm-info-source
mfa-server-profile""",
    "remote access, judged by the school's own list": """\
global-protect
clientless-app
clientless-app-group""",
    "labels, reports and pictures": """\
tag
reports
report-group
pdf-summary-report
email-scheduler
custom-report
content-preview
botnet
display-name
response-page
alg-override
application-status
application-tag
override
dynamic-user-group
device-object
region
setting
dns-proxy
import
sdwan-interface-profile
threats
external-list
log-settings email
log-settings snmptrap
log-settings http
log-settings hipmatch
log-settings correlation
log-settings globalprotect
log-settings userid
log-settings iptag
log-settings profiles * description
log-settings profiles * enhanced-application-logging""",
    "rulebases that decide on paths, marks and bandwidth": """\
rulebase pbf
rulebase qos
rulebase sdwan
rulebase application-override
rulebase authentication
rulebase captive-portal
rulebase tunnel-inspect
rulebase network-packet-broker
rulebase dos
pre-rulebase pbf
pre-rulebase qos
pre-rulebase nat
pre-rulebase application-override
pre-rulebase authentication
post-rulebase pbf
post-rulebase qos
post-rulebase nat
post-rulebase application-override
post-rulebase authentication""",
    "profiles that only block more, or that no control asks for": """\
profiles data-filtering
profiles data-objects
profiles file-blocking
profiles wildfire-analysis
profiles dos-protection
profiles gtp
profiles sctp
profiles hip-objects
profiles hip-profiles
profiles packet-broker
profiles sdwan-path-quality
profiles sdwan-traffic-distribution
profiles sdwan-error-correction
profiles sdwan-saas-quality
profiles ai-security
profiles decryption * ssl-inbound-proxy
profiles decryption * ssl-no-proxy
profiles decryption * ssh-proxy
profiles decryption * ssl-protocol-settings
profiles decryption * ssl-forward-proxy
profiles decryption * description
profiles decryption * interface
profiles url-filtering * description
profiles url-filtering * action
profiles url-filtering * credential-enforcement
profiles url-filtering * dynamic-url
profiles url-filtering * enable-container-page
profiles url-filtering * license-expired
profiles url-filtering * http-header-insertion
profiles url-filtering * log-http-hdr-referer
profiles url-filtering * log-http-hdr-user-agent
profiles url-filtering * log-http-hdr-xff
profiles url-filtering * block-list
profiles url-filtering * cloud-inline-cat
profiles url-filtering * local-inline-cat
profiles url-filtering * mlav-category-exception
profiles url-filtering * mlav-engine-urlbased-enabled
profiles custom-url-category * description
profiles custom-url-category * type
profiles spyware * description
profiles spyware * threat-exception
profiles spyware * cloud-inline-analysis
profiles spyware * mica-engine-spyware-enabled
profiles spyware * inline-exception-edl-url
profiles spyware * rules
profiles spyware * botnet-domains passive-dns
profiles spyware * botnet-domains packet-capture
profiles spyware * botnet-domains sinkhole
profiles spyware * botnet-domains threat-exception
profiles spyware * botnet-domains whitelist
profiles spyware * botnet-domains rtype-action
profiles spyware * botnet-domains lists * packet-capture
profiles spyware * botnet-domains dns-security-categories * packet-capture
profiles spyware * botnet-domains dns-security-categories * log-level
profiles vulnerability * description
profiles vulnerability * threat-exception
profiles vulnerability * cloud-inline-analysis
profiles vulnerability * mica-engine-vulnerability-enabled
profiles vulnerability * rules * packet-capture
profiles vulnerability * rules * category
profiles vulnerability * rules * cve
profiles vulnerability * rules * vendor-id
profiles vulnerability * rules * severity
profiles vulnerability * rules * threat-name
profiles vulnerability * rules * host
profiles virus * description
profiles virus * packet-capture
profiles virus * application
profiles virus * threat-exception
profiles virus * mlav-engine-filebased-enabled
profiles virus * mlav-exception
profiles virus * decoder * wildfire-action
profiles virus * decoder * mlav-action
profile-group * file-blocking
profile-group * wildfire-analysis
profile-group * data-filtering
profile-group * gtp
profile-group * sctp
profile-group * ai-security""",
    "of rules: labels, marks, and further profiles": """\
rulebase security rules * tag
rulebase security rules * group-tag
rulebase security rules * option
rulebase security rules * qos
rulebase security rules * target
rulebase security rules * icmp-unreachable
rulebase security rules * disable-inspect
rulebase security rules * profile-setting profiles file-blocking
rulebase security rules * profile-setting profiles wildfire-analysis
rulebase security rules * profile-setting profiles data-filtering
rulebase security rules * profile-setting profiles gtp
rulebase security rules * profile-setting profiles sctp
rulebase security rules * profile-setting profiles ai-security
rulebase default-security-rules rules * profile-setting
rulebase default-security-rules rules * tag
rulebase default-security-rules rules * icmp-unreachable
rulebase default-security-rules rules * log-setting
rulebase decryption rules * description
rulebase decryption rules * tag
rulebase decryption rules * group-tag
rulebase decryption rules * log-success
rulebase decryption rules * log-fail
rulebase decryption rules * log-setting
rulebase decryption rules * source-hip
rulebase decryption rules * destination-hip
rulebase decryption rules * target
rulebase nat rules * description
rulebase nat rules * tag
rulebase nat rules * group-tag
rulebase nat rules * nat-type
rulebase nat rules * active-active-device-binding
rulebase nat rules * target
rulebase nat rules * source-translation dynamic-ip-and-port
rulebase nat rules * source-translation dynamic-ip
rulebase nat rules * destination-translation dns-rewrite
zone * enable-device-identification
zone * enable-packet-buffer-protection
zone * device-acl
zone * user-acl
zone * enable-user-identification
zone * network log-setting
zone * network net-inspection
zone * network enable-packet-buffer-protection""",
    "of objects: labels, and what an application is like": """\
address * tag
address-group * description
address-group * tag
address * description
service * description
service * tag
service * protocol * override
service-group * tag
application-filter
application * category
application * subcategory
application * technology
application * risk
application * description
application * able-to-transfer-file
application * consume-big-bandwidth
application * data-ident
application * evasive-behavior
application * file-type-ident
application * has-known-vulnerability
application * no-appid-caching
application * parent-app
application * pervasive-use
application * prone-to-misuse
application * signature
application * timeout
application * tcp-timeout
application * udp-timeout
application * tunnel-applications
application * tunnel-other-application
application * used-by-malware
application * virus-ident
application * alg-disable-capability""",
}
