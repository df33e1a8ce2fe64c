"""The fixed words of the page `/validate`, in each language of its messages."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from c2c_graph.validation.report import LANGUAGES

_TOLD: Final[Mapping[str, tuple[str, str, str]]] = {
    "title": (
        "Check a submission",
        "Vérifier un envoi",
        "Revisar un envío",
    ),
    "lead": (
        "Paste Turtle or choose files: what is wrong is told by line, with the "
        "repair. Nothing is kept.",
        "Collez du Turtle ou choisissez des fichiers : ce qui ne va pas est dit ligne "
        "par ligne, avec la correction. Rien n’est conservé.",
        "Pegue Turtle o elija archivos: se dice línea por línea qué está mal y cómo "
        "corregirlo. No se guarda nada.",
    ),
    "rules": (
        "What is asked of each class, and Turtle to start from",
        "Ce qui est demandé de chaque classe, et du Turtle pour commencer",
        "Qué se pide de cada clase, y Turtle para empezar",
    ),
    "text": ("Text", "Texte", "Texto"),
    "syntax": ("Syntax of the text", "Syntaxe du texte", "Sintaxis del texto"),
    "files": (
        "or files, which can be dropped on the text",
        "ou des fichiers, à déposer sur le texte",
        "o archivos, que se pueden soltar sobre el texto",
    ),
    "files-alone": ("or files", "ou des fichiers", "o archivos"),
    "language": (
        "Language of messages",
        "Langue des messages",
        "Lengua de los mensajes",
    ),
    "level": ("Level asked for", "Niveau demandé", "Nivel pedido"),
    "basic": (
        "basic: no violation",
        "basic : aucune infraction",
        "basic: ninguna infracción",
    ),
    "essential": (
        "essential: no warning either",
        "essential : aucun avertissement non plus",
        "essential: tampoco advertencias",
    ),
    "full": (
        "full: nothing left to say",
        "full : plus rien à dire",
        "full: nada más que decir",
    ),
    "against": ("Seen together with", "Vu avec", "Visto junto con"),
    "current": (
        "the newest release",
        "la dernière version",
        "la última versión",
    ),
    "none": (
        "the vocabulary and its code lists alone",
        "le vocabulaire et ses listes seuls",
        "el vocabulario y sus listas solamente",
    ),
    "release": ("release {0}", "version {0}", "versión {0}"),
    "replaces": (
        "Graph that this replaces, if any",
        "Graphe que ceci remplace, s’il y en a un",
        "Grafo al que esto sustituye, si lo hay",
    ),
    "run": ("Check", "Vérifier", "Revisar"),
    "programs": (
        "Programs send the file itself:",
        "Les programmes envoient le fichier même :",
        "Los programas envían el archivo mismo:",
    ),
    "found": ("What was found", "Ce qui a été trouvé", "Lo que se encontró"),
    "levels": ("Levels", "Niveaux", "Niveles"),
    "reached": ("reached", "atteint", "alcanzado"),
    "missed": ("not reached", "non atteint", "no alcanzado"),
    "show": ("Show", "Afficher", "Mostrar"),
    "by-rule": ("By rule", "Par règle", "Por regla"),
    "all-rules": ("every rule", "toutes les règles", "todas las reglas"),
    "rule": ("Rule", "Règle", "Regla"),
    "shown": (
        "{0} of {1} shown",
        "{0} sur {1} affichés",
        "{0} de {1} mostrados",
    ),
    "jump": (
        "Keys: n the next finding, p the one before.",
        "Touches : n constat suivant, p constat précédent.",
        "Teclas: n hallazgo siguiente, p hallazgo anterior.",
    ),
    "download": (
        "The report of the text as it stands above, as",
        "Le rapport du texte tel qu’il est ci-dessus, en",
        "El informe del texto tal como está arriba, en",
    ),
    "line": ("line {0}", "ligne {0}", "línea {0}"),
    "column": ("column {0}", "colonne {0}", "columna {0}"),
    "repair": ("Write", "Écrivez", "Escriba"),
    "near": ("Nearest", "Le plus proche", "Lo más parecido"),
    "about": ("About", "À propos de", "Sobre"),
    "published": (
        "Published entries that this would break",
        "Entrées publiées que ceci rendrait fausses",
        "Entradas publicadas que esto estropearía",
    ),
    "elsewhere": (
        "Findings without a place",
        "Constats sans emplacement",
        "Hallazgos sin lugar",
    ),
    "gone": (
        "Published faults that this would repair",
        "Défauts publiés que ceci corrigerait",
        "Faltas publicadas que esto corregiría",
    ),
    "skipped": (
        "{0} lines without findings are not shown",
        "{0} lignes sans constat ne sont pas affichées",
        "{0} líneas sin hallazgos no se muestran",
    ),
    "cut": (
        "… {0} characters …",
        "… {0} caractères …",
        "… {0} caracteres …",
    ),
    "more": (
        "{0} further findings",
        "{0} autres constats",
        "{0} hallazgos más",
    ),
    "left-out": (
        "{0} more findings are not on this page; the downloads have them.",
        "{0} constats de plus ne sont pas sur cette page ; les fichiers les ont.",
        "{0} hallazgos más no están en esta página; los archivos los tienen.",
    ),
    "not-utf-8": (
        "This file is not UTF-8 as a whole; what could not be read is shown as �.",
        "Ce fichier n’est pas entièrement en UTF-8 ; ce qui n’a pu être lu est "
        "montré comme �.",
        "Este archivo no está del todo en UTF-8; lo que no se pudo leer se muestra "
        "como �.",
    ),
    "nothing": (
        "Nothing was found.",
        "Rien n’a été trouvé.",
        "No se encontró nada.",
    ),
    "findings": ("Findings", "Constats", "Hallazgos"),
    "place": ("Place", "Emplacement", "Lugar"),
    "severity": ("Severity", "Gravité", "Gravedad"),
    "message": ("Message", "Message", "Mensaje"),
}


def words(language: str) -> Mapping[str, str]:
    """Return the words of the page in `language`, one of `LANGUAGES`."""
    at = LANGUAGES.index(language)
    return MappingProxyType({name: told[at] for name, told in _TOLD.items()})
