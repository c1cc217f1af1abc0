"""Examples of what states numbers and of what asks for an answer."""

from typing import Any

from django import forms

from yimen.design.charts import bars


class LetterForm(forms.Form):
    """A short form with each kind of field."""

    kind = forms.ChoiceField(
        label="来信类别",
        choices=[("ask", "咨询"), ("help", "求助"), ("idea", "建议")],
        widget=forms.RadioSelect,
    )
    title = forms.CharField(label="标题", help_text="一句话说明事由，例如“南台路路灯不亮”。", max_length=60)
    text = forms.CharField(label="内容", widget=forms.Textarea)
    phone = forms.CharField(
        label="联系电话", help_text="仅用于回复，不会公开。", required=False, max_length=20
    )


def figures_and_forms() -> list[tuple[str, dict[str, Any]]]:
    """Numbers, and what asks for an answer."""
    return [
        (
            "figures",
            {
                "figures": [
                    {"value": "4,012", "unit": "件", "label": "上月收到来信"},
                    {"value": "98.6", "unit": "%", "label": "按时答复", "url": "#"},
                    {"value": "2.4", "unit": "天", "label": "平均答复时间"},
                ],
                "note": "2026 年 10 月，来源：市民热线办公室",
            },
        ),
        (
            "chart",
            {
                "title": "部门子站建设进度",
                "bars": bars([("已建成", 18), ("建设中", 6), ("未启动", 5)], marked="已建成"),
                "unit": "个",
                "label_head": "状态",
                "value_head": "部门",
                "note": "29 个组成部门，截至 2026-11-22",
                "anchor": "progress",
            },
        ),
        (
            "form",
            {
                "form": LetterForm({"kind": "ask", "title": "", "text": "路灯三天不亮了。"}),
                "action": "#",
                "submit_title": "提交留言",
                "cancel_url": "#",
            },
        ),
        ("button", {"title": "在线办理", "url": "#"}),
        ("button", {"title": "查看指南", "url": "#", "kind": "secondary"}),
        ("button", {"title": "撤回来信", "kind": "quiet", "name": "withdraw", "value": "1"}),
        ("mark", {}),
    ]
