"""Values in the messages of strangers' shapes, as they are.

pySHACL puts a value into `{?value}` as the replacement of a regular expression: a
backslash in the data would end the validation, or stand for another part of the text.
"""

from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from contextlib import contextmanager
from typing import Any

from pyshacl.constraints.constraint_component import ConstraintComponent
from pyshacl.helper.sparql_query_helper import SPARQLQueryHelper


@contextmanager
def values_as_they_are() -> Iterator[None]:
    """Have the engine put values into messages unchanged, for as long as this lasts."""
    component: Any = ConstraintComponent
    helper: Any = SPARQLQueryHelper
    formatted = component._format_sparql_based_result_message
    bound = helper.bind_messages

    def format_plainly(self: Any, message: Any, values: Any) -> Any:
        return formatted(self, message, _plain(values))

    def bind_plainly(self: Any, values: Any = None) -> Any:
        return bound(self, _plain(self.param_bind_map if values is None else values))

    component._format_sparql_based_result_message = format_plainly
    helper.bind_messages = bind_plainly
    try:
        yield
    finally:
        component._format_sparql_based_result_message = formatted
        helper.bind_messages = bound


def _plain(value: Any) -> Any:
    """Return `value`, texts in it written as a replacement that stands for them."""
    if isinstance(value, Mapping):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(one) for one in value]
    return None if value is None else str(value).replace("\\", "\\\\")
