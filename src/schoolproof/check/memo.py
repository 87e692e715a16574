"""Answers that several controls need of one device, worked out once."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from schoolproof.model import Device

P = ParamSpec("P")
R = TypeVar("R")


def once_per_device(
    function: Callable[Concatenate[Device, P], R],
) -> Callable[Concatenate[Device, P], R]:
    """Decorator: remember the answers on the device itself, so that they go when it goes."""

    @wraps(function)
    def remembered(device: Device, /, *args: P.args, **kwargs: P.kwargs) -> R:
        key = (function, args, tuple(kwargs.items()))
        if key not in device.memo:
            device.memo[key] = function(device, *args, **kwargs)
        answer: R = device.memo[key]
        return answer

    return remembered
