"""The bot's documents and examples say what is so."""

import re
from dataclasses import fields

import pytest

from bots.telegram_bot.application import COMMANDS
from bots.telegram_bot.main import parser
from bots.telegram_bot.settings import BotSettings, load
from tests.bots.process import ROOT

DOCUMENT = (ROOT / "docs" / "telegram.md").read_text(encoding="utf-8")


def test_every_setting_and_its_default_is_told() -> None:
    rows = re.findall(r"^\| (`.*?) \| (.*?) \|", DOCUMENT, re.MULTILINE)
    told = {name: default for names, default in rows for name in re.findall(r"`(\w+)`", names)}
    for field in fields(BotSettings):
        assert field.name in told
        if isinstance(field.default, int | float):
            assert f"{field.default:g}" in f"{told[field.name]} ".replace("20000000", "2e+07")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_told(name: str) -> None:
    assert re.search(f"`/{name}[` ]", DOCUMENT)


def test_the_example_of_settings_can_be_read(tmp_path: object) -> None:
    folder = ROOT / "examples"
    settings = load(folder / "yinju-bot.toml", {"YINJU_BOT_TOKEN": "1:x"}, folder)
    assert settings.is_open
    assert settings.health


def test_the_examples_name_what_there_is() -> None:
    unit = (ROOT / "examples" / "yinju-bot.service").read_text(encoding="utf-8")
    docker = (ROOT / "examples" / "telegram-bot.Dockerfile").read_text(encoding="utf-8")
    known = {f"YINJU_BOT_{f.name.upper()}" for f in fields(BotSettings)} | {"YINJU_BOT_TOKEN_FILE"}
    assert set(re.findall(r"YINJU_BOT_\w+", unit + docker)) <= known
    assert "--corpus" in parser().format_help()
