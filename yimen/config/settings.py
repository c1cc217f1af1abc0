"""Django's settings. What a system administrator chooses comes from foundation.environment; what the office
may change is a Wagtail setting in the database, never here."""

from datetime import timedelta
from pathlib import Path

import dj_database_url

from yimen.config.mail import mail_settings
from yimen.foundation.environment import environment_of_process, file_of_process

BASE_DIR = Path(__file__).resolve().parents[2]
# In a checkout yimen.env lies beside pyproject.toml, wherever the command was called from.
_FOLDER = BASE_DIR if (BASE_DIR / "pyproject.toml").is_file() else Path.cwd()
ENV = environment_of_process(_FOLDER)
ENV_FILE = file_of_process(_FOLDER)
DATA_DIR = ENV.data_dir

SECRET_KEY = ENV.secret_key
SECRET_KEY_FALLBACKS = [ENV.former_secret_key] if ENV.former_secret_key else []
DEBUG = ENV.debug
ALLOWED_HOSTS = ["*"]  # hosts are rows: subsites.middleware refuses names that the portal does not answer to

INSTALLED_APPS = [
    "yimen.records",
    "yimen.design",
    "yimen.accounts",
    "yimen.media",
    "yimen.agencies",
    "yimen.subsites",
    "yimen.pool",
    "yimen.search",
    "yimen.editorial",
    "yimen.baking",
    "yimen.consolidation",
    "yimen.frontdoor",
    "yimen.api",
    "yimen.demo",
    "yimen.config",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.table_block",
    "wagtail.contrib.simple_translation",
    "wagtail.locales",
    "wagtail.sites",
    "yimen.accounts.wagtail_users.PortalUsersConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.embeds",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "yimen.config.middleware.TrustedProxyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "yimen.config.policies.PolicyMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # with a length that varies, so that nothing is guessed from it
    "yimen.design.middleware.PreferencesMiddleware",
    "yimen.subsites.middleware.HostMiddleware",
    "yimen.subsites.middleware.LanguageOfPathMiddleware",
    "yimen.subsites.middleware.StaffHostMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "yimen.records.middleware.AuditMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "yimen.accounts.middleware.StaffGateMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "yimen.editorial.desk.gate.DeskGateMiddleware",
    "yimen.editorial.middleware.AtomicDeskMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "yimen.config.urls"
WSGI_APPLICATION = "yimen.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

# ── Database: SQLite embedded, PostgreSQL at scale ────────────────────────────────────────────────
DATABASES = {"default": dj_database_url.parse(ENV.database_url, conn_max_age=60)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # IMMEDIATE: a read-then-write transaction takes its turn instead of failing; FULL: a citizen's letter
    # that was acknowledged survives a power cut (platform.md §5).
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA mmap_size=268435456;"
        # What is deleted or overwritten is wiped: erased personal data must not lie in the file's free space.
        " PRAGMA secure_delete=ON;"
        " PRAGMA cache_size=-32000; PRAGMA temp_store=MEMORY;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": (
        {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": ENV.redis_url}
        if ENV.redis_url
        else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    ),
    # How often visitors asked; more than the 300 entries that Django keeps, else many addresses would push each out.
    "limits": (
        {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": ENV.redis_url,
            "KEY_PREFIX": "limits",
        }
        if ENV.redis_url
        else {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "LOCATION": "limits",
            "OPTIONS": {"MAX_ENTRIES": 50_000},
        }
    ),
    # Pictures made of pages' titles: some 20 KB each, on each machine its own.
    "cards": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": DATA_DIR / "cards",
        "TIMEOUT": 30 * 86_400,
        "OPTIONS": {"MAX_ENTRIES": 2_000},
    },
}

TASKS = {"default": {"BACKEND": "yimen.records.task_queue.OncePerTransaction", "QUEUES": []}}

# ── Language and time ─────────────────────────────────────────────────────────────────────────────
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAIL_I18N_ENABLED = True
# Ours first, then what the packages leave in English.
LOCALE_PATHS = [BASE_DIR / "yimen" / "locale", BASE_DIR / "yimen" / "locale_of_packages"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

# ── Files ─────────────────────────────────────────────────────────────────────────────────────────
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "yimen.config.storage.PortalStaticFilesStorage"},
}

