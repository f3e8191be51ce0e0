"""What is true on every machine. What differs comes from the environment (see the README)."""

from datetime import timedelta
from pathlib import Path

import environ
from django.utils.translation import gettext_lazy as _

from config.headers import origin

BASE_DIR = Path(__file__).resolve().parent.parent.parent
VAR_DIR = BASE_DIR / "var"

env = environ.Env()

# --- Hosts -----------------------------------------------------------------------------------
SECRET_KEY = env.str("SECRET_KEY")
# Former keys, until nobody needs what was signed or encrypted with them.
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
DEBUG = env.bool("DEBUG", default=False)
PUBLIC_SERVER = False  # whether the doctor expects what a server on the open net must have
# Which names are served is decided by the table of sites (sites.middleware.HostMiddleware);
# this list may narrow it further.
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["*"])
ADMIN_HOST = env.str("ADMIN_HOST", default="desk.localhost")
# Public sites of a new union: <slug>.PUBLIC_DOMAIN and news.<slug>.PUBLIC_DOMAIN.
PUBLIC_DOMAIN = env.str("PUBLIC_DOMAIN", default="localhost")
PUBLIC_PORT = env.int("PUBLIC_PORT", default=443)

# --- Applications ----------------------------------------------------------------------------
INSTALLED_APPS = [
    "modeltranslation",
    "pages",
    "wagtail.contrib.redirects",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.api.v3",
    "wagtail.admin",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.table_block",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.sitemaps",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "audit",
    "uploads",
    "sites",
    "accounts",
    "news",
    "checks",
    "review",
    "search",
    "syndication",
    "home",
    "serving",
    "operations",
]

MIDDLEWARE = [
    "operations.middleware.RequestMiddleware",
    "config.headers.SecurityHeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "sites.middleware.HostMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "audit.middleware.AuditMiddleware",
    "sites.gate.middleware.GateMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.IdleMiddleware",
    "accounts.middleware.SecondFactorMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "news.middleware.RefusalMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "sites.context_processors.portal",
            ],
        },
    },
]

# --- Database --------------------------------------------------------------------------------
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'db.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Writers wait for each other instead of failing, readers never wait.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DATABASES["default"]["CONN_MAX_AGE"] = 60  # seconds; opening SQLite's file anew takes 10 ms
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES: dict[str, dict[str, object]] = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}
if REDIS_URL := env.str("REDIS_URL", default=""):
    CACHES["default"] = {
        "BACKEND": "config.caches.SharedCache",
        "LOCATION": REDIS_URL,
    }

# --- Tasks: queued in the same transaction as the change that causes them -----------------------
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# --- Language and time -----------------------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("简体中文")), ("en", _("English"))]
USE_I18N = True
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
LOCALE_PATHS = [BASE_DIR / "locale"]
MODELTRANSLATION_DEFAULT_LANGUAGE = "zh-hans"
MODELTRANSLATION_CUSTOM_FIELDS = ("StreamField",)

# --- Search: in the database, and by Elasticsearch for the public where its address is given ------
ELASTICSEARCH_URLS = [url.strip() for url in env.list("ELASTICSEARCH_URL", default=[])]
WAGTAILSEARCH_BACKENDS: dict[str, dict[str, object]] = {
    "default": {"BACKEND": "search.backends.database"}
}
if ELASTICSEARCH_URLS:
    WAGTAILSEARCH_BACKENDS["elasticsearch"] = {
        "BACKEND": "search.backends.elasticsearch",
        "URLS": ELASTICSEARCH_URLS,
        "INDEX_PREFIX": env.str("ELASTICSEARCH_PREFIX", default="union_"),
        "TIMEOUT": 5,
        "AUTO_UPDATE": False,  # told by search.tasks, which remembers what it couldn't tell
        "OPTIONS": {  # each of the other nodes is tried once
            "max_retries": len(ELASTICSEARCH_URLS) - 1,
            "retry_on_timeout": len(ELASTICSEARCH_URLS) > 1,
        },
        "INDEX_SETTINGS": {
            "settings": {
                "number_of_shards": 1,
                "auto_expand_replicas": "0-1",  # one, as soon as there is a second node
                "refresh_interval": "1s",
            }
        },
    }

