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
    agent deputy-mayor lawmaker
    """
)
"""Words that, with a capital, stand before a name and are not part of it."""

ROLES = listed(
    """
    accountant activist parent grandparent guardian caller respondent co-worker
    coworker classmate roommate housemate landlord landlady homeowner shopowner
    storekeeper restaurateur organist violinist pianist drummer guitarist actor
    actress adjutant administrator admiral adviser advisor advocate agent aide ally
    ambassador analyst anchor anchorman anchorwoman anthropologist archaeologist
    archbishop architect artist aspirant assemblyman assemblymember assemblywoman
    assistant associate astronaut astronomer athlete attache attorney aunt author
    bailiff baker banker barber barrister bartender biographer biologist bishop
    blogger boss boxer boyfriend broadcaster broker brother builder bureaucrat
    businessman businesswoman butcher buyer cabinetmaker campaigner candidate
    captain cardinal caregiver carer cartoonist cashier celebrity ceo cfo chair
    chairman chairperson chairwoman chairwomen champion chancellor chaplain chef
    chemist chief cleric clerk climatologist coach co-author co-chair co-chairman
    co-chairwoman co-creator co-director co-founder co-host co-leader co-owner
    co-president co-sponsor cofounder collaborator colleague collector colonel
    columnist comedian commander commentator commissioner communicator composer
    comptroller conductor confidant congressman congressmember congresswoman
    conservationist conservative constable consul consultant contender contractor
    contributor controller convener cook coordinator coroner correspondent
    councillor councilman councilmember councilor councilwoman counsel counsellor
    counselor counterpart cousin creator critic curator custodian dad dancer
    daughter dealer dean defender defendant delegate demographer dentist deputy
    designer detective developer diplomat director directress dissident doctor donor
    driver economist editor educator electrician emcee emir employee engineer
    entrepreneur envoy epidemiologist essayist ethicist executive expert farmer
    father fellow fiance fiancee fighter filmmaker financier firefighter fisherman
    forecaster founder friend gardener general geographer geologist girlfriend
    goalkeeper governor graduate grandfather grandmother grandson granddaughter
    grocer guard guest guide hairdresser head headmaster headmistress headteacher
    heir historian host hostess hotelier housewife husband immigrant imam inmate
    insider inspector instructor intern interpreter inventor investigator investor
    journalist judge jurist justice keeper king lawmaker lawyer lead leader lecturer
    legislator liaison librarian lieutenant linguist lobbyist major magistrate man
    manager marine marketer marshal mathematician mayor mechanic mediator
    meteorologist member midfielder midwife migrant minister mogul moderator monk
    mother mp mep msp musician native negotiator neighbor neighbour nephew
    neuroscientist niece nominee novelist nun nurse nutritionist officer official
    ombudsman operative operator organiser organizer owner painter paramedic partner
    passenger pastor patient pediatrician performer pharmacist philanthropist
    philosopher photographer physician physicist pilot planner player playwright
    poet policeman policewoman politician pollster pope premier presenter president
    priest prime-minister prince princess principal producer professor programmer
    promoter prosecutor protester psychiatrist psychologist publicist publisher
    queen rabbi rancher ranger realtor recruiter rector referee refugee registrar
    relative rep reporter representative researcher resident retiree reverend rival
    runner sailor salesman salesperson saleswoman scholar scientist screenwriter
    sculptor secretary seller senator sergeant sheriff shopkeeper shopper singer
    sister sociologist soldier solicitor son songwriter speaker specialist
    speechwriter spokesman spokesperson spokeswoman spokesmodel sponsor staffer star
    statesman statistician strategist striker student superintendent supervisor
    supporter surgeon surrogate surveyor survivor swimmer tailor taoiseach teacher
    teammate technician technologist teenager tenant therapist trader trainer
    translator traveler treasurer trooper trustee tutor tycoon uncle undersecretary
    veteran vet veterinarian vice-chair vice-chairman vice-president victim vicar
    viceroy villager virologist visitor volunteer voter waiter waitress warden
    warlord widow widower wife winner witness woman worker wrestler writer youth
    zoologist mom mum steward hand skipper coo cto cio vp evp svp supremo matriarch
    patriarch president-elect mayor-elect governor-elect incumbent frontrunner
    front-runner billionaire millionaire nominee-elect democrat republican whip
    point-person mastermind spokesperson-designate secretary-general whistleblower
    whistle-blower climber cyclist jockey golfer geneticist ecologist botanist
    oceanographer seismologist volcanologist hydrologist pathologist oncologist
    cardiologist radiologist toxicologist criminologist theologian archivist
    genealogist beekeeper brewer winemaker distiller trawlerman ferryman
    harbourmaster harbormaster stationmaster postmaster caretaker courier foreman
    forewoman welder plumber carpenter miner docker selectwoman selectman
    board-member town-crier alderman alderwoman baroness captain-general
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
    taskforce
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
