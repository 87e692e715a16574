from schoolproof.model import Device
from schoolproof.platforms.fortinet.grammar import GRAMMAR
from schoolproof.platforms.fortinet.reading import Reading, ignored
from schoolproof.platforms.fortinet.settings import Settings

from .reading import FORTINET, HERE, case, text_of


def block(path: str, text: str) -> Settings:
    return Reading(GRAMMAR.parse(text), Device()).block(path)


def zones() -> Settings:
    return block("system zone", (HERE / "samples" / "verbs.cfg").read_text(encoding="utf-8"))


def test_verbs_move_copy_rename_and_delete_objects() -> None:
    assert [entry.name for entry in zones().edits()] == ["c", "z", "d", "0", "1"]


def test_a_list_is_what_set_append_and_unselect_leave() -> None:
    copy = zones().edit("d")
    assert copy is not None
    assert copy.list("interface") == ("p4",)


def test_unset_absent_and_empty_are_three_things() -> None:
    table = {entry.name: entry for entry in zones().edits()}
    assert table["c"].get("interface") == ()
    assert table["z"].get("intrazone") is None
    assert table["d"].get("description") == ("",)
    assert table["c"].list("interface", ("default",)) == ()
    assert table["z"].text("intrazone", "deny") == "deny"


def test_a_block_opened_twice_is_one_and_the_last_line_decides() -> None:
    copy = zones().edit("d")
    assert copy is not None
    assert copy.text("intrazone") == "allow"
    assert copy.line("intrazone") == 22
    assert zones().at == 1


def test_what_nobody_read_is_left_over() -> None:
    found = zones()
    for entry in found.edits():
        entry.get("interface")
    left = [node.text for node in found.leftovers({"system zone": {"intrazone": "a test"}})]
    assert left == ['set description "first"', "set description ''"]


def test_a_value_over_several_lines_is_never_read_as_commands() -> None:
    device = case("tricky_values")
    assert device.hostname == 'tricky "one"'
    assert device.banner.login.startswith("Only for people who may.")
    assert "ghost" not in device.users


def test_unread_lines_of_the_tricky_case_are_exactly_these() -> None:
    tree = FORTINET.grammar.parse(text_of("tricky_values"))
    unread = [node.text for node in FORTINET.read(tree, Device())]
    assert unread == [
        "FW-1 $ show",
        "set frobnicate 12",
        'set schedule "office-hours"',
        "config system futuristic",
        "set mode brave",
        "FW-1 $",
    ]


def test_every_ignored_block_and_key_has_a_reason() -> None:
    rows = list(ignored())
    assert len(rows) > 500
    assert all(name.strip() and reason.strip() for name, reason in rows)


def test_no_ignored_key_is_one_that_grants_access() -> None:
    blocks = ("system interface", "system admin", "wireless-controller wtp")
    keys = {name.rpartition(": ")[2] for name, _ in ignored() if name.startswith(blocks)}
    assert len(keys) > 100
    assert not keys & {"allowaccess", "accprofile", "trusthost1", "wildcard", "ssh-public-key1"}
