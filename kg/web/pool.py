"""Hands requests to the processes that answer, replaces those that had to be killed, and keeps the copy fresh."""

from __future__ import annotations

import asyncio
import sys
import time
from concurrent.futures import ThreadPoolExecutor

from kg.errors import StoreError
from kg.web.settings import Reply, Request, Settings
from kg.web.snapshots import Snapshots
from kg.web.worker import Worker

__all__ = ["Pool"]

_REFRESH = 2.0  # seconds between two looks at whether the store has changed
_SHARE = 4  # after a copy that took n seconds, the next comes n times this later at the earliest
_WAITING = 64  # requests that may wait for their turn
_PATIENCE = 30.0  # seconds that they wait at most
_SPARE = 1  # processes that stand ready to take the place of one that is killed: to start one takes a second


class Pool:
    """Processes that answer. `start` it in a running event loop, and `stop` it there."""

    def __init__(self, settings: Settings, snapshots: Snapshots) -> None:
        self._settings = settings
        self._snapshots = snapshots
        self._threads = ThreadPoolExecutor(settings.workers + _SPARE + 1, "kg")
        self._turns = asyncio.Semaphore(settings.workers)
        self._idle: asyncio.Queue[Worker] = asyncio.Queue()
        self._all: set[Worker] = set()
        self._tasks: set[asyncio.Task[object]] = set()
        self._waiting = 0
        self._stopped = False

    async def start(self) -> None:
        """Start the processes and wait until they can answer. Raises StoreError if they cannot be started."""
        if not all(await asyncio.gather(*(self._add() for _ in range(self._settings.workers + _SPARE)))):
            raise StoreError("the processes that answer queries cannot be started; see the messages above")
        self._keep(asyncio.create_task(self._refresh()))

    def _keep(self, task: asyncio.Task[object]) -> None:
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _add(self) -> bool:
        loop = asyncio.get_running_loop()
        worker = await loop.run_in_executor(self._threads, Worker, self._settings)
        self._all.add(worker)
        if await loop.run_in_executor(self._threads, worker.started):
            self._idle.put_nowait(worker)
        else:
            self._all.discard(worker)
        return worker.alive

    async def _replace(self) -> None:
        while not self._stopped and not await self._add():
            await asyncio.sleep(_REFRESH)

    async def ask(self, request: Request) -> Reply:
        """The reply to a request, which may be that the service is too busy."""
        busy = Reply.error(503, "too many queries at once; try again", json=request.kind != "sparql", retry=2)
        if self._waiting >= _WAITING:
            return busy
        self._waiting += 1
        try:
            async with asyncio.timeout(_PATIENCE):
                await self._turns.acquire()
        except TimeoutError:
            return busy
        finally:
            self._waiting -= 1
        task = asyncio.create_task(self._ask(request))
        self._keep(task)
        return await asyncio.shield(task)  # the process is busy until it has answered, even if the client has left

    async def _ask(self, request: Request) -> Reply:
        try:
            worker = await self._idle.get()
            path = self._snapshots.current
            try:
                return await asyncio.get_running_loop().run_in_executor(self._threads, worker.ask, path, request)
            finally:
                if worker.alive:
                    self._idle.put_nowait(worker)
                else:
                    self._all.discard(worker)
                    self._keep(asyncio.create_task(self._replace()))
        finally:
            self._turns.release()

    async def _refresh(self) -> None:
        pause, failure = _REFRESH, ""
        while True:
            await asyncio.sleep(pause)
            start = time.monotonic()
            try:
                if await asyncio.to_thread(self._snapshots.refresh):
                    self._snapshots.drop({worker.store for worker in self._all})
                failure = ""
            except StoreError as error:
                if str(error) != failure:
                    failure = str(error)
                    print(f"kg: {failure}; the copy made before is served on", file=sys.stderr, flush=True)
            pause = max(_REFRESH, _SHARE * (time.monotonic() - start))

    async def stop(self) -> None:
        """End all processes, and what they are doing."""
        self._stopped = True
        for task in self._tasks:
            task.cancel()
        for worker in self._all:
            worker.end()
        self._threads.shutdown(wait=True)
        self._snapshots.close()
