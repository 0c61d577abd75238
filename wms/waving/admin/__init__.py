"""Waving in the admin: waves, the orders that wait for one, and the templates."""

from wms.waving.admin import deferred
from wms.waving.admin.candidates import CandidateAdmin
from wms.waving.admin.templates import WaveTemplateAdmin
from wms.waving.admin.waves import WaveAdmin

__all__ = ["CandidateAdmin", "WaveAdmin", "WaveTemplateAdmin", "deferred"]
