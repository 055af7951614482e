// data
import type { DomainGuide } from './instrument.ts';

/** Safety at home and outside, and growing independence. */
export const SAFETY: readonly DomainGuide[] = [
  {
    domain: 'safe-at-home',
    about: 'Feeling and being safe with the people at home, day and night, online as well, and others being safe too.',
    heading: 'Feeling safe at home',
    ask: {
      watch: 'What helps them feel safe at bedtime, in the bath and with new people? What do they get into?',
      young: 'What makes a home feel safe? Is there anything at home that makes you feel scared?',
      older: 'What would make you feel safe where you live, and what would make you not want to stay?',
    },
    askOthers: 'When do they feel safe, what do adults need to watch, and how are nights?',
    strengths: [
      'tells an adult when something feels wrong',
      'sleeps with the door ajar and settles',
      'is careful around younger children',
    ],
    notKnown: 'What nights are like; what they see online; what happened in earlier homes.',
    anchors: [
      'The rules, stair gates and screen limits any family has for this age.',
      'Bedtime reassurance, agreed rules about phones, doors and privacy, a bit more checking in.',
      'Adults need to know where they are in the house, lock some things away and follow a shared plan for nights or screens.',
      'Every day: the child or somebody in the home could be hurt without close supervision, alarms agreed with the child or an awake adult at times.',
      'Day and night: safe only with adults beside them or awake at all times and a home made safe for this child.',
    ],
  },
  {
    domain: 'safe-outside',
    about: 'Being safe out of the house: roads, travel, other people, going missing, being used by others.',
    heading: 'Feeling safe when I am out',
    ask: {
      watch: 'How are they near roads, water and strangers, in the car and in shops?',
      young: 'Where do you like to go, and who do you go with? Is there anywhere you do not like to be?',
      older: 'Where and with whom do you feel safe, and what would make you ring us to come and get you?',
    },
    askOthers: 'Where do they go, who with, and what brings them back?',
    strengths: [
      'phones when late',
      'knows the bus home',
      'has friends whose parents we know',
      'walked away from trouble in May',
    ],
    notKnown: 'Where they are when nobody knows; who messages them; who buys them things.',
    anchors: [
      'Holding hands, agreed times and a phone, as any child of this age needs.',
      'Practising journeys, knowing friends and their parents, clear agreements about coming home.',
      'Sometimes stays out or takes risks; needs adults who ask, fetch, stay in touch and work with school and others.',
      'Every day: goes missing or is being drawn in by people who use them; needs carers who look for them, a shared plan with police and youth workers, and distance from some places.',
      'In serious danger from others or from themselves whenever out alone; needs prepared adults at their side and a team that acts within the hour.',
    ],
  },
  {
    domain: 'independence',
    about:
      'Doing things for themselves, as far as is right for their age: dressing to cooking, money, home and rights.',
    heading: 'Things I do for myself',
    ask: {
      watch: 'What do they try to do by themselves: feed, walk, dress, use the toilet, choose?',
      young: 'What can you do all by yourself? What would you like to learn next?',
      older: 'What do you manage by yourself, and what would you like to be shown before you live in your own place?',
    },
    askOthers: 'What can they do with nobody helping, what with a reminder, and what not yet?',
    strengths: ['cooks three meals', 'gets up by themselves', 'saves for something they want', 'dresses without help'],
    notKnown:
      'What they can do when nobody does it for them; whether they have identity papers, a bank account, savings.',
    anchors: [
      'Does what others of this age do and is shown the next thing.',
      'Reminders, a chart, somebody to stand by the cooker or the washing machine.',
      'Has had no chance to learn or finds it hard; needs step-by-step teaching each week and adults who do not take over.',
      'Every day: needs an adult beside them for much that others of this age do alone, with a plan for slow steps.',
      'Depends on others for nearly everything of daily life, and will need that for long; small choices are how they take part.',
    ],
  },
];
