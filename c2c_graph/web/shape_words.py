"""The fixed words of the page `/shapes`, in each language of the shapes' messages."""

from collections.abc import Iterable
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from c2c_graph.validation.report import LANGUAGES

_TOLD: Final[Mapping[str, tuple[str, str, str]]] = {
    "title": (
        "Shapes: what an entry has to hold",
        "Formes : ce qu’une entrée doit contenir",
        "Formas: qué debe contener una entrada",
    ),
    "lead": (
        "One table a class: which properties, how many, what kind of value, an "
        "example, and what is said when it is not so. Below each stands Turtle to "
        "start from.",
        "Un tableau par classe : quelles propriétés, combien, quelle sorte de valeur, "
        "un exemple, et ce qui est dit quand il en va autrement. Sous chacun se trouve "
        "du Turtle pour commencer.",
        "Una tabla por clase: qué propiedades, cuántas, qué tipo de valor, un ejemplo, "
        "y qué se dice cuando no es así. Debajo de cada una hay Turtle para empezar.",
    ),
    "check": ("Check yours", "Vérifiez les vôtres", "Revise las suyas"),
    "levels": ("Three levels", "Trois niveaux", "Tres niveles"),
    "violation": ("violation", "infraction", "infracción"),
    "warning": ("warning", "avertissement", "advertencia"),
    "info": ("info", "conseil", "consejo"),
    "basic": ("Basic", "Base", "Básico"),
    "essential": ("Essential", "Essentiel", "Esencial"),
    "full": ("Full", "Complet", "Completo"),
    "basic-told": (
        "What is refused: data with a violation is not accepted. Level basic asks for "
        "none.",
        "Ce qui est refusé : des données avec une infraction ne sont pas acceptées. Le "
        "niveau basic n’en veut aucune.",
        "Lo que se rechaza: no se aceptan datos con una infracción. El nivel basic no "
        "admite ninguna.",
    ),
    "essential-told": (
        "What a curator asks about. Level essential asks for no warning either.",
        "Ce sur quoi on vous interroge. Le niveau essential ne veut pas non plus "
        "d’avertissement.",
        "Lo que se le pregunta. El nivel essential tampoco admite advertencias.",
    ),
    "full-told": (
        "What would make the entry better. Level full asks for nothing to be left to "
        "say.",
        "Ce qui rendrait l’entrée meilleure. Le niveau full veut qu’il ne reste rien à "
        "dire.",
        "Lo que mejoraría la entrada. El nivel full pide que no quede nada que decir.",
    ),
    "how-many": ("How many", "Combien", "Cuántos"),
    "one": ("exactly one", "exactement un", "exactamente uno"),
    "one-or-none": ("one or none", "un ou aucun", "uno o ninguno"),
    "one-or-more": ("one or more", "un ou plusieurs", "uno o varios"),
    "any": ("as many as there are", "autant qu’il y en a", "tantos como haya"),
    "classes": ("Classes", "Classes", "Clases"),
    "asked-of": ("Asked of", "Demandé de", "Se pide de"),
    "every": ("every", "chaque", "cada"),
    "whatever has": ("whatever has", "tout ce qui a", "todo lo que tiene"),
    "whatever is the value of": (
        "whatever is the value of",
        "toute valeur de",
        "todo valor de",
    ),
    "": ("", "", ""),
    "held-to": (
        "which is held to these too:",
        "où vaut aussi ce qui est dit de :",
        "donde vale también lo que se dice de:",
    ),
    "closed": (
        "Other properties than these do not belong here.",
        "D’autres propriétés que celles-ci n’ont pas leur place ici.",
        "Otras propiedades que estas no corresponden aquí.",
    ),
    "properties": ("Properties", "Propriétés", "Propiedades"),
    "property": ("Property", "Propriété", "Propiedad"),
    "kind": ("What kind", "Quelle sorte", "De qué tipo"),
    "example": ("Example", "Exemple", "Ejemplo"),
    "checked": ("What is checked", "Ce qui est vérifié", "Qué se revisa"),
    "asks": ("{0} asks for it", "{0} le demande", "{0} lo pide"),
    "rules": (
        "Rules across properties",
        "Règles entre propriétés",
        "Reglas entre propiedades",
    ),
    "turtle": ("Turtle to start from", "Turtle pour commencer", "Turtle para empezar"),
    "as-it-is": (
        "It conforms to level basic as it is.",
        "Tel quel, il est conforme au niveau basic.",
        "Tal como está, es conforme al nivel basic.",
    ),
    "shared": (
        "Shapes that several classes share",
        "Formes communes à plusieurs classes",
        "Formas comunes a varias clases",
    ),
    "query": ("its query", "sa requête", "su consulta"),
    "in": ("In", "Dans", "En"),
    "others": ("Rules of no class", "Règles sans classe", "Reglas sin clase"),
    "beyond": (
        "Rules that are not shapes",
        "Règles qui ne sont pas des formes",
        "Reglas que no son formas",
    ),
    "parts": ("Parts of shapes", "Parties de formes", "Partes de formas"),
    "parts-told": (
        "Lists, groups, queries, and shapes inside of shapes, as the RDF has them.",
        "Listes, groupes, requêtes, et formes dans des formes, tels que dans le RDF.",
        "Listas, grupos, consultas y formas dentro de formas, como están en el RDF.",
    ),
    "inverse": ("inverse", "inverse", "inversa"),
}


def language_of(wanted: Iterable[str]) -> str:
    """Return the first of `wanted` that the words are in, English without one."""
    return next((tag for tag in wanted if tag in LANGUAGES), LANGUAGES[0])


def words(language: str) -> Mapping[str, str]:
    """Return the words of the page in `language`, one of `LANGUAGES`."""
    at = LANGUAGES.index(language)
    return MappingProxyType({name: told[at] for name, told in _TOLD.items()})
