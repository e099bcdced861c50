"""The words that tell who speaks: verbs of speech, titles, offices, pronouns. English only.

Apart, so that a word can be added without reading the code that looks for it. A verb that is a noun
as well (report, claim, state) stands here only in the forms that are verbs for certain.
"""

from __future__ import annotations


def _all(words: str) -> frozenset[str]:
    return frozenset(words.split())


# The finite forms. Those of the present are the ones that headlines and broadcasts use.
SPOKE = _all("""
    said says told tells added adds asked asks warned warns stressed stresses wrote writes
    tweeted tweets announced announces argued argues asserted asserts assured boasted bragged
    called calls cautioned cautions charged claimed claims commented complained complains
    conceded concedes concluded concludes confirmed confirms contended contends countered cried
    cries declared declares demanded denied denies described describes derided disclosed
    dismissed dismisses dubbed dubs elaborated emphasised emphasises emphasized emphasizes
    estimated exclaimed explained explains hailed hinted hints indicated insisted insists joked
    jokes lamented laments maintained maintains mentioned mocked mused muses noted observed
    observes opined pleaded pledged posted praised predicted predicts promised pronounced
    protested quipped quips reaffirmed recalled recalls reckoned reckons recounted referred
    refers reiterated reiterates rejected rejects remarked remarks reminded repeated repeats
    replied replies reported responded responds retorted revealed reveals shouted signalled
    signaled slammed slams blasted condemned condemns denounced denounces criticised criticises
    criticized criticizes branded labelled labeled accused accuses stated suggested suggests
    testified testifies threatened underlined underlines underscored underscores urged urges
    vowed vows whispered yelled screamed continued acknowledged acknowledges admitted admits
    agreed agrees alleged alleges answered applauded appealed affirmed snapped scoffed thundered
    summarised summarized concurred rejoined interjected fumed sighed chimed murmured muttered
    quoted thanked greeted likened characterised characterized ridiculed conveyed messaged
    texted blogged spoke speaks say warn argue insist complain describe tell admit deny confided
    volunteered enthused groaned grumbled deadpanned ventured offered wondered enquired inquired
    queried swore blurted drawled bellowed sniffed surmised marvelled marveled recollected
""")
GERUNDS = _all("""
    saying adding telling asking warning stressing writing tweeting announcing arguing asserting
    calling claiming complaining conceding declaring describing dismissing dubbing emphasising
    emphasizing explaining insisting joking noting posting promising quipping recalling
    reiterating remarking repeating replying stating suggesting urging vowing accusing
    denouncing condemning criticising criticizing labelling labeling branding threatening
    admitting acknowledging
""")
INFINITIVES = _all("""
    say tell add ask warn stress describe call insist declare explain know note
    argue claim write reply announce joke complain admit repeat respond
""")
# The same in two words: shot back, went on.
PHRASES = frozenset(
    (verb, rest)
    for verb, rest in (
        ("went", "on"), ("put", "it"), ("shot", "back"), ("hit", "back"), ("fired", "back"),
        ("wrote", "back"), ("pointed", "out"), ("cut", "in"), ("broke", "in"), ("called", "out"),
        ("wanted", "to"), ("wants", "to"),
    )
)  # fmt: skip
# Verbs of an outlet that has the words from somebody: Interfax quoted her as saying.
QUOTING = _all("quoted quotes cited cites quoting citing")
# Words that make a mention mean nobody: no politician who said so.
NOBODY = _all("any no every each neither either")
# Verbs that follow a quotation and don't lead to one: they agreed on a “plan” quotes nobody.
BEHIND = _all("""
    groaned grumbled ventured sniffed bellowed offered admit deny
    agreed agrees continued thanked greeted sighed chimed interjected snapped scoffed thundered
    fumed murmured muttered whispered yelled screamed concurred rejoined spoke speaks
""")
# Verbs with a hearer: told reporters that the deal was off.
HEARD = _all("""
    told tells asked asks warned warns assured reminded urged urges
""")
# Verbs that also give something its name: a bill called “Dawn” says nothing.
NAMING = _all("called dubbed branded labelled labeled")
# What stands before the name of a thing, or before a word that is talked about.
TITLED = _all("""
    titled entitled headlined named nicknamed codenamed subtitled captioned so-called film movie
    song book novel album poem play article essay series operation
""")
TERMS = _all("word words term phrase slogan label")

PRONOUNS = {
    "he": "m", "she": "f", "they": "", "it": "it", "i": "i", "we": "i",
}  # fmt: skip
POSSESSIVES = _all("his her their its my our")
DETERMINERS = (
    _all("""
    the a an one another this that some several two three four many most other both either each
    every second third any no
""")
    | POSSESSIVES
)
NEW = _all("""
    a an one another some several two three four many second third
""")
# Dropped from what is printed. `another` and `second` stay: they tell people apart.
DROPPED = _all("the a an one this that") | POSSESSIVES

