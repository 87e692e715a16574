"""PAN-DB's categories of sites, and names of applications (App-ID), by the vendor's own words.

Sources, read in November 2026: Advanced URL Filtering Administration, URL Categories and Custom
URL Categories; the vendor's posts on the categories Encrypted-DNS (2022) and Artificial
Intelligence (2023); knowledge base kA10g000000ClarCAC on QUIC; DNS Security, Configure DNS
Security Over DoH.

The vendor puts the Internet Watch Foundation's list into `adult` and `questionable` at once, and
says that blocking either stops it. `extremism` holds sites that promote terrorism. No category
stands for violence or self-harm alone.
"""

SITES: dict[str, str] = {}  # the names speak for themselves
APPLICATIONS: dict[str, str] = {}
HARMFUL = """
abused-drugs adult command-and-control copyright-infringement dating gambling hacking malware
nudity peer-to-peer phishing questionable weapons
"""
LEARNING = """
abortion educational-institutions health-and-medicine news reference-and-research sex-education
"""

LISTS = {
    "illegal": ("adult|questionable", "extremism"),
    "harmful": tuple(HARMFUL.split()),
    "learning": tuple(LEARNING.split()),
    "bypass sites": ("proxy-avoidance-and-anonymizers", "dynamic-dns"),
    # Subcategories of applications. `encrypted-tunnel` holds ordinary TLS and SSH too, so it is
    # never asked for as a whole: its best known tools stand below by name. Names as Applipedia
    # has them, unverified: no document of the vendor's was at hand that lists them.
    "bypass kinds": ("proxy", "remote-access"),
    "bypass applications": ("tor", "ultrasurf", "psiphon", "open-vpn", "bittorrent"),
    "artificial intelligence": ("artificial-intelligence",),
    "quic": ("quic",),
    "encrypted names": ("dns-over-https",),
    "encrypted names sites": ("encrypted-dns",),  # allowed by default; PAN-OS 9.1 and later
}
