"""The environment variables by which `c2c serve` tells its workers where things are."""

from typing import Final

# the Unix socket of the query slots
SOCKET: Final = "C2C_SLOTS_SOCKET"
# that of the slots which may call other endpoints; empty where none may
SERVICES_SOCKET: Final = "C2C_SERVICES_SOCKET"
# that of the validators
VALIDATORS_SOCKET: Final = "C2C_VALIDATORS_SOCKET"
# the process id of `c2c serve` itself
PARENT: Final = "C2C_SERVE_PROCESS"
# the folder of counters that all workers share; its name is prometheus_client's
MULTIPROCESS: Final = "PROMETHEUS_MULTIPROC_DIR"
