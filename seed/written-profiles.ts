// data
import type { Domain } from '../src/kernel/index.ts';
import type { Child } from './population.ts';

/** What is written by hand for the three written cases; anything left out is drawn like everybody's. */
export interface WrittenProfile {
  readonly aboutMe?: string;
  readonly liveWith?: string;
  readonly matters?: readonly string[];
  readonly interests?: readonly string[];
  readonly alongside?: string;
  readonly pets?: string;
  readonly domains?: Readonly<Partial<Record<Domain, WrittenDomain>>>;
}

interface WrittenDomain {
  readonly level: number | null;
  readonly well?: string;
  readonly helps?: string;
  readonly unknown?: string;
  readonly own?: string;
}

const FOUR: Readonly<Record<string, WrittenProfile>> = {
  Maisie: {
    aboutMe:
      'I’m Maisie. I’m the oldest so I know what everyone likes for breakfast. I’m good at swimming and I want to be a vet.',
    liveWith: 'With Jack, Lottie and Alfie. All of us, not two and two. I’d share a room with Lottie.',
    matters: ['brothers-and-sisters', 'school', 'pets'],
    interests: ['swimming', 'animals', 'baking'],
    alongside: 'no-preference',
    pets: 'can',
    domains: {
      family: {
        level: 2,
        well: 'Maisie rings the little ones every night and knows exactly what each of them needs to settle.',
        helps: 'Being told when she will next see Lottie and Alfie, with the day on the calendar.',
        own: 'I can’t sleep when I don’t know if Alfie’s had his story.',
      },
      education: {
        level: 1,
        well: 'Has hardly missed a day this year; her head of year says she is a natural reading partner.',
        helps: 'Keeping her place at school, and somebody who asks about her day and not only about the others.',
      },
      'emotional-wellbeing': {
        level: 2,
        well: 'Puts words to feelings, hers and other people’s.',
        helps: 'Permission, said out loud, to be twelve: a grown-up who takes over the looking after.',
      },
    },
  },
  Jack: {
    aboutMe:
      'I’m Jack, I’m 9. I play in goal. I can name every ground in the league. I don’t like new food but I like new places.',
    liveWith: 'Same house as my sisters and Alf. And a wall to kick a ball at.',
    matters: ['brothers-and-sisters', 'interests', 'friends'],
    interests: ['football', 'building blocks'],
    alongside: 'no-preference',
    pets: 'can',
    domains: {
      coping: {
        level: 3,
        well: 'Comes back and says sorry, often with a joke. Has gone from daily upsets to about one a week.',
        helps: 'Warning before things change, a job for his hands, and somebody who stays near without talking.',
        own: 'My head goes hot. It’s better if nobody asks me stuff.',
      },
      friends: {
        level: 1,
        well: 'Plays in goal for the under-tens and gets picked first for it.',
        helps: 'Getting to Tuesday practice, wherever he lives.',
      },
    },
  },
  Lottie: {
    aboutMe: 'I am Lottie and I am 6. I can do a cartwheel and I have a wobbly tooth. Maisie does my plaits.',
    liveWith: 'With Maisie and Jack and Alfie and a cat.',
    matters: ['brothers-and-sisters', 'pets'],
    interests: ['gymnastics', 'drawing', 'dressing up'],
    alongside: 'no-preference',
    pets: 'can',
    domains: {
      'play-and-talents': {
        level: 0,
        well: 'Turns any sofa into a stage. Her teacher has her first in line for the Friday dance.',
      },
    },
  },
  Alfie: {
    aboutMe:
      'Alfie is three and into everything with wheels. He says goodnight to Maisie’s photograph, and to the bins.',
    liveWith: '',
    matters: ['brothers-and-sisters'],
    interests: ['diggers', 'the swings', 'stories on a lap'],
    alongside: 'no-preference',
    pets: 'can',
    domains: {
      communication: {
        level: 2,
        well: 'Gets his meaning across with pointing, sound effects and about forty words, ten of them new this month.',
        helps: 'Short sentences, time to answer, and the speech therapist’s picture cards.',
      },
    },
  },
};

