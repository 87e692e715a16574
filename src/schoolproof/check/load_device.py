"""A host's accepted configuration as a device with its site, outside of a run."""

from __future__ import annotations

from schoolproof.check.read import read_config, require_device, require_whole
from schoolproof.errors import ConfigError
from schoolproof.inventory import Host, Project
from schoolproof.model import Device
from schoolproof.platforms import platform_named
from schoolproof.sanitise import load_key


def device_of(project: Project, host: Host) -> Device:
    """Read one host.

    Raises:
        ConfigError: there is no configuration, or it is not a whole one of this platform.
        SecretLeakError: a secret in it could not be taken out.
    """
    path = project.relative(project.config_path(host))
    if not project.has_config(host):
        raise ConfigError("there is no such configuration", path=path)
    platform, text = platform_named(host.platform), project.config_text(host)
    require_device(text, platform, path=path)
    read = read_config(text, platform, load_key(project.key_root), source=path)
    require_whole(read, platform, path=path)
    read.device.put(None, site=project.sites[host.site])
    return read.device
