"""Live devices to Git: connect, read, judge, take the secrets out, write whole or not at all.

What a device says stays in memory until it was judged and sanitised. Nothing here logs, and the
loggers of Nornir, Netmiko and Paramiko are silenced, because they would quote what devices say.
"""
