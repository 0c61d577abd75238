"""What each role may do: least privilege, for tokens and for people alike."""

_READ = tuple(
    f"{noun}:read"
    for noun in (
        "orders",
        "waves",
        "picking",
        "packing",
        "shipping",
        "inventory",
        "reports",
        "exceptions",
    )
)

ROLES: dict[str, tuple[str, ...]] = {
    "viewer": _READ,
    "picker": ("picking:read", "picking:write", "inventory:read", "inventory:work"),
    "packer": ("packing:read", "packing:write", "shipping:read", "shipping:write"),
    "supervisor": (
        *_READ,
        "orders:write",
        "waves:write",
        "picking:write",
        "packing:write",
        "shipping:write",
        "inventory:write",
        "inventory:work",
        "inventory:approve",
        "exceptions:write",
    ),
    "integrator": (
        "orders:read",
        "orders:write",
        "inventory:read",
        "inventory:write",
        "shipping:read",
        "reports:read",
    ),
    "ops": (*_READ, "exceptions:write", "system:read"),
}

# Which pages of the admin the scopes of a noun open.
SCOPE_APPS: dict[str, tuple[str, ...]] = {
    "orders": ("orders",),
    "waves": ("waving",),
    "picking": ("picking",),
    "packing": ("packing",),
    "shipping": ("shipping",),
    "inventory": ("inventory",),
    "reports": ("reporting",),
    "exceptions": ("fulfillment",),
    "system": ("tenancy", "outbox", "rest"),
}
