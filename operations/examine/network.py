"""The unions' sites: who looks after them, and whether the world finds their names."""

import socket
import ssl
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

from django.conf import settings
from wagtail.models import Site

from operations.examine.findings import Finding, error, good, in_words, warning
from review.models import ReviewRule
from sites.models import HostAlias, Organisation
from sites.network_panel import without_administrator

AT_ONCE = 32
TIMEOUT = 5  # seconds
NAMED = 5  # examples in a line
RENEW_DAYS = 14


def examine_unions() -> Iterator[Finding]:
    part = "工会"
    unions = Organisation.objects.open()
    without = without_administrator()
    if count := without.count():
        names = "、".join(union.short_name for union in without[:NAMED])
        yield warning(
            part,
            f"{count} 个工会没有站点管理员：{names}{'等' if count > NAMED else ''}",
            "由网络运营或上级为它们建立账号。",
        )
    without_site = unions.filter(sites=None).count()
    if without_site:
        remedy = "运行 ./portal manage provision --update。"
        yield error(part, f"{without_site} 个已开通的工会没有站点", remedy)
    if not ReviewRule.objects.filter(organisation=None, column_code="").exists():
        yield warning(
            part,
            "全网没有审核规则，采编可以不经审核直接发布",
            "在工作台“设置 → 审核规则”里由网络运营新增全网规则。",
        )
    yield good(part, f"已开通 {unions.count()} 个，站点 {Site.objects.count()} 个")


def host_names() -> list[str]:
    """All names that the installation should answer to."""
    names = set(Site.objects.values_list("hostname", flat=True))
    names |= set(HostAlias.objects.values_list("hostname", flat=True))
    return sorted(names | {settings.ADMIN_HOST})


def certificates() -> dict[str, list[str]]:
    """The host names by the certificate file that deploy/debian/nginx.conf takes for them."""
    below = f".{settings.PUBLIC_DOMAIN}"
    files: dict[str, list[str]] = {}
    for name in host_names():
        file = name
        if name in (settings.ADMIN_HOST, settings.PUBLIC_DOMAIN):
            file = "wildcard"
        elif name.endswith(below):
            file = name.removesuffix(below).rpartition(".")[2]
        files.setdefault(file, []).append(name)
    return files


def examine_host_names() -> Iterator[Finding]:
    part, names = "域名", host_names()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        found = dict(zip(names, pool.map(resolves, names), strict=True))
    lost = [name for name in names if not found[name]]
    if lost:
        yield error(
            part,
            f"{len(lost)} 个域名解析不了：{'、'.join(lost[:NAMED])}",
            "在 DNS 里加上；整个网络可以用一条泛解析 *.PUBLIC_DOMAIN。",
        )
    else:
        yield good(part, f"{len(names)} 个都能解析")


def resolves(name: str) -> bool:
    try:
        return bool(socket.getaddrinfo(name, 443, type=socket.SOCK_STREAM))
    except OSError:
        return False


def examine_certificates() -> Iterator[Finding]:
    part, names = "证书", host_names()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        problems = dict(zip(names, pool.map(certificate_problem, names), strict=True))
    broken = {name: problem for name, problem in problems.items() if problem}
    for name, problem in list(broken.items())[:NAMED]:
        yield error(
            part, f"{name}：{problem}", "续签或补上这个域名，见 docs/how-to/run-for-a-province.md。"
        )
    if len(broken) > NAMED:
        yield error(part, f"还有 {len(broken) - NAMED} 个域名的证书有问题", "先处理上面几个。")
    if not broken:
        yield good(part, f"{len(names)} 个域名的证书都有效")


def certificate_problem(name: str, port: int = 443) -> str:
    """Why a browser would refuse the certificate of a host, or soon will; empty if it's well."""
    context = ssl.create_default_context()
    try:
        with (
            socket.create_connection((name, port), timeout=TIMEOUT) as plain,
            context.wrap_socket(plain, server_hostname=name) as secured,
        ):
            certificate = secured.getpeercert() or {}
    except ssl.SSLCertVerificationError as problem:
        return problem.verify_message
    except OSError as problem:
        return f"连不上（{problem}）"
    ends = datetime.fromtimestamp(ssl.cert_time_to_seconds(str(certificate["notAfter"])), UTC)
    left = (ends - datetime.now(UTC)).total_seconds()
    return f"{in_words(left)}后到期" if left < RENEW_DAYS * 86_400 else ""
