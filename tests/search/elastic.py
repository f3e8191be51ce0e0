"""A real Elasticsearch for the tests that need one, from the kit in the shared folder.

``TEST_ELASTICSEARCH_URL`` names one that runs already. Without it the kit is started once a run.
"""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
KITS = (ROOT.parent / "shared" / "elasticsearch", ROOT.parents[1] / "shared" / "elasticsearch")
START_SECONDS = 900
# Test processes side by side share a server.
PREFIX = f"test_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_"


def run_server() -> Iterator[str]:
    """Its address; without a server the tests are skipped, or fail where ``CI`` is ``true``."""
    if url := os.environ.get("TEST_ELASTICSEARCH_URL"):
        yield url
        return
    kit = next((path for path in KITS if (path / "start").exists()), None)
    if kit is None:
        unavailable("没有 ../shared/elasticsearch")
    folder = tempfile.mkdtemp(prefix="portal-elasticsearch-")
    port = free_port()
    done = subprocess.run(
        [kit / "start", str(port), folder], timeout=START_SECONDS, capture_output=True, text=True
    )
    if done.returncode:
        unavailable((done.stderr or done.stdout).strip().splitlines()[-1])
    yield f"http://127.0.0.1:{port}"
    subprocess.run([kit / "stop", folder], capture_output=True)
    shutil.rmtree(folder, ignore_errors=True)


def unavailable(reason: str) -> None:
    if os.environ.get("CI") == "true":
        pytest.fail(f"Elasticsearch: {reason}")
    pytest.skip(f"Elasticsearch: {reason}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
