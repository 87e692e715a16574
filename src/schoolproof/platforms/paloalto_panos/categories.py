"""Categories of sites that PAN-DB has had since release 8.1.

A category that no list of a profile names is allowed without a log, so only a profile that names
all of these logs everything. Later ones (artificial-intelligence, encrypted-dns, grayware and so
on) are left out, since older releases do not know them.

Source: Advanced URL Filtering Administration, URL Categories; the vendor's test page of each
category, urlfiltering.paloaltonetworks.com/test-<category>. Read in November 2026.
"""

NAMES = """
abortion abused-drugs adult alcohol-and-tobacco auctions business-and-economy command-and-control
computer-and-internet-info content-delivery-networks copyright-infringement dating dynamic-dns
educational-institutions entertainment-and-arts extremism financial-services gambling games
government hacking health-and-medicine home-and-garden hunting-and-fishing insufficient-content
internet-communications-and-telephony internet-portals job-search legal malware military
motor-vehicles music news not-resolved nudity online-storage-and-backup parked peer-to-peer
personal-sites-and-blogs philosophy-and-political-advocacy phishing private-ip-addresses
proxy-avoidance-and-anonymizers questionable real-estate recreation-and-hobbies
reference-and-research religion search-engines sex-education shareware-and-freeware shopping
social-networking society sports stock-advice-and-tools streaming-media
swimsuits-and-intimate-apparel training-and-tools translation travel unknown weapons
web-advertisements web-based-email web-hosting
"""
CATEGORIES = tuple(NAMES.split())
