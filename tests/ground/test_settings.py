"""Settings come from the environment, and a wrong one is told by its name."""

import dataclasses
from pathlib import Path

import pytest

from c2c_graph import errors
from c2c_graph.settings import TABLE
from c2c_graph.settings import Settings
from c2c_graph.settings import packaged_dataset

OTHERS = Settings(
    home=Path("/srv/c2c"),
    dataset=Path("/srv/cities"),
    host="0.0.0.0",
    port=9000,
    workers=3,
    slots=7,
    deadline_seconds=1.5,
    wait_seconds=2.5,
    slot_memory_mb=512,
    result_mb=8,
    query_kb=16,
    nesting=20,
    kept_stores=1,
)


def test_the_table_names_every_setting():
    fields = [field.name for field in dataclasses.fields(Settings)]
    assert [setting.name for setting in TABLE] == fields


@pytest.mark.parametrize("settings", [Settings(), OTHERS], ids=["default", "others"])
def test_settings_survive_the_way_through_the_environment(settings):
    assert Settings.from_environment(settings.to_environment()) == settings


def test_an_empty_environment_gives_the_defaults():
    assert Settings.from_environment({}) == Settings()


def test_the_packaged_dataset_is_the_default():
    assert Settings().dataset_folder() == packaged_dataset()
    assert (packaged_dataset() / "data").is_dir()
    assert OTHERS.dataset_folder() == Path("/srv/cities")


@pytest.mark.parametrize(
    ("variable", "text", "words"),
    [
        ("C2C_PORT", "http", "is not a whole number; give one such as 8000"),
        ("C2C_SLOTS", "1.5", "is not a whole number; give one such as 4"),
        ("C2C_DEADLINE_SECONDS", "soon", "is not a number; give one such as 30.0"),
        ("C2C_WORKERS", "0", "must be above zero"),
        ("C2C_WAIT_SECONDS", "-1", "must be above zero"),
        ("C2C_DEADLINE_SECONDS", "nan", "must be above zero"),
        ("C2C_WAIT_SECONDS", "inf", "must be above zero"),
    ],
)
def test_a_value_that_a_setting_cannot_take_is_told(variable, text, words):
    with pytest.raises(errors.InvalidSetting, match=words) as fault:
        Settings.from_environment({variable: text})
    assert str(fault.value).startswith(f"{variable}='{text}' ")
