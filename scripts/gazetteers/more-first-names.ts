// First names from around the world that the packages lack, for scripts/gazetteers.ts. Written for this project; no
// everyday English words among them.

/** Names by where they are most at home; folded, one word each. */
export const moreFirstNames = `
aarav aanya abhinav aditi aditya ajay akash akshay alok amit amrita anand ananya aniket anil anirudh anita anjali ankit ankita
anuj anupam anusha aparna archana arjun arnav arun aruna arvind asha ashish ashok ashwin bharat bhavana bhavesh bhavya chandra
chetan darshan deepa deepak deepika dev devika dhruv dilip dinesh dipti divya ganesh gaurav geeta gopal govind hari harish harpreet
harsh hemant indira ishaan jagdish jaspreet jaya jayesh jyoti kabir kailash kamal karan kartik karthik kavita kavya keshav kiran
kishore krishna kunal lakshmi lalit lata madhav madhu mahesh manish manoj meena meera mohan mukesh nandini naresh naveen navneet
neel neha nikhil nilesh nisha nitin padma pallavi pankaj parth pooja prabhu pradeep prakash pranav prasad prashant pratik praveen
preeti priya priyanka purnima raghav rahul raj rajan rajesh rajeev rajiv raju rakesh ramesh ramya ranjit rashmi ravi reena rekha renu
rishi ritika ritu rohan rohit roshni sachin sagar sahil sandeep sangeeta sanjay sanjeev sapna sarika satish saurabh seema shalini
shankar shanti sheela shivani shreya shruti shweta siddharth sneha sonal srinivas subhash sudha sudhir suhas sujata sumit sunil sunita
suresh sushma swati tanvi tarun tejas uday uma urvashi usha vaishali varun vasant venkat vibha vidya vijay vikas vikram vikrant
vimal vinay vinod vipul vishal vishnu vivek yash yogesh zara
abdi abdirahman abdul abdullah abdulla adel adnan afsaneh ahmad ahmed aisha aaliyah aliyah amal amina amir amira anwar arash ariana
asad asif aslam atefeh ayaan ayesha ayman aziz bahar basim behrouz bilal bushra dalal dalia dariush dina ehsan ebrahim emad esra
fadi fahad faisal farah farhad farhan farid fariba farida faris farouk farrukh fatemeh fatima fatma fawaz firoz ghada habib hadi hafsa
haider hakim hala hamid hamza hana hanan hani hasan hassan haydar hiba hossein huda hussain hussein ibrahim idris iman imran iqbal
ismail jaber jafar jalal jamal jamil jamila jawad junaid kamran karim karima kashif khadija khalid khalil khaled laila lamia layla leila
lina lubna maha mahdi mahmoud mahmood majid malak maliha manal mansour mariam maryam masoud maysoon mehdi mehran mina mohamed mohammad
mohammed mohsen mona moustafa muhammad mujahid mustafa nabil nabila nada nadeem nadia naila najib nargis nasim nasir nasreen nasrin
nawal nazanin nilufar niloufar nizar noor noura nour omar omid osama parisa parviz payam rabia rahim rahima rami rana rania rashid rasha
raza reem reza rida rima roya ruqayya saad sabah sabrina sadia saeed saif sajid salah saleem salim salma saman sameer samir samira
samiya sana sara sawsan shabana shabnam shahid shahin shahzad shaima shakil sharif shirin sohail soraya suleiman sultan sumaya tahir
talal tamer tarek tariq tasneem umar usman wafa waleed walid waqar wasim yahya yasir yasmin yasmine yousef youssef yusuf zahid zahra
zainab zakaria zeinab zeynep ziad zubair
adaeze adebayo adeola ade aderonke adetola afia afua akin akosua akua akwasi amaka amara ama ayodele ayotunde babajide babatunde
bamidele bolaji bolanle bukola chiamaka chibueze chidi chidera chidinma chika chike chima chinedu chinonso chinwe chioma chukwudi
chukwuemeka damilola dikembe ebele efe efua ejike ekene emeka enitan esi eze fela femi fola folake folasade funke funmilayo gbenga
ifeanyi ifeoma ifunanya ike ikenna iyabo jabari jelani kalu kehinde kelechi kemi khanyi kofi kojo kwabena kwaku kwame kwasi kwesi
lerato lesedi lindiwe lwazi makena mandla mpho mwangi naledi nana ndidi ngozi njeri nkechi nkosana nneka nnamdi nomsa nomvula
nonso nyambura nyasha obi obinna odalys ogechi okechukwu olamide olayinka olu oluchi olufemi olumide oluwaseun oluwatobi oluwatoyin
onyeka osas oyelaran palesa rotimi sade segun simba simphiwe siphiwe sipho sizwe tafadzwa taiwo tariro temitope tendai thabo thandeka
thandi thandiwe themba tinashe titilayo tobi tolu tope tunde uche ugochi uju unathi uzoma wambui wangari wanjiru yaa yaw yemi yewande
yetunde zandile zanele zawadi zinhle zodwa zola zuri abeba abebe almaz aster bekele birtukan dawit genet girma hirut mekdes meseret
mulugeta selam senait tadesse tesfaye tigist tsegaye yonas yohannes zeritu deqa fadumo hodan ifrah sahra warsame erastus wanjiku
kamau kipchoge otieno atieno achieng mutua wafula nakato namukasa mugisha
aiko akari akemi akiko akira asuka atsuko ayaka ayumi chiyo daichi daisuke emi emiko eri etsuko fumiko haruka haruki haruto hideki
hideo hikaru hina hiro hiroko hiroshi hitomi honoka isamu junko kaito kaori kasumi katsuo kazuki kazuo keiko kei keita kenichi kenji
kenta kimiko koji kumiko kyoko mai makoto mariko masako masao masaru mayumi megumi michiko midori mika minako minoru misaki mitsuko miyuki
mizuki momoko nanami naoki naoko naomi natsuki nobu noriko rei reiko ren riko rin ryo ryota sachiko sakura satoko satoru satoshi sayaka
shigeru shinji shiori sho shun sora sumiko tadashi taichi takashi takeshi takumi tamiko taro tatsuya tetsuo tomoko toru toshi tsubasa
yoko yoshi yoshiko yui yuka yuki yukiko yumi yumiko yusuke yuta yuto
binh cuong dao duc dung duy giang hai hanh hien hieu hoa hoang hong hung huong huy huyen khanh khoa kieu lan lien linh loan mai minh
ngoc nguyet nhan nhi nhung phong phuc phuong quan quang quoc quyen quynh son tam tan thanh thao thi thien thieu thinh tho thu thuy thi
tien tinh toan trang tri trinh trung truong tu tuan tuyen tuyet van vinh vu xuan yen
baozhen bingwen changming chao chen chun chunhua cong daiyu dongmei fang fei feng fengge guang guowei haoran hua huifang huan huiling jia jiahui
jian jianhong jiang jianguo jiayi jie jing jinghua jingyi jun junjie kun lanying lei lifen lihua lijuan liling ling lixin meifeng meiling
meilin mengyao ming mingxia mingzhu ning peng ping qiang qing qiu rong rui ruolan shan shufen shuang shufang shuo tao tian ting weiling
weimin wen wenjing xia xiang xiaohong xiaojun xiaoli xiaoling xiaoming xiaoyan xin xing xinyi xiu xiuying xue xueqin yan yanfei yang yanli
ying yifan yihan yong yu yuan yue yuhan yulan yumei yun yuting zedong zemin zhen zhenzhen zhi zhong zhou zihan zixuan
bora byung chaeyoung chul daehyun dae dohyun donghyun eunji eunjung eunhee eunkyung gyeong haejin haneul heejin hyejin hyeon hyun hyunjin
hyunwoo hyunsook inhye jaehyun jaemin jeongho jihoon jihye jimin jinho jinsoo jisoo jiwon jiwoo jiyeon jiyoung jongsu joonho junho junseo
kyung kyungsoo mijin minjae minji minjun minseo minsoo miyoung myung sangho sangwoo seojun seokjin seoyeon seung seungho sookyung soojin
soomin soyeon sungho sungmin taehyung wonho woojin yejin yeon yeong yoona younghee youngho yujin yuna
alofa faleolo fetu fonoti iolana iosefa kahale kaimana kainoa kaleo kalani kale kanoa kapono kawika keala kealoha keani kekoa keola keoni
kimo koa lani lanakila leilani leimomi lokelani losa lupe mahina makana makoa malia malie mele mililani nalani noelani pono puanani sefina
sina sione siosaia talia tavita tevita tiare toa ulani viliami wiremu aroha hemi hine hohepa kahu kauri manaia marama mere ngaire nikau rangi
rawiri tamati tane tui whetu amihan bayani dalisay ligaya luzviminda malaya marikit tala rowena jhun rodel rommel ronel
agnieszka alicja aneta andrzej bartosz bogdan boguslaw bozena czeslaw danuta dariusz dorota elzbieta ewa grazyna grzegorz halina henryk
ireneusz jacek jadwiga jakub janusz jarek jaroslaw jerzy joanna jolanta kasia katarzyna kazimierz krystyna krzysztof leszek lukasz
maciej magda malgorzata marcin marek mariusz mateusz michal mieczyslaw miroslaw pawel piotr przemek radek rafal ryszard slawomir stanislaw
stefania szymon tadeusz tomasz urszula wanda wieslaw witold wladyslaw wojciech zbigniew zdzislaw zofia zuzanna
aleksandr aleksei alexei alyona anatoly andrei anton arkady artem boris daria denis dmitri dmitry ekaterina fyodor galina gennady grigory
gulnara igor ilya inna iryna ivan kirill konstantin ksenia lada larisa leonid lidia ludmila lyubov lyudmila maksim marat marfa mikhail milan
mykola nadezhda natalya nikolai oksana oleg oleksandr olena olesya olga pavel pyotr raisa roman rustam ruslan sasha semyon sergei sergey
slava snezhana stanislav svetlana taras tatiana timur vadim valentina valery vasily vera veronika viktor viktoria vitaly vladimir vladislav
volodymyr vyacheslav yana yaroslav yekaterina yelena yerlan yevgeny yulia yuri zhanna zoya aigul ainur alibek bakyt daniyar dinara
gulnaz nursultan saltanat ainura azamat bekzat dilnoza gulbahar jamshid nodira otabek sardor shakhnoza ulugbek
ante bojan bozidar branko dalibor damir danica darko davor dejan dragan drazen dusan emina goran hrvoje igor ines ivica jadranka jasna
jelena josip katarina ksenija lazar lejla ljiljana ljubica luka marija marko mate mihajlo milena milica miljan milorad mirjana mirko
mladen nemanja nenad nikola novak ognjen petar radovan ratko sanja senad slavica slobodan snezana srdjan stevan stjepan svetozar tihomir
tomislav vesna vojislav vuk zeljko zlatan zoran zvonimir arben besnik blerim drita ermal flutura gezim ilir luljeta shpend valmir
aino anneli antti arvo eero eino elina erkki esa hannele hannu harri heikki helvi hilkka ilkka jaakko jani janne jarkko jorma jouni juha juhani
jukka jussi kaarina kalevi kalle kari katri keijo kirsi lauri leena maarit markku marjatta markus matti mikko niilo outi paavo paivi
pekka pentti petri pirkko raija reijo riitta risto saara sakari sampo seija seppo sirpa tapani tapio tarja tero terhi timo toivo tuija
tuomas tuula ulla urho vaino veikko ville
agneta anders anneke annika arne arvid astrid bengt birgit birgitta bjorn borje brita dagny einar elsa erland freja frida gunilla gunnar
hakan halvard haldis hedda henrik hilde inga ingeborg ingrid ingvar jens jesper joakim jorgen kerstin kirsten kjell kjersti knut lars
lasse leif lennart linnea maj magnus malin marit mathias mats mikkel mogens morten niels nils oddvar odd olav ole oskar ove pelle per
ragnar ragnhild rasmus roald rolf rune signe sigrid sigurd sindre siri solveig soren staffan stig sture sunniva sven svein tord torbjorn
tore torsten trond tove ulf vidar viggo ylva
aoife aisling aine brid brigid cathal ciara ciaran cillian cormac daithi darragh deirdre declan diarmuid donal donncha eamon eimear eithne eoghan
eoin fergal fergus fiadh fiona fionn fionnuala grainne iarla liadan lorcan maeve mairead malachy muireann niall niamh nuala oisin orla
orlaith padraig peadar riona roisin ronan rory ruairi sadhbh saoirse seamus sean sinead siobhan sorcha tadhg una aled angharad bethan
bronwen carys catrin cerys dafydd delyth dylan eira eirlys emrys eluned gareth gethin glenys gwen gwendolyn gwyneth hefin huw idris ieuan ifan
iolo iwan llinos llewellyn mair mari menna myfanwy nerys nia owain rhian rhiannon rhodri rhys sian sioned tegan tomos alasdair catriona
eilidh ewan euan fearghas hamish iain isla mairi mhairi morag morven murdo ruaridh struan una
abelardo adelina adolfo adriana alejandra alejandro alfonso alma amparo anabel angelica anselmo araceli ariadna arlette armando armida
arturo augusto aurelio azucena baltazar beatriz belen benito bernardo blanca braulio brisa candelaria carmelo carmen casimiro catalina cecilia
celestino celia cesar chabela chayo chela chelo chucho chuy clemente concepcion concha consuelo cristobal cruz cuauhtemoc dagoberto damaso
delfina demetrio diego dolores domitila edgardo efrain eladio eleazar eliseo eloisa elpidio elvia emiliano encarnacion enrique epifanio
ernestina esmeralda esperanza estela esteban eugenio eulalia eusebio evangelina ezequiel fausto federico felipe fermin fidel filiberto
florencia fortino francisca froylan fulgencio genaro gerardo geronimo gilberto gisela gonzalo graciela gregorio griselda guadalupe guillermo
gumercindo gustavo heberto heliodoro heriberto herlinda hermelinda herminia hernan higinio hilario hipolito horacio humberto idalia ignacio
inocencio isaias isidora isidro itzel jacinta jacinto javier jazmin jesenia jesus joaquin jorge josefa josefina juana juanita juancho julieta
lazaro leandro leobardo leocadia leonel leonor leticia ligia liliana lorena lourdes lucero lucho lucinda lucio luisa lupita macario
magdaleno maite manola manuela marcela marcelino margarita mariana maribel maricela marisela marisol maritza matilde mauricio maximiliano
melchor mercedes miguel milagros mireya moises nayeli nelida nereida nestor nicanor nieves noelia norberto octavio odilia ofelia olegario
omayra oralia osvaldo otilia pablo paloma paola pascual pastora patricio paz perla pilar placido poncho porfirio primitivo priscila
prudencia rafaela ramiro ramona raquel rebeca refugio reynaldo reyna ricarda rigoberto rocio rodolfo rodrigo rogelio rolando romelia romulo
rosalba rosalia rosalinda rosario rosaura rosendo roxana rufino ruperto salvador santiago santos saturnino sebastian serafin severiano
sigifredo silvestre silvia simona socorro sofia soledad susana tadeo teodoro teofilo teresita timoteo tomasa trinidad ubaldo ulises
valentin vicenta vicente victoriano virgilio viridiana wenceslao xavier xiomara ximena yadira yajaira yareli yesenia yolanda yuridia
zacarias zenaida zoraida zulema
afonso anabela artur caio catarina cauã celso cesario dalva danilo davi diogo domingos duarte edson eduarda elias eliane fabiana fabiola fabricio
fernanda filipa flavio gabriela gilson giovana glauco guilherme heitor helena henrique ines iolanda ivone jandira jeferson joana joao
jorgina jose josue jucara julio leila leonardo lorenzo luana lucas luciana luiz luiza marcelo marcio marcos mateus matheus mauro miguel moacir
murilo neide nelson nilton nuno otavio paulo pedro raimundo raul renan renato ricardo rita roberta rogerio ronaldo rosangela rui samuel sandro
sergio severino silvana socrates soraia tadeu tais tatiane thiago tiago valdir valeria vania vasco vinicius vitor wagner walmir washington
alessandra alessandro alessia antonella antonio beppe bianca camilla carlotta carmine chiara cinzia claudio cosimo daniela davide domenico
donatella edoardo elisabetta emanuele enzo ettore fabio fabrizio federica filippo fiorella flavia franca francesca francesco gaetano
gennaro giacomo giada gianna gianni gino giorgia giorgio giovanni giulia giulio giuseppe giuseppina graziella guido ilaria immacolata lorenza
luca lucia luciano luigi marcella margherita mariella matteo michela michele mirella nicola nicoletta nunzia ornella paola paolo pasquale
piero pietro pina raffaele renata renzo riccardo rocco romano rosalba rosaria salvatore sandra santina serena silvio simone stefania
stefano tiziana tullio ugo umberto valentino vincenzo vito vittoria vittorio
adele agathe alain amandine amelie anais andre anouk antoine armelle arnaud aude aurelie aurore baptiste benedicte benoit bernadette
bertrand brigitte camille capucine cedric celine chantal chloe christophe claudine clement clemence clotilde corentin cyril delphine denise
didier dominique edith edouard eliane elise elodie emile emmanuelle estelle etienne fabien fabienne felicite fernand florent florian
francine francois francoise frederic gaelle gaston genevieve gerard germain ghislaine gilles giselle guillaume guy helene henri herve hugues
ingrid isabelle jacqueline jacques jeanne jerome jocelyne joelle josephine josiane julien juliette laurent laurence leontine lionel loic
louise luc lucie lucien ludovic madeleine manon marcel margaux margot marguerite marianne marielle marine marthe martine mathieu mathilde
maxime mireille monique morgane mylene nadine nathalie nicolas noemie odette odile olivier pascal pascale patrice philippe pierre quentin
regis remy renaud rene roland romain rosalie sabine salome sandrine severine solange sophie stephane sylvain sylvie thibault thierry ulysse
valentine valerie veronique violette virginie viviane xavier yann yannick yves yvette yvonne zoe
achim anke annegret antje axel beate bernd birte brigitta burkhard christel claus dagmar detlef dieter dietmar dirk doris eberhard eckhard
elfriede elke erhard erna ewald friedhelm friedrich fritz gerd gerda gerhard gerlinde gisela gottfried gudrun gunter gunther hannelore hans
harald hartmut heide heidi heiko heinrich heinz helga helmut herbert hermann hildegard holger horst ilse ingo irmgard jochen joerg johannes
juergen jurgen jutta karin karlheinz karsten katja klaus kurt liesel liselotte lothar lutz manfred mareike marlene marlies matthias
meinhard moritz norbert otto petra rainer reiner reinhard reinhold renate rudiger rudi ruediger sieglinde siegfried sigrun silke steffen
sybille thorsten traudl traute udo ulrich ulrike ursel ursula uschi ute uwe volker waltraud werner wilfried wilhelm winfried wolf wolfgang
willem wim joost joris jeroen jaap hendrik henk gerrit geert frans floor femke dirk daan cornelis bram bas arjan aukje anouk annemiek
marijke maarten liesbeth lieke koen klaas kees katrien ilse hanneke griet pieter piet ruud rutger saskia sander sjoerd teun thijs tjeerd trijntje
wouter ymke
achilleas aggeliki alekos alexandros anastasios andreas apostolos aristides athanasios calliope chrysanthi costas despina dimitra dimitrios
dimitris efstathios eleftheria eleni evangelos evdokia fotini fotis georgios giannis ioanna ioannis kalliopi katerina konstantina konstantinos
kostas kyriakos lefteris manolis nikolaos nikos panagiota panagiotis panos paraskevi pavlos pericles petros sotiria sotiris spiros spyros stavroula
stavros stelios takis thanasis theodora theodoros vangelis vasiliki vassilis yannis yiannis yorgos zisis
aharon amos ariel avi aviva avner avraham baruch batya boaz chaim chana chaya dafna devora dov dvora efraim eitan eli eliezer eliyahu gal
gidon gilad golda hadassah hila idan ilan itai itamar lior liora malka maayan meir menachem mendel miriam mordechai moshe nachman naftali
nava noa ofer ori orly osnat rafi rina rivka ronit sarit shai shaul shimon shira shlomo shmuel shoshana simcha tamar tova tzipora uri yaakov
yael yair yakov yehuda yigal yitzhak yocheved yonatan yosef yossi zev ziva
aysel aysun baris berk berna burak can canan cem cemal cengiz ceren defne demet deniz dilek ebru ece ekrem elif emel emine emrah emre engin
erdal erdem erkan erol ersin fatih feride ferit figen gokhan gulay gulsen hakan halil handan hatice hulya huseyin ibrahim ilhan ilker kadir
kemal kerem koray leyla levent mehmet melek meltem merve mert mesut murat mustafa nalan nazan necati nejat nermin nilgun nuray nurcan onur
orhan osman ozan ozge ozgur ozlem pelin pinar recep ridvan savas seda selcuk selim selin sema semra serap serdar serkan sevgi sevim sibel sinan
suat suleyman tamer tayfun tolga tugba tulay tuncay turgut ufuk ugur umit ummuhan vedat volkan yavuz yeliz yildiz yilmaz yunus zafer zehra
aaron adelaide agatha alistair alonzo amos antwan aretha ashanti augustine azalea barnaby bartholomew beauregard bertha bertram birdie booker
braxton brenda brody bryce caleb cassius cedric chantelle clarence clementine cleo clyde cordelia cornelius cyrus damon dante darius
darnell darryl dashawn davion deandre deion delbert delilah delroy demarcus demetrius denzel deonte deshawn desmond devante devonte dexter
dominic donnell dontae earnestine easton ebenezer edmund edna edwina eldridge elijah elmer elroy elva emmett enid ephraim ernestine esme
esther ethel eudora eugenia eunice everett ezekiel ezra fay felicia fitzgerald floyd freddie garfield garrett geraldine gertrude
gilbert gideon gladys gretchen grover gwendoline hattie hezekiah homer horace hortense hubert ichabod ignatius imani imelda imogen ione iola irma isadora
isiah isiaha jabez jada jahlil jakayla jaleel jalen jamaal jamarcus jamir janelle jaquan jarvis javon jayden jazmine jebediah jedidiah jemima
jeremiah jermaine jerome jethro jevon josiah kaiya kanye kareem katelyn keisha kendrick kenya keyshawn khalil kiara kieran kordell
kwanzaa kyrie lachlan lakeisha lakisha lamar lamont laquan laquisha larissa lashawn latanya latasha latisha latonya latoya lavar lavonne
lawanda lebron leroy leopold letitia linwood lionel lucille luella lula luther lyle mabel maddox madge mahalia malachi malcolm malik marcellus
marquis marquise marvin maud maurice mavis maxine mckenna mckenzie melvin mercy meredith merle mildred millicent minerva mitzi monroe mortimer
moses muriel nadine nakia naomi nehemiah nettie neville niamh nevaeh nigel octavia odell olga ondine opal ophelia orville osborne oscar otis ozzie
percival percy phineas phyllis pippa portia prudence quentin quincy quinton rasheed rashad rashawn rayshawn reggie reginald rhoda rhonda roderick
roscoe roxanne rufus rupert saffron sampson seymour shaniqua shanice shante sharonda shaquille shavonne shawanda sherlock sheldon silas sondra
stanford sylvester tabitha talisha tamika tanisha tashawn tavon tawanda temperance terrance terrell thaddeus thelma theodosia tiana tiffany
tobias torrance travon treyvon trevon trinity trixie tyrell tyrese tyrone tyrique tyshawn ulysses uriah velma verna vernon versie virgil vivian waldo
wallace walter wendell wilbert wilbur wilfred wilhelmina willard wilma winifred winnie winston xander yolonda zachariah zachary zaire zander
zebulon zelda zeke zion zora
bhupinder gurpreet harjit jaswinder kulwinder manpreet parminder rajinder sukhwinder surinder
sopheap sokha sothea bopha chanthou dara kosal phalla rith samnang sovann vanna bounmy khamla souk vang xiong
pham mee pao yer kia chue
`
