// data
import { type DomainWords, lines } from './lines.ts';

export const COMMUNICATION: DomainWords = {
  wellBeside: lines(`
    {name} makes {himself} understood to those who take the time, and is funny with it.
    0-3 Looks, reaches, pulls: there is a message in all of it, and it gets through.
    4-18 Has added six new signs this term and uses them correctly.
    4-18 Chooses between two pictures without hesitation.
    4-18 A face that says everything; people who know {him} rarely need more.
    4-18 {name} never gives up until somebody has understood.
    4-18 Most talkative about {interest}, in any language and with both hands.
  `),
  well: lines(`
    0-1 {name} babbles in long sentences and waits for your turn.
    0-3 Makes {his} wishes very clear with eyes, arms and one loud word.
    1-3 Learned four new words this week, “bus” being the favourite.
    1-3 Follows a simple request, and enjoys being thanked for it.
    4-9 {name} asks why until there is no why left.
    4-9 Tells a story with a beginning, a middle and a surprise.
    4-10 {name} can say no politely, which took practice.
    5-12 Explains the rules of any game so that everybody understands.
    6-14 Reads faces well and checks: “Are you cross or just tired?”
    8-18 Listens properly and remembers what you said last month.
    9-18 {name} can speak in a meeting when {he} has seen the questions first.
    10-18 Writes long, funny messages and gets {his} point across in any language.
    11-18 {name} talks most about {interest}, and through it about everything else.
    11-18 Is honest, even when it costs {him}.
    12-18 Picks up languages quickly and helps others with theirs.
    14-18 Rang the college {himself} and asked for what {he} needed.
    16-18 Makes phone calls that most adults put off.
  `),
  light: lines(`
    Time to answer. Count to ten before asking again.
    0-3 Singing, stories and naming things on the way to the shop.
    4-18 Talking side by side: walking, driving, peeling potatoes.
    4-18 One question at a time.
    Everyday chatter, and the television off at meals.
    4-18 Plain words and no jargon; {he} spots it a mile off.
  `),
  some: lines(`
    Short sentences, the important word last, and a picture for the hard ones.
    0-9 Speech therapy on Wednesdays, and the same exercises at home as a game.
    4-18 Checking that {he} has understood by asking {him} to show, not to repeat.
    A visual timetable for the day, with the surprises marked.
    4-18 Help with English from someone patient, and a dictionary on the phone.
    4-18 Knowing that “don’t know” often means “too fast”.
    Sitting on the side of {his} better ear.
    8-18 Seeing the questions before a meeting, and somebody beside {him} in it.
  `),
  much: lines(`
    Makaton signs used by everybody in the house, all day, not only when it is hard.
    A communication book or tablet that is always charged and always within reach.
    Carers who learn {his} signals: the hum, the turned head, the hand on the door.
    Fluent British Sign Language at home, and other deaf people in {his} week.
    4-18 Few words and many pictures, and one person to explain each change.
    An interpreter at every meeting that matters; never a child or a relative.
    4-18 A speech and language therapist who also guides school and carers.
    Choices offered with two objects, and time to reach for one.
  `),
  unknown: lines(`
    How much {he} understands when several people talk.
    Whether {his} hearing has been tested.
    4-18 Whether {he} reads as well as {he} lets people think.
    Which language {he} would choose, if asked.
    4-18 Why {he} goes silent with some adults.
    Whether the stammer comes from worry or was always there.
  `),
  own: lines(`
    0-1 Answers every “ooh” with an “aah”, and then waits.
    1-3 Says “uh-oh” for anything that falls, and for most things that do not.
    1-3 Leads you by the finger to what {he} wants and waits.
    4-8 I know all the words but some of them come out sideways.
    4-9 You have to listen with your eyes.
    5-10 I talk a lot when I am nervous and a lot when I am not.
    6-12 I like it when people say it in a normal voice.
    9-15 If I say “whatever” ask me again later.
    10-18 Text me. I’m better at texting.
    11-18 Don’t use big words to sound important.
    12-18 I understand more than I say.
    13-18 Tell me straight. I can take it.
    16-18 I can speak for myself, I just want someone next to me.
  `),
};

