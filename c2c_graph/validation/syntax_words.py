"""What breaks the grammar of a syntax, in each language: what to write there.

Keys match the beginning of what the engine, or `rdf.diagnosis`, says in English.
"""

from collections.abc import Mapping
from typing import Final

# how the words begin that are put into others; groups fill the braces
GRAMMAR: Final[Mapping[str, Mapping[str, str]]] = {
    r"a semicolon stands before (?P<found>.+), and no property after it": {
        "en": "This semicolon has no property after it: {found} begins "
        "something new. Write a dot instead.",
        "fr": "Ce point-virgule n’est suivi d’aucune propriété : {found} "
        "commence autre chose. Écrivez un point à la place.",
        "es": "A este punto y coma no le sigue ninguna propiedad: {found} "
        "empieza otra cosa. Escriba un punto en su lugar.",
    },
    r"a comma stands before (?P<found>.+), a property": {
        "en": "A comma stands before another value of the same property, but "
        "{found} is a property. Write a semicolon instead.",
        "fr": "Une virgule précède une autre valeur de la même propriété, "
        "mais {found} est une propriété. Écrivez un point-virgule à la "
        "place.",
        "es": "Una coma precede a otro valor de la misma propiedad, pero "
        "{found} es una propiedad. Escriba un punto y coma en su "
        "lugar.",
    },
    r"no comma stands before the value (?P<found>.+)": {
        "en": "{found} follows another value. Write a comma between the two.",
        "fr": "{found} suit une autre valeur. Mettez une virgule entre les deux.",
        "es": "{found} sigue a otro valor. Ponga una coma entre los dos.",
    },
    r"a text that opens here is not closed": {
        "en": "The text that opens here is not closed. Write the same "
        "quotation mark where it ends.",
        "fr": "Le texte qui s’ouvre ici n’est pas fermé. Mettez le même "
        "guillemet là où il finit.",
        "es": "El texto que se abre aquí no se cierra. Ponga la misma "
        "comilla donde acaba.",
    },
    r"an IRI that opens here is not closed": {
        "en": "The IRI that opens here is not closed. Write > where it ends.",
        "fr": "L’IRI qui s’ouvre ici n’est pas fermé. Mettez > là où il finit.",
        "es": "El IRI que se abre aquí no se cierra. Ponga > donde acaba.",
    },
    r"(?P<found>\\\S*) is no escape of a character|Unexpected escape character": {
        "en": "A backslash stands before what it escapes. Write two for one, "
        "\\\\ , or a character by four digits, as in \\u00E9 .",
        "fr": "Une barre oblique inverse précède ce qu’elle échappe. "
        "Écrivez-en deux pour une, \\\\ , ou un caractère par quatre "
        "chiffres, comme \\u00E9 .",
        "es": "Una barra invertida precede a lo que escapa. Escriba dos por "
        "una, \\\\ , o un carácter con cuatro cifras, como \\u00E9 .",
    },
    r"this is (?P<found>JSON), not Turtle": {
        "en": "This is {found}, not Turtle. Name the file with .jsonld , or "
        "say which syntax it is: --syntax jsonld , Content-Type: "
        "application/ld+json .",
        "fr": "Ceci est du {found}, non du Turtle. Nommez le fichier avec "
        ".jsonld , ou dites quelle est la syntaxe : --syntax jsonld , "
        "Content-Type: application/ld+json .",
        "es": "Esto es {found}, no Turtle. Nombre el archivo con .jsonld , o "
        "diga qué sintaxis es: --syntax jsonld , Content-Type: "
        "application/ld+json .",
    },
    r"this is (?P<found>XML), not Turtle": {
        "en": "This is {found}, not Turtle. If it is RDF/XML, name the file "
        "with .rdf , or say which syntax it is: --syntax rdfxml , "
        "Content-Type: application/rdf+xml .",
        "fr": "Ceci est du {found}, non du Turtle. Si c’est du RDF/XML, "
        "nommez le fichier avec .rdf , ou dites quelle est la syntaxe "
        ": --syntax rdfxml , Content-Type: application/rdf+xml .",
        "es": "Esto es {found}, no Turtle. Si es RDF/XML, nombre el archivo "
        "con .rdf , o diga qué sintaxis es: --syntax rdfxml , "
        "Content-Type: application/rdf+xml .",
    },
    r"\{ is not a valid predicate": {
        "en": "A bracket {{ opens a named graph, which Turtle does not have. "
        "Leave it out, or name the file with .trig .",
        "fr": "Une accolade {{ ouvre un graphe nommé, ce que Turtle n’a pas. "
        "Retirez-la, ou nommez le fichier avec .trig .",
        "es": "Una llave {{ abre un grafo con nombre, que Turtle no tiene. "
        "Quítela, o nombre el archivo con .trig .",
    },
    r"The prefix (?P<found>[^:]*): has not been declared; (?P<near>[^:]*): has": {
        "en": "The prefix {found}: has not been declared, but {near}: has. "
        "Write {near}: , or declare {found}: at the top.",
        "fr": "Le préfixe {found}: n’a pas été déclaré, mais {near}: l’est. "
        "Écrivez {near}: , ou déclarez {found}: en tête.",
        "es": "El prefijo {found}: no se ha declarado, pero {near}: sí. "
        "Escriba {near}: , o declare {found}: al principio.",
    },
    r"Unexpected character '(?P<found>.+)'|A language code should": {
        "en": "A language tag has letters, digits and hyphens alone. Write "
        'it as in "Malmö"@en or "Malmö"@en-GB .',
        "fr": "Une étiquette de langue n’a que des lettres, des chiffres et "
        'des traits d’union. Écrivez par exemple "Malmö"@fr ou '
        '"Malmö"@fr-CA .',
        "es": "Una etiqueta de lengua solo lleva letras, cifras y guiones. "
        'Escriba por ejemplo "Malmö"@es o "Malmö"@es-MX .',
    },
    r"Expecting a datatype IRI after \^\^, found (?P<found>.+)": {
        "en": "After ^^ stands the IRI of a type, and {found} is none. Write "
        'it with its prefix, as in "2015"^^xsd:gYear .',
        "fr": "Après ^^ vient l’IRI d’un type, et {found} n’en est pas un. "
        'Écrivez-le avec son préfixe, comme "2015"^^xsd:gYear .',
        "es": "Tras ^^ va el IRI de un tipo, y {found} no lo es. Escríbalo "
        'con su prefijo, como "2015"^^xsd:gYear .',
    },
    r"No scheme found in an absolute IRI": {
        "en": "An IRI between angle brackets is written whole. Write it from "
        "https: on, or as a name with a prefix, such as city:se-malmo "
        ".",
        "fr": "Un IRI entre chevrons s’écrit en entier. Écrivez-le à partir "
        "de https: , ou comme un nom avec préfixe, par exemple "
        "city:se-malmo .",
        "es": "Un IRI entre ángulos se escribe entero. Escríbalo desde "
        "https: , o como nombre con prefijo, por ejemplo city:se-malmo "
        ".",
    },
    r"blank node property lists should end with a '\]'": {
        "en": "A square bracket [ is still open here. Close it with ] , or "
        "put a semicolon before its next property.",
        "fr": "Un crochet [ est encore ouvert ici. Fermez-le par ] , ou "
        "mettez un point-virgule avant sa propriété suivante.",
        "es": "Aquí sigue abierto un corchete [ . Ciérrelo con ] , o ponga "
        "un punto y coma antes de su propiedad siguiente.",
    },
    r"\. is not a valid RDF object": {
        "en": "Before this dot a value is missing, or a bracket ( is still "
        "open. Write the value, or close the bracket.",
        "fr": "Avant ce point il manque une valeur, ou une parenthèse ( est "
        "encore ouverte. Écrivez la valeur, ou fermez la parenthèse.",
        "es": "Antes de este punto falta un valor, o sigue abierto un "
        "paréntesis ( . Escriba el valor, o cierre el paréntesis.",
    },
    r"\. is not a valid subject": {
        "en": "This dot ends nothing. Take it away.",
        "fr": "Ce point ne termine rien. Retirez-le.",
        "es": "Este punto no termina nada. Quítelo.",
    },
    r"The PREFIX (?:keyword|declaration) should be followed": {
        "en": "A declaration has a prefix with its colon, then an IRI "
        "between angle brackets: @prefix city: "
        "<https://w3id.org/city2city/id/city/> .",
        "fr": "Une déclaration a un préfixe avec deux-points, puis un IRI "
        "entre chevrons : @prefix city: "
        "<https://w3id.org/city2city/id/city/> .",
        "es": "Una declaración lleva un prefijo con dos puntos, y luego un "
        "IRI entre ángulos: @prefix city: "
        "<https://w3id.org/city2city/id/city/> .",
    },
    r"The BASE keyword should be followed by an IRI": {
        "en": "After @base stands an IRI between angle brackets: @base "
        "<https://w3id.org/city2city/id/> .",
        "fr": "Après @base vient un IRI entre chevrons : @base "
        "<https://w3id.org/city2city/id/> .",
        "es": "Tras @base va un IRI entre ángulos: @base "
        "<https://w3id.org/city2city/id/> .",
    },
    r"A blank node ID cannot be empty": {
        "en": "After _: a label is missing. Write one, as in _:a , or better an IRI.",
        "fr": "Après _: il manque un nom. Écrivez-en un, comme _:a , ou mieux un IRI.",
        "es": "Tras _: falta un nombre. Escriba uno, como _:a , o mejor un IRI.",
    },
    r"Invalid IRI code point '(?P<found>[^ ]+)'": {
        "en": "{found} cannot stand in an IRI. Leave it out, or write it "
        "with % and its two digits, as %20 for a space.",
        "fr": "Un IRI ne peut contenir {found} . Retirez-le, ou écrivez-le "
        "avec % et ses deux chiffres, comme %20 pour un espace.",
        "es": "Un IRI no puede contener {found} . Quítelo, o escríbalo con % "
        "y sus dos cifras, como %20 para un espacio.",
    },
    r"(?:Quads|Triples) must be followed by a dot": {
        "en": "What stands before this has no end. Each line is one "
        "statement: put a dot at its end.",
        "fr": "Ce qui précède n’a pas de fin. Chaque ligne est un énoncé : "
        "mettez un point à la fin.",
        "es": "Lo que precede no termina. Cada línea es un enunciado: ponga "
        "un punto al final.",
    },
    r"The (?:subject|predicate|object|graph name) of a triple must be": {
        "en": "In N-Triples every IRI stands whole between angle brackets, "
        "and every value between quotation marks, with its type. Write "
        "it so, or name the file with .ttl if it is Turtle.",
        "fr": "En N-Triples, chaque IRI s’écrit en entier entre chevrons, et "
        "chaque valeur entre guillemets, avec son type. Écrivez-le "
        "ainsi, ou nommez le fichier avec .ttl si c’est du Turtle.",
        "es": "En N-Triples cada IRI va entero entre ángulos, y cada valor "
        "entre comillas, con su tipo. Escríbalo así, o nombre el "
        "archivo con .ttl si es Turtle.",
    },
    r"Object keys must be strings|Unexpected char: '(?P<found>.+)'": {
        "en": "In JSON a name or a text stands between straight quotation "
        'marks. Write "name": "value" .',
        "fr": "En JSON, un nom ou un texte s’écrit entre guillemets droits. "
        'Écrivez "nom": "valeur" .',
        "es": "En JSON un nombre o un texto va entre comillas rectas. "
        'Escriba "nombre": "valor" .',
    },
    r"Trailing commas are not allowed": {
        "en": "In JSON no comma stands before a closing bracket. Take away "
        "the one before this.",
        "fr": "En JSON, aucune virgule ne précède un crochet fermant. "
        "Retirez celle qui est avant ceci.",
        "es": "En JSON ninguna coma precede a un corchete de cierre. Quite "
        "la que está antes de esto.",
    },
    r"(?:Object|Array) values must be followed by a comma": {
        "en": "In JSON a comma stands between two entries, and a bracket "
        "closes the last. Write the one that is missing.",
        "fr": "En JSON, une virgule sépare deux entrées, et un crochet ferme "
        "la dernière. Écrivez ce qui manque.",
        "es": "En JSON una coma separa dos entradas, y un corchete cierra la "
        "última. Escriba lo que falta.",
    },
    r"(?P<found>null|true|false) expected": {
        "en": "In JSON only null, true and false stand without quotation "
        'marks. Write a text as "value" .',
        "fr": "En JSON, seuls null, true et false s’écrivent sans "
        'guillemets. Écrivez un texte "valeur" .',
        "es": "En JSON solo null, true y false van sin comillas. Escriba un "
        'texto como "valor" .',
    },
    r"this is no XML: mismatched tag": {
        "en": "This end tag is not that of the element which is open. Close "
        "each element by its own name, the inner one first.",
        "fr": "Cette balise de fin n’est pas celle de l’élément ouvert. "
        "Fermez chaque élément par son nom, le plus intérieur d’abord.",
        "es": "Esta etiqueta de cierre no es la del elemento abierto. Cierre "
        "cada elemento con su nombre, primero el interior.",
    },
    r"this is no XML: (?:no element found|unclosed token)": {
        "en": "The document ends before its last element does. Close each "
        "element that is open.",
        "fr": "Le document finit avant son dernier élément. Fermez chaque "
        "élément ouvert.",
        "es": "El documento acaba antes que su último elemento. Cierre cada "
        "elemento abierto.",
    },
    r"this is no XML: unbound prefix": {
        "en": "The prefix of this name has not been declared. Add it to the "
        "first element, as in "
        'xmlns:c2c="https://w3id.org/city2city/ns#" .',
        "fr": "Le préfixe de ce nom n’a pas été déclaré. Ajoutez-le au "
        "premier élément, comme "
        'xmlns:c2c="https://w3id.org/city2city/ns#" .',
        "es": "El prefijo de este nombre no se ha declarado. Añádalo al "
        "primer elemento, como "
        'xmlns:c2c="https://w3id.org/city2city/ns#" .',
    },
    r"error while parsing IRI '(?P<found>.+)': ": {
        "en": "{found} is no IRI. Leave out what cannot stand in one; a "
        "space is written %20 .",
        "fr": "{found} n’est pas un IRI. Retirez ce qui ne peut y figurer ; "
        "un espace s’écrit %20 .",
        "es": "{found} no es un IRI. Quite lo que no puede figurar en él; un "
        "espacio se escribe %20 .",
    },
    r"(?P<found>.+) is not a valid rdf:ID value": {
        "en": "{found} is no value of rdf:ID . Write the IRI whole, with rdf:about .",
        "fr": "{found} n’est pas une valeur de rdf:ID . Écrivez l’IRI en "
        "entier, avec rdf:about .",
        "es": "{found} no es un valor de rdf:ID . Escriba el IRI entero, con "
        "rdf:about .",
    },
    r"this is no XML: (?P<found>.+)": {
        "en": "This is not well-formed XML. Write &amp; for & and &lt; for < "
        "in a text, and attributes between quotation marks, each once.",
        "fr": "Ceci n’est pas du XML bien formé. Dans un texte, écrivez "
        "&amp; pour & et &lt; pour < ; un attribut va entre "
        "guillemets, une seule fois.",
        "es": "Esto no es XML bien formado. En un texto, escriba &amp; por & "
        "y &lt; por < ; un atributo va entre comillas, una sola vez.",
    },
}
