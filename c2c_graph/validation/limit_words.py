"""What is not read although it may be RDF, in each language: what to do.

Limits, encodings, and what would have to be fetched.
"""

from collections.abc import Mapping
from typing import Final

# how the words begin that are put into others; groups fill the braces
LIMITS: Final[Mapping[str, Mapping[str, str]]] = {
    r"this is UTF-16": {
        "en": "This is UTF-16. Save the file again with the encoding UTF-8; "
        "editors have it under Save as.",
        "fr": "Ceci est de l’UTF-16. Enregistrez le fichier de nouveau en "
        "UTF-8 ; les éditeurs l’offrent sous Enregistrer sous.",
        "es": "Esto es UTF-16. Guarde el archivo de nuevo en UTF-8; los "
        "editores lo ofrecen en Guardar como.",
    },
    r"a NUL character": {
        "en": "A NUL character stands here, which no text has. Delete it, or "
        "save the file again with the encoding UTF-8.",
        "fr": "Ici se trouve un caractère NUL, qu’aucun texte n’a. "
        "Supprimez-le, ou enregistrez le fichier de nouveau en UTF-8.",
        "es": "Aquí hay un carácter NUL, que ningún texto tiene. Bórrelo, o "
        "guarde el archivo de nuevo en UTF-8.",
    },
    r"remote contexts are not fetched": {
        "en": "Contexts of JSON-LD are not fetched. Write the context itself "
        'into the document: "@context": {{ … }} .',
        "fr": "Les contextes de JSON-LD ne sont pas cherchés ailleurs. "
        'Écrivez le contexte même dans le document : "@context": {{ … '
        "}} .",
        "es": "Los contextos de JSON-LD no se buscan en otro sitio. Escriba "
        'el contexto mismo en el documento: "@context": {{ … }} .',
    },
    r"(?P<found>.+) is RDF 1\.2 syntax": {
        "en": "This is a syntax of RDF 1.2 ({found}), which is not taken "
        "here. Write it as plain triples of RDF 1.1.",
        "fr": "Ceci est une syntaxe de RDF 1.2 ({found}), qui n’est pas "
        "acceptée ici. Écrivez de simples triplets de RDF 1.1.",
        "es": "Esto es una sintaxis de RDF 1.2 ({found}), que aquí no se "
        "admite. Escriba simples tripletas de RDF 1.1.",
    },
    r"a text of more than (?P<number>[0-9,]+) characters": {
        "en": "This text has more than {number} characters, the limit. Shorten it.",
        "fr": "Ce texte a plus de {number} caractères, la limite. Raccourcissez-le.",
        "es": "Este texto tiene más de {number} caracteres, el límite. Acórtelo.",
    },
    r"an IRI of more than (?P<number>[0-9,]+) characters": {
        "en": "This IRI has more than {number} characters, the limit. Name "
        "the thing by a shorter one.",
        "fr": "Cet IRI a plus de {number} caractères, la limite. Employez-en "
        "un plus court.",
        "es": "Este IRI tiene más de {number} caracteres, el límite. Use uno "
        "más corto.",
    },
    r"more than (?P<number>[0-9,]+) brackets or elements": {
        "en": "More than {number} brackets or elements stand within each "
        "other, the limit. Name the inner things by IRIs and describe "
        "them apart.",
        "fr": "Plus de {number} crochets ou éléments sont imbriqués, la "
        "limite. Donnez un IRI à ce qui est à l’intérieur et "
        "décrivez-le à part.",
        "es": "Hay más de {number} corchetes o elementos anidados, el "
        "límite. Dé un IRI a lo que está dentro y descríbalo aparte.",
    },
    r"more than (?P<number>[0-9,]+) prefixes": {
        "en": "There are more than {number} prefixes, the limit. Declare "
        "each namespace once.",
        "fr": "Il y a plus de {number} préfixes, la limite. Déclarez chaque "
        "espace de noms une seule fois.",
        "es": "Hay más de {number} prefijos, el límite. Declare cada espacio "
        "de nombres una sola vez.",
    },
    r"more than (?P<number>[0-9,]+) triples": {
        "en": "There are more than {number} triples, the limit. Send the "
        "document in parts.",
        "fr": "Il y a plus de {number} triplets, la limite. Envoyez le "
        "document en plusieurs parties.",
        "es": "Hay más de {number} tripletas, el límite. Envíe el documento "
        "por partes.",
    },
    r"all terms up to here, written out, have .* (?P<number>[0-9,]+) characters": {
        "en": "All terms up to here, written out, have more than {number} "
        "characters, the limit. Send the document in parts, or shorten "
        "what its prefixes stand for.",
        "fr": "Tous les termes jusqu’ici, écrits en entier, ont plus de "
        "{number} caractères, la limite. Envoyez le document en "
        "plusieurs parties, ou raccourcissez ce que valent ses "
        "préfixes.",
        "es": "Todos los términos hasta aquí, escritos enteros, tienen más "
        "de {number} caracteres, el límite. Envíe el documento por "
        "partes, o acorte lo que valen sus prefijos.",
    },
    r"the document has (?P<number>[0-9,]+) bytes, and (?P<most>[0-9,]+) is the limit": {
        "en": "The document has {number} bytes, and {most} is the limit. "
        "Send it in parts.",
        "fr": "Le document a {number} octets, et la limite est de {most}. "
        "Envoyez-le en plusieurs parties.",
        "es": "El documento tiene {number} bytes, y el límite es {most}. "
        "Envíelo por partes.",
    },
    r"an entity that is made of others or stands elsewhere": {
        "en": "This entity is made of others or stands elsewhere. Write out "
        "what it stands for.",
        "fr": "Cette entité est faite d’autres entités ou se trouve "
        "ailleurs. Écrivez en entier ce qu’elle vaut.",
        "es": "Esta entidad se compone de otras o está en otro sitio. "
        "Escriba por extenso lo que vale.",
    },
    r"an entity that is too long for as often as it is used": {
        "en": "This entity is too long for as often as it is used. Write out "
        "what it stands for.",
        "fr": "Cette entité est trop longue pour être employée si souvent. "
        "Écrivez en entier ce qu’elle vaut.",
        "es": "Esta entidad es demasiado larga para usarse tantas veces. "
        "Escriba por extenso lo que vale.",
    },
}
