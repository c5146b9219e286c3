"""The demo shop, made once a run and copied for each story."""

import shutil
from pathlib import Path

import pytest

from app import settings as settings_of
from app.cli import demo
from app.settings import Settings

TODAY = 1_789_142_400_000  # 2026-09-12 00:00 in the shop
MORNING = TODAY + 8 * demo.HOUR_MS


@pytest.fixture(scope="session")
def demo_template(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("demo-shop")
    settings = settings_of.load(folder / "data", folder / "settings")
    demo.make(settings, today_ms=TODAY, programme=False)
    return settings_of.load(settings.data_dir, settings.settings_dir)


@pytest.fixture
def demo_shop(demo_template: Settings, tmp_path: Path) -> Settings:
    """A demo shop of this test's own, on the morning after its first two shifts."""
    data = shutil.copytree(demo_template.data_dir, tmp_path / "shop")
    return settings_of.load(Path(data), demo_template.settings_dir)
