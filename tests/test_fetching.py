"""Fetching a page: politely, within limits, and never from a private address unasked."""

from __future__ import annotations

import gzip
import http.server
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from mediakit.reading import fetching, read, sources

PAGE = (Path(__file__).parent / "golden" / "saved_page.html").read_text("utf-8")


@pytest.fixture
def server(loopback):
    """Serve a few addresses on this machine; `seen` lists what was asked for, and by whom."""
    answers: dict[str, tuple[int, dict[str, str], bytes]] = {}
    seen: list[tuple[str, str | None]] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            seen.append((self.path, self.headers["User-Agent"]))
            status, headers, body = answers.get(self.path, (404, {}, b""))
            self.send_response(status)
            for name, value in ({"Content-Length": str(len(body))} | headers).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            pass

    running = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=running.serve_forever, daemon=True)
    thread.start()
    running.base = f"http://127.0.0.1:{running.server_port}"
    running.answers, running.seen = answers, seen
    yield running
    running.shutdown()
    running.server_close()
    thread.join()


def test_a_page_is_fetched_under_our_own_name(server):
    pytest.importorskip("trafilatura")
    page = PAGE.format(charset="utf-8").encode()
    server.answers["/mill"] = (200, {"Content-Type": "text/html; charset=utf-8"}, page)
    server.answers["/old%20mill"] = (301, {"Location": "/mill"}, b"")
    frame = read(f"{server.base}/old mill", allow_private=True)
    assert frame["headline"].tolist() == ["Old mill reopens"]
    assert frame.index.tolist() == [f"{server.base}/old mill"]
    assert [path for path, _ in server.seen] == ["/robots.txt", "/old%20mill", "/mill"]
    assert all(agent.startswith("mediakit") for _, agent in server.seen)


def test_tables_and_texts_are_fetched_too(server, monkeypatch):
    monkeypatch.setattr(sources, "SECONDS_BETWEEN_PAGES", 0.0)
    server.answers["/news.csv"] = (200, {"Content-Type": "text/plain"}, b"id,text\n7,One.\n")
    server.answers["/text"] = (
        200,
        {"Content-Type": "text/plain; charset=iso-8859-2", "Content-Encoding": "gzip"},
        gzip.compress("Łódź.".encode("iso-8859-2")),
    )
    frame = read([f"{server.base}/news.csv", f"{server.base}/text"], allow_private=True)
    assert frame["text"].tolist() == ["One.", "Łódź."]
    assert frame.index.tolist() == ["7", f"{server.base}/text"]


def test_answers_that_are_no_article(server):
    server.answers["/picture"] = (200, {"Content-Type": "image/png"}, b"\x89PNG")
    with pytest.raises(OSError, match="answered 404"):
        read(f"{server.base}/none", allow_private=True)
    with pytest.raises(ValueError, match="kind image/png"):
        read(f"{server.base}/picture", allow_private=True)


def test_a_page_without_an_article_is_an_error(server):
    pytest.importorskip("trafilatura")
    server.answers["/empty"] = (200, {"Content-Type": "text/html"}, b"<html><body></body></html>")
    with pytest.raises(ValueError, match="no article was found"):
        read(f"{server.base}/empty", allow_private=True)


def test_a_page_that_fails_in_a_list_is_a_row_with_its_reason(server, monkeypatch):
    monkeypatch.setattr(sources, "SECONDS_BETWEEN_PAGES", 0.0)
    server.answers["/a"] = (200, {"Content-Type": "text/plain"}, b"One.")
    server.answers["/empty"] = (200, {"Content-Type": "text/plain"}, b"")
    server.answers["/picture"] = (200, {"Content-Type": "image/png"}, b"\x89PNG")
    addresses = [f"{server.base}/{name}" for name in ("none", "a", "picture", "empty")]
    addresses += ["ftp://example.org/a.txt", "http://example.org:99999/"]
    with pytest.warns(UserWarning, match="5 of 6 files or pages could not be read"):
        frame = read(addresses, allow_private=True)
    assert frame.index.tolist() == addresses
    assert frame["text"].dropna().tolist() == ["One."]
    reasons = frame["not_read"].dropna().tolist()
    for reason, said in zip(
        reasons,
        ["answered 404", "kind image/png", "no article", "only http and https", "no valid address"],
        strict=True,
    ):
        assert said in reason
    with pytest.raises(OSError, match="answered 404"):
        read(addresses, allow_private=True, strict=True)


