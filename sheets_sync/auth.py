"""Who is calling: a Google ID token, verified offline against cached certificates.

The signature, the audience and the time are checked by google-auth; the issuer and the
verified e-mail, which it leaves to the caller, are checked here.
"""

import binascii
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import cachecontrol
import requests
from google.auth import exceptions
from google.auth.transport import Response
from google.auth.transport.requests import Request
from google.oauth2 import id_token

from sheets_sync.errors import AccessError, CertificatesUnavailableError, ConfigError

ISSUERS: Final = ("accounts.google.com", "https://accounts.google.com")
CLOCK_SKEW_S: Final = 10
TIMEOUT_S: Final = 10
UNAVAILABLE: Final = "Google's certificates cannot be fetched."
REFUSED: Final = (ValueError, KeyError, binascii.Error, exceptions.GoogleAuthError)


@dataclass(frozen=True, slots=True)
class Caller:
    """The person behind an ID token."""

    subject: str
    email: str


class _WholeRequest(Request):
    """Fetches certificates; no page of a proxy and no half of an answer is any.

    google-auth would call the token bad, and the person would sign in for nothing.
    """

    def __call__(self, *args: Any, **options: Any) -> Response:  # noqa: ANN401
        options["timeout"] = TIMEOUT_S
        answer: Response = super().__call__(*args, **options)  # type: ignore[no-untyped-call]
        try:
            is_whole = isinstance(json.loads(answer.data), dict)
        except ValueError:
            is_whole = False
        if not is_whole:
            raise CertificatesUnavailableError(UNAVAILABLE)
        return answer


class IdTokenVerifier:
    """Verifies ID tokens for one list of audiences; keeps the certificates cached."""

    def __init__(self, audiences: Sequence[str], certs_url: str) -> None:
        """Remember whose tokens to accept; fetch nothing yet."""
        self._audiences = list(audiences)
        self._certs_url = certs_url
        session = cachecontrol.CacheControl(requests.Session())
        self._request = _WholeRequest(session=session)

    def verify(self, token: str) -> Caller:
        """Return who the token speaks for.

        Raises:
            AccessError: No token, or one that is not good for us now.
            CertificatesUnavailableError: Google's certificates cannot be fetched.
            ConfigError: No audience is set, so no token can be good.
        """
        if not self._audiences:
            raise ConfigError("OAUTH_AUDIENCES is not set, so nobody can sign in.")
        if not token:
            raise AccessError("The request carries no ID token.")
        claims = self._claims(token)
        if claims.get("iss") not in ISSUERS:
            raise AccessError("The ID token is not from Google.")
        if not claims.get("email_verified") or not claims.get("sub"):
            raise AccessError("The ID token has no verified e-mail address.")
        return Caller(str(claims["sub"]), str(claims.get("email", "")))

    def _claims(self, token: str) -> Mapping[str, Any]:
        try:
            claims: Mapping[str, Any] = id_token.verify_token(
                token,
                self._request,
                audience=self._audiences,
                certs_url=self._certs_url,
                clock_skew_in_seconds=CLOCK_SKEW_S,
            )
        except exceptions.TransportError as error:
            raise CertificatesUnavailableError(UNAVAILABLE) from error
        except REFUSED as error:
            raise AccessError("The ID token is not valid.") from error
        return claims