export const EDUCATION: DomainWords = {
  wellBeside: lines(`
    4-18 Goes in each morning now, if only for an hour, and walks in by {himself}.
    4-18 Learns well with one adult {he} trusts beside {him}.
    4-18 Knows an astonishing amount about {interest}, all of it self-taught.
    4-18 {name} finished a piece of work last week, and let it be put on the wall.
    4-18 Attendance has gone from one day in five to three.
    4-18 Good with {his} hands: takes things apart and they work again.
    6-18 Asked, for the first time, what is for homework.
    0-3 Curious about everything, and keeps trying.
  `),
  well: lines(`
    0-1 Stares at black-and-white pictures as if reading them.
    0-1 Listens to stories with {his} whole face.
    1-3 {name} turns the pages of any book {he} can reach and looks for the dog.
    1-3 Settles at nursery within minutes and waves from the window.
    1-3 Concentrates on {interest} for longer than {his} age would suggest.
    1-3 Copies everything: sweeping, typing, taking the register.
    4-9 Reads to the class guinea pig every Friday and does the voices.
    4-9 {name} has caught up nearly a year in reading since coming here.
    4-10 {name}’s teacher says {he} asks the best questions in the room.
    5-11 Was chosen to show new children round, and took it very seriously.
    6-14 Good with numbers; does the change in {his} head in shops.
    8-18 Brings the focus of {interest} into lessons when a teacher sees the link.
    9-16 Attendance is over nine days in ten, which {he} decided on {himself}.
    10-16 Has a teacher who believes in {him}, and works for that teacher.
    11-16 Moved up a set in maths and said nothing for a week, grinning.
    11-18 {name} learns fast by doing, and remembers what {his} hands have done.
    12-18 Finished a piece of coursework early for the first time.
    14-18 Has chosen subjects with a job in mind, and can say why.
    16-18 On a course {he} chose, and gets there for nine without being woken.
  `),
  light: lines(`
    4-18 Somebody who comes to parents’ evening and is proud.
    4-18 A place to do homework, and company while {he} does it.
    0-3 Books at bedtime and songs in the car.
    4-18 Breakfast before school and a smile at the gate.
    4-18 Keeping this school, whatever else has to change.
    4-18 A library card and the time to use it.
  `),
  some: lines(`
    4-18 A key adult at school to check in with at ten to nine.
    4-18 Reading together ten minutes a day, {his} choice of book.
    4-18 Catch-up lessons in maths, one to one, at home or on screen.
    4-18 Breaks before they are needed, and a card that lets {him} leave the room.
    0-3 Nursery mornings with one key person who is told about hard nights.
    4-18 Home and school telling each other the good things too.
    4-11 A transition plan with three visits and a photo of the peg.
    11-18 Help to break big work into small pieces, and to start.
    4-18 A laptop that works and somebody to sit beside {him}.
  `),
  much: lines(`
    4-18 An education, health and care plan that is followed, and people who read it.
    4-18 A small school or a few pupils to a class, with adults who know about trauma.
    4-18 A slow return: two mornings, then three, with something {he} is good at in each.
    4-18 Full-time support in class from the same person.
    4-18 Learning at home for now, with a tutor {he} likes, and a date to look again.
    11-18 A mix of workshop and classroom; {he} lights up with tools in {his} hand.
    4-18 The virtual school on the phone each fortnight, and lifts until {he} trusts the bus.
    0-3 A nursery with a quiet room, one key person, and therapy built into play.
  `),
  unknown: lines(`
    4-18 What {he} missed; there are gaps between schools in the record.
    4-18 Whether {he} needs glasses for the board.
    4-18 What {he} would like to learn if nobody tested it.
    4-18 Whether an assessment for dyslexia was ever done.
    0-3 How {he} is in a group; there has been no nursery yet.
    4-18 Why Wednesdays are harder than other days.
  `),
  own: lines(`
    0-1 Reaches for the book, then eats the corner.
    1-3 Brings the same book eleven times. Knows when a page is skipped.
    1-3 Sits at the front for song time and does all the actions, a beat late.
    4-8 My school has a pond and I am in charge of the net.
    4-9 I can do my sevens.
    5-10 Reading makes my head busy but I like it when you do it.
    6-12 Mr Ellis says I am a brainbox. I am not but he says it.
    9-15 I don’t want to change school again. That’s the one thing.
    10-16 I’m not thick. I was just never there.
    11-16 I like it when it’s practical.
    12-16 School’s alright. It’s the corridors.
    14-18 I want my exams. I don’t want pity marks.
    16-18 College treats me like a person.
  `),
};

