"""The environment: what a public server must have set. A developer's machine is let off."""

from collections.abc import Iterator

from django.conf import settings

from operations.examine.findings import Finding, error, good, warning

PART = "设置"
SHORTEST_SECRET = 50  # characters
LOCAL = ("localhost", ".localhost")


def examine() -> Iterator[Finding]:
    if not settings.PUBLIC_SERVER:
        yield good(PART, "开发环境（config.settings.dev），不按公开服务器的要求检查设置")
        return
    found = [*secrets(), *addresses(), *around()]
    yield from found or [
        good(PART, f"工作台 {settings.ADMIN_HOST}，公开域名 {settings.PUBLIC_DOMAIN}")
    ]


def secrets() -> Iterator[Finding]:
    if settings.DEBUG:
        yield error(PART, "DEBUG 开着，出错时会把内部信息给访客看", "去掉环境变量 DEBUG。")
    if len(settings.SECRET_KEY) < SHORTEST_SECRET or len(set(settings.SECRET_KEY)) < 10:
        yield error(
            PART,
            f"SECRET_KEY 太短或太简单（至少 {SHORTEST_SECRET} 个随机字符）",
            "换一个；旧的写进 SECRET_KEY_FALLBACKS，等大家都重新登录过再去掉。",
        )
    if settings.AUDIT_KEYS[0] == settings.SECRET_KEY:
        yield warning(
            PART,
            "审计日志用的是 SECRET_KEY，换密钥时旧日志会核对不上",
            "设 AUDIT_KEYS=新密钥,旧密钥（第一个用来写，其余只用来核对）。",
        )
    if not settings.REQUIRE_SECOND_FACTOR:
        yield warning(PART, "没有要求动态验证码", "去掉 REQUIRE_SECOND_FACTOR=False。")


def addresses() -> Iterator[Finding]:
    for name in ("ADMIN_HOST", "PUBLIC_DOMAIN"):
        if getattr(settings, name).endswith(LOCAL):
            value = getattr(settings, name)
            yield error(PART, f"{name} 还是 {value}", f"在环境文件里写上真正的 {name}。")
    if not settings.SECURE_SSL_REDIRECT:
        yield warning(PART, "不强制 https", "去掉 SECURE_SSL_REDIRECT=False。")
    if not settings.TRUSTED_PROXIES:
        yield warning(
            PART,
            "没有设 TRUSTED_PROXIES：登录记录里的地址会是反向代理的地址",
            "写上反向代理的地址，例如 TRUSTED_PROXIES=127.0.0.1。",
        )


def around() -> Iterator[Finding]:
    if settings.EMAIL_BACKEND.endswith("console.EmailBackend"):
        yield warning(
            PART, "邮件只打印到日志", "设 EMAIL_URL，例如 smtp+tls://账号:密码@主机:587。"
        )
    if not settings.METRICS_TOKEN:
        yield warning(PART, "没有开监控接口", "设 METRICS_TOKEN，再让 Prometheus 来读 /-/metrics。")
