"""All devices of a lab: asynchronous at heart, with a plain `with` around it for everyone else."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from difflib import get_close_matches
from threading import Thread

from schoolproof.errors import UserError
from schoolproof.lab.machine import LabDevice, Machine
from schoolproof.lab.server import LOOPBACK, Server


class Lab:
    """Devices by name. Everything but `start` and `stop` may be called from any thread."""

    def __init__(self, devices: Iterable[LabDevice], *, port: int = 0) -> None:
        """`port` is the first of consecutive ones; 0 takes any that are free.

        Raises:
            UserError: a port is in use, or two devices have one name.
        """
        self._servers: dict[str, Server] = {}
        for offset, device in enumerate(devices):
            if device.name in self._servers:
                raise UserError(f"two devices of the lab are called {device.name}")
            try:
                server = Server(Machine(device), port + offset if port else 0)
            except (OSError, OverflowError) as error:
                msg = f"port {port + offset} cannot be used ({error}); choose another with --port"
                raise UserError(msg) from None
            self._servers[device.name] = server

    async def start(self) -> None:
        """Every device answers when this returns."""
        for server in self._servers.values():
            await server.start()

    async def stop(self) -> None:
        """Hang up everywhere."""
        await asyncio.gather(*(server.stop() for server in self._servers.values()))

    def __iter__(self) -> Iterator[LabDevice]:
        return (server.machine.device for server in self._servers.values())

    def _server(self, name: str) -> Server:
        server = self._servers.get(name)
        if server is None:
            near = get_close_matches(name, self._servers, n=1)
            hint = f"; did you mean {near[0]}?" if near else ""
            msg = f"the lab has no device {name!r}{hint}"
            raise UserError(msg)
        return server

    def port(self, name: str) -> int:
        """Its TCP port on 127.0.0.1."""
        return self._server(name).port

    def host_key(self, name: str) -> str:
        """The key that known_hosts should have; with the fault `hostkey` it shows another."""
        return self._server(name).known_key()

    def known_hosts(self) -> str:
        """Lines for a known_hosts file, by address and port."""
        return "".join(
            f"[{LOOPBACK}]:{server.port} {server.known_key()}\n"
            for server in self._servers.values()
        )

    def text(self, name: str) -> str:
        """The running configuration now."""
        return self._server(name).machine.running

    def startup(self, name: str) -> str:
        """The saved configuration now."""
        return self._server(name).machine.startup

    def logins(self, name: str) -> int:
        """How often a password was tried."""
        return self._server(name).machine.logins

    def commands(self, name: str) -> tuple[str, ...]:
        """Every command that was typed, in order; answers to questions are left out."""
        return tuple(self._server(name).machine.commands)

    def change(self, name: str, commands: Sequence[str]) -> None:
        """Change a device behind everyone's back; nothing is saved.

        Raises:
            CommandError: the device would refuse a command.
        """
        self._server(name).machine.apply(commands)


@contextmanager
def lab(devices: Iterable[LabDevice], *, port: int = 0) -> Iterator[Lab]:
    """Devices that answer while the block runs, from a thread of their own."""
    running = Lab(devices, port=port)
    loop = asyncio.new_event_loop()
    thread = Thread(target=loop.run_forever, name="lab", daemon=True)
    thread.start()
    try:
        asyncio.run_coroutine_threadsafe(running.start(), loop).result()
        yield running
    finally:
        asyncio.run_coroutine_threadsafe(_finish(running), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _finish(running: Lab) -> None:
    await running.stop()
    rest = asyncio.all_tasks() - {asyncio.current_task()}
    for task in rest:
        task.cancel()
    await asyncio.gather(*rest, return_exceptions=True)
    await asyncio.get_running_loop().shutdown_asyncgens()
