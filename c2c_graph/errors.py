"""What can go wrong, named once; no room here knows about HTTP or exit codes.

A fault's docstring is its title: it says what happened in one sentence. The
message of an instance says what was wrong with which value, where, and how to
repair it.
"""

from datetime import datetime


class C2CError(Exception):
    """Something the person who asked can repair."""

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


class SyntaxFault(C2CError):
    """A text is not in the syntax it claims to be in.

    `line` and `column` count from 1 and are 0 where the place is not known;
    `source` names the text (a file path or "query"); `text` is the offending line
    where it is known.
    """

    def __init__(
        self,
        detail: str,
        *,
        source: str,
        line: int = 1,
        column: int = 1,
        text: str = "",
    ) -> None:
        super().__init__(detail)
        self.source = source
        self.line = line
        self.column = column
        self.text = text

    def __str__(self) -> str:
        place = f":{self.line}:{self.column}" if self.line else ""
        return f"{self.source}{place}: {self.detail}"


class RdfSyntaxError(SyntaxFault):
    """The document is not valid RDF in its format."""


class DocumentTooLarge(RdfSyntaxError):
    """The document is longer, deeper or says more than what is taken here."""


class QuerySyntaxError(SyntaxFault):
    """The query is not valid SPARQL."""


class QueryRefused(C2CError):
    """The query asks for something this endpoint does not do (SERVICE).

    `line` and `column` of the query, counted from 1, and the `text` of that line say
    where; a `line` of 0 means all of it.
    """

    def __init__(
        self, detail: str, *, line: int = 0, column: int = 0, text: str = ""
    ) -> None:
        super().__init__(detail)
        self.line = line
        self.column = column
        self.text = text

    def __str__(self) -> str:
        place = f"query:{self.line}:{self.column}: " if self.line else ""
        return place + self.detail


class UpdateRefused(QueryRefused):
    """The request is an update; this endpoint answers queries only."""


class QueryTooDeep(QueryRefused):
    """The query nests its brackets deeper than what is read here."""


class QueryCancelled(C2CError):
    """The query was cancelled by its id."""


class QueryTimeout(C2CError):
    """The query reached the deadline and was ended."""


class QueryTooLarge(C2CError):
    """The query or its result reached a memory or size limit and was ended."""


class QueryBusy(C2CError):
    """Every query slot stayed busy for as long as the request could wait."""


class OverBudget(C2CError):
    """The budget of this minute is used up; dumps are not counted.

    `policies` names the budgets, `retry_after` the seconds until there are new ones.
    """

    def __init__(
        self, detail: str, *, policies: tuple[str, ...] = (), retry_after: int = 60
    ) -> None:
        super().__init__(detail)
        self.policies = policies
        self.retry_after = retry_after


class EngineUnavailable(C2CError):
    """The query engine does not answer."""


class ValidationTimeout(C2CError):
    """The validation reached the deadline and was ended."""


class ValidationTooLarge(C2CError):
    """What was to be validated, or its report, reached a limit of memory or size."""


class ValidatorsBusy(C2CError):
    """Every validator stayed busy for as long as the request could wait."""


class ValidatorUnavailable(C2CError):
    """No process that validates can be reached, or it ended before it was done."""


class ShapesUnusable(SyntaxFault):
    """The shapes cannot be used: they are ill-formed, refused or not supported.

    A `line` of 0 means that no place can be named.
    """


class ServiceFailed(C2CError):
    """An endpoint that the query calls with SERVICE does not answer as it should."""


class NotAcceptable(C2CError):
    """None of the media types asked for can be given."""


class UnsupportedMediaType(C2CError):
    """The request's body is in a media type this address does not take."""


class UnsupportedCoding(UnsupportedMediaType):
    """The request's body is compressed, which is not undone here."""


class BadRequest(C2CError):
    """The request cannot be understood."""


class InvalidParameter(BadRequest):
    """A parameter is missing, unknown or of another kind.

    `parameter` is its name; `expected` says what it takes and `example` is a value
    that it takes, both empty where there is no such parameter.
    """

    def __init__(
        self, detail: str, *, parameter: str = "", expected: str = "", example: str = ""
    ) -> None:
        super().__init__(detail)
        self.parameter = parameter
        self.expected = expected
        self.example = example


class MethodNotAllowed(C2CError):
    """The address does not take this method."""

    def __init__(self, detail: str, allowed: str = "GET, HEAD, OPTIONS") -> None:
        super().__init__(detail)
        self.allowed = allowed


class ContentTooLarge(C2CError):
    """The request is longer than what is taken here."""


class HeadersTooLarge(C2CError):
    """The request has longer headers than what is taken here."""


class RequestTimeout(C2CError):
    """The request did not arrive in time."""


class RangeNotSatisfiable(C2CError):
    """The file has no byte of the range that was asked for."""

    def __init__(self, detail: str, length: int = 0) -> None:
        super().__init__(detail)
        self.length = length


class PreconditionFailed(C2CError):
    """The file is another than the one that the request names."""


class DumpFailed(C2CError):
    """The file could not be made."""


class ServerBusy(C2CError):
    """The server has too much to do at once."""


class UnknownQuery(C2CError):
    """No saved or running query has this name."""


class UnknownIri(C2CError):
    """Nothing is known under this IRI."""


class NotThen(UnknownIri):
    """Nothing is known under this IRI at the time asked for, but at another.

    `document` is the path of the document about it, decoded and without leading
    slash; `made` is when the release was made that is meant, None for the newest.
    """

    def __init__(
        self, detail: str, *, document: str, made: datetime | None = None
    ) -> None:
        super().__init__(detail)
        self.document = document
        self.made = made


class UnknownPage(C2CError):
    """There is no such page of what points to a thing."""


class UnknownRelease(C2CError):
    """There is no release with this number."""


class NoRelease(C2CError):
    """There is no release to read yet; `c2c release` makes one."""


class DatasetUnreadable(C2CError):
    """A dataset folder is missing, unreadable or holds nothing to release."""


class DoesNotConform(C2CError):
    """The dataset does not pass its checks, so no release was made."""


class DiskFull(C2CError):
    """The disk has no room for a new release; the current one is as it was."""


class Locked(C2CError):
    """Another process is at work in the same folder."""


class ExportFailed(C2CError):
    """The site could not be written; the one that is there is as it was."""


class InvalidSetting(C2CError):
    """A setting has a value that it cannot take."""
