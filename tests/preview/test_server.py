"""The preview over real connections: strangers, path tricks, slow and greedy clients, the end."""

from __future__ import annotations

import gc
import http.client
import json
import random
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest

from engagemodel.errors import ArgumentError
from engagemodel.preview import server as serving
from engagemodel.preview.server import Server, Shown

PAGE = Shown(b"<!DOCTYPE html>a page", "default-src 'none'; frame-ancestors 'none'", '{"page":"1"}')
NEXT = Shown(b"<!DOCTYPE html>the next", PAGE.policy, '{"page":"2"}')
FIELDS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@pytest.fixture
def server() -> Iterator[Server]:
    with Server(0, PAGE) as running:
        yield running


def root(server: Server) -> str:
    return urlsplit(server.url).path


def asked(
    server: Server, path: str, method: str = "GET", **fields: str
) -> tuple[http.client.HTTPResponse, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    try:
        connection.request(method, path, headers=fields)
        response = connection.getresponse()
        return response, response.read()
    finally:
        connection.close()


def raw(server: Server, data: bytes) -> bytes:
    """Return all that comes back for what is sent, until the other side has ended."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
        connection.sendall(data)
        received = b""
        while piece := connection.recv(65536):
            received += piece
        return received


def until(true: Callable[[], bool], seconds: float = 10) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it never came to that"
        time.sleep(0.01)


def test_the_page_is_answered_with_what_keeps_it_safe(server: Server) -> None:
    response, body = asked(server, root(server))
    assert (response.status, body) == (200, PAGE.document)
    assert response.getheader("Content-Security-Policy") == PAGE.policy
    assert response.getheader("Content-Type") == "text/html; charset=utf-8"
    assert FIELDS.items() <= dict(response.getheaders()).items()
    names = {name.lower() for name, _ in response.getheaders()}
    assert not {name for name in names if name.startswith("access-control")} | names & {"server"}
    head, nothing = asked(server, root(server), "HEAD")
    assert (head.status, nothing) == (200, b"")
    assert head.getheaders() == response.getheaders()


def test_nobody_else_can_guess_the_address() -> None:
    with Server(0, PAGE) as one, Server(0, PAGE) as other:
        assert one.url.startswith(f"http://127.0.0.1:{one.port}/")
        assert len(root(one)) > 20
        assert root(one) != root(other)
        assert asked(one, root(other))[0].status == 404


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1"]
)
def test_a_foreign_host_is_refused(server: Server, host: str) -> None:
    response, body = asked(server, root(server), Host=host.format(port=server.port))
    assert (response.status, body) == (403, b"403 Forbidden\n")
    assert FIELDS.items() <= dict(response.getheaders()).items()


def test_a_foreign_origin_is_refused(server: Server) -> None:
    for path in (root(server), f"{root(server)}events"):
        assert asked(server, path, Origin="https://evil.example")[0].status == 403
        assert asked(server, path, Origin="null")[0].status == 403
    own = f"http://localhost:{server.port}"
    assert asked(server, root(server), Origin=own, Host=own[7:])[0].status == 200


def test_only_get_and_head_are_answered(server: Server) -> None:
    for method in ("POST", "PUT", "DELETE", "OPTIONS", "PATCH"):
        response, _ = asked(server, root(server), method)
        assert (response.status, response.getheader("Allow")) == (405, "GET, HEAD")


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/favicon.ico",
        "{root}..",
        "{root}../",
        "{root}%2e%2e/%2e%2e/etc/passwd",
        "{root}../../../../etc/passwd",
        "{root}/",
        "/{root}",
        "{root}?x",
        "{root}events/",
        "{root}events%00",
        "{root}as-is.yaml",
        "{root}.",
        "{root}\\",
        "/%2e{root}",
        "//127.0.0.1{root}",
        "file:///etc/passwd",
        "http://127.0.0.1:{port}{root}",
        "*",
    ],
)
def test_there_is_nothing_behind_any_other_path(server: Server, path: str) -> None:
    target = path.format(root=root(server), port=server.port)
    request = f"GET {target} HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n\r\n"
    received = raw(server, request.encode())
    assert received.startswith(b"HTTP/1.1 404 Not Found\r\n")
    assert received.endswith(b"\r\n\r\n404 Not Found\n")


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"GET /\0 HTTP/1.1\r\n\r\n", b"400 "),
        (b"\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03\r\n\r\n", b"400 "),
        (b"GET / HTTP/1.1\r\nX: " + b"a" * 200_000 + b"\r\n\r\n", b"431 "),
        (b"a" * 3_000_000, b"431 "),
        (b"GET /" + b"a" * 10_000 + b" HTTP/1.1\r\n\r\n", b"414 "),
        (b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 1_000 + b"\r\n", b"431 "),
    ],
)
def test_garbage_is_refused_in_one_line(server: Server, sent: bytes, status: bytes) -> None:
    received = raw(server, sent)
    assert received.startswith(b"HTTP/1.1 " + status)
    assert b"Traceback" not in received
    assert received.count(b"\n", received.index(b"\r\n\r\n") + 4) == 1
    assert asked(server, root(server))[1] == PAGE.document


def test_a_second_request_on_a_connection_is_not_read(server: Server) -> None:
    one = f"GET {root(server)} HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n\r\n".encode()
    assert raw(server, one * 3).count(b"HTTP/1.1 ") == 1


def test_who_says_nothing_has_to_go(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "ASKING", 0.2)
    assert raw(server, b"GET / HTT").startswith(b"HTTP/1.1 408 ")
    assert raw(server, b"GET / HTTP/1.1\nHost: x\n\n").startswith(b"HTTP/1.1 408 ")


def test_a_crowd_does_not_shut_others_out_for_long(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serving, "ASKING", 0.3)
    crowd = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(200)]
    threads = threading.active_count()

    def answered() -> bool:
        try:
            return asked(server, root(server))[1] == PAGE.document
        except (OSError, http.client.HTTPException):
            return False

    until(answered)
    assert threading.active_count() == threads
    for one in crowd:
        one.close()


def news(server: Server) -> tuple[http.client.HTTPConnection, http.client.HTTPResponse]:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    connection.request("GET", f"{root(server)}events")
    response = connection.getresponse()
    assert response.status == 200
    assert response.getheader("Content-Type") == "text/event-stream"
    assert FIELDS.items() <= dict(response.getheaders()).items()
    return connection, response


def told(response: http.client.HTTPResponse) -> str:
    """Return the next that a stream tells."""
    while not (line := response.readline()).startswith(b"data: "):
        assert line, "the stream has ended"
    return str(json.loads(line.removeprefix(b"data: "))["page"])


def test_who_listens_is_told_of_what_is_new(server: Server) -> None:
    connection, response = news(server)
    assert told(response) == "1"
    server.show(NEXT)
    assert told(response) == "2"
    assert asked(server, root(server))[1] == NEXT.document
    assert asked(server, f"{root(server)}events", "HEAD")[1] == b""
    connection.close()


def test_who_listens_late_or_slowly_is_told_the_last_only(server: Server) -> None:
    connection, response = news(server)
    for number in range(3, 5_000):
        server.show(Shown(b"", "", json.dumps({"page": str(number), "fill": "x" * 1_000})))
    server.show(NEXT)
    last, heard = "", 0
    while last != "2":
        last, heard = told(response), heard + 1
    assert heard < 4_000  # nothing waits for a reader in memory but what the system holds
    connection.close()


def test_a_listener_who_leaves_is_forgotten(server: Server) -> None:
    listeners = [news(server) for _ in range(5)]
    assert [told(response) for _, response in listeners] == ["1"] * 5
    assert len(server._bells) == 5
    for connection, response in listeners:
        response.close()
        connection.close()
    until(lambda: not server._bells)


def test_nothing_is_left_at_the_end() -> None:
    before = threading.active_count()
    with Server(0, PAGE) as server:
        _, response = news(server)
        idle = socket.create_connection(("127.0.0.1", server.port))
        assert told(response) == "1"
        until(lambda: server._open == 2)
        begun = time.monotonic()
    assert time.monotonic() - begun < 1
    assert threading.active_count() == before
    assert response.read() in (b"", b"\n")
    idle.close()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", server.port), timeout=1)


def test_no_connection_is_left_whenever_the_end_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Among those that are only just accepted, talk, listen, say nothing or have gone."""
    left: list[str] = []
    monkeypatch.setattr(sys, "unraisablehook", lambda about: left.append(str(about.exc_value)))
    chance = random.Random("the end")
    for _ in range(80):
        with Server(0, PAGE) as server:
            clients = [
                socket.create_connection(("127.0.0.1", server.port))
                for _ in range(chance.randint(0, 6))
            ]
            for client in clients:
                path = chance.choice([root(server), f"{root(server)}events", None])
                if path:
                    host = f"127.0.0.1:{server.port}"
                    client.sendall(f"GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
                if chance.random() < 0.3:
                    client.close()
            time.sleep(chance.random() * 0.004)
        for client in clients:
            client.close()
    gc.collect()
    assert not left


def test_a_port_in_use_is_told(server: Server) -> None:
    with pytest.raises(ArgumentError) as error:
        Server(server.port, PAGE)
    (problem,) = error.value.problems
    assert problem.message == f"cannot listen on port {server.port}: address already in use"
    assert problem.hint == "--port 0 takes one that is free"


def test_only_this_machine_is_listened_to(server: Server) -> None:
    assert server._socket.getsockname()[0] == "127.0.0.1"
