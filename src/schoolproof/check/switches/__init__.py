"""What controls on switches and wireless share: ports, VLANs, access lists, networks on air."""
