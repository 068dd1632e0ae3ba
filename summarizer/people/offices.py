"""What people are: words for offices and callings, and for bodies that speak.

Lexicons of English, written from general knowledge; lower case.
"""

import re

from summarizer.people.listed import listed

COURTESY = {
    "mr": "m",
    "mr.": "m",
    "mrs": "f",
    "mrs.": "f",
    "ms": "f",
    "ms.": "f",
    "miss": "f",
    "sir": "m",
    "lord": "m",
    "lady": "f",
    "dame": "f",
    "king": "m",
    "queen": "f",
    "prince": "m",
    "princess": "f",
    "madam": "f",
    "madame": "f",
    "monsieur": "m",
    "sheikh": "m",
    "pope": "m",
    "imam": "m",
    "father": "m",
    "sister": "f",
    "brother": "m",
    "mother": "f",
    "congressman": "m",
    "congresswoman": "f",
    "spokesman": "m",
    "spokeswoman": "f",
    "chairman": "m",
    "chairwoman": "f",
    "businessman": "m",
    "businesswoman": "f",
    "councilman": "m",
    "councilwoman": "f",
    "assemblyman": "m",
    "assemblywoman": "f",
    "husband": "m",
    "wife": "f",
    "son": "m",
    "daughter": "f",
    "actress": "f",
    "widow": "f",
    "widower": "m",
    "uncle": "m",
    "aunt": "f",
    "alderman": "m",
    "policeman": "m",
    "policewoman": "f",
    "grandfather": "m",
    "grandmother": "f",
    "nephew": "m",
    "niece": "f",
    "duke": "m",
    "duchess": "f",
}
"""Titles and callings that tell the gender of who bears them."""

TITLES = listed(
    """
    mr mr. mrs mrs. ms ms. miss sir lord lady dame dr dr. prof prof. professor rev
    rev. reverend hon hon. st. president vice-president vice premier chancellor
    minister secretary sen sen. senator rep rep. representative gov gov. governor
    congressman congresswoman mayor speaker judge justice attorney general gen gen.
    lt lt. col col. colonel maj maj. major sgt sgt. sergeant capt capt. captain adm
    adm. admiral cpl cpl. lieutenant commander cmdr cmdr. brig brig. marshal chief
    officer detective det det. inspector constable superintendent supt supt. deputy
    ambassador amb amb. envoy commissioner director chairman chairwoman chair ceo
    cfo coo cto chief-executive councilman councilwoman councilmember councillor
    councilor assemblyman assemblywoman assemblymember alderman sheriff king queen
    prince princess pope cardinal archbishop bishop pastor imam rabbi ayatollah
    sheikh mullah coach nominee candidate leader spokesman spokeswoman spokesperson
    analyst republican democrat democratic pres pres. treasurer comptroller
    coordinator supervisor trustee dean provost sens. reps. govs. messrs. emperor
    sultan emir crown prime interim acting former ex-president monsieur madame señor
    señora herr frau baroness baron duke duchess count countess father sister
    brother mother principal warden curator editor reporter correspondent anchor
    host author professor-emeritus emeritus doctor nurse undersecretary controller
    mp mep msp taoiseach tánaiste mps congressmember selectman firefighter trooper
    agent deputy-mayor lawmaker editor-in-chief commander-in-chief secretary-general
    director-general attorney-general major-general lieutenant-general
    """
)
"""Words that, with a capital, stand before a name and are not part of it."""

