"""The portal's own settings, made quick and shut off from this machine for the suite.

DATABASE_URL alone is taken from outside: bin/test runs the suite on SQLite, then once more on PostgreSQL.
"""

import os
import tempfile
from pathlib import Path

for _name in [name for name in os.environ if name.startswith("YIMEN_") or name == "REDIS_URL"]:
    del os.environ[_name]
_FOLDER = tempfile.TemporaryDirectory(prefix="yimen-tests-")  # goes with the process
os.environ["YIMEN_ENV_FILE"] = str(Path(__file__).parent / "yimen.env")
os.environ["YIMEN_DATA_DIR"] = _FOLDER.name

from yimen.config.settings import *  # noqa: E402, F403  the suite differs only where it says so below
from yimen.config.settings import DATABASES, STORAGES  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # signing in must not cost 0.3 s a test
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_AUTOREFRESH = True  # static files straight from the apps: nothing is collected for a test
WHITENOISE_USE_FINDERS = True
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {
    name: {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": name}
    for name in ("default", "cards", "limits")
}
# Tasks run where they are enqueued, and a failing one fails its test. What is enqueued on commit runs
# only where the test asks for it: django_capture_on_commit_callbacks(execute=True), or transaction=True.
TASKS = {"default": {"BACKEND": "tests.task_backend.StrictImmediateBackend", "QUEUES": []}}

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["NAME"] = ":memory:"
else:
    DATABASES["default"]["OPTIONS"] = {
        "options": "-c synchronous_commit=off"
    }  # a lost test database is no loss
DATABASES["default"]["CONN_MAX_AGE"] = 0

LOGGING = {**LOGGING, "root": {"handlers": [], "level": "WARNING"}}  # noqa: F405  pytest catches what is logged
