"""Fetching pages from the web, because the user asked for them and as far as their sites agree."""

from __future__ import annotations

import ipaddress
import socket
import time
import zlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPMessage, HTTPResponse, HTTPSConnection
from threading import Timer
from typing import IO, Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit, urlunsplit
from urllib.request import (
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
    build_opener,
)
from urllib.robotparser import RobotFileParser

USER_AGENT = "mediakit"  # as robots.txt files would call it
FULL_USER_AGENT = f"{USER_AGENT} (media analysis; fetches single pages at its user's request)"
LARGEST_PAGE = 20_000_000
LARGEST_ROBOTS = 500_000
LONGEST_PAUSE = 30.0
SECONDS_TO_ANSWER = 20.0
SECONDS_IN_ALL = 90.0

_ADVICE = "save the page from a browser and read the file"


@dataclass(frozen=True)
class Page:
    """What a server sent: the bytes, what kind they are, and where they really came from."""

    data: bytes
    content_type: str
    charset: str | None
    url: str


class Fetcher:
    """Fetches one http or https address after the other, and remembers what sites ask of programs.

    Parameters
    ----------
    allow_private : bool, default False
        Whether addresses may be on this machine or in its local network. That is checked again
        after each redirect, and for each connection. Proxies aren't used.
    """

    def __init__(self, allow_private: bool = False) -> None:
        self.allow_private = allow_private
        self._asked: dict[str, RobotFileParser] = {}

    def fetch(self, url: str) -> Page:
        """Fetch an address, if its site lets programs do so.

        Returns
        -------
        Page
            At most 20 MB.

        Raises
        ------
        ValueError
            If the address isn't http or https, is private, or holds too much.
        PermissionError
            If the site's robots.txt asks programs not to fetch this address.
        OSError
            If there is no answer in time, or the server answers with an error.
        """
        _check(url, self.allow_private)
        self._require_consent(url)
        return self._get(url, self._require_consent)

    def seconds_asked_for(self, url: str) -> float:
        """Tell how long its site asks to wait between pages, at most half a minute."""
        known = self._asked.get(_site(url))
        delay = known.crawl_delay(USER_AGENT) if known else None
        return min(float(delay or 0.0), LONGEST_PAUSE)

    def _require_consent(self, url: str) -> None:
        """Raise a PermissionError where a site asks programs to stay away (RFC 9309)."""
        site = _site(url)
        if site not in self._asked:
            self._asked[site] = self._robots(site)
        if not self._asked[site].can_fetch(USER_AGENT, _request(url).full_url):
            raise PermissionError(
                f"{url}: the site asks programs not to fetch this page (robots.txt); {_ADVICE}"
            )

    def _robots(self, site: str) -> RobotFileParser:
        rules = RobotFileParser()
        address = f"{site}/robots.txt"
        try:
            _check(address, self.allow_private)
            text = self._get(address).data[:LARGEST_ROBOTS].decode("utf-8", errors="replace")
        except OSError as error:
            # That there is none is consent; that the site can't say it now is not.
            status = getattr(error.__cause__, "code", 500)
            if not 300 <= status < 500 or status == 429:
                raise
            text = ""
        rules.parse(text.removeprefix("\ufeff").splitlines())
        return rules

    def _get(self, url: str, require: Callable[[str], None] = lambda url: None) -> Page:
        sockets: list[socket.socket] = []
        opener = _opener(self.allow_private, require, sockets)
        # a server that sends a letter now and then would never let go
        clock = Timer(SECONDS_IN_ALL, _cut_off, [sockets])
        clock.daemon = True
        clock.start()
        try:
            with opener.open(_request(url), timeout=SECONDS_TO_ANSWER) as response:
                headers = response.headers
                return Page(
                    data=_body(response, url),
                    content_type=headers.get_content_type(),
                    charset=headers.get_content_charset(),
                    url=response.geturl(),
                )
        except HTTPError as error:
            with error:
                raise OSError(
                    f"{url}: the server answered {error.code} {error.reason}; {_ADVICE}"
                ) from error
        except TimeoutError as error:
            raise OSError(f"{url}: no answer within {SECONDS_TO_ANSWER:.0f} seconds") from error
        except (URLError, HTTPException, ConnectionError) as error:
            reason = getattr(error, "reason", None) or error
            if clock.finished.is_set():
                reason = f"not complete within {SECONDS_IN_ALL:.0f} seconds"
            raise OSError(f"{url}: could not be fetched ({reason}); {_ADVICE}") from error
        finally:
            clock.cancel()


def _cut_off(sockets: list[socket.socket]) -> None:
    for one in sockets:
        with suppress(OSError):  # it may be closed
            one.shutdown(socket.SHUT_RDWR)


def _site(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme.lower()}://{parts.netloc.lower()}"


def _request(url: str) -> Request:
    # Addresses copied from a browser may hold letters that HTTP has to see as percent codes.
    parts = urlsplit(url)
    server = parts.netloc if parts.netloc.isascii() else parts.netloc.encode("idna").decode("ascii")
    address = urlunsplit(
        (
            parts.scheme,
            server,
            quote(parts.path, safe="%/:=~+!$,;'@()*&"),
            quote(parts.query, safe="%/:=~+!$,;'@()*&?[]"),
            "",
        )
    )
    return Request(
        address, headers={"User-Agent": FULL_USER_AGENT, "Accept": "text/html, */*;q=0.5"}
    )


