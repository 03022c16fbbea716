"""A MediaWiki of its own in a temporary folder: Debian's package, SQLite, PHP's web server.

``python -m tests.sources.mediawiki.local_wiki FOLDER`` starts one to look at; Ctrl-C ends it.
"""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

MEDIAWIKI = Path("/usr/share/mediawiki")
EXTENSIONS = ("intl", "mbstring", "pdo_sqlite", "xml")

# Appended to what MediaWiki's installer writes. A single-database wiki never lags, is never busy
# and refuses nothing; files in the folder make it so, each for as many requests as it says.
SWITCHES = """
$wgMainCacheType = CACHE_NONE;
$wgLocalisationCacheConf['store'] = 'files';
$wgCacheDirectory = __DIR__ . '/cache';
$wgJobRunRate = 0;
// Nobody misses these pages after a power cut: no waiting for the disk.
$wgDBservers = [ [
    'type' => 'sqlite',
    'dbname' => $wgDBname,
    'dbDirectory' => $wgSQLiteDataDir,
    'host' => '',
    'load' => 1,
    'flags' => DBO_DEFAULT,
    'variables' => [ 'synchronous' => 'OFF' ],
] ];
$wgEnableEmail = false;
$wgAPIMaxResultSize = 100000; // three season articles are more than one answer holds

function switchedOn( string $name ): ?string {
    $file = __DIR__ . "/$name";
    if ( PHP_SAPI !== 'cli-server' || !is_file( $file ) ) {
        return null;
    }
    [ $left, $value ] = explode( ' ', file_get_contents( $file ), 2 );
    if ( $left > 1 ) {
        file_put_contents( $file, ( $left - 1 ) . " $value" );
    } else {
        unlink( $file );
    }
    return $value;
}

// "<status> [<seconds or date to come back after, or address>]"; "cut" breaks an answer off.
$fault = switchedOn( 'http-fault' );
if ( $fault !== null ) {
    [ $status, $after ] = explode( ' ', "$fault ", 2 );
    if ( $status === 'cut' ) {
        header( 'Content-Length: 5000' );
        exit( '{"query": {' );
    }
    header( "HTTP/1.1 $status Switched on" );
    if ( trim( $after ) !== '' ) {
        header( $status < 400 ? "Location: $after" : 'Retry-After: ' . trim( $after ) );
    }
    echo '<html>Our servers are busy</html>';
    exit;
}
$wgHooks['ApiMaxLagInfo'][] = static function ( array &$lag ): void {
    $seconds = switchedOn( 'lag' );
    if ( $seconds !== null ) {
        $lag = [ 'host' => 'replica', 'lag' => (float)$seconds, 'type' => 'db' ];
    }
};
$wgHooks['ApiCheckCanExecute'][] = static function ( $module, $user, &$message ): bool {
    $code = switchedOn( 'api-error' );
    if ( $code === null ) {
        return true;
    }
    $message = "apierror-$code";
    return false;
};
"""


def why_not() -> str | None:
    """Why no wiki can be started on this machine; None if one can."""
    php = shutil.which("php")
    if not (MEDIAWIKI / "api.php").is_file():
        return "Debian's package `mediawiki` is not installed (.ci/install-mediawiki)"
    if php is None:
        return "Debian's package `php-cli` is not installed (.ci/install-mediawiki)"
    modules = subprocess.run([php, "-m"], capture_output=True, text=True, check=True).stdout
    missing = [name for name in EXTENSIONS if name not in modules.split()]
    return f"PHP has no {', '.join(missing)} (.ci/install-mediawiki)" if missing else None


