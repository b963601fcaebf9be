"""A page walked by the Tab key in a real Chromium: what it reaches, what it misses, where the focus cannot be seen."""

from typing import Any, NamedTuple

MOST = 400
"""Presses of Tab; a page with more stops is too long to be walked at all."""
_MEANS = "a[href], button, input:not([type=hidden]), select, textarea, summary, tr[data-href], [tabindex='0']"
_WORDS = """const words = (e) => {
    const said = e.getAttribute('aria-label') ?? e.textContent ?? ''
    return `${e.tagName.toLowerCase()} ${e.name ?? ''} ${said.trim().slice(0, 24)}`
  }"""
_NUMBER = """(means) => {
  const met = (e) => !e.disabled && !e.closest('[inert], .ts-hidden-accessible')
  const shown = (e) => e.checkVisibility({ visibilityProperty: true }) && met(e)
  const radio = (e) => e.type === 'radio' && !e.checked && document.querySelector(`input[name="${e.name}"]:checked`)
  const found = [...document.querySelectorAll(means)].filter((e) => shown(e) && !radio(e))
  found.forEach((e, at) => e.setAttribute('data-walk', at))
  document.activeElement?.blur()
  return found.length
}"""
_HERE = f"""() => {{
  {_WORDS}
  const e = document.activeElement
  if (!e || e === document.body) return null
  const seen = (s) => (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== 'none'
  const around = e.closest('label, .drop-zone, .ts-wrapper, .top-search')
  const box = e.getBoundingClientRect()
  const visible = seen(getComputedStyle(e)) || [...(around ? [around, ...around.querySelectorAll('*')] : [])]
    .some((each) => seen(getComputedStyle(each)) || each.matches(':focus-within') && each.matches('.drop-zone'))
  return {{ at: e.getAttribute('data-walk'), words: words(e), visible, out: box.right < 0 || box.left > innerWidth }}
}}"""
_MISSED = f"""(reached) => {{
  {_WORDS}
  return [...document.querySelectorAll('[data-walk]')]
  .filter((e) => !reached.includes(e.getAttribute('data-walk')))
  .map(words)
}}"""


class Walk(NamedTuple):
    """In words: the stops in order, what can be clicked and not be reached, what shows no focus or lies outside."""

    stops: list[str]
    missed: list[str]
    unseen: list[str]


def walk(page: Any) -> Walk:
    """From the top of the page until the focus comes round."""
    page.evaluate("scrollTo(0, 0)")
    count = page.evaluate(_NUMBER, _MEANS)
    stops, reached, unseen = [], [], []
    for _ in range(min(count + 20, MOST)):
        page.keyboard.press("Tab")
        here = page.evaluate(_HERE)
        if here is None and len(reached) < count:
            continue  # between the last and the first the focus leaves the page
        if here is None or here["at"] in reached[:-1]:
            break
        if here["at"] in reached:
            continue  # a date has a stop each for year, month and day
        stops.append(here["words"])
        if here["at"] is not None:
            reached.append(here["at"])
        if not here["visible"] or here["out"]:
            unseen.append(here["words"])
    return Walk(stops, page.evaluate(_MISSED, reached), unseen)
