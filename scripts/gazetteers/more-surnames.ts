// Surnames from around the world that the packages lack, for scripts/gazetteers.ts. Written for this project; no
// everyday English words among them.

/** Names by where they are most at home; folded, one word each. */
export const moreSurnames = `
acharya agarwal aggarwal ahluwalia ahuja arora awasthi ayyar bajaj bajwa bakshi balakrishnan banerjee banerji basu bhagat bhalla bhandari
bhardwaj bhasin bhat bhatia bhatt bhattacharya bhattacharyya bose chakrabarti chakraborty chandra chandrasekhar chatterjee chaturvedi
chaudhary chaudhuri chauhan chawla chopra chowdhury dalal das dasgupta datta desai deshmukh deshpande dhawan dhillon dixit dubey dutta dwivedi
gandhi ganguly garg ghosh gill goel gokhale goswami goyal grewal guha gupta iyengar iyer jadhav jaffrey jain jha jhaveri joshi kadam kakkar
kale kapadia kapoor kapur kaul kaur khanna khatri khurana kohli krishnamurthy krishnan kulkarni kumar kumari lal luthra mahajan malhotra
manchanda mathur mehra mehrotra mehta menon merchant mishra misra mistry mittal modi mohanty mukherjee mukhopadhyay murthy nadar naidu naik nair
nambiar narang narayan narayanan narula natarajan nayak nayar nehru ojha oza padmanabhan pandey pandit pandya parekh parikh patel pathak patil patnaik
pawar pillai prabhu prasad puri purohit raghavan rai raina rajagopal rajan rajput raman ramachandran ramakrishnan ramaswamy ranganathan rao
rastogi rathore rawat reddy sahni saini sahu saxena sehgal sengupta seth sethi shah sharma shenoy shetty shinde shukla sibal sidhu singh singhal
sinha solanki soni srinivasan srivastava subramaniam subramanian sundaram suri swaminathan tagore talwar tandon taneja tata thakkar thakur thapar
thomas tiwari trivedi upadhyay vaidya varghese varma vasudevan venkataraman venkatesan verma vohra vyas wadhwa yadav zaveri
abbas abbasi abdallah abdi abdullahi abubakar aden afridi ahmadi ahmadzai akbari akhtar akram alam alavi aljabri almasri ansari arif asghar
ashraf aslam awad awan aydin azad azizi badawi baig bakr bashir bhatti bhutto butt chaudhry chishti choudhry daoud darwish dogar durrani elmasry
elsayed fakhoury farooqi farouk farsi fawzi fayed ghani ghazali ghorbani gilani habibi haddad hadid hakimi halabi hamdan hammoud haq haque
hariri hashemi hashmi hosseini hussaini iqbal ismail issa jabbar jaffer javed jilani kabbani kaddouri karimi karzai kazemi khalaf khalifa
khan khatib khawaja khoury kiani kureshi latif lodhi mahfouz mahmood malik mansoor mansour masood masri minhas mirza moghaddam mohammadi mousavi
mughal mujtaba murad najafi najjar naqvi nasser nassar nawaz nazari niazi noorani nouri omari osman pasha qadir qasim qazi qureshi rafiq rahimi
rahman rana rashidi rehman rizvi rostami saad sabbagh sadeghi saeed safi salehi salem salman sattar sayed shahid shaikh shamsi sharif sheikh
sherzai siddiqi siddiqui soltani sultani syed tabatabai taheri tahir tawfik tehrani usmani wahab wali waziri yazdani younes younis yousafzai
yusufzai zadeh zaidi zaman zargari
abara abebe abiodun abiola achebe adams adamu addo adebayo adeboye adedeji adegoke adekunle adeleke adelaja adeniran adeniyi adesina adewale
adeyemi adeyinka adichie afolabi afolayan agbaje agu agyeman aidoo ajayi akande akingbade akinola akinwande akintola akpan akufo amadi amadou
amankwah amoah amponsah ampofo anane aning ankrah ansah antwi anyanwu appiah arthur asante asamoah asare asiedu atta awolowo ayodele azikiwe babangida
bakare balogun bamgbose bangura banda bello boakye boateng bonsu botha buhari chanda chikwanda chukwu chukwuma conteh coulibaly dangote darko
diallo diop dlamini donkor dube duru ebo efosa egbuna egwu ekwueme eluwa eze ezeh fashola fofana frimpong gadzama gbadamosi gumede gyamfi
hlongwane ibe ibeh igwe ikejiani ikpeazu iroegbu iwu jallow kamara kanu kariuki keita khumalo kiplagat kipkemboi kibet kimani kipchumba koroma
kouassi kouyate kuti kwarteng lawal mabaso mabena mabuza madu maduka madondo mahlangu makinde maseko mathebula mazibuko mbah mbatha mbeki
mboya mensah mkhize mkhwanazi mnguni mokoena molefe moyo mthembu mthethwa mugabe mukherji mulenga musa mutasa mutombo mutua muthoni mwale mwangi mwape
mwenda naidoo nakamura ncube ndiaye ndlovu ndung'u ndungu ngcobo nguema ngugi njoroge nkosi nkrumah nkwocha nnadi ntuli nwachukwu nwankwo
nwosu nyong nzeogwu obasanjo obi obiang obiora ochieng odhiambo odinga oduya odumosu ofori ogbonna oguntade ogunleye ojo ojukwu okafor okeke okereke
okigbo okonjo okonkwo okoro okoye okpara okunola okwuosa oladele olajide olaniyan olatunji olayinka olawale oliseh olowu oluwole omondi onwudiwe
onyango onyeka onyekachi opoku orji osei oshodi osinbajo osuji otieno ouedraogo owusu oyedepo oyelaran oyelowo oyewole oyinlola peprah phiri
quarshie radebe rotimi salami sankara sarpong sesay sibanda sikhosana sisulu sithole soyinka tambo tembo tesfaye tinubu touray toure traore
tshabalala tutu twum ubah uche ugwu umeh uzoma wambua wanjala waweru wekesa yeboah zulu zuma zwane gebre haile kebede tadesse tekle woldemariam
abera alemu assefa demissie desta girma hailu mengistu tsegaye warsame farah duale egal gedi guled jama mohamud nur yusuf
abe adachi aoki aoyama arai araki asano baba chiba doi endo fujii fujimoto fujita fujiwara fukuda fukui furukawa goto hamada hara harada hasegawa
hashimoto hattori hayashi higuchi hirano hirata honda hoshino ichikawa igarashi iida ikeda imai inoue ishida ishii ishikawa ito iwasaki iwata
kaneko kato kawaguchi kawamura kawasaki kikuchi kimura kinoshita kishimoto kitamura kobayashi koizumi kojima komatsu kondo kubo kudo kurosawa
maeda maruyama masuda matsuda matsui matsumoto matsuo matsuoka minami miura miyamoto miyazaki mizuno mori morimoto morita murakami murata
nagai nagata nakagawa nakajima nakamura nakano nakashima nakata nakayama nishida nishikawa nishimura noda noguchi nomura ogawa ohno oishi okada
okamoto okazaki okumura onishi ono osaka oshiro ota otani otsuka ozawa saito sakai sakamoto sakurai sano sasaki sato sekiguchi shibata shimada shimizu
shinohara shiraishi sugawara sugimoto sugiyama suzuki tachibana takada takagi takahashi takano takashima takeda takeuchi tamura tanabe tanaka
taniguchi terada tokuda toyoda tsuji tsukamoto uchida ueda uehara ueno ueyama wada watanabe yamada yamagata yamaguchi yamamoto yamanaka yamashita
yamazaki yano yasuda yokoyama yoshida yoshikawa yoshimura
bui cao dang dinh doan duong hoang huynh luong ngo nguyen pham phan phung quach tang thach thai tong tran trieu trinh truong vuong
bai cai cao cen chang chao chau chen cheng cheung chiang chiu choi chou chow chu chua chung cui dai deng ding dong du duan fang feng fong fung gao
geng gong guan guo hao hong hou hsiao hsieh hsu hu huang jiang jiao jin kang kong kwan kwok lai lam lau lei leong leung liang liao lin ling liu
lo lu lui luo lui mak meng mo mok ng ngai niu ouyang pang peng qian qiao qin qiu ren shao shen shi shih shum situ siu song sung szeto tam tan tang
tao teng tian tien ting tsai tsang tse tseng tsui tung wan wang wei wong wu xi xia xiao xie xin xing xiong xu xue yan yang yao ye yeh yen yeung yi yin yip
yiu yong yu yuan yue yuen yun zeng zhang zhao zheng zhong zhou zhu zhuang zou
ahn bae baek bang byun chae cheon choe cho choi chun chung eom gil gwak gwon ha hahn han heo hong hwang hyun im jang jeon jeong ji jin jo joo ju
jun jung kang kil kim ko koo kwak kwon lim ma min moon myung nam noh oh pak park pyo ryu seo seok seol shim shin sim so sohn son song suh sung um
woo yang yeo yeom yi yim yoo yoon you yu yum yun
afoa aiono alapati alofaituli amituanai faalogo faleafa fanene feagaiga fonoti fonua fuimaono havea hopoate hopkinson ioane kahananui kahele
kaho kailua kalama kamaka kamakea kaneshiro kanoho kaohi kapule katoa kaufusi kauhane kawai kealoha keawe kekoa kekuewa lam leavai leota leiataua
lealofi mahoe makoa malietoa manu matagi mataafa moala naeole nakoa nohea opunui pahulu paogofie parata paulo piilani polamalu puleo pulotu
sapolu seiuli sopoaga taufahema tauiliili taupau tautua tamihana tauanu tavai tuiasosopo tuilagi tuimavave tuipulotu tupola tupou uluave
vaifale vaipulu vake vunipola ngata parekura rangihuna ruatapu tamatea tawhiri te waaka wharepapa bautista dimaculangan macapagal magsaysay
pangilinan manalo dimagiba lacson salonga tolentino villanueva
abaroa abrego acevedo acosta acuna aguayo aguilar aguilera aguirre alarcon alcala alcantara aldana alejo alfaro almanza almeida alonso altamirano
alvarado alvarez amador amaya anaya andrade angulo apodaca aponte aragon arambula aranda arauz araujo arce archuleta arellano arevalo arguello
arias armendariz armenta arreola arredondo arriaga arroyo arteaga avalos avila ayala baca baez baeza balderas ballesteros banuelos barajas barela
barragan barraza barrera barrientos barrios batista bautista becerra beltran benavides benavidez bermudez bernal berrios betancourt blanco bonilla
borrego bustamante bustos caballero cabrera calderon calvillo camacho camarillo campos canales candelaria cano cantu caraballo cardenas cardona
carillo carmona carranza carrasco carreon carrera carrillo carrion casanova casares casarez casas casillas castaneda castano castellano castellanos
castillo castro cavazos cazares ceballos cedillo ceja centeno cepeda cerda cervantes cervantez chacon chapa chavarria chavez cisneros cintron
collazo colon colunga concepcion contreras cordero cordova cornejo corona coronado corral corrales cortes cortez cotto covarrubias cuellar davila
delacruz delafuente delagarza delapaz delarosa delatorre deleon delgadillo delgado delrio delvalle dominguez duarte duenas duran echeverria
elizondo enriquez escalante escamilla escobar escobedo esparza espinal espino espinosa espinoza esquibel esquivel estevez estrada fajardo farias
feliciano figueroa fierro florez fonseca fuentes gaitan galarza galindo gallardo gallegos galvan galvez gamboa gamez gaona garay garcia garibay garica
garrido garza gaytan gil godinez godoy gomez gonzales gonzalez gracia granado granados griego grijalva guajardo guardado guerra guerrero guevara
guillen gurule gutierrez guzman haro henriquez heredia hernandez herrera hidalgo hinojosa holguin huerta hurtado ibarra iglesias irizarry jaime
jaimes jaquez jaramillo jasso jimenez jurado laboy lara laureano lebron ledesma leal lemus leon lerma leyva limon linares lira llamas loera lomeli
lopez lovato loya lozada lozano lucero lugo luevano lujan luna macias madera madrid madrigal maestas magana malave maldonado manzanares mares marin
marquez marrero marroquin martinez mascarenas mata mateo matias matos maya mayorga medina medrano mejia melendez melgar mena menchaca mendez mendoza
menendez meraz mercado merino mesa meza miramontes miranda mireles mojica molina monroy montalvo montanez montano montemayor montenegro montero
montes montez montoya mora morales moreno mota moya munguia muniz munoz murillo muro najera naranjo narvaez nava navarrete navarro nazario negrete
negron nevarez nieto nino noriega nunez ocampo ocasio ochoa ojeda olivares olivarez olivas olivera olivo olmos olvera ontiveros oquendo ordonez
orellana ornelas orosco orozco orta ortega ortiz osorio otero ozuna pabon pacheco padilla padron paez pagan palacios palomino palomo pantoja paredes
parra partida patino pedroza pelayo pena perales peralta perea peres perez pichardo pina pineda pizarro polanco portillo prado preciado prieto puente
puga pulido quesada quezada quinones quinonez quintana quintanilla quintero quiroz quispe rael ramirez ramon ramos rangel rascon raya razo regalado
rendon renteria resendez reyes reyna reynoso rico rincon riojas rios rivas rivera rivero robledo robles rocha rodarte rodriguez rodriquez rojas
rojo roldan rolon romero romo roque rosado rosales rosario rosas roybal rubio ruelas ruiz saavedra saenz saiz salas salazar salcedo salcido
saldana saldivar salgado salinas samaniego sanabria sanchez sandoval santacruz santana santiago santillan sarabia sauceda saucedo sedillo
segovia segura sepulveda serna serrano serrato sevilla sierra silva solano solis solorio solorzano soliz sosa sotelo soto suarez tafoya tamayo
tamez tapia tejada tejeda tello tellez teran terrazas tijerina tirado toledo torrez torres tovar trejo trevino trujillo ulibarri urbina urena
urias uribe urrutia vaca valadez valdes valdez valdivia valencia valentin valenzuela valladares valle vallejo valles valverde vanegas varela vargas
vasquez vazquez vega velarde velasco velasquez velazquez velez veliz venegas vera verdugo verduzco vergara vidal viera vigil villa villagomez villalba
villalobos villalpando villanueva villareal villarreal villasenor villegas yanez ybarra ynostrosa zabala zambrano zamora zamudio zapata zaragoza
zarate zavala zayas zelaya zepeda zuniga
almeida alves amaral andrade antunes azevedo barbosa barreto barros batista borges braga brandao brito cabral caldeira cardoso carneiro carvalho
coelho cordeiro correia coutinho couto cunha esteves falcao faria fernandes ferraz ferreira figueiredo fonseca freitas furtado gomes goncalves
guimaraes leite lima lobo lopes loureiro macedo machado magalhaes maia marinho marques matos medeiros meireles melo mendes monteiro moraes morais moreira
moura nascimento neto neves nogueira nunes oliveira pacheco pereira pessoa pimentel pinheiro pinto pires queiroz ramalho rebelo ribeiro rocha rodrigues
salgueiro sampaio santos saraiva seabra serra silveira simoes siqueira soares sousa souza tavares teixeira teles toledo valente vasconcelos veiga
viana vieira xavier
abate accardi adamo agnelli agostini albanese amato antonelli barbieri baroni basile battaglia bellini bellucci benedetti bernardi bianchi
bianco bruno calabrese capone caputo carbone cardinale caruso castelli castiglione catalano cattaneo cavallo ciccone colombo conte conti coppola costa
costantini damico deluca derosa dibiase digiacomo dimaggio donati esposito fabbri falcone farina ferrara ferrari ferraro ferri fiore fontana fusco
gallo galli gambino gatti genovese gentile giordano giuliani grassi greco grimaldi guerra guidi leone lombardi lombardo longo mancini mancuso marchetti
mariani marinelli marino martinelli martini mazza messina milani monaco montanari morelli moretti moro napolitano negri neri orlando pagano palmieri
palumbo parisi pellegrini pellegrino piazza piras poli rinaldi rizzo romano rossetti rossi ruggiero russo sala salerno santoro serra silvestri
sorrentino tedesco testa valentini villa vitale vitali zanetti zito
allard arceneaux arsenault aubert aubry babin babineaux baudin beauchamp beaulieu bechard belanger benoit bergeron bernier berthelot bertrand
bissonnette blanchard blanchet boisvert bonnet bouchard boucher boudreau boudreaux bourgeois bourque breaux brisebois brodeur broussard brunet
chabot champagne charbonneau charpentier chevalier clement cloutier comeaux cormier cote courtois couture daigle daigneault dauphin delacroix
delahoussaye desjardins desmarais desrosiers devereaux dubois duchesne dufour dufresne duhamel dumas dumont dupont dupre dupuis duquette durand
duval faucher favreau fontaine fontenot forget fortier fortin fournier gagne gagnon gaillard garnier gaudet gauthier gautier gendron genereux
germain gervais giguere girard giroux godin gosselin goulet gravel grenier guerin guidry guillory guilbert hachez hamelin hebert houle jacquard jalbert
jobin jolicoeur labelle laberge lachance lacroix lafleur lafontaine laflamme lalonde lambert lamontagne lamoureux landry langlois lapierre
laplante lapointe laroche larocque larose latour lavigne lavoie leblanc lebrun leclair leclerc lecompte leduc lefebvre lefevre legault leger
legrand lejeune lemaire lemay lemieux lemoine leroux leroy lessard levasseur levesque louviere mallet marchand marceau martel masson mathieu melancon
menard mercier meunier michaud mignot monet moreau morel morin mouton nadeau naquin noel ouellet ouellette paquette paquin parent patenaude pelletier
perrault perreault perrin perron petit picard pineau plante poirier poulin prejean proulx prudhomme quenneville rancourt renaud rheaume
richard rioux rivard robichaud robichaux robillard rousseau roussel roux savard savoie simard simoneaux sirois soucy st tanguay tessier tetreault
theriault theriot thibault thibodeau thibodeaux tremblay trepanier trosclair trudeau trudel turcotte vaillancourt valois verdier vezina villeneuve
achterberg aerts baas baker bakker beekman bos boer bosman brouwer claes cornelissen declercq degroot dejong dekker dekoning demeyer desmet devries
dijkstra dykstra groen haan hendriks hermans hoekstra hofman huisman jacobs janssen jansen janssens jong kok koning kramer kuiper kuipers leeuwen
maes meijer mertens meulen mulder nijhuis oosterhout peeters postma prins schipper scholten schouten smit smits spaans stroobants timmerman
vanbeek vandam vandenberg vanderberg vanderhoek vandermeer vandermolen vanderploeg vanderpool vanderveen vanderwal vandijk vandyk vandyke
vanhorn veenstra verbeek verhoeven vermeer vermeulen visser vos vries willems wouters zeeman zijlstra zuidema
abendroth achterberg bachmann bauer baumann baumgartner becker beckenbauer behrens bergmann bergstrom biermann bock boehm boettcher brandt braun breuer
buchholz burkhardt busch diederich dietrich dittmar dorfmann drescher dreyer ebert eckert ehrlich eichhorn engelhardt engelmann ernst fassbinder feldmann
fiedler fischer fleischer forster frank franke freund friedrich fuchs fuhrmann gebhardt geiger gerlach goebel goldschmidt graf greiner gross
grossman gruber gunther haas hahn hartmann hauser heinemann heinrich heinz heller henkel herrmann herzog hess hirsch hoff hoffman hoffmann hofmann
holtz horn huber jaeger jager jung kaiser kaufmann keller kessler kirchner klein klinger knopf koch koehler kohl kohler konig kraus krause
kremer krieger kruger kuhn lang lange lehmann lindner loewe lorenz ludwig maier mayer meier meissner metzger meyer moeller moser mueller
muller nagel neubauer neumann nowak oberholtzer ostermann otto paulsen pfeiffer pohl rademacher rausch reich reinhardt richter riedel riemann ritter
roth sauer schaefer schafer scherer schiller schilling schlegel schmid schmidt schmitt schmitz schneider schreiber schreiner schroder schroeder
schubert schulte schultz schulz schumacher schuster schwab schwartz schwarz seidel seifert siegel simons sommer spitzer stahl stein steinberg
steiner stoltz strauss stroud thoma trautmann ullmann vogel vogt voigt wagner walther weber wegner weiner weinberg weiss weissman wendt
werner wexler wieland winkler wirth wolff wunderlich zeigler ziegler zimmer zimmermann zimmerman
aaltonen aho anttila hakala halonen hamalainen heikkila heikkinen heinonen hiltunen jarvinen karjalainen kinnunen koivisto korhonen koskela koskinen
laaksonen laine laitinen lehtinen lehto lehtonen leinonen makela makinen manninen mattila miettinen mustonen niemi nieminen nurmi ojala pitkanen rantanen
rasanen saarinen salminen salo salonen savolainen toivonen tuominen turunen vaisanen virtanen
aasen ahlberg ahlstrom almquist amundsen anderssen andersson arnesen backstrom bakken berglund bergqvist bjork bjorklund bjornstad blomqvist boman borg
breivik brekke carlsen carlsson christensen christiansen dahl dahlberg dahlgren danielsen eklund ekstrom ellingsen engstrom eriksen eriksson
falk fjeld forsberg fredriksen friis frisk gronlund grundstrom gulbrandsen gunnarsson gustafson gustafsson gustavsson haaland hagen hallberg
halvorsen halvorson hansson haugen hedlund hellstrom henriksen henriksson hjelm holm holmberg holmgren holmqvist ingebrigtsen isaksen isaksson iversen jakobsen jensen
jeppesen jespersen johannessen johannson johansen johansson jonasson jonsson jorgensen karlsen karlsson kjeldsen knudsen knutson knutsen kristensen
kristiansen kvist larsen larsson larssen laursen lauritzen lie lindahl lindberg lindblom lindgren lindholm lindqvist lindquist lindstrom lofgren lund
lundberg lundgren lundin lundquist lundqvist madsen magnusson magnussen malmstrom martensson mathiesen mattson mikkelsen moen mortensen nielsen
nilsen nilsson norberg nordin nordstrom norgaard nygaard nyberg nystrom oberg odegaard olofsson olsen olsson ostberg ostergaard ovesen palmquist
pedersen persson petersen petersson pettersen poulsen rasmussen rosenqvist ruud rydberg sandberg sandstrom schmidt simonsen sjoberg sjogren skaggs
skov soderberg solberg sondergaard sorensen steen steffensen storm strand strandberg stromberg sundberg sundqvist svendsen svensson thomsen
thorsen thorvaldsen tollefson torgersen ulriksen vestergaard vinter wahlberg wallin westergaard wikstrom winther
adamczyk andrzejewski baran baranowski bielak blaszczyk borkowski brzezinski chmielewski cieslak czajkowski czarnecki dabrowski domanski
dudek duda dziedzic gajewski glowacki gorski grabowski jablonski jagodzinski jakubowski jankowski jasinski jaworski kaczmarek kalinowski kaminski
kowalczyk kowalewski kowalski kozlowski krajewski krol kruk krupa kubiak kucharski kwiatkowski laskowski lewandowski lis majewski makowski
malinowski marciniak markowski maciejewski mazur mazurek michalak michalski mroz nowakowski olszewski ostrowski pawlak pawlowski piatek pietrzak
piotrowski przybylski przybyla rutkowski sadowski sikora sikorski sobczak sokolowski stankiewicz stepien szczepanski szewczyk szymanski szymborski
tomaszewski tomczak urban walczak wasilewski wieczorek wilk wisniewski witkowski wlodarczyk wojcik wojciechowski wozniak wrobel wroblewski
wysocki zablocki zajac zalewski zawadzki zielinski ziolkowski
abramov afanasyev alexeev andreev antonov bogdanov bondarenko boyko chernov danilov demchenko dobrev dragunov fedorov filatov gavrilov golubev
grigoriev gusev ivanov ivanova kalashnikov karpov kazakov kiselev kolesnikov komarov kovalenko kovalchuk kravchenko kravchuk kuznetsov kuznetsova lebedev
lysenko makarov marchenko melnyk mikhailov moroz morozov nikitin nikolaev novikov orlov osipov panchenko pavlenko pavlov petrenko petrov petrova popov
popova polishchuk ponomarenko romanov rudenko savchenko semenov sergeev shevchenko shevchuk sidorov smirnov smirnova sokolov sorokin stepanov tarasov
tkachenko tkachuk vasilenko vasiliev volkov vorobyov yakovlev yushchenko zaitsev zakharov zhukov zinchenko
babic bajric blazevic bozic cosic djokovic filipovic hadzic horvat ilic ivanovic jankovic jovanovic jovic juric katic knezevic kovac kovacevic
kovacic krstic kukoc lovric lukic marinovic markovic martinovic matic mihajlovic mikic milanovic milosevic mitrovic nikolic novak novakovic obradovic
pavlovic peric petrovic popovic radic radovic rakic saric savic simic stankovic stojanovic tadic tesla tomic vidovic vucic vukovic zivkovic zupan
zelenka dvorak novotny svoboda prochazka kucera vesely horak nemec pokorny kral ruzicka benes fiala sedlak dolezal zeman kolar navratil cermak vanek urban
blaha kratochvil simek kopecky balog farkas fekete horvath juhasz kiss kovacs lakatos lukacs magyar molnar nagy nemeth olah papp racz sandor simon
sipos szabo szalai szilagyi takacs toth varga vass veres
albu balan barbu ciobanu constantin cristea diaconu dima dinu dobre dumitru dumitrescu enache florea georgescu gheorghe ionescu iordache lazar lungu
manole marinescu matei mihai mihalache moldovan munteanu muresan nistor nita oprea petrescu popa popescu radu rusu sandu serban stan stanciu stoica
stefanescu tudor ungureanu vasilescu voicu
alexopoulos anagnostou anastasiou andreou antoniou apostolou argyros athanasiou balaskas christodoulou christou demetriou dimitriou doukas economou
galanis georgiou giannopoulos hatzis ioannou kalogeropoulos karagiannis katsaros konstantinou kostopoulos koutsos kyriakou lambros makris manolis
michaelides nikolaou pappas papadakis papadopoulos papageorgiou papanikolaou pavlidis petrakis petridis petropoulos samaras sideris stavrou
stephanopoulos theodorou triantafyllou tsakiris tsipras vasiliou vlachos zervas zografos
abramowitz abramson adler applebaum aronson berkowitz bernstein birnbaum blumenthal bronstein cohen eisenberg epstein feinberg feinstein finkelstein
fishman friedman ginsberg ginsburg glickman goldberg goldfarb goldman goldstein greenbaum greenberg greenblatt grossman gutman halpern horowitz
kaplan katz katzman kessler kirshenbaum klein kleinman lefkowitz leibowitz levi levin levine levinson levitt levy lieberman liebowitz lipman lipschitz
mandelbaum margolis markowitz mendelsohn meyerson mizrahi nussbaum ohayon peretz perlman perlmutter rabinowitz rosen rosenbaum rosenberg rosenblatt
rosenblum rosenfeld rosenthal rothman rothstein rubenstein rubin sachs schechter schulman segal shapiro siegel silberman silver silverman silverstein
sokoloff spiegel steinberg sternberg sussman teitelbaum wasserman weinberg weiner weinstein weintraub weisberg weisman wolfowitz yarmolinsky zuckerman
acar akbulut aksoy aktas arslan aslan atalay aydin ates avci bayrak bulut can celik cetin coskun demir demirci dogan erdogan erdem gul gunes kahraman
kaplan kara karaca kaya keskin kilic koc korkmaz kurt ozcan ozdemir ozkan ozturk polat sahin sari simsek sonmez tas tekin turan turk ucar uysal uzun
yalcin yavuz yildirim yildiz yilmaz yuksel
abernathy abernethy abercrombie ackerman adair albright alderman allister ambrose applewhite arbuckle armistead arrington ashcroft ashworth askew atherton
attenborough atwater babcock bagwell bainbridge balfour bancroft bannister barclay barlow barrington bartholomew basinger bassett bateman baxendale beaumont
beauregard beckford beckham bellamy bellweather birkenstock biddle blackwell blackwood blakely blankenship blevins bloodworth bloomfield bolton bonham
borden boswell bosworth bothwell bracewell bradbury bradford bradshaw braithwaite branagh brannigan brantley brashear breckenridge brewster
brigham bristow brockman brubaker buckingham buckley bullock burgess burkett burnside butterworth byrd cadwallader calhoun callahan callaway cameron carmichael
carnahan carrington cartwright cassidy castellano cathcart cavanaugh chadwick chamberlain chenoweth chisholm claiborne clayborn clements cobb cochran colclough
colquitt conway copeland corbett cornwall cottrell coughlin covington crabtree cranston crenshaw crosby crowell culpepper cumberbatch cunningham currie dalrymple
dalton danforth darnell davenport davidson dearborn delaney dempsey dewberry dinwiddie dockery donahue donnelly dougherty drinkwater driscoll drummond
duckworth dunbar dunham dunleavy dunlap eastman eastwood eddington edgerton edmonds ellsworth elmore endicott enright entwistle estabrook everhart ewing fairbanks fairchild
fairfax fairweather falkner farnsworth farragut farrow featherstone fennimore ferguson finch finnegan fitzgerald fitzpatrick fitzsimmons flaherty flannery
flanagan fleetwood fogarty forsyth fortescue fothergill frazier fullerton gaffney gainsborough gallagher galloway gallchobhair gilchrist gillespie gilmore
gladstone goddard goodfellow goodwin gorman gossett grantham greenleaf gresham griffith grimshaw gruber guthrie hackett haddock haggerty haldane halliday hallowell
halstead hamblin hammond hampton hancock hanrahan hargreaves hargrove harkness harrelson harrington hartley hartwell hathaway haverford hawthorne haywood headley
heathcote hemingway hennessy henshaw heppner hickenlooper higginbotham higginbottom hightower hildebrand hinckley hitchcock hollingsworth hollister holloway holbrook
honeycutt horton houlihan howland hubbard huckaby huddleston hutchins hutchinson ingalls ingersoll ingram isherwood jarrett jessup juarez kavanagh kearney
keating kellogg kensington kershaw kilpatrick kimball kincaid kingsley kirkland kirkpatrick kirkwood knickerbocker lafferty lancaster langford langley
langston lansbury lattimore lavery lawler leavitt leadbetter ledbetter leighton lightfoot lindsay livingston lockhart lockwood loftus longfellow longstreet lovelace
lowenstein lufkin lyttle macallister macdougall macgregor macintosh mackenzie maclean macleod macmillan macpherson maddox mahoney mainwaring mallory maloney
mansfield marbury marlowe marston matheson mayfield mayhew mcadams mcallister mcbride mccafferty mccain mccall mccarthy mccartney mccauley mcclain mcclellan mcclure
mcconnell mccormack mccormick mccoy mccracken mccrory mcculloch mccullough mcdaniel mcdermott mcdonald mcdonnell mcdougal mcdowell mcelroy mcfadden mcfarland
mcgee mcgill mcgillicuddy mcginnis mcginty mcgovern mcgowan mcgrath mcgraw mcgregor mcguire mchenry mcintosh mcintyre mckay mckee mckenna mckenzie mckinley mckinney mcknight
mclain mclaughlin mclean mcleod mcmahon mcmanus mcmillan mcmullen mcmurray mcnally mcnamara mcneil mcneill mcnulty mcpherson mcqueen mcrae mcsweeney mctavish
meadowcroft merriweather mercer merriman middleton milligan mockingbird molyneux montague montgomery mooney moriarty morrissey mortimer mulcahy muldoon mulligan
mulvaney murdoch musgrave nesbitt netherton newbury newcomb newberry nightingale norwood nottingham o'banion o'brien o'callaghan o'connell o'connor o'donnell o'dowd
o'driscoll o'dwyer o'farrell o'flaherty o'grady o'halloran o'hanlon o'hara o'keefe o'leary o'malley o'meara o'neal o'neil o'neill o'reilly o'rourke o'shea o'sullivan
o'toole oakley odom ogilvie oglethorpe osborn osborne osgood ostrander otterbein overstreet pemberton pendergast pendergrass pendleton penhaligon pennington
penrose percival perkins pettigrew philbrick phipps pickering pickett pinkerton pinckney platt plunkett poindexter pollard ponsonby prescott prendergast pritchard pritchett
proctor prudhomme quackenbush quigley radcliffe rafferty rainsford raleigh ramsbottom ramsey rathbone ravenscroft redfern redmond reilly remington renfro rensselaer
rhinehart rickman riddell ridgeway ripley ritchie rochester rockefeller roosevelt rosewater rothschild rowntree ruffin rutherford rutledge sainsbury
salisbury sanderson sandifer satterfield saunders sawyer scarborough schofield scoggins seabrook sedgwick seward seymour shackelford shackleton shaughnessy
sheffield shelby shelton shepard sheppard sheridan sherwood shipman shoemaker shuttleworth silverwood simmonds sinclair singleton skelton slaughter smallwood smithers
snodgrass somerset southerland southwick spaulding spalding spearman spofford stackhouse stafford standish stanfield stanhope stapleton starling sterling
stetson stillwell stockton stoddard stratton strickland stringer stubblefield sullivan summerfield sunderland sutherland swanson sweeney swinburne symonds
tackett talbot tanner tarrant tattersall templeton tennyson thackeray thatcher thibodeaux thistlewood thorndike thornton throckmorton thurgood thurman tidwell
tillman tinsley tisdale toliver tompkins townsend treadwell tremaine trevelyan trimble trowbridge truesdale truman tuckerman turnbull twombly tyndall underhill underwood
upchurch vanderbilt vandiver vaughan vaughn venable wadsworth wainwright wakefield walburn waldron walkup wallingford walpole warburton wardlaw warfield wasson
waterhouse watkins weatherby weatherford weatherly wellington wentworth wescott westbrook westmoreland weston wetherington whitaker whitcomb whitfield whitlock whitman
whitmore whittaker whittier whittington wickham wiggins wigginton wilberforce wilcox wilkerson wilkes wilkinson willoughby winchester windham winfield winslow winterbottom winthrop
witherspoon wolcott wolfe woodard woodhouse woodruff woodward wooten worthington wrigley wyatt wycliffe yarborough yardley yarrow yates younger zellner
begay benally bitsui chee cly etcitty manygoats nakai nez peshlakai tsinajinnie tsosie yazzie yellowhorse whitehorse kills
vang xiong yang moua thao lor her hang kue cha vue chue phimmasone souvannavong khamvongsa sisavath chanthavong
`
