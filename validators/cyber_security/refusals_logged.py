"""What the firewall refuses leaves a record."""

from collections.abc import Iterator

from schoolproof.check import OK, Item, control, expect
from schoolproof.check.firewalls.exposure import may_speak_ipv6
from schoolproof.check.firewalls.rules import ends_in_logged_refusal
from schoolproof.check.switches.ports import each
from schoolproof.model import Device
from schoolproof.model.policies import FirewallPolicy


@control(
    code="CYBER-038",
    clauses=["CS-3e", "CS-1e", "FM-3j"],
    severity="high",
    device="firewall",
)
def check(device: Device) -> Iterator[Item]:
    """Rules that refuse log, and so does what refuses at the end.

    At the end stands a rule of one's own that refuses everything and logs, or the firewall's own
    refusal with its log switched on.

    Why it matters: a device that knocks at closed doors is the first sign of an infection, or of
    somebody who looks for a way round the filter.

    Expected results:
        pass: every refusal is logged
        fail: one finding for each rule that refuses in silence, and for the end
        unknown: the text does not say what the device logs
    """
    refusing = [p for p in device.firewall.policies if p.enabled and p.action == "deny"]

    def judge(policy: FirewallPolicy) -> Iterator[Item]:
        yield from expect(policy, "log", "all", says="refuses without a record")

    yield from each(refusing, judge)
    if ends_in_logged_refusal(device.firewall, six=may_speak_ipv6(device)):
        yield OK
        return
    says = "traffic that no rule allows is refused without a record"
    yield from expect(device.firewall.logging, "implicit_deny", True, says=says)
