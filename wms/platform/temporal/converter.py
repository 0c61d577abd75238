"""How contracts are written into workflow histories and read back."""

from functools import cache
from typing import Any

from pydantic import TypeAdapter
from temporalio.api.common.v1 import Payload
from temporalio.contrib.pydantic import PydanticJSONPlainPayloadConverter
from temporalio.converter import (
    CompositePayloadConverter,
    DataConverter,
    DefaultPayloadConverter,
    JSONPlainPayloadConverter,
)


@cache
def _encoding_of(contract: Any) -> TypeAdapter[Any]:
    return TypeAdapter(contract)


class _ContractEncoding(PydanticJSONPlainPayloadConverter):
    """Reads contracts with adapters shared by the process; each workflow has its own converter."""

    def from_payload(self, payload: Payload, type_hint: type | None = None) -> Any:
        return _encoding_of(type_hint or Any).validate_json(payload.data)


class ContractPayloadConverter(CompositePayloadConverter):
    """The usual encodings, with contracts in place of plain JSON."""

    def __init__(self) -> None:
        super().__init__(
            *(
                _ContractEncoding() if isinstance(usual, JSONPlainPayloadConverter) else usual
                for usual in DefaultPayloadConverter.default_encoding_payload_converters
            )
        )


CONTRACTS = DataConverter(payload_converter_class=ContractPayloadConverter)
