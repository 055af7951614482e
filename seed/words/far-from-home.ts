// data
import { type DomainWords, lines } from './lines.ts';

/** Family, for young people who came to England alone: what is said of near families would not be true of theirs. */
export const FAMILY_FAR: DomainWords = {
  well: lines(`
    {name} speaks to {his} mother most weeks and comes away lighter.
    Has found an uncle in another town, who visits and brings food.
    Keeps {his} family close with photographs and stories, and shares both.
    The older brother {he} travelled with rings on Fridays.
    {name} has let the Red Cross look for {his} parents and asks after it calmly.
    Has made a family of friends here: the same table at college every day.
    {name} lights up when {he} talks of {his} little sisters.
  `),
  light: lines(`
    Credit on the phone and somewhere private to ring from.
    Being asked about home on good days too.
    A carer who learns how to say good morning in {his} language.
    A meal from home once a week.
  `),
  some: lines(`
    Help with tracing family, and news passed on gently, with an interpreter.
    Somebody to sit with after a call home; the hour after is the hard one.
    Time with people from home, at prayers, at football or at a kitchen table.
    Honest answers about what can and cannot be done for the family.
    A worker who keeps {him} up to date, also when there is no news.
  `),
  much: lines(`
    Specialist help with loss; {he} saw things nobody of {his} age should.
    A solicitor who explains, an interpreter who stays, and the same adult at each appointment.
    Company on the dates that hurt, which {he} will tell you if you ask.
    Nights with somebody awake nearby while there is no news.
  `),
  unknown: lines(`
    Where {his} family is now.
    Who paid for the journey, and whether anything is owed.
    Whether there are relatives in this country.
    What {he} has told {his} mother about how {he} lives.
  `),
  own: lines(`
    I want my mother to know I am in school.
    My brother is also my best friend. He is far.
    I dream of them, and then I wake up here. Here is okay.
    When I have papers I will sleep better.
    Please do not ask about the journey. Ask about my home.
    I send a picture every Friday so they see I am eating.
  `),
};
