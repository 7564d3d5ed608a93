"""The page docs/cli.md, made from the commands themselves: `kg reference > docs/cli.md`."""

from __future__ import annotations

import click

__all__ = ["page", "reference"]

_HEAD = """# The commands of kg

This page is made by `kg reference > docs/cli.md`; change the commands, not the page.

Exit codes: 0 when done (also when nothing was found), 1 for an error or, with `kg validate`, a broken shape, 2 for
wrong usage, 130 when interrupted. Results go to stdout, messages and progress to stderr.
"""


def page(root: click.Group) -> str:
    """The reference of all commands that are not hidden, in Markdown."""
    top = click.Context(root, info_name="kg", terminal_width=100, **root.context_settings)
    parts = [_HEAD, _section(root, top)]
    for name, command in root.commands.items():
        if not command.hidden:
            context = click.Context(command, info_name=name, parent=top)
            parts.append(_section(command, context))
            for inner, sub in command.commands.items() if isinstance(command, click.Group) else ():
                parts.append(_section(sub, click.Context(sub, info_name=inner, parent=context)))
    return "\n".join(parts)


def _section(command: click.Command, context: click.Context) -> str:
    return f"## {context.command_path}\n\n```text\n{command.get_help(context)}\n```\n"


@click.command(hidden=True)
@click.pass_context
def reference(ctx: click.Context) -> None:
    """Print the page docs/cli.md."""
    root = ctx.find_root().command
    if isinstance(root, click.Group):
        click.echo(page(root), nl=False)
