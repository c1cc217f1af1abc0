"""Recurring jobs that are due, and workers that live."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DueJob(models.Model):
    """A recurring job and when it is due next. Who runs it holds a lease; a dead holder's lease runs out."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    due_at = models.DateTimeField(_("due"))
    leased_by = models.CharField(_("run by"), max_length=64, blank=True)
    leased_until = models.DateTimeField(_("lease ends"), null=True, blank=True)
    started_at = models.DateTimeField(_("last started"), null=True, blank=True)
    finished_at = models.DateTimeField(_("last finished"), null=True, blank=True)
    failures = models.PositiveIntegerField(_("failures in a row"), default=0)
    last_error = models.TextField(_("last error"), blank=True)

    class Meta:
        verbose_name = _("recurring job")
        verbose_name_plural = _("recurring jobs")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class WorkerPulse(models.Model):
    """A running worker and its latest sign of life; tasks of a worker without one are given to another."""

    worker = models.CharField(_("worker"), max_length=64, unique=True)
    started_at = models.DateTimeField(_("started"))
    seen_at = models.DateTimeField(_("seen"))

    class Meta:
        verbose_name = _("worker")
        verbose_name_plural = _("workers")
        ordering = ["worker"]

    def __str__(self) -> str:
        return self.worker
