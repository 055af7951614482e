// data
import { type DomainWords, lines } from './lines.ts';

export const SAFE_AT_HOME: DomainWords = {
  wellBeside: lines(`
    {name} feels safe enough here to sleep.
    4-18 Lets staff know, in {his} own way, when the house feels wrong.
    4-18 Keeps most of the rules {he} helped to write, and argues about the rest.
    4-18 Has had eleven calm weekends in a row.
    4-18 Gentle with plants, with small things, and with those who are sad.
    8-18 Asked for the door alarm to stay on, because {he} sleeps better.
    0-3 Stays near {his} carer and looks back before going further.
  `),
  well: lines(`
    0-1 Settles when {he} hears {his} carer’s step on the stairs.
    1-3 {name} checks where {his} carer is, and stops at the stair gate.
    1-3 Lets {himself} be lifted out of trouble, usually laughing.
    1-3 Says “hot” at the oven and means it.
    0-3 Feels safe enough here to fall asleep in the middle of things.
    4-9 Knows the house rules and can recite them, with corrections.
    4-9 {name} tells a grown-up when something feels wrong.
    4-10 Is gentle with the baby next door and with animals.
    5-12 Shuts the door of the bathroom and knocks on other people’s.
    6-14 {name} looks out for the smaller ones in the house.
    8-18 Follows the house agreement {he} helped to write.
    9-18 Came and said “I don’t feel safe tonight” and let us help.
    10-18 Keeps to the screen times, more or less, without a fight.
    11-18 {name} owned up about the broken lock before anybody had seen it.
    11-18 Respects other people’s rooms and things.
    12-18 Has gone six months without a serious incident at home.
    14-18 Told staff about another young person who was in danger.
    16-18 Chooses who comes into {his} home, and can send them away.
  `),
  light: lines(`
    Ordinary rules, kindly kept, the same each day.
    0-3 A stair gate, cupboards with catches, and eyes on the bath.
    Knocking on doors, {his} as well.
    4-18 Knowing who will be in the house tonight.
    4-18 A lock on the bathroom, and a torch by the bed.
    Nobody raising their voice.
  `),
  some: lines(`
    4-18 House rules in pictures or on one page, few enough to remember.
    Somebody close at bath time and bedtime, who explains what they are doing.
    4-18 A word with {him} before visitors come, and a room to go to.
    4-18 Screens charged downstairs at night; the same for the grown-ups.
    A bedroom of {his} own, near a grown-up’s.
    4-18 Checking in each evening: anything you want to tell me, anything I should ask?
    0-6 Gentle supervision with smaller children, who get squeezed too hard.
    4-18 Food that is always there; {he} hides it when it is not.
    8-18 Rules about the internet agreed together, and kept by looking together.
  `),
  much: lines(`
    4-18 An adult awake at night, and a quiet alarm on the door that {he} knows about.
    4-18 Line of sight with smaller children, done as company and not as guard duty.
    4-18 Medicine, sharp things and lighters locked away as a matter of course, for everybody.
    4-18 A room of {his} own, not beside younger children, with clear rules about bedrooms.
    Eyes on {him} at all times near water, roads and windows; {he} does not see danger.
    4-18 A written safer care plan, explained to {him} in {his} own words.
    8-18 Help with the urge to hurt {himself}: a plan, a person, and no shock on our faces.
    4-18 No animals in the home for now; {he} is working on gentleness with the therapist.
    0-3 A carer trained in safe handling, and furniture that forgives.
  `),
  unknown: lines(`
    Whether {he} has shared a room before, and how that went.
    4-18 What {he} has seen online.
    How {he} is around animals.
    4-18 Who used to come into the house at night.
    Whether {he} would tell if something happened.
    4-18 Whether the small fire in the bin was an accident.
  `),
  own: lines(`
    1-3 Goes to the door when voices rise, and holds on to the nearest knee.
    0-3 Sleeps with one hand on the bars and the other on the rabbit.
    4-8 At night there is a light and that is the rule.
    4-9 I feel safe when I can hear the telly downstairs.
    5-10 I like the door open this much.
    6-12 Please knock.
    8-15 Tell me who’s coming before they’re in the kitchen.
    9-15 I check the doors. Don’t laugh, it helps.
    10-18 A rule’s fine if you say why.
    11-18 I’ve never had a room with a lock. I’d not lock it, I’d just like to have it.
    12-18 I feel safest when nobody’s drinking.
    16-18 I want to be the one who says who comes in.
  `),
};