PASSIVE = _all("is are was were be been being get gets got getting")
ADVERBS = _all("""
    has have had having also later then again once often always never still just even too now
    already recently earlier reportedly soon further instead did does do would will could can
    may might must should not all both himself herself themselves itself twice today yesterday
    tonight first since rather there
""")
PREPOSITIONS = _all("""
    of for at from in with to on close familiar briefed involved near
""")
DAYS = _all("monday tuesday wednesday thursday friday saturday sunday")
BEFORE_DAYS = _all("on late early last this")
# Verbs that another one follows with `to`: wanted to know, went on to say.
LEADING = _all("wanted wants continued continues sought seeks on")
# Words that stand for somebody alone: another called her a saint.
SOMEBODY = _all("another others some many one several both critics")
BREAKS = _all("while but whereas although though unless because")
CONJUNCTIONS = _all("and but then or nor")
RELATIVE = _all("who which that")
# What may follow `X said` where no more is said: a hearer, a place, a day.
TAIL = _all("""
    in on at during after before to from when as last this next late earlier yesterday today
    tonight monday tuesday wednesday thursday friday saturday sunday by via through at while of
    following about later again reporters me us adding afterwards afterward with
""")

HONORIFICS = {
    "mr": "m", "mr.": "m", "mrs": "f", "mrs.": "f", "ms": "f", "ms.": "f", "miss": "f", "dr": "",
    "dr.": "", "sir": "m", "dame": "f", "lord": "m", "lady": "f", "prof": "", "prof.": "",
    "mx": "", "m.": "m", "mme": "f", "herr": "m", "frau": "f", "monsieur": "m", "madame": "f",
}  # fmt: skip
SHORT_TITLES = _all("""
    gen. sen. rep. gov. lt. col. capt. maj. sgt. adm. pres. sec. rev. fr. hon. amb. cmdr.
""")
PARTICLES = _all("""
    de du da di del della dos van von der den ten ter la le el al bin ibn bint y zu zur af
""")
# Articles of other languages, which are no name alone.
ARTICLES = _all("der die das den dem des ein eine les los las un une una uno il lo gli os as")
# Offices whose name goes on behind `of`: Secretary of State, Minister of Foreign Affairs.
OF_HEADS = _all("""
    secretary minister ministry department head chief director university bank house council
    president king queen prince princess duke duchess archbishop bishop governor mayor
    chancellor committee court board bureau office chairman chairwoman chair speaker leader
    commissioner republic academy institute school college church commander union federation
""")
PEOPLE = _all("""
    clerk pensioner shopkeeper assistant
    official diplomat spokesman spokeswoman spokesperson secretary minister president premier
    chancellor ambassador envoy adviser advisor aide senator congressman congresswoman lawmaker
    legislator governor mayor director chief head leader chairman chairwoman chairperson chair
    commissioner commander general admiral colonel major captain lieutenant sergeant officer
    soldier judge justice prosecutor attorney lawyer solicitor barrister counsel professor
    scientist researcher analyst expert economist historian doctor nurse teacher journalist
    reporter editor correspondent author writer critic campaigner activist dissident protester
    negotiator mediator representative delegate deputy candidate politician statesman monarch
    king queen prince princess pope bishop archbishop cardinal priest pastor imam rabbi
    executive manager owner founder banker trader investor employee worker farmer fisherman
    resident neighbour neighbor witness victim survivor source insider person man woman boy girl
    mother father son daughter brother sister wife husband friend colleague member mp mep ceo
    cfo chief-executive vice-president under-secretary undersecretary secretary-general
    director-general speaker inspector constable detective superintendent coach player captain
    trainer singer actor actress director producer harbourmaster harbormaster skipper ranger
    engineer architect owner consul attaché sheriff marshal ombudsman treasurer convener
    councillor councilor peer baroness student pupil driver pilot interviewer presenter host
    moderator aviator chef firefighter paramedic geologist seismologist
""")
GROUPS = _all("""
    ministry department agency company firm government embassy bank union group party office
    court council commission committee police army navy parliament administration cabinet
    authority organisation organization association charity institute university hospital
    newspaper magazine broadcaster watchdog regulator secretariat delegation consulate board
    club federation foundation coalition opposition campaign ministry's team family service
    bureau
""")
PAPERS = _all("""
    statement letter report document email e-mail post tweet memo note message communique
    communiqué filing notice leaflet declaration transcript ruling complaint
""")
PLURAL_PAPERS = frozenset(word + "s" for word in PAPERS)


def _plural(word: str) -> str:
    for end, plural in (("woman", "women"), ("man", "men"), ("person", "people")):
        if word.endswith(end):
            return word.removesuffix(end) + plural
    if word.endswith("y"):
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "ch")) else "s")


