"""The fixed words of reports, in each language; what is found has words of its own."""

from collections.abc import Mapping
from typing import Final

from c2c_graph.validation.report import Severity

_Told = Mapping[str, str]

SEVERITIES: Final[Mapping[Severity, _Told]] = {
    Severity.VIOLATION: {"en": "violation", "fr": "infraction", "es": "infracción"},
    Severity.WARNING: {"en": "warning", "fr": "avertissement", "es": "advertencia"},
    Severity.INFO: {"en": "info", "fr": "conseil", "es": "consejo"},
}
# one, and none or several
_COUNTED: Final[Mapping[Severity, Mapping[str, tuple[str, str]]]] = {
    Severity.VIOLATION: {
        "en": ("violation", "violations"),
        "fr": ("infraction", "infractions"),
        "es": ("infracción", "infracciones"),
    },
    Severity.WARNING: {
        "en": ("warning", "warnings"),
        "fr": ("avertissement", "avertissements"),
        "es": ("advertencia", "advertencias"),
    },
    Severity.INFO: {
        "en": ("piece of advice", "pieces of advice"),
        "fr": ("conseil", "conseils"),
        "es": ("consejo", "consejos"),
    },
}
_FILES: Final = {
    "en": ("file", "files"),
    "fr": ("fichier", "fichiers"),
    "es": ("archivo", "archivos"),
}

PHRASES: Final[Mapping[str, _Told]] = {
    "title": {
        "en": "Validation report",
        "fr": "Rapport de validation",
        "es": "Informe de validación",
    },
    "published": {"en": "published", "fr": "publié", "es": "publicado"},
    "repair": {
        "en": "repair: {it}",
        "fr": "correction : {it}",
        "es": "corrección: {it}",
    },
    "nearest": {
        "en": "nearest: {it}",
        "fr": "le plus proche : {it}",
        "es": "lo más parecido: {it}",
    },
    "rule": {"en": "rule: {it}", "fr": "règle : {it}", "es": "regla: {it}"},
    "found": {
        "en": "{counts} in {files}",
        "fr": "{counts} dans {files}",
        "es": "{counts} en {files}",
    },
    "against": {
        "en": "seen together with {it}",
        "fr": "vu avec {it}",
        "es": "visto junto con {it}",
    },
    "release": {
        "en": "release {number}",
        "fr": "la version {number}",
        "es": "la versión {number}",
    },
    "packaged data": {
        "en": "the data that came with c2c",
        "fr": "les données livrées avec c2c",
        "es": "los datos que trae c2c",
    },
    "nothing published": {
        "en": "the vocabulary and its code lists alone",
        "fr": "le vocabulaire et ses listes seuls",
        "es": "el vocabulario y sus listas solamente",
    },
    "conforms": {
        "en": "conforms to: {levels}",
        "fr": "conforme à : {levels}",
        "es": "conforme a: {levels}",
    },
    "conforms-to-none": {
        "en": "conforms to no level",
        "fr": "conforme à aucun niveau",
        "es": "no es conforme a ningún nivel",
    },
    "asked": {
        "en": "asked for: {level}",
        "fr": "demandé : {level}",
        "es": "pedido: {level}",
    },
    "unread": {
        "en": "{files} cannot be read, so nothing else was checked; "
        "repair the syntax first",
        "fr": "{files} que l’on ne peut lire ; rien d’autre n’a donc été vérifié ; "
        "corrigez d’abord la syntaxe",
        "es": "{files} sin poder leerse, así que no se revisó nada más; "
        "corrija primero la sintaxis",
    },
    "hidden": {
        "en": "not listed: {counts}; {how} lists them",
        "fr": "hors liste : {counts} ; {how} les montre",
        "es": "sin mostrar: {counts}; {how} los muestra",
    },
    "hidden-one": {
        "en": "not listed: {counts}; {how} lists it",
        "fr": "hors liste : {counts} ; {how} le montre",
        "es": "sin mostrar: {counts}; {how} lo muestra",
    },
    "hidden-by-level": {
        "en": "the level full",
        "fr": "le niveau full",
        "es": "el nivel full",
    },
    "hidden-by-choice": {
        "en": "--show {severity}",
        "fr": "--show {severity}",
        "es": "--show {severity}",
    },
    "both": {
        "en": "{first}; {second}",
        "fr": "{first} ; {second}",
        "es": "{first}; {second}",
    },
    "left-out": {
        "en": "findings left out of this report: {number}",
        "fr": "constats omis de ce rapport : {number}",
        "es": "hallazgos omitidos de este informe: {number}",
    },
    "gone": {
        "en": "findings about what is published that this would repair: {number}",
        "fr": "constats sur ce qui est publié que ceci corrigerait : {number}",
        "es": "hallazgos sobre lo publicado que esto corregiría: {number}",
    },
    "show": {"en": "Show", "fr": "Afficher", "es": "Mostrar"},
    "line": {"en": "line {line}", "fr": "ligne {line}", "es": "línea {line}"},
    "whole": {
        "en": "The submission as a whole",
        "fr": "L’envoi dans son ensemble",
        "es": "El envío en su conjunto",
    },
    "nothing": {
        "en": "Nothing was found.",
        "fr": "Rien n’a été trouvé.",
        "es": "No se encontró nada.",
    },
}


def phrase(name: str, language: str, **details: object) -> str:
    """Return the phrase `name` in `language`, its braces filled from `details`."""
    return PHRASES[name][language].format(**details)


def counted(number: int, severity: Severity, language: str) -> str:
    """Return `number` findings of `severity` in words."""
    return _counted(number, _COUNTED[severity][language], language)


def files(number: int, language: str) -> str:
    """Return `number` files in words."""
    return _counted(number, _FILES[language], language)


def _counted(number: int, forms: tuple[str, str], language: str) -> str:
    is_one = number in (0, 1) if language == "fr" else number == 1
    return f"{number} {forms[0] if is_one else forms[1]}"
