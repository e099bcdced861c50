"""The port that the preview listens on, and the address by which others reach it."""

from __future__ import annotations

import errno
import ipaddress
import os
import socket
from contextlib import closing, suppress
from dataclasses import dataclass

from briefgen.ground.errors import ConfigError

# So many ports after one that is taken are tried, before any.
NEXT = 9
EVERYBODY: dict[str, int] = {"": socket.AF_INET, "0.0.0.0": socket.AF_INET, "::": socket.AF_INET6}  # noqa: S104
# Addresses of documentation (RFC 5737, RFC 3849), from which the system picks the way out. Nothing
# is sent to them.
ELSEWHERE: dict[int, str] = {socket.AF_INET: "192.0.2.1", socket.AF_INET6: "2001:db8::1"}


@dataclass(frozen=True, slots=True)
class Listening:
    """A listening socket, how others reach it, how this machine does, and what is to be said."""

    socket: socket.socket
    address: str
    own: str
    said: tuple[str, ...] = ()

    @property
    def at(self) -> str:
        """The address that it listens on."""
        return str(self.socket.getsockname()[0])


def listen(host: str, port: int) -> Listening:
    """Listen on a port, or on a free one where that is taken. ConfigError where none can be had."""
    host = host.strip("[]")
    family, at = _resolved(host, port)
    made, why = _bound(host, family, at, port)
    number = made.getsockname()[1]
    others = _reached_by_others(host, family, at[0])
    own = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(at[0], others)  # noqa: S104
    said = []
    if why:
        said.append(f"{why}; using {number}.")
    if _is_this_machine(at[0]) and not _means_this_machine(host):
        said.append(f"`{host}` leads to this machine alone here; `--host 0.0.0.0` lets others in.")
    return Listening(made, _url(others, number), _url(own, number), tuple(said))


def _resolved(host: str, port: int) -> tuple[int, tuple[str, ...]]:
    """The family and address of a host; of a name that has several, one that others can reach."""
    try:
        found = socket.getaddrinfo(
            host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )
    except (OSError, UnicodeError, OverflowError) as error:
        raise ConfigError(f"This machine can't be reached as `{host}`: {error}.") from error
    found.sort(key=lambda each: _is_this_machine(str(each[4][0])))
    family, _, _, _, address = found[0]
    return family, address  # type: ignore[return-value]


def _bound(host: str, family: int, at: tuple[str, ...], port: int) -> tuple[socket.socket, str]:
    """A socket on the port or another, and why on another."""
    why = ""
    several = range(port + 1, min(port + NEXT, 65_535) + 1) if port else ()
    for wanted in (port, *several, 0):
        try:
            return _listening(family, (at[0], wanted, *at[2:])), why
        except OSError as error:
            if wanted == 0:
                raise ConfigError(f"`{host}` can't be listened on: {error.strerror}.") from error
            if error.errno == errno.EADDRINUSE:
                why = why or f"Port {port} is taken"
            else:
                why = why or f"Port {port} can't be used ({error.strerror})"
    raise AssertionError


def _listening(family: int, address: tuple[object, ...]) -> socket.socket:
    made = socket.socket(family, socket.SOCK_STREAM)
    try:
        if os.name == "posix":  # elsewhere it would take a port that is in use
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6 and address[0] == "::":
            with suppress(OSError):  # for those who have an address of the older kind as well
                made.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
        made.bind(address)
        made.listen(128)
    except BaseException:
        made.close()
        raise
    return made


def _reached_by_others(host: str, family: int, at: str) -> str:
    """The name or address by which others reach what listens there, as far as there is one."""
    if at not in EVERYBODY:
        return host if host else at
    families = [family, *(each for each in ELSEWHERE if each != family)]
    if family == socket.AF_INET:
        families = [family]  # who listens to addresses of the older kind has no others
    found = (_way_out(each) for each in families)
    return next(filter(None, found), {"::": "::1"}.get(at, "127.0.0.1"))


def _way_out(family: int) -> str:
    """The address of this machine on the way to others; nothing where it has none."""
    with suppress(OSError), closing(socket.socket(family, socket.SOCK_DGRAM)) as asked:
        asked.connect((ELSEWHERE[family], 9))
        address = str(asked.getsockname()[0])
        if not _is_this_machine(address) and not ipaddress.ip_address(address).is_link_local:
            return address
    return ""


def _is_this_machine(address: str) -> bool:
    """Whether an address is that of this machine for itself alone."""
    with suppress(ValueError):
        return ipaddress.ip_address(address.partition("%")[0]).is_loopback
    return False


def _means_this_machine(host: str) -> bool:
    name = host.lower().rstrip(".")
    return name == "localhost" or name.endswith(".localhost") or _is_this_machine(name)


def _url(host: str, port: int) -> str:
    shown = f"[{host}]" if ":" in host else host
    return f"http://{shown}:{port}/"
