"""Verbs of the consolidation: prepare the ground, bring in files, bring in pages, run over a whole mirror."""

from yimen.consolidation.actions.ground import CannotConsolidate, Ground, agency_named, prepare_ground
from yimen.consolidation.actions.outcomes import Outcome, new_addresses, survey_outcomes
from yimen.consolidation.actions.run import ConsolidationRun

__all__ = [
    "CannotConsolidate",
    "ConsolidationRun",
    "Ground",
    "Outcome",
    "agency_named",
    "new_addresses",
    "prepare_ground",
    "survey_outcomes",
]
