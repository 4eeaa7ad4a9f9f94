#!/usr/bin/env python3
"""A page in headless Chromium, through chromedriver: week.py FILE.html --theme light|dark --picture FILE.png

Prints what became of the page as JSON: its text, what it runs and asks for, and how it is printed. Beside the picture lies
what is printed, as a PDF.
"""
import argparse
import base64
import json
import os
import re
import sys
import tempfile
from pathlib import Path

from drive import Browser

PAGE = """return {
  text: document.body.textContent, title: document.title, scripts: document.scripts.length, frames: frames.length,
  handlers: [...document.querySelectorAll("*")].filter(one => [...one.attributes].some(a => a.name.startsWith("on"))).length,
  links: [...document.links].map(link => link.protocol), asked: performance.getEntriesByType("resource").map(one => one.name),
  background: getComputedStyle(document.body).backgroundColor, global: window.stolen === undefined,
  sheets: document.querySelectorAll(".week").length, fits: document.documentElement.scrollWidth <= innerWidth,
  outside: [...document.querySelectorAll(".day .one")].filter(one => {
    const [own, day] = [one, one.parentElement].map(box => box.getBoundingClientRect());
    return own.top < day.top - 1 || own.bottom > day.bottom + 1 || own.left < day.left - 1 || own.right > day.right + 1;
  }).length }"""


def main():
    args = argparse.ArgumentParser()
    args.add_argument("page")
    args.add_argument("--theme", choices=["light", "dark"], default="light")
    args.add_argument("--picture", required=True)
    o = args.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        browser = Browser(o.theme, folder)
        try:
            size = {"width": 1280, "height": 900, "deviceScaleFactor": 1, "mobile": False}
            browser.devtools("Emulation.setDeviceMetricsOverride", size)
            browser.call("POST", "/url", {"url": f"file://{os.path.abspath(o.page)}"})
            page = browser.run(PAGE)
            page["complaints"] = [entry["message"] for entry in browser.call("POST", "/se/log", {"type": "browser"})]
            whole = browser.devtools("Page.captureScreenshot", {"captureBeyondViewport": True})
            Path(o.picture).write_bytes(base64.b64decode(whole["data"]))
            printed = browser.devtools("Page.printToPDF", {"preferCSSPageSize": True, "printBackground": True})
            pdf = base64.b64decode(printed["data"])
            Path(o.picture).with_suffix(".pdf").write_bytes(pdf)
            page["paper"] = [[round(float(side)) for side in box.split()]
                             for box in re.findall(rb"/MediaBox\s*\[([^]]*)\]", pdf)]
            print(json.dumps(page))
        finally:
            browser.close()


sys.exit(main())
