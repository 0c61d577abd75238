"""The figures of the page, in the two columns in which it shows them."""

from wms.reporting.analytics.admin.figures.backlog import backlog
from wms.reporting.analytics.admin.figures.cartons import cartons
from wms.reporting.analytics.admin.figures.pickers import pickers
from wms.reporting.analytics.admin.figures.punctuality import punctuality
from wms.reporting.analytics.admin.figures.reservations import reservations
from wms.reporting.analytics.admin.figures.short_picks import short_picks
from wms.reporting.analytics.admin.figures.stage_times import stage_times
from wms.reporting.analytics.admin.figures.stock_accuracy import stock_accuracy
from wms.reporting.analytics.admin.figures.throughput import throughput
from wms.reporting.analytics.admin.figures.waves import waves

# Side by side where there is room, else the second after the first.
COLUMNS = (
    (throughput, backlog, waves, reservations, stock_accuracy),
    (punctuality, stage_times, pickers, short_picks, cartons),
)
