"""The templates, for Flask's pages and for documents, which are made without Flask."""

from functools import cache

from jinja2 import Environment
from jinja2 import PackageLoader
from jinja2 import select_autoescape

from c2c_graph.web import addresses
from c2c_graph.web import markup
from c2c_graph.web import software


def prepare(environment: Environment) -> None:
    """Give `environment` what the templates use."""
    environment.trim_blocks = environment.lstrip_blocks = True
    environment.filters["local"] = addresses.document_path
    environment.globals["version"] = software.version()
    environment.globals["markup"] = markup


@cache
def environment() -> Environment:
    """Return the environment of pages that are made without Flask."""
    made = Environment(
        loader=PackageLoader("c2c_graph.web"),
        autoescape=select_autoescape(),
        auto_reload=False,
    )
    prepare(made)
    return made


def render(template: str, **given: object) -> str:
    """Return the page that `template` makes of what is `given`."""
    return environment().get_template(template).render(given)
