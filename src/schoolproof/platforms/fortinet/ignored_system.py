"""Keys of the system blocks that no fact needs: each by name, with the reason.

A key that opens or closes something and is not read stands nowhere here, so it shows as unread.
"""

from schoolproof.platforms.fortinet.reading import ignore_words

LOOK = "how the web pages look and what they show"
LABELS = "names, colours and identifiers"
SPEED = "buffers, timers and how the hardware works"

IGNORED = {
    ("system replacemsg admin pre_admin-disclaimer-text", "how the text is sent"): "header format",
    ("system replacemsg admin", "how a text is sent"): "header format",
    ("system ssh-config", "the host key"): "ssh-hsk ssh-hsk-algo ssh-hsk-override ssh-hsk-password",
    ("system global", "a text after login; the standard asks for one before"): "post-login-banner",
    ("system settings", "telephones"): "default-voip-alg-mode",
    ("system global", LOOK): """
        alias gui-theme gui-certificates gui-allow-default-hostname gui-date-format
        gui-date-time-source gui-device-latitude gui-device-longitude gui-display-hostname
        gui-fortigate-cloud-sandbox gui-auto-upgrade-setup-warning
        gui-forticare-registration-setup-warning gui-cdn-usage gui-lines-per-page gui-local-out
        gui-rest-api-cache gui-app-detection-sdwan gui-custom-language gui-fortiguard-resource-fetch
        gui-ipv6 gui-replacement-message-groups gui-wireless-opensecurity gui-workflow-management
        gui-firmware-upgrade-warning gui-firmware-upgrade-setup-warning language daily-restart
        restart-time""",
    ("system global", SPEED): """
        autorun-log-fsck arp-max-entry batch-cmdb block-session-timer br-fdb-max-entry
        cert-chain-max cmdbsvr-affinity compliance-check-time early-tcp-npu-session
        extender-controller-reserved-network fds-statistics fds-statistics-period fec-port
        fgd-alert-subscription fortiextender fortiextender-data-port fortiextender-vlan-mode
        fortiservice-port forticonverter-integration forticonverter-config-upload honor-df
        hyper-scale-vdom-num igmp-state-limit ike-embryonic-limit interface-subnet-usage
        ip-src-port-range ips-affinity ipsec-asic-offload ipsec-hmac-offload ipsec-soft-dec-async
        ipv6-accept-dad ipv6-allow-anycast-probe ipv6-allow-traffic-redirect irq-time-accounting
        lldp-reception lldp-transmission log-single-cpu-high log-ssl-connection log-uuid
        log-uuid-address log-uuid-policy management-ip management-port
        management-port-use-admin-sport management-vdom max-route-cache-size
        memory-use-threshold-extreme memory-use-threshold-green memory-use-threshold-red
        miglog-affinity miglogd-children ndp-max-entry per-user-bal per-user-bwl proxy-auth-lifetime
        proxy-auth-timeout proxy-cipher-hardware-acceleration proxy-hardware-acceleration
        proxy-keep-alive-mode proxy-kxp-hardware-acceleration proxy-re-authentication-mode
        proxy-worker-count purdue-level quic-ack-thresold quic-congestion-control-algo
        quic-max-datagram-size quic-pmtud quic-tls-handshake-timeout
        quic-udp-payload-size-shaping-per-cid radius-port remoteauthtimeout reset-sessionless-tcp
        revision-backup-on-logout revision-image-auto-backup scanunit-count
        security-rating-result-submission security-rating-run-on-schedule send-pmtu-icmp
        sflowd-max-children-num snat-route-change speedtest-server speedtestd-ctrl-port
        speedtestd-server-port split-port ssd-trim-date ssd-trim-freq ssd-trim-hour ssd-trim-min
        ssd-trim-weekday sslvpn-affinity sslvpn-cipher-hardware-acceleration
        sslvpn-kxp-hardware-acceleration sslvpn-max-worker-count sslvpn-plugin-version-check
        switch-controller switch-controller-reserved-network sys-perf-log-interval syslog-affinity
        tcp-halfclose-timer tcp-halfopen-timer tcp-option tcp-rst-timer tcp-timewait-timer tftp
        traffic-priority traffic-priority-level udp-idle-timer url-filter-affinity url-filter-count
        user-device-store-max-devices user-device-store-max-unified-mem user-device-store-max-users
        user-history-password-threshold vdom-admin vdom-mode vip-arp-range virtual-server-count
        virtual-server-hardware-acceleration virtual-switch-vlan vpn-ems-sn-check wad-affinity
        wad-csvc-cs-count wad-csvc-db-count wad-memory-change-granularity wad-restart-mode
        wad-source-affinity wad-worker-count wifi-ca-certificate wifi-certificate wimax-4g-usb
        wireless-controller wireless-controller-port internet-service-database
        internet-service-download-list two-factor-email-expiry two-factor-fac-expiry
        two-factor-ftk-expiry two-factor-ftm-expiry two-factor-sms-expiry admin-port admin-sport
        admin-ssh-port admin-telnet-port admin-server-cert auth-cert auth-http-port auth-https-port
        auth-keepalive auth-session-limit auto-auth-extension-device admin-reset-button refresh
        failtime""",
    ("system global", "ciphers beside those of SSH and TLS for administrators"): """
        dh-params ssl-min-proto-version ssl-static-key-ciphers ssh-hostkey-algo
        fgfm-ssl-protocol""",
    ("system ha", "how the two devices find one another and when they swap"): """
        group-id group-name password key hbdev override override-wait-time priority monitor
        route-ttl route-wait route-hold sync-config encryption authentication hb-interval
        hb-interval-in-milliseconds hb-lost-threshold hello-holddown gratuitous-arps arps
        arps-interval ha-mgmt-status ha-direct ha-eth-type hc-eth-type l2ep-eth-type
        ha-uptime-diff-margin standalone-mgmt-vdom vcluster2 vcluster-status uninterruptible-upgrade
        uninterruptible-primary-wait upgrade-mode session-pickup-connectionless
        session-pickup-expectation session-pickup-nat session-pickup-delay session-sync-dev
        link-failed-signal multicast-ttl schedule pingserver-monitor-interface
        pingserver-failover-threshold pingserver-secondary-force-reset pingserver-slave-force-reset
        pingserver-flip-timeout vdom memory-based-failover memory-failover-threshold
        memory-failover-monitor-period memory-failover-sample-rate memory-failover-flip-timeout
        memory-compatible-mode failover-hold-time check-secondary-dev-health logical-sn
        load-balance-all weight cpu-threshold memory-threshold http-proxy-threshold
        ftp-proxy-threshold imap-proxy-threshold nntp-proxy-threshold pop3-proxy-threshold
        smtp-proxy-threshold inter-cluster-session-sync unicast-hb unicast-hb-peerip
        unicast-hb-netmask unicast-status unicast-gateway sync-packet-balance
        "config ha-mgmt-interfaces" "config secondary-vcluster" "config vcluster"
        "config unicast-peers" """,
    ("system admin", LOOK): """
        "config gui-dashboard" "config dashboard-tabs" "config dashboard" "config login-time"
        "config gui-vdom-menu-favorites" "config gui-new-feature-acknowledge"
        "config gui-global-menu-favorites" gui-default-dashboard-template
        gui-ignore-release-overview-version gui-ignore-invalid-signature-version comments email-to
        sms-server sms-phone sms-custom-server fortitoken vdom radius-vdom-override password-expire
        old-password gui-new-feature-acknowledge guest-auth guest-lang "config guest-usergroups"
        ssh-certificate vdom-override history0 history1""",
    ("system accprofile", LABELS): """
        comments scope cli-get cli-show cli-exec cli-config cli-diagnose system-diagnostics
        system-execute-ssh system-execute-telnet "config netgrp-permission"
        "config sysgrp-permission" "config fwgrp-permission" "config loggrp-permission"
        "config utmgrp-permission" "config secfabgrp-permission" """,
    ("system password-policy", "rules that the standard does not ask for"): """
        reuse-password min-change-characters change-4-characters reuse-password-limit
        login-lockout-upon-weaker-encryption""",
    ("system ntp", "the firewall as a time server, and how it asks"): """
        server-mode interface syncinterval source-ip source-ip6 key-type key key-id
        authentication""",
    ("system ntp/ntpserver", "how it asks"): """
        ntpv3 key key-id key-type ip-type interface interface-select-method vrf-select""",
    ("system autoupdate schedule", "the week day of a weekly update"): "day",
    ("system auto-install", "names of the files"): """
        default-config-file default-image-file""",
    ("system central-management", "how the manager is reached"): """
        mode fmg fmg-source-ip fmg-source-ip6 fmg-update-port serial-number vdom interface
        interface-select-method local-cert ca-cert include-default-servers enc-algorithm
        schedule-config-restore schedule-script-restore allow-push-configuration allow-push-firmware
        allow-remote-firmware-upgrade allow-monitor fortigate-cloud-sso-default-profile
        ltefw-upgrade-time "config server-list" """,
    ("system snmp sysinfo", LABELS): """
        engine-id engine-id-type description contact-info location trap-high-cpu-threshold
        trap-log-full-threshold trap-low-memory-threshold trap-free-memory-threshold
        trap-freeable-memory-threshold append-index""",
    ("system snmp community", "which traps are sent"): """
        events query-v1-port query-v1-status query-v2c-port query-v2c-status trap-v1-lport
        trap-v1-rport trap-v1-status trap-v2c-lport trap-v2c-rport trap-v2c-status mib-view
        vdoms""",
    ("system snmp community/hosts", "how a host is reached"): """
        source-ip ha-direct host-type interface interface-select-method vrf-select""",
    ("system snmp community/hosts6", "how a host is reached"): """
        source-ipv6 ha-direct host-type interface interface-select-method""",
    ("system snmp user", "which traps are sent"): """
        events ha-direct queries query-port source-ip source-ipv6 trap-lport trap-rport trap-status
        mib-view vdoms interface interface-select-method""",
    ("system dns", "names looked up by the firewall itself"): """
        primary secondary protocol server-hostname ssl-certificate domain ip6-primary ip6-secondary
        timeout retry dns-cache-limit dns-cache-ttl cache-notfound-responses source-ip
        source-ip-interface interface interface-select-method server-select-method alt-primary
        alt-secondary log fqdn-cache-ttl fqdn-max-refresh fqdn-min-refresh hostname-ttl
        hostname-limit dns-over-tls root-servers vrf-select""",
    ("system fortiguard", "how the vendor's service is reached"): """
        fortiguard-anycast fortiguard-anycast-source protocol port service-account-id
        load-balance-servers auto-join-forticloud update-server-location sandbox-region
        sandbox-inline-scan update-ffdb update-uwdb update-dldb update-extdb update-build-proxy
        persistent-connection vdom auto-firmware-upgrade-day auto-firmware-upgrade-delay
        auto-firmware-upgrade-start-hour auto-firmware-upgrade-end-hour FDS-license-expiring-days
        subscribe-update-notification antispam-force-off antispam-cache antispam-cache-ttl
        antispam-cache-mpercent antispam-cache-mpermille antispam-license antispam-expiration
        antispam-timeout outbreak-prevention-force-off outbreak-prevention-cache
        outbreak-prevention-cache-ttl outbreak-prevention-cache-mpercent
        outbreak-prevention-cache-mpermille outbreak-prevention-license
        outbreak-prevention-expiration outbreak-prevention-timeout webfilter-cache
        webfilter-cache-ttl webfilter-license webfilter-expiration webfilter-timeout sdns-server-ip
        sdns-server-port sdns-options source-ip source-ip6 proxy-server-ip proxy-server-port
        proxy-username proxy-password ddns-server-ip ddns-server-ip6 ddns-server-port
        videofilter-license videofilter-expiration interface interface-select-method
        gui-prompt-auto-upgrade vrf-select anycast-sdns-server-ip anycast-sdns-server-port""",
    ("system settings", LOOK): """
        gui-switch-controller gui-wireless-controller gui-multiple-interface-policy
        gui-explicit-proxy gui-icap gui-implicit-policy gui-dns-database gui-load-balance
        gui-multicast-policy gui-dos-policy gui-object-colors gui-route-tag-address-creation
        gui-voip-profile gui-ap-profile gui-security-profile-group gui-local-in-policy
        gui-wanopt-cache gui-dynamic-routing gui-threat-weight gui-spamfilter gui-file-filter
        gui-application-control gui-ips gui-dhcp-advanced gui-vpn gui-sslvpn gui-wireless-controller
        gui-switch-controller gui-fortiap-split-tunneling gui-webfilter-advanced gui-traffic-shaping
        gui-wan-load-balancing gui-antivirus gui-webfilter gui-videofilter gui-dnsfilter
        gui-waf-profile gui-dlp-profile gui-virtual-patch-profile gui-casb
        gui-fortiextender-controller gui-advanced-policy gui-allow-unnamed-policy
        gui-email-collection gui-multiple-utm-profiles gui-advanced-wireless-features
        gui-policy-based-ipsec gui-policy-disclaimer gui-ztna gui-ot gui-enforce-change-summary
        gui-default-policy-columns gui-proxy-inspection gui-sslvpn-personal-bookmarks
        gui-sslvpn-realms gui-dynamic-profile-display gui-dynamic-device-os-id gui-gtp gui-dlp
        gui-dlp-advanced gui-nat46-64 gui-replacement-message-groups gui-endpoint-control
        gui-endpoint-control-advanced gui-domain-ip-reputation gui-local-reports""",
    ("system settings", SPEED): """
        sip-expectation sip-helper sip-nat-trace sip-tcp-port sip-udp-port sip-ssl-port sccp-port
        internet-service-database-cache comments vdom-type location-id device manageip manageip6
        gateway gateway6 ip ip6 bfd bfd-desired-min-tx bfd-required-min-rx bfd-detect-mult
        bfd-dont-enforce-src-port utf8-spam-tagging wccp-cache-engine vpn-stats-log vpn-stats-period
        v4-ecmp-mode mac-ttl fw-session-hairpin prp-trailer-action snat-hairpin-traffic dhcp-proxy
        dhcp-proxy-interface dhcp-proxy-interface-select-method dhcp-server-ip dhcp6-server-ip
        lldp-reception lldp-transmission nat46-generate-ipv6-fragment-header
        nat46-force-ipv4-packet-forwarding nat64-force-ipv6-packet-forwarding detect-unknown-esp
        intree-ses-best-route auxiliary-session
        ike-session-resume ike-quick-crash-detect ike-dn-format ike-port ike-tcp-port
        ike-policy-route ike-detailed-event-logs block-land-attack
        ses-denied-multicast-traffic
        application-bandwidth-tracking hyperscale-default-policy-action status""",
}

for (_path, _reason), _text in IGNORED.items():
    ignore_words(_path, _reason, _text)
