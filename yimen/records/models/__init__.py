"""What the house remembers, as rows."""

from yimen.records.models.audit import AppendOnly, AuditEntry
from yimen.records.models.changes import APPEND_LOCK, CHANNEL, Change, TrackedModel, TransactionRequired
from yimen.records.models.erasures import ErasedThing
from yimen.records.models.work import DueJob, WorkerPulse

__all__ = [
    "APPEND_LOCK",
    "CHANNEL",
    "AppendOnly",
    "AuditEntry",
    "Change",
    "DueJob",
    "ErasedThing",
    "TrackedModel",
    "TransactionRequired",
    "WorkerPulse",
]
