"""A token issuer for one laptop: who is calling, and ID tokens others can verify."""

import base64
import json
import secrets
from datetime import datetime, timedelta
from functools import cached_property

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.x509.oid import NameOID

from local_sheets.clock import Clock, system_clock
from local_sheets.errors import UnauthenticatedError

_GOOGLE = "https://accounts.google.com"
_VALID = timedelta(days=3650)


class Issuer:
    """Hands out access tokens and signed ID tokens, as accounts.google.com does.

    The key is made when it is first needed and lives as long as the issuer.
    """

    def __init__(self, clock: Clock = system_clock) -> None:
        self._clock = clock
        self._emails: dict[str, str] = {}
        self.key_id = secrets.token_hex(20)

    def access_token(self, email: str) -> str:
        """Return a new opaque token that stands for a user of this server."""
        token = f"local.{secrets.token_urlsafe(24)}"
        self._emails[token] = email
        return token

    def email_of(self, authorization: str) -> str:
        """Return the user behind an Authorization header.

        Raises:
            UnauthenticatedError: no bearer token, or not one of this issuer's.
        """
        scheme, _, token = authorization.partition(" ")
        email = self._emails.get(token.strip())
        if scheme.lower() != "bearer" or email is None:
            raise UnauthenticatedError
        return email

    def id_token(
        self,
        email: str,
        audience: str,
        *,
        expires_in_s: int = 3600,
        issuer: str = _GOOGLE,
        email_verified: bool = True,
        now: datetime | None = None,
        **extra: object,
    ) -> str:
        """Return an RS256 JWT with the claims of Google's ID tokens.

        Args:
            email: the user.
            audience: the client the token is for.
            expires_in_s: life in seconds; negative gives an expired token.
            issuer: the ``iss`` claim.
            email_verified: the ``email_verified`` claim.
            now: when it is issued; the issuer's clock unless given.
            **extra: claims added, or put in place of those above.
        """
        issued_s = int((now or self._clock()).timestamp())
        claims: dict[str, object] = {
            "iss": issuer,
            "aud": audience,
            "azp": audience,
            "sub": str(int.from_bytes(email.encode(), "big") % 10**21),
            "email": email,
            "email_verified": email_verified,
            "iat": issued_s,
            "exp": issued_s + expires_in_s,
            **extra,
        }
        header: dict[str, object] = {"alg": "RS256", "kid": self.key_id, "typ": "JWT"}
        signed = f"{_encoded(header)}.{_encoded(claims)}"
        signature = self._key.sign(signed.encode(), padding.PKCS1v15(), hashes.SHA256())
        return f"{signed}.{_base64(signature)}"

    def certificates(self) -> dict[str, str]:
        """Return {key id: PEM certificate}, the form google-auth fetches."""
        return {self.key_id: self._certificate}

    @cached_property
    def _key(self) -> rsa.RSAPrivateKey:
        return rsa.generate_private_key(public_exponent=65537, key_size=2048)

    @cached_property
    def _certificate(self) -> str:
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "local_sheets")])
        start = self._clock() - timedelta(days=1)
        certificate = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(self._key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(start)
            .not_valid_after(start + _VALID)
            .sign(self._key, hashes.SHA256())
        )
        return certificate.public_bytes(serialization.Encoding.PEM).decode()


def _encoded(part: dict[str, object]) -> str:
    return _base64(json.dumps(part, separators=(",", ":")).encode())


def _base64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
