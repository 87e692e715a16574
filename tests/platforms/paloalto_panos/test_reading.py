"""What a text means, in each of its forms, and what must not be believed."""

from __future__ import annotations

import time

import pytest

from schoolproof.errors import UnknownFact
from schoolproof.parse import braces, set_lines, xml
from schoolproof.parse.items import Item
from schoolproof.platforms.paloalto_panos.defaults import DEFAULTS
from schoolproof.platforms.paloalto_panos.grammar import GRAMMAR
from schoolproof.platforms.paloalto_panos.ignored import TOP, below

from .reading import HERE, facts, raw, read

BOMB = "<!DOCTYPE a [<!ENTITY a 'x'>]>\n<config><a>&a;</a></config>\n"


def test_the_three_forms_say_the_same() -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted((HERE / "forms").iterdir())]
    in_braces, in_lines, in_xml = (facts(text) for text in texts)
    assert in_lines["firewall.policies[vsys1/out].sources"] == [
        "vsys1/NET ONE",
        "198.51.100.1-198.51.100.9",
    ]
    assert in_lines["firewall.routes[default/way out].interfaces"] == ["ethernet1/1"]
    assert in_lines["firewall.zones[vsys1/out].interfaces"] == ["ethernet1/9", "vsys1 to vsys2"]
    assert in_lines["firewall.vdom_links[vsys1/vsys2].visible"] is True
    assert in_braces == in_lines == in_xml


def test_a_document_type_is_refused() -> None:
    device, tree = read(BOMB)
    assert "document type" in tree.problems[0][1]
    assert [path for path, *_ in device.facts()] == []


def test_entities_are_never_expanded() -> None:
    text = "<config><shared><a>&bomb;</a><b>&#65;&amp;</b></shared></config>\n"
    root = Item("", 0)
    xml.items(GRAMMAR.parse(text), root)
    assert root.value("config", "shared", "a") == "&bomb;"
    assert root.value("config", "shared", "b") == "A&"


def test_rules_that_panorama_holds_make_the_rule_base_unknown() -> None:
    device, _ = read(raw("managed_by_panorama"))
    assert len(device.firewall.zones) == 1
    with pytest.raises(UnknownFact):
        _ = device.firewall.policies


def test_pushed_rules_stand_around_the_local_ones() -> None:
    device, _ = read(raw("pushed_rules"))
    assert [rule.number for rule in device.firewall.policies] == ["first", "local", "last"]


def test_a_banner_is_not_configuration() -> None:
    device, _ = read(raw("tricky_values"))
    assert "disable-telnet no" in device.banner.login
    assert device.telnet_server.enabled is False


def test_what_nobody_ignores_is_unread() -> None:
    assert below(below(TOP, "deviceconfig"), "unheard-of") is None
    assert isinstance(below(below(below(TOP, "deviceconfig"), "setting"), "ctd"), str)


@pytest.mark.parametrize("unit", ["<a>", "<a ", "</a>", "<!--", "a {\n", "}\n", "[ ", '"', "&#1;"])
def test_hostile_texts_cost_no_more_than_their_length(unit: str) -> None:
    text = f"<config>\nset zone {unit * 60_000}\n"
    start = time.perf_counter()
    for form in (xml, braces, set_lines):
        tree = form.parse(text, GRAMMAR)
        assert tree.text() == text
        form.items(tree, Item("", 0))
    assert time.perf_counter() - start < 10


def test_defaults_have_sources() -> None:
    assert all(row.source and row.absent for row in DEFAULTS)
