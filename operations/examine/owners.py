"""Whose the folders are that the services write to: what root makes there they can't change."""

import os
import pwd
from collections.abc import Iterator
from pathlib import Path

from operations.examine.findings import Finding, error


def examine_owner(part: str, folder: Path, inside: tuple[str, ...]) -> Iterator[Finding]:
    """The folder and what is in it by these names; the place where it will be made, for root.

    A folder of somebody else that may be written to is well, as on a shared disk.
    """
    me = os.geteuid()
    places = [folder, *(folder / name for name in inside)]
    if me == 0:
        places.append(next(path for path in folder.parents if path.exists()))
    for place in places:
        if not place.exists() or (owner := owner_of(place)) == me:
            continue
        if me == 0:
            user = name_of(owner)
            yield error(
                part,
                f"{place} 属于 {user}，现在用 root 运行：写进去的文件，网站以后改不了",
                f"用 sudo -u {user} 再运行一次。",
            )
            return
        if not os.access(place, os.W_OK):
            yield error(
                part,
                f"{place} 属于 {name_of(owner)}，{name_of(me)} 写不进去",
                f"运行 chown -R {name_of(me)} {folder}；以后的命令都用 sudo -u {name_of(me)} 运行。",
            )
            return


def owner_of(place: Path) -> int:
    return place.stat().st_uid


def name_of(user: int) -> str:
    try:
        return pwd.getpwuid(user).pw_name
    except KeyError:
        return str(user)
