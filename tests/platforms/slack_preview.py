"""Draw blocks as a person sees them in Slack: HTML of our own, for pictures and eyes.

`python -m tests.platforms.slack_preview PICTURE.png [STORIES]` draws the briefing of
the seeds with its first stories; with `home` in place of a number, the Home tab.
"""

import html
import json
import re
import shutil
import sys
from pathlib import Path

from tests.platforms.slack.rules import Json

GOLDEN = Path(__file__).parents[1] / "golden" / "slack"
STYLE = """
body { margin: 0; padding: 20px 26px; width: 660px; background: #fff; color: #1d1c1d;
  font: 15px/1.47 Lato, "Noto Sans", "DejaVu Sans", sans-serif }
.post { display: grid; grid-template-columns: 44px 1fr; padding: 6px 0 }
.face { width: 36px; height: 36px; border-radius: 8px; background: #1f2933; color: #fff;
  display: grid; place-items: center; font-weight: 700 }
.who { font-weight: 800 }
.who small { font-weight: 400; color: #616061; margin-left: 6px }
.app { background: #ddd; border-radius: 2px; font-size: 10px; padding: 1px 3px }
.thread { border-left: 1px solid #ddd; margin: 4px 0 0 18px; padding-left: 14px }
h3 { font-size: 18px; margin: 6px 0 } p { margin: 4px 0; white-space: pre-line }
ol, ul { margin: 4px 0; padding-left: 26px } a { color: #1264a3; text-decoration: none }
blockquote { margin: 4px 0; padding-left: 12px; border-left: 4px solid #ddd }
.context { color: #616061; font-size: 12px; margin: 6px 0 }
.actions { display: flex; gap: 8px; flex-wrap: wrap; margin: 6px 0 }
button { border: 1px solid #bbb; border-radius: 4px; background: #fff;
  padding: 5px 11px; font: inherit; font-size: 13px; font-weight: 700 }
.replies { color: #1264a3; font-size: 13px; font-weight: 700; margin: 2px 0 2px 44px }
.replies small { color: #616061; font-weight: 400; margin-left: 6px }
hr { border: 0; border-top: 1px solid #ddd }
code { border: 1px solid #ddd; border-radius: 3px; color: #c01343; padding: 0 3px }
"""
TAGS = {"bold": "b", "italic": "i", "strike": "s", "code": "code"}


def page(posts: list[Json], total: int = 0) -> str:
    """Return a page with a post and, below it, its thread of ``total`` replies."""
    head, *replies = [_post(post["blocks"]) for post in posts]
    below = f'<div class="thread">{"".join(replies)}</div>' if replies else ""
    return f'<meta charset="utf-8"><style>{STYLE}</style>{head}{_count(total)}{below}'


def view(blocks: list[Json]) -> str:
    """Return a page with the blocks of a view."""
    return f'<meta charset="utf-8"><style>{STYLE}</style>{"".join(map(block, blocks))}'


def _count(replies: int) -> str:
    said = f"{replies} repl{'y' if replies == 1 else 'ies'}"
    when = "<small>Last reply today at 8:00</small>"
    return f'<div class="replies">{said}{when}</div>' if replies else ""


def block(shown: Json) -> str:
    """Return one block as HTML."""
    kind = shown["type"]
    if kind == "header":
        return f"<h3>{html.escape(shown['text']['text'])}</h3>"
    if kind == "context":
        texts = " ".join(_markup(each["text"]) for each in shown["elements"])
        return f'<div class="context">{texts}</div>'
    if kind == "section":
        return f"<p>{_markup(shown['text']['text'])}</p>"
    if kind == "actions":
        made = "".join(
            f"<button>{html.escape(each['text']['text'])}</button>"
            for each in shown["elements"]
        )
        return f'<div class="actions">{made}</div>'
    return "<hr>" if kind == "divider" else "".join(map(_part, shown["elements"]))


def _post(blocks: list[Json]) -> str:
    who = '<div class="who">dateline <span class="app">APP</span><small>08:00</small>'
    said = f"<div>{who}</div>{''.join(map(block, blocks))}</div>"
    return f'<div class="post"><div class="face">D</div>{said}</div>'


def _part(element: Json) -> str:
    kind = element["type"]
    if kind == "rich_text_list":
        tag = "ol" if element["style"] == "ordered" else "ul"
        start = f' start="{element["offset"] + 1}"' if "offset" in element else ""
        items = "".join(f"<li>{_inside(item)}</li>" for item in element["elements"])
        return f"<{tag}{start}>{items}</{tag}>"
    tag = "blockquote" if kind == "rich_text_quote" else "p"
    return f"<{tag}>{_inside(element)}</{tag}>"


def _inside(element: Json) -> str:
    return "".join(map(_inline, element["elements"]))


def _inline(element: Json) -> str:
    if element["type"] == "date":
        return f"<time>{html.escape(element['fallback'])}</time>"
    shown = html.escape(element["text"])
    for style in element.get("style", {}):
        shown = f"<{TAGS[style]}>{shown}</{TAGS[style]}>"
    if element["type"] == "link":
        return f'<a href="{html.escape(element["url"])}">{shown}</a>'
    return shown


def _markup(text: str) -> str:
    dated = re.sub(r"<!date\^\d+\^[^|>]*\|([^>]*)>", r"<time>\1</time>", text)
    linked = re.sub(r"<(https?://[^|>]*)\|([^>]*)>", r'<a href="\1">\2</a>', dated)
    named = re.sub(r"<#(\w+)>", r"<b>#\1</b>", linked)
    coded = re.sub(r"`([^`]+)`", r"<code>\1</code>", named)
    return re.sub(r"\*([^*]+)\*", r"<b>\1</b>", coded)


def picture(page_html: str, file: Path) -> None:
    """Photograph a page with the system's browser."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  # slow to import

    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        view = browser.new_page(
            viewport={"width": 712, "height": 100}, device_scale_factor=2
        )
        view.set_content(page_html)
        view.screenshot(path=file, full_page=True)
        browser.close()


def _named(what: str) -> str:
    if what == "home":
        home = json.loads((GOLDEN / "home.json").read_text("utf-8"))
        return view(home["blocks"]).replace("#C100", "#news")
    briefing = json.loads((GOLDEN / "briefing.json").read_text("utf-8"))
    return page(briefing[: int(what) + 1], len(briefing) - 1)


if __name__ == "__main__":
    picture(_named(sys.argv[2] if len(sys.argv) > 2 else "99"), Path(sys.argv[1]))
