"""A thing to read: a book of a library that counts how often it is asked."""

from dataclasses import dataclass
from threading import Lock

from wms.kernel.errors import NotFound
from wms.platform.cache.read import Read
from wms.platform.cache.tags import tag_of


@dataclass(frozen=True, kw_only=True)
class Book:
    """What is read."""

    title: str


class BookNotFound(NotFound):
    """There is no such book."""

    code = "book_not_found"


class Library:
    """Holds books by number; ``before_answer`` is called when one was looked up."""

    def __init__(self, **books):
        self.books = books
        self.asked = 0
        self.before_answer = lambda: None
        self._lock = Lock()

    def find(self, number):
        with self._lock:
            self.asked += 1
        title = self.books.get(number)
        self.before_answer()
        if title is None:
            raise BookNotFound(f"there is no book {number}")
        return Book(title=title)

    def question(self, number, variant="", contract=Book):
        return Read(
            contract=contract,
            tag=tag_of("book", number),
            variant=variant,
            load=lambda: self.find(number),
            missing=BookNotFound,
        )
