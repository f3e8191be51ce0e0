"""The file of a backup: a tar with a table of contents that is checked before anything is used.

manifest.json       when, of which engine, which migrations, how many unions and articles
database.sqlite3    or database.dump (PostgreSQL, custom format)
settings.env        the environment that the installation ran with: it holds secrets
media/…             the uploaded files
SHA256SUMS          of everything above, in the format of ``sha256sum``
"""

import hashlib
import io
import tarfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO

MANIFEST, SETTINGS, SUMS = "manifest.json", "settings.env", "SHA256SUMS"
SQLITE_DATABASE, POSTGRESQL_DATABASE = "database.sqlite3", "database.dump"
MEDIA = "media/"
FORMAT = 1
CHUNK = 1 << 20


class BackupError(Exception):
    """A sentence for the person at the terminal."""


class SumReader(io.RawIOBase):
    """Reads from a stream and sums up what was read."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.stream = stream
        self.sum = hashlib.sha256()

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        data = self.stream.read(size)
        self.sum.update(data)
        return data


class Writer:
    """Adds members and their sums to an archive that is being written."""

    def __init__(self, path: Path) -> None:
        self.tar = tarfile.open(path, "w", format=tarfile.PAX_FORMAT)  # noqa: SIM115
        self.lines: list[str] = []

    def __enter__(self) -> "Writer":
        return self

    def __exit__(self, kind: object, *exc: object) -> None:
        if kind is None:
            self.add(SUMS, "".join(self.lines).encode())
        self.tar.close()

    def add(self, name: str, data: bytes) -> None:
        self.add_stream(name, io.BytesIO(data), len(data))

    def add_file(self, name: str, path: Path) -> None:
        with path.open("rb") as stream:
            self.add_stream(name, stream, path.stat().st_size)

    def add_stream(self, name: str, stream: IO[bytes], size: int) -> None:
        member = tarfile.TarInfo(name)
        member.size, member.mode = size, 0o600
        reader = SumReader(stream)
        self.tar.addfile(member, reader)  # type: ignore[arg-type]
        self.lines.append(f"{reader.sum.hexdigest()}  {name}\n")


def verify(path: Path) -> Iterator[str]:
    """Read the whole archive and compare each member with its sum; yields the names as it goes.

    Raises BackupError for a file that is no backup, is cut off, or was altered.
    """
    found: dict[str, str] = {}
    sums = ""
    try:
        with tarfile.open(path, "r:") as tar:
            for member in tar:
                require_harmless(member)
                stream = tar.extractfile(member)
                assert stream is not None  # noqa: S101 - it is a regular file
                if member.name == SUMS:
                    sums = stream.read().decode()
                    continue
                found[member.name] = sum_of(stream)
                yield member.name
    except (tarfile.TarError, OSError, EOFError) as error:
        raise BackupError(f"{path} 读不出来，不是备份或者不完整：{error}") from error
    compare(found, sums)


def sum_of(stream: IO[bytes]) -> str:
    total = hashlib.sha256()
    while chunk := stream.read(CHUNK):
        total.update(chunk)
    return total.hexdigest()


def compare(found: dict[str, str], sums: str) -> None:
    if not sums:
        raise BackupError("备份不完整：没有写到末尾的校验和。")
    told = {
        name: total for total, _space, name in (row.partition("  ") for row in sums.split("\n"))
    }
    told.pop("", None)
    for name in sorted(told.keys() | found.keys()):
        if told.get(name) != found.get(name):
            raise BackupError(f"备份损坏或被改过：{name} 与校验和不符。")


def require_harmless(member: tarfile.TarInfo) -> None:
    """Regular files with a path of their own below the archive; a made-up archive may hold else."""
    parts = PurePosixPath(member.name).parts
    if not member.isreg() or not parts or parts[0] == "/" or ".." in parts:
        raise BackupError(f"备份里有不该有的内容：{member.name}")
