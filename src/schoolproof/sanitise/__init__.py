"""Secrets out: what a device says is raw, what may be written is sanitised.

A token keeps what controls need (kind, strength, keyed fingerprint) and nothing else; see
`schoolproof.model.secret`. Nothing here logs.
"""

from schoolproof.errors import SecretLeakError
from schoolproof.sanitise.clean import SanitisedConfig
from schoolproof.sanitise.engine import sanitise
from schoolproof.sanitise.keyfile import load_key
from schoolproof.sanitise.raw import RawConfig

__all__ = ["RawConfig", "SanitisedConfig", "SecretLeakError", "load_key", "sanitise"]
