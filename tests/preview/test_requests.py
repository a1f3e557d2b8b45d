from __future__ import annotations

from http import HTTPStatus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagemodel.preview.requests import Refused, Request, hosts, read

HOSTS = hosts(8123)
HOST = "Host: 127.0.0.1:8123"


def head(*lines: str) -> bytes:
    return "\r\n".join([*lines, "", ""]).encode("latin-1")


def refused(data: bytes) -> HTTPStatus:
    with pytest.raises(Refused) as error:
        read(data, HOSTS)
    return error.value.status


@pytest.mark.parametrize("name", ["127.0.0.1:8123", "localhost:8123", "[::1]:8123"])
def test_this_machine_by_its_names_is_answered(name: str) -> None:
    assert read(head("GET /x/ HTTP/1.1", f"Host: {name}"), HOSTS) == Request("/x/", body=True)
    asked = head("HEAD / HTTP/1.1", f"hOST:\t{name} ", f"Origin: http://{name}", "X-Empty:")
    assert read(asked, HOSTS) == Request("/", body=False)


@pytest.mark.parametrize(
    "name",
    [
        "evil.example:8123",
        "127.0.0.1",
        "127.0.0.1:80",
        "127.0.0.1:8123.evil.example",
        "127.0.0.1:8123, evil.example",
        "127.0.0.2:8123",
        "127.1:8123",
        "2130706433:8123",
        "localhost.:8123",
        "LOCALHOST:8123",
        "user@localhost:8123",
        "0.0.0.0:8123",
        "",
    ],
)
def test_any_other_host_is_refused(name: str) -> None:
    assert refused(head("GET / HTTP/1.1", f"Host: {name}")) == HTTPStatus.FORBIDDEN


def test_a_request_names_one_host() -> None:
    assert refused(head("GET / HTTP/1.1")) == HTTPStatus.FORBIDDEN
    assert refused(head("GET / HTTP/1.1", HOST, HOST)) == HTTPStatus.FORBIDDEN
    assert refused(head("GET / HTTP/1.1", HOST, "Host: evil.example")) == HTTPStatus.FORBIDDEN


def test_the_usual_port_need_not_be_said() -> None:
    assert read(head("GET / HTTP/1.1", "Host: localhost"), hosts(80)).path == "/"


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "null",
        "http://127.0.0.1",
        "https://127.0.0.1:8123",
        "",
        "http://[::1]",
    ],
)
def test_any_other_origin_is_refused(origin: str) -> None:
    assert refused(head("GET / HTTP/1.1", HOST, f"Origin: {origin}")) == HTTPStatus.FORBIDDEN


@pytest.mark.parametrize("method", ["POST", "PUT", "OPTIONS", "CONNECT", "TRACE", "get", "X" * 99])
def test_only_reading_is_possible(method: str) -> None:
    assert refused(head(f"{method} / HTTP/1.1", HOST)) == HTTPStatus.METHOD_NOT_ALLOWED
    # Who comes from elsewhere is not even told that.
    assert refused(head(f"{method} / HTTP/1.1", "Host: x")) == HTTPStatus.FORBIDDEN


@pytest.mark.parametrize(
    "data",
    [
        b"\r\n\r\n",
        head("GET /"),
        head("GET  / HTTP/1.1", HOST),
        head("GET / HTTP/2.0", HOST),
        head("GET / HTTP/1.1 x", HOST),
        head("GET /\0 HTTP/1.1", HOST),
        head("GET /é HTTP/1.1", HOST),
        head("GET / HTTP/1.1", HOST, " folded"),
        head("GET / HTTP/1.1", HOST, "no field"),
        head("GET / HTTP/1.1", HOST, "Host : x"),
        head("GET / HTTP/1.1", HOST, "X: \0"),
        head("GET / HTTP/1.1", f"{HOST}\nX: y"),
        head("GET / HTTP/1.1", f"{HOST}\rX: y"),
    ],
)
def test_what_is_no_request_is_refused(data: bytes) -> None:
    assert refused(data) == HTTPStatus.BAD_REQUEST


def test_what_is_too_long_is_refused() -> None:
    path = "/" + "a" * 4000
    assert refused(head(f"GET {path} HTTP/1.1", HOST)) == HTTPStatus.REQUEST_URI_TOO_LONG
    many = head("GET / HTTP/1.1", HOST, *(["X: y"] * 100))
    assert refused(many) == HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE


@given(st.binary(max_size=200))
def test_nothing_but_a_refusal_comes_of_anything(data: bytes) -> None:
    assert isinstance(refused(data + b"\r\n\r\n"), HTTPStatus)
