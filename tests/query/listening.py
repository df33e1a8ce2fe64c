"""An address that tells whether anybody called it."""

import socket
import threading


class Listener:
    """A socket on loopback that counts who calls, and hangs up on them."""

    def __init__(self):
        self.calls = 0
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self.socket.getsockname()[1]}/"
        threading.Thread(target=self._hang_up, daemon=True).start()

    def _hang_up(self):
        while True:
            connection, _ = self.socket.accept()
            self.calls += 1  # before the caller can notice
            connection.close()