class LocalWiki:
    """One wiki. Pages are written with MediaWiki's own maintenance scripts."""

    def __init__(self, folder: Path) -> None:
        """Take an empty folder; ``serving`` fills it."""
        self.folder = folder
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.api_url = f"{self.url}/api.php"

    @contextlib.contextmanager
    def serving(self) -> Iterator["LocalWiki"]:
        """Install the wiki and serve it; nothing is left running afterwards."""
        self._install()
        with (self.folder / "server.log").open("wb") as log:
            # One process, no workers; it ends with this one, however this one ends.
            command = ["setpriv", "--pdeathsig", "KILL", "php", "-S", f"127.0.0.1:{self.port}"]
            server = subprocess.Popen(
                [*command, "-t", str(MEDIAWIKI)],
                env=self._environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        try:
            self._wait_until_it_answers(server)
            yield self
        finally:
            # Its whole group: workers of PHP's server would outlive it.
            with contextlib.suppress(ProcessLookupError):
                os.killpg(server.pid, signal.SIGKILL)
            server.wait()

    def write(self, title: str, text: str) -> None:
        """Write a page, or its next revision."""
        self._maintain("edit.php", "--summary", "a test", "--", title, stdin=text)

    def write_many(self, pages: dict[str, str]) -> None:
        """Write pages in one go; their titles must do as file names."""
        folder = self.folder / "import"
        folder.mkdir()
        for title, text in pages.items():
            (folder / f"{title}.txt").write_text(text, encoding="utf-8")
        self._maintain("importTextFiles.php", *map(str, sorted(folder.iterdir())))
        shutil.rmtree(folder)

    def move(self, old: str, new: str, *, redirect: bool = True) -> None:
        """Move a page, leaving a redirect or not."""
        flags = [] if redirect else ["--noredirects"]
        self._maintain("moveBatch.php", *flags, stdin=f"{old}|{new}\n")

    def delete(self, title: str) -> None:
        """Delete a page."""
        self._maintain("deleteBatch.php", stdin=f"{title}\n")

    def dump(self, file: Path, *which: str, output: str) -> None:
        """Export all pages as XML, ``--current`` or ``--full``, packed as ``output`` says."""
        self._maintain("dumpBackup.php", *which, "--quiet", f"--output={output}:{file}")

    def switch(self, name: str, value: str, *, times: int = 1) -> None:
        """Make the next requests meet ``lag`` (seconds), ``http-fault`` or ``api-error``."""
        (self.folder / name).write_text(f"{times} {value}")

    def switch_off(self) -> None:
        """Let every request through again."""
        for name in ("lag", "http-fault", "api-error"):
            (self.folder / name).unlink(missing_ok=True)

    @property
    def _environment(self) -> dict[str, str]:
        settings = str(self.folder / "LocalSettings.php")
        return {**os.environ, "MW_CONFIG_FILE": settings}

    def _install(self) -> None:
        (self.folder / "cache").mkdir()
        options = {
            "lang": "es",  # namespaces have other names than the ones asked for
            "dbtype": "sqlite",
            "dbname": "wiki",
            "dbpath": str(self.folder / "data"),
            "confpath": str(self.folder),
            "pass": "only-for-this-folder",
            "server": self.url,
            "scriptpath": "",
            "skins": "",
        }
        given = [word for name, value in options.items() for word in (f"--{name}", value)]
        self._run("install.php", *given, "Liguilla test wiki", "Admin", environment=None)
        with (self.folder / "LocalSettings.php").open("a", encoding="utf-8") as settings:
            settings.write(SWITCHES)

    def _maintain(self, script: str, *arguments: str, stdin: str = "") -> None:
        self._run(script, *arguments, stdin=stdin, environment=self._environment)

    def _run(
        self, script: str, *arguments: str, environment: dict[str, str] | None, stdin: str = ""
    ) -> None:
        command = ["php", str(MEDIAWIKI / "maintenance" / script), *arguments]
        done = subprocess.run(
            command,
            input=stdin,
            env=environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=120,
        )
        if done.returncode != 0:
            message = f"{script} ended with {done.returncode}: {done.stdout}{done.stderr}"
            raise RuntimeError(message)

    def _wait_until_it_answers(self, server: "subprocess.Popen[bytes]") -> None:
        deadline = time.monotonic() + 30
        direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        while True:
            try:
                direct.open(f"{self.api_url}?action=query&format=json", timeout=10).read()
                return
            except OSError:
                if server.poll() is not None or time.monotonic() > deadline:
                    log = (self.folder / "server.log").read_text(errors="replace")
                    message = f"the wiki does not answer: {log}"
                    raise RuntimeError(message) from None
                time.sleep(0.1)


if __name__ == "__main__":
    target = Path(sys.argv[1]).resolve()
    target.mkdir(parents=True)
    with LocalWiki(target).serving() as running, contextlib.suppress(KeyboardInterrupt):
        print(running.url, flush=True)
        signal.pause()
