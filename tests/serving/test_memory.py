"""The memory of a process is bounded in bytes, whatever is asked for."""

from serving.memory import Hot, Memory


def page(size=100) -> Hot:
    return Hot("file", (1, 2, 3), '"e"', [], [], bytes(size))


def test_the_memory_stays_within_its_bytes():
    memory = Memory(1_000)

    for number in range(500):
        memory.keep(("feixi.localhost", f"/p{number}/"), page(60))

    assert memory.bytes <= 1_000
    assert memory.bytes == sum(len(kept.body) for kept in memory.pages.values())


def test_what_is_asked_for_stays_longer():
    memory = Memory(1_000)
    memory.keep(("feixi.localhost", "/"), page())
    for number in range(30):
        if kept := memory.pages.get(("feixi.localhost", "/")):
            kept.was_asked = True
        memory.keep(("feixi.localhost", f"/p{number}/"), page())

    assert ("feixi.localhost", "/") in memory.pages


def test_a_page_larger_than_the_memory_is_not_kept():
    memory = Memory(50)

    memory.keep(("feixi.localhost", "/"), page(60))

    assert memory.pages == {}
    assert memory.bytes == 0