export const SAFE_OUTSIDE: DomainWords = {
  wellBeside: lines(`
    Happy and busy outdoors in good company.
    8-18 Came back by {himself} the last two times, and before midnight.
    8-18 {name} rang to be fetched, which had never happened before.
    9-18 Handed over a phone {he} had been given, without being asked.
    9-18 Talks more openly about where {he} goes, and with whom.
    9-18 Has stayed in four evenings a week since {interest} started.
    4-18 Holds on to somebody’s sleeve by the road, every time now.
    11-18 {name} keeps appointments with the youth worker, even after hard nights.
  `),
  well: lines(`
    0-2 Sits happily in the pram and keeps watch on the street.
    0-2 Calm in the car seat, even when it takes an hour.
    2-3 {name} holds a hand by the road and looks both ways, very slowly.
    2-3 Stays close in shops and calls out if {he} loses sight of you.
    1-3 Knows “stop” as a game and a rule, and stops.
    0-3 Enjoys the pushchair and greets every dog from it.
    4-9 Knows {his} address and the number to ring, as a song.
    4-9 {name} stays where {he} said {he} would be in the park.
    4-10 Wears a helmet without a discussion.
    5-12 Told a teacher when a stranger asked odd questions.
    7-14 {name} comes in when the street lamps come on.
    9-18 Answers {his} phone when {he} is out, most times on the first ring.
    10-18 Rings if {he} is running late, and says where {he} is.
    11-18 {name} has good instincts about people, and lately listens to them.
    11-18 Has been missing only once this year, and rang to be fetched.
    12-18 Deleted an account that made {him} uneasy, and told somebody why.
    13-18 {name} walks away from trouble, and takes others with {him}.
    14-18 Chose a gym over the corner by the shops.
    16-18 Plans nights out: who, where, how to get home.
  `),
  light: lines(`
    0-4 A safe car seat, a hat, and a walk every day.
    0-4 A hand to hold, reins on busy days, and plenty of parks.
    4-18 Knowing the way, walked together twice first.
    7-18 A charged phone and a time to be home.
    4-18 Swimming lessons and a cycling course.
    4-18 Somebody who waits up.
    4-18 The talk about strangers, online ones too, as an ordinary talk.
  `),
  some: lines(`
    7-18 Agreeing where, who with and until when, and both sides keeping to it.
    4-12 An adult close by in parks and shops; {he} goes off with anybody friendly.
    8-18 A word that means “fetch me”, no questions until tomorrow.
    8-18 Looking at games and chats together on Sundays, as interest and not as inspection.
    4-18 Busy afternoons; the empty ones are when things happen.
    11-18 A worker from the youth team who knows the same streets.
    9-18 Lifts home from clubs after dark.
    4-18 Roads practised again and again, with patience.
    8-18 Somebody who says “I was worried” in place of “where were you”.
  `),
  much: lines(`
    9-18 Distance from the people who use {him}, and a reason to like it where {he} lives.
    9-18 A plan for missing times shared with police: where to look first, whom {he} trusts, what not to do.
    10-18 Being met after school every day by the same person, with food.
    10-18 A specialist exploitation worker who keeps turning up, even when the door stays shut.
    4-18 Close company outside at all times; roads and water mean nothing to {him} yet.
    4-12 A fenced garden, gates that latch, and somebody who runs as fast as {he} does.
    4-12 Walks with two adults, the same route, and praise at every kerb.
    10-18 A warm return every time: a drink, a bath, sleep, and the talk next day.
    10-18 New numbers, new routes, and help to grieve for the friends who were not.
    11-18 Someone to call at three in the morning who will come.
  `),
  unknown: lines(`
    9-18 Where {he} goes on Friday evenings.
    9-18 Who gave {him} the second phone.
    Whether there are places where {he} should not be seen.
    4-18 How {he} is near roads.
    8-18 Whom {he} plays online with.
    9-18 Whether anybody is owed money.
    0-8 Whether {he} would go off with a stranger.
  `),
  own: lines(`
    0-1 Sleeps in the pram with {his} face to the trees.
    1-3 Waves at everybody from the pushchair, like a small mayor.
    1-3 Grabs a finger at the kerb without being told.
    4-8 You have to look two times, because cars are sneaky.
    4-9 If I get lost I stand still and shout my name.
    5-10 I know my address, do you want to hear it?
    8-12 I’m allowed to the end of the road and no further.
    9-15 I went off because no one asked me to stay.
    10-18 Don’t ring the police straight away. Ring me. I’ll pick up.
    11-18 I know what they wanted. I know now.
    12-18 It’s easier to stay in when there’s something to stay in for.
    13-18 I always charge my phone. That’s our deal.
    16-18 I can tell when something’s off. I leave.
  `),
};
