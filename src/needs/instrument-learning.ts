// data
import type { DomainGuide } from './instrument.ts';

/** School, communication, play. */
export const LEARNING: readonly DomainGuide[] = [
  {
    domain: 'education',
    about: 'Nursery, school, college or work; being there, feeling able, and getting the help that was promised.',
    heading: 'School and learning',
    ask: {
      watch: 'What are they curious about? How do they take to nursery, books, stories and new things?',
      young: 'What is the best thing about school, and what is hard? Who helps you there?',
      older: 'What are you working towards, and what would make school, college or work go better?',
    },
    askOthers: 'What do they enjoy and do well, how often are they there, and what help is written down for them?',
    strengths: [
      'loves being read to',
      'has hardly missed a day',
      'is good at maths',
      'gets on with their form teacher',
      'wants to be a plumber',
    ],
    notKnown: 'Whether they have a school place; an education, health and care plan under way; why they stopped going.',
    anchors: [
      'Up in the morning, homework, parents’ evening, as any child of this age needs.',
      'Some catching up, a word with the teacher each week, a quiet place and company for homework.',
      'Extra help in class, a written plan, missed days or a change of school to get through, with carers who press for what is due.',
      'Every day: much school missed, a part-time timetable or a special place; needs an adult free in the day and steady work with several people.',
      'No school can meet their needs at present; learning has to be built around this child, at home or beside it, with specialists.',
    ],
  },
  {
    domain: 'communication',
    about: 'Understanding and being understood: speech, signs, languages, hearing, reading faces, taking things in.',
    heading: 'How I talk and how I listen',
    ask: {
      watch: 'How do they let you know what they want? Which sounds, signs, looks or words do they use and understand?',
      young: 'How do you like people to explain things? What do you do when you do not understand?',
      older: 'Which languages or ways of talking suit you best, and what should people do so that you are heard?',
    },
    askOthers: 'How do they understand best, how do they show yes and no, and what gets missed?',
    strengths: ['speaks two languages', 'signs clearly', 'tells wonderful stories', 'asks when they do not understand'],
    notKnown: 'Hearing tests; which language they think and dream in; whether quietness is fear or not understanding.',
    anchors: [
      'Talking and listening: is understood and understands as others of this age do.',
      'Adults who slow down, check that it has sunk in, or help while English is still growing.',
      'Pictures, simple sentences, an interpreter or speech and language sessions; carers use the same ways at home.',
      'Every day: needs people who sign, use a communication aid or share a language, or they cannot say what matters.',
      'Can only make themselves known through somebody who knows them very well; without that person they are cut off and unsafe.',
    ],
  },
  {
    domain: 'play-and-talents',
    about: 'Play, fun, rest, clubs, pets, things the child is good at or would love to try.',
    heading: 'What I love doing',
    ask: {
      watch: 'Which toys, songs, games and places make them happy, and what do they come back to again and again?',
      young: 'What do you love doing? What would you like to show people or learn?',
      older: 'What are you into, what are you good at, and what would you start if somebody backed you?',
    },
    askOthers: 'When do they forget the time? What would they miss most if they moved?',
    strengths: [
      'plays goalkeeper on Saturdays',
      'draws for hours',
      'is wonderful with dogs',
      'sings in a choir',
      'bakes',
    ],
    notKnown: 'What they used to do and had to give up; what they have never had the chance to try.',
    anchors: [
      'Play and fun: toys, clubs, days out and time to be bored, as any child of this age needs.',
      'Somebody to find the club, go along the first times and keep it going after a move.',
      'Has had little chance to play or gives up quickly; needs an adult who joins in and builds confidence step by step.',
      'Every day: can only enjoy play or activities with an adult who adapts them, keeps them safe or lends equipment and skill.',
      'Fear, illness or disability leaves almost no joy or rest unless prepared people shape each day for it.',
    ],
  },
];
