// data
import { type DomainWords, lines } from './lines.ts';

export const IDENTITY: DomainWords = {
  well: lines(`
    0-3 {name} turns to {his} name and to the songs {his} family sang.
    1-3 Has a photo of {his} family by the cot and pats it goodnight.
    1-3 Knows {his} own cup, own coat, own place at the table, and is firm about it.
    0-3 Hair and skin are looked after as {his} family showed us, and {he} enjoys it.
    4-9 {name} can tell the story of how {he} came to live here, simply and without shame.
    4-9 Loves the photographs of {himself} as a baby and asks for the stories with them.
    4-10 Says “I am the kind of person who” and fills in the rest with pride.
    5-12 Knows where {his} grandparents came from and can find it on the globe.
    6-14 {name} chose the colour of {his} room and everything in it says whose it is.
    8-18 Is proud of being good at {interest}, and introduces {himself} that way.
    9-18 Stands up for {himself} when somebody gets {his} name wrong.
    11-18 {name} cooks a dish from home and will teach it to anybody who asks.
    11-18 Wears what {he} likes and does not mind who looks.
    12-18 Reads {his} own notes now, and has had two things corrected.
    13-18 {name} speaks at the children in care council, nervous before and glad after.
    14-18 Has worked out what {he} thinks about big things, and argues it well.
    16-18 Comfortable saying where {he} has lived and why, to those {he} chooses.
  `),
  light: lines(`
    {His} name said right, and spelled right on the peg.
    Photographs where {he} can reach them.
    4-18 Festivals and birthdays kept the way {he} is used to.
    4-18 Books, films and faces in the house that look like the whole world.
    Things from home kept safe, even the broken ones.
    4-18 Being asked what {he} wants to be called, and by whom.
  `),
  some: lines(`
    Life story work, a little at a time, with somebody who can be asked again.
    4-18 Help to find words for why {he} lives here, that work in the playground.
    Time with people who share {his} background, as part of ordinary life.
    4-18 A memory box that travels with {him} and nobody else opens.
    Somebody who knows how to care for {his} hair, or is glad to learn.
    4-18 Clothes {he} chose, new, with the labels on.
    8-18 A say in meetings about {him}, and somebody to practise with beforehand.
    Keeping up the sayings, songs and recipes of {his} family.
  `),
  much: lines(`
    4-18 Careful, steady work on who {he} is and why things happened; {he} thinks it was {his} fault.
    4-18 Adults who speak well of where {he} comes from, every time.
    Much praise for small true things; big praise makes {him} shrink.
    8-18 A mentor who has lived something similar and turned up whole.
    8-18 Safety to work out who {he} is, with carers who are easy about it.
    4-18 Help when strangers are unkind: what to say, whom to tell, and us saying it too.
    Unhurried help to feel at home in {his} own body and face.
    11-18 Specialist support around {his} story, at {his} pace, with a door out.
  `),
  unknown: lines(`
    What {his} family would want kept up.
    Who {his} father’s side are; nobody has asked them.
    4-18 What {he} has been told about why {he} came into care.
    4-18 How {he} would describe {himself}.
    Whether faith matters to {him}, or mattered at home.
    Which foods and songs mean home.
  `),
  own: lines(`
    0-3 Stops and listens when {his} own name is sung.
    1-3 Carries the knitted blanket everywhere; it still smells of home, says {his} carer.
    4-8 This is me when I was born. I was very small and very good.
    4-9 I have two houses in my head, the one before and the one now.
    5-10 My name has a story. Shall I tell you?
    6-12 I’m good at {interest}. That is the main thing about me.
    9-15 I don’t want everyone at school knowing my business.
    10-18 I look like my nan. I like that.
    11-18 I’m not “the foster kid”. I’m just me.
    12-18 Ask me what I want to be called. Then call me it.
    13-18 I want to read what’s been written about me.
    16-18 I know who I am. I just don’t always know where.
  `),
};

