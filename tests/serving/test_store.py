"""Pages as files: whole or not at all, bounded, and never one that was overtaken by a change."""

import gzip
import multiprocessing
import os

import pytest

from serving.key import Key, is_storable, plain_host
from serving.store import Store

FRONT = Key("feixi.localhost", "/")
COLUMN = Key("feixi.localhost", "/yaowen/")


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "store", max_bytes=1_000_000)


def keep(store, key, things=(), body=b"<p>page</p>"):
    return store.put(key, body, set(things), store.begin())


def test_a_kept_page_lies_where_a_web_server_finds_it(store):
    assert keep(store, COLUMN, body=b"<h1>text</h1>")

    folder = store.root / "pages" / "feixi.localhost" / "yaowen"
    assert (folder / "index.html").read_bytes() == b"<h1>text</h1>"
    assert gzip.decompress((folder / "index.html.gz").read_bytes()) == b"<h1>text</h1>"


def test_exactly_the_pages_that_show_a_thing_are_dropped(store):
    keep(store, FRONT, ["line:1", "line:2"])
    keep(store, COLUMN, ["line:2"])

    assert store.drop(["line:1", "line:77"]) == 1

    assert not (store.folder(FRONT) / "index.html").exists()
    assert (store.folder(COLUMN) / "index.html").exists()


def test_a_page_that_a_change_has_overtaken_is_not_kept(store):
    since = store.begin()
    store.drop(["line:1"])

    assert not store.put(FRONT, b"old", {"line:1"}, since)
    assert store.put(COLUMN, b"not concerned", {"line:2"}, since)
    assert store.put(FRONT, b"new", {"line:1"}, store.begin())


def test_a_dropped_page_stays_as_last_version_unless_it_went_for_good(store):
    keep(store, FRONT, ["page:1"], b"first")
    store.drop(["page:1"])
    assert gzip.decompress(store.last_version(FRONT)) == b"first"

    keep(store, FRONT, ["page:1"], b"second")
    assert store.last_version(FRONT) is None
    store.drop(["!page:1"])

    assert store.last_version(FRONT) is None
    assert list((store.root / "pages").iterdir()) == []


def test_what_was_set_aside_goes_too_when_it_went_for_good(store):
    keep(store, FRONT, ["page:1"])
    store.drop(["page:1"])
    store.drop(["!page:1"])

    assert store.last_version(FRONT) is None


def test_the_oldest_pages_leave_when_the_store_is_full(tmp_path):
    store = Store(tmp_path / "store", max_bytes=50_000)

    for number in range(40):
        keep(store, Key("feixi.localhost", f"/yaowen/a-{number + 1}/"), body=os.urandom(2_000))

    assert store.index.bytes <= 50_000
    size = sum(file.stat().st_size for file in store.pages.rglob("*") if file.is_file())
    assert size == store.index.bytes
    assert (store.folder(Key("feixi.localhost", "/yaowen/a-40/")) / "index.html").exists()


def test_a_full_disk_keeps_nothing_and_still_drops(store, monkeypatch):
    keep(store, FRONT, ["line:1"])

    def full(*args, **kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.write_bytes", full)

    assert not keep(store, COLUMN)
    assert store.drop(["line:1"]) == 1
    assert not (store.folder(FRONT) / "index.html").exists()


def spoil(store):
    """What a broken disk leaves of the index."""
    for file in store.root.glob("index.sqlite3-*"):
        file.unlink()
    (store.root / "index.sqlite3").write_bytes(b"\xff" * 8_192)


def test_an_index_that_cannot_be_opened_is_begun_anew(store):
    keep(store, FRONT, ["line:1"])
    since = store.begin()
    spoil(store)

    again = Store(store.root, max_bytes=1_000_000)

    assert not list(again.pages.rglob("index.html"))
    assert not again.put(FRONT, b"begun before", {"line:1"}, since)
    assert keep(again, FRONT, ["line:1"])
    assert store.drop(["line:1"]) == 1  # a process that had the old file open


@pytest.mark.parametrize("act", ["drop", "clear"])
def test_an_index_that_cannot_be_read_takes_every_page_with_it(store, act):
    keep(store, FRONT, ["line:1"])
    store.index._local.open[0].close()
    del store.index._local.open
    spoil(store)

    store.drop(["line:2"]) if act == "drop" else store.clear()

    assert not list(store.pages.rglob("index.html"))
    assert keep(store, FRONT, ["line:1"])
    assert store.drop(["line:1"]) == 1


def test_a_store_that_was_removed_keeps_nothing(store):
    import shutil

    shutil.rmtree(store.root)
    (store.root / "new").mkdir(parents=True)

    assert not keep(store, FRONT)


def put_many(root, number):
    store = Store(root, max_bytes=10_000_000)
    for count in range(50):
        keep(store, Key("feixi.localhost", f"/c{count % 10}/"), [f"line:{count % 10}"])
        store.drop([f"line:{(count + number) % 10}"])


def test_several_processes_at_once(store):
    context = multiprocessing.get_context("fork")
    workers = [context.Process(target=put_many, args=(store.root, n)) for n in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)

    assert [worker.exitcode for worker in workers] == [0, 0, 0, 0]
    kept = {str(file.parent.relative_to(store.pages)) for file in store.pages.rglob("index.html")}
    assert len(kept) == store.index.count()
    for number in range(10):
        store.drop([f"line:{number}"])
    assert not list(store.pages.rglob("index.html"))


@pytest.mark.parametrize(
    ("path", "may"),
    [("/", True), ("/yaowen/", True), ("/en/yaowen/p2/", True), ("/yaowen/20261101-abcdef/", True),
     ("/yaowen", False), ("/../etc/passwd/", False), ("/%2e%2e/", False), ("//", False),
     ("/yaowen/p02/", False), ("/yaowen/a-007/", False), ("/EN/yaowen/", False),
     ("/search/", False), ("/en/search/", False), ("/admin/", False), ("/feed.xml", False),
     ("/a\0b/", False), ("/新闻/", False), ("/" + "a/" * 11, False), ("/" + "a" * 201 + "/", False),
     ("/yaowen/\n", False)],
)  # fmt: skip
def test_which_paths_may_be_kept(path, may):
    assert is_storable(path) is may


@pytest.mark.parametrize(
    ("header", "name"),
    [("feixi.localhost:8000", "feixi.localhost"), ("FEIXI.Localhost.", "feixi.localhost"),
     ("..", ""), ("a/../b", ""), ("", ""), ("a b", ""), ("a..b", ""), ("[::1]:80", "")],
)  # fmt: skip
def test_a_host_header_is_a_name_or_nothing(header, name):
    assert plain_host(header) == name
