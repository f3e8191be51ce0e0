"""Only a whole and unaltered backup is ever used."""

import io
import os
import re
import tarfile

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from operations.backups.archive import BackupError, Writer, verify
from operations.backups.taking import ENVIRONMENT, prune, quoted


@pytest.fixture
def archive(tmp_path):
    path = tmp_path / "portal.tar"
    with Writer(path) as writer:
        writer.add("manifest.json", b"{}")
        writer.add("media/照片.jpg", b"\xff\xd8" * 5000)
    return path


def names(path):
    return list(verify(path))


def test_a_whole_archive_is_read_to_its_end(archive):
    assert names(archive) == ["manifest.json", "media/照片.jpg"]


@pytest.mark.parametrize("share", [0.1, 0.4, 0.6])
def test_one_that_was_cut_off_is_refused(archive, share):
    data = archive.read_bytes()
    archive.write_bytes(data[: int(len(data) * share)])

    with pytest.raises(BackupError):
        names(archive)


def test_one_altered_byte_is_named(archive):
    data = bytearray(archive.read_bytes())
    data[data.index(b"\xff\xd8") + 100] ^= 1
    archive.write_bytes(data)

    with pytest.raises(BackupError, match=r"照片\.jpg"):
        names(archive)


def test_any_other_file_is_no_backup(tmp_path):
    path = tmp_path / "portal.tar"
    path.write_bytes(b"PK\x03\x04" + b"0" * 2000)

    with pytest.raises(BackupError, match="不是备份"):
        names(path)


@pytest.mark.parametrize(
    "name", ["../outside.txt", "/etc/cron.d/job", "media/../../outside.txt", "media/link"]
)
def test_a_made_up_archive_cannot_reach_outside(tmp_path, name):
    path = tmp_path / "portal.tar"
    with tarfile.open(path, "w") as tar:
        member = tarfile.TarInfo(name)
        if name.endswith("link"):
            member.type, member.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(member, io.BytesIO(b""))

    with pytest.raises(BackupError, match="不该有"):
        names(path)


def test_only_the_newest_are_kept(tmp_path):
    for day in range(1, 6):
        (tmp_path / f"portal-2026010{day}-030000.tar").touch()
    (tmp_path / "something-else.tar").touch()

    prune(tmp_path, 2)

    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "portal-20260104-030000.tar",
        "portal-20260105-030000.tar",
        "something-else.tar",
    ]


# No setting stands in double quotes; the reader would take them off.
@given(
    st.text(
        st.characters(exclude_categories=["C", "Zl", "Zp"], exclude_characters='"'),
        min_size=1,
        max_size=60,
    )
)
def test_settings_come_back_as_they_were(tmp_path_factory, value):
    import environ

    path = tmp_path_factory.mktemp("env") / ".env"
    path.write_text(f"RESTORED_SETTING={quoted(value)}\n")

    environ.Env.read_env(path, overwrite=True)

    assert os.environ.pop("RESTORED_SETTING") == value


@pytest.fixture(scope="module")
def read_settings():
    """The names of all variables that the settings read."""
    files = (settings.BASE_DIR / "config" / "settings").glob("*.py")
    source = "".join(path.read_text() for path in files)
    return set(re.findall(r'env(?:\.\w+)?\(\s*"([A-Z_0-9]+)"', source))


def test_every_setting_of_the_environment_is_backed_up(read_settings):
    assert read_settings - set(ENVIRONMENT) - {"PORT"} == set()


def test_every_setting_is_in_the_example_and_in_the_readme(read_settings):
    example = (settings.BASE_DIR / "deploy" / "environment.example").read_text()
    readme = (settings.BASE_DIR / "README.md").read_text()
    shown = set(re.findall(r"^#?([A-Z_0-9]+)=", example, re.MULTILINE))
    told = set(re.findall(r"`([A-Z_0-9]+)`", readme))

    assert read_settings - shown == {"DEBUG", "PORT"}  # a developer's
    assert read_settings - told == set()
    assert shown - told == set()
