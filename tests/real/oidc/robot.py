#!/usr/bin/env python3
"""A person with a browser: opens an address, types what the pages ask for, and follows where they lead.

robot.py ADDRESS --user NAME [--code USER_CODE] [--decline] [--hold] [--ca FILE]
Exits 0 when it arrives at a page that asks for nothing more; with --hold it prints the address that leads back to the
program, and does not go there.
"""
import argparse
import ssl
import sys
from html.parser import HTMLParser
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, HTTPSHandler, ProxyHandler, build_opener


class Page(HTMLParser):
    """The first form that is posted, with its fields."""

    def __init__(self, html):
        super().__init__()
        self.action, self.fields = None, {}
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        a = dict(attributes)
        if tag == "form" and self.action is None and (a.get("method") or "").lower() == "post":
            self.action = a.get("action") or ""
        elif tag in ("input", "button") and self.action is not None and a.get("name"):
            self.fields.setdefault(a["name"], a.get("value") or "")


class Held(HTTPRedirectHandler):
    """Goes everywhere but back to the program."""

    def redirect_request(self, request, answer, status, message, headers, address):
        if address.startswith("http://localhost:"):
            print(address)
            sys.exit(0)
        return super().redirect_request(request, answer, status, message, headers, address)


def main():
    args = argparse.ArgumentParser()
    args.add_argument("address")
    args.add_argument("--user", required=True)
    args.add_argument("--code", default="")
    args.add_argument("--decline", action="store_true")
    args.add_argument("--hold", action="store_true")
    args.add_argument("--ca")
    o = args.parse_args()
    browser = build_opener(
        ProxyHandler({}),
        HTTPSHandler(context=ssl.create_default_context(cafile=o.ca)),
        HTTPCookieProcessor(CookieJar()),
        Held() if o.hold else HTTPRedirectHandler(),
    )

    def visit(address, form=None):
        try:
            answer = browser.open(address, form and urlencode(form).encode(), timeout=20)
        except HTTPError as error:
            answer = error
        return answer.status, answer.geturl(), answer.read().decode("utf-8", "replace")

    status, address, html = visit(o.address)
    for _ in range(10):
        page = Page(html)
        if page.action is None:
            print(status, address.split("?")[0])
            return 0 if status < 400 else 1
        for name, typed in (("login", o.user), ("password", "any"), ("user_code", o.code)):
            if name in page.fields:
                page.fields[name] = typed or page.fields[name]  # also over a name that is suggested
        page.fields.pop("abort", None)
        if o.decline and "confirm" in page.fields:
            page.fields = {**page.fields, "abort": "yes"}
            visit(urljoin(address, page.action), page.fields)
            return 0
        status, address, html = visit(urljoin(address, page.action), page.fields)
    print("the pages never end", file=sys.stderr)
    return 1


sys.exit(main())
