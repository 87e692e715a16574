"""SSH is version 2 with strong algorithms."""

from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from typing import Any

from schoolproof.check import Gap, Item, Wanted, at_least, control, expect
from schoolproof.model import Device

DENY = (
    *("3des-cbc", "aes*-cbc", "rijndael-cbc@*", "arcfour*", "blowfish-cbc", "cast128-cbc"),
    *("hmac-md5*", "hmac-sha1*", "umac-64*", "hmac-ripemd160*"),
    *("diffie-hellman-group1-sha1", "diffie-hellman-group14-sha1"),
    "diffie-hellman-group-exchange-sha1",
)
KINDS = {"ciphers": "cipher", "macs": "checksum", "kex": "key exchange"}


@control(
    code="CYBER-003",
    clauses=["NS-3e", "CS-3c"],
    severity="high",
    params={"min_rsa_bits": 2048, "deny": DENY},
)
def check(device: Device, params: Mapping[str, Any]) -> Iterator[Item]:
    """SSH takes version 2 only, offers no weak algorithm, and has a host key of enough bits.

    Why it matters: old algorithms are broken in the laboratory, and many devices still offer them
    when nobody switches them off.

    Expected results:
        pass: version 2, no weak algorithm, and a host key that the text shows to be strong
        fail: one finding for version 1 and one for each kind of algorithm with a weak member
        unknown: the text does not list the algorithms, or the host key is not in it
        notapplicable: SSH is off
    """
    server = device.ssh_server
    if "enabled" in server.lines and not server.enabled:
        return
    yield from expect(device, "ssh_server.protocol_version", "2", says="SSH takes version 1 too")
    if "strong_crypto" in server.lines:
        yield from expect(
            device, "ssh_server.strong_crypto", True, says="strong cryptography is switched off"
        )
    for fact, kind in KINDS.items():
        offered = getattr(server, fact) if fact in server.lines else frozenset()
        weak = sorted(n for n in offered if any(fnmatchcase(n, d) for d in params["deny"]))
        bad = frozenset(weak)
        wanted = Wanted(bad.isdisjoint, "without " + ", ".join(weak), offered - bad)
        yield from expect(
            device,
            f"ssh_server.{fact}",
            wanted,
            says=f"SSH offers a weak {kind}: {', '.join(weak)}",
        )
    yield from _host_key(device, params["min_rsa_bits"])


def _host_key(device: Device, bits: int) -> Iterator[Item]:
    """A list of host key kinds without RSA settles it; the size of an RSA key is not in texts."""
    server = device.ssh_server
    if "host_keys" in server.lines and not any("rsa" in k or "dss" in k for k in server.host_keys):
        return
    if "rsa_bits" in server.lines:
        yield from expect(device, "ssh_server.rsa_bits", at_least(bits), says="the key is short")
    else:
        yield Gap(device, "the size of the SSH host key is not in the text: `show ip ssh` tells it")
