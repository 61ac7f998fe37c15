"""The paths of accounts.google.com that clients call: tokens, and what they are."""

from collections.abc import Mapping
from typing import Any

from flask import Flask, Response, jsonify, request

from local_sheets.api.identity import (
    LIFETIME_S,
    Grant,
    Issuer,
    bearer,
    named_scopes,
    subject_of,
)
from local_sheets.clock import Clock
from local_sheets.errors import ApiError

_JWT_GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
_REFRESH_GRANT = "refresh_token"
_INVALID_GRANT = "invalid_grant"
_SKEW_S = 300
_NOT_SHORT_LIVED = (
    "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable "
    "timeframe. Check your iat and exp values in the JWT claim."
)
_NOT_DELEGATED = (
    "Client is unauthorized to retrieve access tokens using this method, or client not "
    "authorized for any of the scopes requested."
)


class GrantError(Exception):
    """What the token endpoint refuses, in the words of OAuth 2."""

    def __init__(self, error: str, description: str, http_status: int = 400) -> None:
        super().__init__(description)
        self.body = {"error": error, "error_description": description}
        self.http_status = http_status


def add_oauth_routes(app: Flask, issuer: Issuer, clock: Clock) -> None:
    """Serve tokens by service-account key and refresh token, and facts about tokens."""
    _add_token_routes(app, issuer, clock)
    _add_fact_routes(app, issuer, clock)

    @app.errorhandler(GrantError)
    def refused(error: GrantError) -> Response:
        response = jsonify(error.body)
        response.status_code = error.http_status
        return response


def _add_token_routes(app: Flask, issuer: Issuer, clock: Clock) -> None:
    @app.post("/token")
    @app.post("/oauth2/v4/token", endpoint="token_v4")
    def token() -> Response:
        return jsonify(exchanged(issuer, request.form, clock))

    @app.post("/revoke")
    @app.post("/o/oauth2/revoke", endpoint="revoke_old")
    def revoke() -> Response:
        if not issuer.revoke(request.values.get("token", "")):
            raise GrantError("invalid_token", "Token expired or revoked")
        return jsonify({})


def _add_fact_routes(app: Flask, issuer: Issuer, clock: Clock) -> None:
    @app.route("/tokeninfo", methods=["GET", "POST"])
    @app.route("/oauth2/v3/tokeninfo", methods=["GET", "POST"], endpoint="tokeninfo_v3")
    def tokeninfo() -> Response:
        return jsonify(described(issuer, request.values, clock))

    @app.get("/oauth2/v3/userinfo")
    @app.get("/v1/userinfo", endpoint="userinfo_v1")
    def userinfo() -> Response:
        try:
            email = issuer.grant(bearer(request.headers.get("Authorization", ""))).email
        except ApiError as error:
            status = error.http_status
            problem = GrantError("invalid_request", "Invalid Credentials", status)
            raise problem from error
        told = {"sub": subject_of(email), "email": email, "email_verified": True}
        return jsonify(told)

    @app.get("/oauth2/v1/certs")
    def certificates() -> Response:
        response = jsonify(issuer.certificates())
        response.headers["Cache-Control"] = "public, max-age=3600"
        return response


def exchanged(issuer: Issuer, form: Mapping[str, str], clock: Clock) -> dict[str, Any]:
    """Return the answer of the token endpoint.

    Raises:
        GrantError: the assertion or refresh token buys nothing.
    """
    kind = form.get("grant_type")
    if kind == _JWT_GRANT:
        return _for_assertion(issuer, form.get("assertion", ""), clock)
    if kind == _REFRESH_GRANT:
        grant = issuer.refreshable(form.get("refresh_token", ""))
        if grant is None:
            raise GrantError(_INVALID_GRANT, "Bad Request")
        return _answer(issuer, grant) | {"scope": " ".join(sorted(grant.scopes))}
    raise GrantError("unsupported_grant_type", f"Invalid grant_type: {kind or ''}")


def _answer(issuer: Issuer, grant: Grant) -> dict[str, Any]:
    token = issuer.access_token(
        grant.email, grant.scopes, expires_in_s=LIFETIME_S, client_id=grant.client_id
    )
    answer: dict[str, Any] = {
        "access_token": token,
        "expires_in": LIFETIME_S - 1,
        "token_type": "Bearer",
    }
    if "openid" in grant.scopes:
        answer["id_token"] = issuer.id_token(grant.email, grant.client_id)
    return answer


def _for_assertion(issuer: Issuer, assertion: str, clock: Clock) -> dict[str, Any]:
    """Exchange a JWT that a service account signed."""
    email, claims = _asserted(issuer, assertion)
    now_s = clock().timestamp()
    issued_s, ends_s = _seconds(claims, "iat"), _seconds(claims, "exp")
    is_timely = issued_s - _SKEW_S <= now_s < ends_s + _SKEW_S
    if not is_timely or ends_s - issued_s > LIFETIME_S:
        raise GrantError(_INVALID_GRANT, _NOT_SHORT_LIVED)
    if not str(claims.get("aud", "")).endswith("/token"):
        description = "Invalid JWT: Failed audience check."
        raise GrantError(_INVALID_GRANT, description)
    if claims.get("sub", email) != email:
        raise GrantError("unauthorized_client", _NOT_DELEGATED, 401)
    if audience := claims.get("target_audience"):
        return {"id_token": issuer.id_token(email, str(audience))}
    scopes = named_scopes(str(claims.get("scope", "")).split())
    if not scopes:
        raise GrantError("invalid_scope", "Invalid OAuth scope or ID token audience.")
    return _answer(issuer, Grant(email, scopes - {"openid"}, email))


def _asserted(issuer: Issuer, assertion: str) -> tuple[str, dict[str, Any]]:
    """Return the service account behind a JWT, and the claims it signed."""
    from local_sheets.api.signing import unverified

    try:
        header, claims = unverified(assertion)
        robot = issuer.robot(str(header.get("kid")))
    except (ValueError, TypeError) as error:
        raise GrantError("invalid_request", "Bad Request") from error
    if robot is None or claims.get("iss") != robot[0]:
        raise GrantError(_INVALID_GRANT, "Invalid grant: account not found")
    try:
        return robot[0], robot[1].claims_of(assertion)
    except ValueError as error:
        raise GrantError(_INVALID_GRANT, "Invalid JWT Signature.") from error


def _seconds(claims: Mapping[str, Any], name: str) -> float:
    value = claims.get(name)
    return float(value) if isinstance(value, int | float) else 0.0


def described(issuer: Issuer, asked: Mapping[str, str], clock: Clock) -> dict[str, Any]:
    """Return what the tokeninfo endpoint tells about a token.

    Raises:
        GrantError: nothing is known of it.
    """
    try:
        if "id_token" in asked:
            return issuer.id_claims(asked["id_token"])
        grant = issuer.grant(asked.get("access_token", ""))
    except (ApiError, ValueError, TypeError) as error:
        raise GrantError("invalid_token", "Invalid Value") from error
    told: dict[str, Any] = {
        "azp": grant.client_id,
        "aud": grant.client_id,
        "sub": subject_of(grant.email),
        "scope": " ".join(sorted(grant.scopes)),
        "email": grant.email,
        "email_verified": "true",
        "access_type": "online",
    }
    if grant.expires:
        left_s = int((grant.expires - clock()).total_seconds())
        told["exp"] = str(int(grant.expires.timestamp()))
        told["expires_in"] = str(left_s)
    return told
