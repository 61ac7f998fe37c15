"""A token issuer for one laptop: who is calling, and ID tokens others can verify."""

import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from local_sheets.clock import Clock, system_clock
from local_sheets.errors import UnauthenticatedError

if TYPE_CHECKING:
    from local_sheets.api.signing import SigningKey

LIFETIME_S = 3600
_GOOGLE = "https://accounts.google.com"
_AUTH = "https://www.googleapis.com/auth/"
SPREADSHEETS = f"{_AUTH}spreadsheets"
DRIVE_FILE = f"{_AUTH}drive.file"
EVERY_SCOPE = frozenset(
    {SPREADSHEETS, f"{_AUTH}drive", "openid", f"{_AUTH}userinfo.email"}
)
# Other words for a scope that clients still send.
_SAME_SCOPE = {
    "email": f"{_AUTH}userinfo.email",
    "profile": f"{_AUTH}userinfo.profile",
    "https://spreadsheets.google.com/feeds": SPREADSHEETS,
}
CLIENT = "local_sheets"
_PROJECT = "local-sheets"
_ROBOTS = f"{_PROJECT}.iam.gserviceaccount.com"


class Grant(NamedTuple):
    """What a token stands for.

    Attributes:
        email: the user or service account.
        scopes: what the token may be used for.
        client_id: the application it was given to.
        expires: when it ends; None never does.
    """

    email: str
    scopes: frozenset[str] = EVERY_SCOPE
    client_id: str = CLIENT
    expires: datetime | None = None


