"""Which language tags there are: codes of languages and of regions (BCP 47).

Languages are those of ISO 639-1. A language that has two letters there is not written
with its three (RFC 5646 §2.2.1), nor by its name; which of them is meant is told. Of
languages with three letters alone there are thousands, so that these go unchecked.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

# two letters, the three of ISO 639-2, and the English name
_LANGUAGES: Final = """
aa/aar/afar ab/abk/abkhazian ae/ave/avestan af/afr/afrikaans ak/aka/akan
am/amh/amharic an/arg/aragonese ar/ara/arabic as/asm/assamese av/ava/avaric
ay/aym/aymara az/aze/azerbaijani ba/bak/bashkir be/bel/belarusian bg/bul/bulgarian
bi/bis/bislama bm/bam/bambara bn/ben/bengali bo/bod/tib/tibetan br/bre/breton
bs/bos/bosnian ca/cat/catalan ce/che/chechen ch/cha/chamorro co/cos/corsican
cr/cre/cree cs/ces/cze/czech cu/chu/slavonic cv/chv/chuvash cy/cym/wel/welsh
da/dan/danish de/deu/ger/german dv/div/divehi dz/dzo/dzongkha ee/ewe el/ell/gre/greek
en/eng/english eo/epo/esperanto es/spa/spanish et/est/estonian eu/eus/baq/basque
fa/fas/per/persian ff/ful/fulah fi/fin/finnish fj/fij/fijian fo/fao/faroese
fr/fra/fre/french fy/fry/frisian ga/gle/irish gd/gla/gaelic gl/glg/galician
gn/grn/guarani gu/guj/gujarati gv/glv/manx ha/hau/hausa he/heb/hebrew hi/hin/hindi
ho/hmo/hiri-motu hr/hrv/croatian ht/hat/haitian hu/hun/hungarian hy/hye/arm/armenian
hz/her/herero ia/ina/interlingua id/ind/indonesian ie/ile/interlingue ig/ibo/igbo
ii/iii/yi ik/ipk/inupiaq io/ido is/isl/ice/icelandic it/ita/italian iu/iku/inuktitut
ja/jpn/japanese jv/jav/javanese ka/kat/geo/georgian kg/kon/kongo ki/kik/kikuyu
kj/kua/kuanyama kk/kaz/kazakh kl/kal/kalaallisut km/khm/khmer kn/kan/kannada
ko/kor/korean kr/kau/kanuri ks/kas/kashmiri ku/kur/kurdish kv/kom/komi kw/cor/cornish
ky/kir/kirghiz la/lat/latin lb/ltz/luxembourgish lg/lug/ganda li/lim/limburgan
ln/lin/lingala lo/lao lt/lit/lithuanian lu/lub/luba lv/lav/latvian mg/mlg/malagasy
mh/mah/marshallese mi/mri/mao/maori mk/mkd/mac/macedonian ml/mal/malayalam
mn/mon/mongolian mr/mar/marathi ms/msa/may/malay mt/mlt/maltese my/mya/bur/burmese
na/nau/nauru nb/nob/bokmal nd/nde/north-ndebele ne/nep/nepali ng/ndo/ndonga
nl/nld/dut/dutch nn/nno/nynorsk no/nor/norwegian nr/nbl/south-ndebele nv/nav/navajo
ny/nya/chichewa oc/oci/occitan oj/oji/ojibwa om/orm/oromo or/ori/oriya os/oss/ossetian
pa/pan/punjabi pi/pli/pali pl/pol/polish ps/pus/pashto pt/por/portuguese
qu/que/quechua rm/roh/romansh rn/run/rundi ro/ron/rum/romanian ru/rus/russian
rw/kin/kinyarwanda sa/san/sanskrit sc/srd/sardinian sd/snd/sindhi se/sme/sami
sg/sag/sango sh/hbs/serbo si/sin/sinhala sk/slk/slo/slovak sl/slv/slovenian
sm/smo/samoan sn/sna/shona so/som/somali sq/sqi/alb/albanian sr/srp/serbian
ss/ssw/swati st/sot/sotho su/sun/sundanese sv/swe/swedish sw/swa/swahili ta/tam/tamil
te/tel/telugu tg/tgk/tajik th/tha/thai ti/tir/tigrinya tk/tuk/turkmen tl/tgl/tagalog
tn/tsn/tswana to/ton/tonga tr/tur/turkish ts/tso/tsonga tt/tat/tatar tw/twi
ty/tah/tahitian ug/uig/uighur uk/ukr/ukrainian ur/urd/urdu uz/uzb/uzbek ve/ven/venda
vi/vie/vietnamese vo/vol/volapuk wa/wln/walloon wo/wol/wolof xh/xho/xhosa
yi/yid/yiddish yo/yor/yoruba za/zha/zhuang zh/zho/chi/chinese zu/zul/zulu
"""
# ISO 3166-1, then what else the IANA registry names by two letters, and Kosovo
_REGIONS: Final = """
ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bl bm bn bo
bq br bs bt bv bw by bz ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj
dk dm do dz ec ee eg eh er es et fi fj fk fm fo fr ga gb gd ge gf gg gh gi gl gm gn gp
gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg
kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mf mg mh mk ml
mm mn mo mp mq mr ms mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe
pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb sc sd se sg sh si sj sk sl
sm sn so sr ss st sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua ug um
us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw
ac cp dg ea eu ez ic ta un xk
"""
# registered, and withdrawn in favour of others
_WITHDRAWN: Final = frozenset({"bh", "in", "iw", "ji", "jw", "mo"})
# codes of countries that are taken for their languages, and the other way round
_TAKEN_FOR: Final = {
    "al": "sq",
    "at": "de",
    "cn": "zh",
    "cz": "cs",
    "dk": "da",
    "gr": "el",
    "jp": "ja",
    "kz": "kk",
    "mx": "es",
    "rs": "sr",
    "tw": "zh",
    "ua": "uk",
    "us": "en",
    "vn": "vi",
}
_REGION_TAKEN_FOR: Final = {"uk": "gb", "en": "gb", "el": "gr", "ja": "jp", "sv": "se"}
# RFC 5646 §2.1: language, extended language, script, region
_TAG: Final = re.compile(
    r"(?P<language>[a-z]{2,8})(?P<middle>(?:-[a-z]{3}){0,3}(?:-[a-z]{4})?)"
    r"(?:-(?P<region>[a-z]{2}))?(?P<rest>(?:-.*)?)"
)


@lru_cache(maxsize=1024)
def unknown_part(tag: str) -> str:
    """Return the part of `tag`, in small letters, that is no code; empty without."""
    found = _TAG.fullmatch(tag)
    if found is None:  # private use, and what was registered as a whole
        return ""
    language, region = found["language"], found["region"]
    if not _is_language(language):
        return language
    return region if region and region not in _regions() else ""


def meant(tag: str) -> str:
    """Return what `tag`, of which a part is no code, probably means, or nothing."""
    found = _TAG.fullmatch(tag)
    if found is None:
        return ""
    language, region = found["language"], found["region"] or ""
    language = language if _is_language(language) else _codes().get(language, "")
    if region not in _regions():
        region = _REGION_TAKEN_FOR.get(region, "")
    ending = f"-{region}" if region else ""
    return f"{language}{found['middle']}{ending}{found['rest']}" if language else ""


def _is_language(code: str) -> bool:
    """Return whether `code` is one of two letters, or of three that it needs."""
    if len(code) == len("mul"):
        return code not in _codes()
    return code in _codes().values() or code in _WITHDRAWN


@lru_cache(maxsize=1)
def _codes() -> Mapping[str, str]:
    """Return the two letters of each language by its other codes and its name."""
    rows = (row.split("/") for row in _LANGUAGES.split())
    named = {other: row[0] for row in rows for other in row[1:]}
    return {**_TAKEN_FOR, **named}


@lru_cache(maxsize=1)
def _regions() -> frozenset[str]:
    return frozenset(_REGIONS.split())
