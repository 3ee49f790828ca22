"""`yinju completion`: the script that lets a shell complete commands and options."""

import os
from argparse import Namespace
from collections.abc import Iterator, Mapping

from qa.cli.exits import Exit
from qa.cli.grammar import Parser
from qa.cli.parser import build, commands
from qa.settings import Settings
from qa.wording import lang_of_locale


def run(arguments: Namespace, settings: Settings) -> int:
    """Write the script of the shell; its first line says where it belongs."""
    parsers = commands(build(settings.lang or lang_of_locale(os.environ)))
    write = {"bash": _bash, "zsh": _zsh, "fish": _fish}[arguments.shell]
    print("\n".join(write(parsers)))
    return Exit.DONE


def _options(parser: Parser) -> dict[str, str]:
    """The long options of a command with their help."""
    return {
        name: " ".join((action.help or "").replace("%%", "%").split())
        for action in parser._actions
        for name in action.option_strings
        if name.startswith("--")
    }


def _choices(parser: Parser) -> dict[str, str]:
    """The options that take one of a few values, with these values."""
    return {
        action.option_strings[-1]: " ".join(action.choices)
        for action in parser._actions
        if action.option_strings and action.choices
    }


def _bash(parsers: Mapping[str, Parser]) -> Iterator[str]:
    yield "# yinju completion bash > ~/.local/share/bash-completion/completions/yinju"
    yield "_yinju() {"
    yield "    local word=${COMP_WORDS[COMP_CWORD]} last=${COMP_WORDS[COMP_CWORD-1]} words= one"
    yield '    for one in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do'
    yield "        case $one in"
    for name, parser in parsers.items():
        yield f'            {name}) words="{" ".join(_options(parser))}"'
        for option, values in _choices(parser).items():
            yield f'                [[ $last = {option} ]] && words="{values}"'
        yield "                break ;;"
    yield "        esac"
    yield "    done"
    yield f'    [[ $words ]] || words="{" ".join(parsers)}"'
    yield '    COMPREPLY=($(compgen -W "$words" -- "$word"))'
    yield "}"
    yield "complete -o default -F _yinju yinju"


def _zsh(parsers: Mapping[str, Parser]) -> Iterator[str]:
    yield "#compdef yinju"
    yield '# yinju completion zsh > "${fpath[1]}/_yinju"'
    yield "local -a found"
    yield "if (( CURRENT == 2 )); then"
    named = (_quoted(f"{name}:{parser.description}") for name, parser in parsers.items())
    yield f"    found=({' '.join(named)})"
    yield "    _describe command found"
    yield "else"
    yield "    case $words[2] in"
    for name, parser in parsers.items():
        named = (_quoted(f"{option}:{help_}") for option, help_ in _options(parser).items())
        yield f"        {name}) found=({' '.join(named)}) ;;"
    yield "    esac"
    yield "    case $words[2]:$words[CURRENT-1] in"
    for name, parser in parsers.items():
        for option, values in _choices(parser).items():
            yield f"        {name}:{option}) found=({values}) ;;"
    yield "    esac"
    yield "    _describe option found"
    yield "    _files"
    yield "fi"


def _fish(parsers: Mapping[str, Parser]) -> Iterator[str]:
    yield "# yinju completion fish > ~/.config/fish/completions/yinju.fish"
    for name, parser in parsers.items():
        about = _quoted(parser.description or "")
        yield f"complete -c yinju -n __fish_use_subcommand -a {name} -d {about}"
    for name, parser in parsers.items():
        seen = f"-n '__fish_seen_subcommand_from {name}'"
        choices = _choices(parser)
        for option, help_ in _options(parser).items():
            values = f" -x -a {_quoted(choices[option])}" if option in choices else ""
            told = f"-l {option.removeprefix('--')} -d {_quoted(help_)}"
            yield f"complete -c yinju {seen} {told}{values}"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "’") + "'"
