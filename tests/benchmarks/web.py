"""Real web servers for a measurement, and wrk that asks them."""

import http.client
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
GRANIAN = Path(sys.executable).parent / "granian"
PASSES = 4  # over all pages, to fill the caches of wagtail-cache
TICK = os.sysconf("SC_CLK_TCK")

LUA = """
local hosts, paths, n = {{ {hosts} }}, {{ {paths} }}, {start}
request = function()
  n = n % #paths + 1
  return wrk.format("GET", paths[n], {{ ["Host"] = hosts[n], ["Accept-Encoding"] = "gzip" }})
end
"""
TOKEN = "benchmark"  # noqa: S105 - of a server that lives for this measurement
NGINX = """
daemon off; worker_processes 2; pid {folder}/nginx.pid; error_log {folder}/error.log crit;
events {{ worker_connections 4096; }}
http {{
  access_log off; sendfile on; keepalive_requests 1000000; server_tokens off;
  types {{ text/html html; }} charset utf-8;
  client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;
  uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  upstream portal {{ server 127.0.0.1:{upstream}; keepalive 32; }}
  server {{  # the limit: the same files and nothing else
    listen 127.0.0.1:{plain_port}; gzip_static on;
    location / {{ root {plain}; try_files /$host${{uri}}index.html =404; }}
  }}
  server {{  # the project behind nginx, as in deploy/debian/nginx.conf
    listen 127.0.0.1:{behind_port};
    location / {{
      root {store}; try_files /$host${{uri}}index.html @portal;
      gzip_static on; gzip_vary on; etag on; include {pages};
    }}
    location @portal {{ proxy_pass http://portal; proxy_http_version 1.1;
      proxy_set_header Connection ""; proxy_set_header Host $host:{upstream}; }}
  }}
}}
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port: int, seconds: float = 300) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"nobody listens on {port}")


@contextmanager
def running(command: list[str], port: int, env: dict[str, str] | None = None) -> Iterator[int]:
    """The process while it is needed; gives its number."""
    process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL)
    try:
        wait_for(port)
        yield process.pid
    finally:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()


@contextmanager
def working(env: dict[str, str]) -> Iterator[None]:
    """A process that does the queued tasks, while it is needed."""
    command = [sys.executable, str(ROOT / "manage.py"), "db_worker", "--queue-name", "*"]
    options = ["--interval", "0.2", "--no-startup-delay"]  # as the installations run it
    process = subprocess.Popen([*command, *options], cwd=ROOT, env=env, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.terminate()
        process.wait(30)


def environment(folder: Path) -> dict[str, str]:
    database = connection.settings_dict
    counts = folder / "metrics"
    counts.mkdir(exist_ok=True)
    url = (
        f"sqlite:///{database['NAME']}"
        if connection.vendor == "sqlite"
        else f"postgres://{database['USER']}:{database['PASSWORD']}@{database['HOST']}:"
        f"{database['PORT'] or 5432}/{database['NAME']}"
    )
    return {
        **os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        "SECRET_KEY": "benchmark", "PORT": str(settings.PUBLIC_PORT), "METRICS_TOKEN": TOKEN,
        "PROMETHEUS_MULTIPROC_DIR": str(counts), "PAGE_STORE": "",
    }  # fmt: skip


def granian(port: int, env: dict[str, str]) -> list[str]:
    return [
        str(GRANIAN), "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
        "--workers", "2", "--blocking-threads", env.get("WEB_THREADS", "16"), "--no-ws",
        "--backlog", "8192", "--backpressure", "8192", "--http1-header-read-timeout", "10000",
        "--log-level", "error", "config.wsgi:application",
    ]  # fmt: skip


def nginx_command(folder: Path, **values: object) -> list[str]:
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o755)
    configuration = folder / "nginx.conf"
    values.setdefault("pages", ROOT / "deploy" / "debian" / "portal_pages.conf")
    configuration.write_text(NGINX.format(folder=folder, **values))
    user = ["-g", "user root;"] if os.geteuid() == 0 else []
    return ["nginx", "-p", str(folder), "-c", str(configuration), *user]


def has(*tools: str) -> bool:
    return all(shutil.which(tool) for tool in tools)


def family(pid: int) -> Iterator[int]:
    """A process and all below it."""
    waiting = [pid]
    while waiting:
        one = waiting.pop()
        with suppress(OSError):
            for task in Path(f"/proc/{one}/task").iterdir():
                waiting += [int(child) for child in (task / "children").read_text().split()]
            yield one


def cpu_seconds(pid: int) -> float:
    """User and system time of a process and all below it."""
    total = 0.0
    for one in family(pid):
        with suppress(OSError):
            fields = Path(f"/proc/{one}/stat").read_text().rsplit(")", 1)[1].split()
            total += (int(fields[11]) + int(fields[12])) / TICK
    return total


def megabytes(pid: int) -> float:
    """Memory of a process and all below it; what they share is counted once among them (PSS)."""
    total = 0.0
    for one in family(pid):
        with suppress(OSError):
            rollup = Path(f"/proc/{one}/smaps_rollup").read_text()
            total += int(re.search(r"^Pss:\s+(\d+)", rollup, re.MULTILINE)[1])  # type: ignore[index]
    return total / 1024


@dataclass(frozen=True)
class Load:
    """What wrk saw: answers a second, the slowest percent in ms, answers that were no 200."""

    rate: float
    p99_ms: float
    failures: int
    cpu_us: float


def ask_with_wrk(folder: Path, port: int, pid: int, urls: list[tuple[str, str]], s: int) -> Load:
    script = folder / "urls.lua"
    hosts, paths = (", ".join(f'"{url[part]}"' for url in urls) for part in (0, 1))
    script.write_text(LUA.format(hosts=hosts, paths=paths, start=0))
    before = cpu_seconds(pid)
    said = subprocess.run(
        ["wrk", "-t2", "-c32", f"-d{s}s", "--latency", "-s", str(script),
         f"http://127.0.0.1:{port}/"],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    spent = cpu_seconds(pid) - before
    count = int(re.search(r"(\d+) requests in", said)[1])  # type: ignore[index]
    failures = sum(int(number) for number in re.findall(r"Non-2xx or 3xx responses: (\d+)", said))
    value, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", said).groups()  # type: ignore[union-attr]
    scale = {"us": 0.001, "ms": 1, "s": 1000}[unit]
    return Load(count / s, float(value) * scale, failures, spent / max(count, 1) * 1e6)


def fill_caches(port: int, urls: list[tuple[str, str]]) -> None:
    """Each process has a cache of its own; few pages are left that one of them doesn't have."""
    for _time in range(PASSES):
        with ThreadPoolExecutor(4) as pool:
            answers = list(pool.map(lambda url: cache_state(port, *url), urls))
    if answers.count("hit") < 0.8 * len(answers):
        raise RuntimeError(f"wagtail-cache keeps only {answers.count('hit')} of {len(answers)}")


def cache_state(port: int, host: str, path: str) -> str:
    there = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    there.request("GET", path, headers={"Host": host, "Accept-Encoding": "gzip"})
    answer = there.getresponse()
    answer.read()
    there.close()
    return answer.getheader("X-Wagtail-Cache", "")
