"""The desk's manual: ten tasks with steps and pictures, for everyone who may enter; and no way out of the house."""

import re

import pytest
from django.test import Client

from tests.cast import City
from yimen.editorial import manual


@pytest.mark.parametrize("task", manual.tasks(), ids=lambda task: task.slug)
def test_a_task_goes_in_steps_and_says_what_to_do_when_it_does_not(task: manual.Task) -> None:
    assert len(task.steps) >= 4
    assert task.answers
    assert task.line.endswith("。")
    for step in task.steps:
        assert bool(step.picture) == bool(step.shows), "a picture says what it shows"
        if step.picture:
            width, height = step.size
            assert 300 <= width <= 1600
            assert height > 100


def test_every_picture_is_shown_and_light_enough_for_a_slow_line() -> None:
    shown = {step.picture for task in manual.tasks() for step in task.steps if step.picture}
    assert {file.name for file in manual.STATIC.iterdir()} == shown
    assert len(shown) >= 20
    assert all(file.stat().st_size <= 60 * 1024 for file in manual.STATIC.iterdir())


def test_there_are_the_ten_commonest() -> None:
    assert len(manual.tasks()) == 10
    assert len({task.slug for task in manual.tasks()}) == 10


@pytest.mark.django_db
def test_a_contributor_reads_how_it_is_done(city: City, hes_desk: Client) -> None:
    first = hes_desk.get("/admin/").content.decode()
    assert 'href="/admin/manual/"' in first
    assert "写一篇文章并提交审核" in hes_desk.get("/admin/manual/").content.decode()
    page = hes_desk.get("/admin/manual/write/").content.decode()
    assert "提交审核" in page
    assert 'href="/admin/manual/import/"' in page, "the next task"
    assert hes_desk.get("/admin/manual/no-such-task/").status_code == 404


@pytest.mark.django_db
def test_nothing_on_the_first_screen_leads_out_of_the_house(city: City, hes_desk: Client) -> None:
    page = hes_desk.get("/admin/").content.decode()
    foreign = [url for url in re.findall(r'(?:href|src)=\\?"(https?://[^"\\]+)', page) if "yunze" not in url]
    assert not foreign
    assert "wagtail.org" not in page
    assert "一门工作台" in page
