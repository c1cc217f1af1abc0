"""A system administrator, Lao Chen, writes yimen.env. The portal tells all his mistakes in one go."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yimen.foundation.environment import (
    NAMES,
    Environment,
    EnvironmentMistake,
    environment_of_process,
    read_environment,
    values_of_text,
)

SECRET = "s" * 50
HERE = Path("/srv/portal")


def mistakes_in(values: dict[str, str]) -> list[str]:
    with pytest.raises(EnvironmentMistake) as caught:
        read_environment(values, base=HERE)
    return caught.value.mistakes


def test_a_secret_is_all_that_must_be_said() -> None:
    environment = read_environment({"YIMEN_SECRET_KEY": SECRET}, base=HERE)
    assert environment.data_dir == HERE / "var"
    assert environment.database_url == f"sqlite:///{HERE}/var/yimen.sqlite3"
    assert (environment.port, environment.workers, environment.https) == (8000, 2, False)
    assert environment.redis_url is None
    assert environment.trusted_proxies == ()


def test_everything_can_be_said() -> None:
    environment = read_environment(
        {
            "YIMEN_SECRET_KEY": SECRET,
            "YIMEN_DATA_DIR": "/data",
            "DATABASE_URL": "postgres://portal:pa$$word@db/portal",
            "REDIS_URL": "redis://cache:6379/0",
            "YIMEN_HTTPS": "YES",
            "YIMEN_TRUSTED_PROXIES": "10.0.0.0/8, ::1",
            "YIMEN_LOG_LEVEL": "warning",
        },
        base=HERE,
    )
    assert environment.data_dir == Path("/data")
    assert environment.https is True
    assert environment.trusted_proxies == ("10.0.0.0/8", "::1")
    assert environment.log_level == "WARNING"


def test_three_mistakes_in_a_settings_file_are_told_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "yimen.env"
    file.write_text(f"YIMEN_SECRET_KEY={SECRET}\nYIMEN_PROT=80\nYIMEN_WORKERS=many\nthe mayor's server\n")
    monkeypatch.delenv("YIMEN_DATA_DIR")
    monkeypatch.setenv("YIMEN_ENV_FILE", str(file))
    with pytest.raises(EnvironmentMistake) as caught:
        environment_of_process(tmp_path)
    told = str(caught.value)
    assert str(file) in told
    assert "YIMEN_PROT is not a setting; did you mean YIMEN_PORT?" in told
    assert "YIMEN_WORKERS is 'many'; write a number from 1 to 64" in told
    assert "line 4 is not NAME=value" in told


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("YIMEN_SECRET_KEY", "", "YIMEN_SECRET_KEY is missing"),
        ("YIMEN_SECRET_KEY", "short", "has 5 characters; it needs 50 or more"),
        ("YIMEN_PORT", "0", "write a number from 1 to 65535"),
        ("YIMEN_PORT", "８０", "write a number from 1 to 65535"),  # full-width digits
        ("YIMEN_HTTPS", "maybe", "write yes or no"),
        ("DATABASE_URL", "mysql://x", "DATABASE_URL is no address that begins with"),
        ("DATABASE_URL", "http://[", "DATABASE_URL is no address"),
        ("DATABASE_URL", "postgres://u:p@db:five/x", "DATABASE_URL is no address"),
        ("REDIS_URL", "localhost:6379", "REDIS_URL is no address that begins with"),
        ("YIMEN_TRUSTED_PROXIES", "10.0.0.1, nginx", "'nginx' is no address or network"),
        ("YIMEN_LOG_LEVEL", "LOUD", "write one of DEBUG, INFO, WARNING, ERROR"),
        ("YIMEN_COLOUR", "red", "YIMEN_COLOUR is not a setting"),
        ("PORT", "80", "PORT is not a setting; docs/operations/settings.md lists the names"),
    ],
)
def test_each_mistake_has_its_sentence(name: str, value: str, sentence: str) -> None:
    (mistake,) = mistakes_in({"YIMEN_SECRET_KEY": SECRET, name: value})
    assert sentence in mistake


def test_https_without_the_proxy_that_ends_tls_would_redirect_for_ever() -> None:
    (mistake,) = mistakes_in({"YIMEN_SECRET_KEY": SECRET, "YIMEN_HTTPS": "yes"})
    assert "YIMEN_TRUSTED_PROXIES is empty" in mistake


def test_a_mistake_never_repeats_a_secret() -> None:
    told = " ".join(mistakes_in({"YIMEN_SECRET_KEY": "hunter2", "DATABASE_URL": "mysql://root:letmein@db/x"}))
    assert "hunter2" not in told
    assert "letmein" not in told


class TestFile:
    def test_the_file_beside_the_code_counts_and_the_environment_overrules_it(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "yimen.env").write_text(
            f"# ours\nYIMEN_SECRET_KEY='{SECRET}'\nexport YIMEN_PORT=8001\nYIMEN_WORKERS=3\n"
        )
        for name in ("YIMEN_ENV_FILE", "YIMEN_DATA_DIR"):
            monkeypatch.delenv(name)
        monkeypatch.setenv("YIMEN_WORKERS", "4")
        environment = environment_of_process(tmp_path)
        assert (environment.port, environment.workers) == (8001, 4)
        assert environment.data_dir == tmp_path / "var"

    def test_a_file_that_is_named_must_be_there(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("YIMEN_ENV_FILE", str(tmp_path / "gone.env"))
        with pytest.raises(EnvironmentMistake, match=r"gone\.env, and there is no such file"):
            environment_of_process(tmp_path)

    def test_a_file_in_gbk_is_refused_with_a_sentence(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        file = tmp_path / "yimen.env"
        file.write_bytes("# 一门\n".encode("gbk"))
        monkeypatch.setenv("YIMEN_ENV_FILE", str(file))
        with pytest.raises(EnvironmentMistake, match="is not UTF-8 text"):
            environment_of_process(tmp_path)

    def test_a_setting_said_twice_is_a_mistake(self) -> None:
        values, mistakes = values_of_text("YIMEN_PORT=1\nYIMEN_PORT=2\n")
        assert values == {"YIMEN_PORT": "1"}
        assert mistakes == ["YIMEN_PORT is set twice, again in line 2"]

    def test_a_dollar_in_a_password_stays_one(self) -> None:
        values, _ = values_of_text("DATABASE_URL=postgres://u:a${HOME}b@h/d\n")
        assert values == {"DATABASE_URL": "postgres://u:a${HOME}b@h/d"}


@given(st.text())
def test_no_text_of_a_file_breaks_the_reading(text: str) -> None:
    values, mistakes = values_of_text(text)
    assert all(isinstance(value, str) for value in values.values())
    assert all(mistakes)


@given(st.dictionaries(st.sampled_from([*NAMES, "YIMEN_X", ""]), st.text()))
def test_any_values_give_settings_or_sentences(values: dict[str, str]) -> None:
    try:
        environment = read_environment(values, base=HERE)
    except EnvironmentMistake as mistake:
        assert mistake.mistakes
    else:
        assert isinstance(environment, Environment)
