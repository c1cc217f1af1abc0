"""Reading the city, its vocabularies, columns and agencies."""

from datetime import date, timedelta

from yimen.demo.content.blocks import read_link, read_section
from yimen.demo.content.fields import Fields
from yimen.demo.content.section_shapes import Section
from yimen.demo.content.shapes import Agency, Approval, Audience, City, Column, Leader, OldSite, Site, Subject

AGENCY_KINDS = frozenset({"department", "direct", "dispatched", "institution", "district", "other"})
STATUSES = frozenset({"live", "joining", "exempt", "closed"})
CLOSING_REASONS = frozenset({"merged", "split", "renamed", "transferred", "dissolved"})
COLUMN_TYPES = frozenset(
    {
        "概况信息",
        "机构职能",
        "负责人信息",
        "政策文件",
        "政策解读",
        "工作动态",
        "通知公告",
        "信息公开指南",
        "信息公开目录",
        "人事信息",
        "规划计划",
        "数据发布",
        "办事服务",
        "互动交流",
        "专题专栏",
        "其他",
    }
)
LAYOUTS = frozenset({"list", "graphic", "navigation"})
THEMES = frozenset({"ink-blue", "pine", "lake", "plum", "ochre", "slate"})


def read_city(fields: Fields) -> City:
    """The portal's names, footer facts, menus and home page."""
    city = City(
        name=fields.text("name", longest=60),
        full_name=fields.text("full_name", longest=80),
        english_name=fields.text("english_name", longest=120),
        tagline=fields.text("tagline", longest=80),
        organiser=fields.text("organiser", longest=80),
        english_organiser=fields.text("english_organiser", longest=120),
        contact=fields.text("contact", longest=120),
        english_contact=fields.text("english_contact", longest=160),
        identification_code=fields.text("identification_code", longest=10),
        icp_number=fields.text("icp_number", longest=40),
        police_record=fields.text("police_record", longest=60),
        police_record_code=fields.text("police_record_code", longest=14),
        party_mark_text=fields.text("party_mark_text", longest=40),
        party_mark_url=fields.text("party_mark_url"),
        error_report_url=fields.text("error_report_url"),
        summary=fields.text("summary", longest=300),
        menu=fields.tables("menu", read_link),
        footer=fields.tables("footer", read_link),
        english_menu=fields.tables("english_menu", read_link),
        tasks=fields.tables("task", read_link),
        sections=fields.tables("section", read_section),
        english_sections=fields.tables("english_section", read_section),
    )
    fields.done()
    return city


def read_audience(fields: Fields) -> Audience:
    """One of the five entrances."""
    audience = Audience(
        code=fields.code("code"),
        name=fields.text("name", longest=40),
        english_name=fields.text("english_name", longest=60),
        line=fields.text("line", longest=60),
        english_line=fields.text("english_line", longest=80),
        summary=fields.text("summary", longest=300),
        sections=fields.tables("section", read_section),
    )
    fields.done()
    return audience


def read_subject(fields: Fields) -> Subject:
    """One subject of the vocabulary."""
    subject = Subject(
        fields.code("code"), fields.text("name", longest=40), fields.text("english_name", longest=60)
    )
    fields.done()
    return subject


def read_column(fields: Fields) -> Column:
    """A column of the city, of the standard set or of one sub-site."""
    column = Column(
        code=fields.code("code"),
        name=fields.text("name", longest=30),
        summary=fields.text("summary", longest=300),
        keywords=fields.texts("keywords", required=True),
        column_type=fields.choice("column_type", COLUMN_TYPES),
        layout=fields.choice("layout", LAYOUTS, "list"),
        parent=fields.text_or("parent", ""),
        translation_of=fields.text_or("translation_of", ""),
        open_to_departments=fields.flag("open_to_departments"),
    )
    fields.done()
    return column


class AgencyReader:
    """Reads agencies; days are counted back from `today`, sites get the standard columns and sections."""

    def __init__(
        self, *, today: date, standard: dict[str, tuple[Column, ...]], sections: tuple[Section, ...]
    ) -> None:
        self._today = today
        self._standard = standard
        self._sections = sections

    def read(self, fields: Fields) -> Agency:
        """One agency with its leaders, its old site and its site."""
        agency = Agency(
            code=fields.code("code"),
            name=fields.text("name", longest=80),
            short_name=fields.text("short_name", longest=30),
            english_name=fields.text("english_name", longest=120),
            kind=fields.choice("kind", AGENCY_KINDS),
            status=fields.choice("status", STATUSES, "live"),
            address=fields.text_or("address", "", longest=120),
            phone=fields.text_or("phone", "", longest=60),
            office_hours=fields.text_or("office_hours", "", longest=120),
            duties=fields.texts("duties"),
            leaders=fields.tables("leader", _read_leader),
            parent=fields.text_or("parent", ""),
            closed_on=self._day(fields, "closed_days_ago") if fields.has("closed_days_ago") else None,
            closing_reason=fields.choice("closing_reason", CLOSING_REASONS | {""}, ""),
            successors=fields.texts("successors"),
            old_site=self._old_site(fields.table("old_site")) if fields.has("old_site") else None,
            site=self._site(fields.table("site")) if fields.has("site") else None,
        )
        fields.done()
        return agency

    def _day(self, fields: Fields, field: str) -> date:
        return self._today - timedelta(days=fields.integer(field, least=1))

    def _old_site(self, fields: Fields) -> OldSite:
        state = fields.choice("state", {"running", "exempt", "closed"})
        site = OldSite(
            name=fields.text("name", longest=80),
            state=state,
            hosts=fields.texts("hosts", required=True),
            closed_on=self._day(fields, "closed_days_ago") if state == "closed" else None,
            note=fields.text_or("note", ""),
        )
        fields.done()
        return site

    def _site(self, fields: Fields) -> Site:
        state = fields.choice("state", {"preparation", "finished"})
        site = Site(
            state=state,
            tagline=fields.text("tagline", longest=80),
            theme=fields.choice("theme", THEMES, "ink-blue"),
            banner=fields.text("banner"),
            columns=self._standard[state] + fields.tables("column", read_column),
            sections=fields.tables("section", read_section) or self._sections_of(state),
            own_host=self._approval(fields.table("own_host")) if fields.has("own_host") else None,
        )
        fields.done()
        return site

    def _sections_of(self, state: str) -> tuple[Section, ...]:
        return self._sections if state == "finished" else ()

    def _approval(self, fields: Fields) -> Approval:
        approval = Approval(
            host_label=fields.code("host_label"),
            approved_by=fields.text("approved_by", longest=80),
            approved_on=self._day(fields, "approved_days_ago"),
            document_number=fields.text("document_number", longest=60),
        )
        fields.done()
        return approval


def _read_leader(fields: Fields) -> Leader:
    leader = Leader(
        name=fields.text("name", longest=30),
        post=fields.text("post", longest=60),
        portfolio=fields.text("portfolio"),
        resume=fields.text_or("resume", ""),
        portrait=fields.text("portrait"),
    )
    fields.done()
    return leader
