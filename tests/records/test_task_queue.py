"""周琳 saves a notice three times in a moment; its index is asked for three times and made once."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import override_settings
from django_tasks import task
from django_tasks_db.models import DBTaskResult


@task()
def index_page(number: int) -> None:
    """Stands for any task that the queue carries."""


@pytest.fixture(autouse=True)
def the_real_queue() -> Iterator[None]:
    with override_settings(
        TASKS={"default": {"BACKEND": "yimen.records.task_queue.OncePerTransaction", "QUEUES": []}}
    ):
        yield


def waiting() -> list[int]:
    rows = DBTaskResult.objects.order_by("enqueued_at").values_list("args_kwargs", flat=True)
    return [row["args"][0] for row in rows]


@pytest.mark.django_db(transaction=True)
def test_a_task_asked_for_twice_in_a_transaction_is_one() -> None:
    with transaction.atomic():
        first = index_page.enqueue(1)
        assert index_page.enqueue(1).id == first.id
        index_page.enqueue(2)
    assert waiting() == [1, 2]


@pytest.mark.django_db(transaction=True)
def test_the_next_transaction_asks_anew_since_a_worker_may_have_begun() -> None:
    for _ in range(2):
        with transaction.atomic():
            index_page.enqueue(1)
    index_page.enqueue(1)
    assert waiting() == [1, 1, 1]


@pytest.mark.django_db(transaction=True)
def test_what_a_savepoint_took_back_is_asked_for_again() -> None:
    class Broken(Exception):
        pass

    with transaction.atomic():
        with pytest.raises(Broken), transaction.atomic():
            index_page.enqueue(1)
            raise Broken
        assert waiting() == []
        index_page.enqueue(1)
    assert waiting() == [1]


@pytest.mark.django_db(transaction=True)
def test_a_transaction_that_fails_leaves_nothing_for_the_next() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        index_page.enqueue(1)
        raise RuntimeError
    with transaction.atomic():
        index_page.enqueue(1)
    assert waiting() == [1]