export const INDEPENDENCE: DomainWords = {
  wellBeside: lines(`
    4-18 Does one more step of the morning by {himself} than in September.
    4-18 Helps to cook, and has a dish that is {his}.
    4-18 {name} likes to be useful, and is, with somebody at {his} elbow.
    4-18 Carries {his} own bag, own key ring, own opinions.
    8-18 Chose all of {his} own clothes last month, within the money.
    11-18 Did the bus to town with staff three seats behind, and was delighted.
    0-3 Tries first, every time, before asking for help.
  `),
  well: lines(`
    0-1 {name} holds {his} own bottle and looks pleased about it.
    0-1 Lifts {his} arms for the vest now, one at a time.
    1-3 Puts {his} own wellies on, usually on the right feet.
    1-3 Insists on doing the last stair alone.
    1-3 Helps to get dressed: arms up, head through, ta-dah.
    4-9 Packs {his} own bag the night before, with one extra toy just in case.
    4-9 {name} can make toast and is generous with it.
    4-10 Tells the time, and tells everybody else it too.
    6-12 Lays the table, feeds the cat and remembers bin day.
    8-14 Saved {his} pocket money for seven weeks and bought something that lasts.
    9-18 Walks to school with a friend and texts on arrival.
    10-18 {name} does {his} own washing, and irons what matters.
    11-18 Can cook three meals and is working on a fourth.
    12-18 Plans {his} journeys, and has a second bus in mind.
    14-18 Kept a Saturday job for five months and was asked to stay on.
    15-18 Budgets by the week and is only broke on Thursdays.
    16-18 {name} has opened a bank account, and knows what is in it.
    16-18 Ready to have {his} own key and has never lost one.
  `),
  light: lines(`
    Being allowed to try, with somebody near enough to help.
    4-18 A job in the house that is {his} alone, and thanks for it.
    4-18 Pocket money on Fridays and a jar to save in.
    0-3 Low hooks, a step at the sink, and patience with shoes.
    8-18 Cooking together once a week, {he} chooses what.
    4-18 Being trusted with something that matters.
  `),
  some: lines(`
    4-12 Pictures on the wall for the morning, ticked off together.
    4-18 Showing, then doing it together, then watching, then going away.
    8-18 Practising the bus with somebody who sits three seats back.
    11-18 Help with money: an app, a weekly amount, and a talk that is not a telling-off.
    4-18 Extra time in the morning; hurry makes everything go wrong.
    0-3 Plenty of chances to do it {himself}, and someone to finish what {he} starts.
    13-18 A worker who shows how forms are done, by doing one.
    4-18 Small steps, named out loud when they are done.
  `),
  much: lines(`
    4-18 Help with washing and dressing every day, given with respect and the door closed.
    4-18 Somebody beside {him} outside the house, for roads and for strangers.
    8-18 The same steps taught the same way by everyone, over months.
    0-3 Lots of help for {his} age with eating, sitting and moving; the therapist shows us how.
    14-18 A plan for adult life that starts now, with adult services at the table.
    11-18 Staff on hand day and night while {he} learns to live more by {himself}.
    4-18 Praise for effort; {he} gives up quickly if it sounds like a test.
    15-18 Support to manage money and visitors, so that nobody takes over {his} place.
  `),
  unknown: lines(`
    4-18 What {he} can do when nobody does it for {him}.
    8-18 Whether {he} is safe with a cooker.
    0-3 What {he} was used to doing by {himself} at home.
    11-18 Whether {he} has a passport, a bank card, a National Insurance number.
    4-18 How {he} manages money; {he} has had little of it.
    13-18 Where {he} sees {himself} at eighteen.
  `),
  own: lines(`
    0-1 Pulls off one sock, admires it, and begins on the other.
    1-3 “Me do it,” several times an hour.
    1-3 Hands you the shoe, sits down, sticks out a foot.
    4-8 I can do my own zip if it is a good zip.
    4-9 I have a job. It is spoons.
    5-10 I want to go to the shop on my own but you can stand outside.
    6-12 I used to look after everyone. Now I just do my room.
    9-15 I can cook, ask anyone.
    10-18 Let me get it wrong sometimes.
    11-18 I’m not a baby. But remind me anyway.
    12-18 Teach me, don’t do it for me.
    14-18 I want a job more than I want pocket money.
    16-18 I can run a flat. It’s the evenings I’m not sure about.
  `),
};

