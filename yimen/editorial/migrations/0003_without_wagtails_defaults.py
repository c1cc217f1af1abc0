"""Wagtail comes with two groups and a workflow over the whole tree. Here roles are desks and every sub-site has its
steps: the defaults would be a second way to rights, and would offer a review that nobody holds.
"""

from typing import Any

from django.db import migrations

GROUPS = ("Editors", "Moderators")
STEP = "Moderators approval"


def remove(apps: Any, _schema_editor: Any) -> None:
    """What somebody uses already stays."""
    get = apps.get_model
    step = get("wagtailcore", "GroupApprovalTask").objects.filter(name=STEP).first()
    states = get("wagtailcore", "TaskState").objects
    if step is not None and not states.filter(task_id=step.pk).exists():
        parts = get("wagtailcore", "WorkflowTask").objects.filter(task_id=step.pk)
        workflows = list(parts.values_list("workflow", flat=True))
        parts.delete()
        left = get("wagtailcore", "Workflow").objects.filter(pk__in=workflows, workflow_tasks=None)
        get("wagtailcore", "WorkflowPage").objects.filter(workflow__in=left).delete()
        left.delete()
        step.delete()
    get("auth", "Group").objects.filter(name__in=GROUPS, user=None).delete()
    # Files of nobody's own lie in the collection above all others, which Wagtail calls "Root".
    get("wagtailcore", "Collection").objects.filter(depth=1, name="Root").update(name="全门户")


class Migration(migrations.Migration):
    dependencies = [
        ("editorial", "0002_aliases_of_a_page"),
        ("accounts", "0001_initial"),
        ("wagtailadmin", "0006_formstate"),
        ("wagtailimages", "0027_image_description"),
        ("wagtaildocs", "0014_alter_document_file_size"),
    ]

    operations = [migrations.RunPython(remove, migrations.RunPython.noop)]
