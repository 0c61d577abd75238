"""What rows are unique by where people take several spellings for one."""

from typing import Any

from django.db import models

from wms.kernel.text import folded

# A character may fold into three.
LONGEST_CODE, LONGEST_KEY = 32, 96


class KeyOfCode(models.CharField):  # type: ignore[type-arg]  # plain at run time
    """The folded code of a row, written with it; PostgreSQL folds otherwise than Unicode says."""

    def pre_save(self, model_instance: models.Model, add: bool) -> str:  # noqa: ARG002, FBT001 - the framework's signature
        """Take the key from the code."""
        key = folded(model_instance.code)  # type: ignore[attr-defined]
        setattr(model_instance, self.attname, key)
        return key

    def deconstruct(self) -> Any:
        """Say to migrations that it is a column like any other."""
        name, _path, arguments, options = super().deconstruct()
        return name, "django.db.models.CharField", arguments, options