class Issuer:
    """Hands out access tokens and signed ID tokens, as accounts.google.com does.

    The key is made when it is first needed and lives as long as the issuer.
    """

    def __init__(self, clock: Clock = system_clock) -> None:
        self._clock = clock
        self._grants: dict[str, Grant] = {}
        self._refreshable: dict[str, Grant] = {}
        self._api_keys: set[str] = set()
        self._robots: dict[str, tuple[str, SigningKey]] = {}

    def access_token(
        self,
        email: str,
        scopes: Iterable[str] = EVERY_SCOPE,
        *,
        expires_in_s: float | None = None,
        client_id: str = CLIENT,
    ) -> str:
        """Return a new opaque token that stands for a user of this server.

        Args:
            email: the user.
            scopes: what it may be used for; everything unless given.
            expires_in_s: life in seconds; it lasts as long as the issuer unless given.
            client_id: the application it is given to.
        """
        expires = None
        if expires_in_s is not None:
            expires = self._clock() + timedelta(seconds=expires_in_s)
        token = f"local.{secrets.token_urlsafe(24)}"
        self._grants[token] = Grant(email, named_scopes(scopes), client_id, expires)
        return token

    def grant(self, token: str) -> Grant:
        """Return what an access token stands for.

        Raises:
            UnauthenticatedError: unknown here, expired or revoked.
        """
        grant = self._grants.get(token)
        if grant is None or (grant.expires and grant.expires <= self._clock()):
            raise UnauthenticatedError
        return grant

    def email_of(self, authorization: str) -> str:
        """Return the user behind an Authorization header.

        Raises:
            UnauthenticatedError: no bearer token, or not one of this issuer's.
        """
        return self.grant(bearer(authorization)).email

    def refresh_token(
        self, email: str, scopes: Iterable[str] = EVERY_SCOPE, client_id: str = CLIENT
    ) -> str:
        """Return a token that access tokens can be had for, again and again."""
        token = f"local-refresh.{secrets.token_urlsafe(24)}"
        self._refreshable[token] = Grant(email, named_scopes(scopes), client_id)
        return token

    def refreshable(self, token: str) -> Grant | None:
        """Return what a refresh token stands for; None when it is unknown."""
        return self._refreshable.get(token)

    def revoke(self, token: str) -> bool:
        """End a token of either kind; tell whether there was one."""
        ended = self._grants.pop(token, None) or self._refreshable.pop(token, None)
        return ended is not None

    def api_key(self) -> str:
        """Return a key that reads what anyone with the link may read."""
        key = f"AIza{secrets.token_urlsafe(26)}"
        self._api_keys.add(key)
        return key

    def knows_api_key(self, key: str) -> bool:
        """Tell whether a key is one of this issuer's."""
        return key in self._api_keys

    def service_account(self, name: str, token_uri: str) -> dict[str, str]:
        """Return the key file of a new service account.

        Args:
            name: before the @ of its address, or the whole address.
            token_uri: where its owner gets access tokens.
        """
        from local_sheets.api.signing import SigningKey

        email = name if "@" in name else f"{name}@{_ROBOTS}"
        key = SigningKey()
        self._robots[key.key_id] = email, key
        return {
            "type": "service_account",
            "project_id": _PROJECT,
            "private_key_id": key.key_id,
            "private_key": key.private_pem(),
            "client_email": email,
            "client_id": subject_of(email),
            "auth_uri": f"{_GOOGLE}/o/oauth2/auth",
            "token_uri": token_uri,
            "auth_provider_x509_cert_url": token_uri.replace(
                "/token", "/oauth2/v1/certs"
            ),
            "client_x509_cert_url": token_uri.replace("/token", "/oauth2/v1/certs"),
            "universe_domain": "googleapis.com",
        }

    def know_service_account(self, key_file: Mapping[str, str]) -> None:
        """Accept a key file that was made by an earlier run."""
        from local_sheets.api.signing import SigningKey

        key = SigningKey(key_file["private_key"], key_file["private_key_id"])
        self._robots[key.key_id] = key_file["client_email"], key

    def robot(self, key_id: str) -> tuple[str, "SigningKey"] | None:
        """Return address and key of a service account; None when it is unknown."""
        return self._robots.get(key_id)

    def id_token(
        self,
        email: str,
        audience: str,
        *,
        expires_in_s: int = LIFETIME_S,
        now: datetime | None = None,
        **extra: object,
    ) -> str:
        """Return an RS256 JWT with the claims of Google's ID tokens.

        Args:
            email: the user.
            audience: the client the token is for.
            expires_in_s: life in seconds; negative gives an expired token.
            now: when it is issued; the issuer's clock unless given.
            **extra: claims added, or put in place of Google's.
        """
        issued_s = int((now or self._clock()).timestamp())
        return self._key.signed(
            {
                "iss": _GOOGLE,
                "aud": audience,
                "azp": audience,
                "sub": subject_of(email),
                "email": email,
                "email_verified": True,
                "iat": issued_s,
                "exp": issued_s + expires_in_s,
                **extra,
            }
        )

    def certificates(self) -> dict[str, str]:
        """Return {key id: PEM certificate}, the form google-auth fetches."""
        return {self._key.key_id: self._certificate}

    def id_claims(self, token: str) -> dict[str, Any]:
        """Return the claims of an ID token of this issuer.

        Raises:
            ValueError: it is none.
        """
        return self._key.claims_of(token)

    @cached_property
    def _key(self) -> "SigningKey":
        # Most servers never sign: those start without cryptography.
        from local_sheets.api.signing import SigningKey

        return SigningKey()

    @cached_property
    def _certificate(self) -> str:
        return self._key.certificate(self._clock())


def named_scopes(scopes: Iterable[str]) -> frozenset[str]:
    """Return scopes under the names that the APIs know."""
    return frozenset(_SAME_SCOPE.get(scope, scope) for scope in scopes)


def bearer(authorization: str) -> str:
    """Return the token in an Authorization header.

    Raises:
        UnauthenticatedError: there is none.
    """
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer":
        raise UnauthenticatedError
    return token.strip()


def subject_of(email: str) -> str:
    """Return the number that stands for a user in tokens."""
    return str(int.from_bytes(email.encode(), "big") % 10**21)
