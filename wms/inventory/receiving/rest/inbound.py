"""Goods that are announced, over HTTP."""

from typing import ClassVar
from uuid import UUID

from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.status import HTTP_201_CREATED

from wms.inventory.receiving.commands.announce_inbound import announce_inbound
from wms.inventory.receiving.commands.close_inbound import close_inbound
from wms.inventory.receiving.commands.expect_inbound import expect_inbound
from wms.inventory.receiving.contracts.inbound import (
    AnnounceInbound,
    CloseInbound,
    ExpectInbound,
    InboundDate,
    InboundNotice,
    InboundNoticeFilter,
    InboundNoticeSummary,
    NewInboundNotice,
    NoticeId,
)
from wms.inventory.receiving.queries.inbound import get_inbound, list_inbound
from wms.inventory.scopes import APPROVE, INBOUND, READ
from wms.kernel.pages import Page
from wms.platform.rest.schema import describe
from wms.platform.rest.views import ContractView


class InboundNotices(ContractView):
    """Goods on their way."""

    route = "inbound-notices"
    scopes: ClassVar[dict[str, str]] = {"GET": READ, "POST": INBOUND}

    @describe(answer=Page[InboundNoticeSummary], query=InboundNoticeFilter)
    def get(self, request: Request) -> Response:
        """List notices, newest first, with how much of them came."""
        filters = self.query(InboundNoticeFilter)
        warehouse = filters.warehouse
        return self.answer(
            list_inbound(
                client_id=self.caller.client_id,
                warehouse_id=None if warehouse is None else self.warehouse_id(warehouse),
                filters=filters,
                page=self.page(),
            )
        )

    @describe(request=NewInboundNotice, answer=InboundNotice, status=201)
    def post(self, request: Request) -> Response:
        """Announce goods, once per reference."""
        notice = self.body(NewInboundNotice)
        if notice.accept_over and APPROVE not in self.caller.scopes:
            raise PermissionDenied(f"accept_over needs {APPROVE}")
        command = AnnounceInbound(
            client_id=self.caller.client_id,
            warehouse_id=self.warehouse_id(notice.warehouse),
            notice=notice,
            actor=self.caller.actor,
        )
        announced = announce_inbound(command, receipt=self.receipt())
        return self.answer(announced, HTTP_201_CREATED)


class OneInboundNotice(ContractView):
    """Goods that were announced together."""

    route = "inbound-notices/<uuid:notice_id>"
    scopes: ClassVar[dict[str, str]] = {"GET": READ}

    @describe(answer=InboundNotice)
    def get(self, request: Request, notice_id: UUID) -> Response:
        """Show a notice with its lines."""
        return self.answer(
            get_inbound(notice_id=NoticeId(notice_id), client_id=self.caller.client_id)
        )


class ExpectNotice(ContractView):
    """The day on which a notice is expected."""

    route = "inbound-notices/<uuid:notice_id>/expect"
    scopes: ClassVar[dict[str, str]] = {"POST": INBOUND}

    @describe(request=InboundDate, answer=InboundNotice)
    def post(self, request: Request, notice_id: UUID) -> Response:
        """Say on which day the goods are expected now; 409 says that the notice is closed."""
        command = ExpectInbound(
            notice_id=NoticeId(notice_id),
            expected_on=self.body(InboundDate).expected_on,
            actor=self.caller.actor,
            client_id=self.caller.client_id,
        )
        return self.answer(expect_inbound(command, receipt=self.receipt()))


class CloseNotice(ContractView):
    """The end of a notice."""

    route = "inbound-notices/<uuid:notice_id>/close"
    scopes: ClassVar[dict[str, str]] = {"POST": INBOUND}

    @describe(answer=InboundNotice)
    def post(self, request: Request, notice_id: UUID) -> Response:
        """Say that no more comes; what did not come is recorded on the lines."""
        command = CloseInbound(
            notice_id=NoticeId(notice_id),
            actor=self.caller.actor,
            client_id=self.caller.client_id,
        )
        return self.answer(close_inbound(command, receipt=self.receipt()))
