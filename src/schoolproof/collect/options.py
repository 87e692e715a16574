"""What a run of `collect` was asked to do."""

from __future__ import annotations

from dataclasses import dataclass

WORKERS = 20
PER_SITE = 4  # sessions at once in one school: its line may be thin, its bastion small
TIMEOUT = 10.0  # seconds of silence; doubled at each retry, longer for devices that answer slowly
ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class Options:
    """Empty selections mean all. `timeout` and `backoff` in seconds."""

    sites: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    platforms: tuple[str, ...] = ()
    workers: int = WORKERS
    per_site: int = PER_SITE
    timeout: float = TIMEOUT
    attempts: int = ATTEMPTS
    backoff: float = 1.0
    dry_run: bool = False
    resume: bool = False
    retry_failed: bool = False
    trust_new: bool = False