export const PLAY: DomainWords = {
  well: lines(`
    0-3 {name} is happiest with {interest}, and lets the whole street know.
    1-3 Plays for half an hour with a box, a spoon and a lid.
    0-1 Has found {his} own feet and is delighted with both.
    0-1 Watches leaves and shadows move as others watch television.
    1-3 Dances to anything, including the washing machine.
    1-3 Invents a game, laughs at it, and invites you in.
    4-9 Loves {interest} and can teach it to a grown-up in four minutes.
    4-9 {name} builds worlds on the carpet with a name for everybody in them.
    4-10 Won a certificate for {interest} and it has pride of place.
    5-12 Will try anything once, and most things twice.
    6-14 {name} sings when {he} thinks nobody is listening, and {he} is good.
    7-18 Has a real talent for {interest}; coaches and teachers all say so.
    8-18 Goes to {interest} every week, in all weathers.
    9-18 {name} makes presents by hand and gets them exactly right.
    10-18 Has an eye for pictures; the photo in the hall is {his}.
    11-18 Picked for the team, the play or the band, and turned up to every practice.
    11-18 Taught {himself} the hard parts from videos, over weeks.
    14-18 {name} helps to run the juniors on Saturdays and is good with nerves.
    16-18 Wants to turn {interest} into work, and has asked how.
  `),
  light: lines(`
    Keeping up {interest}, wherever {he} lives.
    4-18 Somebody on the touchline or in the second row.
    0-3 Time on the floor, no hurry, no screens.
    A library, a park, a swimming pool.
    4-18 Lifts to practice, and kit that fits.
    A little space where things can stay half built.
  `),
  some: lines(`
    4-18 Somebody to go along for the first weeks, until {he} knows the others.
    4-18 Turn-taking games in small doses, with {him} winning some.
    Toys that are {his} to keep, and a box that travels.
    4-18 Clubs told quietly what helps, and a quiet place to wait.
    0-6 Help to play with others: an adult who narrates and shares out.
    4-18 A swap from screens to something with the hands, done together.
    Choosing from two; a long list is too much.
    8-18 Money set aside for lessons, so that a move does not end them.
  `),
  much: lines(`
    Play that is led by {him}, one to one, every day, as the therapist has shown us.
    Sensory play: water, lights, swinging, deep cushions.
    4-18 Activities without other children for now, then with one.
    4-18 Adapted sport with people who know how; {he} loves speed.
    4-18 Help to stay with anything for ten minutes, and joy when it is eleven.
    4-18 Somebody to play with who does not mind the game being smashed and begun again.
    Outdoor days, whatever the weather; walls make everything harder.
    8-18 An adult who shares {interest} and goes with {him} each time.
  `),
  unknown: lines(`
    What {he} would choose if there were a choice.
    4-18 Whether {he} can swim.
    What {he} played with at home.
    4-18 Whether anyone has ever watched {him} play a match.
    4-18 What became of the guitar lessons.
    Whether {he} likes animals or is being polite.
  `),
  own: lines(`
    0-1 Bats at the mobile and shouts when it stops.
    1-3 Claps for {himself}, then looks round for more clapping.
    0-3 Squeals at {interest}. Every time, as if it were new.
    4-8 Watch this. Watch. Are you watching?
    4-9 I am the best in our class at {interest}, or second.
    5-10 I like to make things and then you guess what it is.
    6-12 When I do {interest} I forget stuff.
    9-15 Don’t come and cheer. Okay, come. But no cheering.
    10-18 {interest}. That’s it. That’s my answer to everything.
    11-18 I’d do it every day if someone drove me.
    12-18 I’m better than people think. Come and see.
    13-18 I stopped because we moved. I’d start again.
    16-18 It’s the one thing I’ve kept all the way through.
  `),
};
