"""Given names by the gender they usually go with.

Written from general knowledge, for two uses only: a pronoun must agree with whom it is
taken to mean, and a name begins where a given name does. Names in common use for both
are listed for neither.
"""

import unicodedata
from functools import lru_cache

from summarizer.people.listed import listed

MALE = listed(
    """
    aaron abdul abdullah abraham adam adrian ahmad ahmed aidan alan albert alberto
    alejandro aleksandr aleksei alexander alexei alfred ali alistair allan allen
    alvin amir anatoly anders andre andreas andrei andres andrew andrzej angelo
    angus anil anthony antoine anton antonio antony archie arjun armando arnold
    arthur arturo arun asad ashraf austin barack barry bart bartholomew bashar ben
    benedict benjamin benny bernard bernie bill billy bob bobby boris brad bradley
    brandon brendan brent brett brian bruce bruno bryan byron caleb calvin carl
    carlo carlos cedric cesar chad charles charlie chen chester chris christian
    christoph christopher clarence claude clayton cliff clifford clint clive cody
    colin conor connor conrad corey cornelius craig curt curtis cyril cyrus dale
    damian damien dan daniel danny darrell darren darryl dave david dean deepak
    denis dennis derek desmond dick diego dieter dimitri dirk dmitri dmitry dominic
    don donald donnie doug douglas duncan dustin dwayne dwight earl ed eddie edgar
    eduardo edward edwin eli elias elijah elliot emilio emmanuel enrique eric erik
    ernest ernesto esteban ethan eugene evan evgeny fabian faisal felipe felix
    fernando fidel floyd francesco francis francisco francois frank frankie franklin
    fred freddie frederick gabriel gareth garrett gary gavin gene geoff geoffrey
    george gerald gerard gerhard gideon gilbert giorgio giovanni giuseppe glen glenn
    gordon graham grant greg gregor gregory guido guillermo gunter gustavo guy hamid
    hamza hank hans harold harry harvey hassan hector heinrich helmut henrik henry
    herbert herman hiroshi horst howard hugh hugo humberto hussein ian ibrahim igor
    imran isaac isaiah ismail ivan jack jacob jacques jaime jake jakob jamal james
    jan jared jason javier jay jean-claude jeb jeff jeffrey jens jeremiah jeremy
    jerome jerry jesus jim jimmy joaquin joe joel joerg johan johann john johnny jon
    jonas jonathan jorge jose josef joseph josh joshua juan julian julio jurgen
    justin kaleb karim karl keith ken kenneth kenny kent kevin khalid kim-jong klaus
    konrad konstantin kristian kurt kyle lance larry lars laszlo laurent lawrence
    lech leo leon leonard leonardo leroy lewis liam lionel lloyd lorenzo lou louis
    luc luca lucas luigi luis lukas luke luther magnus malcolm manfred manuel marc
    marcel marcelo marco marcos marcus mario mark marshall martin marvin mateo
    mathias matt matteo matthew matthias maurice mauricio max maxim maximilian
    mehmet mel michael michel miguel mikael mike mikhail milan miles mitch mitchell
    mohamed mohammad mohammed morten moses muhammad murray mustafa narendra nathan
    nathaniel ned neil nelson niall nicholas nick nico nicolai nicolas nigel nikita
    nikolai nikos noah noel norman oleg oliver olivier omar orlando oscar osama otto
    owen pablo paolo pascal patrick paul pavel pedro percy perry pete peter petr
    phil philip philippe phillip pierre piotr prakash preston rafael rahul raj
    rajesh ralph ramon randy rashid raul ravi ray raymond recep reinhard rex reza
    ricardo richard rick ricky rob robert roberto rod rodney rodrigo roger roland
    rolf roman ron ronald ronnie ross roy ruben rudolf rudy rupert russ russell ryan
    sadiq saeed salvador salvatore sam samuel sanjay santiago scott sean sebastian
    serge sergei sergey sergio seth shane shaun shawn sheldon sherman shinzo sidney
    silvio simon sola stan stanley stefan stefano stephan stephen sterling steve
    steven stewart stuart sundar sven tariq ted terence terrence thaddeus theo
    theodore theresa-may thierry thomas tim timothy tobias todd tom tomas tommy tony
    travis trevor tristan tyler ulrich vernon victor viktor vince vincent vitaly
    vladimir vlad vojtech volodymyr wade wallace walt walter warren wayne wendell
    werner wilbur wilfred wilhelm will willem william willie wolfgang xavier yakov
    yevgeny yoshihide yuri yusuf zachary zack rand rowan tyrone vaughn brock boyd
    reince jorgen staffan ban-ki kofi ewan hamish fergus callum rory declan padraig
    eamon seamus cormac sanjeev vikram amit ashok kumar suresh ramesh sunil vijay
    rohit manmohan nawaz hamdullah kwame chidi emeka segun tunde babatunde sipho
    thabo jabu mandla takeshi kenji haruto akira naoto shigeru xiaoming barnaby
    giles jeremy-hunt alastair antti pekka jari mikko matti lasse soren jesper niels
    rasmus bjorn gunnar einar
    abdel abdulaziz abdulkadir abdulrahman abiodun abubakar adebayo adeyemi adnan
    agustin ahsan aiden akbar akhil akin akinwumi alain alasdair alessandro
    alexandre alfonso alfredo alhassan aliko alok ananth aniket ankit arjen arne
    arvind ashwin asif atul aurelio axel ayodele balaji bartosz bassam bilal bogdan
    boubacar bram budi burak calum cathal chandra chike chinedu chukwudi chukwuemeka
    cian ciaran clement colm cristiano dafydd damilola daoud darragh davide devendra
    dhruv diarmuid dietmar dilip dimitrios dinesh domhnall donal dries eamonn edmund
    edoardo efe ekene emre enzo eoghan eoin erling ernst euan eyal fabio fabrizio
    farhan farid faris farouk federico femi fergal festus finbarr finlay fintan
    fionn florian fraser fumio gabor ganesh garth geert gerardo gerry gethin ghassan
    giacomo gianluca gianni girish giulio gopal goran gustav gwilym haakon habib
    hafiz haider hakan hakeem harald hari harish haruki hasan heinz hernan hideo
    horacio hristo humza husain huw iain idris ifeanyi ignacio ikenna inigo ismael
    istvan iwan jacek jaco jacopo jagdish jagmeet jai jairam jakub janos jaroslav
    jasper javed jayant jeroen jiri joao johannes joost kabir kamal kamran kareem
    karthik kashif kayode keir kelechi kelvin kenta kieran kieron kiran kolawole
    krishna krzysztof kunal kunle kwabena kwasi kwesi lachlan lamine leandro leif
    lokman lorcan lubomir luka lukasz maciej mahesh mahmoud majid mamadou manish
    manoj marcin marek mariano marius marko markus mateusz matheus mathieu mauro
    maxime mehdi michal mihai milos mirko miroslav mohan mohit mohsin moises moshe
    mudassar muhammadu mukesh muneer murat musa mutua nabil nadeem naeem nana naresh
    nasir naveen navin neville nicolae nihal nikhil nils niraj nitin njoroge nnamdi
    obinna odhiambo olaf olamide oleksandr olumide olusegun onur oskar osman owain
    pankaj parvez patrice patricio pavlo pawel petar petros pieter pramod pranav
    prasad prashant pravin puneet qasim rabiu radek rafal raghav raghuram rajan
    rajat rajeev rajiv rajnath raju ram raman ramiro ramzi ranjit raphael rasheed
    ravindra renato reuben rhodri rhys riccardo rishi ritesh rohan romain romelu
    ronan rosario ruairi rui ruslan saad sachin sajid salim salman samir sandeep
    sani sanusi satish satoshi saurabh selim serhiy seyi shahbaz shahid sharad
    shashi shivraj shola siddharth sigurd sikiru simeon siphiwe sizwe srinivas
    stanislav steinar stelios struan subhash sudhir suleiman svein syed szymon taiwo
    takashi takumi tamas tarek tatsuya teemu themba thorsten tiago tibor timo tolga
    tomasz tomislav torsten tshepo tuomas uche ugo umar umberto umesh usman vaclav
    valentin vasile vasyl venkat venkatesh vikas vinay vincenzo vineet vinod vishal
    vishnu vitali vivek wael waleed walid wanjala waqar wiktor wojciech yannick yash
    yasin yassin yiannis yogesh yohan yousef youssef zahid zain zakaria zbigniew
    zdenek zeljko zoltan zubair
    """
)

