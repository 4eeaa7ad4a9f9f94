#!/usr/bin/env python3
"""A person with a real browser: opens the address in headless Chromium and signs in, through chromedriver (W3C WebDriver).

drive.py ADDRESS --user NAME [--decline] [--theme light|dark] [--shots FOLDER]
Prints what the last page is as JSON, and leaves a screenshot of every page in the folder.
"""
import argparse
import base64
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from urllib.error import HTTPError, URLError
from urllib.request import ProxyHandler, Request, build_opener

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # how WebDriver marks an element
PAGE = """return {
  url: location.href, title: document.title, heading: document.querySelector("h1").innerText,
  text: document.querySelector("main").innerText, scripts: document.scripts.length,
  style: getComputedStyle(document.body).backgroundColor, corners: getComputedStyle(document.querySelector("main")).borderTopLeftRadius,
  fits: document.documentElement.scrollWidth <= innerWidth, referrer: document.referrer }"""


class Browser:
    """A session of a chromedriver that is started for it."""

    def __init__(self, theme, folder):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.base = f"http://127.0.0.1:{port}"
        self.open = build_opener(ProxyHandler({})).open
        log = open(os.path.join(folder, "chromedriver.log"), "w")
        self.driver = subprocess.Popen(["chromedriver", f"--port={port}"], stdout=log, stderr=log)
        flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
                 "--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage",
                 "--window-size=900,760", f"--user-data-dir={folder}/profile"]
        options = {"browserName": "chrome", "goog:chromeOptions": {"args": flags},
                   "goog:loggingPrefs": {"browser": "ALL"}}
        for _ in range(100):
            try:
                session = self.call("POST", "/session", {"capabilities": {"alwaysMatch": options}})
                break
            except URLError:
                time.sleep(0.1)
        self.base += "/session/" + session["sessionId"]
        media = {"features": [{"name": "prefers-color-scheme", "value": theme}]}
        self.devtools("Emulation.setEmulatedMedia", media)

    def call(self, method, path, body=None):
        data = json.dumps(body).encode() if body is not None else None
        request = Request(self.base + path, data, {"content-type": "application/json"}, method=method)
        try:
            return json.load(self.open(request, timeout=60))["value"]
        except HTTPError as error:
            raise SystemExit(f"{path}: {json.load(error)['value']['message']}")

    def devtools(self, command, parameters):
        return self.call("POST", "/goog/cdp/execute", {"cmd": command, "params": parameters})

    def run(self, script):
        return self.call("POST", "/execute/sync", {"script": script, "args": []})

    def click(self, selector):
        found = self.call("POST", "/element", {"using": "css selector", "value": selector})
        self.call("POST", f"/element/{found[ELEMENT]}/click", {})

    def shoot(self, path):
        with open(path, "wb") as file:
            file.write(base64.b64decode(self.call("GET", "/screenshot")))

    def close(self):
        try:
            self.call("DELETE", "")
        finally:
            self.driver.terminate()
            self.driver.wait()


def main():
    args = argparse.ArgumentParser()
    args.add_argument("address")
    args.add_argument("--user", required=True)
    args.add_argument("--decline", action="store_true")
    args.add_argument("--theme", choices=["light", "dark"], default="light")
    args.add_argument("--shots", default=".")
    o = args.parse_args()
    shot = lambda name: browser.shoot(os.path.join(o.shots, f"{name}-{o.theme}.png"))
    with tempfile.TemporaryDirectory() as folder:
        browser = Browser(o.theme, folder)
        try:
            browser.call("POST", "/url", {"url": o.address})
            shot("1-sign-in")
            browser.click(f"input[value='{o.user}']")
            browser.click("button[value=next]")
            shot("2-consent")
            browser.click(f"button[value={'cancel' if o.decline else 'accept'}]")
            for _ in range(100):
                if browser.run("return document.readyState === 'complete' && location.pathname === '/signed-in'"):
                    break
                time.sleep(0.1)
            page = browser.run(PAGE)
            shot("3-" + page["heading"].lower().replace(" ", "-"))
            history = browser.devtools("Page.getNavigationHistory", {})
            page["history"] = [entry["url"] for entry in history["entries"]]
            page["complaints"] = [entry["message"] for entry in browser.call("POST", "/se/log", {"type": "browser"})
                                  if "favicon" not in entry["message"]]
            print(json.dumps(page))
        finally:
            browser.close()


if __name__ == "__main__":
    sys.exit(main())
