"""What single PAN-OS rules hold, read from the text itself: no engine, no platform, no model."""

from __future__ import annotations

from collections.abc import Iterator

from tests.flows.plain import Base, Packet, Policy, Truth, every, may, some, turned
from tests.flows.plain_panos_nat import Published, published
from tests.flows.plain_panos_objects import Objects, edges, of_a_known_one, within
from tests.flows.plain_panos_text import Tree, at, tree, words

HIP = ("hip-profiles", "source-hip", "destination-hip", "source-device", "destination-device")
ACTIONS = {"allow", "deny", "drop", "reset-client", "reset-server", "reset-both"}
MANAGER = ("device-group", "template", "template-stack", "readonly", "log-collector")
KINDS = ("layer3", "layer2", "virtual-wire", "tap")
DEFAULT = "application-default"
ON_ITS_PORT = may("the application is on its standard port")


class Reader:
    """One text."""

    def __init__(self, text: str) -> None:
        self.top = tree(text)
        self.pushed = at(self.top, "policy", "panorama")
        systems: Tree = dict(self.top.get("vsys", {}))
        loose = {k: v for k, v in self.top.items() if k not in {"vsys", "shared"}}
        names = list(systems)
        if names:  # what stands outside any virtual system belongs to the first
            systems[names[0]] = {**loose, **systems[names[0]]}
        self.systems: Tree = systems or {"": loose}

    @property
    def managed(self) -> bool:
        """Whether a manager holds rules that are not in the text."""
        if any(f"{place}-rulebase" in self.pushed for place in ("pre", "post")):
            return False
        system = at(self.top, "deviceconfig", "system")
        return bool({"panorama", "panorama-server"} & set(system)) or any(
            name in self.top for name in MANAGER
        )

    @property
    def each_on_its_own(self) -> bool:
        """Whether a rule is for any application on its standard ports: then it matters who is."""
        places = [at(self.pushed, f"{place}-rulebase") for place in ("pre", "post")]
        places += [at(own, "rulebase") for own in self.systems.values()]
        rules = [rule for place in places for rule in at(place, "security", "rules").values()]
        return any(
            "any" in words(rule, "application") and DEFAULT in words(rule, "service")
            for rule in rules
        )

    def bases(self) -> list[Base]:
        found = []
        for name, own in self.systems.items():
            system = _System(name, own, self)
            policies = list(system.policies())
            if policies:
                ways, servers = system.interfaces(), [p.server() for p in system.published]
                found.append(Base(system.name, policies, ways, system.within, servers))
        return found


