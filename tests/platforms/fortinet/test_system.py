import pytest

from schoolproof.errors import UnknownFact
from schoolproof.platforms import recognise

from .reading import FORTINET, case, device_of, text_of


def test_the_header_names_model_and_release() -> None:
    firmware = case("management").firmware
    assert (firmware.model, firmware.version, firmware.line) == ("FGT60F", "7.4.8", 1)


def test_a_header_of_the_older_form_is_read() -> None:
    header = "#config-version=FortiGate-VM64 v6.2.3,build1066,191218 (GA):opmode=0:vdom=0"
    firmware = device_of(header + "\nconfig system global\nend\n").firmware
    assert (firmware.model, firmware.version) == ("FortiGate-VM64", "6.2.3")


def test_a_text_without_a_name_has_no_host_name() -> None:
    with pytest.raises(UnknownFact):
        _ = device_of("config system global\nend\n").hostname


def test_lockout_is_three_tries_and_a_minute_unless_written() -> None:
    lock = device_of("config system global\nend\n").login_lock
    assert (lock.max_attempts, lock.lockout_s, lock.lines["lockout_s"]) == (3, 60, None)
    lock = case("management").login_lock
    assert (lock.lockout_s, lock.lines["lockout_s"]) == (300, 7)


@pytest.mark.parametrize(
    ("lines", "uk"),
    [
        ('set timezone "Europe/London"', True),
        ("set timezone 25", True),
        ("set timezone 25\nset dst disable", False),
        ("set timezone 04", False),
        ("", False),
    ],
)
def test_uk_time_by_name_and_by_number(lines: str, uk: bool) -> None:
    assert device_of(f"config system global\n{lines}\nend\n").clock.uk is uk


def test_no_banner_unless_it_is_switched_on() -> None:
    assert device_of("config system global\nend\n").banner.login == ""
    assert case("management").banner.login


@pytest.mark.parametrize(("version", "known"), [("7.6.4", True), ("7.6.5", False)])
def test_an_absent_password_policy_is_off_until_the_release_that_starts_with_one(
    version: str, known: bool
) -> None:
    device = device_of(f"#config-version=FGT60F-{version}-FW-build1-1:opmode=0\n")
    assert ("min_length" in device.password_policy.lines) is known
    if known:
        assert device.password_policy.min_length == 0


def test_a_password_policy_that_is_off_asks_for_nothing() -> None:
    policy = case("full_configuration").password_policy
    assert (policy.min_length, policy.complexity, policy.lines["min_length"]) == (0, False, 51)
    policy = case("management").password_policy
    assert (policy.min_length, policy.complexity, policy.expiry_days) == (14, True, 0)


def test_a_policy_for_other_passwords_does_not_bind_administrators() -> None:
    lines = "set status enable\nset minimum-length 14\nset apply-to ipsec-preshared-key"
    assert (
        device_of(f"config system password-policy\n{lines}\nend\n").password_policy.min_length == 0
    )


def test_time_servers_of_ones_own_and_of_the_vendor() -> None:
    ntp = case("management").ntp
    assert (ntp.enabled, ntp.servers) == (True, ("10.20.60.11", "ntp.example.org"))
    assert not ntp.authentication
    assert case("tricky_values").ntp.servers == ("fortiguard",)
    assert not device_of("").ntp.enabled


@pytest.mark.parametrize(
    ("lines", "hours"),
    [
        ("", 1),
        ("set frequency daily", 24),
        ("set frequency weekly\nset day Friday", 168),
        ("set frequency every\nset time 06:30", 6),
    ],
)
def test_signatures_come_at_least_that_often(lines: str, hours: int) -> None:
    text = f"config system autoupdate schedule\n{lines}\nend\n"
    assert device_of(text).auto_update.signature_hours == hours


def test_firmware_updates_are_known_only_where_they_are_written() -> None:
    assert case("management").auto_update.firmware
    assert "firmware" not in case("wireless").auto_update.lines


def test_the_platform_is_recognised_by_its_words() -> None:
    assert recognise(text_of("management")) == "fortinet"


def test_the_table_of_defaults_names_every_source() -> None:
    assert len(FORTINET.defaults) > 40
    assert all(row.fact and row.absent and row.source for row in FORTINET.defaults)
