"""What a schema cannot tell schemathesis of the mesh's conventions."""

import itertools
import uuid

import schemathesis
from schemathesis.core.parameters import ParameterLocation
from schemathesis.generation.meta import TestPhase

RUN = uuid.uuid4().hex
NUMBERS = itertools.count()


@schemathesis.hook
def before_call(context, case, kwargs):
    """Sends what the schema means where a value made up from it can mean nothing.

    Only parts that are good are touched: what was broken on purpose stays as it is.
    """
    if case.meta is None:
        return
    if is_good(case, ParameterLocation.QUERY):
        # A cursor is signed by the service: a good one comes from an answer alone.
        case.query.pop("cursor", None)
    if case.meta.phase.name == TestPhase.COVERAGE and (
        case.meta.phase.data.parameter_location != ParameterLocation.HEADER or is_good(case, ParameterLocation.HEADER)
    ):
        # That phase puts nothing but letters and digits into headers, so it finds no entity tag and sends 0.
        for name in ("If-Match", "If-None-Match"):
            if case.headers.get(name) == "0":
                case.headers[name] = "*"
    if is_good(case, ParameterLocation.HEADER):
        # A key belongs to one request: under a used one a service refuses another (422), whatever it is.
        if "Idempotency-Key" in case.headers:
            case.headers["Idempotency-Key"] = f"{RUN}-{next(NUMBERS)}"


def is_good(case, location):
    """Whether a part of the request is there and fits its schema."""
    component = case.meta.components.get(location)
    return component is not None and component.mode.is_positive


@schemathesis.serializer("message/rfc822")
def write_mail(context, value):
    """A mail is its text: nothing in a schema tells what one is."""
    return value if isinstance(value, bytes) else str(value).encode()
