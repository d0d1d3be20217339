"""Every setting of the portal. An operator chooses by environment variables, listed in .env.example."""

from decimal import Decimal
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF

from portal import environment

BASE_DIR = Path(__file__).resolve().parent.parent
VAR = BASE_DIR / "var"

DEBUG = environment.switch("DEBUG")
SECRET_KEY = environment.secret("SECRET_KEY", VAR / "secret")
ALLOWED_HOSTS = environment.words("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")

INSTALLED_APPS = [
    "portal",
    "workbench",
    "results",
    "indicators",
    "registries",
    "organisations",
    "simple_history",
    "csp",
    "django_htmx",
    # Only what workbench/admin names is in the administration, whatever other apps would add to it.
    "django.contrib.admin.apps.SimpleAdminConfig",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "portal.languages.LanguageMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "workbench.preview.PreviewMiddleware",
    "portal.past.PastMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"

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
                "portal.languages.languages",
                "portal.sharing.sharing",
                "portal.printing.printing",
                "portal.context_processors.demonstration",
                "portal.context_processors.signed_in",
                "portal.context_processors.demo_accounts",
            ],
            # What registries wrote stands on most pages.
            "builtins": ["results.templatetags.texts"],
        },
    },
]

DATABASES = {"default": environment.database("DATABASE_URL", VAR / "kvalitetsviser.sqlite3")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Readers never wait for the writer (WAL); writers queue from their first statement on instead of
    # failing when a read turns into a write (IMMEDIATE).
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = environment.service("REDIS_URL", "redis", "rediss")
# Jobs are rows of one database, so what is about them bears its name: two portals may share a Redis, and
# SQLite's jobs lie beside its file.
JOBS = f"{DATABASES['default']['NAME']}-jobs"
JOBS_FOLDER = VAR / JOBS

CACHES = {
    # Counts who tries to sign in, which several processes must count together; so in files where there is no
    # Redis.
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
    if REDIS_URL
    else {
        "BACKEND": "portal.shared_files.SharedFiles",
        "LOCATION": VAR / f"{DATABASES['default']['NAME']}-cache",
        # Someone who tries one address after another must not push out the count of the first.
        "OPTIONS": {"MAX_ENTRIES": 5_000},
    },
    # How far each job has come: written by a worker, read by the server.
    "jobs": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": JOBS,
        "TIMEOUT": 24 * 3600,
        "OPTIONS": {"socket_timeout": 2, "socket_connect_timeout": 2},
    }
    if REDIS_URL
    else {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": JOBS_FOLDER / "progress",
        "TIMEOUT": 24 * 3600,
    },
}

# How results.jobs sends a job to the workers.
SEND_JOB = "portal.celery.send"
CELERY_BROKER_URL = REDIS_URL or "filesystem://localhost"
CELERY_BROKER_TRANSPORT_OPTIONS = (
    {
        "global_keyprefix": f"{JOBS}:",
        # The one who asks for a job waits while it is sent.
        "socket_timeout": 2,
        "socket_connect_timeout": 2,
        "max_retries": 1,
        "interval_start": 0,
    }
    if REDIS_URL
    else {
        "data_folder_in": str(JOBS_FOLDER / "messages"),
        "data_folder_out": str(JOBS_FOLDER / "messages"),
        "control_folder": str(JOBS_FOLDER / "control"),
        # Seconds between two looks.
        "polling_interval": 0.25,
    }
)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# What became of a job is in its row, and how far it has come in the cache.
CELERY_TASK_IGNORE_RESULT = True
# A message is gone only when its job is: a worker that is killed gives back what it held. Each takes one at
# a time, so that none waits behind a long one while another worker is idle.
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
# Each in a process of its own, which gives back the memory it took, and may be killed without the worker.
CELERY_WORKER_MAX_TASKS_PER_CHILD = 1
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TIMEZONE = "Europe/Oslo"
# The embedded worker is alone: there is nobody to ask it how it is, and files are a poor radio.
CELERY_WORKER_ENABLE_REMOTE_CONTROL = bool(REDIS_URL)
CELERY_BEAT_SCHEDULE = {
    # Gone when nobody took it before the next one.
    "resend": {"task": "results.tasks.resend", "schedule": 60.0, "options": {"expires": 55}},
}
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR / "beat")

# Norwegian first; English is one click away.
LANGUAGE_CODE = "nb"
LANGUAGES = [("nb", "Norsk bokmål"), ("en", "English")]
# What is made of other files before it is served.
MADE = VAR / "made"
# What the texts of locale/ are compiled to.
LOCALE_PATHS = [MADE / "locale"]
FORMAT_MODULE_PATH = "portal.formats"
TIME_ZONE = "Europe/Oslo"
USE_TZ = True

