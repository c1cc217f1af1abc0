"""What staff see of a model has its Chinese name: the model, its fields, their help texts."""

import re
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.utils import translation

CHINESE = re.compile(r"[\u4e00-\u9fff]")
SAME_IN_CHINESE = {"ID", "URL"}
OURS = [model for model in apps.get_models() if model.__module__.startswith("yimen.")]


@pytest.fixture(autouse=True)
def in_chinese() -> Any:
    with translation.override("zh-hans"):
        yield


def own_fields(model: type[models.Model]) -> list[Any]:
    """Fields that a form may show and that no package's abstract model brought along."""
    borrowed = {
        field.name
        for base in model.__mro__
        if hasattr(base, "_meta") and not base.__module__.startswith("yimen.")
        for field in base._meta.local_fields
    }
    fields = model._meta.local_fields + model._meta.local_many_to_many
    return [field for field in fields if field.editable and field.name not in borrowed]


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_a_model_and_its_fields_have_chinese_names(model: type[models.Model]) -> None:
    names = {"model": str(model._meta.verbose_name), "models": str(model._meta.verbose_name_plural)}
    for field in own_fields(model):
        if field.name.endswith("_ptr") or field.name == "id":
            continue
        names[field.name] = str(field.verbose_name)
        if field.help_text:
            names[f"{field.name}, help"] = str(field.help_text)
    assert not {
        key: name for key, name in names.items() if name not in SAME_IN_CHINESE and not CHINESE.search(name)
    }
