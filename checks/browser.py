"""Opens a published page in headless Chromium and uses it through the browser's own protocol, with the standard library alone.

Hovering shows a value, keys move, nothing is printed to the console as an error, and no request leaves the page.
"""

import base64
import json
import os
import pathlib
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
import time
import urllib.request

page, out = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
FLAGS = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking " \
    "--disable-component-update --disable-sync --hide-scrollbars --remote-debugging-port=0 --window-size=1280,800"


class Browser:
    def __init__(self, address):
        host, rest = address.removeprefix("ws://").split("/", 1)
        name, port = host.split(":")
        self.socket = socket.create_connection((name, int(port)), timeout=60)
        key = base64.b64encode(os.urandom(16)).decode()
        self.socket.sendall(f"GET /{rest} HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n".encode())
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            head += self.socket.recv(1)
        self.count, self.events = 0, []

    def exactly(self, count):
        data = b""
        while len(data) < count:
            data += self.socket.recv(count - len(data))
        return data

    def receive(self):
        message = b""
        while True:
            first, second = self.exactly(2)
            length = second & 127
            if length > 125:
                length = struct.unpack(">H", self.exactly(2))[0] if length == 126 else struct.unpack(">Q", self.exactly(8))[0]
            message += self.exactly(length)
            if first & 128:
                return json.loads(message)

    def ask(self, method, **parameters):
        self.count += 1
        data = json.dumps({"id": self.count, "method": method, "params": parameters}).encode()
        mask = os.urandom(4)
        length = bytes([128 | len(data)]) if len(data) < 126 else bytes([254]) + struct.pack(">H", len(data))
        self.socket.sendall(b"\x81" + length + mask + bytes(byte ^ mask[place % 4] for place, byte in enumerate(data)))
        while True:
            answer = self.receive()
            if answer.get("id") == self.count:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return answer["result"]
            self.events.append(answer)

    def value(self, expression):
        result = self.ask("Runtime.evaluate", expression=expression, returnByValue=True)
        if "exceptionDetails" in result:
            raise RuntimeError(f"{expression}: {result['exceptionDetails']}")
        return result["result"].get("value")

    def press(self, key, code):
        # A space is a letter, too.
        text = {"text": key} if len(key) == 1 else {}
        self.ask("Input.dispatchKeyEvent", type="keyDown", key=key, windowsVirtualKeyCode=code, **text)
        self.ask("Input.dispatchKeyEvent", type="keyUp", key=key, windowsVirtualKeyCode=code)

    def picture(self, name):
        (out / name).write_bytes(base64.b64decode(self.ask("Page.captureScreenshot", format="png")["data"]))


def expect(is_so, what):
    if not is_so:
        sys.exit(f"the page: {what}")


def use(browser):
    for domain in ("Page", "Runtime", "Network", "Log"):
        browser.ask(f"{domain}.enable")
    browser.ask("Page.navigate", url=page.as_uri())
    for _ in range(100):
        if browser.value("document.readyState") == "complete" and browser.value("document.documentElement.classList.contains('js')"):
            break
        time.sleep(0.1)
    place = lambda: browser.value("document.getElementById('place').textContent")
    count = browser.value("document.querySelectorAll('.slide').length")
    expect(place() == f"1 / {count}", f"it begins at {place()}")
    expect(browser.value("document.fonts.check(\"16px 'Asymmetry Sans'\")"), "its own font is not there")
    for key, code, wanted in [("ArrowRight", 39, 2), (" ", 32, 3), ("ArrowLeft", 37, 2), ("End", 35, count), ("Home", 36, 1), ("PageDown", 34, 2)]:
        browser.press(key, code)
        expect(place() == f"{wanted} / {count}", f"{key} leads to {place()}, not to {wanted}")
    browser.picture("html-light.png")

    at = browser.value("(() => { const marks = [...document.querySelectorAll('#slide-2 .day .mark')]; const box = marks[marks.length >> 1]"
                       ".getBoundingClientRect(); return [box.left + box.width / 2, box.top + box.height / 2]; })()")
    browser.ask("Input.dispatchMouseEvent", type="mouseMoved", x=at[0], y=at[1])
    said = browser.value("document.getElementById('card').hidden ? '' : document.getElementById('card').innerText")
    expect(any(letter.isdigit() for letter in said), f"the pointer learns {said!r}")
    browser.picture("html-hover.png")

    browser.ask("Input.dispatchMouseEvent", type="mouseMoved", x=2, y=2)
    browser.value("document.querySelector('#slide-2 .day .mark').focus({ focusVisible: true })")
    first = browser.value("document.getElementById('card').innerText")
    expect(first and not browser.value("document.getElementById('card').hidden"), "a mark that has the focus says nothing")
    browser.press("ArrowRight", 39)
    expect(browser.value("document.getElementById('card').innerText") not in ("", first), "keys do not lead from mark to mark")
    expect(place() == f"2 / {count}", "a key among the marks left the slide")
    browser.press("Escape", 27)

    for name in ("n", "d"):
        browser.press(name, ord(name.upper()))
    expect(browser.value("document.querySelector('#slide-2 .notes').open"), "notes do not open")
    expect(browser.value("getComputedStyle(document.querySelector('#slide-2 .night')).display") == "block", "it does not darken")
    browser.value("document.querySelector('#slide-2 .numbers').open = true")
    browser.picture("html-dark.png")
    expect(browser.value("document.title") != "run", "what a person wrote was run")

    printed = browser.ask("Page.printToPDF", preferCSSPageSize=True, printBackground=True)
    (out / "html-printed.pdf").write_bytes(base64.b64decode(printed["data"]))
    said = subprocess.run(["pdfinfo", out / "html-printed.pdf"], capture_output=True, text=True, check=True).stdout
    expect(f"Pages:           {count}\n" in said, f"printed, it is not {count} pages:\n{said}")
    subprocess.run(["pdftoppm", "-r", "60", "-png", out / "html-printed.pdf", out / "html-printed"], check=True)

    requests = [event["params"]["request"]["url"] for event in browser.events if event["method"] == "Network.requestWillBeSent"]
    strange = [url for url in requests if not url.startswith("data:") and url.split("#")[0] != page.as_uri()]
    expect(not strange, f"it asks for {strange}")
    problems = [event for event in browser.events if event["method"] == "Runtime.exceptionThrown"
                or event["method"] == "Log.entryAdded" and event["params"]["entry"]["level"] == "error"
                or event["method"] == "Runtime.consoleAPICalled" and event["params"]["type"] in ("error", "assert")]
    expect(not problems, f"the console says {problems}")


def main():
    folder = tempfile.mkdtemp()
    chromium = subprocess.Popen(["chromium", *FLAGS.split(), f"--user-data-dir={folder}", "about:blank"], stderr=subprocess.DEVNULL)
    try:
        port = pathlib.Path(folder, "DevToolsActivePort")
        for _ in range(600):
            if port.exists() and port.read_text().strip():
                break
            time.sleep(0.1)
        number = port.read_text().split()[0]
        with urllib.request.urlopen(f"http://127.0.0.1:{number}/json/list") as answer:
            tab = next(tab for tab in json.load(answer) if tab["type"] == "page")
        use(Browser(tab["webSocketDebuggerUrl"]))
    finally:
        chromium.terminate()
        chromium.wait()
        shutil.rmtree(folder, ignore_errors=True)


main()
