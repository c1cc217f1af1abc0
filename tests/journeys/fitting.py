"""What a page must be on a phone, read from the page as it stands."""

from playwright.sync_api import Page

WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# What a thumb aims at: WCAG 2.2 asks 24 px of every target that stands by itself (2.5.8, AA); links in running
# text are excepted.
TOO_SMALL = """() => [...document.querySelectorAll("a, button, input, summary")]
  .filter((target) => target.checkVisibility() && !target.closest("p, .prose, .visually-hidden, .skip-link"))
  .map((target) => [target.textContent.trim(), target.getBoundingClientRect()])
  .filter(([, box]) => box.height < 24 || box.width < 24)
  .map(([words, box]) => `${words} ${Math.round(box.width)}×${Math.round(box.height)}`)"""


def fits(page: Page) -> None:
    """Nothing to push sideways, nothing too small to hit."""
    assert page.evaluate(WIDER) <= 0, page.url
    assert page.evaluate(TOO_SMALL) == [], page.url
