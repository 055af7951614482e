// data
import type { SeededRandom } from '../src/kernel/index.ts';
import type { Child } from './population.ts';

/* What a child says about themselves; up to three years old, what those who know them see. */

const SEEN = [
  '{name} watches faces closely and smiles with {his} whole body when somebody familiar comes in.',
  '{name} is a busy little explorer who loves {interest} and brings you things to look at.',
  '{name} likes to be held facing out, so that {he} misses nothing. {He} calms to a low voice.',
  '{name} laughs easily, naps best in the pram, and would spend all day with {interest} if {he} could.',
  '{name} is cautious at first, then follows you from room to room with a toy in each hand.',
  '{name} knows what {he} wants: {interest}, a banana, and the same song again.',
  '{name} gives wonderful cuddles, and says “more” and “no” with great conviction.',
  '{name} hums to {himself} when happy. {He} lights up for {interest}.',
];
const OPEN_YOUNG = [
  'I am {age} and I am nearly the tallest.',
  'I like {interest} and also {food}.',
  'I am kind to everyone, even people who push in.',
  'I have got a wobbly tooth and a best friend.',
  'I am good at finding things that are lost.',
  'I am brave at the dentist.',
  'When I am big I want to do {interest} every day.',
  'I am {name}. It is spelled just like it sounds.',
  'I am {name} and I am {age}.',
  'My name is {name}. I am good at {interest}.',
  'I am {age} and I like {interest}.',
  'Hello, I am {name}!',
  'I am {name} and I love {interest} the most.',
  'I am quite funny, my teacher says.',
];
const MIDDLE_YOUNG = [
  'I can do {interest} for ages.',
  'My favourite tea is {food}.',
  'I do not like it when people shout.',
  'I sleep with my light on a bit.',
  'I can count to loads.',
  'I need my {toy} at bedtime.',
  'I like it when we go somewhere and then come back to the same place.',
  'I am fast at running.',
  'I like jokes.',
  'I am shy at first but then I am not.',
  'When I am cross I need five minutes.',
  'I know a lot about {interest}. Ask me.',
];
const OPEN_OLDER = [
  'I like {interest}, {food} and people who do what they said.',
  'Things I’m good at: {interest}, making people laugh, spotting a lie.',
  'I’ve got two sides. One’s loud and one’s asleep.',
  'I’m {age} going on forty, my carer says.',
  'You’ll find me doing {interest}. If not, I’m eating.',
  'I’m a bit shy. It goes after about a week.',
  'I’m kind. I don’t always look it.',
  'Best day: {interest}, then {food}, then nobody moving anything in my room.',
  'I’m the practical one. Give me something to fix.',
  'I ask a lot of questions because nobody used to answer them.',
  'I’m decent at {interest} and terrible at mornings.',
  'I’m {name}. I remember birthdays and I never forget a face.',
  'I’m {name}. I’m into {interest} and I’m a good mate when you know me.',
  'I’m {age}, I like {interest}, and I’m better at listening than people think.',
  'People say I’m quiet. I’m not, I just pick when to talk.',
  'I’d say I’m funny, stubborn and good at {interest}.',
  'I’m the one who notices when somebody’s left out.',
  'I’m alright. I like {interest} and my own space.',
  'Music on, door shut, that’s me relaxing. Then I’m good to talk.',
  'I’m {name}, not a case. I like {interest} and {food}.',
  'I work hard when I get why.',
  'I’m loyal. If I trust you, I really trust you.',
];
const MIDDLE_OLDER = [
  'I need twenty minutes after school before anyone talks to me.',
  'I’d rather have one good friend than a party.',
  'I hate surprises, even nice ones.',
  'I always have headphones on, it’s not rude, it’s armour.',
  'Ask me twice. The second answer’s the real one.',
  'I keep things. Please don’t throw stuff out.',
  'I want to be told things first, not last.',
  'I’ve moved enough. I want to unpack properly.',
  'Don’t make a big deal of my birthday, but don’t forget it.',
  'I like knowing the plan for the week.',
  'I’ll cook if you let me.',
  'I’m not a morning person, sorry.',
  'I’d like a door I can knock on.',
  'I get wound up fast and I calm down fast.',
  'If I go quiet it doesn’t mean I’m angry.',
  'I want to keep doing {interest} wherever I live.',
  'I look after people. Sometimes I need it back.',
  'I’d like to be good at something nobody expects.',
];
const FOODS = [
  'fish fingers',
  'pasta with cheese',
  'a proper roast',
  'noodles',
  'chicken and rice',
  'beans on toast',
  'pizza',
  'soup and bread',
  'jacket potatoes',
  'curry',
  'pancakes',
  'sausages',
];
const TOYS = ['blanket', 'bear', 'rabbit', 'dinosaur', 'torch', 'blue dog'];