FEMALE = listed(
    """
    abigail adele adriana agnes aisha alejandra alexandra alexandria alice alicia
    alina alison allison alyssa amanda amber amelia amina amy ana anastasia
    andrea-maria angela angelica angelina anita ann anna annabel anne annette annie
    antonia april ariana arianna arlene ashley astrid audrey aung-san ava ayesha barbara
    beatrice becky belinda bernadette beth bethany betty beverly bianca bonnie
    brenda brianna bridget britney brooke camilla camille candace carla carly carmen
    carol carole carolina caroline carolyn carrie catalina catherine cathy cecilia
    celia charlotte chelsea cheryl chiara chloe christa christina christine cindy
    claire clara clarissa claudia colleen connie constance cristina crystal cynthia
    daisy daniela danielle daphne darlene dawn deb debbie deborah debra deirdre
    delia denise diana diane dina dolores donna dora doris dorothy edith edna eileen
    elaine eleanor elena elisa elisabeth elise eliza elizabeth ella ellen elsa emily
    emma erica erika erin esther ethel eva evelyn faith fatima felicia fiona flora
    florence frances francesca francine gabriela gabrielle gail georgia geraldine
    gillian gina giovanna gisele giulia gladys glenda gloria grace greta gretchen
    gwen hannah harriet hazel heather heidi helen helena helene hilary hillary holly
    hope ida ilana imelda ines ingrid irene iris irina isabel isabella isabelle
    ivana ivanka jackie jacqueline jan-marie jane janet janice janine jasmine
    jean-marie jeanette jeanne jenna jennifer jenny jessica jill joan joanna joanne
    jocelyn jodi josephine joy joyce juanita judith judy julia juliana julie juliet
    june kamala kara karen karin karina karla kate katerina katharine katherine
    kathleen kathryn kathy katie katrina kayla keiko keisha kellyanne kerstin
    kimberly kirsten kirstin krista kristen kristin kristina lakshmi lara latoya
    laura lauren laurie leah leila lena leticia lila lillian lily linda lisa liz
    liza lois loretta lorraine louisa louise lucia lucille lucinda lucy luisa lydia
    lynn lynne mabel mackenzie madeleine madeline maggie maia malala malia mandy
    manuela marcia margaret margarita margot maria mariam marian marianne marie
    marilyn marina marion marissa marjorie marlene marsha martha martina mary maryam
    mathilde matilda maureen maxine maya megan melania melanie melinda melissa
    mercedes meredith mia michele michelle mildred millie mindy miranda miriam moira
    molly mona monica monika muriel myra nadia nadine nancy naomi natalia natalie
    natasha nathalie nell nicola-sturgeon nicole nina noor nora norma octavia olga
    olivia oprah paige pam pamela patricia patsy patti paula pauline penelope penny
    petra phoebe phyllis polly priscilla priti priya rachel raquel rebecca regina
    renata renee rhonda rita roberta robyn rosa rosalind rosamund rose roseanne
    rosemary roxanne ruth sabrina sadie sally samantha sandra sara sarah sasha-ann
    saskia selena selma serena shannon-ann sharon sheila shelley sheryl shirley
    sigrid simone siobhan sofia sonia sonya sophia sophie stacey stella stephanie
    sue sunita susan susana susanna susanne suzanne svetlana sylvia sylvie tabitha
    tamara tammy tania tanya tara tatiana teresa tessa thelma theresa tiffany tina
    toni tonya tracey tricia trudy uma ursula valentina valerie vanessa vera verena
    veronica vicki vicky victoria viola violet virginia vivian viviane wanda wendy
    whitney wilma winnie yasmin yolanda yoko yvette yvonne zara zoe zsuzsanna jennie
    ngozi chiamaka adaeze amara folake nkechi thandi nomvula zanele naledi lerato
    yuki sakura akiko naoko mei-ling saoirse niamh aoife sinead grainne orla nuala
    eilidh annegret ulrike sabine birgit anke heike katja silke gudrun solveig maren
    liv aino kaisa ritva helle mette bodil pia dilma michele-anne debbie-ann marine
    segolene valarie valarie-ann kyla libby hillary-ann carly-ann melezia huma
    donatella
    aarti abeba abena abimbola abiola adaobi aditi adwoa afsaneh agata agnieszka
    aicha aileen ailsa aishwarya akua alba aleksandra alessandra alessia alicja
    aline alva amal amalia aminata amrita anika anina anitha anjali anka ankita
    annelies annika antonella anushka aparna araceli archana areej arwa asha ashwini
    asma asuncion athena atinuke aurora ayumi azadeh aziza beata beatriz begona
    benedetta bethan bettina bharti bhavna bisola blanca bolanle branwen brid bridie
    brigid bronagh bronwen camila caoimhe caren carmel carmela carys catarina
    catriona ceri chandrika chantal chika chimamanda chinwe chitra ciara cliona
    clodagh concepcion consuelo dagmar dalia daniella danuta deepa deepika delphine
    delyth derya diya dorota dymphna ebele ebru edwina efua eilish eimear ekaterina
    elham elif elin elke ellie eluned elzbieta emiko emilia emmanuelle enid esi esra
    estrella eszter eunice ewa farah farida fatemeh fatou fatoumata faye feride
    fernanda ffion fidelma fionnuala flavia folasade freya funke funmilayo gabriella
    gaia genevieve giorgia gisela glenys goretti gosia graciela guadalupe gulnaz
    gwendolen gwyn gwyneth hadiza hafsa hafsat halima hana hania hauwa heba hedda
    hela henrietta hilde hinda hira huda ifeoma iman imogen inga inge inger ioana
    irena iria isadora ishrat isla isolde itziar iwona izabela jacinda jadwiga
    jagoda jana jasmin jaya jayne jelena jemima jhumpa josefa josefina jowita juana
    judit juliette julita justyna jutta jyoti kadija kajal kalpana kamila karolina
    katarina katarzyna kateryna katla katrin kavita kayo keira kerensa kerryn
    khadija kinga kinneret kirsty klara komal krystyna ksenia kyoko lamia latifa
    latisha leela leonor lidia lilian liliana lina linnea loredana lorena lorna
    lourdes lucie ludmila lupe lyudmila maeve magda magdalena mahnoor maire mairead
    malgorzata malin mamta manal mandira manjula manon mariana mariella marija marit
    marta maryna mathilda matilde maud mawra mayumi medha meena meera megha mehwish
    melati memunat mhairi michaela michal-anne milica mina minako minna mirela
    miroslava mitali mithu monique montserrat moya mukta mumtaz naina najat najla
    nandini narges nasreen natasa nawal nayeli neelam neha nicoletta nicolette
    nighat ninette nisha nita nitya nkem nkiruka noelia noelle noreen nozipho nuria
    nusrat obiageli odalys odile oksana olena oluchi olufunke oluwaseun omolara
    omotola oonagh orlagh orlaith paloma paulina penda philippa philomena pilar
    pooja poonam pragya pratibha preeti prerna priyanka purnima radha rania ranjana
    rasha rashida reem reena rehana reiko rekha renuka rhian rhiannon rina rinku
    rocio roisin rosalie rosario-ana rowena roxana rukhsana rupa ruta sabah sabina
    sade sadia saffron safiya sakshi salma samia samina sandhya sandrine sangeeta
    sania sapna saraswati sarojini savita seema senait serap setsuko shabana shabnam
    shaista shakuntala shalini shanthi sharmila shazia sheela shilpa shobha shona
    shreya shruti shweta sigrun silvana silvia simge simran sinazo sioned sirkka
    slavica smita smriti sneha snezana sofie soledad soraya soumya stefania stine
    sucheta sudha suhasini sujata sumaya sunanda supriya suruchi sushma svenja
    swapna swati sylwia tahira tamar tamsin tanvi tatjana tatyana tegwen temitope
    teodora tereza thandiwe theodora thuli titilayo tomoko tove tsitsi tuba tuulikki
    uchenna ulla urszula urvashi usha ute uzma vaishali valeria vandana varsha
    vasundhara veena verity veronika vibeke vidya vimala violeta viveka wafaa
    wangari wanjiku wanjiru wiktoria winifred winsome wioletta xiomara yaa yetunde
    yewande yukiko yuliya yumi zahra zainab zaynab zehra zeynep zineb zlata zofia
    zora zsofia zuzana
    """
)


