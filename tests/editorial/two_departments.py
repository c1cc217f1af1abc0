"""Two departments side by side: what each has at the desk, and a person of every role.

周琳's education bureau (jyj) is the one we look from; the transport bureau (jtj) is the one that is none of hers.
"""

from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from django.test import Client
from PIL import Image
from wagtail.models import (
    CollectionViewRestriction,
    GroupApprovalTask,
    TaskState,
    Workflow,
    WorkflowState,
    WorkflowTask,
)

from tests.cast import City, desk_of
from yimen.accounts.models import User
from yimen.accounts.roles import ADMINISTRATORS, PORTAL_ROLES, SUBSITE_ROLES, Role
from yimen.agencies.models import Agency
from yimen.demo import factories
from yimen.editorial.models import ArticlePage, ColumnPage
from yimen.media.models import PortalDocument, PortalImage
from yimen.subsites.desks import group_for
from yimen.subsites.models import MenuItem, Subsite

SECRET = "机密草稿"


@dataclass
class Department:
    """What one department has: public and unpublished, shown and private."""

    agency: Agency
    subsite: Subsite
    column: ColumnPage
    article: ArticlePage
    draft: ArticlePage
    image: PortalImage
    document: PortalDocument
    menu_item: MenuItem
    writer: User
    task_state: TaskState
    workflow_state: WorkflowState


@dataclass
class Desks:
    """The city with two departments, and who sits where."""

    city: City
    own: Department
    foreign: Department
    people: dict[Role, User]

    def at(self, role: Role) -> Client:
        return desk_of(self.people[role])


def two_departments(city: City) -> Desks:
    """The world of the matrix and of the attempts."""
    transport = factories.subsite(factories.agency("jtj", "云泽市交通运输局"), below=city.directory)
    own = _department(city.subsite, city.notices)
    foreign = _department(transport, factories.column(transport.root_page, "通知公告"))
    people = {
        role: factories.staff(
            role.value, role.value, role=role, subsite=city.subsite if role in SUBSITE_ROLES else None
        )
        for role in (*SUBSITE_ROLES, *PORTAL_ROLES, *ADMINISTRATORS)
    }
    return Desks(city, own, foreign, people)


def _department(subsite: Subsite, column: ColumnPage) -> Department:
    code = subsite.code
    task = GroupApprovalTask.objects.create(name=f"审核{code}")
    task.groups.add(group_for(Role.REVIEWER, subsite))
    workflow = Workflow.objects.create(name=f"审核{code}")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    writer = factories.staff(
        f"{code}-writer", f"{subsite.name}写稿人", role=Role.CONTRIBUTOR, subsite=subsite
    )
    article = factories.article(column, f"{subsite.name}公开通知", slug="public", owner=writer)
    draft = draft_in(column, title=f"{SECRET}{code}", by=writer)
    state = workflow.start(draft, writer)
    return Department(
        agency=subsite.agency,
        subsite=subsite,
        column=column,
        article=article,
        draft=draft,
        image=private_image(subsite),
        document=private_document(subsite),
        menu_item=MenuItem.objects.create(title=code, url="/x/", subsite=subsite),
        writer=writer,
        task_state=state.current_task_state,
        workflow_state=state,
    )


def draft_in(column: ColumnPage, *, title: str, by: User) -> ArticlePage:
    """An unpublished text with two revisions."""
    page = ArticlePage(title=title, live=False, owner=by)
    page.body = [("paragraph", "<p>草稿正文。</p>")]
    column.add_child(instance=page)
    page.save_revision(user=by)
    page.save_revision(user=by)
    return page


def picture_bytes() -> bytes:
    made = BytesIO()
    Image.new("RGB", (40, 30), "#356").save(made, "PNG")
    return made.getvalue()


def private_image(subsite: Subsite) -> PortalImage:
    return factories.image(
        picture_bytes(), title=f"{SECRET}图{subsite.code}", name="p.png", collection=subsite.collection
    )


def private_document(subsite: Subsite) -> PortalDocument:
    made = PortalDocument(title=f"{SECRET}文{subsite.code}", collection=subsite.collection)
    made.file.save("d.txt", ContentFile(b"draft"), save=False)
    made.save()
    return made


def close_collection(subsite: Subsite) -> None:
    """The department's files are for staff alone."""
    CollectionViewRestriction.objects.create(
        collection=subsite.collection, restriction_type=CollectionViewRestriction.LOGIN
    )


def titles_leak(answer: Any) -> bool:
    """Whether an answer shows anything of the drafts of the other department."""
    text = answer.content.decode(errors="replace")
    return any(f"{SECRET}{part}jtj" in text for part in ("", "图", "文"))
