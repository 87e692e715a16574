"""Keys of servers for log-ins and logs that no fact needs: each by name, with the reason.

A key that opens or closes something and is not read stands nowhere here, so it shows as unread.
"""

from schoolproof.platforms.fortinet.reading import ignore_words

SENT = "how lines are sent"
TRAFFIC = "logs of traffic and of profiles: policies decide on those"

IGNORED = {
    ("system automation-stitch", "what sets an alert off and what else it does"): """
        description trigger condition condition-logic destination""",
    ("system automation-stitch/actions", "what else an alert does"): "delay required",
    ("system automation-action", "what else an alert does"): """
        description email-subject email-from message replacement-message replacemsg-group script
        output-size timeout duration execute-security-fabric accprofile system-action
        minimum-interval forticare-email delay required log-debug-print regular-expression
        tls-certificate
        protocol method uri http-body port headers verify-host-cert security-tag sdn-connector
        "config http-headers" "config sdn-connector" """,
    ("alertemail setting", "which events are mailed, and how often"): """
        username mailto2 mailto3 email-interval emergency-interval alert-interval critical-interval
        error-interval warning-interval notification-interval information-interval debug-interval
        severity IPsec-errors-logs PPP-errors-logs sslvpn-authentication-errors-logs
        firewall-authentication-failure-logs fips-cc-errors local-disk-usage
        FDS-license-expiring-warning FDS-license-expiring-days log-disk-usage-warning
        amc-interface-bypass-mode
        ssh-logs""",
    ("user radius", "how a server is asked"): """
        timeout all-usergroup use-management-vdom nas-ip nas-id nas-id-type acct-interim-interval
        radius-coa radius-port h3c-compatibility auth-type source-ip source-ip-interface
        username-case-sensitive group-override-attr-type class password-renewal password-encoding
        acct-all-servers switch-controller-acct-fast-framedip-detect interface
        interface-select-method switch-controller-service-type rsso rsso-radius-server-port
        rsso-radius-response rsso-validate-request-secret rsso-secret rsso-endpoint-attribute
        rsso-endpoint-block-attribute sso-attribute sso-attribute-key sso-attribute-value-override
        rsso-context-timeout rsso-log-period rsso-log-flags rsso-flush-ip-session
        rsso-ep-one-ip-only delimiter status-ttl transport-protocol tls-min-proto-version ca-cert
        client-cert server-identity-check account-key-processing account-key-cert-field
        mac-username-delimiter mac-password-delimiter mac-case require-message-authenticator""",
    ("user radius/accounting-server", "how a server is asked"): """
        server secret port source-ip interface interface-select-method""",
    ("user tacacs+", "how a server is asked"): """
        port authen-type authorization source-ip interface interface-select-method status-ttl""",
    ("user ldap", "the directory that names users: no fact but its being there"): """
        server secondary-server tertiary-server source-ip source-port cnid dn type two-factor
        two-factor-authentication two-factor-notification two-factor-filter username password
        group-member-check group-search-base group-object-filter group-filter secure
        ssl-min-proto-version ca-cert port password-expiry-warning password-renewal member-attr
        account-key-processing account-key-cert-field account-key-filter search-type
        client-cert-auth client-cert obtain-user-info user-info-exchange-server interface
        interface-select-method antiphish password-attr server-identity-check status-ttl
        source-ip-interface""",
    ("user group", "what a group does beside holding members"): """
        id group-type authtimeout auth-concurrent-override auth-concurrent-value http-digest-realm
        sso-attribute-value user-id password user-name sponsor company email mobile-phone
        expire-type expire max-accounts multiple-guest-add sms-server sms-custom-server
        "config match" "config guest" """,
    ("log syslogd setting", SENT): """
        mode port facility source-ip source-ip-interface format priority max-log-rate enc-algorithm
        ssl-min-proto-version certificate interface interface-select-method use-management-vdom
        "config custom-field-name" vrf-select""",
    ("log syslogd filter", TRAFFIC): """
        forward-traffic local-traffic multicast-traffic sniffer-traffic ztna-traffic anomaly voip
        gtp filter filter-type dns ssh "config free-style" http-transaction forti-switch debug
        netscan-discovery netscan-vulnerability system user""",
    ("log fortianalyzer setting", SENT): """
        ips-archive alt-server fallback-to-primary certificate-verification serial access-config
        enc-algorithm hmac-algorithm ssl-min-proto-version conn-timeout monitor-keepalive-period
        monitor-failure-retry-period certificate source-ip upload-option upload-interval upload-day
        upload-time reliable priority max-log-rate interface interface-select-method
        use-management-vdom preshared-key __change_ip vrf-select server-cert-ca""",
    ("log fortiguard setting", SENT): """
        upload-option upload-interval upload-day upload-time priority max-log-rate enc-algorithm
        ssl-min-proto-version conn-timeout source-ip access-config interface interface-select-method
        vrf-select""",
    ("log eventfilter", "events of single features"): """
        vpn user router wireless-activity wan-opt endpoint ha security-rating fortiextender
        connector sdwan cifs switch-controller rest-api web-svc webproxy compliance-check""",
}
# Further collectors have the keys of the first of their kind.
TWINS = {
    "syslogd": ("syslogd2", "syslogd3", "syslogd4"),
    "fortianalyzer": ("fortianalyzer2", "fortianalyzer3", "fortianalyzer-cloud"),
}


def _paths(path: str) -> list[str]:
    first, _, rest = path.removeprefix("log ").partition(" ")
    return [path, *(f"log {twin} {rest}" for twin in TWINS.get(first, ()))]


for (_path, _reason), _text in IGNORED.items():
    for _one in _paths(_path):
        ignore_words(_one, _reason, _text)
for _kind in TWINS:
    for _of in _paths(f"log {_kind} override-setting"):
        ignore_words(_of, SENT, IGNORED[f"log {_kind} setting", SENT])
for _of in (*_paths("log fortianalyzer filter"), "log fortiguard filter"):
    ignore_words(_of, TRAFFIC, IGNORED["log syslogd filter", TRAFFIC])
