/** How each rule of the engine is called in a filter. */
export const RULE_WORDS: Readonly<Record<string, string>> = {
  'no-room': 'No free room',
  'not-free-in-time': 'Not free in time',
  'too-few-rooms': 'Too few rooms',
  age: 'Not approved for the age',
  sex: 'Registered for girls only or boys only',
  'kind-unsuitable': 'Kind of home would not suit',
  'not-connected': 'Only for children the family knows',
  'supported-under-16': 'Supported accommodation is from 16',
  'secure-without-order': 'Secure needs a court order',
  'avoid-area': 'Too near a place to avoid',
  adaptation: 'Not adapted, as the child needs',
  pets: 'Animals at home',
  'alongside-child': 'Who lives there is not right for the child',
  'alongside-resident': 'Not right for a child who lives there',
  'usual-limit': 'Usual limit of three foster children',
};
