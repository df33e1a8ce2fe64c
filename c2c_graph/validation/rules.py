"""The rules that are not SHACL: their ids, how much they weigh, what they say.

A message tells what is wrong with which value and how to repair it; braces hold
what the check fills in. An id is as stable as the IRI of a shape.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from c2c_graph.validation.report import Severity
from c2c_graph.validation.rule_words import CASES
from c2c_graph.validation.rule_words import TAILS
from c2c_graph.validation.sentences import filled


@dataclass(frozen=True)
class Rule:
    """One rule: its messages are templates, one a language."""

    severity: Severity
    messages: Mapping[str, str]

    def message(self, language: str, details: Mapping[str, str]) -> str:
        """Return the message in `language`, its braces filled from `details`.

        What `details` has besides is told after it: the name that is `near` to the
        one found, what to `write`, the `first` of two readings, a value to be `like`.
        A `case` of the rule has its own words.
        """
        words = CASES.get(details.get("case", ""), self.messages)
        tails = [TAILS[name][language] for name in TAILS if name in details]
        return filled("".join([words[language], *tails]), language, details)


def _violation(en: str, fr: str, es: str) -> Rule:
    return Rule(Severity.VIOLATION, {"en": en, "fr": fr, "es": es})


def _warning(en: str, fr: str, es: str) -> Rule:
    return Rule(Severity.WARNING, {"en": en, "fr": fr, "es": es})


# a file that cannot be read: its fault has its own words, so it has no row
SYNTAX: Final = "syntax"
# shapes that the engine cannot use
UNUSABLE: Final = "unusable-shapes"

RULES: Final[Mapping[str, Rule]] = {
    UNUSABLE: _violation(
        "These shapes or check queries cannot be used: {detail}",
        "Ces formes ou requêtes de contrôle ne sont pas utilisables : {detail}",
        "Estas formas o consultas de control no se pueden usar: {detail}",
    ),
    "literal-rewritten": _violation(
        "The store would turn {value} into {repair}. Write {repair} .",
        "La base transformerait {value} en {repair}. Écrivez {repair} .",
        "El almacén convertiría {value} en {repair}. Escriba {repair} .",
    ),
    "ill-typed-literal": _violation(
        "{value} cannot be read as {datatype}.",
        "{value} ne peut se lire comme {datatype}.",
        "{value} no se puede leer como {datatype}.",
    ),
    "language-tag": _violation(
        "{part} in {tag} stands for no language or region. "
        "Correct the tag; such tags are @en, @sv or @pt-br .",
        "{part} dans {tag} ne désigne ni langue ni région. "
        "Corrigez l’étiquette ; il s’en écrit comme @en, @sv ou @pt-br .",
        "{part} en {tag} no designa lengua ni región. "
        "Corrija la etiqueta; las hay como @en, @sv o @pt-br .",
    ),
    "text-not-composed": _warning(
        "The accents of this text stand beside their letters, so that it differs from "
        "the same text typed elsewhere. Write {repair} .",
        "Les accents de ce texte se trouvent à côté de leurs lettres ; il diffère donc "
        "du même texte saisi ailleurs. Écrivez {repair} .",
        "Los acentos de este texto van junto a sus letras, así que difiere "
        "del mismo texto escrito en otra parte. Escriba {repair} .",
    ),
    "prefix-namespace": _violation(
        "This prefix stands for {found} here, which looks misspelt, so that no name "
        "written with it is known. Write {repair} "
        "Or choose another prefix for another vocabulary.",
        "Ce préfixe désigne ici {found}, ce qui semble mal écrit : aucun nom écrit "
        "avec lui n’est connu. Écrivez {repair} "
        "Ou choisissez un autre préfixe pour un autre vocabulaire.",
        "Este prefijo designa aquí {found}, que parece mal escrito: no se conoce "
        "ningún nombre escrito con él. Escriba {repair} "
        "O elija otro prefijo para otro vocabulario.",
    ),
    "undefined-term": _violation(
        "{value} is not a term of the vocabulary. Check its spelling and capitals.",
        "{value} n’est pas un terme du vocabulaire. "
        "Vérifiez son orthographe et ses majuscules.",
        "{value} no es un término del vocabulario. "
        "Revise su ortografía y sus mayúsculas.",
    ),
    "unread-term": _warning(
        "{value} is not a term that is read here, so what it says is kept but shown "
        "to nobody. Check its spelling and capitals.",
        "{value} n’est pas un terme lu ici : ce qu’il dit est gardé sans être montré. "
        "Vérifiez son orthographe et ses majuscules.",
        "{value} no es un término que se lea aquí: lo que dice se guarda "
        "pero no se muestra. Revise su ortografía y sus mayúsculas.",
    ),
    "misplaced-property": _warning(
        "{value} belongs to a {wanted}, but this is a {found}. "
        "Move it to the entry that it is about, or correct the class.",
        "{value} se dit de la classe {wanted}, mais ceci est de la classe {found}. "
        "Placez-le sur l’entrée dont il parle, ou corrigez la classe.",
        "{value} corresponde a la clase {wanted}, pero esto es de la clase {found}. "
        "Póngalo en la entrada de la que trata, o corrija la clase.",
    ),
    "dangling-iri": _violation(
        "Nothing describes {value}. Add that entry or correct the spelling.",
        "Rien ne décrit {value}. Ajoutez cette entrée ou corrigez l’orthographe.",
        "Nada describe {value}. Añada esa entrada o corrija la ortografía.",
    ),
    "untyped-entry": _violation(
        "{value} does not say what it is. Add its class, such as: a {wanted} .",
        "{value} ne dit pas ce que c’est. "
        "Ajoutez sa classe, par exemple : a {wanted} .",
        "{value} no dice qué es. Añada su clase, por ejemplo: a {wanted} .",
    ),
    "hidden-character": _warning(
        "{character} stands here, which readers do not see. Delete it, "
        "or type the text again.",
        "{character} se trouve ici, invisible pour qui lit. Supprimez ce caractère, "
        "ou saisissez le texte de nouveau.",
        "Aquí está {character}, que no se ve al leer. Bórrelo, "
        "o vuelva a escribir el texto.",
    ),
    "hidden-character-in-iri": _violation(
        "{character} stands in this IRI, which readers do not see: it makes another "
        "name of it. Delete it, or type the IRI again.",
        "{character} se trouve dans cet IRI, invisible pour qui lit : c’est un autre "
        "nom. Supprimez ce caractère, ou saisissez l’IRI de nouveau.",
        "En este IRI está {character}, que no se ve al leer: es otro nombre. "
        "Bórrelo, o vuelva a escribir el IRI.",
    ),
    "iri-form": _violation(
        "{value} does not have the form of our IRIs. A key has small letters a to z, "
        "digits and hyphens, such as: city:se-malmo or membership:c40--gb-london .",
        "{value} n’a pas la forme de nos IRI. Une clé s’écrit en minuscules "
        "de a à z, chiffres et tirets, par exemple : "
        "city:se-malmo ou membership:c40--gb-london .",
        "{value} no tiene la forma de nuestros IRI. Una clave lleva minúsculas "
        "de la a a la z, cifras y guiones, por ejemplo: "
        "city:se-malmo o membership:c40--gb-london .",
    ),
    "iri-kind": _violation(
        "An IRI under /id/{kind}/ names a {wanted}, but this is a {found}. "
        "Move it to the kind that fits, or correct its class: a {wanted} .",
        "Un IRI sous /id/{kind}/ désigne {wanted}, mais ceci est {found}. "
        "Placez-le sous le type qui convient, ou corrigez sa classe : a {wanted} .",
        "Un IRI bajo /id/{kind}/ designa {wanted}, pero esto es {found}. "
        "Póngalo bajo el tipo adecuado, o corrija su clase: a {wanted} .",
    ),
    "blank-node": _violation(
        "Others cannot point to a blank node. Give it an IRI, "
        "such as geometry:se-malmo for [ … ] .",
        "On ne peut renvoyer à un nœud anonyme. Donnez-lui un IRI, "
        "par exemple geometry:se-malmo au lieu de [ … ] .",
        "No se puede remitir a un nodo en blanco. Dele un IRI, "
        "por ejemplo geometry:se-malmo en lugar de [ … ] .",
    ),
    "schema-http": _violation(
        "Write schema.org terms with https: {repair} , "
        "with @prefix schema: <https://schema.org/> .",
        "Écrivez les termes de schema.org avec https : {repair} , "
        "avec @prefix schema: <https://schema.org/> .",
        "Escriba los términos de schema.org con https: {repair} , "
        "con @prefix schema: <https://schema.org/> .",
    ),
    "owl-same-as": _violation(
        "owl:sameAs would merge the two records. "
        "Link another database with schema:sameAs {value} .",
        "owl:sameAs fusionnerait les deux fiches. "
        "Liez une autre base avec schema:sameAs {value} .",
        "owl:sameAs fundiría las dos fichas. "
        "Enlace otra base con schema:sameAs {value} .",
    ),
    "local-iri": _violation(
        "{value} leads to a file on one computer. Write a web address or our own IRI.",
        "{value} mène à un fichier d’un seul ordinateur. "
        "Écrivez une adresse web ou notre propre IRI.",
        "{value} lleva a un archivo de un solo equipo. "
        "Escriba una dirección web o nuestro propio IRI.",
    ),
    "iri-gone": _violation(
        "{value} was published and is described no more. Describe it again, "
        "or say in data/retired.ttl what became of it.",
        "{value} a été publié et n’est plus décrit. Décrivez-le de nouveau, "
        "ou dites dans data/retired.ttl ce qu’il est devenu.",
        "{value} se publicó y ya no se describe. Descríbalo de nuevo, "
        "o diga en data/retired.ttl qué fue de él.",
    ),
    "graph-undescribed": _violation(
        "This file does not describe its graph. Add {value} a void:Dataset "
        "with dcterms:title, dcterms:license, dcterms:issued and dcterms:source.",
        "Ce fichier ne décrit pas son graphe. Ajoutez {value} a void:Dataset "
        "avec dcterms:title, dcterms:license, dcterms:issued et dcterms:source.",
        "Este archivo no describe su grafo. Añada {value} a void:Dataset "
        "con dcterms:title, dcterms:license, dcterms:issued y dcterms:source.",
    ),
    "looks-like": Rule(
        Severity.INFO,
        {
            "en": "This looks like {other}: {matched}. If they are one, use {other} "
            "and leave this entry out; if not, tell them apart by their names.",
            "fr": "Ceci ressemble à {other} : {matched}. Si c’est la même chose, "
            "employez {other} et retirez cette entrée ; sinon, distinguez-les "
            "par leurs noms.",
            "es": "Esto se parece a {other}: {matched}. Si son lo mismo, use {other} "
            "y quite esta entrada; si no, distíngalos por sus nombres.",
        },
    ),
    "described-twice": _violation(
        "{value} is also described in {other}. Keep one description, in one file.",
        "{value} est aussi décrit dans {other}. "
        "Gardez une seule description, dans un seul fichier.",
        "{value} también se describe en {other}. "
        "Deje una sola descripción, en un solo archivo.",
    ),
    "nothing-to-check": _violation(
        "Nothing here is of a class of City2City, so no rule looked at it. "
        "Describe an entry with its class, such as: city:se-malmo a c2c:City .",
        "Rien ici n’est d’une classe de City2City ; aucune règle ne l’a examiné. "
        "Décrivez une entrée avec sa classe, par exemple : city:se-malmo a c2c:City .",
        "Nada de esto es de una clase de City2City, así que ninguna regla lo examinó. "
        "Describa una entrada con su clase, por ejemplo: city:se-malmo a c2c:City .",
    ),
    "submission-undescribed": _warning(
        "What is handed in does not say who shares it under which licence. "
        "Add, for example: "
        "<https://w3id.org/city2city/graph/my-city/2026> a void:Dataset ; "
        'dcterms:title "Our figures"@en ; dcterms:issued "2026"^^xsd:gYear ; '
        "dcterms:license <https://creativecommons.org/licenses/by/4.0/> ; "
        "dcterms:publisher organization:undp .",
        "Ce qui est remis ne dit pas qui le partage ni sous quelle licence. "
        "Ajoutez, par exemple : "
        "<https://w3id.org/city2city/graph/my-city/2026> a void:Dataset ; "
        'dcterms:title "Our figures"@en ; dcterms:issued "2026"^^xsd:gYear ; '
        "dcterms:license <https://creativecommons.org/licenses/by/4.0/> ; "
        "dcterms:publisher organization:undp .",
        "Lo que se entrega no dice quién lo comparte ni con qué licencia. "
        "Añada, por ejemplo: "
        "<https://w3id.org/city2city/graph/my-city/2026> a void:Dataset ; "
        'dcterms:title "Our figures"@en ; dcterms:issued "2026"^^xsd:gYear ; '
        "dcterms:license <https://creativecommons.org/licenses/by/4.0/> ; "
        "dcterms:publisher organization:undp .",
    ),
    "restates-published": _warning(
        "{this} is published in {graph} with {published}. "
        "Leave this statement out; if it is wrong there, suggest the change instead.",
        "{this} est publié dans {graph} avec {published}. "
        "Retirez cet énoncé ; s’il est faux là-bas, proposez plutôt la correction.",
        "{this} está publicado en {graph} con {published}. "
        "Quite este enunciado; si allí es erróneo, proponga más bien el cambio.",
    ),
    "not-all-checked": _warning(
        "More than {most} published statements are about {node}; "
        "the others were not looked at. A check of the whole dataset sees all.",
        "Plus de {most} énoncés publiés portent sur {node} ; "
        "les autres n’ont pas été examinés. Un contrôle du jeu entier les voit tous.",
        "Más de {most} enunciados publicados tratan de {node}; "
        "los demás no se examinaron. Un control del conjunto entero los ve todos.",
    ),
    "not-all-checked-again": _warning(
        "This touches more than {most} published entries; only so many were checked "
        "again. A check of the whole dataset sees all.",
        "Ceci touche plus de {most} entrées publiées ; seules celles-là ont été "
        "revues. Un contrôle du jeu entier les voit toutes.",
        "Esto afecta a más de {most} entradas publicadas; solo esas se volvieron a "
        "revisar. Un control del conjunto entero las ve todas.",
    ),
}