class _System:
    """One virtual system."""

    def __init__(self, name: str, own: Tree, reader: Reader) -> None:
        self.own, self.reader, self.bare = own, reader, name
        self.name = name if len(reader.systems) > 1 else ""
        shared = reader.top.get("shared", {})
        self.objects = Objects([own, reader.pushed, shared])
        self.published = [p for row in self._rows("nat") for p in published(*row, self.objects)]
        self.published = [
            p.by(self.zones().get(p.zone, [p.zone]) if p.zone else ["any"]) for p in self.published
        ]

    def _rows(self, kind: str) -> Iterator[tuple[str, Tree]]:
        """Rules in their order: pushed ones around those of the device."""
        pushed = self.reader.pushed
        yield from at(pushed, "pre-rulebase", kind, "rules").items()
        yield from at(self.own, "rulebase", kind, "rules").items()
        yield from at(pushed, "post-rulebase", kind, "rules").items()

    def policies(self) -> Iterator[Policy]:
        seen: set[str] = set()
        for name, rule in self._rows("security"):
            key = f"{name} (again)" if name in seen else name
            seen.add(name)
            yield self._policy(key, rule)
        if self._default("interzone-default", "deny") == "allow":
            yield Policy("interzone-default", lambda _: True)

    def _default(self, name: str, word: str) -> str:
        """The action of one of the two last rules, where the text overrides it."""
        for place, base in (
            (self.reader.pushed, "post-rulebase"),
            (self.own, "rulebase"),
            (self.reader.pushed, "rulebase"),
        ):
            rules = at(place, base, "default-security-rules", "rules")
            if name in rules:
                return next(iter(words(rules[name], "action")), word)
        return word

    def zones(self) -> dict[str, list[str]]:
        """Zones; one towards other virtual systems has an end for each of them."""
        found = {}
        for name, row in self.own.get("zone", {}).items():
            network = row.get("network", {})
            found[name] = [n for kind in KINDS for n in network.get(kind, {})]
            found[name] += [f"{self.bare} to {far}" for far in network.get("external", {})]
        return found

    def within(self, packet: Packet) -> Truth:
        """The last rule but one; a published server counts by the zone where it stands."""
        ends = {packet.ingress, packet.egress}
        both = len(ends) > 1 and any(ends <= set(names) for names in self.zones().values())
        return both and self._default("intrazone-default", "allow") == "allow"

    def interfaces(self) -> list[str]:
        zones = self.zones()
        found = dict.fromkeys(name for names in zones.values() for name in names)
        for _, rule in self._rows("security"):
            named = (*words(rule, "from"), *words(rule, "to"))
            unknown = (n for n in named if n not in {*zones, "any", "multicast"})
            found |= dict.fromkeys(self.unknown(n) for n in unknown)
        return list(found)

    def unknown(self, zone: str) -> str:
        """A zone that the text does not have is a way of its own."""
        return f"{self.name}/{zone}" if self.name else zone

    def _policy(self, name: str, rule: Tree) -> Policy:
        objects, zones = self.objects, self.zones()
        named = [*words(rule, "source"), *words(rule, "destination")]
        hosts = [host for word in named for host in objects.near(word)]
        services = [p for word in words(rule, "service") for p in objects.ports(word)]
        if DEFAULT in words(rule, "service"):
            apps = objects.applications(words(rule, "application"))
            services += [p for app in apps for p in edges(objects.standard(app) or [])]
        ways = [m for key in ("from", "to") for z in words(rule, key) for m in zones.get(z, [z])]
        ways = [way for way in ways if way != "any"]
        return Policy(name, _Terms(self, name, rule).hold, hosts, services, ways * 3)


