"""Put the desk together: who may use it, a module for each page, one shape for every fault."""

from __future__ import annotations

from pathlib import Path

from flask import Flask, Response, jsonify, request
from werkzeug.exceptions import HTTPException

from newsletter.desk.access import Access, guard_with
from newsletter.desk.desk_data import DeskData
from newsletter.desk.drawing import (
    LANGUAGE_COOKIE,
    LANGUAGES,
    open_page,
)
from newsletter.desk.mail_pages import build_mail_pages
from newsletter.desk.post_list import Need, Question, build_overview
from newsletter.desk.post_pages import build_post_pages
from newsletter.desk.run_pages import build_run_pages
from newsletter.desk.unit_pages import build_unit_pages
from newsletter.errors import (
    EditConflict,
    LockedError,
    NewsletterError,
    PostError,
)

STATIC = Path(__file__).parent / "static"
_STATUS = ((LockedError, 423), (EditConflict, 409), (PostError, 422))
DAY_S = 86_400


def build_application(desk_data: DeskData, access: Access) -> Flask:
    """Return the desk of a publication as a WSGI application."""
    app = Flask(__name__, static_folder=None, template_folder=None)
    guard_with(app, access)
    app.register_blueprint(build_post_pages(desk_data))
    app.register_blueprint(build_unit_pages(desk_data))
    app.register_blueprint(build_mail_pages(desk_data))
    app.register_blueprint(build_run_pages(desk_data))
    _add_common_pages(app, desk_data, access)
    _add_faults(app, desk_data)
    return app


def _add_common_pages(app: Flask, desk_data: DeskData, access: Access) -> None:
    @app.get("/")
    def posts() -> Response:
        question = _read_question()
        view = build_overview(desk_data, question)
        return open_page(desk_data).render(
            "posts.html.j2", view=view, question=question, needs=tuple(Need)
        )

    @app.get("/help")
    def show_help() -> Response:
        return open_page(desk_data).render("help.html.j2")

    @app.get("/enter")
    def show_enter() -> Response:
        return open_page(desk_data).render(
            "enter.html.j2",
            is_wrong="wrong" in request.args,
            has_password=bool(access.password),
        )

    @app.post("/language")
    def choose() -> Response:
        chosen = request.form.get("language", "")
        response = Response("", 303, {"Location": "/"})
        if chosen in LANGUAGES:
            response.set_cookie(
                LANGUAGE_COOKIE, chosen, max_age=365 * DAY_S, samesite="Strict"
            )
        return response

    @app.get("/static/<name>")
    def static_file(name: str) -> Response:
        """A file of the folder itself; nothing below or beside it."""
        kinds = {".css": "text/css", ".js": "text/javascript"}
        path = STATIC / name
        if path.suffix not in kinds or path.parent != STATIC:
            return Response("", 404)
        if not path.is_file():
            return Response("", 404)
        return Response(
            path.read_bytes(),
            content_type=f"{kinds[path.suffix]}; charset=utf-8",
            headers={"Cache-Control": "no-cache"},
        )


def _read_question() -> Question:
    """What the list of posts is asked for; a number that is none is the first page."""
    number = request.args.get("page", "1")
    return Question(
        text=request.args.get("q", "")[:200],
        need=request.args.get("need", ""),
        language=request.args.get("language", ""),
        page=int(number) if number.isdecimal() and len(number) < 6 else 1,
    )


def _add_faults(app: Flask, desk_data: DeskData) -> None:
    """Show every fault in the desk's own page, or as JSON where a script asks."""

    @app.errorhandler(NewsletterError)
    def show_fault(error: NewsletterError) -> Response:
        status = next(
            (code for kind, code in _STATUS if isinstance(error, kind)), 500
        )
        if request.is_json:
            response = jsonify(error=error.as_dict())
            response.status_code = status
            return response
        return _draw_fault(desk_data, error, status)

    @app.errorhandler(HTTPException)
    def show_refusal(error: HTTPException) -> Response:
        """Show a page that is not there, or a request that cannot be read."""
        status = error.code or 500
        what = error.description or error.name
        fault = NewsletterError(what)
        if request.is_json:
            response = jsonify(error=fault.as_dict())
            response.status_code = status
            return response
        return _draw_fault(desk_data, fault, status)


def _draw_fault(
    desk_data: DeskData, error: NewsletterError, status: int
) -> Response:
    """The error as a page; in plain text for strangers, and where settings cannot be read."""
    if status == 403:
        return Response(error.what, status, content_type="text/plain")
    try:
        return open_page(desk_data).render(
            "fault.html.j2", status, error=error, code=status
        )
    except NewsletterError:
        return Response(str(error), status, content_type="text/plain")
