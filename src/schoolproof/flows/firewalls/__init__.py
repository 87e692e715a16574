"""What a firewall's configuration lets through: policies, objects, routes, proxies, VDOMs."""