# --- Files -----------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = env.str("MEDIA_URL", default="/media/")
MEDIA_ROOT = env.path("MEDIA_ROOT", default=str(VAR_DIR / "media"))
STORAGES: dict[str, dict[str, object]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "config.bundles.BundlingStorage"},
}
MEDIA_ORIGIN = origin(MEDIA_URL)
if S3_BUCKET := env.str("S3_BUCKET", default=""):
    endpoint = env.str("S3_ENDPOINT_URL", default="")
    domain = env.str("S3_CUSTOM_DOMAIN", default="")
    MEDIA_ORIGIN += origin(
        f"https://{domain}" if domain else endpoint or f"https://{S3_BUCKET}.s3.amazonaws.com"
    )
    STORAGES["default"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": S3_BUCKET,
            "endpoint_url": endpoint or None,
            "access_key": env.str("S3_ACCESS_KEY", default=None),
            "secret_key": env.str("S3_SECRET_KEY", default=None),
            "custom_domain": domain or None,
            "file_overwrite": False,  # two unions may upload files of one name
            "querystring_auth": False,  # kept pages outlive a signed address
        },
    }

# --- Kept pages: where this machine keeps them (empty: nowhere), and how many megabytes of them ----
PAGE_STORE = env.str("PAGE_STORE", default=str(VAR_DIR / "pages"))
PAGE_STORE_MB = env.int("PAGE_STORE_MB", default=4_096)
PAGE_MEMORY_MB = env.int("PAGE_MEMORY_MB", default=64)  # in each web process

# --- Accounts --------------------------------------------------------------------------------
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
DJANGO_RULES = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{DJANGO_RULES}.UserAttributeSimilarityValidator"},
    {"NAME": "accounts.validators.LengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{DJANGO_RULES}.CommonPasswordValidator"},
    {"NAME": f"{DJANGO_RULES}.NumericPasswordValidator"},
    {"NAME": "accounts.validators.MixedOrLongValidator"},
]
LOGIN_URL = WAGTAILADMIN_LOGIN_URL = "/accounts/login/"
# Sessions: in the database with the person's key; they end IDLE_MINUTES after the last act.
SESSION_ENGINE = "accounts.sessions"
SESSION_COOKIE_AGE = env.int("IDLE_MINUTES", default=60) * 60
SESSION_COOKIE_HTTPONLY = True
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
# Lockout: an account at one address, after so many failures, for so long.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=env.int("LOCKOUT_MINUTES", default=15))
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_CLIENT_IP_CALLABLE = "audit.context.client_address"
AXES_LOCKOUT_CALLABLE = "accounts.views.locked_out"
AXES_DISABLE_ACCESS_LOG = True  # the audit log has it
AXES_ENABLE_ADMIN = False
# Second factor: forced for desks, administrators and the network's own groups.
REQUIRE_SECOND_FACTOR = env.bool("REQUIRE_SECOND_FACTOR", default=False)
ACCOUNT_ADAPTER = "accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
# Failures are counted by django-axes, in the database; these would be lost with the cache.
ACCOUNT_RATE_LIMITS = {"login_failed": "20/5m/key", "login": None}
MFA_ADAPTER = "accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "工会门户网络"
MFA_TOTP_TOLERANCE = 1
MFA_ALLOW_UNVERIFIED_EMAIL = True

# --- What browsers may do ------------------------------------------------------------------------
SECURE_CSP = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'", "data:", *MEDIA_ORIGIN],
    "media-src": ["'self'", *MEDIA_ORIGIN],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "manifest-src": ["'self'"],
    "form-action": ["'self'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'none'"],
}
# Wagtail's screens have inline scripts and styles; only staff see them.
SECURE_CSP_ADMIN = {
    **SECURE_CSP,
    "script-src": ["'self'", "'unsafe-inline'"],
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "data:", "blob:", *MEDIA_ORIGIN],
    "frame-src": ["'self'"],
}
PERMISSIONS_POLICY = "camera=(), microphone=(), geolocation=(), payment=(), usb=()"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"

