"""Put the desk together: walls, one module for each page, and one shape for every fault."""

from __future__ import annotations

from pathlib import Path

from flask import Flask, Response, jsonify, request
from werkzeug.exceptions import HTTPException

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
from newsletter.desk.walls import Walls, put_up
from newsletter.desk.workshop import Workshop
from newsletter.errors import (
    EditConflict,
    LockedError,
    NewsletterError,
    PostError,
)

STATIC = Path(__file__).parent / "static"
_STATUS = ((LockedError, 423), (EditConflict, 409), (PostError, 422))
DAY_S = 86_400


def build_application(workshop: Workshop, walls: Walls) -> Flask:
    """Return the desk of a publication as a WSGI application."""
    app = Flask(__name__, static_folder=None, template_folder=None)
    put_up(app, walls)
    app.register_blueprint(build_post_pages(workshop))
    app.register_blueprint(build_unit_pages(workshop))
    app.register_blueprint(build_mail_pages(workshop))
    app.register_blueprint(build_run_pages(workshop))
    _add_common_pages(app, workshop, walls)
    _add_faults(app, workshop)
    return app


def _add_common_pages(app: Flask, workshop: Workshop, walls: Walls) -> None:
    @app.get("/")
    def posts() -> Response:
        question = _read_question()
        view = build_overview(workshop, question)
        return open_page(workshop).render(
            "posts.html.j2", view=view, question=question, needs=tuple(Need)
        )

    @app.get("/help")
    def show_help() -> Response:
        return open_page(workshop).render("help.html.j2")

    @app.get("/enter")
    def show_door() -> Response:
        return open_page(workshop).render(
            "enter.html.j2",
            is_wrong="wrong" in request.args,
            has_password=bool(walls.password),
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
    number = request.args.get("page", "1")
    return Question(
        text=request.args.get("q", "")[:200],
        need=request.args.get("need", ""),
        language=request.args.get("language", ""),
        page=int(number) if number.isdecimal() and len(number) < 6 else 1,
    )


def _add_faults(app: Flask, workshop: Workshop) -> None:
    @app.errorhandler(NewsletterError)
    def tell_fault(error: NewsletterError) -> Response:
        status = next(
            (code for kind, code in _STATUS if isinstance(error, kind)), 500
        )
        if request.is_json:
            response = jsonify(error=error.as_dict())
            response.status_code = status
            return response
        return _draw_fault(workshop, error, status)

    @app.errorhandler(HTTPException)
    def tell_refusal(error: HTTPException) -> Response:
        status = error.code or 500
        what = error.description or error.name
        fault = NewsletterError(what)
        if request.is_json:
            response = jsonify(error=fault.as_dict())
            response.status_code = status
            return response
        return _draw_fault(workshop, fault, status)


def _draw_fault(
    workshop: Workshop, error: NewsletterError, status: int
) -> Response:
    """The error as a page; in plain text for strangers, and where settings cannot be read."""
    if status == 403:
        return Response(error.what, status, content_type="text/plain")
    try:
        return open_page(workshop).render(
            "fault.html.j2", status, error=error, code=status
        )
    except NewsletterError:
        return Response(str(error), status, content_type="text/plain")
