"""The `yimen` command: our commands first, Django's and Wagtail's behind them, mistakes told as sentences."""

import ast
import os
import sys
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

from yimen.foundation.environment import EnvironmentMistake

EXIT_ENVIRONMENT = 2
PACKAGE = Path(__file__).resolve().parent


def main(arguments: list[str] | None = None) -> int:
    """Run one command and give the exit code; failing commands leave by SystemExit, as Django's do."""
    arguments = sys.argv[1:] if arguments is None else arguments
    if arguments in ([], ["-h"], ["--help"], ["help"]):
        print(overview())  # noqa: T201  the command line's own answer
        return 0
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yimen.config.settings")
    try:
        _make_data_folder()
        execute_from_command_line(["yimen", *arguments])
    except (EnvironmentMistake, ImproperlyConfigured) as mistake:
        print(mistake, file=sys.stderr)  # noqa: T201
        return EXIT_ENVIRONMENT
    return 0


def _make_data_folder() -> None:
    folder: Path = settings.DATA_DIR
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        sentence = f"The data folder {folder} (YIMEN_DATA_DIR) cannot be made: {error.strerror}"
        raise ImproperlyConfigured(sentence) from error


def overview() -> str:
    """What `yimen --help` prints; readable even before any setting is made."""
    commands = own_commands()
    width = max(len(name) for name in commands)
    lines = [f"  {name:<{width}}  {meaning}" for name, meaning in sorted(commands.items())]
    return "\n".join(
        [
            "yimen COMMAND [options]: the portal's one command",
            "",
            *lines,
            "",
            "`yimen help COMMAND` tells a command's options. Django's and Wagtail's own commands (migrate,",
            "createsuperuser, collectstatic ...) stand behind it too; `yimen help --commands` lists all.",
        ]
    )


def own_commands() -> dict[str, str]:
    """Our management commands: name to first line of the module's docstring, read without importing it."""
    return {
        file.stem: _first_line(file)
        for file in PACKAGE.glob("*/management/commands/*.py")
        if not file.stem.startswith("_")
    }


def _first_line(file: Path) -> str:
    text = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
    meaning = text.partition("\n")[0].removeprefix(f"`yimen {file.stem}`: ")
    return meaning[:1].upper() + meaning[1:]


if __name__ == "__main__":
    sys.exit(main())
