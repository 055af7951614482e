// data
import { type DomainWords, lines } from './lines.ts';

export const HEALTH: DomainWords = {
  wellBeside: lines(`
    {name} is patient with doctors and likes to hold the torch.
    0-3 Beams through treatment that would make most grown-ups cry.
    4-18 Knows more about {his} condition than most adults, and can explain it.
    4-18 Has not been in hospital since spring, and counts the weeks.
    4-18 {name} tells carers in good time when something is not right.
    4-18 Nothing about {his} health stops {him} from enjoying {interest}.
    11-18 Takes charge of more of {his} own care each month.
    0-8 Eats, sleeps and laughs well on good days, and there are more of them.
  `),
  well: lines(`
    0-1 {name} feeds well, gains weight steadily and sleeps five hours at a stretch.
    0-3 Bath, bottle, bed: {name} knows the order of the evening and settles to it.
    0-3 Every vaccination is up to date, and {name} was brave at the last one.
    1-3 Eats with a spoon and great concentration, and is willing to try most things once.
    0-3 {name} has put on weight since {he} came and the health visitor is pleased.
    4-9 Sleeps through most nights now, and says so proudly at breakfast.
    4-9 {name} brushes {his} teeth without being asked, and lets everybody know.
    4-9 Wears {his} glasses every day since choosing the frames {himself}.
    4-10 Says when something hurts, and where, instead of keeping it in.
    4-12 {name} has a good appetite and will eat almost anything with gravy.
    6-18 Is hardly ever poorly, and asks for {interest} the moment {he} feels better.
    10-18 Looks after {his} own inhaler and knows when to use it.
    11-18 {name} booked {his} own dentist appointment this term and went.
    11-18 Has cut down on energy drinks and sleeps better for it; {he} worked that out alone.
    13-18 Keeps health appointments when told the reason, and asks good questions there.
    16-18 {name} has registered with a GP near here and keeps the number in {his} phone.
    16-18 Cooks real food most evenings and can say what does {him} good.
  `),
  light: lines(`
    The usual check-ups, and somebody who remembers which day they are.
    0-3 A bath before bed, a dark room and the same two songs.
    4-18 A reminder about teeth and sunscreen, and praise when it was not needed.
    A dentist every six months, and a new coat before the old one is too small.
    4-18 Plenty of time outdoors; {he} sleeps better after a day in the fresh air.
    Keeping the same GP if {he} can.
    11-18 Being asked how {he} slept, and nobody making a fuss of the answer.
  `),
  some: lines(`
    Eczema cream twice a day, cotton next to the skin, and a calm routine around it.
    0-9 A bedtime routine that takes forty minutes and does not change at weekends.
    Small meals often, no pressure at the table, and {his} own shelf of things {he} likes.
    A carer who comes along to the asthma clinic and keeps the plan on the fridge.
    4-18 The school nurse once a month, so that {he} has somebody to tell.
    4-12 Night waking handled quietly: a low light, a drink, few words.
    11-18 Somebody to go with {him} to appointments and sit outside unless asked in.
    Hearing checked every six months, and people who face {him} when they speak.
    Physiotherapy exercises made into a game, ten minutes after tea.
  `),
  much: lines(`
    Carers trained for {his} epilepsy, with the rescue plan known by everybody in the house.
    Feeding support three times a day, and a dietitian who visits monthly.
    A nurse who visits every week, and two carers who have been shown how to do each part.
    Diabetes care that somebody is trained in, day and night, until {name} can do more of it {himself}.
    4-18 A paediatrician who knows {him}, one folder for all letters, one person to hold it.
    Medicine at set times, written down, and a nurse to ring when something changes.
    11-18 Help with eating from the specialist team, and meals together without talk of weight.
    Sleep that somebody watches over, with a waking adult until the new plan has settled.
  `),
  unknown: lines(`
    Whether all vaccinations were given; the red book was lost in a move.
    Nobody has checked {his} eyes for some time.
    A letter speaks of an allergy. No one knows to what.
    When {he} last saw a dentist.
    Whether the tummy aches are worry or something else; the GP will look.
    0-3 What {his} birth weight was, and whether {he} came early.
    14-18 How much {he} smokes or vapes; {he} says hardly ever.
  `),
  own: lines(`
    0-3 Points at the tap for a drink and drinks it all. Rubs {his} left ear when tired.
    0-3 Sleeps best on {his} side with a hand through the bars of the cot.
    4-8 When I have a tummy ache I want the hot water bottle with the sheep.
    4-9 I am the fastest tooth brusher. I did two minutes.
    4-9 I do not like peas but I will have them if they are frozen.
    5-10 My inhaler is blue and I know how to do it.
    9-15 I sleep better when I know who’s in the house.
    10-18 Ask me how I am when we’re doing something else, not sat at a table.
    11-18 I hate being weighed. Just warn me first.
    12-18 I’m fine. Honestly. I’ll tell you if I’m not, if you don’t go on about it.
    14-18 I want to speak to the doctor on my own now.
    16-18 I need someone to show me how to get a repeat prescription, that’s all.
  `),
};

