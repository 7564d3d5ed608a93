"""The command line: `kg COMMAND --help` explains each command.

Exit codes: 0 done (also when nothing was found), 1 an error, 2 wrong usage, 130 interrupted.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import click

from kg import __version__
from kg.cli import ask, build, claims, entities, evaluate, look, manage, measure, reference, serve
from kg.errors import KgError

__all__ = ["cli", "main"]

_SECTIONS = {
    "Build": ("extract", "build", "validate", "export"),
    "Look up": ("show", "relations", "timeline", "members", "offices", "agreements", "path", "why", "search"),
    "Weigh": ("balance", "ranking", "disputes", "pending"),
    "Query": ("query", "queries", "serve"),
    "Manage": ("stats", "articles", "remove", "entities", "import", "rebuild", "doctor"),
    "Develop": ("evaluate",),
}


class _Sections(click.Group):
    """A group that lists its commands by what they are for."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for title, names in _SECTIONS.items():
            commands = [(name, self.commands[name].get_short_help_str(90)) for name in names]
            with formatter.section(title):
                formatter.write_dl(commands)


def _print_version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value:
        click.echo(f"kg {__version__}")
        click.echo(f"model {manage.model_version()}")
        ctx.exit()


@click.group(cls=_Sections, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_version,
    help="Show the versions of kg and its model.",
)
def cli() -> None:
    """Build a knowledge graph of diplomatic relations from news and official texts, and look things up in it.

    Start with: kg build FOLDER-OF-ARTICLES
    """


for _command in (
    *build.COMMANDS,
    *look.COMMANDS,
    *claims.COMMANDS,
    *measure.COMMANDS,
    *ask.COMMANDS,
    *serve.COMMANDS,
    *manage.COMMANDS,
    *entities.COMMANDS,
    *evaluate.COMMANDS,
    reference.reference,
):
    cli.add_command(_command)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit. Errors become one line on stderr, without a traceback."""
    sys.exit(_run(arguments))


def _run(arguments: Sequence[str] | None) -> int:
    try:
        code = cli.main(arguments, prog_name="kg", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except KgError as error:
        click.echo(f"kg: {' '.join(str(error).split())}", err=True)
        return 1
    except (KeyboardInterrupt, click.Abort):
        return 130
    except BrokenPipeError:
        # The reader of our output has left; nothing more may be written to it, not even at the interpreter's end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        click.echo(f"kg: {error}", err=True)
        return 1
    return code if isinstance(code, int) else 0