# --- Logs: to standard error; no mail, whose reports would show forms as they were sent ------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"masked": {"()": "config.logs.MaskingFilter"}},
    "formatters": {
        "line": {"format": "%(asctime)s %(levelname)s %(name)s [%(request)s]: %(message)s"},
        "json": {"()": "config.logs.JsonFormatter"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "filters": ["masked"],
            "formatter": env.str("LOG_FORMAT", default="line"),  # or json
        }
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.server": {"handlers": [], "level": "INFO", "propagate": True},
        # A line a request; the proxy in front keeps one too, so only on wish.
        "portal.requests": {
            "level": "INFO" if env.bool("LOG_REQUESTS", default=False) else "WARNING"
        },
        "axes": {"level": "ERROR"},  # it would name whatever was typed as a user name
    },
}

# The bearer token by which Prometheus may read /-/metrics; without it there is no such page.
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")

# --- Audit log ---------------------------------------------------------------------------------
# Proxies whose X-Forwarded-For is believed: addresses or networks.
TRUSTED_PROXIES = env.list("TRUSTED_PROXIES", default=[])
# Sign each entry; the first is in use, the others still prove older entries.
AUDIT_KEYS = env.list("AUDIT_KEYS", default=[]) or [SECRET_KEY]
AUDIT_KEPT_DAYS = env.int("AUDIT_KEPT_DAYS", default=366)  # 183 at least
AUDIT_TRIGGERS = True
# Tables whose rows are compared before and after; Wagtail's own log covers pages and snippets.
AUDITED_MODELS = [
    "auth.User", "auth.Group", "wagtailcore.Site", "wagtailcore.Collection",
    "wagtailcore.GroupPagePermission", "wagtailcore.GroupCollectionPermission",
    "wagtailcore.GroupSitePermission", "wagtailcore.CollectionViewRestriction",
    "wagtailcore.PageViewRestriction", "wagtailredirects.Redirect", "sites.Organisation",
    "sites.OrganisationSite", "sites.HostAlias", "sites.MourningPeriod", "sites.StaffGroup",
    "sites.StandIn", "sites.Oversight", "sites.SharedImage",
    "syndication.Rules", "syndication.ColumnMapping", "syndication.RecipientGroup",
    "syndication.Outlet", "syndication.OutsideSite", "checks.CheckRule", "checks.Term",
    "news.DutyLimit",
]  # fmt: skip

# --- E-mail ----------------------------------------------------------------------------------------
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str(
    "DEFAULT_FROM_EMAIL", default=f"noreply@{PUBLIC_DOMAIN}"
)

# --- Digests by e-mail: from this hour on (Asia/Shanghai), and not more often than this ----------
DIGEST_HOUR = env.int("DIGEST_HOUR", default=8)
DIGEST_EVERY_HOURS = env.int("DIGEST_EVERY_HOURS", default=20)

# --- Links out of articles: whether other people's hosts may be asked (our own always are) ------
CHECK_LINKS = env.bool("CHECK_LINKS", default=False)

# --- Wagtail ---------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = "工会门户网络"
WAGTAIL_PAGE_MODEL = "pages.BasePage"
WAGTAIL_FINISH_WORKFLOW_ACTION = "review.finish.publish_signed"
WAGTAILADMIN_BASE_URL = env.str("WAGTAILADMIN_BASE_URL", default=f"https://{ADMIN_HOST}")
WAGTAIL_GRAVATAR_PROVIDER_URL = None  # no request to an outside host
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = True
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000  # looked at before anything is unpacked
WAGTAILIMAGES_IMAGE_FORM_BASE = "sites.gate.pictures.PictureForm"
WAGTAILDOCS_EXTENSIONS = [
    "csv", "doc", "docx", "mp4", "pdf", "ppt", "pptx", "rar", "txt", "webm", "wps", "xls", "xlsx",
    "zip",
]  # fmt: skip
WAGTAILDOCS_MAX_UPLOAD_SIZE = 200 * 1024 * 1024
WAGTAILDOCS_DOCUMENT_FORM_BASE = "uploads.forms.CheckedDocumentForm"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILEMBEDS_FINDERS: list[
    dict[str, str]
] = []  # videos are files; nothing is fetched from outside
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
TAGGIT_CASE_INSENSITIVE = True
SILENCED_SYSTEM_CHECKS: list[str] = []
