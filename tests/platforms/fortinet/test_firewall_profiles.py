import pytest

from schoolproof.errors import UnknownFact
from schoolproof.model import line_of

from .reading import case, text_of

FIREWALL = case("firewall_profiles").firewall
LINES = text_of("firewall_profiles").splitlines()


def test_web_filter() -> None:
    pupil = FIREWALL.web_filters["Pupil"]
    assert pupil.categories == {"83": "block", "96": "warn", "52": "monitor"}
    assert pupil.unrated == "block"
    assert pupil.error_allow is True
    assert pupil.safe_search == {"url", "header"}
    assert pupil.youtube_restrict == "strict"
    assert pupil.log_all_urls is True
    assert pupil.overrides is True
    assert (
        LINES[(line_of(pupil, "error_allow") or 0) - 1]
        .strip()
        .startswith("set options error-allow")
    )


def test_exceptions_are_entries_that_pass_and_are_on() -> None:
    assert FIREWALL.web_filters["Pupil"].exceptions == ("exams.example.org", "*.example.net")
    assert FIREWALL.web_filters["Staff"].exceptions == ()


def test_moved_sites() -> None:
    assert FIREWALL.local_ratings == {"moved.example.org": ("140",)}


def test_absent_settings_of_a_web_filter() -> None:
    staff = FIREWALL.web_filters["Staff"]
    assert (staff.unrated, staff.error_allow) == ("allow", False)
    assert (staff.safe_search, staff.youtube_restrict) == (frozenset(), "none")
    assert (staff.log_all_urls, staff.overrides) == (False, False)


def test_categories_that_are_switched_off_block_nothing() -> None:
    off = FIREWALL.web_filters["Off"]
    assert (off.categories, off.unrated, off.error_allow) == ({}, "allow", True)


@pytest.mark.parametrize("fact", ["categories", "unrated", "error_allow"])
def test_without_an_options_line_nothing_is_known(fact: str) -> None:
    with pytest.raises(UnknownFact):
        getattr(FIREWALL.web_filters["Silent"], fact)


def test_dns_filter() -> None:
    pupil = FIREWALL.dns_filters["Pupil-DNS"]
    assert pupil.categories == {"83": "block", "26": "monitor"}
    assert (pupil.safe_search, pupil.youtube_restrict) == (True, "moderate")
    assert (pupil.botnet_block, pupil.log_all, pupil.error_allow) == (True, True, False)


def test_dns_youtube_needs_safe_search() -> None:
    bare = FIREWALL.dns_filters["Bare-DNS"]
    assert (bare.safe_search, bare.youtube_restrict) == (False, "none")
    with pytest.raises(UnknownFact):
        _ = bare.error_allow


def test_the_first_matching_application_entry_decides() -> None:
    apps = FIREWALL.app_controls["Pupil-Apps"]
    assert apps.applications == {"40169": "block", "41540": "block", "31077": "monitor"}
    assert apps.categories == {"2": "block", "6": "block", "5": "monitor", "8": "allow"}
    assert (apps.other, apps.unknown) == ("monitor", "block")


def test_an_entry_without_limits_takes_all_that_is_left() -> None:
    apps = FIREWALL.app_controls["Closed-Apps"]
    assert apps.categories == {"23": "monitor"}
    assert (apps.other, apps.unknown) == ("block", "allow")


def test_tls_profiles() -> None:
    deep = FIREWALL.tls_inspections["School-Deep"]
    assert (deep.mode, deep.quic, deep.untrusted_certificate) == ("deep", "block", "block")
    assert deep.exempt_categories == {"31"}
    assert deep.exempt_addresses == {"bank"}
    assert FIREWALL.tls_inspections["All-Ports"].mode == "certificate"


def test_factory_tls_profiles_exist_without_text() -> None:
    table = FIREWALL.tls_inspections
    assert table["certificate-inspection"].mode == "certificate"
    assert table["deep-inspection"].mode == "deep"
    assert table["no-inspection"].mode == "none"
    with pytest.raises(UnknownFact):
        _ = table["deep-inspection"].quic


def test_quic_passed_before_release_7_4() -> None:
    table = case("firewall_policies").firewall.tls_inspections
    assert table["deep-inspection"].quic == "bypass"


def test_an_absent_tls_profile_is_no_inspection() -> None:
    assert FIREWALL.policies["1"].tls_inspection == "no-inspection"
    assert FIREWALL.policies["1"].lines["tls_inspection"] is None


@pytest.mark.parametrize(
    ("name", "blocking"), [("school", True), ("watch", False), ("empty", False)]
)
def test_sensors(name: str, blocking: bool) -> None:
    assert FIREWALL.ips_sensors[name].blocking is blocking


@pytest.mark.parametrize(
    ("name", "blocking"), [("school", True), ("old", False), ("mail only", False)]
)
def test_antivirus(name: str, blocking: bool) -> None:
    assert FIREWALL.antivirus_profiles[name].blocking is blocking
