"""Settings: one table of name, default and meaning, read once and passed on."""

import math
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import fields
from pathlib import Path
from typing import Any
from typing import NamedTuple

from c2c_graph import errors


class Setting(NamedTuple):
    """One setting: its environment variable is `C2C_` and the name in capitals."""

    name: str
    default: int | float | str
    help: str


TABLE = (
    Setting("home", "./var", "folder for everything written at run time"),
    Setting("dataset", "", "dataset folder to release; empty: the packaged one"),
    Setting("host", "127.0.0.1", "address that `c2c serve` listens on"),
    Setting("port", 8000, "port that `c2c serve` listens on"),
    Setting("workers", 2, "web worker processes"),
    Setting("slots", 4, "query slots: processes that evaluate queries"),
    Setting("deadline_seconds", 30.0, "longest evaluation of one query, in seconds"),
    Setting("wait_seconds", 10.0, "longest wait for a free query slot, in seconds"),
    Setting("slot_memory_mb", 2048, "address space of one query slot, in MiB"),
    Setting("result_mb", 256, "largest query result, in MiB"),
    Setting("query_kb", 256, "longest query text, in KiB"),
    Setting("nesting", 200, "deepest nesting of braces and parentheses in a query"),
    Setting("kept_stores", 10, "newest releases whose store is kept on disk"),
    Setting("remade_stores", 2, "stores of older releases made at once, and kept"),
    Setting(
        "dump_formats",
        "nq nt ttl trig jsonld",
        "formats that whole releases are packed in after publication; none for none",
    ),
    Setting("kept_dumps", 3, "newest releases whose dumps in all formats are kept"),
    Setting("services", "", "IRIs that SERVICE may name, separated by spaces"),
    Setting("service_slots", 1, "query slots for queries with SERVICE"),
    Setting("constructed_triples", 1_000_000, "most triples of a constructed graph"),
    Setting("merged_triples", 500_000, "most triples of graphs merged for one query"),
    Setting("client_seconds", 60.0, "query seconds that one client has in a minute"),
    Setting("client_requests", 6000, "SPARQL requests of one client in a minute"),
    Setting("trusted_proxies", "", "proxies whose X-Forwarded-… counts, by spaces"),
    Setting("contact", "", "address, mailto: or https:, of who answers for the server"),
    Setting("validators", 2, "processes that validate submissions, started on demand"),
    Setting("validate_seconds", 30.0, "longest validation of a submission, in seconds"),
    Setting("validate_mb", 1024, "address space of one validator, in MiB"),
    Setting("validate_kb", 4096, "largest submission over HTTP, in KiB"),
    Setting("validate_triples", 30_000, "most triples of a submission over HTTP"),
    Setting("cache_mb", 64, "answers that each worker keeps in memory, in MiB"),
)
_DEFAULTS: dict[str, Any] = {setting.name: setting.default for setting in TABLE}


@dataclass(frozen=True)
class Settings:
    """The values in force; see `TABLE` for what each means."""

    home: Path = Path(_DEFAULTS["home"])
    dataset: Path | None = None
    host: str = _DEFAULTS["host"]
    port: int = _DEFAULTS["port"]
    workers: int = _DEFAULTS["workers"]
    slots: int = _DEFAULTS["slots"]
    deadline_seconds: float = _DEFAULTS["deadline_seconds"]
    wait_seconds: float = _DEFAULTS["wait_seconds"]
    slot_memory_mb: int = _DEFAULTS["slot_memory_mb"]
    result_mb: int = _DEFAULTS["result_mb"]
    query_kb: int = _DEFAULTS["query_kb"]
    nesting: int = _DEFAULTS["nesting"]
    kept_stores: int = _DEFAULTS["kept_stores"]
    remade_stores: int = _DEFAULTS["remade_stores"]
    dump_formats: str = _DEFAULTS["dump_formats"]
    kept_dumps: int = _DEFAULTS["kept_dumps"]
    services: str = _DEFAULTS["services"]
    service_slots: int = _DEFAULTS["service_slots"]
    constructed_triples: int = _DEFAULTS["constructed_triples"]
    merged_triples: int = _DEFAULTS["merged_triples"]
    client_seconds: float = _DEFAULTS["client_seconds"]
    client_requests: int = _DEFAULTS["client_requests"]
    trusted_proxies: str = _DEFAULTS["trusted_proxies"]
    contact: str = _DEFAULTS["contact"]
    validators: int = _DEFAULTS["validators"]
    validate_seconds: float = _DEFAULTS["validate_seconds"]
    validate_mb: int = _DEFAULTS["validate_mb"]
    validate_kb: int = _DEFAULTS["validate_kb"]
    validate_triples: int = _DEFAULTS["validate_triples"]
    cache_mb: int = _DEFAULTS["cache_mb"]

    @classmethod
    def from_environment(
        cls, environment: Mapping[str, str] = os.environ
    ) -> "Settings":
        """Return the settings that `C2C_…` variables give, defaults elsewhere.

        Raise `errors.InvalidSetting` naming the variable that cannot be read.
        """
        given = {}
        for setting in TABLE:
            variable = f"C2C_{setting.name.upper()}"
            if environment.get(variable):
                given[setting.name] = _read(setting, variable, environment[variable])
        return cls(**given)

    @property
    def client_slots(self) -> int:
        """Return how many query slots one client may have at once: half of them."""
        return max(1, self.slots // 2)

    def to_environment(self) -> dict[str, str]:
        """Return the variables from which `from_environment` gives these values."""
        values = ((field.name, getattr(self, field.name)) for field in fields(self))
        return {
            f"C2C_{name.upper()}": "" if v is None else str(v) for name, v in values
        }

    def dataset_folder(self) -> Path:
        """Return the dataset folder in force: the one set, else the packaged one."""
        return self.dataset or packaged_dataset()


def packaged_dataset() -> Path:
    """Return the folder of the dataset that comes with the code.

    A wheel carries it beside the modules; a checkout has it at its top level.
    """
    package = Path(__file__).resolve().parent
    return package / "dataset" if (package / "dataset").is_dir() else package.parent


def _read(setting: Setting, variable: str, text: str) -> Any:
    if setting.name in {"home", "dataset"}:
        return Path(text)
    if setting.name == "contact" and not _CONTACT.fullmatch(text):
        raise errors.InvalidSetting(
            f"{variable}={text!r} is no address; give one such as "
            f"mailto:data@example.org or https://example.org/contact ({setting.help})"
        )
    kind = type(setting.default)
    try:
        value = kind(text)
    except ValueError:
        raise errors.InvalidSetting(
            f"{variable}={text!r} is not {_NOUN[kind]}; "
            f"give one such as {setting.default} ({setting.help})"
        ) from None
    if not isinstance(value, str) and not 0 < value < math.inf:
        raise errors.InvalidSetting(
            f"{variable}={text!r} must be above zero and finite"
        )
    return value


_CONTACT = re.compile(r"(?:mailto:[^\s@]+@|https?://)[^\s@<>\"{}|\\^`]+")
_NOUN: dict[type, str] = {int: "a whole number", float: "a number", str: "a text"}
