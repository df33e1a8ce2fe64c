"""What rules say besides their message, and instead of it in cases of their own.

Braces hold what the check fills in, as in the messages of `rules`.
"""

from collections.abc import Mapping
from typing import Final

TAILS: Final[Mapping[str, Mapping[str, str]]] = {
    "near": {
        "en": " The nearest is {near} .",
        "fr": " Le plus proche est {near} .",
        "es": " Lo más parecido es {near} .",
    },
    "write": {
        "en": " Write {write} .",
        "fr": " Écrivez {write} .",
        "es": " Escriba {write} .",
    },
    "first": {
        "en": " Write {first} or {second} , whichever is meant.",
        "fr": " Écrivez {first} ou {second} , selon ce qui est voulu.",
        "es": " Escriba {first} o {second} , según lo que se quiera decir.",
    },
    "like": {
        "en": " Correct it; such a value is written like {like} .",
        "fr": " Corrigez ; une telle valeur s’écrit comme {like} .",
        "es": " Corríjalo; un valor así se escribe como {like} .",
    },
}
# a check names the case in its details
CASES: Final[Mapping[str, Mapping[str, str]]] = {
    "list": {
        "en": "The brackets make a list, which stands for one value without an IRI. "
        "Leave the brackets out; between several values write commas.",
        "fr": "Les parenthèses font une liste, qui est une seule valeur sans IRI. "
        "Retirez les parenthèses ; entre plusieurs valeurs, écrivez des virgules.",
        "es": "Los paréntesis hacen una lista, que es un solo valor sin IRI. "
        "Quite los paréntesis; entre varios valores escriba comas.",
    },
    "alone": {
        "en": "Nothing here describes {value}, and nothing published was looked at. "
        "Add that entry, or check this against what is published.",
        "fr": "Rien ici ne décrit {value}, et rien de publié n’a été examiné. "
        "Ajoutez cette entrée, ou contrôlez ceci avec ce qui est publié.",
        "es": "Nada describe aquí {value}, y no se ha mirado nada publicado. "
        "Añada esa entrada, o compruebe esto con lo publicado.",
    },
    "no-such-kind": {
        "en": "{value} is of no kind that there is: nothing of ours lies under "
        "/id/{kind}/. Correct the kind.",
        "fr": "{value} n’est d’aucun type existant : rien de nous ne se trouve sous "
        "/id/{kind}/. Corrigez le type.",
        "es": "{value} no es de ningún tipo que exista: nada nuestro está bajo "
        "/id/{kind}/. Corrija el tipo.",
    },
}