def _check(url: str, allow_private: bool) -> None:
    """Raise a ValueError unless an address is one that may be asked."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise ValueError(f"{url} is no valid address: {error}") from error
    if parts.scheme.lower() not in ("http", "https"):
        raise ValueError(f"{url}: only http and https addresses can be read")
    if not parts.hostname:
        raise ValueError(f"{url} names no server")
    if "@" in parts.netloc:
        raise ValueError(f"{parts.hostname}: an address with a user name in it can't be read")
    if allow_private:
        return
    try:
        answers = socket.getaddrinfo(parts.hostname, port or 443, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise OSError(f"{url}: there is no server called {parts.hostname}") from error
    for *_, address in answers:
        _require_public(str(address[0]), url)


def _require_public(address: str, url: str) -> None:
    if not _is_public(ipaddress.ip_address(address.partition("%")[0])):
        raise ValueError(
            f"{url}: {address} is on this machine or in its local network; "
            "allow_private=True allows that"
        )


def _is_public(number: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    if isinstance(number, ipaddress.IPv6Address):
        inside = number.ipv4_mapped or number.sixtofour
        if number in _TRANSLATED:
            inside = ipaddress.IPv4Address(number.packed[-4:])
        if inside is not None:
            return _is_public(inside)
        if number not in _UNICAST:  # what else there is was never given to anybody
            return False
    return number.is_global and not number.is_multicast


_UNICAST = ipaddress.IPv6Network("2000::/3")
_TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")  # by which IPv6 reaches IPv4 (RFC 6052)


def _connect(
    address: tuple[str, int], timeout: float | None, source: object, allow_private: bool
) -> socket.socket:
    """Connect to a server, looking its name up for the last time.

    A name is looked up once for the check before and once for the connection, and the second
    answer may be another one: so the addresses that are tried are those that are checked here.
    """
    host, port = address
    failure = OSError(f"there is no server called {host}")
    for *_, place in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
        if not allow_private:
            _require_public(str(place[0]), host)
        try:
            return socket.create_connection((str(place[0]), port), timeout)
        except OSError as error:
            failure = error
    raise failure


def _opener(
    allow_private: bool, require: Callable[[str], None], open_sockets: list[socket.socket]
) -> OpenerDirector:
    """Make an opener that looks at where it goes, before it says anything there."""

    def connect(address: tuple[str, int], timeout: float | None, source: object) -> socket.socket:
        open_sockets.append(_connect(address, timeout, source, allow_private))
        return open_sockets[-1]

    class CheckedHTTP(HTTPConnection):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            self._create_connection = connect

    class CheckedHTTPS(HTTPSConnection):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            self._create_connection = connect

    class OpenHTTP(HTTPHandler):
        def http_open(self, req: Request) -> HTTPResponse:
            return self.do_open(CheckedHTTP, req)

    class OpenHTTPS(HTTPSHandler):
        def https_open(self, req: Request) -> HTTPResponse:
            return self.do_open(CheckedHTTPS, req)

    class CheckedRedirects(HTTPRedirectHandler):
        max_redirections = 5

        def redirect_request(
            self,
            req: Request,
            fp: IO[bytes],
            code: int,
            msg: str,
            headers: HTTPMessage,
            newurl: str,
        ) -> Request | None:
            try:
                _check(newurl, allow_private)
                require(newurl)
            except Exception:
                fp.close()
                raise
            return super().redirect_request(req, fp, code, msg, headers, newurl)

    return build_opener(ProxyHandler({}), OpenHTTP(), OpenHTTPS(), CheckedRedirects())


def _body(response: HTTPResponse, url: str) -> bytes:
    """Read what a server sends, as long as it comes in time and isn't too much."""
    deadline = time.monotonic() + SECONDS_IN_ALL
    data = bytearray()
    while chunk := response.read1(65_536):
        data += chunk
        if len(data) > LARGEST_PAGE:
            raise ValueError(f"{url} holds more than {LARGEST_PAGE // 1_000_000} MB")
        if time.monotonic() > deadline:
            raise OSError(f"{url}: not complete within {SECONDS_IN_ALL:.0f} seconds")
    length = response.headers.get("Content-Length", "")
    if length.isdigit() and len(data) < int(length):
        raise OSError(f"{url}: the connection broke off; {len(data)} of {length} bytes came")
    coding = response.headers.get("Content-Encoding", "identity").strip().lower()
    if coding in ("", "identity"):
        return bytes(data)
    if coding != "gzip":
        raise OSError(f"{url}: sent in the encoding {coding!r}, which was not asked for; {_ADVICE}")
    unpacker = zlib.decompressobj(wbits=31)
    try:
        unpacked = unpacker.decompress(bytes(data), LARGEST_PAGE)
    except zlib.error as error:
        raise OSError(f"{url}: what the server sent is damaged ({error})") from error
    if unpacker.unconsumed_tail:
        raise ValueError(f"{url} holds more than {LARGEST_PAGE // 1_000_000} MB")
    return unpacked
