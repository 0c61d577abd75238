"""A button of the admin that can only be refused is not shown."""

from django.contrib import admin

from wms.platform.admin.buttons import CommandButton
from wms.platform.rows import HasStatus


def buttons():
    """Return the buttons of pages, by admin and name: each is asked whether it may be pressed."""
    for model, page in admin.site._registry.items():
        for name in getattr(page, "actions_detail", None) or ():
            asked = getattr(page, f"has_press_{name}_permission", None)
            button = getattr(asked, "__self__", None)
            if isinstance(button, CommandButton):
                yield model, name, button


def test_a_page_of_what_has_a_status_shows_a_button_only_where_it_can_be_done():
    found = list(buttons())

    assert {"release", "post", "approve", "dissolve"} <= {name for _, name, _ in found}
    always = {
        (model.__name__, name)
        for model, name, button in found
        if issubclass(model, HasStatus) and button.shows is None
    }
    assert always == set()
