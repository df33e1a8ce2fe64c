"""What shapes ask for of a value, in French and Spanish, by the English words for it.

`shape_wording` makes the English ones. An expression that English puts into words is
shown by itself.
"""

import re
from collections.abc import Mapping
from typing import Final

_FORM: Final = "of the form"
_TOLD: Final[Mapping[str, tuple[str, str]]] = {
    "": ("", ""),
    "text with its language": ("texte avec sa langue", "texto con su lengua"),
    "coordinates": ("coordonnées", "coordenadas"),
    "text": ("texte", "texto"),
    "year": ("année", "año"),
    "month": ("mois", "mes"),
    "day": ("jour", "día"),
    "date and time": ("date et heure", "fecha y hora"),
    "whole number": ("nombre entier", "número entero"),
    "number": ("nombre", "número"),
    "true or false": ("vrai ou faux", "verdadero o falso"),
    "address": ("adresse", "dirección"),
    "a value": ("une valeur", "un valor"),
    "an IRI": ("un IRI", "un IRI"),
    "a text, number or date": (
        "un texte, un nombre ou une date",
        "un texto, un número o una fecha",
    ),
    "a blank node": ("un nœud anonyme", "un nodo en blanco"),
    "an IRI or a blank node": (
        "un IRI ou un nœud anonyme",
        "un IRI o un nodo en blanco",
    ),
    "a blank node, text, number or date": (
        "un nœud anonyme, un texte, un nombre ou une date",
        "un nodo en blanco, un texto, un número o una fecha",
    ),
    "an IRI, text, number or date": (
        "un IRI, un texte, un nombre ou une date",
        "un IRI, un texto, un número o una fecha",
    ),
    "at least": ("au moins", "al menos"),
    "at most": ("au plus", "como máximo"),
    "more than": ("plus de", "más de"),
    "less than": ("moins de", "menos de"),
    "not more than": ("pas plus que", "no más que"),
    "the same as": ("le même que", "lo mismo que"),
    "not the same as": ("pas le même que", "no lo mismo que"),
    "either": ("soit", "o bien"),
    "or": ("ou", "o"),
    "one of": ("l’un de", "uno de"),
    "both": ("à la fois", "a la vez"),
    "and": ("et", "y"),
    "not": ("pas", "no"),
    "at least one": ("au moins un", "al menos uno"),
    "among them": ("parmi elles", "entre ellos"),
    "an entry of": ("une entrée de", "una entrada de"),
    "a concept of the list": ("un concept de la liste", "un concepto de la lista"),
    _FORM: ("de la forme", "de la forma"),
    "one for each language": ("un par langue", "uno por lengua"),
    "in the language": ("en langue", "en lengua"),
    "character": ("caractère", "carácter"),
    "characters": ("caractères", "caracteres"),
}
_ORDER: Final = ("fr", "es")
_MEASURED: Final = re.compile(
    r"(at least|at most|more than|less than|in the language) (.+?)( characters?)?"
)


def said(words: str, language: str) -> str:
    """Return what `words` say in English in `language`, one of the messages'."""
    if language not in _ORDER:
        return words
    if words in _TOLD:
        return _TOLD[words][_ORDER.index(language)]
    if found := _MEASURED.fullmatch(words):
        unit = said((found[3] or "").strip(), language)
        return f"{said(found[1], language)} {found[2]} {unit}".rstrip()
    return said(_FORM, language)
