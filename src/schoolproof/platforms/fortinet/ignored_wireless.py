"""Keys of the wireless controller that no fact needs: each by name, with the reason.

A key that opens or closes something and is not read stands nowhere here, so it shows as unread.
"""

from schoolproof.platforms.fortinet.reading import ignore_words

IGNORED = {
    ("wireless-controller vap", "how the radio works and what the network is called"): """
        alias schedule beacon-advertising beacon-protection broadcast-ssid broadcast-suppression
        fast-roaming external-fast-roaming atf-weight max-clients max-clients-ap okc
        voice-enterprise neighbor-report-dual-band fast-bss-transition ft-mobility-domain
        ft-r0-key-lifetime ft-over-ds sae-groups sae-h2e-only sae-hnp-only sae-pk sae-private-key
        owe-groups owe-transition owe-transition-ssid additional-akms akm24-only eapol-key-retries
        tkip-counter-measure pmf-assoc-comeback-timeout pmf-sa-query-retry-timeout multicast-rate
        multicast-enhance igmp-snooping dhcp-lease-time me-disable-thresh mu-mimo
        probe-resp-suppression probe-resp-threshold radio-sensitivity radio-2g-threshold
        radio-5g-threshold quarantine rates-11a rates-11bg rates-11n-ss12 rates-11n-ss34
        rates-11ac-ss12 rates-11ac-ss34 rates-11ac-mcs-map rates-11ax-mcs-map rates-11ax-ss12
        rates-11ax-ss34 rates-11be-mcs-map rates-11be-mcs-map-160 rates-11be-mcs-map-320 gtk-rekey
        gtk-rekey-intv ptk-rekey ptk-rekey-intv eap-reauth eap-reauth-intv
        roaming-acct-interim-update acct-interim-interval bss-color-partial 80211k 80211v n80211k
        n80211v high-efficiency target-wake-time qos-profile bstm-rssi-disassoc-timer
        bstm-load-balancing-disassoc-timer bstm-disassociation-imminent hotspot20-profile
        sticky-client-remove sticky-client-threshold-2g sticky-client-threshold-5g
        sticky-client-threshold-6g access-control-list dhcp-option43-insertion
        dhcp-option82-insertion dhcp-option82-circuit-id-insertion dhcp-option82-remote-id-insertion
        dhcp-address-enforcement l3-roaming l3-roaming-mode vlan-pooling "config vlan-pool"
        "config vlan-name" "config portal-message-overrides" portal-message-override-group
        portal-type auth-portal-addr auth-cert external-web external-web-format external-logout
        security-redirect-url security-exempt-list captive-portal-auth-timeout
        captive-portal-fw-accounting captive-portal-ac-name nas-filter-rule rate-limit-up
        rate-limit-down ip ipv6-rules vdom nac nac-profile application-detection-engine
        application-dscp-marking application-report-intv primary-wag-profile secondary-wag-profile
        tunnel-echo-interval tunnel-fallback-interval utm-log utm-status utm-profile ips-sensor
        application-list antivirus-profile webfilter-profile scan-botnet-connections
        called-station-id-type mac-called-station-delimiter mac-calling-station-delimiter mac-case
        mac-username-delimiter mac-password-delimiter mbo mbo-cell-data-conn-pref keyindex key
        local-lan local-authentication local-standalone-nat local-standalone-dns
        local-standalone-dns-ip lease-time address-group address-group-policy""",
    ("wireless-controller wtp-profile", "how the radio works"): """
        comment "config platform" handoff-rssi handoff-sta-thresh handoff-roaming
        led-state led-schedules dtls-policy dtls-in-kernel max-clients split-tunneling-acl-path
        split-tunneling-acl-local-ap-subnet "config split-tunneling-acl" tun-mtu-uplink
        tun-mtu-downlink ip-fragment-preventing control-message-offload ble-profile bonjour-profile
        wan-port-mode wan-port-auth "config lan" energy-efficient-ethernet poe-mode usb-port
        frequency-handoff ap-handoff apcfg-profile lldp indoor-outdoor-deployment console-login
        syslog-profile lbs "config lbs" "config deny-mac-list" ext-info-enable unii-4-5ghz-band
        admin-auth-tacacs+ admin-restrict-local dhcp-option43-wan-port "config esl-ses-dongle"
        "config led-schedules" """,
    ("wireless-controller wids-profile", "kinds of attack that are told apart"): """
        comment sensor-mode ap-bgscan-period ap-bgscan-intv ap-bgscan-duration ap-bgscan-idle
        ap-bgscan-report-intv ap-bgscan-disable-schedules ap-bgscan-disable-day
        ap-bgscan-disable-start ap-bgscan-disable-end ap-fgscan-report-intv ap-scan-passive
        ap-scan-threshold ap-scan-channel-list-2G-5G ap-scan-channel-list-6G wireless-bridge
        deauth-broadcast null-ssid-probe-resp long-duration-attack long-duration-thresh
        invalid-mac-oui weak-wep-iv auth-frame-flood auth-flood-time auth-flood-thresh
        assoc-frame-flood assoc-flood-time assoc-flood-thresh spoofed-deauth asleap-attack
        eapol-start-flood eapol-start-thresh eapol-start-intv eapol-logoff-flood eapol-logoff-thresh
        eapol-logoff-intv eapol-succ-flood eapol-succ-thresh eapol-succ-intv eapol-fail-flood
        eapol-fail-thresh eapol-fail-intv eapol-pre-succ-flood eapol-pre-succ-thresh
        eapol-pre-succ-intv eapol-pre-fail-flood eapol-pre-fail-thresh eapol-pre-fail-intv
        deauth-unknown-src-thresh ap-impersonation ap-spoofing adhoc-network adhoc-valid-ssid
        air-jack bcn-flood client-flood block_ack-flood chan-based-mitm cts-flood hotspotter-attack
        malformed-ht-ie rts-flood windows-bridge wellenreiter-detection""",
    ("wireless-controller wtp", "where the access point is and how its radio works"): """
        uuid admin name location comment region region-x region-y firmware-provision
        firmware-provision-latest bonjour-profile override-led-state led-state
        override-wan-port-mode wan-port-mode override-ip-fragment ip-fragment-preventing
        tun-mtu-uplink tun-mtu-downlink override-split-tunnel split-tunneling-acl-path
        split-tunneling-acl-local-ap-subnet "config split-tunneling-acl" override-lan "config lan"
        apcfg-profile apcfg-mesh ble-major-id ble-minor-id wtp-mode image-download
        mesh-bridge-enable coordinate-latitude coordinate-longitude index purdue-level""",
    ("wireless-controller setting", "radio planning"): """
        darrp-optimize darrp-optimize-schedules duplicate-ssid fapc-compatibility
        phishing-ssid-detect fake-ssid-action wfa-compatibility account-id
        firmware-provision-on-authorization rolling-wtp-upgrade rolling-wtp-upgrade-threshold
        device-weight device-holdoff device-idle "config offending-ssid" """,
}
RADIO = """
    band band-5g-type drma drma-sensitivity airtime-fairness protection-mode powersave-optimize
    transmit-optimize amsdu coexistence zero-wait-dfs bss-color bss-color-mode
    short-guard-interval channel-bonding channel-bonding-ext optional-antenna
    optional-antenna-gain auto-power-level auto-power-high auto-power-low auto-power-target
    power-mode power-level power-value dtim beacon-interval 80211d 80211mc rts-threshold
    frag-threshold ap-sniffer-bufsize ap-sniffer-chan ap-sniffer-chan-width ap-sniffer-addr
    ap-sniffer-mgmt-beacon ap-sniffer-mgmt-probe ap-sniffer-mgmt-other ap-sniffer-ctl
    ap-sniffer-data spectrum-analysis darrp arrp-profile max-clients max-distance channel
    call-admission-control call-capacity bandwidth-admission-control bandwidth-capacity
    channel-utilization frequency-handoff ap-handoff mimo-mode sam-ssid radio-id override-band
    override-txpower override-channel override-analysis override-optional-antenna iperf-protocol
    iperf-server-port
"""

for (_path, _reason), _text in IGNORED.items():
    ignore_words(_path, _reason, _text)
for _block in ("wtp-profile", "wtp"):
    for _radio in range(1, 5):
        ignore_words(f"wireless-controller {_block}/radio-{_radio}", "how the radio works", RADIO)