export const EMOTIONAL: DomainWords = {
  well: lines(`
    0-3 {name} looks for {his} carer’s face, finds it, and carries on exploring.
    0-3 Can be comforted in a few minutes by a familiar voice and a slow walk.
    0-3 Laughs out loud at peekaboo and starts the game again {himself}.
    1-3 Shows delight with {his} whole body when {interest} comes round.
    4-9 {name} has words for happy, cross, worried and “wobbly”, and uses all four.
    4-9 Takes {his} worries to a grown-up more often than to the cupboard under the stairs.
    4-10 Sleeps without the landing light now, which was {his} own idea.
    4-12 {name} is quick to laugh, and quicker to make others laugh.
    6-13 Draws what {he} feels and is happy to talk about the drawing.
    8-18 Knows that {interest} lifts {his} mood, and goes to it when things are hard.
    10-18 Has told {his} school counsellor things {he} had never told anyone.
    11-18 {name} notices how other people feel, often before they do.
    11-18 Came through the anniversary of a hard day with a plan {he} made in advance.
    12-18 Asks for time alone when {he} needs it, and comes back when {he} said.
    14-18 {name} speaks about the future again: next summer, a course, a trip.
    16-18 Knows {his} own warning signs and has a list of five things that help.
    16-18 Rang the helpline once when it mattered, and told us afterwards.
  `),
  light: lines(`
    Ten minutes of one person’s whole attention, most days.
    Being told how the day will go, and when it will be home time.
    4-18 A chat in the car or over the washing-up, where nobody has to look at anybody.
    Ordinary comfort: a hug if {he} wants one, toast, an early night.
    4-18 Somebody who remembers what {he} was worried about last week.
    Plenty of {interest}, and somebody to show it to.
  `),
  some: lines(`
    A key adult who checks in morning and evening and notices small changes.
    4-12 A worry box that gets emptied together on Sundays.
    Goodbyes that are said, with a date for the next hello.
    4-18 Play therapy or counselling once a week, at a time that does not cost {him} {interest}.
    Saying out loud that the feelings make sense, before doing anything about them.
    4-18 Help around family time: quiet before, food after, no questions.
    A life story book, looked at when {he} brings it and not before.
    6-18 Warning of changes two days ahead, and again on the morning.
    11-18 Something to get up for on Saturdays; the long days are the harder ones.
  `),
  much: lines(`
    Very few adults, the same ones, over a long time, with a therapist who supports them.
    Someone close by at night, and a plan for bad dreams that all of us follow.
    4-18 Therapy that has already begun should go on with the same person, wherever {name} lives.
    A home that can sit with great sadness without hurrying to cheer {him} up.
    8-18 A safety plan written with {name}, read again every fortnight, known by school.
    Touch only when {he} asks; a blanket, warmth and a low voice before that.
    4-18 Days with a clear shape, small choices in them, and one good thing to look forward to.
    11-18 Regular time with the mental health team, and somebody to drive {him} and wait.
    Adults who expect to be tested and are still there at breakfast.
  `),
  unknown: lines(`
    What happened before {he} was two; nobody who knows has been asked yet.
    4-18 Whether the quiet is calm or sadness.
    What {he} does with worries when nobody is looking.
    4-18 Who told {him} what about why {he} lives away from home.
    How {he} copes with loud voices.
    8-18 Whether {he} would like to talk to somebody outside the family and outside social work.
  `),
  own: lines(`
    0-3 Turns {his} face into your neck when the room fills up. Peeps out when it is quiet.
    0-3 Beams and kicks both legs when {his} carer comes back into the room.
    4-8 My worry is a small one today. It is in my pocket.
    4-9 I get sad at night and in the morning I am happy.
    5-10 I like it when someone sits on the floor with me.
    6-12 When I am scared I pretend I am not.
    9-15 Don’t ask me what’s wrong ten times. Once is fine.
    10-18 It helps when people say they’ve noticed.
    11-18 I don’t cry. I go and do {interest} till it’s gone.
    12-18 I’m not angry, I’m tired.
    13-18 I’d like to be okay without having to prove it.
    16-18 Some days are still heavy. I know what to do with them now.
  `),
};

