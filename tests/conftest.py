"""What several test files share."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# How long an example takes says how busy the machine is, and nothing of the code:
# speed is measured in tests/benchmarks.
settings.register_profile(
    "untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def loopback():
    """Skip what has to talk to this machine itself, where even that is cut off."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        try:
            socket.create_connection(listening.getsockname(), timeout=5).close()
        except OSError:
            pytest.skip("this machine has no loopback interface")


@pytest.fixture
def write(tmp_path):
    """Write a file and give its path."""

    def writing(name: str, content: str | bytes, encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    return writing
