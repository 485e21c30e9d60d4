"""The site's settings: how Django is set up where the desk is served.

`prepare` has to run before the store is first imported: Django is set up once a process.
"""

import secrets
from pathlib import Path

import django
from csp.constants import NONE, SELF
from django.conf import settings as django_settings

HERE = Path(__file__).parent
LANGUAGES = (("en", "English"), ("ru", "Русский"), ("kk", "Қазақша"), ("ar", "العربية"))
_FORTNIGHT = 14 * 24 * 3600
_HASHED = "tearsheet.desk.assets.Hashed"
_PLAIN = "django.contrib.staticfiles.storage.StaticFilesStorage"
_VALIDATION = "django.contrib.auth.password_validation"
_FORM = 5 * 1024 * 1024  # bytes of one form, the files it brings left out


def prepare(
    secret: str = "",
    hosts: tuple[str, ...] = ("*",),
    *,
    https: bool = False,
    hashed: bool = False,
) -> None:
    """Set Django up for the desk; a later call does nothing.

    ``secret`` signs cookies; a fresh one signs everybody out. ``hosts`` are the names that the
    site answers to. With ``https`` cookies go over TLS alone. ``hashed`` assets are those of
    `desk.assets`; others are served as they lie in the code.
    """
    if django_settings.configured:
        return
    django_settings.configure(
        SECRET_KEY=secret or secrets.token_urlsafe(48),
        ALLOWED_HOSTS=list(hosts),
        INSTALLED_APPS=[
            "django.contrib.contenttypes",
            "django.contrib.auth",
            "django.contrib.messages",
            "django.contrib.staticfiles",
            "django_htmx",
            "axes",
            "tearsheet.store",
            "tearsheet.desk.apps.DeskConfig",
        ],
        # Accounts and roles are the store's: what Django would keep of its own, nobody needs.
        MIGRATION_MODULES={"auth": None, "contenttypes": None},
        MIDDLEWARE=[
            "django.middleware.security.SecurityMiddleware",
            "whitenoise.middleware.WhiteNoiseMiddleware",
            "tearsheet.desk.access.headers.Guarded",
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "tearsheet.desk.access.people.WhoAsks",
            "tearsheet.desk.access.language.PageLanguage",
            "django.middleware.common.CommonMiddleware",
            "tearsheet.desk.access.first_run.FirstRun",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
            "django.middleware.clickjacking.XFrameOptionsMiddleware",
            "csp.middleware.CSPMiddleware",
            "django_htmx.middleware.HtmxMiddleware",
            "axes.middleware.AxesMiddleware",
        ],
        ROOT_URLCONF="tearsheet.desk.urls",
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "DIRS": [HERE / "templates"],
                "OPTIONS": {
                    "context_processors": [
                        "django.template.context_processors.request",
                        "django.template.context_processors.i18n",
                        "django.contrib.messages.context_processors.messages",
                        "tearsheet.desk.access.people.account",
                        "tearsheet.desk.shell.shell",
                    ]
                },
            }
        ],
        USE_TZ=True,
        TIME_ZONE="UTC",
        USE_I18N=True,
        LANGUAGE_CODE="en",
        LANGUAGES=LANGUAGES,
        LOCALE_PATHS=[HERE / "locale"],
        FORMAT_MODULE_PATH="tearsheet.desk.formats",
        USE_THOUSAND_SEPARATOR=False,
        STATIC_URL="/static/",
        STORAGES={
            "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
            "staticfiles": {"BACKEND": _HASHED if hashed else _PLAIN},
        },
        WHITENOISE_USE_FINDERS=not hashed,
        WHITENOISE_AUTOREFRESH=False,
        AUTH_USER_MODEL="store.AccountRow",
        AUTHENTICATION_BACKENDS=[
            "axes.backends.AxesStandaloneBackend",
            "django.contrib.auth.backends.ModelBackend",
        ],
        AUTH_PASSWORD_VALIDATORS=[
            {"NAME": f"{_VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
            {
                "NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator",
                "OPTIONS": {"user_attributes": ("name", "called", "email")},
            },
            {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
            {"NAME": f"{_VALIDATION}.NumericPasswordValidator"},
        ],
        MESSAGE_STORAGE="django.contrib.messages.storage.session.SessionStorage",
        MESSAGE_TAGS={20: "", 25: "good", 30: "warn", 40: "bad"},
        SESSION_ENGINE="tearsheet.store.sessions",
        SESSION_COOKIE_AGE=_FORTNIGHT,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=https,
        CSRF_COOKIE_SECURE=https,
        CSRF_COOKIE_HTTPONLY=True,
        LOGIN_URL="sign-in",
        X_FRAME_OPTIONS="SAMEORIGIN",
        SECURE_CONTENT_TYPE_NOSNIFF=True,
        SECURE_REFERRER_POLICY="same-origin",
        CONTENT_SECURITY_POLICY={
            "DIRECTIVES": {
                "default-src": [NONE],
                "script-src": [SELF],
                "style-src": [SELF],
                "img-src": [SELF],
                "font-src": [SELF],
                "connect-src": [SELF],
                "frame-src": [SELF],
                "form-action": [SELF],
                "base-uri": [NONE],
                "frame-ancestors": [SELF],
            }
        },
        AXES_FAILURE_LIMIT=5,
        AXES_COOLOFF_TIME=0.25,
        AXES_LOCKOUT_PARAMETERS=[["username", "ip_address"]],
        AXES_RESET_ON_SUCCESS=True,
        AXES_VERBOSE=False,
        # What `authenticate` calls the name; what the form calls it, axes need not know.
        AXES_USERNAME_FORM_FIELD="username",
        AXES_DISABLE_ACCESS_LOG=True,
        AXES_LOCKOUT_CALLABLE="tearsheet.desk.access.throttle.locked_out",
        DATA_UPLOAD_MAX_MEMORY_SIZE=_FORM,
        DATA_UPLOAD_MAX_NUMBER_FIELDS=3000,
        # Without it Django, which is told to show nobody a traceback, shows it to nobody at all.
        LOGGING={
            "version": 1,
            "disable_existing_loggers": False,
            "handlers": {"stderr": {"class": "logging.StreamHandler"}},
            "loggers": {"django.request": {"handlers": ["stderr"], "level": "ERROR"}},
        },
        CSRF_FAILURE_VIEW="tearsheet.desk.views.errors.forged",
        CSRF_COOKIE_SAMESITE="Lax",
    )
    from tearsheet.store.database import sqlite

    django_settings.DATABASES = {"default": sqlite(":memory:")}
    django.setup()