MEDIA_ROOT = environment.folder("MEDIA_ROOT", VAR / "media")
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
DESIGN_SYSTEM = BASE_DIR / "node_modules/@digdir/designsystemet-css/dist"
STATICFILES_DIRS = [
    BASE_DIR / "static",
    ("plotly", BASE_DIR / "node_modules/plotly.js-basic-dist-min"),
]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "portal.style.StyleFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
# A delivered file holds patients' aggregates: only the server's own user reads it.
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700

# The rules' settings: a denominator below the floor is always withheld, and results whose
# coverage is below the limit are not shown.
PRIVACY_FLOOR = 3
LOW_COVERAGE = Decimal("0.6")

# How many of the results pages' sections each process keeps, ready to be shown again: some 40 kB each.
KEPT_SECTIONS = 800
# How many indexes of the search each process keeps: now, before the last publication, a draft, a past day.
KEPT_SEARCHES = 4
# How many rehearsals of drafts each process keeps: some MB each for the largest registries.
KEPT_REHEARSALS = 4
# How many of what the examples of the method tell: as the searches.
KEPT_EXAMPLES = 4

# Whether `prepare` loads the demonstration where nobody has delivered anything.
DEMO = environment.switch("DEMO", default=True)

# Where the portal is, for links in mails that no request leads to.
SITE_URL = environment.service("SITE_URL", "http", "https").rstrip("/") or "http://localhost:8000"
MAIL = environment.mail("EMAIL_URL")
EMAIL_BACKEND = MAIL.backend
EMAIL_HOST, EMAIL_PORT = MAIL.host, MAIL.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL.user, MAIL.password
EMAIL_USE_TLS, EMAIL_USE_SSL = MAIL.starttls, MAIL.tls
# Seconds: whoever asks for a mail waits for it to be handed over.
EMAIL_TIMEOUT = 10
# Whom readers may write to, and what they may do with the numbers: on the pages about the portal.
CONTACT_EMAIL = environment.text("CONTACT_EMAIL")
DATA_LICENCE = environment.text("DATA_LICENCE", "Norsk lisens for offentlige data (NLOD) 2.0")
DATA_LICENCE_URL = (
    environment.service("DATA_LICENCE_URL", "http", "https") or "https://data.norge.no/nlod/no/2.0"
)
DEFAULT_FROM_EMAIL = environment.text("DEFAULT_FROM_EMAIL", "Kvalitetsviser <kvalitetsviser@localhost>")

HTTPS = environment.switch("SITE_HTTPS")
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
# A working day, and no longer than the browser is open.
SESSION_COOKIE_AGE = 12 * 3600
ACCOUNT_SESSION_REMEMBER = False

# Signing in: by e-mail and password, a passkey, or OpenID Connect. Administrators make the accounts.
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email", "first_name", "last_name"]},
    },
    {"NAME": "workbench.accounts.passwords.LongEnough", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
# Not named, so that it is the same also where a rehearsal's addresses are made.
LOGIN_REDIRECT_URL = "/levering/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "workbench.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
# The administrator who made the account stands for its address, and only who reads its mail gets in.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Kvalitetsviser: "
# Who changes a password or how one signs in is told by mail.
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_METHODS = ["password", "mfa"]
ACCOUNT_USER_DISPLAY = "registries.members.name_of"
# By the address tried and by where it is tried from; above it the answer is 429.
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "20/m/ip,5/5m/key",
    "reset_password": "20/m/ip,5/m/key",
    "reset_password_from_key": "20/m/ip",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
}
# How many proxies of our own stand before the portal: who asks is then taken from what they report.
ALLAUTH_TRUSTED_PROXY_COUNT = environment.number("TRUSTED_PROXIES")
MFA_ADAPTER = "workbench.accounts.adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Kvalitetsviser"
# A phone's clock may be half a minute wrong.
MFA_TOTP_TOLERANCE = 1
# By HTTPS, and on http://localhost, which browsers trust too. Nowhere else, whatever the settings.
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = False
SOCIALACCOUNT_ADAPTER = "workbench.accounts.adapters.SocialAccountAdapter"
# Whoever the provider says has the address; someone without an account is refused.
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
# Switched on by its address alone.
OIDC_SERVER_URL = environment.service("OIDC_SERVER_URL", "https", "http")
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {}
if OIDC_SERVER_URL:
    OIDC = {
        "provider_id": "oidc",
        "name": environment.text("OIDC_NAME", "OpenID Connect"),
        "client_id": environment.required("OIDC_CLIENT_ID", by="OIDC_SERVER_URL"),
        "secret": environment.required("OIDC_CLIENT_SECRET", by="OIDC_SERVER_URL"),
        "settings": {"server_url": OIDC_SERVER_URL},
    }
    SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [OIDC], "OAUTH_PKCE_ENABLED": True}}
CSRF_TRUSTED_ORIGINS = environment.words("CSRF_TRUSTED_ORIGINS")
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": environment.text("LOG_LEVEL", "WARNING")},
}