class _Terms:
    """One rule."""

    def __init__(self, system: _System, name: str, rule: Tree) -> None:
        self.system, self.name, self.rule = system, name, rule
        self.objects = system.objects
        self.apps = self.objects.applications(words(rule, "application"))

    def hold(self, packet: Packet) -> Truth:
        rule = self.rule
        if _is(rule, "disabled"):
            return False
        kind = [*rule.get("rule-type", {"universal": {}})][-1]
        origin = words(rule, "from")
        target = origin if kind == "intrazone" else words(rule, "to")
        many = kind == "intrazone" and (len(origin) > 1 or "any" in origin)
        apart = kind == "interzone" and {"any", *origin} & {"any", *target}
        return every(
            (
                self._zone("from", origin, packet.ingress),
                self._zone("to", target, packet.egress),
                self._side("source", packet.source),
                self._where(packet),
                self._mine("rule-type") if many or apart else True,
                True if set(words(rule, "action")[-1:]) & ACTIONS else self._mine("action"),
                *self._narrowed(),
            )
        )

    def _mine(self, *said: str) -> Truth:
        return may("rule", self.system.name, self.name, *said)

    def _narrowed(self) -> Iterator[Truth]:
        people = sorted(set(words(self.rule, "source-user")) - {"any"})
        if people:
            yield may("people", *people)
        for word in HIP:
            if set(words(self.rule, word)) - {"any"}:
                yield self._mine(word)
        for name in words(self.rule, "schedule"):
            yield may("schedule", self.system.name, name)

    def _zone(self, key: str, names: list[str], name: str) -> Truth:
        if not names:
            return self._mine(key)
        zones = self.system.zones()
        unknown = self.system.unknown
        return "any" in names or any(name in zones.get(word, [unknown(word)]) for word in names)

    def _side(self, side: str, host: str) -> Truth:
        names = words(self.rule, side)
        if not names:
            return self._mine(side)
        negate = _is(self.rule, f"negate-{side}")
        if negate and ":" in host:
            return self._mine(side, "negated")
        held = some(self.objects.address(word, side, host) for word in names)
        return turned(held, negate=negate)

    def _where(self, packet: Packet) -> Truth:
        """Destination and service; of a published server those before the translation."""
        if not packet.servers:
            target = self._side("destination", packet.target)
            return every((target, self._service(packet.service)))
        ones = [p for p in self.system.published if p.name in packet.servers]
        return some(
            every((one.is_placed or may("behind", one.name), self._outer(one, packet)))
            for one in ones
        )

    def _outer(self, one: Published, packet: Packet) -> Truth:
        """Whether the rule holds for all of an outer address and its ports, or for a part.

        A rule that only fits by the port inside is not sure to be without it: no manual says.
        """
        names = words(self.rule, "destination")
        hosts = one.sampled([host for word in names for host in self.objects.near(word)])
        anywhere = "any" in names and not _is(self.rule, "negate-destination")
        target = _all_same(
            (self._side("destination", host) for host in hosts),
            True if anywhere else self._mine("server", one.name),
        )
        asked = words(self.rule, "service")
        near = [p for word in asked for p in self.objects.ports(word)]
        near += [p for app in self.apps for p in edges(self.objects.standard(app) or [])]
        outside = one.ports(packet.service, near)
        said = [self._service(service) for service in outside]
        seen = _all_same(iter(said), self._mine("ports", one.name))
        inside = self._service(packet.service)
        if seen is False and inside is not False:
            seen = every((inside, self._mine("ports", one.name)))
        return every((target, seen))

    def _service(self, asked: tuple[int, int, int]) -> Truth:
        """Services, and applications each on its own ports."""
        names, apps = words(self.rule, "service"), self.apps
        if not names:
            return self._mine("service")
        listed = words(self.rule, "category")
        categories = [] if "any" in listed else listed
        if not words(self.rule, "application"):
            return self._mine("application")
        if "any" in apps:
            sites = may("applications and sites", *sorted(categories)) if categories else True
            if DEFAULT not in names:
                return every((sites, self._held(names, asked)))
            known = of_a_known_one(asked)
            return every((sites, ON_ITS_PORT if known else may("some application has this port")))
        kinds = [*self._filtered(), *categories]
        if kinds:
            served = some(self._app(names, app, asked) for app in apps)
            return every((may("applications and sites", *sorted([*apps, *kinds])), served))
        at_home = ON_ITS_PORT if self.system.reader.each_on_its_own and names == [DEFAULT] else True
        return some(
            every((may("application", a), at_home, self._app(names, a, asked))) for a in apps
        )

    def _held(self, names: list[str], asked: tuple[int, int, int]) -> Truth:
        return some(self.objects.service(word, asked) for word in names)

    def _app(self, names: list[str], app: str, asked: tuple[int, int, int]) -> Truth:
        if DEFAULT not in names:
            return self._held(names, asked)
        found = self.objects.standard(app)
        return may("the ports of", app) if found is None else within(found, asked)

    def _filtered(self) -> list[str]:
        """What the filters among the applications hold; of one with other limits only its name."""
        found: list[str] = []
        for name in self.apps:
            row = self.objects.find("application-filter", name)
            if row is not None:
                whole = set(row) == {"subcategory"}
                found += words(row, "subcategory") if whole else [f"a part of {name}"]
        return list(dict.fromkeys(found))


def _is(rule: Tree, key: str) -> bool:
    """Whether a switch is on; of several lines the last one counts."""
    return words(rule, key)[-1:] == ["yes"]


def _all_same(values: Iterator[Truth], otherwise: Truth) -> Truth:
    """The one value that all of them have; `otherwise` where they differ, or there is none."""
    found = list(dict.fromkeys(values))
    return found[0] if len(found) == 1 else otherwise
