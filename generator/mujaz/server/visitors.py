"""Who may ask the server of `mujaz serve`: the browser of its own user, for a page of its own."""

from __future__ import annotations

import ipaddress
import os
import re
import socket
import sys
from collections.abc import Collection
from pathlib import Path

from starlette.datastructures import Headers

_HTTP = 80  # the port that browsers leave out of `Host`
_TABLES = {socket.AF_INET: Path("/proc/net/tcp"), socket.AF_INET6: Path("/proc/net/tcp6")}
_LOCAL, _REMOTE, _USER = 1, 2, 7
"""Columns of these tables."""
_ROOT = 0

_NOT_ITS_NAME = "This server does not go by that name; `mujaz serve --allow-host NAME` lets it."
_OTHER_SITE = "A page of another site asks for this."
_OTHER_USER = "This server answers the user who started it."


End = tuple[str, int | None]
"""One end of a connection: address and port."""


class Visitors:
    """What a request must be to get an answer.

    Attributes:
        loopback: whether the server can only be reached from this machine.
        port: of the server.
    """

    def __init__(self, host: str, port: int, names: Collection[str] = ()) -> None:
        """Begin.

        Args:
            host: what the server listens on: a name, or an address, one of IPv6 in brackets.
            port: of the server.
            names: further names by which browsers may call it.
        """
        plain = host.strip("[]")
        own = {plain.lower(), "localhost", *(name.lower() for name in names)}
        self.loopback = plain == "localhost" or _is_loopback(plain)
        if not self.loopback:
            machine = socket.gethostname().lower()
            own |= {machine, f"{machine}.local"}
        self._names = own - {""}
        self.port = port

    def refusal(self, headers: Headers, client: End, server: End) -> str:
        """Why a request is not answered; empty where it is.

        Args:
            headers: of the request.
            client: the other end of its connection.
            server: the own end.
        """
        hosts = headers.getlist("Host")
        if len(hosts) != 1 or not self._is_own_name(hosts[0]):
            # A page of another site may have its own name lead here (DNS rebinding), and then read all.
            return _NOT_ITS_NAME
        origins = headers.getlist("Origin")
        if any(origin.lower().partition("://")[2] != hosts[0].lower() for origin in origins):
            return _OTHER_SITE
        if headers.get("Sec-Fetch-Site", "none") not in ("same-origin", "none") and not _is_visit(headers):
            return _OTHER_SITE
        if self.loopback and user_of(client, server) not in (None, _ROOT, _own_user()):
            return _OTHER_USER
        return ""

    def _is_own_name(self, host: str) -> bool:
        found = re.fullmatch(r"(\[[0-9a-f:.]+\]|[^\s:/@\[\]]+)(?::(\d{1,5}))?", host.lower())
        if found is None or int(found[2] or _HTTP) != self.port:
            return False
        name = found[1].strip("[]")
        try:
            address = ipaddress.ip_address(name)
        except ValueError:
            return name in self._names
        # No name server can make a name lead to another address that is written as a number.
        return address.is_loopback or not self.loopback


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _is_visit(headers: Headers) -> bool:
    """Whether somebody follows a link: the page then stands alone, where the other site cannot read it.

    See <https://www.w3.org/TR/fetch-metadata/>.
    """
    return headers.get("Sec-Fetch-Mode") == "navigate" and headers.get("Sec-Fetch-Dest") == "document"


def _own_user() -> int | None:
    return os.getuid() if hasattr(os, "getuid") else None


def user_of(client: End, server: End) -> int | None:
    """The number of the user whose socket is at the other end, on this machine; None where the system does not say."""
    family = socket.AF_INET6 if ":" in client[0] else socket.AF_INET
    table = _TABLES[family]
    ends = [_written(end, family) for end in (client, server)]
    try:
        lines = table.read_text(encoding="ascii", errors="replace").splitlines()[1:]
    except OSError:  # another system than Linux
        return None
    for line in lines:
        columns = line.split()
        if len(columns) > _USER and [columns[_LOCAL], columns[_REMOTE]] == ends:
            return int(columns[_USER])
    return None


def _written(end: End, family: socket.AddressFamily) -> str:
    """An end as Linux lists it: words of four bytes in the order of the machine, and the port."""
    packed = socket.inet_pton(family, end[0].partition("%")[0])
    words = (packed[start : start + 4] for start in range(0, len(packed), 4))
    return "".join(f"{int.from_bytes(word, sys.byteorder):08X}" for word in words) + f":{end[1]:04X}"
