"""The OpenAPI document of the API, made of the models by which questions are read and the shapes of answers."""

import functools
from typing import Any

from pydantic import TypeAdapter

from api import answers, questions, shapes
from api.answers import ANSWERS
from api.questions import Question
from reports.content.code_version import code_version
from text import json_line

REFUSALS = {
    "400": "Wrong parameter or body.",
    "401": "No token, or one that does not hold.",
    "403": "Outside the token's scope or rights.",
    "404": "Unknown address.",
    "405": "Another method.",
    "429": "Too often; Retry-After tells when.",
    "503": "The home cannot be read now.",
}
OF_UPLOADS = {"411": "Without Content-Length.", "413": "Too large."}
REFERENCE = "#/components/schemas/{model}"


@functools.cache
def written() -> str:
    """The document as JSON."""
    return json_line.written(document())


def document() -> dict[str, Any]:
    """The document."""
    schemas: dict[str, Any] = {}
    error = _schema(shapes.Error, schemas)
    paths: dict[str, Any] = {
        f"/{name}": {"get": _reading(name, model, error, schemas)} for name, (model, _) in ANSWERS.items()
    }
    paths["/uploads"] = {"post": _upload(error, schemas)}
    paths["/openapi.json"] = {
        "get": {
            "operationId": "openapi",
            "summary": "This document.",
            "responses": {"200": _content(answers.JSON, {"type": "object"}), **_refusals(error, REFUSALS)},
        }
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": "Capaian MPP", "version": code_version().partition("+")[0]},
        "servers": [{"url": "/api/v1"}],
        "security": [{"token": []}],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _reading(name: str, model: type[Question], error: Any, schemas: dict[str, Any]) -> dict[str, Any]:
    content = {answers.JSON: {"schema": _schema(shapes.ANSWERS[name], schemas)}} if name in shapes.ANSWERS else {}
    if name in ("score", "cells"):
        content[answers.CSV] = {"schema": {"type": "string"}}
    if name == "cells":
        content[answers.PARQUET] = {"schema": {"type": "string", "format": "binary"}}
    return {
        "operationId": name,
        "summary": (ANSWERS[name][1].__doc__ or "").split("\n")[0],
        "parameters": _parameters(model, schemas),
        "responses": {
            "200": {"description": "The answer.", "headers": _headers("ETag", "Capaian-As-Of"), "content": content},
            "304": {"description": "The same as If-None-Match names."},
            **_refusals(error, REFUSALS),
        },
    }


def _upload(error: Any, schemas: dict[str, Any]) -> dict[str, Any]:
    receipt = _schema(shapes.Receipt, schemas)
    receipts = {"oneOf": [receipt, {"type": "array", "items": receipt}]}
    stated = {"200": "Tried, or known already.", "201": "Stored.", "422": "Refused; the problems say why."}
    return {
        "operationId": "upload",
        "summary": "Load one file, as `load --json` does; the same bytes again change nothing.",
        "parameters": _parameters(questions.Upload, schemas),
        "requestBody": {
            "required": True,
            "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
        },
        "responses": {
            **{status: {**_content(answers.JSON, receipts), "description": text} for status, text in stated.items()},
            **_refusals(error, REFUSALS | OF_UPLOADS),
        },
    }


def _parameters(model: type[Question], schemas: dict[str, Any]) -> list[dict[str, Any]]:
    described = _inner(model, schemas)
    return [
        {
            "name": name,
            "in": "query",
            "required": name in described.get("required", ()),
            "description": schema.pop("description", ""),
            "schema": schema,
        }
        for name, schema in described.get("properties", {}).items()
    ]


def _schema(type_: Any, schemas: dict[str, Any]) -> dict[str, Any]:
    """The schema of a type, those it names put among `schemas`."""
    described = _inner(type_, schemas)
    title = described.get("title")
    if title and described.get("type") == "object":
        schemas[title] = described
        return {"$ref": REFERENCE.format(model=title)}
    return described


def _inner(type_: Any, schemas: dict[str, Any]) -> dict[str, Any]:
    described = TypeAdapter(type_).json_schema(ref_template=REFERENCE)
    schemas.update(described.pop("$defs", {}))
    return described


def _refusals(error: Any, statuses: dict[str, str]) -> dict[str, Any]:
    return {status: {**_content(answers.JSON, error), "description": text} for status, text in statuses.items()}


def _content(media: str, schema: Any) -> dict[str, Any]:
    return {"description": "The answer.", "content": {media: {"schema": schema}}}


def _headers(*names: str) -> dict[str, Any]:
    return {name: {"schema": {"type": "string"}} for name in names}
