"""A host's accepted configuration as a device with its site."""

from __future__ import annotations

from schoolproof.check.read import ReadConfig, read_config, require_device, require_whole
from schoolproof.errors import ConfigError
from schoolproof.inventory import Host, Project
from schoolproof.model import Device
from schoolproof.platforms import platform_named
from schoolproof.sanitise import load_key


def read_host(project: Project, host: Host, key: bytes) -> ReadConfig:
    """Read one host; its device has its site.

    Raises:
        ConfigError: there is no configuration, or it is not a whole one of this platform.
        SecretLeakError: a secret in it could not be taken out.
    """
    path = project.relative(project.config_path(host))
    platform, text = platform_named(host.platform), project.config_text(host)
    require_device(text, platform, path=path)
    read = read_config(text, platform, key, source=path)
    require_whole(read, platform, path=path)
    read.device.put(None, site=project.sites[host.site])
    return read


def device_of(project: Project, host: Host) -> Device:
    """The device alone, outside of a run.

    Raises:
        ConfigError: as `read_host`.
        SecretLeakError: as `read_host`.
    """
    if not project.has_config(host):
        path = project.relative(project.config_path(host))
        raise ConfigError("there is no such configuration", path=path)
    return read_host(project, host, load_key(project.key_root)).device
