// data
import type { DomainGuide } from './instrument.ts';

/** Health, feelings, and how distress shows. Our own words, written about the support a child needs. */
export const BEING_WELL: readonly DomainGuide[] = [
  {
    domain: 'health',
    about: 'Body, growth, sleep, eating, teeth, illness, disability, medicine, and getting to the people who help.',
    heading: 'My body and my health',
    ask: {
      watch: 'How do they eat, sleep, grow and play on an ordinary day? What soothes them when they feel unwell?',
      young: 'How does your body feel most days? Who do you tell when something hurts?',
      older: 'How are you sleeping and eating, and is there anything about your health you want sorted out?',
    },
    askOthers: 'What does a good day look like for their health, and what do appointments, medicine or care take?',
    strengths: [
      'sleeps through most nights',
      'says when something hurts',
      'knows how to use their own inhaler',
      'likes their food',
    ],
    notKnown: 'Vaccinations, dentist, eyesight, allergies, or a diagnosis that somebody mentioned but nobody has seen.',
    anchors: [
      'Everyday care: meals, sleep, check-ups, a plaster and a cuddle, as any child of this age needs.',
      'Somebody to keep an eye on one matter (eczema, glasses, catching up on the dentist) and go along to appointments.',
      'A known condition, disability or worry about eating or sleep that needs a routine, medicine on time and advice from a nurse or doctor.',
      'Every day: carers trained for this child (personal care, feeding, equipment, a plan for emergencies) and several health services working together.',
      'Skilled care day and night: a condition or disability that could quickly become dangerous, with somebody awake, trained and close by.',
    ],
  },
  {
    domain: 'emotional-wellbeing',
    about: 'Mood, worries, joy, loss, sleep disturbed by feelings, and how the child sees themselves.',
    heading: 'My feelings',
    ask: {
      watch: 'What makes them light up? How do they show that they are sad, scared or tired, and who can settle them?',
      young: 'What makes you happy, and what makes a worry get bigger or smaller?',
      older: 'How have you been feeling in yourself, and who or what helps when it gets heavy?',
    },
    askOthers: 'How do they show what they feel, and what have you seen lift them?',
    strengths: [
      'can name a feeling',
      'has one adult they go to',
      'laughs easily',
      'looks forward to things',
      'can be comforted',
    ],
    notKnown: 'What they have lived through that nobody has asked about; whether anybody has offered them help.',
    anchors: [
      'Comfort and interest: ups and downs that pass, with an adult who listens, as any child of this age needs.',
      'Somebody who notices worries or sadness early, keeps days predictable and gives time to talk or play.',
      'Feelings often get in the way of a week; needs carers who stay calm and close, and advice or sessions from somebody trained.',
      'Every day: distress on most days, at times wishing not to be here or hurting themselves; carers with training and support, and a mental health team working with them.',
      'Day and night: the child’s life or mind is at serious risk without adults who keep watch with kindness and a specialist team that can come at once.',
    ],
  },
  {
    domain: 'coping',
    about: 'What the child does when things are too much: how distress shows, and what brings them back.',
    heading: 'When things get too much',
    ask: {
      watch:
        'What sets off crying, freezing or lashing out beyond what others of this age do, and what brings calm again?',
      young: 'When you get really cross or scared, what happens? What helps you feel all right again?',
      older: 'When things get too much, what do other people see, and what would you like them to do, or not do?',
    },
    askOthers: 'What comes before it, what does it look like, and what have you found that helps?',
    strengths: [
      'takes themselves somewhere quiet',
      'says sorry in their own way',
      'accepts help from one person',
      'draws, runs or listens to music to calm down',
    ],
    notKnown: 'What sets it off; whether it happens everywhere or only in one place; what has already been tried.',
    anchors: [
      'Patience: upsets of the size and length to be expected at this age, that pass with a calm adult.',
      'Upsets are bigger or longer at times; needs clear routines, warnings before changes and an adult who does not take it personally.',
      'Distress shows several times a week, by shouting, hiding, breaking things or shutting down; carers need a shared plan and advice.',
      'Every day: somebody may get hurt, or the child may run off, when distress is at its height; needs practised carers, more than one adult within reach and regular specialist support.',
      'Day and night: distress puts the child or others in serious danger often; needs a specially prepared team and home around this one child.',
    ],
  },
];