PLURALS = frozenset(map(_plural, PEOPLE)) | {"people", "authorities", "staff"}
ROLES = PEOPLE | PLURALS | GROUPS | PAPERS
# Modifiers that are verbs where a capital follows: to press President Haddad.
VERBS_TOO = _all("press head lead trade state top chief")
# Words that stand before an office and belong to it, in small letters.
MODIFIERS = _all("""
    guard coast farm agriculture fisheries planning housing culture climate business digital
        senior junior former top deputy foreign prime chief defence defense finance interior
    assistant acting vice national security press high-ranking top-ranking high-level veteran
    retired then western state special opposition police military government intelligence
    justice health trade transport education environment energy home shadow general executive
    managing union party outgoing incoming permanent first elect lead principal head co-chair
    chief-of-staff local federal regional royal
""")
GROUP_NAMES = GROUPS | _all("""
    house news times post street union nations kremlin pentagon treasury congress senate states
    kingdom republic company inc ltd plc agency journal press association office league
""")
# Capitals that start a sentence or name a day, and no person.
NO_NAME = _all("""
    last next recent recently many few such more most elsewhere included nearly about almost
    the a an in on at of and but or nor so yet if when while as after before since until though
    although because for from to by with without about against between into over under this that
    these those there here his her their its my our your he she they it i we you who what which
    whose where why how not no yes one two three four five six some several many most all both
    each every any other another such also only just even still then now later earlier meanwhile
    however moreover today yesterday tomorrow monday tuesday wednesday thursday friday saturday
    sunday january february march april june july august september october november december
    according asked speaking during despite instead perhaps having being amid among once nobody
    everyone nothing something never ever let please is are was were be do does did has have had
    would can could should may's known that's it's there's he's she's they're we're i'm
    what's had under
""") | GERUNDS | SPOKE  # fmt: skip
STARTERS = _all("""
    the he she they it in on but and a an this that these his her their
""")

MEN = _all("""
    aaron adam alan albert alex alexander alexei alexis ali andrea andrew angus anthony antony
    antonio arthur barack ben benjamin bernard bill bob boris brian carl carlos charles chris
    christopher colin callum daniel dave david dennis derek dmitry donald douglas ed eduardo
    edward emmanuel eric erik evan felix fernando francis francois françois frank fred frederick
    gary george gerhard giovanni gordon graham greg hans harry heiko henrik henry hugh ian igor
    ivan jack jacques jake james jan jason javier jean jeremy jim joe joel johan john jonas
    jonathan jorge jose josé joseph juan karl keir keith ken kenneth kevin klaus konstantin kurt
    lars leo leon louis luca luis lukas marc marco mark martin matthew matthias max michael mike
    mikhail mohammed muhammad neil nicholas nick nicolas nigel nikolai olaf oleg oliver otto
    owen pablo patrick paul pavel pedro peter philip pierre rafael ralph raymond recep richard
    rob robert robin roger ronald rory ruben rufus sam scott sean sebastian sergei sergey simon
    stefan stephen steve steven stuart sven thomas tim timothy tobias toby tom tomas tony victor
    viktor vladimir volodymyr walter wilhelm will william wolfgang xavier yuri
""")
WOMEN = _all("""
    abigail agnes alice alison amanda amy ana andrea angela anita anna anne annalena annie
    astrid barbara beatrice birgit bridget brigitte carla carmen carol caroline catherine
    cecilia charlotte christina christine claire clara claudia condoleezza daniela deborah diana
    diane donna dorothy edith elena eleanor elise elizabeth ella ellen emily emma erika esther
    eva federica fiona florence frances gabriela giorgia grace greta hannah harriet heather
    heidi helen helena hillary hilary ines ingrid irene isabel isabella jacinda jane janet
    jennifer jessica joan joanna johanna judith julia julie kaja karen karin kate katherine
    kathleen katja kirsten kristalina laura layla leila lena linda lisa louise lucia lucy
    madeleine margaret margrethe maria marian marianne marie marine marit marta martha mary matilda
    megan melania mette michelle miriam monica nadia nancy natalia natasha nicola nina nora olga
    olivia patricia paula penelope petra priti priya rachel rebecca rosa rose ruth sabine sally
    samantha sandra sanna sara sarah silvia simone sofia sonia sophia sophie stella susan susana
    susanne svetlana sylvia tamara tanja teresa theresa tina ursula valentina valerie vanessa
    vera veronica victoria virginia viviane yulia yvette zoe
""") - MEN  # fmt: skip
MALE = _all("""
    spokesman chairman king prince congressman pope man boy father son brother husband fisherman
    policeman
""")
FEMALE = _all("""
    spokeswoman chairwoman queen princess congresswoman woman girl mother daughter sister wife
    actress baroness policewoman
""")
GENDERED = dict.fromkeys(MALE, "m") | dict.fromkeys(FEMALE, "f")
