"""What is told of a document that cannot be read: what stands there, what to write.

The engine tells it in English and in words of the grammar; the commonest of its
faults are told here as a partner can repair them. The others keep its words.
"""

import re
from collections.abc import Mapping
from itertools import chain
from typing import Final

from c2c_graph.errors import SyntaxFault
from c2c_graph.validation import shown
from c2c_graph.validation.limit_words import LIMITS
from c2c_graph.validation.syntax_words import GRAMMAR

_Words = Mapping[str, str]

_ADDRESS: Final[_Words] = {
    "en": "A web address stands between angle brackets: <{name}:…> .",
    "fr": "Une adresse web s’écrit entre chevrons : <{name}:…> .",
    "es": "Una dirección web va entre ángulos: <{name}:…> .",
}
_KNOWN_PREFIX: Final[_Words] = {
    "en": "The prefix {name}: has not been declared. Add at the top: "
    "@prefix {name}: <{space}> .",
    "fr": "Le préfixe {name}: n’a pas été déclaré. Ajoutez en tête : "
    "@prefix {name}: <{space}> .",
    "es": "El prefijo {name}: no se ha declarado. Añada al principio: "
    "@prefix {name}: <{space}> .",
}
_OTHERWISE: Final[_Words] = {
    "en": "{detail}",
    "fr": "Ceci ne peut se lire : {detail}",
    "es": "Esto no se puede leer: {detail}",
}
_COUNTS: Final = frozenset({"number", "most"})
# how the engine's words begin or go on, and ours; groups fill the braces
_TOLD: Final[Mapping[str, _Words]] = {
    r"The prefix (?P<name>[^:]*): has not been declared": {
        "en": "The prefix {name}: has not been declared. Add its line at the top, "
        "as in @prefix city: <https://w3id.org/city2city/id/city/> .",
        "fr": "Le préfixe {name}: n’a pas été déclaré. Ajoutez sa ligne en tête, "
        "comme @prefix city: <https://w3id.org/city2city/id/city/> .",
        "es": "El prefijo {name}: no se ha declarado. Añada su línea al principio, "
        "como @prefix city: <https://w3id.org/city2city/id/city/> .",
    },
    r"A dot is expected at the end of statements": {
        "en": "What stands before this has no end. Put a dot after it, or a "
        "semicolon before the next property, or a comma before the next value.",
        "fr": "Ce qui précède n’a pas de fin. Mettez un point après, ou un "
        "point-virgule avant la propriété suivante, ou une virgule avant la valeur "
        "suivante.",
        "es": "Lo que precede no termina. Ponga un punto detrás, o un punto y coma "
        "antes de la propiedad siguiente, o una coma antes del valor siguiente.",
    },
    r"Line jumps are not allowed in string literals": {
        "en": "This text is not closed on its line. Close it with the quotation mark "
        'that opens it; a text of several lines stands between """ and """ .',
        "fr": "Ce texte n’est pas fermé sur sa ligne. Fermez-le par le guillemet qui "
        'l’ouvre ; un texte de plusieurs lignes s’écrit entre """ et """ .',
        "es": "Este texto no se cierra en su línea. Ciérrelo con la comilla que lo "
        'abre; un texto de varias líneas va entre """ y """ .',
    },
    r"'(?P<mark>[“”„«»‘’])' is not allowed": {
        "en": 'Here stands {mark}, a quotation mark of print. Write " .',
        "fr": 'Ici se trouve {mark}, un guillemet d’imprimerie. Écrivez " .',
        "es": 'Aquí hay {mark}, una comilla tipográfica. Escriba " .',
    },
    r"'/' is not allowed": {
        "en": "A slash cannot stand here. Write an IRI that has one whole, between "
        'angle brackets, and a date as text: "2015-03-12"^^xsd:date .',
        "fr": "Une barre oblique ne peut se trouver ici. Écrivez en entier, entre "
        "chevrons, un IRI qui en a une, et une date comme texte : "
        '"2015-03-12"^^xsd:date .',
        "es": "Aquí no puede ir una barra. Escriba entero, entre ángulos, un IRI que "
        'la tenga, y una fecha como texto: "2015-03-12"^^xsd:date .',
    },
    r"(?P<found>-\d+) is not a valid subject": {
        "en": "{found} cannot stand here. Write a date between quotation marks: "
        '"2015-03-12"^^xsd:date .',
        "fr": "{found} ne peut se trouver ici. Écrivez une date entre guillemets : "
        '"2015-03-12"^^xsd:date .',
        "es": "{found} no puede ir aquí. Escriba una fecha entre comillas: "
        '"2015-03-12"^^xsd:date .',
    },
    r"(?P<found>.+) is not a valid subject or graph name": {
        "en": "{found} cannot begin a statement; an IRI can, such as city:se-malmo . "
        "Before it, a text may be closed too early; or this is no Turtle.",
        "fr": "{found} ne peut commencer un énoncé ; un IRI le peut, comme "
        "city:se-malmo . Avant cela, un texte est peut-être fermé trop tôt ; ou ceci "
        "n’est pas du Turtle.",
        "es": "{found} no puede empezar un enunciado; un IRI sí, como city:se-malmo . "
        "Quizá antes un texto se cierra demasiado pronto; o esto no es Turtle.",
    },
    r"(?P<found>.+) is not a valid predicate": {
        "en": "{found} cannot stand where a property does. Write one, such as "
        "rdfs:label , or a for the class.",
        "fr": "{found} ne peut tenir lieu de propriété. Écrivez-en une, comme "
        "rdfs:label , ou a pour la classe.",
        "es": "{found} no puede estar en lugar de una propiedad. Escriba una, como "
        "rdfs:label , o a para la clase.",
    },
    r"(?P<found>.+) is not a valid RDF object": {
        "en": "{found} is no value. Write an IRI, a number, or a text between "
        "quotation marks.",
        "fr": "{found} n’est pas une valeur. Écrivez un IRI, un nombre, ou un texte "
        "entre guillemets.",
        "es": "{found} no es un valor. Escriba un IRI, un número o un texto entre "
        "comillas.",
    },
    r"Invalid IRI code point ' '": {
        "en": "A space cannot stand in an IRI. Leave it out, or write %20 .",
        "fr": "Un IRI ne peut contenir d’espace. Retirez-le, ou écrivez %20 .",
        "es": "Un IRI no puede contener espacios. Quítelo, o escriba %20 .",
    },
    r"Unexpected end": {
        "en": "The document ends before its last statement does. Close what is open, "
        "and end with a dot.",
        "fr": "Le document finit avant son dernier énoncé. Fermez ce qui est ouvert, "
        "et terminez par un point.",
        "es": "El documento acaba antes que su último enunciado. Cierre lo abierto, "
        "y termine con un punto.",
    },
    r"byte (?P<byte>0x..) is not UTF-8": {
        "en": "The byte {byte} is not UTF-8. Save the file again with the encoding "
        "UTF-8.",
        "fr": "L’octet {byte} n’est pas de l’UTF-8. Enregistrez le fichier de nouveau "
        "en UTF-8.",
        "es": "El byte {byte} no es UTF-8. Guarde el archivo de nuevo en UTF-8.",
    },
    r"a byte order mark": {
        "en": "A byte order mark stands here. Save the file as UTF-8 without one.",
        "fr": "Indicateur d’ordre des octets (BOM). Enregistrez le fichier en UTF-8 "
        "sans BOM.",
        "es": "Marca de orden de bytes (BOM). Guarde el archivo en UTF-8 sin BOM.",
    },
}


def told(fault: SyntaxFault, language: str, prefixes: Mapping[str, str]) -> str:
    """Return in `language` why a document cannot be read, and what to write there.

    `prefixes` are those that curators write; a missing one of them is told whole.
    """
    detail = fault.detail
    for pattern, words in chain(GRAMMAR.items(), LIMITS.items(), _TOLD.items()):
        found = re.match(pattern, detail, re.DOTALL)
        if found:
            parts = found.groupdict().items()
            groups = {key: shown.cut(text or "", language) for key, text in parts}
            groups |= {
                key: _number(groups[key], language) for key in _COUNTS & {*groups}
            }
            name = groups.get("name", "")
            if name in {"http", "https"}:
                words = _ADDRESS
            elif name in prefixes:
                words, groups["space"] = _KNOWN_PREFIX, prefixes[name]
            return words[language].format_map(groups)
    return _OTHERWISE[language].format_map({"detail": detail})


def _number(text: str, language: str) -> str:
    """Return the number in `text` as `language` groups its digits."""
    return text if language == "en" else text.replace(",", "\u202f")
