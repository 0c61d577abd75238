"""A server of which each answer is written down beforehand."""

from demo.api import Api, Refused


class Told(Api):
    """Answers calls in the order they were written; remembers what was asked."""

    def __init__(self, *answers):
        super().__init__("http://127.0.0.1:9", "nobody")
        self._answers = list(answers)
        self.calls = []

    def get(self, path, **query):
        return self._answer("GET", path, query or None)

    def post(self, path, body=None, *, key=None):  # noqa: ARG002 - as the API has it
        return self._answer("POST", path, body)

    def _answer(self, method, path, body):
        self.calls.append((method, path, body))
        wanted, answer = self._answers.pop(0)
        assert wanted == f"{method} {path}"
        if isinstance(answer, str):
            raise Refused(path, 409, answer, "")
        return answer

    @property
    def is_done(self):
        """Return whether everything that was written down was asked for."""
        return not self._answers
