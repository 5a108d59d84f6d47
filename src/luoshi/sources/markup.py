"""Where markup stands in a text: tags, comments, entities, front matter. One pass, offsets exact, time linear.

What is found goes into a Document as `hidden` (spans with one of the REASONS) and `replaced` (entities).
Python's html.parser is not used: it gives line and column of a tag but not its end, and none of an entity inside text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape

from luoshi.values import Span

# markup: a tag inside a line · markup-break: a tag that ends the line · script: scripts, styles, forms
# comment, navigation, caption, footnote-mark, front-matter: as in luoshi.reading.state.ASIDE_REASONS
REASONS = ("markup", "markup-break", "script", "comment", "navigation", "caption", "footnote-mark", "front-matter")

BLOCKS = frozenset(
    """
    address article aside blockquote body br caption center col colgroup dd details dialog div dl dt
    fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hr html legend li main menu nav
    ol optgroup option p pre section select summary table tbody td tfoot th thead title tr ul
    """.split()  # noqa: SIM905
)
INLINE = frozenset(
    """
    a abbr acronym b base bdi bdo big button cite code data del dfn em embed font i iframe img input ins
    kbd label link map mark meta noscript o:p object param picture q s samp script small source span
    strike strong style sub sup svg template textarea time tt u var video wbr
    """.split()  # noqa: SIM905
)
KNOWN = BLOCKS | INLINE
# Elements whose content is no text of the page, and what it is instead.
WHOLE = {
    "script": "script",
    "style": "script",
    "template": "script",
    "svg": "script",
    "textarea": "script",
    "select": "script",
    "button": "script",
    "iframe": "script",
    "object": "script",
    "nav": "navigation",
    "footer": "navigation",
    "aside": "navigation",
    "header": "navigation",
    "menu": "navigation",
    "figcaption": "caption",
    "title": "front-matter",
}
# A list of nothing but links is a menu, or what else the site has; so many make one.
LISTS = frozenset(("ul", "ol", "dl"))
LIST_TAG = re.compile(r"<(/?)(?:ul|ol|dl)(?=[\s/>])[^<>]{0,3000}>", re.I)
LINK_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,15})(?=[\s/>])[^<>]{0,3000}>")
FEWEST_LINKS = 3
SEPARATORS = " \t\r\n\u3000\xa0|｜·•>»/"
TOKEN = re.compile(
    r"<!--|<!\[CDATA\[|\]\]>|<[!?][a-zA-Z][^<>]{0,1000}>"
    r"""|<(/?)([a-zA-Z][a-zA-Z0-9:]{0,15})(?=[\s/>])((?:[^<>"']++|"[^"]{0,3000}"|'[^']{0,3000}')*+|[^<>]{0,3000})>"""
    r"|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});|&(?:nbsp|ensp|emsp)(?![a-zA-Z;])"
)
FRONT = re.compile(r"\s{0,8}(---|\+\+\+)[ \t]*\r?\n((?:(?!\1)[^\n]{0,2000}\n){0,60}?)\1[ \t]*(?=\r?\n|\Z)")
FRONT_LINE = re.compile(r"[\w.-]{1,40}[ \t]*[:=]|[ \t]|-|#|\r?$")
NOTE = re.compile(r"(?:[\[〔【（(]?\s{0,2}(?:注\s?)?\d{1,3}\s{0,2}[\]〕】）)]?|[①-⑳])\s{0,2}</sup\s{0,2}>", re.I)
LINK = re.compile(
    r"(!?)\[([^\[\]\n]{0,300})\]\(((?:https?:|/|\.|#|mailto:|data:)[^()\s]{0,2000}(?:\s\"[^\"\n]{0,200}\")?)\)"
)
HEADED = re.compile(r"<h[1-3][\s>]", re.I)


@dataclass(slots=True)
class Markup:
    """`hidden`: (start, end, reason), in text order. `replaced`: as in `Document`."""

    hidden: list[tuple[int, int, str]] = field(default_factory=list)
    replaced: dict[int, tuple[str, int]] = field(default_factory=dict)

    def spans(self) -> tuple[tuple[Span, str], ...]:
        """Without those that stand inside another one."""
        apart: list[tuple[Span, str]] = []
        done = 0
        for start, end, reason in sorted(self.hidden, key=lambda h: (h[0], -h[1])):
            if start >= done:
                apart.append((Span(start, end), reason))
                done = end
        return tuple(apart)


def front_matter(text: str) -> int:
    """Where YAML or TOML front matter ends, or 0."""
    m = FRONT.match(text)
    if not m or not m.group(2).strip():
        return 0
    return m.end() if all(FRONT_LINE.match(line) for line in m.group(2).split("\n")) else 0


def scan(text: str, start: int = 0, *, page: bool) -> Markup:
    """All markup from `start` on. `page`: it is an HTML page, so that navigation is none of the text, either."""
    found = Markup()
    if "<" not in text and "&" not in text:
        return found
    ends = _Ends(text)
    at = start
    while m := TOKEN.search(text, at):
        at = m.end()
        token = m.group()
        if token[0] == "&":
            char = unescape(token)
            if len(char) == 1 and token not in ("&#0;",):
                found.replaced[m.start()] = (char, len(token))
        elif token == "<!--":
            at = ends.after("-->", m.end()) or m.end()
            found.hidden.append((m.start(), at, "comment"))
        elif m.group(2) is None:
            found.hidden.append((m.start(), at, "markup"))
        else:
            at = _tag(text, m, found, ends, page)
    return found


def _tag(text: str, m: re.Match[str], found: Markup, ends: _Ends, page: bool) -> int:
    """Hide a tag, or the whole element where its content is no text; the offset to go on from."""
    name = m.group(2).lower()
    start, end = m.span()
    if name not in KNOWN and not page:
        return end
    opening = not m.group(1) and not m.group(3).endswith("/")
    if opening and name in WHOLE and (page or name in ("script", "style")) and start >= ends.kept_until:
        close = ends.element(name, end)
        if name == "header" and close and HEADED.search(text, end, close):
            # The head of an article, not of the site: it stays, and what is in it is not asked again.
            ends.kept_until = close
        elif close:
            found.hidden.append((start, close, WHOLE[name]))
            return close
    if opening and page and name in LISTS and start >= ends.kept_until:
        next_list = LIST_TAG.search(text, end)
        if next_list and next_list[1] and _only_links(text, end, next_list.start()):
            found.hidden.append((start, next_list.end(), "navigation"))
            return next_list.end()
    if opening and name == "sup" and not is_power(text[max(0, start - 1) : start]) and (note := NOTE.match(text, end)):
        found.hidden.append((start, note.end(), "footnote-mark"))
        return note.end()
    if opening and page and name in ("h1", "h2", "h3", "h4", "h5", "h6"):
        # A heading says so: the tag stands for the mark that Markdown writes.
        found.hidden.append((start, start + 1, "markup-break"))
        found.replaced[start + 1] = ("#", end - start - 1)
        return end
    found.hidden.append((start, end, "markup-break" if name in BLOCKS else "markup"))
    return end


def _only_links(text: str, start: int, end: int) -> bool:
    """Whether all words of text[start:end] stand in links, and there are several."""
    links = 0
    inside = False
    at = start
    for m in LINK_TAG.finditer(text, start, end):
        if not inside and text[at : m.start()].strip(SEPARATORS):
            return False
        if m[2] in "aA":
            inside = not m[1]
            links += inside
        at = m.end()
    return links >= FEWEST_LINKS and not text[at:end].strip(SEPARATORS)


def is_power(before: str) -> bool:
    """Whether what is raised behind these words is a power (m², 万平方米²) rather than the mark of a note."""
    return bool(before) and ((before[-1].isascii() and before[-1].isalnum()) or before[-1] == "米")


class _Ends:
    """Finds what closes something; remembers what is not there any more, so that time stays linear."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.missing: set[str] = set()
        self.kept_until = 0

    def after(self, mark: str, at: int) -> int:
        """The offset behind the next `mark`, or 0."""
        if mark in self.missing:
            return 0
        found = self.text.find(mark, at)
        if found < 0:
            self.missing.add(mark)
            return 0
        return found + len(mark)

    def element(self, name: str, at: int) -> int:
        """The offset behind the end tag of an element whose start tag ends at `at`, or 0."""
        if name in self.missing:
            return 0
        depth = 1
        for m in _either_tag(name).finditer(self.text, at):
            depth += -1 if m.group(1) else 1
            if depth == 0:
                return m.end()
        self.missing.add(name)
        return 0


_TAGS: dict[str, re.Pattern[str]] = {}


def _either_tag(name: str) -> re.Pattern[str]:
    if name not in _TAGS:
        # Inside a script nothing is a start tag.
        slash = "/" if name in ("script", "style", "textarea", "title") else "/?"
        _TAGS[name] = re.compile(rf"<({slash}){name}(?=[\s/>])[^<>]{{0,3000}}>", re.I)
    return _TAGS[name]


def links(text: str, found: Markup) -> None:
    """Markdown links and pictures: the words stay, the address is hidden."""
    if "](" not in text:
        return
    for m in LINK.finditer(text):
        if m.group(1):
            found.hidden.append((m.start(), m.end(), "markup"))
        else:
            found.hidden.append((m.start(), m.start(2), "markup"))
            found.hidden.append((m.end(2), m.end(), "markup"))
