"""What is written, where, and under which key."""

from __future__ import annotations

from multiprocessing import get_context
from pathlib import Path
from threading import Timer

import pytest

from schoolproof.errors import UserError
from schoolproof.model import secret_in
from schoolproof.platforms import platform_named
from schoolproof.sanitise import RawConfig, SanitisedConfig, load_key, sanitise

from .conftest import KEY

SAMPLES = Path(__file__).parent / "samples"


def tokens(name: str, key: bytes = KEY) -> list[str]:
    raw = RawConfig((SAMPLES / name).read_text(), source=name)
    text = sanitise(raw, platform_named(name.split(".", maxsplit=1)[0]), key).text
    return [str(secret_in(line)) for line in text.splitlines() if secret_in(line)]


def test_equal_secrets_have_equal_fingerprints_whatever_their_form() -> None:
    first, second, third, other = (t.split(":")[-1] for t in tokens("cisco_ios.equal.cfg"))
    assert first == second == third
    assert other != first


def test_another_key_gives_another_fingerprint() -> None:
    assert tokens("cisco_ios.equal.cfg") != tokens("cisco_ios.equal.cfg", b"another key of tests")


def test_salted_kinds_have_no_fingerprint() -> None:
    assert tokens("cisco_ios.salted.cfg") == [
        "<redacted:type9:ok:->",
        "<redacted:type5:default:->",
        "<redacted:type6:ok:->",
    ]


def test_the_section_decides() -> None:
    raw = (SAMPLES / "fortinet.section.cfg").read_text()
    text = sanitise(RawConfig(raw, source="x"), platform_named("fortinet"), KEY).text
    changed = [a for a, b in zip(raw.splitlines(), text.splitlines(), strict=True) if a != b]
    assert changed == ['        set name "blue-heron-41"', '            set key "blue-heron-42"']


def test_names_stay_even_where_they_are_passwords_too() -> None:
    raw = (SAMPLES / "cisco_ios.names.cfg").read_text()
    text = sanitise(RawConfig(raw, source="x"), platform_named("cisco_ios"), KEY).text
    assert "hostname kestrel-77" in text
    assert "username kestrel-77 secret 0 <redacted:" in text


def test_a_secret_goes_from_free_text_too() -> None:
    raw = (SAMPLES / "cisco_ios.echo.cfg").read_text()
    text = sanitise(RawConfig(raw, source="x"), platform_named("cisco_ios"), KEY).text
    assert raw.count("osprey+1999+fen") == 3
    assert "osprey" not in text


def test_writing_replaces_the_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "sw1.cfg"
    path.write_text("old")
    SanitisedConfig("hostname a\r\n", "sw1").write(path, root=tmp_path)
    assert path.read_bytes() == b"hostname a\r\n"
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    target = tmp_path / "target"
    target.write_text("mine")
    link = tmp_path / "sw1.cfg"
    link.symlink_to(target)
    with pytest.raises(UserError, match="link"):
        SanitisedConfig("hostname a", "sw1").write(link, root=tmp_path)
    assert target.read_text() == "mine"


def test_a_linked_folder_does_not_lead_out(tmp_path: Path) -> None:
    inside, outside = tmp_path / "in", tmp_path / "out"
    inside.mkdir()
    outside.mkdir()
    (inside / "site").symlink_to(outside)
    for path in (inside / "site" / "sw1.cfg", inside / ".." / "out" / "sw1.cfg"):
        with pytest.raises(UserError, match="leads out"):
            SanitisedConfig("hostname a", "sw1").write(path, root=inside)
    assert list(outside.iterdir()) == []


def test_the_key_is_made_once_for_its_owner_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SCHOOLPROOF_KEY", raising=False)
    first = load_key(tmp_path)
    assert load_key(tmp_path) == first
    assert (tmp_path / ".schoolproof.key").stat().st_mode & 0o777 == 0o600
    assert load_key(tmp_path / ".") == first


def test_runs_that_begin_together_agree_on_the_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SCHOOLPROOF_KEY", raising=False)
    folders = [tmp_path / str(number) for number in range(50)]
    for folder in folders:
        folder.mkdir()
    with get_context("fork").Pool(4) as pool:
        found = pool.map(load_key, [folder for folder in folders for _ in range(4)], chunksize=1)
    assert all(len(set(found[at : at + 4])) == 1 for at in range(0, len(found), 4))


def test_a_key_that_is_just_being_written_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SCHOOLPROOF_KEY", raising=False)
    path = tmp_path / ".schoolproof.key"
    path.touch()
    writer = Timer(0.2, path.write_text, ["another run's key, long enough"])
    writer.start()
    assert load_key(tmp_path) == b"another run's key, long enough"
    writer.join()


def test_the_environment_goes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCHOOLPROOF_KEY", "a key from the environment")
    assert load_key(tmp_path) == b"a key from the environment"
    assert list(tmp_path.iterdir()) == []


def test_a_short_or_linked_key_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCHOOLPROOF_KEY", "short")
    with pytest.raises(UserError, match="SCHOOLPROOF_KEY is shorter than 16"):
        load_key(tmp_path)
    monkeypatch.delenv("SCHOOLPROOF_KEY")
    (tmp_path / ".schoolproof.key").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(UserError, match="key file cannot be used"):
        load_key(tmp_path)
