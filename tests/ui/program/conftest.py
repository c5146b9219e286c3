"""The shop and the window that the tests of this screen stand in: a shop with a programme."""

import shutil
from pathlib import Path

import pytest

from app import settings as settings_of
from app.cli import demo
from app.settings import Settings
from tests.scenarios.conftest import TODAY
from tests.ui.shift.desk import desk, front, look, shop

__all__ = ["desk", "front", "look", "shop"]


@pytest.fixture(scope="session")
def rich_template(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("rich-shop")
    settings = settings_of.load(folder / "data", folder / "settings")
    demo.make(settings, today_ms=TODAY)
    return settings_of.load(settings.data_dir, settings.settings_dir)


@pytest.fixture
def demo_shop(rich_template: Settings, tmp_path: Path) -> Settings:
    data = shutil.copytree(rich_template.data_dir, tmp_path / "shop")
    return settings_of.load(Path(data), rich_template.settings_dir)
