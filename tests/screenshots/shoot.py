#!/usr/bin/env python3
"""A picture of what a terminal shows: xterm.js in headless Chromium, through chromedriver.

shoot.py FILE.png --columns N --theme dark|light, with what was written to the terminal as the standard input
"""
import argparse
import base64
import json
import re
import sys
import tempfile
from pathlib import Path

here = Path(__file__).resolve().parent
sys.path.insert(0, str(here.parent / "real" / "chromium"))
from drive import Browser  # noqa: E402

# The backgrounds of two terminals that many people have; the 16 named colours are left to xterm.js.
THEMES = {
    "dark": {"background": "#1c1c1f", "foreground": "#d6d6d6"},
    "light": {"background": "#ffffff", "foreground": "#24292f"},
}
FONTS = "'DejaVu Sans Mono', 'Noto Sans Mono CJK JP', 'Noto Color Emoji', monospace"
TERMINAL = """
const done = arguments[arguments.length - 1], {columns, rows, text, theme, fonts} = %s;
document.body.style.cssText = "margin: 0; background: " + theme.background;
const box = document.body.appendChild(document.createElement("div"));
box.id = "shot";
box.style.cssText = "display: inline-block; padding: 12px; background: " + theme.background;
const terminal = new Terminal({cols: columns, rows, theme, fontFamily: fonts, fontSize: 14, allowProposedApi: true,
  convertEol: false, cursorInactiveStyle: "none", scrollback: 0, lineHeight: 1.0, drawBoldTextInBrightColors: false});
terminal.loadAddon(new UnicodeGraphemesAddon.UnicodeGraphemesAddon());
terminal.open(box);
terminal.write(text, () => setTimeout(done, 400));
"""
RECT = """const box = (document.querySelector("#shot .xterm-screen") || document.documentElement).getBoundingClientRect();
return {x: 0, y: 0, width: Math.ceil(box.width) + %d, height: Math.ceil(box.height) + %d, scale: 1};"""


def shoot(browser, path, padding):
    clip = browser.run(RECT % (padding, padding))
    metrics = {"width": clip["width"], "height": clip["height"], "deviceScaleFactor": 1, "mobile": False}
    browser.devtools("Emulation.setDeviceMetricsOverride", metrics)
    picture = browser.devtools("Page.captureScreenshot", {"clip": clip, "captureBeyondViewport": True})
    Path(path).write_bytes(base64.b64decode(picture["data"]))


def terminal(browser, o):
    # Terminals underline what leads somewhere when the mouse is over it; xterm.js always does, so it is not told.
    text = re.sub(r"\x1b]8;;.*?\x1b\\", "", sys.stdin.buffer.read().decode())
    modules = here / "node_modules" / "@xterm"
    with tempfile.NamedTemporaryFile("w", suffix=".html", dir=here) as page:
        page.write(f'<!doctype html><meta charset="utf-8"><link rel="stylesheet" href="{modules}/xterm/css/xterm.css">'
                   f'<script src="{modules}/xterm/lib/xterm.js"></script>'
                   f'<script src="{modules}/addon-unicode-graphemes/lib/addon-unicode-graphemes.js"></script><body></body>')
        page.flush()
        browser.call("POST", "/url", {"url": f"file://{page.name}"})
        rows = text.rstrip("\r\n").count("\n") + 1
        said = json.dumps({"columns": o.columns, "rows": rows, "text": text.rstrip("\r\n"), "theme": THEMES[o.theme], "fonts": FONTS})
        browser.call("POST", "/execute/async", {"script": TERMINAL % said, "args": []})
        shoot(browser, o.picture, 24)


args = argparse.ArgumentParser()
args.add_argument("picture")
args.add_argument("--columns", type=int, default=80)
args.add_argument("--theme", choices=["light", "dark"], default="dark")
o = args.parse_args()
with tempfile.TemporaryDirectory() as folder:
    browser = Browser(o.theme, folder)
    try:
        terminal(browser, o)
    finally:
        browser.close()
