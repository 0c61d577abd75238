"""Jobs that the clock starts, over units that are none of each other's business."""
