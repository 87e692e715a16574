"""802.1X and MAC authentication on switched ports, in the old words and in those of IBNS 2.0."""

from __future__ import annotations

from schoolproof.model import Interface
from schoolproof.model.interface import InterfaceDot1x
from schoolproof.platforms.base import Default
from schoolproof.platforms.cisco_ios.draft import Draft, Said, fixed, takes, toggle
from schoolproof.platforms.cisco_ios.templates import Fallback, fallback_of
from schoolproof.platforms.cisco_ios.top import Reading

GUIDE = "Catalyst 9300 Security command reference"
DEFAULTS = (
    Default("interface.dot1x.port_control", "force-authorized",
            f"{GUIDE}, `access-session port-control`"),
    Default("interface.dot1x.monitor", "old style: False until `authentication open`; new style: "
            "True until `access-session closed`", f"{GUIDE}, `access-session closed`"),
    Default("interface.dot1x.mab", "False", f"{GUIDE}, `mab`"),
    Default("interface.dot1x.server_fail_vlan", "None",
            f"{GUIDE}, `authentication event server dead`"),
    Default("interface.dot1x.guest_vlan", "None", f"{GUIDE}, `authentication event no-response`"),
)  # fmt: skip

CONTROL = r"(auto|force-authorized|force-unauthorized)"
takes("control", rf"(?:authentication|dot1x) port-control {CONTROL}")
takes("new control", rf"access-session port-control {CONTROL}")
fixed("control", "force-authorized", r"no (?:authentication|dot1x) port-control.*")
toggle("open", "authentication open")
toggle("closed", "access-session closed")
toggle("pae", r"dot1x pae (?:authenticator|both)")
toggle("mab", r"mab(?: eap)?")
takes("subscriber", r"service-policy type control subscriber (\S+)")
takes(
    "dead vlan",
    r"authentication event server dead action (?:authorize|reinitialize) vlan (\d+)",
    convert=int,
)
fixed("dead open", True, "authentication event server dead action authorize")
takes("guest vlan", r"authentication event no-response action authorize vlan (\d+)", convert=int)
takes("guest vlan", r"dot1x guest-vlan (\d+)", convert=int)
takes(
    "failed vlan",
    r"authentication event fail(?: retry \d+)? action authorize vlan (\d+)",
    convert=int,
)
takes("failed vlan", r"dot1x auth-fail vlan (\d+)", convert=int)


def dot1x(_port: Interface, draft: Draft, reading: Reading) -> InterfaceDot1x:
    """Effective values: what is written on the port does nothing while it is off globally."""
    part = InterfaceDot1x()
    policy, policy_line = draft.ask("subscriber")
    mab, mab_line = draft.ask("mab", False)
    new = policy is not None or "new control" in draft.said
    control, line = draft.ask("new control" if new else "control", "force-authorized")
    part.put(line, port_control=control)
    part.put(mab_line, mab=bool(mab) and control == "auto")
    monitor, monitor_line = _monitor(draft, new=new)
    asks = control == "auto"
    part.put(monitor_line if asks else line, monitor=monitor and asks)
    fallback = fallback_of(reading, policy) if policy is not None else None
    if new and asks and fallback is None:
        return part  # the policy is not in the text: who may pass, and when, is not known
    enabled, why = _asking(draft, reading, fallback)
    if not asks:
        part.put(line, enabled=False)
    elif monitor:
        part.put(monitor_line, enabled=False)
    else:
        part.put(line if enabled else why, enabled=enabled)
    if fallback is not None:
        _by_policy(part, fallback, reading, policy_line)
    else:
        _by_words(part, draft)
    return part


def _monitor(draft: Draft, *, new: bool) -> Said:
    if new:
        closed, line = draft.ask("closed", False)
        return not closed, line
    return draft.ask("open", False)


def _asking(draft: Draft, reading: Reading, fallback: Fallback | None) -> tuple[bool, int | None]:
    """Whether anything authenticates here, and the line that decides when it does not."""
    device = reading.device
    if "aaa" not in device.lines or not device.aaa.enabled:
        return False, device.lines.get("aaa")  # without `aaa new-model` no server is asked
    methods = fallback.asks if fallback is not None else {"dot1x", "mab"}
    by_dot1x = bool(draft.ask("pae", False)[0]) and bool(reading.notes.get("dot1x"))
    by_mab = bool(draft.ask("mab", False)[0])
    return ("dot1x" in methods and by_dot1x) or ("mab" in methods and by_mab), None


def _by_words(part: InterfaceDot1x, draft: Draft) -> None:
    vlan, line = draft.ask("dead vlan")
    part.put(line, server_fail_vlan=vlan)
    opens, where = draft.ask("dead open", False)
    part.put(where, server_fail_open=opens and vlan is None)
    guest, line = draft.ask("guest vlan")
    if guest is None:
        guest, line = draft.ask("failed vlan")
    part.put(line, guest_vlan=guest)


def _by_policy(
    part: InterfaceDot1x, fallback: Fallback, reading: Reading, policy_line: int | None
) -> None:
    silent = _vlan_of(fallback.silent, reading)
    failed = _vlan_of(fallback.failed, reading)
    line = silent[1] if silent else policy_line
    part.put(line, server_fail_vlan=silent[0] if silent else None)
    opens = fallback.silent_authorizes and silent is None
    part.put(fallback.silent_line or policy_line, server_fail_open=opens)
    part.put(failed[1] if failed else policy_line, guest_vlan=failed[0] if failed else None)


def _vlan_of(templates: list[str], reading: Reading) -> tuple[int, int] | None:
    known: dict[str, tuple[int, int] | None] = reading.notes.get("service templates", {})
    return next((known[name] for name in templates if known.get(name)), None)