export const FAMILY: DomainWords = {
  well: lines(`
    0-3 {name} relaxes in {his} grandmother’s arms and knows her voice on the phone.
    0-3 Family time is calm; {name} goes back and forth between laps.
    0-1 Mum knows exactly how {he} likes to be winded, and showed us.
    1-3 Waves and says “bye” now, where {he} used to cry at the door.
    4-9 {name} saves up things to tell at family time, and tells them all at once.
    4-9 {name} rings home on Sundays and passes the phone round like a chairperson.
    4-10 Family time in the park works well; everybody runs about.
    4-12 Keeps a drawer of things to show at the next visit.
    6-18 {name} looks forward to family time and comes back steady from it.
    8-18 Can say what {he} wants from family time and what {he} does not.
    9-18 Sees an aunt every month, who never misses and always brings cake.
    10-18 Makes {his} own arrangements with the grown-ups {he} trusts and tells us about them.
    11-18 {name} has made peace with not being able to fix everybody.
    11-18 Is kind about family members, even the ones who let {him} down.
    12-18 {name} worked out {himself} how often is right, and it is better than our plan was.
    14-18 Back in touch with a grown-up cousin, slowly and happily.
    16-18 Knows who in the family will answer the phone at midnight.
  `),
  light: lines(`
    Family time kept to as planned, and a photo sent in between.
    A calendar on the wall with the visits coloured in.
    Carers who are friendly at the door and speak well of family.
    4-18 A phone call on Sundays, in a room with a door.
    Birthday cards posted in good time.
    Grandparents who are rung with good news too.
  `),
  some: lines(`
    The same worker at family time, somewhere with toys and a kettle.
    Something nice and quiet afterwards; the evening is the hard part.
    4-18 An honest word beforehand when somebody may not come.
    Short visits more often, in place of long ones that end in tears.
    4-18 A way to ask about family on ordinary days.
    Brothers and sisters seen on their own, apart from family time with parents.
    Help for Mum and Dad to get there on time: a lift, a text in the morning.
    4-18 Letters read together first.
  `),
  much: lines(`
    Family time with two people there, a clear beginning, and a way to stop.
    4-18 Hard news given by one trusted person, in the same chair, with time.
    4-18 Therapy that holds the mix of love and fear.
    Careful planning about who may know where {he} lives, and nobody caught out.
    4-18 Permission, again and again, to love them and to live here.
    4-18 Much time after each visit; school has agreed to a late start the next day.
    8-18 Help with messages that arrive by phone, without taking the phone away.
    4-18 Brothers and sisters near enough to see each week; {he} counts the days.
  `),
  unknown: lines(`
    Who in the wider family has been asked to help.
    Whether Dad’s family know where {he} is.
    4-18 What {he} hopes for, as against what {he} says in meetings.
    How {he} is with the half-brother nobody mentions.
    Whether the grandparents would have {him} for weekends.
    4-18 What was promised at the last visit.
  `),
  own: lines(`
    1-3 Pats the photo of Mum and blows a kiss, mostly to the frame.
    0-1 Goes quiet and still in {his} mother’s arms, and looks and looks.
    0-3 Falls asleep in the car after family time, holding on to a sleeve.
    4-8 Mummy is poorly so I live here and she comes on Thursday.
    4-9 I want Nana to see me swim.
    5-10 I like it best when we do something and not just sit.
    6-12 I worry if they have got enough food.
    8-15 I don’t want to choose between people.
    9-15 If she’s not coming, tell me before I get in the car.
    10-18 It’s my family. I can moan about them, you can’t.
    11-18 I’d see them more if it wasn’t in that room.
    12-18 I know they can’t look after me. I still want them at my things.
    16-18 I’ll sort my own visits now, thanks. I might need a lift.
  `),
};

