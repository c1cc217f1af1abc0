"""The design app: templates, static files and template tags."""

from django.apps import AppConfig


class DesignConfig(AppConfig):
    """Carries no models; it is an app so that its templates and static files are found."""

    name = "yimen.design"
    label = "design"
    verbose_name = "Design"
