"""Blocks that come with the firmware and that no fact needs, each by name, with the reason."""

from schoolproof.platforms.fortinet.reading import ignore_blocks

IGNORED = {
    "lists that come with the firmware; policies name their entries": """
        firewall internet-service-name
        firewall internet-service-definition
        firewall internet-service-fortiguard
        firewall internet-service-list
        firewall internet-service-owner
        firewall internet-service-reputation
        firewall internet-service-sld
        firewall internet-service-botnet
        firewall internet-service-ipbl-reason
        firewall internet-service-ipbl-vendor
        firewall internet-service-append
        firewall internet-service
        firewall service category
        firewall wildcard-fqdn custom
        firewall vendor-mac
        firewall vendor-mac-summary
        firewall city
        firewall region
        firewall country
        firewall traffic-class
        firewall multicast-address
        firewall multicast-address6
        application name
        application rule-settings
        ips rule
        ips rule-settings
        ips decoder
        ips settings
        wanopt content-delivery-network-rule
        vpn ssl web host-check-software
        webfilter search-engine
        webfilter ftgd-local-cat
        webfilter ftgd-risk-level
        dlp filepattern
        dlp data-type
        dlp sensitivity
        dlp fp-sensitivity
        telemetry-controller application predefine
        endpoint-control fctems
        casb saas-application
        casb user-activity
        system session-helper
        system session-ttl
        system custom-language
        system object-tagging
        system geoip-country
        log threat-weight
        """,
    "texts and pictures that people see; the banner before login is read apart": """
        system replacemsg admin
        system replacemsg alertmail
        system replacemsg auth
        system replacemsg automation
        system replacemsg device-detection-portal
        system replacemsg ec
        system replacemsg fortiguard-wf
        system replacemsg ftp
        system replacemsg http
        system replacemsg icap
        system replacemsg im
        system replacemsg mail
        system replacemsg nac-quar
        system replacemsg nntp
        system replacemsg spam
        system replacemsg sslvpn
        system replacemsg traffic-quota
        system replacemsg utm
        system replacemsg webproxy
        system replacemsg-group
        system replacemsg-image
        report layout
        report setting
        report chart
        report dataset
        report style
        report theme
        system sms-server
        """,
}

for _reason, _blocks in IGNORED.items():
    ignore_blocks(_reason, *(line.strip() for line in _blocks.strip().splitlines()))
