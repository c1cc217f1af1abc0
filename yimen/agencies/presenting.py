"""Agencies in the shape that the components take."""

from yimen.agencies.models import Agency


def contact_of(agency: Agency) -> dict[str, str] | None:
    """How to reach an agency, for `contact.html`; None while nothing is known."""
    if not (agency.address or agency.phone or agency.office_hours):
        return None
    return {
        "name": agency.shown_name,
        "address": agency.shown_address,
        "phone": agency.shown_phone,
        "hours": agency.shown_office_hours,
    }
