"""Who may ask the server of `mujaz serve`: the browser of its own user, for a page of its own."""

from __future__ import annotations

import ipaddress
import os
import re
import socket
import sys
from collections.abc import Collection
from email.message import Message
from pathlib import Path
from typing import Any

_HTTP = 80  # the port that browsers leave out of `Host`
_TABLES = {socket.AF_INET: Path("/proc/net/tcp"), socket.AF_INET6: Path("/proc/net/tcp6")}
_LOCAL, _REMOTE, _USER = 1, 2, 7
"""Columns of these tables."""
_ROOT = 0

_NOT_ITS_NAME = "This server does not go by that name; `mujaz serve --allow-host NAME` lets it."
_OTHER_SITE = "A page of another site asks for this."
_OTHER_USER = "This server answers the user who started it."


class Visitors:
    """What a request must be to get an answer."""

    def __init__(self, host: str, port: int, names: Collection[str] = ()) -> None:
        """Begin.

        Args:
            host: what the server listens on: a name, or an address, one of IPv6 in brackets.
            port: of the server.
            names: further names by which browsers may call it.
        """
        plain = host.strip("[]")
        own = {plain.lower(), "localhost", *(name.lower() for name in names)}
        self._loopback = plain == "localhost" or _is_loopback(plain)
        if not self._loopback:
            machine = socket.gethostname().lower()
            own |= {machine, f"{machine}.local"}
        self._names = own - {""}
        self._port = port

    def refusal(self, headers: Message, client: tuple[Any, ...], server: tuple[Any, ...], family: int) -> str:
        """Why a request is not answered; empty where it is.

        Args:
            headers: of the request.
            client: the address of the socket's other end, as `socket` has it.
            server: the address of its own end.
            family: the socket's, such as `socket.AF_INET`.
        """
        hosts = headers.get_all("Host", [])
        if len(hosts) != 1 or not self._is_own_name(hosts[0]):
            # A page of another site may have its own name lead here (DNS rebinding), and then read all.
            return _NOT_ITS_NAME
        origins = headers.get_all("Origin", [])
        if any(origin.lower().partition("://")[2] != hosts[0].lower() for origin in origins):
            return _OTHER_SITE
        if headers.get("Sec-Fetch-Site", "none") not in ("same-origin", "none") and not _is_visit(headers):
            return _OTHER_SITE
        if self._loopback and user_of(client, server, family) not in (None, _ROOT, _own_user()):
            return _OTHER_USER
        return ""

    def _is_own_name(self, host: str) -> bool:
        found = re.fullmatch(r"(\[[0-9a-f:.]+\]|[^\s:/@\[\]]+)(?::(\d{1,5}))?", host.lower())
        if found is None or int(found[2] or _HTTP) != self._port:
            return False
        name = found[1].strip("[]")
        try:
            address = ipaddress.ip_address(name)
        except ValueError:
            return name in self._names
        # No name server can make a name lead to another address that is written as a number.
        return address.is_loopback or not self._loopback


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _is_visit(headers: Message) -> bool:
    """Whether somebody follows a link: the page then stands alone, where the other site cannot read it.

    See <https://www.w3.org/TR/fetch-metadata/>.
    """
    return headers.get("Sec-Fetch-Mode") == "navigate" and headers.get("Sec-Fetch-Dest") == "document"


def _own_user() -> int | None:
    return os.getuid() if hasattr(os, "getuid") else None


def user_of(client: tuple[Any, ...], server: tuple[Any, ...], family: int) -> int | None:
    """The number of the user whose socket is at the other end, on this machine; None where the system does not say.

    Args:
        client: the address of the other end, as `socket` has it.
        server: the address of the own end.
        family: of both: `socket.AF_INET` or `socket.AF_INET6`.
    """
    table = _TABLES.get(socket.AddressFamily(family))
    if table is None:
        return None
    ends = [_written(address, family) for address in (client, server)]
    try:
        lines = table.read_text(encoding="ascii", errors="replace").splitlines()[1:]
    except OSError:  # another system than Linux
        return None
    for line in lines:
        columns = line.split()
        if len(columns) > _USER and [columns[_LOCAL], columns[_REMOTE]] == ends:
            return int(columns[_USER])
    return None


def _written(address: tuple[Any, ...], family: int) -> str:
    """An address as Linux lists it: words of four bytes in the order of the machine, and the port."""
    packed = socket.inet_pton(family, str(address[0]).partition("%")[0])
    words = (packed[start : start + 4] for start in range(0, len(packed), 4))
    return "".join(f"{int.from_bytes(word, sys.byteorder):08X}" for word in words) + f":{address[1]:04X}"