const LIBERTY: WrittenProfile = {
  aboutMe:
    'I’m Jayden. I fix bikes, I can make a curry from scratch, and I’m not as bad as my paperwork. Read the good bit first.',
  liveWith: 'People who stay. Who don’t talk about me on the landing. And a shed, if there’s a shed.',
  matters: ['family', 'interests', 'school'],
  interests: ['bikes and engines', 'cooking', 'boxing'],
  alongside: 'solo',
  pets: 'can',
  domains: {
    health: {
      level: 1,
      well: 'Trains on the bag three evenings a week, and eats what he cooks.',
      helps: 'Somebody who comes along to the dentist and waits outside.',
    },
    'emotional-wellbeing': {
      level: 4,
      well: 'Jayden asked for his therapist himself and has kept eight of the last ten sessions.',
      helps: 'The same few adults, awake at night, who check in at set times instead of watching.',
      own: 'Nights are worst. If someone’s up, I’m alright.',
    },
    coping: {
      level: 4,
      well: 'Can now say “I need to go out the back” before things get too much; used it five times last month.',
      helps: 'Two adults who know his plan, space, few words, and a walk afterwards. Holding makes it worse.',
      own: 'Don’t crowd me. Give me ten minutes and I’ll come and find you.',
    },
    'safe-outside': {
      level: 4,
      well: 'Tells his nan where he is, every time. Has handed in a phone he was given.',
      helps: 'Company on journeys, plans made with him, and being far from the estate where older people find him.',
      unknown: 'Whether the people he owes money to know where he lives now.',
    },
    'safe-at-home': {
      level: 3,
      well: 'Helped to write the house agreement, and holds staff to it.',
      helps: 'Sharp things put away without fuss, and clear reasons for each limit in the order.',
    },
    education: {
      level: 3,
      well: 'Goes to the bike workshop two days a week and has his first certificate.',
      helps: 'Learning with his hands first; maths inside a job that needs measuring.',
    },
    family: {
      level: 2,
      well: 'Sunday tea with his nan is the fixed point of his week.',
      helps: 'Somebody to drive him there and back, every Sunday, whatever the week was like.',
    },
    independence: {
      level: 1,
      well: 'Cooks for the whole house on Thursdays and plans the shop to the penny.',
      helps: 'Being trusted with the list and the money.',
    },
    'play-and-talents': {
      level: 0,
      well: 'Rebuilt a bike from two broken ones and gave it to another boy in the home.',
    },
  },
};

const ARRIVED: WrittenProfile = {
  aboutMe: '',
  liveWith: '',
  matters: [],
  interests: [],
  alongside: 'no-preference',
  pets: 'unknown',
  domains: {
    health: {
      level: null,
      well: '',
      helps: 'A GP within days; he rubs his left knee.',
      unknown: 'Everything: no history, no vaccinations known. He looked tired and ate two plates of rice.',
    },
    communication: {
      level: 2,
      well: 'Follows a little English, smiles, and uses a translation app on his phone.',
      helps: 'An interpreter for Sudanese Arabic, by phone tonight and in person this week.',
      unknown: 'Whether he reads and writes.',
    },
    'emotional-wellbeing': {
      level: null,
      unknown: 'What he has been through. He has not been asked yet, and should not be tonight.',
    },
    family: {
      level: null,
      unknown: 'Where his family is. He asked twice for Wi-Fi to send one message.',
      own: 'I want to tell my mother I am here.',
    },
    identity: {
      level: null,
      well: 'Asked which way to face to pray, and thanked the officer for the mat.',
      unknown: 'What matters to him at home: food, prayer, people.',
    },
    'safe-outside': { level: null, unknown: 'Whether anybody is looking for him, or waiting for money.' },
  },
};

export function writtenCase(child: Child): WrittenProfile | null {
  if (child.script === 'four together') return FOUR[child.given] ?? null;
  if (child.script === 'liberty order') return LIBERTY;
  if (child.script === 'arrived yesterday') return ARRIVED;
  return null;
}