def gender(given: str) -> str:
    """Return ``m``, ``f``, or an empty string where the name does not tell."""
    for name in _spellings(given):
        if name in MALE:
            return "m"
        if name in FEMALE:
            return "f"
        if name in BOTH:
            break
    return ""


@lru_cache(maxsize=1 << 14)
def known(given: str) -> bool:
    """Tell whether this is a given name we know, of either gender or of both."""
    return any(
        name in MALE or name in FEMALE or name in BOTH for name in _spellings(given)
    )


def _spellings(given: str) -> tuple[str, ...]:
    """Give a name as it may be listed: without accents, and by its first half."""
    name = given.lower()
    if not name.isascii():
        parts = unicodedata.normalize("NFKD", name)
        name = "".join(c for c in parts if not unicodedata.combining(c))
    first = name.split("-")[0]
    return (name, first) if 2 < len(first) < len(name) else (name,)  # noqa: PLR2004


BOTH = listed(
    """
    alex andrea andy ashton avery blake cameron carey casey chase dakota dana drew
    dylan elliott emerson frankie gale hadley harper hayden jamie jan jean jesse
    jessie jo jordan kelly kerry kim lee leslie logan lynn marion mackenzie morgan
    nat nicola pat peyton quinn reese riley robin sam sasha shannon shelby sidney
    skyler stacy sydney taylor terry tracy val wang li zhang xi yi
    ade amarjit balwinder chidera chinwendu dominique eun gurpreet harpreet jaspreet
    kulwinder manpreet micah simranjit tola toyin yun
    """
)
"""Given names in use for both."""
