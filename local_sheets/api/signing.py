"""Signed tokens (JWT, RS256): made with a key of ours, read with anybody's."""

import base64
import json
import secrets
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.x509.oid import NameOID

_VALID = timedelta(days=3650)
_PARTS = 3
Claims = dict[str, Any]


class SigningKey:
    """An RSA key, made when it is first needed.

    Args:
        pem: the private key of a key file; a new one unless given.
        key_id: by which its tokens name it.

    Attributes:
        key_id: by which its tokens name it.
    """

    def __init__(self, pem: str = "", key_id: str = "") -> None:
        self._pem = pem
        self.key_id = key_id or secrets.token_hex(20)

    def signed(self, claims: Claims) -> str:
        """Return a JWT with these claims."""
        header = {"alg": "RS256", "kid": self.key_id, "typ": "JWT"}
        content = f"{_encoded(header)}.{_encoded(claims)}"
        signature = self._key.sign(
            content.encode(), padding.PKCS1v15(), hashes.SHA256()
        )
        return f"{content}.{_base64(signature)}"

    def claims_of(self, token: str) -> Claims:
        """Return the claims of a JWT that this key signed.

        Raises:
            ValueError: it did not, or this is no JWT at all.
        """
        parts = token.split(".")
        if len(parts) != _PARTS:
            raise ValueError("not a JWT")
        content, signature = token.rpartition(".")[0], _decoded(parts[2])
        try:
            self._key.public_key().verify(
                signature, content.encode(), padding.PKCS1v15(), hashes.SHA256()
            )
        except InvalidSignature as error:
            raise ValueError("not signed by this key") from error
        return unverified(token)[1]

    def private_pem(self) -> str:
        """Return the private key in the form of Google's key files."""
        return self._key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        ).decode()

    def certificate(self, now: datetime) -> str:
        """Return a certificate for the public key in PEM."""
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "local_sheets")])
        start = now - timedelta(days=1)
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

    @cached_property
    def _key(self) -> rsa.RSAPrivateKey:
        if not self._pem:
            return rsa.generate_private_key(public_exponent=65537, key_size=2048)
        key = serialization.load_pem_private_key(self._pem.encode(), None)
        if not isinstance(key, rsa.RSAPrivateKey):
            raise TypeError("not an RSA key")
        return key


def unverified(token: str) -> tuple[Claims, Claims]:
    """Return header and claims of a JWT, whoever signed it.

    Raises:
        ValueError: it is none.
    """
    header, claims = [json.loads(_decoded(part)) for part in token.split(".")[:2]]
    if not isinstance(header, dict) or not isinstance(claims, dict):
        raise TypeError("not a JWT")
    return header, claims


def _encoded(part: Claims) -> str:
    return _base64(json.dumps(part, separators=(",", ":")).encode())


def _base64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
