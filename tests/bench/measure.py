#!/usr/bin/env python3
"""Measures the binary as a process, against its own sandbox on this machine: measure.py CALCLI [RUNS]. One table, medians."""
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request

calcli, runs = os.path.abspath(sys.argv[1]), int((sys.argv[2:] or ["20"])[0])
LATENCY = 50


def row(what, value, note=""):
    print(f"{what:<58} {value:>14}  {note}", flush=True)


def median(args, count=runs, env=None):
    """The median wall time of a command in milliseconds."""
    times = []
    for _ in range(count):
        begun = time.perf_counter()
        subprocess.run(args, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        times.append((time.perf_counter() - begun) * 1000)
    return statistics.median(times)


def answer(args, env):
    """How many bytes a command prints, and its peak memory in megabytes."""
    process = subprocess.Popen(args, env=env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    size = len(process.stdout.read())
    return size, os.wait4(process.pid, 0)[2].ru_maxrss / 1024


class Sandbox:
    """A crowd of accounts, signed in."""

    def __init__(self, accounts, events, *more):
        size = ["--accounts", str(accounts), "--events", str(events), "--latency", f"{LATENCY}ms", "--signed-in", *more]
        self.process = subprocess.Popen(
            [calcli, "sandbox", "--port", "0", "--graph-port", "0", *size], stdout=subprocess.PIPE, text=True
        )
        self.env = {"PATH": os.environ["PATH"], "HOME": "/nonexistent", "TZ": "Europe/Amsterdam"}
        for line in self.process.stdout:
            if found := re.match(r"\s*export (\w+)=(.*)", line):
                self.env[found[1]] = found[2]
            if found := re.search(r"(http://[\d.:]+) \(Entra\) and (http://[\d.:]+) \(Graph\)", line):
                self.url, self.graph = found[1], found[2]
            if "Ctrl-C" in line:
                break

    def requests(self):
        with urllib.request.urlopen(f"{self.url}/_sandbox/requests") as answer:
            return json.load(answer)["requests"]

    def exchanged(self, args):
        """How many bytes a command and the servers exchange, by the system's count of what goes through this machine's loopback."""
        def count():
            with open("/proc/net/dev") as devices:
                return next(int(line.split()[1]) for line in devices if line.strip().startswith("lo:"))
        before = count()
        subprocess.run(args, env=self.env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return count() - before

    def close(self):
        self.process.terminate()
        self.process.wait()


def chain(requests):
    """The longest time that one account's requests take which wait for each other."""
    accounts = {}
    for request in requests:
        accounts.setdefault(request["account"], []).append(request)
    longest = 0
    for own in accounts.values():
        total, end = 0, 0
        for request in sorted(own, key=lambda one: one["at_ms"] + one["ms"]):
            if request["at_ms"] >= end:
                total, end = total + request["ms"], request["at_ms"] + request["ms"]
        longest = max(longest, total)
    return longest


class Front:
    """A server as it is reached in earnest, with TLS and HTTP/2, in front of one of the sandbox."""

    def __init__(self, target, key, certificate):
        script = f"{os.path.dirname(os.path.abspath(__file__))}/front.mjs"
        self.process = subprocess.Popen(
            ["node", script, target, key, certificate], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)
        self.url = self.process.stdout.readline().strip()

    def connections(self):
        """How many there were since the last time, by its own count."""
        self.process.stdin.write("\n")
        return json.loads(self.process.stdout.readline())


def sign_in(account, username, sandbox, env):
    """Signs in by code, which the sandbox approves."""
    login = subprocess.Popen(
        [calcli, "login", "--account", account, "--device-code", "--no-open", "--json"],
        env=env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    code = json.loads(login.stdout.readline())["user_code"]
    form = urllib.parse.urlencode({"user_code": code, "username": username})
    urllib.request.urlopen(f"{sandbox.url}/_sandbox/approve", form.encode()).close()
    login.stdout.read()
    assert login.wait() == 0, f"{account} is not signed in"


def connections(accounts, host):
    """How many connections calcli makes to the login host, where every token has to be renewed, or to Graph."""
    fault = ["--fault", "short-lived=1"] if host == "login" else []
    sandbox, work = Sandbox(accounts, 50, *fault), tempfile.mkdtemp()
    key, certificate = f"{work}/key.pem", f"{work}/certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
         "-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1", "-addext", "basicConstraints=critical,CA:FALSE",
         "-keyout", key, "-out", certificate], check=True, capture_output=True)
    target = sandbox.url if host == "login" else sandbox.graph
    env, front = {**sandbox.env, "SSL_CERT_FILE": certificate}, Front(target, key, certificate)
    with open(env["CALCLI_CONFIG"]) as config:
        text = config.read()
    people = re.findall(r'\[accounts\.(\w+)\][^[]*?username = "(.*?)"', text)
    if host == "graph":  # tokens are for one Graph alone, so that those of the sandbox are brought along
        for name, _ in people:
            token = subprocess.run([calcli, "token", "--account", name], env=env, capture_output=True, text=True, check=True)
            env[f"CALCLI_TOKEN_{name.upper()}"] = token.stdout.strip()
    with open(env["CALCLI_CONFIG"], "w") as config:
        config.write(text.replace(target, front.url))
    if host == "login":
        for name, username in people:
            sign_in(name, username, sandbox, env)
    front.connections()
    subprocess.run([calcli, "events", "--week"], env=env, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    counted = front.connections()
    front.process.terminate()
    sandbox.close()
    shutil.rmtree(work)
    return counted


def parts(binary):
    """The sections of the binary that take the most room, in megabytes."""
    table = subprocess.run(["readelf", "-SW", binary], capture_output=True, text=True).stdout
    sections = re.findall(r"\] (\.\S+)\s+\S+\s+[0-9a-f]{16} [0-9a-f]+ ([0-9a-f]+)", table)
    sizes = sorted(((int(size, 16) / 1e6, name) for name, size in sections if name != ".bss"), reverse=True)
    return ", ".join(f"{name} {size:.1f}" for size, name in sizes[:6])


print(f"{'what':<58} {'median':>14}")
least = median(["true"], 5 * runs)
row("true, which does nothing", f"{least:.1f} ms", "what it costs to start any process from here")
start = median([calcli, "--version"], 5 * runs)
row("calcli --version", f"{start:.1f} ms", f"{start - least:.1f} ms more")
for peer in ["khal", "gcalcli"]:
    if shutil.which(peer):
        theirs = median([peer, "--version"], 5)
        row(f"{peer} --version", f"{theirs:.0f} ms", f"{theirs / start:.0f} times as long")
for accounts in [1, 10, 100]:
    sandbox = Sandbox(accounts, 200)
    events = [calcli, "events", "--week", "--json"]
    if accounts == 10:
        row("calcli list, 10 accounts", f"{median([calcli, 'list'], env=sandbox.env):.1f} ms")
    median(events, 1, sandbox.env)  # the sandbox makes its events up when they are first asked for
    before = len(sandbox.requests())
    wall = median(events, 5, sandbox.env)
    asked = sandbox.requests()[before:]
    one_run = asked[-len(asked) // 5 :]
    longest = chain(one_run)
    row(
        f"events --week, {accounts} x 200 events, {LATENCY} ms away", f"{wall:.0f} ms",
        f"{wall / longest:.2f} x the longest chain ({longest:.0f} ms), {len(one_run) / accounts:.0f} requests an account",
    )
    size, memory = answer(events, sandbox.env)
    row("  what went over the network", f"{sandbox.exchanged(events) / 1e3 / accounts:.0f} kB", "an account, both ways")
    row("  its answer", f"{size / 1e3 / accounts:.0f} kB", "an account, as JSON")
    row("  its peak memory", f"{memory:.0f} MB")
    sandbox.close()
if shutil.which("node") and shutil.which("openssl"):
    for host, name in [("login", "the login host"), ("graph", "Graph")]:
        made = connections(10, host)
        row(f"connections to {name}, 10 accounts", f"{made['tls']}", f"with TLS, {made['http2']} of them HTTP/2")
row("the binary", f"{os.path.getsize(calcli) / 1e6:.1f} MB", parts(calcli) if shutil.which("readelf") else "")
