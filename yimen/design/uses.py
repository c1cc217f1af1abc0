"""What each component is for and when it is not used: the rules on the page of components."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# heading → component → rule of use
USES: dict[str | Promise, dict[str, str | Promise]] = {
    _("Around every page"): {
        "alert_bar": _(
            "One sentence that concerns the whole city today. Never for news; gone when it is over."
        ),
        "masthead": _("Once on each page, filled by the portal's settings. Nothing moves in it."),
        "mark": _("In one colour, not smaller than 16 px. A city's emblem takes its place."),
        "access_bar": _("In the masthead of every page; works without script."),
        "reader": _("Part of the base template. Shown while reading aloud is on."),
        "menu": _("At most nine channels, words of two to five characters."),
        "banner": _("First on a sub-site's pages; the only place where its colour fills a surface."),
        "breadcrumb": _("On each page below a home page; the last is the page itself and no link."),
        "edition_notice": _("Where a page does not exist in the other language: says so, and leads on."),
        "site_footer": _("What the norms ask for, complete and calm. No advertising, no counters."),
    },
    _("Finding"): {
        "search_box": _("Large once on the home page, slim in the masthead, plain in a column."),
        "entrances": _("The five entrances in one row, always in the same order."),
        "entrance_choice": _("On an entrance: remember it or forget it."),
        "section_header": _("Begins a part of a page. “More” says what there is more of."),
        "feed_list": _("Where feeds are offered together. A column names its own in its head."),
        "filters": _("Narrows a list by links that can be sent to somebody. Not for fewer than ten entries."),
        "pager": _("Below a list of several pages, numbered from the oldest."),
        "side_nav": _("The columns around this one, at most two levels."),
        "agency_index": _("Departments by pinyin; closed ones say so."),
    },
    _("Lists"): {
        "lead_story": _("One story a page, with a picture that shows something."),
        "column_head": _("The one main heading of a column, with its feed."),
        "entry_list": _("The usual list: date, title, agency. Compact beside a lead story."),
        "entry_cards": _("Where pictures help to choose. Otherwise a list is faster to read."),
        "link_grid": _(
            "Up to twelve ways on, each with a line of explanation where the title is not enough."
        ),
        "link_list": _("A handful of plain links in a side column."),
        "tags": _("Subjects and audiences of a text, as links to their lists."),
        "empty": _("In place of an empty list: why it is empty and where to go."),
    },
    _("Articles and documents"): {
        "article_head": _(
            "The one main heading of a text. Official documents are centred, in the serif face."
        ),
        "facts": _("One line under a title: time, source, editor."),
        "metadata": _("Heads an official document: index number, agency, dates, validity."),
        "attachments": _("All files of a text, with type and size."),
        "turn": _("Below a text: the texts before and after it in its column."),
        "feedback": _(
            "Below a text: whether it helped, and where to report a mistake. Never asks who answers."
        ),
        "share": _("Last in a text: its lasting address, and the way to hand it on."),
        "notice": _("What must be known before reading on. At most one urgent notice a page."),
        "quote": _("A sentence that somebody said, with name and place."),
        "timeline": _("What happened in which order, dates first."),
        "questions": _("Questions that people really asked, each answered in a few sentences."),
        "image": _("Part of others: one picture in every size and format that has been made."),
        "picture": _("Says in words what it shows; the caption says who took it."),
        "gallery": _("Several pictures of one matter; each opens in full size."),
        "video": _("Never starts by itself. Captions or a transcript belong to it."),
        "table": _("For figures and comparisons, never for layout. Scrolls in its own frame."),
    },
    _("People and figures"): {
        "contact": _("How to reach an agency: address, hours, telephone that can be called."),
        "person": _("A leader: name, post, duties. The photograph is the same size for all of one rank."),
        "figures": _("Two to four numbers with date and source."),
        "chart": _("Beside a number only where the trend matters; the table is one click away."),
    },
    _("Forms"): {
        "form": _("One group of questions a page, labels above, mistakes told in words."),
        "field": _("One question of a form that is laid out by hand."),
        "error_summary": _("Above a form that came back; leads to each mistake."),
        "button": _("A verb. One main button a page; what leads elsewhere is a link."),
    },
}


def rule_of(component: str) -> str | Promise:
    """A component's rule of use; empty for one that has none yet."""
    return next((rules[component] for rules in USES.values() if component in rules), "")