ROLES = listed(
    """
    academic accountant acquaintance activist actor actress actuary addict adjuster
    adjutant administrator admiral adviser advisor advocate aficionado agent aide
    alderman alderwoman ally alumna alumnus ambassador anaesthetist analyst anchor
    anchorman anchorwoman anthropologist appraiser apprentice arbitrator
    archaeologist archbishop architect archivist artist aspirant assailant
    assemblyman assemblymember assemblywoman assessor assistant associate astronaut
    astronomer astrophysicist asylum-seeker atheist athlete attache attacker
    attorney auditor aunt author aviator babysitter bailiff baker banker barber
    barista baroness barrister bartender beautician beekeeper benefactor billionaire
    biochemist biographer biologist bishop blogger board-member bomber boss botanist
    boxer boyfriend breeder brewer broadcaster broker brother builder bureaucrat
    businessman businesswoman butcher buyer cabinetmaker cadet caller campaigner
    candidate canvasser captain captain-general captive cardinal cardiologist
    caregiver carer caretaker carpenter cartoonist cashier celebrity cellist ceo cfo
    chair chairman chairperson chairwoman chairwomen challenger champion chancellor
    chaplain chef chemist chief chieftain chiropractor choreographer cinematographer
    cio claimant classmate cleaner cleric clerk climatologist climber clown
    co-author co-chair co-chairman co-chairwoman co-creator co-director co-founder
    co-host co-leader co-ordinator co-owner co-president co-sponsor co-worker coach
    coder cofounder collaborator colleague collector colonel columnist comedian
    commander commentator commissioner communicator complainant composer comptroller
    conductor confidant congressman congressmember congresswoman conservationist
    conservative conservator constable consul consultant contender contractor
    contributor controller convener convenor convict coo cook coordinator coroner
    correspondent cosmonaut councillor councilman councilmember councilor
    councilwoman counsel counsellor counselor counterpart courier cousin coworker
    creator criminologist critic cto curator custodian cyclist czar dad dancer
    daughter deacon dealer dean defector defendant defender delegate democrat
    demographer demonstrator dentist deputy descendant designer detective developer
    devotee dictator dietitian diplomat director directress disciple dispatcher
    dissident distiller distributor docker doctor donor driver drummer earl
    ecologist economist editor educator elector electrician emcee emir employee
    engineer enthusiast entrepreneur environmentalist envoy epidemiologist essayist
    ethicist evp executive expatriate expert facilitator farmer father fellow
    ferryman fiance fiancee fighter filmmaker finalist financier firefighter
    fisherman forecaster foreman forewoman founder freeholder friend front-runner
    frontrunner fugitive fundraiser gamer gangster gardener genealogist general
    geneticist geochemist geographer geologist girlfriend goalkeeper golfer governor
    governor-elect graduate granddaughter grandfather grandmother grandparent
    grandson grocer grower guard guardian guest guide guitarist guru gymnast hacker
    hairdresser hand handler harbormaster harbourmaster head headmaster headmistress
    headteacher heir heiress historian homeowner honoree hopeful host hostage
    hostess hotelier housekeeper housemate housewife husband hydrologist icon
    illustrator imam immigrant incumbent influencer informant inmate insider
    inspector instructor insurgent intern interpreter inventor investigator investor
    islander janitor jockey journalist judge jurist justice keeper king kingpin lama
    landlady landlord laureate lawmaker lawyer lead leader lecturer legend
    legislator lender liaison librarian lieutenant lifeguard linebacker linguist
    lobbyist logger machinist magician magistrate magnate major man manager
    manufacturer marcher marine marketer marshal mastermind mathematician matriarch
    mayor mayor-elect mechanic medalist medallist mediator medic member memoirist
    mentor mep merchant meteorologist midfielder midwife migrant militant
    millionaire miner minister missionary mobster moderator mogul mom monk mother mp
    msp mufti mum musician nanny nationalist native naturalist negotiator neighbor
    neighbour nephew neuroscientist neurosurgeon newscaster niece nominee
    nominee-elect notary novelist nun nurse nutritionist oceanographer officer
    official olympian ombudsman oncologist operative operator opponent optometrist
    organiser organist organizer orphan orthodontist outfielder owner painter
    paralegal paralympian paramedic parent partner passenger pastor pathologist
    patient patriarch patron pediatrician pensioner performer petitioner pharmacist
    philanthropist philosopher photographer physician physicist physiotherapist
    pianist picketer pilot pitcher plaintiff planner player playwright plumber
    podcaster poet point-person policeman policewoman politician pollster pope
    postgraduate postmaster predecessor premier presenter president president-elect
    priest prime-minister prince princess principal prisoner producer professor
    programmer promoter prosecutor protege protester protestor protégé psychiatrist
    psychologist psychotherapist publicist publisher pundit pupil quarterback queen
    rabbi racer radiographer radiologist rancher ranger rapper realtor rebel
    recipient recruit recruiter rector referee refugee regent registrar regulator
    relative renter rep reporter representative republican researcher reservist
    resident respondent restaurateur retailer retiree reverend reviewer rider rival
    roofer rookie roommate rower runner runner-up sailor salesman salesperson
    saleswoman sceptic scholar scientist screenwriter sculptor secretary
    secretary-general seismologist selectman selectwoman seller semifinalist senator
    sergeant shareholder sheriff shooter shopkeeper shopowner shopper
    shortstop sibling singer sister skater skeptic skier skipper smuggler
    snowboarder socialite sociologist soldier solicitor son songwriter sophomore
    speaker specialist speechwriter spokesman spokesmodel spokesperson
    spokesperson-designate spokeswoman sponsor sprinter staffer stakeholder star
    statesman stationmaster statistician steward stockholder storekeeper strategist
    striker student stylist subcontractor successor superdelegate superintendent
    supervisor supporter supremo surgeon surrogate surveyor survivor suspect svp
    swimmer tailor taoiseach teacher teammate technician technologist teenager
    tenant terrorist theologian therapist town-crier toxicologist trader trafficker
    trainer translator trapper traveler trawlerman treasurer trooper trustee tsar
    tutor tycoon uncle undergraduate undersecretary underwriter unionist vet veteran
    veterinarian vicar vice-chair vice-chairman vice-president viceroy victim
    videographer villager violinist virologist visitor vlogger volcanologist
    volunteer voter vp waiter waitress warden warlord welder whip whistle-blower
    whistleblower wholesaler widow widower wife winemaker winger winner witness
    woman worker wrestler writer youth youtuber zookeeper zoologist
    """
)
"""Words that say what somebody is; the head of a role."""

