"""A store that counts how often it is asked, and how much it tells."""


class CountingStore:
    """Passes look-ups on to `inner`."""

    def __init__(self, inner):
        self.inner = inner
        self.asked = 0
        self.told = 0

    def quads_for_pattern(self, *pattern):
        self.asked += 1
        for quad in self.inner.quads_for_pattern(*pattern):
            self.told += 1
            yield quad

    def query(self, text):
        self.asked += 1
        return self.inner.query(text)
