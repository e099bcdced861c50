"""The port that the preview listens on, and the address by which others reach it."""

from __future__ import annotations

import errno
import ipaddress
import os
import socket
from contextlib import closing, suppress

from briefgen.ground.errors import ConfigError
from briefgen.ground.records import record

# How many ports behind a taken one are tried before any free one is taken, so that two previews
# have the same addresses every day.
NEXT = 9
EVERYBODY: dict[str, int] = {"": socket.AF_INET, "0.0.0.0": socket.AF_INET, "::": socket.AF_INET6}  # noqa: S104
# Addresses of documentation (RFC 5737, RFC 3849), from which the system picks the way out. Nothing
# is sent to them.
ELSEWHERE: dict[int, str] = {socket.AF_INET: "192.0.2.1", socket.AF_INET6: "2001:db8::1"}


@record
class Listening:
    """A listening socket, and its addresses.

    `address` is the one for other machines, `own` that for this machine. `said` is a message for
    the user, such as that the port was taken.
    """

    socket: socket.socket
    address: str
    own: str
    said: tuple[str, ...] = ()

    @property
    def at(self) -> str:
        """The IP address that it listens on."""
        return str(self.socket.getsockname()[0])


def listen(host: str, port: int) -> Listening:
    """Listen on a port, or on a free one where that is taken. ConfigError where none can be had."""
    host = host.strip("[]")  # as an address of IPv6 is typed in a URL
    family, at = _resolved(host, port)
    made, why = _bound(host, family, at, port)
    number = made.getsockname()[1]
    others = _reached_by_others(host, family, at[0])
    own = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(at[0], others)  # noqa: S104
    said = []
    if why:
        said.append(f"{why}; using {number}.")
    name = host.lower().rstrip(".")
    means_this_machine = (
        name == "localhost" or name.endswith(".localhost") or _is_this_machine(name)
    )
    # Debian has the machine's own name in /etc/hosts as 127.0.1.1: others can't reach that.
    if _is_this_machine(at[0]) and not means_this_machine:
        said.append(f"`{host}` leads to this machine alone here; `--host 0.0.0.0` lets others in.")
    return Listening(made, _url(others, number), _url(own, number), tuple(said))


def _resolved(host: str, port: int) -> tuple[int, tuple[str, ...]]:
    """Look up the family and address of a host; of several, one that others can reach."""
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
    """Listen on the port or another one; give the socket, and a message if it is another."""
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
        # Without it a port stays taken for a minute after a preview has ended (TIME_WAIT). On
        # Windows the same option would take a port that somebody else is using.
        if os.name == "posix":
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6 and address[0] == "::":
            # `::` alone means IPv4 too on Linux, and doesn't on Windows and the BSDs.
            with suppress(OSError):
                made.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
        made.bind(address)
        made.listen(128)
    except BaseException:
        made.close()
        raise
    return made


def _reached_by_others(host: str, family: int, at: str) -> str:
    """Find the name or address under which others reach the server, or only this machine does."""
    if at not in EVERYBODY:
        return host if host else at
    families = [family, *(each for each in ELSEWHERE if each != family)]
    if family == socket.AF_INET:
        families = [family]  # who listens to IPv4 isn't reached by IPv6
    found = (_way_out(each) for each in families)
    return next(filter(None, found), {"::": "::1"}.get(at, "127.0.0.1"))


def _way_out(family: int) -> str:
    """Find this machine's address in its network; empty if it is in none."""
    # `connect` of a datagram socket sends nothing: the system picks the route, and with it the
    # address. The machine's name leads to 127.0.1.1 on Debian, and getaddrinfo knows no route.
    with suppress(OSError), closing(socket.socket(family, socket.SOCK_DGRAM)) as asked:
        asked.connect((ELSEWHERE[family], 9))
        address = str(asked.getsockname()[0])
        if not _is_this_machine(address) and not ipaddress.ip_address(address).is_link_local:
            return address
    return ""


def _is_this_machine(address: str) -> bool:
    """Tell whether only this machine can reach itself by an address, such as 127.0.0.1."""
    with suppress(ValueError):
        return ipaddress.ip_address(address.partition("%")[0]).is_loopback
    return False


def _url(host: str, port: int) -> str:
    shown = f"[{host}]" if ":" in host else host
    return f"http://{shown}:{port}/"
