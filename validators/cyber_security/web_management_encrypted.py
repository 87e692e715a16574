"""Web management is encrypted."""

from collections.abc import Iterator, Mapping
from typing import Any

from schoolproof.check import Item, at_least, control, expect
from schoolproof.check.firewalls.exposure import forbid_service
from schoolproof.model import Device


@control(
    code="CYBER-002",
    clauses=["NS-3e", "CS-3c", "CS-3h"],
    severity="high",
    params={"min_tls": "1.2"},
)
def check(device: Device, params: Mapping[str, Any]) -> Iterator[Item]:
    """No web page of the device works without encryption, and HTTPS is not an outdated one.

    Why it matters: a browser on http sends the administrator's password as readable text, and
    versions of TLS before 1.2 can be broken.

    Expected results:
        pass: HTTP is off, and HTTPS is off or offers TLS 1.2 and newer only
        fail: HTTP answers somewhere, or HTTPS offers an older version
        unknown: the text does not say which version of TLS is the lowest
    """
    yield from forbid_service(device, "http", "web management answers without encryption")
    if device.https_server.enabled:
        yield from expect(
            device,
            "https_server.tls_min",
            at_least(params["min_tls"]),
            says="web management offers an outdated version of TLS",
        )
