"""The management plane: how the device is reached, who may log in, what it records."""

from __future__ import annotations

from ipaddress import IPv4Network, IPv6Network
from typing import ClassVar, Literal

from schoolproof.model.facts import Facts, Table
from schoolproof.model.secret import Secret

Prefix = IPv4Network | IPv6Network


class SshServer(Facts):
    """SSH. Algorithm sets hold what the device offers; names as OpenSSH spells them."""

    KIND: ClassVar[str] = "ssh_server"

    enabled: bool
    protocol_version: Literal["1", "1.99", "2"]
    ciphers: frozenset[str]
    macs: frozenset[str]
    kex: frozenset[str]
    rsa_bits: int
    timeout_s: int
    strong_crypto: bool  # FortiOS: the switch that removes weak algorithms
    host_keys: frozenset[str]  # kinds of host key that are offered: ssh-ed25519, rsa-sha2-256 …


class Service(Facts):
    """A network service of the device, for example telnet, http, tftp, finger."""

    KIND: ClassVar[str] = "service"

    name: str
    enabled: bool


class HttpsServer(Facts):
    """HTTPS management. `tls_min` is the lowest version offered."""

    KIND: ClassVar[str] = "https_server"

    enabled: bool
    tls_min: Literal["1.0", "1.1", "1.2", "1.3"]


class Terminal(Facts):
    """A way to a shell: console, vty range, web session. `idle_timeout_s` 0: never ends."""

    KIND: ClassVar[str] = "terminal"

    name: str
    reachable: bool  # False: no transport or no exec, nobody can log in here
    transports: frozenset[str]
    idle_timeout_s: int
    acl_in: str | None
    acl6_in: str | None
    login: str | None  # AAA list or `local`; None: nothing asks
    password: Secret | None


class User(Facts):
    """A local account.

    `hash_kind`: clear, type0, type5, type7, type8, type9, sha1, sha256, bcrypt and the like.
    `trusted_hosts` empty: from anywhere. `remote`: the password lives in RADIUS, TACACS+ or SAML.
    """

    KIND: ClassVar[str] = "user"

    name: str
    privilege: str  # as the platform counts: 15, manager, super_admin
    administrator: bool
    hash_kind: str
    secret: Secret
    remote: bool
    two_factor: bool
    trusted_hosts: tuple[Prefix, ...]
    trusted_hosts6: tuple[Prefix, ...]


class Aaa(Facts):
    """Who decides on a login, in order: radius, tacacs, ldap, local, enable, line, none."""

    KIND: ClassVar[str] = "aaa"

    enabled: bool
    login_methods: tuple[str, ...]
    console_methods: tuple[str, ...]
    accounting_commands: bool


class LoginLock(Facts):
    """Brute-force protection. Times in seconds; `max_attempts` 0: no limit."""

    KIND: ClassVar[str] = "login_lock"

    max_attempts: int
    window_s: int
    lockout_s: int


class PasswordPolicy(Facts):
    """Rules that the device enforces on local passwords. `min_length` 0: none."""

    KIND: ClassVar[str] = "password_policy"

    min_length: int
    complexity: bool
    expiry_days: int


class SnmpCommunity(Facts):
    """SNMP version 1 or 2c. `name` is the sanitised token, never the text."""

    KIND: ClassVar[str] = "snmp.community"

    name: str
    writable: bool
    secret: Secret
    acl: str | None

    @property
    def label(self) -> str:
        """The token: a community is a password in clear."""
        return f"community {self.name}"


class SnmpUser(Facts):
    """SNMPv3 user or group. `level`: noauth, auth, priv."""

    KIND: ClassVar[str] = "snmp.user"

    name: str
    level: Literal["noauth", "auth", "priv"]
    auth_protocol: str | None  # md5, sha, sha224, sha256 …
    priv_protocol: str | None  # des, 3des, aes128, aes192, aes256


class Snmp(Facts):
    """SNMP agent. `users_known` False: the platform keeps users outside the text."""

    KIND: ClassVar[str] = "snmp"

    enabled: bool
    communities: Table[SnmpCommunity]
    users: Table[SnmpUser]
    groups: Table[SnmpUser]
    trap_targets: tuple[str, ...]
    users_known: bool


class Ntp(Facts):
    """Time sources."""

    KIND: ClassVar[str] = "ntp"

    enabled: bool
    servers: tuple[str, ...]
    authentication: bool


class Clock(Facts):
    """Time zone. `uk` True: UK time with summer time."""

    KIND: ClassVar[str] = "clock"

    zone: str
    uk: bool


class Logging(Facts):
    """Remote logging. `severity` is the least severe level sent, in syslog's words (RFC 5424)."""

    KIND: ClassVar[str] = "logging"

    hosts: tuple[str, ...]
    severity: str
    timestamps: bool
    configuration_changes: bool
    login_success: bool
    login_failure: bool


class Banner(Facts):
    """Text shown before login. It may hold anything: it is never read as configuration."""

    KIND: ClassVar[str] = "banner"

    login: str


class ManagementAccess(Facts):
    """Sources that may reach a management service. `sources` None: anybody."""

    KIND: ClassVar[str] = "management_access"

    name: str  # ssh, https, snmp
    sources: tuple[Prefix, ...] | None
    sources6: tuple[Prefix, ...] | None


class RadiusServer(Facts):
    """A RADIUS or TACACS+ server."""

    KIND: ClassVar[str] = "radius_server"

    name: str
    address: str
    protocol: Literal["radius", "tacacs"]
    secret: Secret
    accounting: bool


class Firmware(Facts):
    """What runs. `version` as the vendor writes it."""

    KIND: ClassVar[str] = "firmware"

    version: str
    model: str


class AutoUpdate(Facts):
    """Updates that the device fetches by itself. `signature_hours`: longest time between two.

    `firmware`: it installs new firmware by itself.
    """

    KIND: ClassVar[str] = "auto_update"

    enabled: bool
    signature_hours: int
    firmware: bool
