"""What no fact needs of a virtual system, of `shared`, and of what Panorama pushed."""

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
