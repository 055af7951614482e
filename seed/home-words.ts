// data
import type { Domain } from '../src/kernel/index.ts';

/* What homes say about themselves, and what others say about what they can do. Concrete, warm, of nobody in particular. */

export const FOSTER_ABOUT = [
  'A couple with a long garden and a kitchen table that everybody ends up round.',
  'A single carer who used to run a playgroup. Quiet evenings, early starts, porridge.',
  'Two dads with a dog, a piano and a lot of patience with homework.',
  'A busy, noisy house near the swimming baths. There is always somebody up for a game.',
  'A carer who worked in a special school for twelve years and signs fluently.',
  'A calm house at the end of a lane, with hens to feed and a shed full of bikes.',
  'Carers who have looked after teenagers for nine years and still stay up until they are home.',
  'A grandmotherly carer who bakes on Sundays and goes to every school play.',
  'A couple in a terrace near the park. They walk to school and know all the neighbours.',
  'Carers with grown-up children who come for tea on Fridays and bring the cousins.',
  'A single dad carer who coaches under-elevens and mends anything with wheels.',
  'A carer who reads every night, keeps routines gentle, and never minds being woken.',
  'A family on the edge of the moor, with wellies in all sizes by the back door.',
  'Carers who learned about trauma the slow way and like to say what they are doing and why.',
  'A carer who was in care herself and keeps a photo book for every child who has lived there.',
  'A relaxed house where tea is at half past five and questions can be asked at any time.',
  'A couple who have cared for many groups of brothers and sisters, with bunk beds to prove it.',
  'A retired nurse and a joiner. Good with hospital visits and with building dens.',
  'Carers who cook from several kitchens and like to learn a child’s favourite meal first.',
  'A carer close to the college and the bus station, used to young people finding their feet.',
  'A family who sing in the car. Shoes off at the door, plenty of cushions.',
  'A couple who work from home in turns, so that somebody is always in.',
  'A carer with an allotment, a greenhouse, and time.',
  'Two sisters who foster together and have done short breaks for disabled children.',
];

export const KINSHIP_ABOUT = [
  'Nan, who has known the children all their lives.',
  'An aunt and uncle, ten minutes from school.',
  'A family friend the children already call Auntie.',
  'Grandparents with a spare room and a lot of photographs.',
  'A grown-up brother and his partner.',
  'An older cousin who stepped in when it mattered.',
];

export const RESIDENTIAL_ABOUT = [
  'A detached house with a big kitchen. Young people choose the Friday meal and paint their own rooms.',
  'A small home with a therapist in the team every Tuesday and Thursday. Evenings are calm.',
  'A home on the edge of a village, with a workshop, bikes and two allotment beds.',
  'A home for one young person at a time, with two adults always there and a garden for football.',
  'A house near the centre of town: short walks to school, the gym, the library and the bus.',
  'The team stays: most have been here over three years. Key workers go to every school meeting.',
  'A home that is good at getting back into school, with a classroom for the weeks in between.',
  'A family-sized home with a music room, and a cat called Biscuit who chooses her people.',
  'A home with sensory space, wide doors and a team trained in communication without words.',
  'A lively house with a climbing wall and a strict rule that nobody eats alone unless they want to.',
  'A house for short stays while the next home is got ready, with time to say goodbye properly.',
  'A home with night staff awake, and a way of talking about worries before they grow.',
];

export const SUPPORTED_ABOUT = {
  'single occupancy': [
    'Own flat with a front door, staff on call day and night, help with bills and cooking.',
    'A one-bedroom flat above an office where staff are in until ten.',
  ],
  shared: [
    'A shared house for young people leaving school or care, with staff in the evenings.',
    'Four rooms, one kitchen, house meeting on Mondays, help with college forms and first jobs.',
    'A shared house where English classes meet in the front room twice a week.',
  ],
  'private house': [
    'A room in a family home: own key, own shelf in the fridge, someone to ask.',
    'Supported lodgings with a couple who have hosted young people for years.',
  ],
  group: [
    'A group home for young people only, staffed day and night.',
    'A larger house with a common room, a gym corner and a worker who knows the housing forms.',
  ],
};

export const SECURE_ABOUT = ['A secure home with its own school, a gym, gardens, and a health team on site.'];

export const SKILL_EVIDENCE: Readonly<Record<'self' | 'agency' | 'inspection' | 'placement', readonly string[]>> = {
  self: [
    'Told us at the yearly review.',
    'Written in their own profile.',
    'Said when they joined.',
    'In the statement of purpose.',
  ],
  agency: [
    'Seen by the supervising social worker over the year.',
    'Training finished and talked through in supervision.',
    'Agreed at the review of approval.',
    'Observed on three visits.',
  ],
  inspection: [
    'Named as a strength in the last inspection.',
    'Found by the inspector in records and in talking with children.',
    'Noted at the last inspection.',
  ],
  placement: [
    'A child with this need lived here for over a year and did well.',
    'Shown with a young person who moved on as planned.',
    'Two children with this need have lived here.',
    'The last child’s school and health notes say so.',
  ],
};

/** What a home with a real gift in a domain would say of it; used to colour the `about` text. */
export const GIFTS: Readonly<Record<Domain, string>> = {
  health: 'Confident with medicines and hospital days.',
  'emotional-wellbeing': 'Good at sitting with big feelings.',
  coping: 'Steady when things get loud.',
  identity: 'Takes a child’s story and roots seriously.',
  family: 'Makes family time work, and keeps the photos up.',
  friends: 'Friends are welcome for tea.',
  education: 'On first-name terms with the school.',
  communication: 'Used to signs, pictures and waiting for an answer.',
  'safe-at-home': 'Clear, kind rules that everybody knows.',
  'safe-outside': 'Knows the area, answers the phone at any hour.',
  independence: 'Teaches cooking, buses and budgets.',
  'play-and-talents': 'Drives to every practice.',
};

export const HOME_INTERESTS = [
  'football',
  'baking',
  'gardening',
  'swimming',
  'reading',
  'music',
  'drawing',
  'cycling',
  'walking',
  'gaming',
  'animals',
  'dance',
  'fishing',
  'cooking',
  'films',
  'climbing',
  'sewing',
  'cricket',
  'board games',
  'singing',
  'martial arts',
  'horse riding',
  'woodwork',
  'running',
  'photography',
  'drama',
];

export const OUT_NOTES: Readonly<Record<string, readonly string[]>> = {
  repairs: ['New window being fitted.', 'Damp treated, plaster drying.', 'Boiler replaced next week.'],
  safety: ['Stair gate and locks to be checked first.', 'Fire door on order.'],
  staffing: ['Two posts vacant; interviews this month.', 'Night staff being recruited.'],
  'carer break': ['Carers are having a rest after a long stay.', 'Carer’s own family needs them for a while.'],
  'held for a child': ['Held while introductions go on.', 'Held for a child who is visiting twice a week.'],
  'match with a child who lives there': [
    'The child who lives here needs to be the only one for now.',
    'To be reviewed with the child’s social worker.',
  ],
  other: ['Used as a study at the moment.', 'Adult daughter home until spring.', 'Only for short breaks at present.'],
};
