"""The rules for w3id.org, run by a real Apache: every IRI leads to our server."""

import http.client
import shutil
import subprocess
import time
from pathlib import Path
from urllib.parse import unquote

import pytest

W3ID = Path(__file__).resolve().parents[2] / "w3id"
APACHE = shutil.which("apache2") or shutil.which("httpd") or "/usr/sbin/apache2"
MODULES = Path("/usr/lib/apache2/modules")
HOST = "https://CITY2CITY.HOST"

CONFIGURATION = """
ServerName localhost
ServerRoot {folder}
PidFile {folder}/pid
ErrorLog {folder}/error.log
Listen 127.0.0.1:{port}
LoadModule mpm_event_module {modules}/mod_mpm_event.so
LoadModule authz_core_module {modules}/mod_authz_core.so
LoadModule negotiation_module {modules}/mod_negotiation.so
LoadModule rewrite_module {modules}/mod_rewrite.so
DocumentRoot {folder}/site
<Directory {folder}/site>
  AllowOverride All
  Require all granted
</Directory>
"""


@pytest.fixture(scope="module")
def apache(tmp_path_factory, unused_port):
    if not Path(APACHE).exists() or not (MODULES / "mod_rewrite.so").exists():
        pytest.skip("needs Apache with mod_rewrite (Debian: apt install apache2)")
    folder = tmp_path_factory.mktemp("apache")
    shutil.copytree(W3ID, folder / "site" / "city2city")
    text = CONFIGURATION.format(folder=folder, port=unused_port, modules=MODULES)
    (folder / "apache.conf").write_text(text)
    folder.chmod(0o755)
    command = [APACHE, "-f", str(folder / "apache.conf"), "-DFOREGROUND"]
    with subprocess.Popen(command) as process:
        yield unused_port
        process.terminate()


def location(port, method, path):
    limit = time.monotonic() + 10
    while True:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request(method, path)
            answer = connection.getresponse()
            return answer.status, answer.getheader("Location")
        except ConnectionRefusedError:
            if time.monotonic() > limit:
                raise
            time.sleep(0.05)
        finally:
            connection.close()


@pytest.mark.parametrize(
    "path",
    [
        "/id/city/se-malmo",
        "/doc/city/se-malmo.ttl",
        "/def/thematic-area",
        "/def/claim-status/disputed",
        "/ns",
        "/ns/1.0.0",
        "/shapes",
        "/dataset",
        "/graph/data/cities/se",
        "/doc/city?page=2",
        "/id/city/jp-%E6%9D%B1%E4%BA%AC",
    ],
)
def test_every_iri_leads_to_the_same_path_of_the_server(apache, path):
    status, address = location(apache, "GET", f"/city2city{path}")
    # Apache writes percent-encodings in small letters, which mean the same
    assert (status, unquote(address)) == (303, unquote(HOST + path))


def test_a_posted_query_stays_a_posted_query(apache):
    found = location(apache, "POST", "/city2city/sparql")
    assert found == (307, f"{HOST}/sparql")
    found = location(apache, "GET", "/city2city/sparql?query=ASK%20%7B%7D")
    assert found == (307, f"{HOST}/sparql?query=ASK%20%7B%7D")


def test_nothing_claims_to_be_registered():
    text = (W3ID / "README.md").read_text() + (W3ID / ".htaccess").read_text()
    assert "not registered yet" in text
    assert "CITY2CITY.HOST" in text
