import type { NotIn } from './oidc-arrival.ts';
import type { RefusedBecause } from './oidc-sign-in.ts';

/** What a page says when somebody does not come in, and where it leads. */
export interface OidcPage {
  readonly status: number;
  readonly heading: string;
  readonly lines: readonly string[];
  readonly back: string;
  readonly backWords: string;
}

const NOT_IN_WORDS = { back: '/sign-in', backWords: 'Go to the sign-in page' };
const TRY_AGAIN = { back: '/sign-in/oidc', backWords: 'Try again' };

/** The answer belongs to no sign-in that this browser began, or to one of more than ten minutes ago. */
export const NOT_BEGUN_HERE: OidcPage = {
  status: 400,
  heading: 'Please sign in once more',
  lines: ['This sign-in took more than ten minutes, was used already, or began in another browser.'],
  ...NOT_IN_WORDS,
};

/** The provider does not answer. */
export const AWAY: OidcPage = {
  status: 503,
  heading: 'Your organisation’s sign-in does not answer',
  lines: [
    'Homeward could not reach it just now. Try again in a minute.',
    'If you have a Homeward password you can sign in with it meanwhile.',
  ],
  ...NOT_IN_WORDS,
};

export const REFUSED: Readonly<Record<RefusedBecause, OidcPage>> = {
  cancelled: {
    status: 403,
    heading: 'You are not signed in',
    lines: ['Your organisation’s sign-in was stopped before it was finished.'],
    ...NOT_IN_WORDS,
  },
  'not proven': {
    status: 403,
    heading: 'Your sign-in could not be checked',
    lines: [
      'The answer of your organisation’s sign-in was not what it should be, so it does not count.',
      'If it happens again, tell your administrator.',
    ],
    ...TRY_AGAIN,
  },
  'not fresh': {
    status: 403,
    heading: 'Please type your password once more',
    lines: [
      'For this page your organisation’s sign-in must ask you who you are anew, and it did not.',
      'Try again. If it happens again, tell your administrator.',
    ],
    back: '/',
    backWords: 'Go to the first page',
  },
};

export const NOT_IN: Readonly<Record<NotIn, OidcPage>> = {
  'no post': {
    status: 403,
    heading: 'Nobody has given you a post in Homeward yet',
    lines: ['Your sign-in works, but nobody has given you a post in Homeward yet: ask your administrator.'],
    ...NOT_IN_WORDS,
  },
  'has a password': {
    status: 403,
    heading: 'You have a Homeward password',
    lines: [
      'Sign in with your e-mail address and your password this once.',
      'Then choose on your account page to sign in with your organisation’s account from now on.',
    ],
    ...NOT_IN_WORDS,
  },
  'signed out meanwhile': {
    status: 403,
    heading: 'You have been signed out',
    lines: ['Your organisation’s sign-in ended your session while you were on your way here.'],
    ...TRY_AGAIN,
  },
  'another person': {
    status: 403,
    heading: 'That was another person, or another session',
    lines: [
      'Whoever signed in just now is not the person who is signed in to Homeward in this browser. Nothing was changed.',
    ],
    back: '/',
    backWords: 'Go to the first page',
  },
  'joined already': {
    status: 403,
    heading: 'These two are not joined',
    lines: [
      'Your Homeward account already belongs to another account of your organisation, or the other way round. Nothing was changed.',
      'Ask your administrator.',
    ],
    back: '/account',
    backWords: 'Go to your account',
  },
};