GROUPS = listed(
    """
    officials authorities police analysts experts scientists researchers lawyers
    prosecutors critics supporters opponents residents witnesses protesters
    activists advocates aides allies lawmakers senators republicans democrats voters
    people sources doctors economists investigators organizers organisers leaders
    members observers historians diplomats rebels militants soldiers troops students
    teachers parents workers unions employees executives investors traders
    environmentalists conservatives liberals progressives delegates reporters
    journalists neighbors neighbours relatives families villagers farmers fishermen
    firefighters detectives officers deputies attorneys advisers advisors
    strategists pollsters others some many most both they we customers passengers
    survivors spokespeople spokesmen representatives governors mayors ministers
    counterparts colleagues friends fans players those several few countries nations
    states governments companies firms groups agencies media outlets newspapers
    judges jurors citizens locals women men children respondents participants
    commentators pundits campaigners veterans staff crews rescuers operatives
    insiders donors
    """
)
"""Plural words for people who speak as a group."""

DOCUMENTS = listed(
    """
    report study survey poll statement letter document documents memo email emails
    filing lawsuit complaint affidavit indictment ruling opinion order decision law
    bill resolution agreement treaty deal draft proposal plan policy manifesto
    petition article editorial op-ed essay book memoir diary transcript release post
    tweet video ad advertisement sign banner poster website page site blog paper
    journal analysis review audit assessment data figures statistics records record
    results findings census index bulletin notice advisory warning brief briefing
    testimony note notes message text caption headline story account reports studies
    surveys polls letters constitution act amendment platform motion summons warrant
    invoice contract dossier communique communiqué file files
    """
)
"""Words for texts that speak themselves."""

BODIES = listed(
    """
    party department university committee commission council court house senate
    congress office bureau agency institute foundation group inc inc. corp corp. co.
    ltd ltd. llc plc company bank union association center centre news times post
    journal press ministry parliament government administration campaign authority
    board army navy police force forces service services college school hospital
    church society league federation network coalition alliance organization
    organisation fund trust museum library team club airlines airways kremlin
    pentagon nato reuters bloomberg cnn bbc nbc abc cbs fox treasury embassy
    consulate assembly cabinet tribunal corps guard watch international partners
    holdings industries systems technologies laboratories labs motors energy oil gas
    electric insurance capital management associates consulting studios pictures
    records media magazine herald tribune gazette telegraph guardian observer mail
    mirror sun star chronicle daily weekly today states nations kingdom republic
    emirates city county district state province region tower street avenue road
    park square airport station port bridge river lake island islands mountain sea
    ocean bay valley beach creek heights hall building castle palace act bill law
    amendment treaty accord agreement constitution initiative project program
    programme plan deal summit conference convention festival games cup championship
    olympics award prize day week month year war battle revolution crisis election
    elections primary caucus debate policy affairs security defense defence health
    education justice commerce labor labour transportation transport agriculture
    interior foreign finance academy commons lords command directorate division unit
    squad brigade battalion regiment fleet chamber exchange reserve institution
    taskforce america britain england scotland wales ireland france germany italy
    spain portugal russia ukraine poland hungary greece turkey iran iraq syria lebanon
    egypt libya sudan ethiopia kenya nigeria africa asia europe china japan korea
    vietnam thailand indonesia malaysia singapore philippines pakistan afghanistan
    bangladesh australia zealand canada mexico brazil argentina chile peru colombia
    venezuela cuba haiti sweden norway denmark finland netherlands belgium austria
    switzerland czechia slovakia romania bulgaria serbia croatia arabia yemen qatar
    """
)
"""Words that end the name of a body, a place or an event rather than of a person."""

DEMONYMS = listed(
    """
    american british russian chinese french german italian spanish japanese korean
    israeli palestinian syrian iraqi iranian turkish saudi egyptian afghan pakistani
    indian mexican canadian australian brazilian ukrainian polish greek swedish
    norwegian danish finnish dutch belgian swiss austrian irish scottish welsh
    english european african asian arab kurdish islamic muslim christian jewish
    catholic republican democratic conservative labour liberal south north east west
    southern northern eastern western cuban colombian venezuelan argentine chilean
    peruvian nigerian kenyan ethiopian somali libyan tunisian moroccan algerian
    lebanese jordanian yemeni qatari emirati kuwaiti bahraini vietnamese thai
    filipino indonesian malaysian singaporean taiwanese burmese hungarian czech
    slovak romanian bulgarian serbian croatian bosnian albanian georgian armenian
    estonian latvian lithuanian
    """
)

NATIONAL = re.compile(r"^(?:u\.s\.|u\.k\.|u\.n\.|us|uk|un|eu)$")
