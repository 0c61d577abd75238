"""The page of the figures."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from wms.platform.admin.pages import AdminPage
from wms.reporting.analytics.admin.figures import COLUMNS
from wms.reporting.analytics.admin.form import QuestionForm


class FiguresPage(AdminPage):
    """Shows the figures of a client for a building and a period, or what is wrong with these."""

    title = "Figures"
    route = "reporting/figures/"
    name = "figures"
    permission_required = "reporting.view_orderrow"
    template_name = "reporting/figures.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the figures, or refuse what was asked with 400."""
        del args, kwargs
        form = QuestionForm(request.GET.dict())
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=400)
        question = form.question(timezone.now())
        columns = [[show(question) for show in column] for column in COLUMNS]
        return self.render_to_response(
            self.get_context_data(form=form, question=question, columns=columns)
        )
