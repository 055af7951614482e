// data
import type { DomainGuide } from './instrument.ts';

/** Identity, family and friends. */
export const BELONGING: readonly DomainGuide[] = [
  {
    domain: 'identity',
    about: 'Who the child is: story, name, culture, faith, language, gender, looks, and feeling that they belong.',
    heading: 'Who I am',
    ask: {
      watch: 'Which names, songs, foods, smells and faces are home to them, and what goes with them wherever they go?',
      young: 'What should people know about you and where you come from? What makes you feel you?',
      older: 'What about who you are should a home understand and respect from the first day?',
    },
    askOthers: 'What is their story as they know it, and what keeps their family’s culture, faith and language alive?',
    strengths: [
      'is proud of where they come from',
      'knows their story',
      'keeps a memory box',
      'has an adult who shares their culture or faith',
    ],
    notKnown:
      'What they have been told about why they are not at home; what faith or culture means to them themselves.',
    anchors: [
      'Celebrates who they are with photos, food, festivals and stories, as any child of this age needs.',
      'Somebody who answers questions about their story, finds the right hair care, food or place of worship, and speaks up for them.',
      'Confused or hurt about who they are or why they live apart; needs life-story work and carers who seek out people like them.',
      'Every day: shame, hate met from others, or two worlds that pull apart; needs carers with real understanding of this and skilled help.',
      'Does not feel they have a right to be who they are, and is in danger because of it; needs a home and specialists chosen for this above all.',
    ],
  },
  {
    domain: 'family',
    about: 'Parents, brothers and sisters, grandparents and everyone who is family to the child, and time with them.',
    heading: 'My family',
    ask: {
      watch: 'Who do they reach for, who do they look around for, and how are they before and after family time?',
      young: 'Who is in your family? Who would you like to see more, and who not just now?',
      older: 'Who is family to you, how do you want to see them, and what should we never arrange without asking you?',
    },
    askOthers: 'Who matters to this child, what works in family time, and what does it take to keep it going?',
    strengths: [
      'speaks with Nan every Sunday',
      'looks out for a younger brother',
      'a parent comes to every meeting',
      'settles soon after family time',
    ],
    notKnown: 'Family nobody has looked for; what brothers and sisters want; whether a court has ordered anything.',
    anchors: [
      'Family life: visits, calls and birthdays that carers can fit into their own week.',
      'Lifts, a welcome for family at the door, and somebody to talk to after family time.',
      'Family time that needs planning, somebody present, or care before and after because it stirs things up.',
      'Several family relationships that need safe and separate plans, or a loss the child lives with every day, with skilled support.',
      'Family relationships hold serious danger or grief that shapes each day; every meeting needs trained people and a secure plan.',
    ],
  },
  {
    domain: 'friends',
    about: 'Friends, trust in adults, being kind and being treated kindly, getting on with others in a home.',
    heading: 'My friends and people I trust',
    ask: {
      watch: 'How are they with other children and with new adults? Do they come close, keep away, or go to everyone?',
      young: 'Who do you like playing with? What makes somebody a good friend?',
      older: 'Who are your people, and how can a home help you keep them?',
    },
    askOthers: 'How do they make friends and make up after a quarrel, and which adults do they trust?',
    strengths: [
      'has one good friend',
      'is gentle with little ones',
      'makes people laugh',
      'trusts a teacher',
      'plays in a team',
    ],
    notKnown: 'Who their friends are online; how they are in a group without an adult; what other children say.',
    anchors: [
      'Playdates, sleepovers, the odd quarrel to talk through, as any child of this age needs.',
      'Shy, or in a hurry to be liked; needs an adult who makes space for friends and helps things start well.',
      'Friendships that often break, bullying, or trusting too fast or not at all; needs coaching and adults who stay the same.',
      'Every day: cannot yet be with other children without an adult near, or only knows relationships that hurt; needs skilled carers and a plan.',
      'Being with others is at present unsafe for the child or for them unless prepared adults are at their side throughout.',
    ],
  },
];
