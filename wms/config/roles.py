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
        "actors",
    )
)

ROLES: dict[str, tuple[str, ...]] = {
    "viewer": _READ,
    "picker": ("actors:read", "picking:read", "picking:write", "inventory:read", "inventory:work"),
    "packer": ("actors:read", "packing:read", "packing:write", "shipping:read", "shipping:write"),
    "supervisor": (
        *_READ,
        "orders:write",
        "waves:write",
        "picking:write",
        "packing:write",
        "shipping:write",
        "catalogue:write",
        "inbound:write",
        "inventory:write",
        "inventory:work",
        "inventory:approve",
        "locations:write",
        "exceptions:write",
    ),
    "integrator": (
        "orders:read",
        "orders:write",
        "inventory:read",
        "catalogue:write",
        "inbound:write",
        "shipping:read",
        "reports:read",
    ),
    "ops": (*_READ, "exceptions:write", "system:read"),
}

# What belongs to the building and not to a client: the tokens of a role have it only if they were
# made for the building.
BUILDING_SCOPES = frozenset({"locations:write"})

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
    "system": ("tenancy", "outbox", "jobs", "consumers", "rest"),
}
