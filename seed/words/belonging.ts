import { type DomainWords, lines } from './lines.ts';
export const IDENTITY: DomainWords = {
  well: lines('{name} is doing well here.\n{name} enjoys {interest}.'),
  light: lines('Somebody who asks.\nA little time each day.'),
  some: lines('A steady routine.\nRegular help from school.'),
  much: lines('A lot of help from people who stay.\nTrained carers.'),
  unknown: lines('Nobody has asked yet.'),
  own: lines('0-3 Smiles when {he} is picked up.\n4-18 I like it here.'),
};
export const FAMILY: DomainWords = {
  well: lines('{name} is doing well here.\n{name} enjoys {interest}.'),
  light: lines('Somebody who asks.\nA little time each day.'),
  some: lines('A steady routine.\nRegular help from school.'),
  much: lines('A lot of help from people who stay.\nTrained carers.'),
  unknown: lines('Nobody has asked yet.'),
  own: lines('0-3 Smiles when {he} is picked up.\n4-18 I like it here.'),
};
export const FRIENDS: DomainWords = {
  well: lines('{name} is doing well here.\n{name} enjoys {interest}.'),
  light: lines('Somebody who asks.\nA little time each day.'),
  some: lines('A steady routine.\nRegular help from school.'),
  much: lines('A lot of help from people who stay.\nTrained carers.'),
  unknown: lines('Nobody has asked yet.'),
  own: lines('0-3 Smiles when {he} is picked up.\n4-18 I like it here.'),
};
