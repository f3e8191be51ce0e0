"""Every address of the search is behind nginx's limit: each asks the index."""

import re
from pathlib import Path

import pytest

from search.urls import plain_urls, urlpatterns

NGINX = Path(__file__).resolve().parents[2] / "deploy" / "debian" / "nginx.conf"
ADDRESSES = [f"/{entry.pattern}" for entry in [*plain_urls, *urlpatterns]]


@pytest.mark.parametrize("address", [*ADDRESSES, "/en/search/"])
def test_it_is_limited(address):
    blocks = re.findall(r"location ~ (\S+) \{\s+limit_req zone=portal_search", NGINX.read_text())

    assert any(re.match(pattern, address) for pattern in blocks)
