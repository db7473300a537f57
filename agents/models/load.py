"""Makes a backend from its name `module:Class` and its settings."""

import hashlib
import inspect
import json
from collections.abc import Mapping
from importlib import import_module
from typing import Any, cast

from agents.models.protocols import BackendError

Factory = type[Any]


def load_backend(spec: str, settings: Mapping[str, Any], **offered: Any) -> Any:
    """Imports `module:Class` and calls it with `settings`.

    `offered` are values of ours (threads, a device) for a class that names such a parameter; the settings
    win over them. Raises BackendError, never anything else, where module, class or settings are wrong or
    the backend itself refuses; its own reason is in the message and chained.
    """
    factory = find_backend(spec)
    named = _parameters(factory)
    unknown = sorted(set(settings) - named)
    if unknown and "*" not in named:
        known = ", ".join(sorted(named)) or "none"
        raise BackendError(f"{spec} has no setting {', '.join(unknown)}; its settings are: {known}.")
    given = {key: value for key, value in offered.items() if key in named}
    try:
        model = factory(**{**given, **settings})
        if settings and hasattr(model, "used"):
            model.used = model.used.model_copy(update={"settings": digest_of(settings)})
        return model
    except BackendError:
        raise
    except Exception as error:  # whatever a class raises that anybody may have written
        raise BackendError(f"{spec} could not be loaded: {error}") from error


def digest_of(settings: Mapping[str, Any]) -> str:
    """Tells settings apart. What Octavo offers besides (threads, a device) changes no
    result and is left out."""
    if not settings:
        return ""
    text = json.dumps(settings, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def find_backend(spec: str) -> Factory:
    """The class named by `module:Class`, without making one. Raises BackendError."""
    module_name, _, class_name = spec.partition(":")
    if not module_name or not class_name:
        raise BackendError(f"{spec!r} names no backend; write it as module:Class.")
    try:
        module = import_module(module_name)
    except ImportError as error:
        raise BackendError(
            f"The module of {spec} cannot be imported ({error}); install it or correct the profile."
        ) from error
    factory = getattr(module, class_name, None)
    if not inspect.isclass(factory):
        raise BackendError(f"{module_name} has no class {class_name}; correct the profile.")
    return cast(Factory, factory)


def _parameters(factory: Factory) -> frozenset[str]:
    """Names the class may be called with; `*` stands for any."""
    parameters = inspect.signature(factory).parameters.values()
    return frozenset("*" if p.kind is p.VAR_KEYWORD else p.name for p in parameters)
