"""The head of an HTTP request in, the path that is asked for out, or why nobody gets an answer.

A page of a stranger in the user's browser can ask this machine anything, also under a name of its own
that leads here (DNS rebinding); what it cannot do is say that it asked for another host, or hide where
it comes from. So both must be this machine, to the letter.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from http import HTTPStatus

LARGEST = 16 << 10  # bytes of a head
LONGEST = 2048  # characters of a path
MOST = 100  # fields of a head
_LINE = re.compile(rb"([!-~]+) ([!-~]+) HTTP/1\.[01]")
_FIELD = re.compile(
    rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*((?:[\t -~\x80-\xff]*[!-~\x80-\xff])?)[ \t]*"
)


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for: a path, whole (`body`) or only its head."""

    path: str
    body: bool


class Refused(Exception):
    """A request that is answered with nothing but a status."""

    def __init__(self, status: HTTPStatus) -> None:
        super().__init__(status.phrase)
        self.status = status


def hosts(port: int) -> frozenset[str]:
    """Return what this machine may be called in a request to a port of its own."""
    names = ("127.0.0.1", "localhost", "[::1]")
    bare = names if port == 80 else ()  # which browsers leave out
    return frozenset((*bare, *(f"{name}:{port}" for name in names)))


def read(head: bytes, hosts: Collection[str]) -> Request:
    """Return what a request asks for; `head` ends with its empty line.

    Raises:
        Refused: it is no request, comes from elsewhere or wants more than to read.
    """
    first, *rest = head.removesuffix(b"\r\n\r\n").split(b"\r\n")
    line = _LINE.fullmatch(first)
    if line is None:
        raise Refused(HTTPStatus.BAD_REQUEST)
    if len(line[2]) > LONGEST:
        raise Refused(HTTPStatus.REQUEST_URI_TOO_LONG)
    fields = _fields(rest)
    host, origin = fields.get(b"host", []), fields.get(b"origin", [])
    if len(host) != 1 or _text(host[0]) not in hosts:
        raise Refused(HTTPStatus.FORBIDDEN)
    if len(origin) > 1 or any(
        _text(one) not in {f"http://{name}" for name in hosts} for one in origin
    ):
        raise Refused(HTTPStatus.FORBIDDEN)
    if line[1] not in (b"GET", b"HEAD"):
        raise Refused(HTTPStatus.METHOD_NOT_ALLOWED)
    return Request(_text(line[2]), body=line[1] == b"GET")


def _fields(lines: list[bytes]) -> dict[bytes, list[bytes]]:
    if len(lines) > MOST:
        raise Refused(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)
    fields: dict[bytes, list[bytes]] = {}
    for line in lines:
        field = _FIELD.fullmatch(line)
        if field is None:
            raise Refused(HTTPStatus.BAD_REQUEST)
        fields.setdefault(field[1].lower(), []).append(field[2])
    return fields


def _text(data: bytes) -> str:
    return data.decode("latin-1")
