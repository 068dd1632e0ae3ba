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
    sultan emir crown prime interim acting former ex-president monsieur madam madame
    señor señora herr frau baroness baron duke duchess count countess father sister
    brother mother principal warden curator editor reporter correspondent anchor
    host author professor-emeritus emeritus doctor nurse undersecretary controller
    mp mep msp taoiseach tánaiste mps congressmember selectman firefighter trooper
    agent deputy-mayor lawmaker editor-in-chief commander-in-chief secretary-general
    director-general attorney-general major-general lieutenant-general
    cllr cllr. coun coun. ald ald. garda comrade alhaji alhaja hajiya mallam engr
    engr. barr barr. arc. smt smt. shri sri adv adv. cdr cdr. canon ven ven.
    venerable msgr msgr. monsignor fr fr. sheikha shaikh viscount viscountess
    marquess marchioness brigadier commodore corporal maulana moulana hajj haji
    datuk dato mx mx. md archdeacon chaplain counsel barrister vice-chancellor
    lord-lieutenant convener
    """
)
"""Words that, with a capital, stand before a name and are not part of it."""

ROLES = listed(
    """
    academic accountant acquaintance activist actor actress actuary addict adjuster
    adjutant administrator admiral adviser advisor advocate aficionado agent
    agronomist aide aircraftman airman airwoman alderman alderwoman all-rounder ally
    alumna alumnus ambassador anaesthetist analyst anchor anchorman anchorwoman
    anthropologist appellant applicant appraiser apprentice arbitrator arborist
    archaeologist archbishop archdeacon architect archivist artist aspirant
    assailant assemblyman assemblymember assemblywoman assessor assistant associate
    astronaut astronomer astrophysicist asylum-seeker atheist athlete attache
    attacker attorney auctioneer auditor aunt author aviator babysitter backbencher
    bailiff baker ballerina bandmate banker barber barista baritone baroness
    barrister bartender bassist batsman batter beadle beautician beekeeper
    benefactor billionaire biochemist biographer biologist bishop blacksmith blogger
    board-member bomber bookkeeper bookmaker bookseller boss bosun botanist bowler
    boxer boyfriend breeder brewer bricklayer broadcaster broker brother builder
    bureaucrat businessman businesswoman busker butcher buyer bystander cabbie
    cabinetmaker cadet caller campaigner candidate canoeist canon canvasser captain
    captain-general captive cardinal cardiologist caregiver carer caretaker
    carpenter cartoonist cashier caterer celebrity cellist center-back
    center-forward centre-back centre-forward centre-half ceo cfo chair chairman
    chairperson chairperson-designate chairwoman chairwomen challenger champion
    chancellor chaplain chef chemist chief chieftain chiropractor choreographer
    chorister cinematographer cio claimant classicist classmate cleaner cleric clerk
    climatologist climber clown co-author co-chair co-chairman co-chairwoman
    co-creator co-director co-driver co-founder co-host co-leader co-ordinator
    co-owner co-president co-sponsor co-worker coach cobbler codebreaker coder
    cofounder collaborator colleague collector colonel columnist comedian commander
    commando commentator commissioner committeeman committeewoman communicator
    commuter competitor complainant composer comptroller conductor confectioner
    confidant congressman congressmember congresswoman conservationist conservative
    conservator constable consul consultant contender contestant contractor
    contributor controller convener convenor convict coo cook coordinator
    corner-back corner-forward coroner correspondent cosmologist cosmonaut
    councillor councilman councilmember councilor councilwoman counsel counsellor
    counselor counterpart courier cousin coworker coxswain creator criminologist
    critic crofter cto curate curator custodian cyclist czar dad dancer daughter
    deacon dealer dean debutant debutante decathlete deckhand decorator defector
    defendant defender delegate democrat demographer demonstrator dentist deputy
    dermatologist descendant designer detective developer devotee dictator dietitian
    diplomat director directress disciple dispatcher dissident distiller distributor
    docker doctor donor driver drover drummer earl ecologist economist editor
    educator egyptologist elector electrician emcee emir employee engineer
    enthusiast entomologist entrant entrepreneur environmentalist envoy
    epidemiologist essayist ethicist ethnographer evacuee evp ex-minister executive
    expatriate expert eyewitness facilitator farmer father fellow ferryman fiance
    fiancee fighter filmmaker finalist financier firefighter fisherman fishmonger
    flanker flatmate fly-half forecaster foreman forewoman founder freeholder friend
    front-runner frontbencher frontman frontrunner frontwoman fugitive full-back
    full-forward fullback fundraiser gaffer gamer gangster gaoler garda gardener
    genealogist general geneticist geochemist geographer geologist girlfriend
    glaciologist glazier goalkeeper goalscorer golfer governor governor-elect
    graduate gran grandad granddad granddaughter grandfather grandma grandmother
    grandpa grandparent grandson granny gravedigger grazier grocer grower guard
    guardian guardsman guest guide guitarist gunner guru gymnast gynaecologist
    hacker haematologist hairdresser half-back half-forward hand handler
    harbormaster harbourmaster haulier head headmaster headmistress headteacher heir
    heiress helmsman heptathlete historian holidaymaker homeowner homeworker honoree
    hopeful host hostage hostess hotelier houseguest housekeeper housemate housewife
    hurdler husband hydrologist icon illustrator imam immigrant immunologist
    incumbent influencer informant inmate insider inspector instructor insurgent
    intern interpreter inventor investigator investor islander jailer janitor
    jeweler jeweller jockey joiner journalist judge jumper jurist juror justice
    keeper king kingpin lama landlady landlord landowner landscaper laureate
    lawmaker lawyer lead leader lecturer left-back legend legislator lender liaison
    librarian lieutenant lifeguard linebacker linguist loanee lobbyist lodger logger
    logician machinist magician magistrate magnate major man manager manufacturer
    marathoner marcher marine marketer marshal master mastermind mathematician
    matriarch
    matron mayor mayor-elect mechanic medalist medallist mediator medic medievalist
    member memoirist mentor mep merchant meteorologist microbiologist midfielder
    midshipman midwife migrant militant milkman millionaire miner minister
    missionary mobster moderator mogul mom monk mother motorist mp msp mufti mum
    musician nan nana nanny nationalist native naturalist negotiator neighbor
    neighbour nephew neuroscientist neurosurgeon newcomer newscaster niece nominee
    nominee-elect notary novelist number-two nun nurse nutritionist oarsman
    oarswoman obstetrician oceanographer officer official olympian ombudsman
    oncologist onlooker operative operator opponent optometrist orderly organiser
    organist organizer ornithologist orphan orthodontist out-half outfielder owner
    paediatrician painter palaeontologist paleontologist panchayat paralegal
    paralympian paramedic paratrooper parent partner passenger pastor pastry-chef
    pastrycook pathologist patient patissier patriarch patron pedestrian
    pediatrician pensioner percussionist performer petitioner pharmacist
    philanthropist philologist philosopher phlebotomist photographer physician
    physicist physiotherapist pianist picketer pilot pitcher plaintiff planner
    plasterer platelayer player playwright plumber podcaster poet point-guard
    point-person policeman policewoman politician pollster pope postdoc postgraduate
    postman postmaster potter predecessor premier presenter president
    president-elect priest primatologist prime-minister prince princess principal
    prisoner probationer procurator producer professor programmer promoter
    prosecutor protege protester protestor protégé provost psychiatrist psychologist
    psychotherapist publicist publisher pundit pupil quarter-finalist quarterback
    quartermaster queen rabbi racer radiographer radiologist radiotherapist rancher
    ranger rapper realtor rebel recipient recruit recruiter rector referee refugee
    regent registrar regulator relative renter rep reporter representative
    republican researcher reservist resident respondent restaurateur retailer
    retiree reverend reviewer rider right-back rival rocker roofer rookie roommate
    rower runner runner-up sailor salesman salesperson saleswoman sapper sarpanch
    sceptic scholar schoolboy schoolgirl schoolteacher scientist scorer screenwriter
    scrum-half sculptor seaman seamstress secretary secretary-general seismologist
    selectman selectwoman seller semi-finalist semifinalist senator sergeant sexton
    shareholder shearer shepherd sheriff sheriff-depute shooter shopfitter
    shopkeeper shopowner shopper shopworker shortstop sibling signalman singer
    sister sixth-former skater skeptic skier skipper smuggler snowboarder socialite
    sociologist soldier solicitor sommelier son songwriter sophomore soprano speaker
    specialist speechwriter spinner spokesman spokesmodel spokesperson
    spokesperson-designate spokeswoman sponsor sprinter staffer stakeholder
    stallholder star statesman statesperson stationmaster statistician steersman
    stepdaughter stepfather stepmother stepson stevedore steward stockholder
    stockman stoker stonemason storekeeper strategist striker student stylist
    sub-inspector subaltern subcontractor submariner substitute successor
    superdelegate superintendent supervisor supporter supremo surgeon surrogate
    surveyor survivor suspect svp swimmer tailor taluk taoiseach taxi-driver teacher
    teammate technician technologist teenager tehsildar tenant tenor terrorist
    thatcher theologian therapist thrower tiler tourist town-crier toxicologist
    trader trafficker trainer translator trapper traveler trawlerman treasurer
    triathlete trooper trucker trumpeter trustee tsar tutor tycoon uncle
    undergraduate undersecretary undersheriff undertaker underwriter unionist
    upholsterer verger vet veteran veterinarian vicar vice-captain vice-chair
    vice-chairman vice-chairwoman vice-president viceroy victim videographer
    villager vintner violinist virologist visitor vlogger vocalist volcanologist
    volunteer voter vp vulcanologist waiter waitress warden warlord weaver welder
    whip whistle-blower whistleblower wholesaler wicketkeeper widow widower wife
    winemaker wing-back wing-forward winger winner witness woman worker wrestler
    writer yachtsman yachtswoman yeoman youth youtuber zookeeper zoologist
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
    insiders donors inspectors parents pensioners commuters tenants landlords nurses
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