def test_a_private_address_in_a_list_is_not_asked(server):
    with pytest.warns(UserWarning, match="1 of 1 files or pages"):
        frame = read([f"{server.base}/a"])
    assert "allow_private=True" in frame["not_read"].tolist()[0]
    assert server.seen == []


def test_what_a_site_asks_of_programs_is_done(server, monkeypatch):
    pauses = []
    monkeypatch.setattr(sources.time, "sleep", pauses.append)
    rules = b"User-agent: *\nDisallow: /\n\nUser-agent: mediakit\nDisallow: /own\nCrawl-delay: 7\n"
    plain = {"Content-Type": "text/plain"}
    server.answers["/robots.txt"] = (200, plain, rules)
    server.answers["/a"] = (200, plain, b"One.")
    server.answers["/away"] = (302, {"Location": "/own/page"}, b"")
    for path in ("/own/page", "/away"):
        with pytest.raises(PermissionError, match=r"asks programs not to fetch this page \(robots"):
            read(f"{server.base}{path}", allow_private=True)
    assert "/own/page" not in [path for path, _ in server.seen]
    server.seen.clear()
    frame = read([f"{server.base}/a", f"{server.base}/a"], allow_private=True)
    assert frame["text"].tolist() == ["One.", "One."]
    assert [path for path, _ in server.seen] == ["/robots.txt", "/a", "/a"]
    assert pauses == [7.0]


@pytest.mark.parametrize(
    ("status", "is_read"), [(404, True), (403, True), (503, False), (429, False)]
)
def test_a_site_that_cannot_say_what_it_asks_is_left_alone(server, status, is_read):
    server.answers["/robots.txt"] = (status, {}, b"")
    server.answers["/a"] = (200, {"Content-Type": "text/plain"}, b"One.")
    if is_read:
        assert read(f"{server.base}/a", allow_private=True)["text"].tolist() == ["One."]
    else:
        with pytest.raises(OSError, match=rf"robots\.txt: the server answered {status}"):
            read(f"{server.base}/a", allow_private=True)
    assert len(server.seen) == 1 + is_read


def test_too_much_too_little_and_too_late(server, monkeypatch):
    plain = {"Content-Type": "text/plain"}
    server.answers["/long"] = (200, plain, b"a" * 5_000)
    server.answers["/bomb"] = (
        200,
        plain | {"Content-Encoding": "gzip"},
        gzip.compress(b"a" * 5_000),
    )
    server.answers["/short"] = (200, plain | {"Content-Length": "90"}, b"a")
    server.answers["/odd"] = (200, plain | {"Content-Encoding": "br"}, b"a")
    with pytest.raises(OSError, match="broke off; 1 of 90"):
        read(f"{server.base}/short", allow_private=True)
    with pytest.raises(OSError, match="'br'"):
        read(f"{server.base}/odd", allow_private=True)
    monkeypatch.setattr(fetching, "LARGEST_PAGE", 1_000)
    for path in ("/long", "/bomb"):
        with pytest.raises(ValueError, match="holds more than"):
            read(f"{server.base}{path}", allow_private=True)
    monkeypatch.setattr(fetching, "SECONDS_IN_ALL", -1.0)
    with pytest.raises(OSError, match="not complete within"):
        read(f"{server.base}/short", allow_private=True)