const LIVE_YOUNG = [
  'A mum who is in when I come home.',
  'Somebody who makes {food} and sits down too.',
  'Where my bike can come.',
  'With people who are nice to my family.',
  'Somebody who reads me a story.',
  'Somewhere with a garden.',
  'With {brothers}.',
  'People who do not shout.',
  'A house where I can see my mum sometimes.',
  'Near my school so I can still see my teacher.',
  'Somebody who knows about {interest}.',
  'Where there is a dog, or a rabbit.',
  'Somewhere I can stay till I am big.',
  'I want my own bed and a light.',
];
const LIVE_OLDER = [
  'People with a sense of humour.',
  'Somewhere I can bring a friend back.',
  'A place where I can unpack all of it.',
  'Somebody who comes to my things and doesn’t make a fuss.',
  'A house where the kitchen’s open.',
  'People who ask before they come in my room.',
  'Somewhere I can get to school on one bus.',
  'With {brothers}, if there is room for us.',
  'Not too many rules on the first day. Tell me the ones that matter.',
  'Somebody who’s up for {interest}, or at least drives me there.',
  'Somewhere I can stay till I’ve finished my exams.',
  'People who won’t give up if I have a bad week.',
  'A normal house. Somebody in when I get back.',
  'Near my mates, so I’m not starting again.',
  'I don’t mind who, if they’re honest with me.',
  'Somewhere I can see Mum without it being a whole thing.',
  'Somewhere quiet where I can sleep.',
];
const LIVE_NEARLY = [
  'My own key, and somebody to ask about the boring stuff.',
  'Near college. With people who let me cook.',
  'A place I can stay past eighteen without begging.',
  'Somewhere safe where people say good morning.',
  'With other young people, but not a madhouse.',
  'Somebody who’ll help me with forms and not do them for me.',
];

export function aboutMe(random: SeededRandom, child: Child, age: number, interests: readonly string[]): string {
  if (age < 4) return fill(random, random.pick(SEEN), child, age, interests);
  const [open, middle] = age < 10 ? [OPEN_YOUNG, MIDDLE_YOUNG] : [OPEN_OLDER, MIDDLE_OLDER];
  const rest = random.shuffle(middle).slice(0, random.between(1, age < 10 ? 3 : 2));
  return [random.pick(open), ...rest].map((line) => fill(random, line, child, age, interests)).join(' ');
}

/** Who the child wants to live with, as they say it; empty where they have not said. `together`: being with brothers and sisters comes first. */
export function liveWith(
  random: SeededRandom,
  child: Child,
  age: number,
  interests: readonly string[],
  together: boolean,
): string {
  if (age < 4 || random.chance(0.14)) return '';
  const list = age < 10 ? LIVE_YOUNG : age < 16 ? LIVE_OLDER : LIVE_NEARLY;
  const others = child.family.children.filter((other) => other !== child).map((other) => other.given);
  const possible = list
    .filter((line) => !line.includes('{brothers}') || others.length > 0)
    .filter((line) => !child.unaccompanied || !/mum|mates/i.test(line));
  const wish = together && random.chance(0.6) ? possible.filter((line) => line.includes('{brothers}')) : [];
  return fill(random, random.pick(wish.length > 0 ? wish : possible), child, age, interests);
}

function fill(random: SeededRandom, line: string, child: Child, age: number, interests: readonly string[]): string {
  const girl = child.sex === 'female';
  const others = child.family.children.filter((other) => other !== child).map((other) => other.given);
  const parts: Readonly<Record<string, string>> = {
    name: child.given,
    age: String(age),
    he: girl ? 'she' : 'he',
    He: girl ? 'She' : 'He',
    his: girl ? 'her' : 'his',
    himself: girl ? 'herself' : 'himself',
    food: random.pick(FOODS),
    toy: random.pick(TOYS),
    interest: random.pick(interests),
    brothers: others.length > 1 ? `${others.slice(0, -1).join(', ')} and ${others.at(-1)}` : (others[0] ?? ''),
  };
  return line.replace(/\{(\w+)\}/g, (_, word: string) => parts[word] ?? '');
}
