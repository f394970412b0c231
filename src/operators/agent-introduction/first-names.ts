// First names that agents give, as far as no capital letter and no redaction tells that a word is a name.

/** Names that are hardly ever another word; in lower case. */
export const firstNames: ReadonlySet<string> = new Set(
  `aaron abby shweta sneha ritu rashmi nidhi sonal divyesh hitesh jignesh paresh ramya lavanya keerthi sridhar raghu manju usha ulrike dmitry grace joy joanne becky tariq ines roland clive beryl dot ed gemma siobhan kwame oluwaseun natalya svetlana ivana olga dmitri sergey wei ming chen mei hiroshi yuki thandiwe sipho mbali keisha tamika latasha shanice darnell jamal deshawn tyrell rosie poppy freya isla imogen alistair callum ewan hamish fergus niamh aoife ciara declan padraig eoin gwyneth rhys dylan sunita suresh mahesh ganesh dinesh naresh mukesh satish girish harish nitin sachin vishal gaurav abhishek ankit rohini swati jyoti shilpa sushma archana vandana aarti kalpana anand arvind balaji karthik srinivas venkat krishna murali gopal mohan sohail bilal usman zainab amina aaliyah layla noor abby abdul abigail adam adrian adriana agnes ahmed aidan aisha ajay akash alan albert alejandra alejandro alex
  alexa alexander alexandra alexis alfred ali alice alicia alison allan allen allison alma alyssa amanda amber amelia
  amir amit amy ana andrea andres andrew andy angel angela angelica angie anika anil anita anjali ann anna anne annie
  anthony antonio anya april arjun arlene arnold arthur arun asha ashley ashok audrey austin ava barbara beatrice becky
  ben benjamin bernard bernice beth bethany betty beverly bianca bob bobby bonnie brad bradley brandon brandy brenda
  brendan brent brett brian bridget brittany brooke bruce bryan caleb calvin cameron camila carl carla carlos carmen
  carol caroline carolyn carrie cassandra cassie catherine cathy cecilia cedric celeste chad charlene charles charlie
  charlotte chelsea cheryl chloe chris christian christina christine christopher cindy claire clara clarence claudia
  clayton clifford clint cody colin colleen connie connor corey courtney craig crystal curtis cynthia daisy dale damian
  dan dana daniel danielle danny darlene darren darryl dave david dawn dean deanna debbie deborah debra deepak deepika
  deepa denise dennis derek derrick desiree devin devon diana diane diego divya dolores dominic don donald donna doreen
  doris dorothy doug douglas duane duncan dustin dwayne dylan earl eddie edgar edith edmund eduardo edward edwin eileen
  elaine eleanor elena eli elias elizabeth ella ellen ellie elsie emily emma enrique eric erica erik erika erin ernest
  ernesto esther ethan eugene eva evan evelyn faith farah fatima faye felicia felix fernando fiona florence frances
  francesca francis francisco frank franklin fred frederick gabriel gabriela gail gareth gary gavin geoff geoffrey george
  georgia gerald geraldine gerard gina gladys glen glenda glenn gloria gordon graham greg gregory gretchen guadalupe
  gwen hailey hannah hari harold harriet harry harvey hassan heather hector heidi helen henry herbert hilary holly howard
  hugh hugo ian ibrahim imran ingrid irene iris irma isaac isabel isabella isaiah ivan jack jackie jackson jacob
  jacqueline jade jake jamal james jamie jan jane janet janice jared jasmine jason javier jay jayden jean jeanette jeff
  jeffrey jen jenna jennifer jenny jeremy jerome jerry jesse jessica jessie jesus jill jim jimmy jo joan joann joanna
  joanne jodie joe joel joey johanna john johnny jon jonathan jordan jorge jose joseph josephine josh joshua joyce juan
  juanita judith judy julia julian julie julio june justin kamal karen kareem karina karl karla kate katherine kathleen
  kathryn kathy katie katrina kavita kavya kayla keisha keith kelly kelsey ken kendra kenneth kenny kerry kevin kim
  kimberly kiran kirsten kristen kristin kristina kumar kurt kyle lakshmi lance larry latoya laura lauren laurie
  lawrence leah lee leila lena leo leon leonard leroy leslie leticia lewis liam lila lillian lily linda lindsay lisa
  liz lloyd logan lois lola lorenzo loretta lori lorraine louis louise lucas lucia lucy luis luke lydia lynn mabel
  mackenzie madison maggie malcolm malik mandy manish manoj manuel marc marcia marco marcus margaret maria mariah marian
  marie marilyn mario marion marisol marjorie mark marlene marsha martha martin marvin mary mason matt matthew maureen
  maurice max maxine meera megan meghan melanie melinda melissa mercedes meredith mia michael michelle miguel mike
  mildred milton mindy miranda miriam misty mitch mitchell mohammed mohit molly monica monique morgan muhammad murray
  myra nadia nadine nancy naomi natalia natalie natasha nathan nathaniel neha neil nelson nicholas nick nicolas nicole
  nigel nikhil nikki nina nisha noah noel nora norma norman oliver olivia omar oscar owen pablo paige pam pamela parker
  patrice patricia patrick patty paul paula pauline pedro peggy penny pete peter phil philip phillip phoebe phyllis pooja
  prakash pradeep prasad preeti priya priyanka rachel rafael rahul raj rajesh rajiv rakesh ralph ramesh ramon randall
  randy raquel ravi ray raymond rebecca reggie regina rekha renee rhonda ricardo richard rick ricky riley rita rob robert
  roberta roberto robin robyn rochelle rod rodney rodrigo roger rohan rohit roland ron ronald ronnie rosa rosalind
  rosemary rosie ross roxanne roy ruben ruby russell ruth ryan sabrina sally sam samantha sameer samuel sandeep sandra
  sandy sanjay sara sarah scott sean sebastian sergio seth shane shannon sharon shaun shauna shawn sheila shelby shelley
  sherry shirley shreya sidney simon sneha sofia sonia sophia sophie stacey stacy stan stanley stefan stella stephanie
  stephen steve steven stewart stuart sue suman sunil sunita suresh susan suzanne sylvia tamara tammy tanya tara tasha
  tatiana taylor ted teresa terrance terrence terri terry thelma theo theodore theresa thomas tiffany tim timothy tina
  todd tom tommy toni tony tonya tracey traci tracy travis trevor tricia trisha troy tyler tyrone valerie vanessa vera
  vernon veronica vicki vicky victor victoria vijay vikas vikram vinay vincent viola violet virginia vivian vivek walter
  wanda warren wayne wendy wesley whitney wilfred william willie winston xavier yasmin yolanda yusuf yvette yvonne zach
  zachary zoe
  harpreet gurpreet manpreet amandeep kuldeep navdeep jaspreet simran swapna sanjana vidya lalita savita sarita
  anjana mamta seema tanvi ishita aditi ananya riya reena meena leela radha rukmini yash karan varun tarun arnav
  aarav ishaan dhruv kunal tushar vinod pramod ashwin akshay hemant jatin lokesh piyush prateek rajat saurabh
  shantanu siddharth sumit yogesh odette beatrix zoltan wolfgang magnus petra delphine gunther priscilla anastasia
  ophelia clementine marguerite bernadette bartholomew thaddeus ezekiel cornelius rupert desmond shayla xiomara
  ximena camille leonie ludmila bruno tobias quentin wilhelmina imani horatio percival winifred ethel hilda agatha
  edwina philippa phillipa pippa tabitha cordelia rowena gwendolyn bronwyn catriona mairead sinead orla grainne
  deirdre saoirse cormac conor seamus eamon finnian tadhg lachlan torquil jurgen juergen heinz klaus dieter uwe jens
  sven bjorn lars anders astrid sigrid solveig freja mikkel soren pierre jacques thierry yves margaux amelie celine
  chantal genevieve giselle solange matteo giovanni giuseppe luca chiara giulia alessandro alessandra pietro paolo
  piotr pawel tomasz krzysztof agnieszka katarzyna malgorzata magdalena zofia wojciech andrzej jakub igor oleg
  vladimir yuri nikolai anatoly larissa oksana olena ludmilla irina galina santiago mateo joaquin gonzalo esteban
  ramiro alfonso guillermo ignacio graciela paloma yesenia itzel renata thiago joao paulo fabio flavio gustavo
  vinicius beatriz luciana tatiane olumide olufemi babatunde chidi chinedu emeka ngozi chioma adaeze ifeoma obinna
  ikenna tunde segun femi yetunde folake temitope kofi kwabena kojo abena akosua amadou mamadou fatou aminata ousmane
  hussein hamza mustafa ismail yasmine samira salma leyla farid karim khalid nasser rashid tarek mahmoud walid ziad
  faisal fahad minh thuy nguyet phuong soojin takeshi haruto akira kenji ayumi kaori xiaoming shaniqua lakeisha
  tanisha denzel demetrius dashawn jermaine cedrick skyler kayden brayden aiden kaylee kayleigh makayla brianna
  noreen muriel velma wilma erma wyatt tucker amos silas ezra jethro dwight floyd elroy delroy hugo greta otis`
    .split(/\s+/)
    .filter((name) => name !== ''),
)
