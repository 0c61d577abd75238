"""What was tried with a message that could not be handled yet, and what follows from it."""

from dataclasses import dataclass

from wms.platform.kafka.faults import Fault

TRIES = 5
BACK_OFF_SECONDS = (0.1, 5.0)  # the first pause, and the longest
IN_THE_WAY_SECONDS = 60.0


@dataclass(slots=True)
class Trial:
    """The tries of one message; times are those of ``time.monotonic``.

    A fault of a server is contradicted when others had what this one was refused, between one of
    its tries and the next. Five such times, and it is this event that cannot be handled, or what
    it alone needs. A server that is away is contradicted by nobody.
    """

    began_at: float
    due_at: float = 0.0
    pause: float = BACK_OFF_SECONDS[0]
    tries: int = 0
    own_faults: int = 0
    contradictions: int = 0
    is_contradicted: bool = False
    others_before: int = 0
    verdict: Exception | None = None
    last: str = ""  # what was said the last time

    def note(self, fault: Fault, *, now: float, others: int) -> None:
        """Note a failed try.

        Args:
            fault: whose it was.
            now: when it was.
            others: how many events were handled so far that needed what this one was refused.
        """
        self.tries += 1
        if not fault.passes_by_itself:
            self.own_faults += 1
        self.is_contradicted = self.tries > 1 and others > self.others_before
        self.contradictions += self.is_contradicted
        self.others_before = others
        self.wait(now=now)

    def wait(self, *, now: float) -> None:
        """Let it wait, each time longer."""
        self.due_at = now + self.pause
        self.pause = min(self.pause * 2, BACK_OFF_SECONDS[1])

    def is_over(self, *, now: float, patience: float, is_in_the_way: bool) -> bool:
        """Say whether to give up: it failed by itself, or alone and for long enough.

        One that stops its partition is given less time, but never if a server may be away.
        """
        if self.own_faults >= TRIES:
            return True
        waited = now - self.began_at
        enough = min(patience, IN_THE_WAY_SECONDS) if is_in_the_way else patience
        return self.is_contradicted and self.contradictions >= TRIES and waited >= enough
