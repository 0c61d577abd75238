"""Charts of admin pages, drawn by the server as inline SVG: they need no script."""
