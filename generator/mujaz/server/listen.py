"""Listens on an address and lets an application answer there, in a thread; whoever asks or takes slowly is left."""

from __future__ import annotations

import asyncio
import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from starlette.types import ASGIApp
from uvicorn import Config, Server
from uvicorn.protocols.http.h11_impl import H11Protocol

_PORTS = 65535
_CONNECTIONS = 128  # at once: a browser has six, and one for each open page
_ASKING = 10.0  # seconds that a client has for the whole of its question
_WRITING = 30.0  # seconds in which it takes what it is sent


class ListenError(OSError):
    """An address cannot be listened on."""


class Listener:
    """A socket that listens from the start on, and is answered inside of `running`.

    Attributes:
        host: the name or address that was given, one of IPv6 in brackets.
        port: the port, also where any that is free was asked for.
    """

    def __init__(self, addr: str) -> None:
        """Listen.

        Args:
            addr: host and port, such as `127.0.0.1:8000`; the port 0 for any that is free.

        Raises:
            ListenError: the address cannot be listened on.
        """
        self.host, _, port = addr.rpartition(":")
        if int(port) > _PORTS:  # the system would take the rest of a division
            raise ListenError(None, f"there is no port {port}")
        try:
            found = socket.getaddrinfo(self.host.strip("[]") or None, int(port), type=socket.SOCK_STREAM)[0]
            self._socket = socket.socket(found[0], socket.SOCK_STREAM)
        except (OSError, UnicodeError) as problem:
            raise _refused(problem) from None
        try:
            if os.name == "posix":  # elsewhere it would let two servers have one port
                self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            self._socket.bind(found[4])
            self._socket.listen(_CONNECTIONS)
        except OSError as problem:
            self._socket.close()
            raise _refused(problem) from None
        self.port: int = self._socket.getsockname()[1]

    @contextmanager
    def running(self, app: ASGIApp) -> Iterator[None]:
        """Have an application answer, until the end of the block; connections that are open then are cut."""
        config = Config(
            app,
            loop="asyncio",
            http=_Connection,
            ws="none",
            lifespan="off",
            log_config=None,
            log_level="error",  # faults of the application, and no word of odd questions
            access_log=False,
            proxy_headers=False,
            server_header=False,
            headers=[("Connection", "close")],  # one question each, so that one moment ends all waiting for it
        )
        server = Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [self._socket]}, daemon=True)
        thread.start()
        try:
            yield
        finally:
            server.should_exit = True
            thread.join()


def _refused(problem: Exception) -> ListenError:
    return ListenError(getattr(problem, "errno", None), getattr(problem, "strerror", None) or str(problem))


class _Connection(H11Protocol):
    """One question and its answer, with the moments that uvicorn has no setting for."""

    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        super().connection_made(transport)
        if len(self.connections) > _CONNECTIONS:
            transport.abort()
        self._end_in(_ASKING)

    def handle_events(self) -> None:
        super().handle_events()
        if self.cycle is not None and not self.cycle.more_body and not self.cycle.response_complete:
            self._end_in(None)  # the question is there; an answer may take its time, as news do

    def pause_writing(self) -> None:
        super().pause_writing()
        self._end_in(_WRITING)

    def resume_writing(self) -> None:
        super().resume_writing()
        self._end_in(None)

    def on_response_complete(self) -> None:
        super().on_response_complete()
        self._end_in(_WRITING)  # a connection that is closed lives on until all of it is taken

    def connection_lost(self, exc: Exception | None) -> None:
        self._end_in(None)
        super().connection_lost(exc)

    def shutdown(self) -> None:
        self.transport.abort()

    def _end_in(self, seconds: float | None) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
        self._deadline = None if seconds is None else self.loop.call_later(seconds, self.transport.abort)
