"""Questions to a MediaWiki API: identified, patient, bounded; every failure is a SourceError.

A small class over ``requests`` instead of mwclient: reading needs continuation, ``maxlag`` and
waiting only, and mwclient 0.11 learns of lag from one header where a wiki may report it in the
answer, in ``Retry-After``, or as 429 or 503.
"""

import time
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, NoReturn

import requests

from pipelines.sources.errors import SourceError
from pipelines.sources.wiki_settings import is_loopback

ATTEMPTS = 6
PATIENCE = 300.0  # seconds that one question may wait in all
MAX_LAG = 5  # the value that MediaWiki's manual asks of programs
TIMEOUT = (10.0, 60.0)  # seconds to connect, and between two pieces of an answer

_PASSING = {"maxlag", "readonly", "ratelimited"}
_PASSING_PREFIX = "internal_api_error_"

Wait = Callable[[float], None]


class _PassingError(Exception):
    """Something that may be over soon. ``pause`` is how long the wiki asks to wait, if it does."""

    def __init__(self, message: str, pause: float = 0.0) -> None:
        super().__init__(message)
        self.pause = pause


class WikiApi:
    """One wiki's ``api.php``, for reading. Asks one question at a time."""

    def __init__(
        self,
        api_url: str,
        contact: str,
        session: requests.Session | None = None,
        wait: Wait = time.sleep,
    ) -> None:
        """Take the address, whom to contact, and for tests a session and a way to wait."""
        self.api_url = api_url
        self._session = session if session is not None else requests.Session()
        self._wait = wait
        if is_loopback(api_url):
            self._session.trust_env = False  # no proxy leads back to this machine
        self._headers = {
            "User-Agent": f"Liguilla ({contact}) {requests.utils.default_user_agent()}",
            # Lets a wiki with several data centres answer a POST from the nearest.
            "Promise-Non-Write-API-Action": "true",
        }

    def query(self, parameters: Mapping[str, str]) -> Iterator[dict[str, Any]]:
        """The ``query`` part of every piece of an answer, continued to its end.

        Raises SourceError when the wiki cannot be reached, refuses, or stays busy.
        """
        continued: dict[str, str] = {}
        while True:
            answer = self._patiently({**parameters, **continued})
            part = answer.get("query", {})
            if not isinstance(part, dict):
                self._fail("gave an answer that is none of MediaWiki's", "check api_url")
            yield part
            if "continue" not in answer:
                return
            following = {key: str(value) for key, value in answer["continue"].items()}
            if following == continued:
                self._fail("continues with the same piece for ever", "tell the wiki's people")
            continued = following

    def _patiently(self, parameters: Mapping[str, str]) -> dict[str, Any]:
        waited = 0.0
        for attempt in range(1, ATTEMPTS + 1):
            try:
                return self._ask(parameters)
            except _PassingError as error:
                pause = max(error.pause, 2.0 ** (attempt - 1))
                if attempt == ATTEMPTS or waited + pause > PATIENCE:
                    tries = "1 attempt" if attempt == 1 else f"{attempt} attempts"
                    asked = f", and asks to wait {error.pause:.0f} s" if error.pause else ""
                    self._fail(f"{error}, after {tries}{asked}", "run again later")
            self._wait(pause)
            waited += pause
        raise AssertionError

    def _ask(self, parameters: Mapping[str, str]) -> dict[str, Any]:
        fixed = {
            "action": "query",
            "format": "json",
            "formatversion": "2",
            "maxlag": str(MAX_LAG),
        }
        try:
            # POST: fifty titles are longer than many a server takes in a URL.
            response = self._session.post(
                self.api_url,
                data={**fixed, **parameters},
                headers=self._headers,
                timeout=TIMEOUT,
                allow_redirects=False,
            )
        except requests.exceptions.SSLError as error:
            self._fail(f"has no valid certificate ({error})", "check api_url")
        except requests.exceptions.RequestException as error:
            message = f"cannot be reached or broke off ({type(error).__name__})"
            raise _PassingError(message) from None
        return self._read(response)

    def _read(self, response: requests.Response) -> dict[str, Any]:
        status, pause = response.status_code, _retry_after(response)
        if status == 429 or status >= 500:
            raise _PassingError(f"answers {status} {response.reason}", pause)
        if 300 <= status < 400:
            target = response.headers.get("Location", "another address")
            self._fail(f"sends its readers to {target}", "put the right address in api_url")
        if status == 403:
            self._fail("refuses this reader (403)", "check contact, which the wiki is told")
        if status != 200:
            self._fail(f"answers {status} {response.reason}", "check api_url")
        try:
            answer = response.json()
        except requests.exceptions.JSONDecodeError:
            self._fail("gives no JSON", "api_url must be the address of the wiki's api.php")
        if not isinstance(answer, dict):
            self._fail("gave an answer that is none of MediaWiki's", "check api_url")
        if "error" in answer:
            self._refused(answer["error"], pause)
        return answer

    def _refused(self, error: dict[str, Any], pause: float) -> None:
        code = str(error.get("code", "unknown"))
        message = f"answers with the error {code}: {error.get('info', 'no reason given')}"
        if code in _PASSING or code.startswith(_PASSING_PREFIX):
            raise _PassingError(message, pause)
        self._fail(message, "correct the settings, or tell the wiki's people")

    def _fail(self, problem: str, remedy: str) -> NoReturn:
        message = (
            f"the wiki at {self.api_url} {problem}; {remedy}. No page counts as deleted by this"
        )
        raise SourceError(message)


def _retry_after(response: requests.Response) -> float:
    """The seconds that ``Retry-After`` asks for, given as a number or as a date; else 0."""
    given = response.headers.get("Retry-After", "").strip()
    if given.isdecimal():
        return float(given)
    try:
        moment = parsedate_to_datetime(given)
    except ValueError:
        return 0.0
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())
