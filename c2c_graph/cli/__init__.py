"""The command line: `c2c`, one module a command."""

import importlib
import sys
import traceback
from typing import NoReturn

import click

from c2c_graph import errors

# module of each command; a module is imported when its command is called, so that
# `c2c query` does not wait for the SHACL engine
COMMANDS = {
    "check": "check",
    "diff": "diff",
    "dumps": "dumps",
    "export": "export",
    "format": "format",
    "import": "importing",
    "iris": "iris",
    "query": "query",
    "release": "release",
    "releases": "releases",
    "serve": "serve",
    "validate": "validate",
}

CONFORMS, DOES_NOT, WRONG_USE, OUR_FAULT, INTERRUPTED = 0, 1, 2, 3, 130

# faults in what the user gave us; any other C2CError is a "no", exit code 1
_WRONG_USE = (
    errors.BadRequest,
    errors.DatasetUnreadable,
    errors.InvalidSetting,
    errors.QueryRefused,
    errors.SyntaxFault,
    errors.UnknownQuery,
    errors.UnsupportedMediaType,
)


class Commands(click.Group):
    """The commands of `c2c`, each imported only when it is wanted."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command `cmd_name`, or None where there is none."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"{__name__}.{COMMANDS[cmd_name]}")
        command = module.command
        assert isinstance(command, click.Command)
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="c2c-graph", prog_name="c2c")
def group() -> None:
    """Check, release, serve and query the City2City graph.

    Exit codes: 0 done and conforms, 1 does not conform or cannot be done now,
    2 wrong use or unreadable input, 3 our fault.

    Example: c2c serve
    """


def main() -> NoReturn:
    """Run the command that the arguments name and end with its exit code."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run `arguments` and return the exit code; faults are told on stderr."""
    try:
        code = group.main(arguments, prog_name="c2c", standalone_mode=False)
        return code if isinstance(code, int) else CONFORMS
    except click.ClickException as error:
        error.show()
        return WRONG_USE
    except errors.C2CError as error:
        click.echo(f"c2c: {error}" if not _placed(error) else str(error), err=True)
        return WRONG_USE if isinstance(error, _WRONG_USE) else DOES_NOT
    except (KeyboardInterrupt, click.Abort):
        click.echo("c2c: interrupted", err=True)
        return INTERRUPTED
    except BrokenPipeError:  # the reader of our output has had enough
        sys.stderr.close()
        return CONFORMS
    except Exception:
        traceback.print_exc()
        click.echo("c2c: this is a fault of ours; please report it", err=True)
        return OUR_FAULT


def _placed(error: errors.C2CError) -> bool:
    return bool(getattr(error, "line", 0))
