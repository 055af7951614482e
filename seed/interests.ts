// data
/** What children love, with the ages it is common at; worded to follow “loves”. */
export const INTERESTS: readonly {
  readonly from: number;
  readonly to: number;
  readonly name: string;
}[] = [
  ...made(0, 4, [
    'bath time',
    'stories on a lap',
    'peekaboo',
    'sand and water',
    'stacking cups',
    'nursery songs',
    'diggers',
    'the swings',
    'feeding the ducks',
    'dancing to the radio',
  ]),
  ...made(3, 10, [
    'dinosaurs',
    'building blocks',
    'drawing',
    'trains',
    'bugs and worms',
    'dressing up',
    'puzzles',
    'the trampoline',
    'scooters',
    'story books',
    'baking',
    'space',
    'mermaids',
    'magic tricks',
  ]),
  ...made(5, 18, [
    'football',
    'swimming',
    'animals',
    'cycling',
    'gardening',
    'cooking',
    'music',
    'dance',
    'drama',
    'board games',
    'reading',
    'films',
    'gymnastics',
    'singing',
    'cricket',
    'climbing',
  ]),
  ...made(8, 18, [
    'gaming',
    'skateboarding',
    'photography',
    'writing stories',
    'martial arts',
    'fishing',
    'horse riding',
    'basketball',
    'rugby',
    'guitar',
    'drums',
    'model making',
    'sewing',
    'chess',
    'athletics',
    'coding',
    'birdwatching',
  ]),
  ...made(12, 18, [
    'boxing',
    'make-up and hair',
    'woodwork',
    'bikes and engines',
    'running',
    'the gym',
    'poetry',
    'history',
    'fashion',
    'politics',
    'volleyball',
    'making beats',
  ]),
];

function made(from: number, to: number, names: readonly string[]) {
  return names.map((name) => ({ from, to, name }));
}

export const SCHOOLS = [
  'Primary School',
  'Community Primary School',
  'C of E Primary School',
  'Junior School',
  'Infant School',
];
export const BIG_SCHOOLS = ['High School', 'Academy', 'Community College', 'School'];
export const SCHOOL_NAMES = [
  'Beckside',
  'Hillcrest',
  'St Werna’s',
  'Lowfield',
  'Riverbank',
  'Oak Lane',
  'Chapel Hill',
  'Moorview',
  'Brightfield',
  'Ash Grove',
  'Millpond',
  'Fairholm',
  'The Grange',
  'Sycamore Road',
];