export const FRIENDS: DomainWords = {
  well: lines(`
    0-3 {name} watches other children with fierce interest and kicks both legs.
    0-1 Smiles first, at nearly everybody, and gets smiles back.
    1-3 Offers {his} spoon to whoever sits nearest.
    1-3 Plays happily beside other children and has begun to swap toys.
    1-3 Has a friend at playgroup and shouts across the room to say so.
    2-3 Shares a joke with the big children next door; nobody else gets it.
    4-9 {name} gets invited to parties, and is a good guest.
    4-9 Includes the child who is standing alone.
    4-10 Has one best friend, and they have invented a language.
    5-12 Learns the rules of other people’s games fast and plays fair.
    6-14 {name} makes friends through {interest} wherever {he} goes.
    8-18 Kept in touch with friends from {his} last school through two moves.
    9-18 People tell {name} things, because {he} does not pass them on.
    10-18 Said no to a dare, and the friends stayed friends.
    11-18 Has a small, loyal group who walk home together.
    11-18 {name} can fall out with somebody and make up in the same week.
    12-18 Younger children look up to {him}, and {he} lives up to it.
    14-18 Going out with somebody kind; they mostly do homework.
    16-18 Has friends from work and from college who do not know each other, and likes that.
  `),
  light: lines(`
    4-18 Friends round for tea, and the odd sleepover.
    4-18 A lift home after {interest}, so that {he} can stay to the end.
    0-3 Playgroup twice a week with the same faces.
    4-18 Somebody to ask whether a friend is being a friend.
    4-18 Living near enough to walk to a friend’s house.
    4-18 A bit of company on long Sundays.
  `),
  some: lines(`
    4-18 Help to join in: a grown-up who starts the game and steps back.
    4-18 Small groups; in a big one {he} becomes the entertainment.
    4-12 Practising what to say, with puppets or in the car.
    Short visits with a clear end, so that it stops while it is good.
    8-18 Somebody to look at the group chat with, without taking over.
    4-18 A club where the adults know about {him} and nobody else does.
    0-3 One or two children at a time, with somebody close by on the floor.
    4-18 Support to say no, and a way to be fetched without questions.
    Children around {him} who are gentle and a bit older.
  `),
  much: lines(`
    4-18 An adult close by whenever other children are, who guides and does not police.
    4-18 Being the only child in the home for a while, with friends visiting by plan.
    4-18 Careful work on trust; {he} expects to be left and often leaves first.
    8-18 Time apart from people who use {him}, and better company in its place.
    4-18 A plan that school and home share for break times.
    0-3 One-to-one time with a carer first; other children can come later, and briefly.
    0-3 Slow introductions, one new face a week, always with a person {he} knows.
    8-18 A youth worker who goes along to the first three sessions of anything.
    11-18 Straight talk about what a good relationship feels like, from somebody {he} respects.
    11-18 Somebody who will come out at eleven at night to fetch {him}, no lecture until morning.
  `),
  unknown: lines(`
    4-18 Who {his} friends are; {he} uses nicknames.
    How {he} is with younger children.
    4-18 Whether the older friends are friends.
    0-3 How {he} would be with other little ones in the house.
    4-18 Whom {he} misses most from {his} last school.
    8-18 Whom {he} speaks to online at night.
  `),
  own: lines(`
    0-1 Stares at other babies as if {he} had met them before.
    1-3 Holds out both hands to other toddlers. Mostly they run off. {He} follows.
    1-3 Shrieks with joy when the neighbours’ children come to the fence.
    4-8 My best friend is also my second best friend.
    4-9 We are in a club. I am the vice captain.
    5-10 I do not know how you ask to join in.
    6-12 I had a friend at my old school and we did not say goodbye.
    9-15 I’d rather have one real mate than ten fake ones.
    10-18 Can people come round without it being a meeting?
    11-18 If I move again I lose everyone. That’s the bit nobody writes down.
    12-18 They’re not bad, they just don’t have anyone telling them to go home.
    13-18 I’m the one people ring. I like being that.
    16-18 I choose my friends better than I did.
  `),
};
