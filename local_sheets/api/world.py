"""Everything around the API that a test may want to go wrong; all of it off."""

import random
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from local_sheets.api.faults import Fault
from local_sheets.api.quotas import Meter, Quotas
from local_sheets.clock import Clock, system_clock
from local_sheets.grid.model import JsonValue

OnRequest: TypeAlias = Callable[[str, str, JsonValue], None]


@dataclass(slots=True)
class World:
    """What happens around the calls of one server.

    Attributes:
        clock: tells when a minute of quota is over and a token has expired.
        quotas: calls per minute; None allows any number.
        faults: what goes wrong with the next calls; the first that matches counts.
        before: called with method, path and body before each API call; it may change
            spreadsheets as other people do. An ApiError it raises is the answer.
        after: called the same way once the call has been done, before its answer.
        seed: of faults by chance; the same one repeats a run.
        chance: decides about them.
        stopped: set when the server ends, so that nobody is waited for.
        sleep: waits so many seconds in place of a real pause.
    """

    clock: Clock = system_clock
    quotas: Quotas | None = None
    faults: list[Fault] = field(default_factory=list)
    before: OnRequest | None = None
    after: OnRequest | None = None
    seed: int = 0
    chance: random.Random = field(init=False, default_factory=random.Random)
    stopped: threading.Event = field(default_factory=threading.Event)
    sleep: Callable[[float], object] | None = None
    _meter: Meter = field(init=False)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self._meter = Meter(self.clock)
        self.chance.seed(self.seed)

    def count(self, user: str, *, is_read: bool) -> None:
        """Count a call, and refuse it when it is one too many."""
        if self.quotas is not None:
            self._meter.count(self.quotas, user, is_read=is_read)

    def pause(self, seconds: float) -> None:
        """Wait, unless the server ends first."""
        if seconds > 0:
            (self.sleep or self.stopped.wait)(seconds)

    def taken(self, method: str, path: str) -> Fault | None:
        """Return what goes wrong with this call, counted once more as met."""
        if not self.faults:
            return None
        with self._lock:
            for at, fault in enumerate(self.faults):
                if fault.matches(method, path) and self.chance.random() < fault.chance:
                    self._count(at, fault)
                    return fault
        return None

    def _count(self, at: int, fault: Fault) -> None:
        if fault.times is None:
            return
        if fault.times > 1:
            self.faults[at] = replace(fault, times=fault.times - 1)
        else:
            del self.faults[at]

    def delay_of(self, fault: Fault) -> float:
        """Return how many seconds a call that met this fault has to wait."""
        if not fault.jitter_s:
            return fault.delay_s
        with self._lock:
            return fault.delay_s + self.chance.uniform(0, fault.jitter_s)
