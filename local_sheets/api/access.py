"""Whether the bearer of a token or key may call a method at all."""

from typing import Any, NamedTuple

from local_sheets.api.call import Route
from local_sheets.api.identity import DRIVE_FILE, Issuer, bearer
from local_sheets.discovery import method
from local_sheets.discovery.masks import SHEETS
from local_sheets.errors import (
    ApiError,
    UnauthenticatedError,
    bearer_challenge,
    error_info,
)

# No e-mail address: whoever comes with a key is nobody the file is shared with.
ANONYMOUS = "anonymous"
_READ_ONLY = ".readonly"
_CREDENTIALS_MISSING = "CREDENTIALS_MISSING"
_UNREGISTERED = (
    "Method doesn't allow unregistered callers (callers without established identity). "
    "Please use API Key or other form of API consumer identity to call this API."
)
_NO_KEYS = (
    "API keys are not supported by this API. Expected OAuth2 access token or other "
    "authentication credentials that assert a principal. See "
    "https://cloud.google.com/docs/authentication"
)
_BAD_KEY = "API key not valid. Please pass a valid API key."
_SHEETS_SERVICE = "google.apps.sheets.v4.SpreadsheetsService"
_DRIVE_SERVICE = "google.apps.drive.v3"
_SHEETS_METHODS = {
    "spreadsheets.get": "GetSpreadsheet",
    "spreadsheets.getByDataFilter": "GetSpreadsheetByDataFilter",
    "spreadsheets.create": "CreateSpreadsheet",
    "spreadsheets.batchUpdate": "BatchUpdateSpreadsheet",
    "spreadsheets.values.get": "GetValues",
    "spreadsheets.values.batchGet": "BatchGetValues",
    "spreadsheets.values.batchGetByDataFilter": "BatchGetValuesByDataFilter",
    "spreadsheets.values.update": "UpdateValues",
    "spreadsheets.values.batchUpdate": "BatchUpdateValues",
    "spreadsheets.values.batchUpdateByDataFilter": "BatchUpdateValuesByDataFilter",
    "spreadsheets.values.append": "AppendValues",
    "spreadsheets.values.clear": "ClearValues",
    "spreadsheets.values.batchClear": "BatchClearValues",
    "spreadsheets.values.batchClearByDataFilter": "BatchClearValuesByDataFilter",
    "spreadsheets.sheets.copyTo": "CopySheetTo",
    "spreadsheets.developerMetadata.get": "GetDeveloperMetadata",
    "spreadsheets.developerMetadata.search": "SearchDeveloperMetadata",
}
_READS = {
    "spreadsheets.getByDataFilter",
    "spreadsheets.values.batchGetByDataFilter",
    "spreadsheets.developerMetadata.search",
}


class Caller(NamedTuple):
    """Who calls.

    Attributes:
        email: the user or service account, or `ANONYMOUS`.
        counted_as: whose quota the call counts against.
        only_files_of: the application whose files alone may be touched; empty is all.
    """

    email: str
    counted_as: str
    only_files_of: str = ""


def is_read(route: Route) -> bool:
    """Tell whether a method retrieves, and so counts as a read."""
    return route.verb == "GET" or route.name in _READS


def caller_of(issuer: Issuer, route: Route, token: str, key: str) -> Caller:
    """Return who calls a method.

    Args:
        issuer: of tokens and keys.
        route: the method.
        token: what the Authorization header holds; empty when there is none.
        key: the API key; empty when there is none.

    Raises:
        ApiError: 400, 401 or 403, as Google answers each kind of bad credentials.
    """
    if token:
        return _bearer_of(issuer, route, token)
    scopes = _method(route).get("scopes", ())
    takes_keys = any(scope.endswith(_READ_ONLY) for scope in scopes)
    if not key:
        raise _nobody(route, takes_keys=takes_keys)
    if not issuer.knows_api_key(key):
        service = {"service": _metadata(route)["service"]}
        raise ApiError(400, _BAD_KEY, [error_info("API_KEY_INVALID", service)])
    if not takes_keys:
        missing = error_info(_CREDENTIALS_MISSING, _metadata(route))
        raise ApiError(401, _NO_KEYS, [missing], bearer_challenge())
    return Caller(ANONYMOUS, key)


def _bearer_of(issuer: Issuer, route: Route, authorization: str) -> Caller:
    grant = issuer.grant(bearer(authorization))
    accepted = set(_method(route).get("scopes", ()))
    held = grant.scopes & accepted
    if not held:
        wanted = " ".join(sorted(accepted))
        challenge = f', error="insufficient_scope", scope="{wanted}"'
        raise ApiError(
            403,
            "Request had insufficient authentication scopes.",
            [error_info("ACCESS_TOKEN_SCOPE_INSUFFICIENT", _metadata(route))],
            bearer_challenge(challenge),
        )
    only = grant.client_id if held == {DRIVE_FILE} else ""
    return Caller(grant.email, grant.email, only)


def _nobody(route: Route, *, takes_keys: bool) -> ApiError:
    if takes_keys:
        return ApiError(403, _UNREGISTERED)
    missing = error_info(_CREDENTIALS_MISSING, _metadata(route))
    what = "Request is missing required authentication credential."
    return UnauthenticatedError(what, [missing], challenge="")


def _method(route: Route) -> dict[str, Any]:
    return dict(method(route.api, route.name))


def _metadata(route: Route) -> dict[str, str]:
    """Return service and method as Google's refusals name them."""
    if route.api == SHEETS:
        name = f"{_SHEETS_SERVICE}.{_SHEETS_METHODS.get(route.name, route.name)}"
        return {"service": "sheets.googleapis.com", "method": name}
    resource, _, verb = route.name.rpartition(".")
    name = f"{_DRIVE_SERVICE}.Drive{_capital(resource)}.{_capital(verb)}"
    return {"service": "drive.googleapis.com", "method": name}


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]
