"""One request for each command of the product, after what it needs has been done."""

from collections.abc import Callable
from typing import Any, TypeVar

CommandFunction = Callable[[Any], Any]
ExampleT = TypeVar("ExampleT", bound=Callable[[], object])

EXAMPLES: dict[CommandFunction, Callable[[], Any]] = {}


def example_of(command: CommandFunction) -> Callable[[ExampleT], ExampleT]:
    """Register a function that does what a command needs and returns a request for it."""

    def register(example: ExampleT) -> ExampleT:
        assert command not in EXAMPLES, f"{command} has an example"
        EXAMPLES[command] = example
        return example

    return register
