"""Paths under /local/ that set the scene: users, keys, quotas and faults."""

from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any, TypeVar

from flask import Flask, Response, jsonify, request

from local_sheets.api.faults import Fault
from local_sheets.api.identity import CLIENT, EVERY_SCOPE, Issuer
from local_sheets.api.quotas import Quotas
from local_sheets.api.world import World
from local_sheets.errors import RefusedError
from local_sheets.storage.store import Store

_T = TypeVar("_T", Quotas, Fault)
# Clients send one; nobody looks at it here.
_UNCHECKED = "local"
_KINDS: dict[str, tuple[type, ...]] = {
    "int": (int,),
    "float": (int, float),
    "str": (str,),
    "bool": (bool,),
    "int | None": (int, type(None)),
}


def add_admin_routes(app: Flask, store: Store, issuer: Issuer, world: World) -> None:
    """Serve the paths that real Google would not have."""
    _add_token_routes(app, issuer)
    _add_account_routes(app, store, issuer)
    _add_world_routes(app, world)


def _add_token_routes(app: Flask, issuer: Issuer) -> None:
    @app.post("/local/tokens")
    def tokens() -> Response:
        asked = asked_object()
        email = _required(asked, "email")
        client_id = asked.get("client_id", CLIENT)
        access_token = issuer.access_token(
            email,
            scopes_in(asked),
            expires_in_s=asked.get("expires_in"),
            client_id=client_id,
        )
        id_token = issuer.id_token(email, asked.get("audience", CLIENT))
        return jsonify(access_token=access_token, id_token=id_token)

    @app.post("/local/users")
    def users() -> Response:
        asked = asked_object()
        client_id = asked.get("client_id", CLIENT)
        token = issuer.refresh_token(
            _required(asked, "email"), scopes_in(asked), client_id
        )
        return jsonify(
            type="authorized_user",
            client_id=client_id,
            client_secret=_UNCHECKED,
            refresh_token=token,
            token_uri=token_uri(),
            scopes=sorted(scopes_in(asked)),
        )


def _add_account_routes(app: Flask, store: Store, issuer: Issuer) -> None:
    @app.post("/local/service-accounts")
    def service_accounts() -> Response:
        name = _required(asked_object(), "name")
        return jsonify(issuer.service_account(name, token_uri()))

    @app.post("/local/api-keys")
    def api_keys() -> Response:
        return jsonify(key=issuer.api_key())

    @app.post("/local/picked")
    def picked() -> Response:
        asked = asked_object()
        spreadsheet_id = _required(asked, "spreadsheet_id")
        store.file(spreadsheet_id)
        store.pick(asked.get("client_id", CLIENT), spreadsheet_id)
        return jsonify({})


def _add_world_routes(app: Flask, world: World) -> None:
    @app.get("/local/quotas")
    def quotas() -> Response:
        return jsonify(asdict(world.quotas) if world.quotas else None)

    @app.post("/local/quotas")
    def set_quotas() -> Response:
        world.quotas = made(Quotas, asked_object())
        return quotas()

    @app.delete("/local/quotas")
    def no_quotas() -> Response:
        world.quotas = None
        return quotas()

    @app.get("/local/faults")
    def faults() -> Response:
        return jsonify(faults=[asdict(fault) for fault in world.faults])

    @app.post("/local/faults")
    def add_fault() -> Response:
        asked = asked_object()
        seed = asked.pop("seed", None)
        fault = made(Fault, asked)
        if seed is not None:
            world.chance.seed(seed)
        world.faults.append(fault)
        return faults()

    @app.delete("/local/faults")
    def no_faults() -> Response:
        world.faults.clear()
        return faults()


def made(kind: type[_T], asked: Mapping[str, Any]) -> _T:
    """Return quotas or a fault made from JSON.

    Raises:
        RefusedError: a name it does not have, or a value of another type.
    """
    known = {
        one.name: str(getattr(one.type, "__name__", one.type)) for one in fields(kind)
    }
    for name, value in asked.items():
        if name not in known:
            raise RefusedError(f"{name} is not one of {', '.join(known)}.")
        accepted = _KINDS.get(known[name])
        is_number = bool not in (accepted or ()) and isinstance(value, bool)
        if accepted and (is_number or not isinstance(value, accepted)):
            raise RefusedError(f"{name} has to be of type {known[name]}.")
    return kind(**asked)


def asked_object() -> dict[str, Any]:
    """Return the JSON object a call brought, whatever its content type; none is {}.

    Raises:
        RefusedError: it is not one.
    """
    if not request.get_data():
        return {}
    asked = request.get_json(force=True, silent=True)
    if not isinstance(asked, dict):
        raise RefusedError("The body has to be a JSON object.")
    return asked


def scopes_in(asked: Mapping[str, Any]) -> frozenset[str]:
    """Return the scopes a body asks for, as a list or a text; everything by default."""
    scopes = asked.get("scopes")
    if scopes is None:
        return EVERY_SCOPE
    return frozenset(scopes.split() if isinstance(scopes, str) else scopes)


def token_uri() -> str:
    """Return the address at which the caller of this request gets access tokens."""
    return f"{request.host_url}token"


def _required(asked: Mapping[str, Any], name: str) -> str:
    value = asked.get(name)
    if not value or not isinstance(value, str):
        raise RefusedError(f"{name} is required.")
    return value