export const COPING: DomainWords = {
  wellBeside: lines(`
    Comes back afterwards, always, and looks for somebody to sit with.
    0-3 Can be calmed by the same song, sung low, most of the time.
    4-18 Has gone from several upsets a day to a few a week.
    4-18 {name} never means to hurt anybody and minds very much when it happens.
    4-18 Can name one thing that helps, and has taught it to a new member of staff.
    6-18 Did the whole of last weekend with one short upset, and knows it.
    4-18 {name} puts things right in {his} own way: a drawing, a cup of tea, a joke.
    8-18 Now says “I need to go out” some of the time, before it gets too much.
    4-18 Calm and absorbed for an hour at a time with {interest}.
  `),
  well: lines(`
    0-3 When upset {name} reaches for a person, not away from one.
    1-3 Tantrums are short and end in a cuddle.
    0-3 {name} can wait a whole minute for {his} bottle while you sing.
    1-3 Has begun to say “stop” where {he} used to bite.
    4-9 {name} takes {himself} to the den by the stairs when it gets too much.
    4-9 Went three weeks without a big upset at school; the chart is on the fridge.
    4-10 Says sorry in {his} own way, usually with a drawing.
    5-12 Can tell you afterwards what set things off, which helps everyone.
    6-14 {name} counts under {his} breath, and it works more often than not.
    8-18 Uses {interest} to let the steam out, and knows that is what {he} is doing.
    9-18 {name} now says “give me a minute” and takes only the minute.
    10-18 Puts things right afterwards: {he} mended the door {himself}.
    11-18 Upsets that came daily in spring come about once a fortnight now.
    11-18 Walked away from an argument on the bus last week, and was proud of it.
    12-18 {name} has a plan for bad moments, wrote half of it, and follows most of it.
    14-18 Has helped a younger child through a meltdown with real patience.
    16-18 Deals with let-downs by ringing someone, where {he} used to disappear.
  `),
  light: lines(`
    Warnings before a change: ten minutes, five minutes, shoes.
    Food and sleep first; most upsets have a hungry or a tired reason.
    Adults who stay light about small things.
    4-18 A laugh at the right moment.
    Choosing between two things, both of them fine.
    4-18 Time to cool down before talking about it.
  `),
  some: lines(`
    A quiet corner that is {his}, and never a punishment.
    Few words, a low voice, and sitting down to be smaller.
    4-18 The same answer from all the adults, at home and at school.
    Noticing the signs early: {he} goes pink, then silent, then very busy.
    4-18 A walk round the block with somebody who does not talk.
    Something for the hands: dough, stones, a ball to squeeze.
    4-18 Talking it through the next day, with pictures if words are hard.
    Busy places in small doses, with a way out agreed beforehand.
    8-18 Being believed first and asked about details later.
  `),
  much: lines(`
    Adults trained to calm without holding, and enough of them to swap when one is tired.
    4-18 A plan on one page: what it looks like, what helps, what never to say.
    A home without much breakable in it, and without anybody minding.
    Space and time; after twenty minutes {he} nearly always comes back by {himself}.
    4-18 Weekly support for the carers from somebody who understands trauma.
    4-18 Other children kept safe without {name} being made the problem.
    A repair every time: food, a kind word, and the day starts again.
    9-18 Two adults at the hard times of day, which are after school and bedtime.
    8-18 Sharp and heavy things put away quietly, and no speeches about it.
  `),
  unknown: lines(`
    What sets off the worst moments; the records only say what happened after.
    Whether {he} is as upset at school as {he} is at home.
    4-18 What used to help before {he} came into care.
    Whether sounds or smells are part of it.
    4-18 How {he} would be with other children in the house.
    How {he} reacts to being told no by somebody new.
  `),
  own: lines(`
    0-3 Goes stiff, then loud, then floppy. Likes to be held at the floppy stage, not before.
    1-3 Throws, looks to see who saw, and waits to be picked up.
    4-8 I get a volcano. You have to wait till it stops.
    4-9 If I am under the table I am not being naughty, I am being under the table.
    5-10 I like it when people do not look at me when I am cross.
    6-12 I always feel bad after. Always.
    9-15 Don’t follow me. Just be there when I come back.
    10-18 Say it once and leave it. I heard you.
    11-18 When people shout I don’t hear the words any more.
    12-18 Let me go outside. I’m not running off, I’m breathing.
    13-18 I’ve got better at it. Put that in your report.
    16-18 I know my triggers. Ask me and I’ll tell you.
  `),
};