# ── Accounts and safety ───────────────────────────────────────────────────────────────────────────
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["yimen.accounts.backends.StaffBackend"]  # docs/adr/0024
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": name}
    for name in (
        "yimen.accounts.validators.PolicyValidator",
        "yimen.accounts.validators.NotTheSameValidator",
        "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "django.contrib.auth.password_validation.CommonPasswordValidator",
    )
]
STAFF_MFA = ENV.staff_mfa
LOGIN_URL = WAGTAILADMIN_LOGIN_URL = ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
LOGIN_REDIRECT_URL = "wagtailadmin_home"
ACCOUNT_ADAPTER = "yimen.accounts.adapters.account.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an invitation proves the address
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False  # of this session; accounts.subscribers ends the others
ACCOUNT_FORMS = {
    "login": "yimen.accounts.forms.SignInForm",
    "reset_password": "yimen.accounts.forms.NewPasswordForm",
}
# Names and addresses are counted by accounts.door; login_failed is left for codes of second factors.
ACCOUNT_RATE_LIMITS = {"login": "120/m/ip", "login_failed": "10/5m/key", "reset_password": "20/m/ip"}
MFA_ADAPTER = "yimen.accounts.adapters.second_factors.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = (
    True  # addresses come from an invitation or an administrator, nobody verifies them
)
MFA_FORMS = {"add_webauthn": "yimen.accounts.forms.PasskeyForm"}
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not ENV.https  # browsers themselves ask for https, except on localhost
SOCIALACCOUNT_ADAPTER = "yimen.accounts.adapters.city_sign_in.CitySignInAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_OPENID_CONNECT_URL_PREFIX = "city"
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "staff",
                "name": ENV.oidc_name,
                "client_id": ENV.oidc_client,
                "secret": ENV.oidc_secret,
                "settings": {"server_url": ENV.oidc_url},
            }
        ]
        if ENV.oidc_url
        else [],
    }
}
DEFAULT_FROM_EMAIL = SERVER_EMAIL = ENV.mail_from
vars().update(mail_settings(ENV.mail_url, DATA_DIR))
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENV.https
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = (
    "Lax"  # Strict would sign out whoever follows a link in a mail
)
# __Host-: browsers take such a cookie from this very host and over https alone, never from a sister host.
SESSION_COOKIE_NAME = "__Host-sessionid" if ENV.https else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken" if ENV.https else "csrftoken"
# Led there by subsites.middleware, which knows the names: Django's own redirect would repeat a forged Host.
REDIRECT_TO_HTTPS = ENV.https
SECURE_HSTS_SECONDS = 31_536_000 if ENV.https else 0
# A city's other hosts are not ours to promise for.
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = False
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")  # stripped unless the peer is a trusted proxy
X_FRAME_OPTIONS = "SAMEORIGIN"  # Wagtail's preview panel frames our own pages
SILENCED_SYSTEM_CHECKS = [f"security.W0{number}" for number in ("05", "08", "19", "21")]  # decided so above
AUDIT_KEPT = timedelta(days=ENV.log_days)
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a page with long tables and many blocks

# ── Wagtail ───────────────────────────────────────────────────────────────────────────────────────
WAGTAIL_SITE_NAME = "一门"
WAGTAILADMIN_BASE_URL = f"http://{ENV.listen}:{ENV.port}"
WAGTAILIMAGES_IMAGE_MODEL = "media.PortalImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "yimen.media.forms.PortalImageForm"
WAGTAILDOCS_DOCUMENT_MODEL = "media.PortalDocument"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "yimen.media.forms.PortalDocumentForm"
WAGTAILDOCS_MAX_UPLOAD_SIZE = 200 * 1024 * 1024
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "yimen.search.staff_backend"}}
WAGTAIL_ENABLE_UPDATE_CHECK = False  # nothing on the staff desk calls the internet
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_FINISH_WORKFLOW_ACTION = "yimen.editorial.finishing.publish_reviewed"
WAGTAILREDIRECTS_AUTO_CREATE = False  # editorial.former_addresses leaves them, with the move itself
WAGTAILADMIN_COMMENTS_ENABLED = True
WAGTAIL_PASSWORD_RESET_ENABLED = WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False  # the account pages have them
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False  # the address proves who someone is; an administrator changes it
WAGTAILUSERS_PASSWORD_ENABLED = False
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000
# What is private needs a sign-in: a password that many share belongs to nobody.
WAGTAIL_PRIVATE_PAGE_OPTIONS = WAGTAILDOCS_PRIVATE_COLLECTION_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []  # a portal embeds nothing from elsewhere

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": ENV.log_level},
    "loggers": {"wagtail": {"level": "WARNING"}},  # each edit and publication stands in the audit log already
}
