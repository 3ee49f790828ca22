"""`yinju suite`: a suite written from the figures of the reports, or a suite checked."""

import os
import sys
from argparse import Namespace

from qa.cli import diagnostics
from qa.cli.exits import Exit
from qa.cli.opening import open_engine
from qa.errors import SettingsError
from qa.settings import Settings
from qa.wording import lang_of_locale, say, tell


def run(arguments: Namespace, settings: Settings) -> int:
    """Write a new suite, or what is wrong and odd in one."""
    return {"new": _new, "lint": _lint}[arguments.action](arguments, settings)


def _new(arguments: Namespace, settings: Settings) -> int:
    from pathlib import Path

    from qa.cli.writing import keep_others
    from qa.evaluation.outputs.files import create
    from qa.evaluation.suites.generation import draft

    with open_engine(settings) as engine:
        lines = draft(engine, arguments.limit)
        if arguments.suite == "-":
            sys.stdout.writelines(lines)
        else:
            if not arguments.force:
                keep_others(Path(arguments.suite))
            with create(Path(arguments.suite)) as file:
                file.writelines(lines)
    return Exit.DONE


def _lint(arguments: Namespace, settings: Settings) -> int:
    from qa.evaluation.suites.cases import open_suite
    from qa.evaluation.suites.linting import lint
    from qa.evaluation.suites.relevance import Sources

    lang = settings.lang or lang_of_locale(os.environ)
    errors = warnings = 0
    with (
        open_suite(arguments.suite, arguments.suite_format) as suite,
        open_engine(settings) as engine,
    ):
        for one in lint(suite, Sources(engine)):
            errors, warnings = errors + one.error, warnings + (not one.error)
            label = say("lint-error" if one.error else "lint-warning", lang)
            detail = tell(one.detail, lang)
            print(f"{suite.name}:{one.line}: {label}: {detail}", flush=True)
        if not errors and next(suite.cases(), None) is None:
            raise SettingsError("{name}: holds no question", name=suite.name)
    verdict = "lint-failed" if errors else "lint-passed"
    diagnostics.note(say(verdict, lang, errors=errors, warnings=warnings))
    return Exit.FAILED if errors else Exit.DONE
