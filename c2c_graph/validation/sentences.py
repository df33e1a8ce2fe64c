"""What was found, in each language: a sentence for each kind of constraint.

Braces hold what was found: `value` and its kind, `wanted` is what the shape asks,
`path` the property. The shape's own message, which tells what to do, follows.
"""

import re
from collections.abc import Mapping
from typing import Final

_Told = Mapping[str, str]
# a name that begins with one; unit: and its like begin as "you" does
_VOWEL: Final = re.compile(r"[aeio]|u(?!ni)", re.IGNORECASE)

SENTENCES: Final[Mapping[str, _Told]] = {
    "class": {
        "en": "{value} is a {found}, not a {wanted}.",
        "fr": "{value} est de la classe {found}, et non {wanted}.",
        "es": "{value} es de la clase {found}, no de la clase {wanted}.",
    },
    "class-alone": {
        "en": "{value} is a {found}.",
        "fr": "{value} est de la classe {found}.",
        "es": "{value} es de la clase {found}.",
    },
    "undescribed": {
        "en": "Nothing says what {value} is; wanted is a {wanted}.",
        "fr": "Rien ne dit ce qu’est {value} ; il faut la classe {wanted}.",
        "es": "Nada dice qué es {value}; se pide la clase {wanted}.",
    },
    "unknown": {
        "en": "{value} is not known without what is published; wanted is a {wanted}.",
        "fr": "{value} n’est pas connu sans ce qui est publié ; "
        "il faut la classe {wanted}.",
        "es": "{value} no se conoce sin lo publicado; se pide la clase {wanted}.",
    },
    "datatype": {
        "en": "{value} is of type {found}, not {wanted}.",
        "fr": "{value} est du type {found}, et non {wanted}.",
        "es": "{value} es del tipo {found}, no {wanted}.",
    },
    "ill-typed": {
        "en": "{value} cannot be read as {wanted}.",
        "fr": "{value} ne peut se lire comme {wanted}.",
        "es": "{value} no se puede leer como {wanted}.",
    },
    "no-language": {
        "en": "{value} does not say in which language it is.",
        "fr": "{value} ne dit pas en quelle langue il est.",
        "es": "{value} no dice en qué lengua está.",
    },
    "kind": {
        "en": "{value} is {kind}, not {wanted}.",
        "fr": "{value} est {kind}, et non {wanted}.",
        "es": "{value} es {kind}, no {wanted}.",
    },
    "too-many": {
        "en": "{number} values are given where at most {most} may be: {values}.",
        "fr": "{number} valeurs sont données, pour {most} au plus : {values}.",
        "es": "Se dan {number} valores, con un máximo de {most}: {values}.",
    },
    "missing": {
        "en": "{path} is missing.",
        "fr": "{path} manque.",
        "es": "Falta {path}.",
    },
    "unwanted": {
        "en": "Found: {values} .",
        "fr": "Trouvé : {values} .",
        "es": "Encontrado: {values} .",
    },
    "given": {
        "en": "{path} has only {values}.",
        "fr": "{path} n’a que {values}.",
        "es": "{path} solo tiene {values}.",
    },
    "unlisted": {
        "en": "{value} is not on that list.",
        "fr": "{value} n’est pas dans cette liste.",
        "es": "{value} no está en esa lista.",
    },
    "not-on-list": {
        "en": "{value} is not on the list {list} ( {page} ): {members}.",
        "fr": "{value} n’est pas dans la liste {list} ( {page} ) : {members}.",
        "es": "{value} no está en la lista {list} ( {page} ): {members}.",
    },
    "none-of": {
        "en": "{value} is none of {members}.",
        "fr": "{value} n’est aucun de {members}.",
        "es": "{value} no es ninguno de {members}.",
    },
    "empty": {
        "en": "{value} is an empty text.",
        "fr": "{value} est un texte vide.",
        "es": "{value} es un texto vacío.",
    },
    "pattern": {
        "en": "{value} does not have the right form.",
        "fr": "{value} n’a pas la bonne forme.",
        "es": "{value} no tiene la forma correcta.",
    },
    "length": {
        "en": "{value} has {number} characters.",
        "fr": "{value} a {number} caractères.",
        "es": "{value} tiene {number} caracteres.",
    },
    "same-language": {
        "en": "Found with the same tag: {values}.",
        "fr": "Trouvé avec la même étiquette : {values}.",
        "es": "Con la misma etiqueta: {values}.",
    },
    "foreign": {
        "en": "{path} {value} does not belong here.",
        "fr": "{path} {value} n’a pas sa place ici.",
        "es": "{path} {value} no corresponde aquí.",
    },
    "found": {
        "en": "Found: {value} .",
        "fr": "Trouvé : {value} .",
        "es": "Encontrado: {value} .",
    },
    "nearest": {
        "en": "The nearest is {near} .",
        "fr": "Le plus proche est {near} .",
        "es": "Lo más parecido es {near} .",
    },
    "either": {
        "en": "Here, write {first} or {second} , whichever is meant.",
        "fr": "Ici, écrivez {first} ou {second} , selon ce qui est voulu.",
        "es": "Aquí, escriba {first} o {second} , según lo que se quiera decir.",
    },
    "rows-cut": {
        "en": "Each was compared with each, {most} times; what is left was not looked "
        "at. Send fewer entries of one kind at once.",
        "fr": "Chacune a été comparée à chacune, {most} fois ; le reste n’a pas été "
        "examiné. Envoyez moins d’entrées d’une même sorte à la fois.",
        "es": "Se comparó cada una con cada una, {most} veces; lo demás no se examinó. "
        "Envíe menos entradas de una misma clase a la vez.",
    },
    "write": {
        "en": "Here, write: {repair} .",
        "fr": "Ici, écrivez : {repair} .",
        "es": "Aquí, escriba: {repair} .",
    },
    "example": {
        "en": "Here, if it is in English, write: {repair} .",
        "fr": "Ici, si c’est de l’anglais, écrivez : {repair} .",
        "es": "Aquí, si está en inglés, escriba: {repair} .",
    },
}

KINDS: Final[Mapping[str, _Told]] = {
    "IRI": {"en": "an IRI", "fr": "un IRI", "es": "un IRI"},
    "Literal": {"en": "a text", "fr": "un texte", "es": "un texto"},
    "BlankNode": {
        "en": "a blank node",
        "fr": "un nœud anonyme",
        "es": "un nodo en blanco",
    },
}
_OR: Final = {"en": " or ", "fr": " ou ", "es": " o "}


def sentence(name: str, language: str, details: Mapping[str, str]) -> str:
    """Return the sentence `name` in `language`, its braces filled from `details`."""
    return filled(SENTENCES[name][language], language, details)


def filled(words: str, language: str, details: Mapping[str, str]) -> str:
    """Return `words` of `language`, their braces filled from `details`.

    English has another article before a vowel: an org:Membership.
    """
    if language == "en":
        for key, detail in details.items():
            if _VOWEL.match(detail):
                words = re.sub(rf"\b([Aa]) (?={{{key}}})", r"\1n ", words)
    return words.format_map(details)


def one_of(names: list[str], language: str) -> str:
    """Return `names` as a choice in `language`."""
    return _OR[language].join(names)
