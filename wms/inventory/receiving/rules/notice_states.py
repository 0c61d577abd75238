"""The states of an inbound notice, and which may follow which."""

from wms.inventory.receiving.contracts.inbound import InboundStatus, NoticeClosed
from wms.kernel.transitions import Transitions

NOTICE_TRANSITIONS = Transitions(
    NoticeClosed,
    {InboundStatus.OPEN: {InboundStatus.CLOSED}, InboundStatus.CLOSED: ()},
)
