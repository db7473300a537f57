"""A headless Chromium of the system, told what to do over its own protocol (chromedevtools.github.io)."""

import asyncio
import base64
import os
import shutil
from pathlib import Path
from typing import Any, Self

import aiohttp

NAMES = ("chromium", "chromium-browser", "google-chrome")
LIMIT_S = 60.0
_LISTENING = "DevTools listening on "


class Chromium:
    """One window with one page. `loads`: addresses that were asked for, in order; `dialogs` that opened."""

    def __init__(self, profile: Path) -> None:
        self._profile = profile
        self._number = 0
        self._session = ""
        self._seen: list[dict[str, Any]] = []
        self.loads: list[str] = []
        self.dialogs: list[str] = []

    async def __aenter__(self) -> Self:
        """Raises AssertionError where there is no Chromium."""
        found = next((path for name in NAMES if (path := shutil.which(name))), None)
        assert found, f"install Chromium first: none of {', '.join(NAMES)} is on the PATH"
        alone = [] if os.geteuid() else ["--no-sandbox"]  # root may not have its sandbox
        self._process = await asyncio.create_subprocess_exec(
            found,
            "--headless=new",
            "--disable-gpu",
            "--remote-debugging-port=0",
            f"--user-data-dir={self._profile}",
            "--window-size=1400,900",
            *alone,
            "about:blank",
            stderr=asyncio.subprocess.PIPE,
        )
        self._http = aiohttp.ClientSession()
        self._socket = await self._http.ws_connect(await self._address(), max_msg_size=0)
        pages = await self.call("Target.getTargets")
        page = next(one["targetId"] for one in pages["targetInfos"] if one["type"] == "page")
        attached = await self.call("Target.attachToTarget", targetId=page, flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Network", "Runtime"):
            await self.call(f"{domain}.enable")
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._socket.close()
        await self._http.close()
        self._process.terminate()
        await asyncio.wait_for(self._process.wait(), LIMIT_S)

    async def call(self, method: str, **params: Any) -> dict[str, Any]:
        """Raises AssertionError where Chromium refuses it."""
        self._number += 1
        told: dict[str, Any] = {"id": self._number, "method": method, "params": params}
        await self._socket.send_json(told | ({"sessionId": self._session} if self._session else {}))
        while True:
            message = await self._message()
            if message.get("id") == self._number:
                assert "error" not in message, message
                return message["result"]

    async def open(self, page: Path) -> None:
        """Returns when it is loaded."""
        self._seen.clear()
        await self.call("Page.navigate", url=page.as_uri())
        while all(message.get("method") != "Page.loadEventFired" for message in self._seen):
            await self._message()

    async def value(self, expression: str) -> Any:
        """Of a JavaScript expression, or of what it promises, as plain values."""
        answer = await self.call(
            "Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True
        )
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    async def point_at(self, selector: str) -> None:
        """Scrolls the first such element into sight and moves the pointer to its middle."""
        place = await self.value(
            f"(() => {{ const it = document.querySelector({selector!r}); "
            'it.scrollIntoView({block: "center"}); const box = it.getBoundingClientRect(); '
            "return [box.x + box.width / 2, box.y + box.height / 2]; })()"
        )
        await self.call("Input.dispatchMouseEvent", type="mouseMoved", x=place[0], y=place[1])

    async def screenshot(self, path: Path) -> None:
        shot = await self.call("Page.captureScreenshot", format="png")
        path.write_bytes(base64.b64decode(shot["data"]))

    async def _address(self) -> str:
        assert self._process.stderr is not None
        while line := await asyncio.wait_for(self._process.stderr.readline(), LIMIT_S):
            text = line.decode(errors="replace").strip()
            if text.startswith(_LISTENING):
                return text.removeprefix(_LISTENING)
        raise AssertionError("Chromium ended before it listened")

    async def _message(self) -> dict[str, Any]:
        message: dict[str, Any] = await asyncio.wait_for(self._socket.receive_json(), LIMIT_S)
        self._seen.append(message)
        if message.get("method") == "Network.requestWillBeSent":
            self.loads.append(message["params"]["request"]["url"])
        if message.get("method") == "Page.javascriptDialogOpening":
            self.dialogs.append(message["params"]["message"])
        return message
