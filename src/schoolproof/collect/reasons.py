"""Why a device was not collected: stable codes, each with what to try."""

from __future__ import annotations

from enum import StrEnum

from schoolproof.errors import SchoolproofError


class Reason(StrEnum):
    """The code of a failure. Codes never change their meaning; new ones may come."""

    NO_CREDENTIALS = "no-credentials"
    PLATFORM_UNCOLLECTED = "not-collectable"
    DNS = "dns"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"
    TIMEOUT = "timeout"
    RESET = "reset"
    BASTION = "bastion"
    ALGORITHMS = "algorithms"
    HOST_KEY = "host-key"
    HOST_KEY_UNKNOWN = "host-key-unknown"
    AUTH = "auth"
    BRAKE = "brake"
    ENABLE = "enable"
    LOGIN = "login"
    PAGER = "pager"
    ERROR_TEXT = "error-text"
    EMPTY = "empty"
    GARBAGE = "garbage"
    PROMPT = "prompt"
    PLATFORM = "platform"
    TRUNCATED = "truncated"
    HOSTNAME = "hostname"
    SHRUNK = "shrunk"
    QUARANTINED = "quarantined"
    WRITE = "write"
    FILE = "file"
    INTERRUPTED = "interrupted"
    FAULT = "fault"

    @property
    def advice(self) -> str:
        """What to try, in one sentence."""
        return ADVICE[self]

    @property
    def may_pass(self) -> bool:
        """Whether trying again at once makes sense."""
        return self in {Reason.TIMEOUT, Reason.RESET}


ADVICE = {
    Reason.NO_CREDENTIALS: "give a user name and password, see docs/collecting.md",
    Reason.PLATFORM_UNCOLLECTED: "export its configuration and import it with --from",
    Reason.DNS: "correct `hostname` in inventory/hosts.yaml, or the name server",
    Reason.REFUSED: "switch SSH on at the device, or correct `port` in the inventory",
    Reason.UNREACHABLE: "look for a route or a firewall rule from here to the device",
    Reason.TIMEOUT: "look whether the device is up and reachable, or raise --timeout",
    Reason.RESET: "the device closed the connection: look at its log and at its free sessions",
    Reason.BASTION: "try `ssh` to the bastion by hand with the same ssh_config_file",
    Reason.ALGORITHMS: "update the device, or name what it needs in `legacy_ssh` of this host",
    Reason.HOST_KEY: (
        "if the device was replaced or reset, compare the new key at its console, then remove "
        "its line from inventory/known_hosts and collect with --trust-new; if not, somebody may "
        "stand between"
    ),
    Reason.HOST_KEY_UNKNOWN: "compare the key at the device's console, then use --trust-new",
    Reason.AUTH: "log in by hand with this account; it was tried once and is not tried again",
    Reason.BRAKE: "correct the password that two devices refused, then use --retry-failed",
    Reason.ENABLE: "give the enable secret, see docs/collecting.md, or a level that needs none",
    Reason.LOGIN: "log in by hand: the device does not answer as its platform does",
    Reason.PAGER: "let the account switch paging off, see docs/collecting.md",
    Reason.ERROR_TEXT: "let the account show the whole configuration, see docs/collecting.md",
    Reason.EMPTY: "look by hand what the device shows to this account",
    Reason.GARBAGE: "the line or the device is broken: look by hand what the device shows",
    Reason.PROMPT: "log in by hand: something else writes into the session",
    Reason.PLATFORM: "correct `platform` in inventory/hosts.yaml, or `hostname` there",
    Reason.TRUNCATED: "use --retry-failed; if the device really ends like this, remove its file "
    "in configs/ in a commit of its own, then collect",
    Reason.HOSTNAME: "correct `hostname` in inventory/hosts.yaml, or say what the device calls "
    "itself: `data: {hostname: NAME}`",
    Reason.SHRUNK: "compare by hand; if the device really lost so much, remove its file in "
    "configs/ in a commit of its own, then collect",
    Reason.QUARANTINED: "a secret could not be taken out, so nothing was written: report the "
    "shape of this line, without the secret",
    Reason.WRITE: "look at the rights and the free space of the folder configs/",
    Reason.FILE: "rename or remove the file that does not belong",
    Reason.INTERRUPTED: "go on with --resume",
    Reason.FAULT: "this is a fault of schoolproof, report it",
}


class CollectError(SchoolproofError):
    """A device that was not collected. `detail` quotes neither secrets nor whole lines."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail
