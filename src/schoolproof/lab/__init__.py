"""Virtual devices over real SSH: for the demo, for tests, and for trying changes out.

A device keeps its state: what configuration mode changes, `show` shows. Nothing here is meant to
be reached from outside: every port is on loopback.
"""

from schoolproof.lab.faults import Fault, share_out
from schoolproof.lab.machine import LabDevice
from schoolproof.lab.network import Lab, lab

__all__ = ["Fault", "Lab", "LabDevice", "lab", "share_out"]
