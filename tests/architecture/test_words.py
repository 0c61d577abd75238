"""The words of docs/glossary.md: what is called otherwise is found."""

import ast
import io
import re
import tokenize
from dataclasses import dataclass
from pathlib import Path

import pytest

WMS = Path(__file__).parents[2] / "wms"


@dataclass(frozen=True)
class Refused:
    """A word that is not used, what is said instead, and the names that keep it, with why."""

    pattern: str
    instead: str
    names: frozenset[str] = frozenset()

    def found_in(self, text: str) -> bool:
        return re.search(rf"\b(?:{self.pattern})\b", text, re.IGNORECASE) is not None


# A field of a command that is in recorded histories.
COMMAND = {"takes_part"}
# Event types and fields, refusal codes; names of activities and fields in recorded histories.
WIRE = {"DISPLACED", "displaced", "promised", "PROMISED", "StockPromised", "PROMISE_LOST"}
HISTORY = {"read_promise", "told"}
REFUSED = (
    Refused("wish(es|ed)?", "demand, backorder or request"),
    Refused("serv(e|es|ed|ing)", "fill backorders"),
    Refused("displac(e|es|ed|ing)", "reallocate", frozenset(WIRE)),
    Refused("resettl(e|es|ed|ing)", "reallocate"),
    Refused("victims?", "allocations or reservations"),
    Refused("handfuls?", "stock unit or line"),
    Refused("concerns?", "exception"),
    Refused("on[ _]shelf", "physical quantity"),
    Refused("loss(es)?", "shortage or write-off"),
    Refused("tell(s|ing)?|told", "publish, show, raise an exception or return", frozenset(HISTORY)),
    Refused("hear(s|d|ing)?", "know, or handle an event"),
    Refused("second[ _]person", "approval"),
    Refused("stock keepers?|keepers?", "person"),
    Refused("promis(e|es|ing)", "reserve; available to promise", frozenset(WIRE | HISTORY)),
    Refused("spots?", "location"),
    Refused("at[ _]dock", "dock line"),
    Refused("under[ _]way", "in transit, or goes on"),
    Refused("kept[ _]filled", "pick face, replenished"),
    Refused("takes?[ _]part", "accepts partial", frozenset(COMMAND)),
    Refused("holding|carrying|counting", "a noun, or an imperative verb"),
)
ALLOWED_PHRASES = re.compile(r"available to promise|``[^`]*``", re.IGNORECASE)


def sources():
    return [path for path in sorted(WMS.rglob("*.py")) if "migrations" not in path.parts]


def words_of(name):
    """Return an identifier as words."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name).replace("_", " ")


def identifiers(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.lineno, node.name
        elif isinstance(node, ast.arg):
            yield node.lineno, node.arg
        elif isinstance(node, ast.Name):
            yield node.lineno, node.id
        elif isinstance(node, ast.Attribute):
            yield node.lineno, node.attr


def prose(text):
    """Yield docstrings and comments."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield getattr(node, "lineno", 1), ast.get_docstring(node) or ""
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string


def faults_in_names(path):
    for line, name in identifiers(ast.parse(path.read_text())):
        for word in REFUSED:
            if name not in word.names and word.found_in(words_of(name)):
                yield f"{path.relative_to(WMS)}:{line}: {name}, say {word.instead}"


def faults_in_prose(path):
    for line, text in prose(path.read_text()):
        for word in REFUSED:
            if word.found_in(ALLOWED_PHRASES.sub("", text)):
                yield f"{path.relative_to(WMS)}:{line}: say {word.instead}"


def texts(path):
    """Yield what a person may read: every string with a space in it that is no docstring."""
    tree = ast.parse(path.read_text())
    described = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
            continue
        if " " in node.value and id(node) not in described:
            yield node.lineno, node.value


def test_names_are_the_words_of_the_trade():
    assert sorted({fault for path in sources() for fault in faults_in_names(path)}) == []


def test_docstrings_and_comments_use_the_words_of_the_trade():
    assert sorted({fault for path in sources() for fault in faults_in_prose(path)}) == []


def test_names_of_tests_use_the_words_of_the_trade():
    names = [
        (path, name)
        for path in sorted(WMS.with_name("tests").rglob("test_*.py"))
        for name in re.findall(r"def (test_\w+)", path.read_text())
    ]

    assert len(names) > 2000
    assert [
        f"{path.name}: {name}, say {word.instead}"
        for path, name in names
        for word in REFUSED
        if word.found_in(ALLOWED_PHRASES.sub("", words_of(name)))
    ] == []


def test_screens_and_messages_use_the_words_of_the_trade():
    faults = [
        f"{path.relative_to(WMS)}:{line}: say {word.instead}: {text}"
        for path in sources()
        for line, text in texts(path)
        for word in REFUSED
        if word.found_in(re.sub("|".join(word.names) or "$^", "", ALLOWED_PHRASES.sub("", text)))
    ]

    assert faults == []


def test_no_module_is_called_by_a_gerund():
    nouns = {"encoding", "staging", "string", "tracing", "tracking", "verify_everything"}
    contexts = {
        "handling",
        "receiving",
        "picking",
        "packing",
        "shipping",
        "waving",
        "reporting",
        "paging",
    }

    assert [
        path for path in sources() if path.stem.endswith("ing") and path.stem not in nouns
    ] == []
    assert {
        path.name for path in WMS.rglob("*ing") if path.is_dir() and path.name != "__pycache__"
    } <= contexts


@pytest.mark.parametrize("text", ["Tell a person", "it was told", "a wish", "two victims"])
def test_a_word_that_is_not_used_is_found(text):
    assert any(word.found_in(text) for word in REFUSED)


@pytest.mark.parametrize("text", ["the observed server", "a telling", "hearth", "promised"])
def test_a_word_that_only_looks_like_one_is_not(text):
    assert [word.pattern for word in REFUSED if word.found_in(text)] in ([], ["tell(s|ing)?|told"])