def test_a_server_that_does_not_answer(loopback, monkeypatch):

    monkeypatch.setattr(fetching, "SECONDS_TO_ANSWER", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        with pytest.raises(OSError, match="no answer within"):
            read(f"http://127.0.0.1:{port}/", allow_private=True)
    with pytest.raises(OSError, match="could not be fetched"):
        read(f"http://127.0.0.1:{port}/", allow_private=True)


@pytest.mark.parametrize(
    "address",
    [
        *("http://127.0.0.1/", "http://localhost:8888/tree", "http://10.0.0.1/", "http://[::1]/"),
        *("https://192.168.1.1/", "http://169.254.169.254/latest", "http://0.0.0.0/"),
        *(
            "http://[::ffff:127.0.0.1]/",
            "http://[fe80::1]/",
            "http://224.0.0.1/",
            "http://2130706433/",
        ),
        *("http://0x7f000001/", "http://0177.0.0.1/", "http://127.1/", "http://１２７.0.0.1/"),
        *("http://[64:ff9b::7f00:1]/", "http://[::127.0.0.1]/", "http://[2002:7f00:1::]/"),
        *("http://[fec0::1]/", "http://[::ffff:0:127.0.0.1]/", "http://[fd00::1]/"),
    ],
)
def test_private_addresses_are_refused_before_anything_is_sent(address):
    with pytest.raises(ValueError, match=r"local network.*allow_private"):
        read(address)


@pytest.mark.parametrize(
    ("address", "complaint"),
    [
        ("ftp://example.org/a.txt", "only http and https"),
        ("file:///etc/hostname", "only http and https"),
        ("http:///a.txt", "names no server"),
        ("http://me:secret@example.org/", "user name"),
        ("http://example.org:99999/", "no valid address"),
    ],
)
def test_addresses_that_are_none(address, complaint):
    with pytest.raises(ValueError, match=complaint) as caught:
        read(address)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("target", ["ftp://example.org/", "file:///etc/hostname"])
def test_a_redirect_out_of_the_web_is_refused(server, target):
    server.answers["/away"] = (302, {"Location": target}, b"")
    with pytest.raises((ValueError, OSError), match=r"only http and https|not allowed"):
        read(f"{server.base}/away", allow_private=True)


def test_a_redirect_to_a_private_address_is_refused(server, monkeypatch):
    server.answers["/away"] = (302, {"Location": "http://10.0.0.1/"}, b"")
    trusted = fetching._require_public

    def trust_this_server(address: str, url: str) -> None:
        if address != "127.0.0.1":
            trusted(address, url)

    monkeypatch.setattr(fetching, "_require_public", trust_this_server)
    with pytest.raises(ValueError, match=r"10\.0\.0\.1 is on this machine or in its local"):
        read(f"{server.base}/away")
    assert [path for path, _ in server.seen] == ["/robots.txt", "/away"]


def test_a_name_that_changes_its_address_between_check_and_connection(server, monkeypatch):
    monkeypatch.setattr(fetching, "_check", lambda url, allow_private: None)
    with pytest.raises(ValueError, match=r"127\.0\.0\.1 is on this machine"):
        read(f"{server.base}/away")
    assert server.seen == []


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_nothing_is_sent_to_an_address_that_is_refused(loopback, monkeypatch, scheme):
    monkeypatch.setattr(fetching, "_check", lambda url, allow_private: None)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.2)
        with pytest.raises(ValueError, match=r"127\.0\.0\.1 is on this machine"):
            read(f"{scheme}://127.0.0.1:{listening.getsockname()[1]}/")
        with pytest.raises(TimeoutError):
            listening.accept()


def test_public_addresses_are_public():
    for address in ("8.8.8.8", "2606:4700::1111", "64:ff9b::808:808", "::ffff:8.8.8.8"):
        fetching._require_public(address, "https://example.org/")


def test_a_server_that_sends_a_letter_now_and_then(loopback, monkeypatch):
    monkeypatch.setattr(fetching, "SECONDS_IN_ALL", 0.4)
    done = threading.Event()

    def drip(listening: socket.socket) -> None:
        connection, _ = listening.accept()
        with connection:
            connection.sendall(b"HTTP/1.1 200 OK\r\nX-Long: ")
            while not done.wait(0.05):
                try:
                    connection.sendall(b"a")
                except OSError:
                    return

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=drip, args=(listening,), daemon=True)
        thread.start()
        with pytest.raises(OSError, match=r"not complete within|could not be fetched"):
            read(f"http://127.0.0.1:{listening.getsockname()[1]}/", allow_private=True)
        done.set()
        thread.join()


def test_redirects_in_a_circle_end(server):
    server.answers["/round"] = (302, {"Location": "/round"}, b"")
    with pytest.raises(OSError, match="answered 302"):
        read(f"{server.base}/round", allow_private=True)
    assert len(server.seen) <= 7


def test_reading_a_file_does_not_load_what_only_the_web_needs():

    code = "import sys, mediakit.reading; print([m for m in sys.modules if m.endswith('fetching')])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
