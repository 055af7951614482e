import { DOMAIN_WORDS, DOMAINS, type Domain, inWords, type PlainDate } from '../kernel/index.ts';
import {
  ALONGSIDE_WORDS,
  type Alongside,
  COMMUNICATION_WORDS,
  type Communication,
  CULTURE_WORDS,
  type Culture,
  codesOf,
  EXTRA_SUPPORT_WORDS,
  type ExtraSupport,
  HOME_KIND_WORDS,
  LEVEL_WORDS,
  type Level,
  MATTER_WORDS,
  type Matter,
  NOT_KNOWN_WORDS,
  PETS_WORDS,
  type Pets,
  RISK_TO_CHILD_WORDS,
  RISK_TO_OTHERS_WORDS,
  SUITABILITY_WORDS,
  type Suitability,
} from '../needs/index.ts';
import { inOneLine } from '../ui/index.ts';

/**
 * What the database hands out of a search at a stage (app.disclosed). Which of these are there is decided there and
 * nowhere else: a page shows what it is given.
 */
export interface Told {
  readonly authority?: string;
  readonly 'needed-by'?: PlainDate;
  readonly 'how-many'?: number;
  readonly children: readonly ToldChild[];
}

type ByDomain<T> = Readonly<Partial<Record<Domain, T>>>;

export interface ToldChild {
  readonly age?: { readonly years: number; readonly about: boolean };
  readonly sex?: 'female' | 'male' | 'unknown';
  readonly 'kinds-of-home'?: Readonly<Record<keyof typeof HOME_KIND_WORDS, Suitability>>;
  readonly levels?: ByDomain<Level | null>;
  readonly strengths?: ByDomain<string>;
  readonly matters?: readonly Matter[];
  readonly languages?: readonly string[];
  readonly communication?: readonly Communication[];
  readonly 'risks-to-child'?: readonly string[];
  readonly 'other-risk-to-child'?: string;
  readonly 'risks-to-others'?: readonly string[];
  readonly 'other-risk-to-others'?: string;
  readonly 'given-name'?: string | null;
  readonly born?: { readonly day: PlainDate; readonly about: boolean };
  readonly 'about-me'?: string;
  readonly 'words-by'?: string;
  readonly 'why-no-words'?: string;
  readonly 'live-with'?: string;
  readonly interests?: readonly string[];
  readonly 'what-helps'?: ByDomain<string>;
  readonly 'own-words'?: ByDomain<string>;
  readonly 'not-known'?: ByDomain<string>;
  readonly 'said-by'?: ByDomain<string>;
  readonly alongside?: Alongside;
  readonly pets?: Pets;
  readonly adaptations?: boolean | null;
  readonly culture?: Culture;
  readonly 'culture-words'?: string;
  readonly 'extra-support'?: ExtraSupport;
  readonly 'secure-order'?: boolean;
  readonly 'liberty-order'?: boolean;
}

/** What was told, in words, in the order of the page. */
export function toldModel(told: Told) {
  return {
    who: whoIsAsked(told.children),
    authority: told.authority ?? '',
    neededBy: told['needed-by'] ?? '',
    count: told['how-many'] ?? told.children.length,
    children: told.children.map((child) => ({
      name: child['given-name'] ?? '',
      heading: headingOf(child),
      facts: factsOf(child),
      words: child['about-me'] ?? '',
      parts: child.levels ? partsOf(child) : null,
      described: child['kinds-of-home'] !== undefined,
    })),
  };
}

/** `A girl of 11 and a boy of 8`; with names where they are told. */
export function whoIsAsked(children: readonly ToldChild[]): string {
  const words = inOneLine(
    children.map((child) => (child['given-name'] ? `${child['given-name']}, ${ageOf(child)}` : nameless(child))),
  );
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function headingOf(child: ToldChild): string {
  const words = nameless(child);
  const name = child['given-name'];
  return name ? `${name}, ${words}` : words.charAt(0).toUpperCase() + words.slice(1);
}

const WHO = { female: 'a girl', male: 'a boy', unknown: 'a child' } as const;

function nameless(child: ToldChild): string {
  return `${WHO[child.sex ?? 'unknown']} ${ageOf(child) === 'not born yet' ? '' : 'of '}${ageOf(child)}`;
}

function ageOf({ age }: ToldChild): string {
  if (!age) return 'an age that is not known';
  if (age.years < 0) return 'not born yet';
  const words = age.years === 0 ? 'under 1' : String(age.years);
  return age.about ? `about ${words}` : words;
}

interface Fact {
  readonly key: string;
  readonly values: readonly string[];
}

/** Facts in a row each; one that was not told is left out, one that nobody has said yet says so. */
function factsOf(child: ToldChild): Fact[] {
  const fact = (key: string, told: unknown, values: () => readonly string[]): Fact[] =>
    told === undefined ? [] : [{ key, values: values().length > 0 ? values() : [NOT_KNOWN_WORDS] }];
  const born = child.born;
  return [
    ...fact('Date of birth', born, () => [`${born?.about ? 'About ' : ''}${inWords(born?.day as PlainDate)}`]),
    ...fact('Kind of home', child['kinds-of-home'], () => kindsOf(child)),
    ...fact('What matters most to the child, in their order', child.matters, () =>
      (child.matters ?? []).map((each) => MATTER_WORDS[each]),
    ),
    ...fact('Who they want to live with', child['live-with'], () => said(child['live-with'])),
    ...fact('Interests', child.interests, () => child.interests ?? []),
    ...fact('Languages', child.languages, () => child.languages ?? []),
    ...fact('Ways of communicating', child.communication, () =>
      (child.communication ?? []).map((each) => COMMUNICATION_WORDS[each]),
    ),
    ...fact('Other children in the home', child.alongside, () =>
      said(child.alongside && ALONGSIDE_WORDS[child.alongside]),
    ),
    ...fact('Animals', child.pets, () => said(child.pets && PETS_WORDS[child.pets])),
    ...fact('Changes to the building', child.adaptations, () => yesNo(child.adaptations)),
    ...fact('Culture and faith', child.culture, () => [
      ...said(child.culture && CULTURE_WORDS[child.culture]),
      ...said(child['culture-words']),
    ]),
    ...fact('Support beside the carers', child['extra-support'], () =>
      said(child['extra-support'] && EXTRA_SUPPORT_WORDS[child['extra-support']]),
    ),
    ...fact('Orders of a court', child['secure-order'], () => ordersOf(child)),
    ...fact('Risks to the child', child['risks-to-child'], () =>
      risks(RISK_TO_CHILD_WORDS, child['risks-to-child'], child['other-risk-to-child']),
    ),
    ...fact('Risks to others', child['risks-to-others'], () =>
      risks(RISK_TO_OTHERS_WORDS, child['risks-to-others'], child['other-risk-to-others']),
    ),
    ...fact('Who listened to the child', child['words-by'], () => said(child['words-by'])),
    ...(child['why-no-words']
      ? [{ key: 'Why their own words are not here yet', values: [child['why-no-words']] }]
      : []),
  ];
}

function kindsOf(child: ToldChild): string[] {
  const kinds = child['kinds-of-home'];
  return kinds
    ? codesOf(HOME_KIND_WORDS).map(
        (kind) => `${HOME_KIND_WORDS[kind]}: ${SUITABILITY_WORDS[kinds[kind]].toLowerCase()}`,
      )
    : [];
}

/** The standard asks of each risk whether it is there, so what is not there is said too. */
function risks<Code extends string>(
  all: Readonly<Record<Code, string>>,
  present: readonly string[] = [],
  other = '',
): string[] {
  const there = codesOf(all).filter((each) => present.includes(each));
  const not = codesOf(all).filter((each) => !present.includes(each));
  return [
    ...there.map((each) => `${all[each]}: a known risk`),
    ...(other ? [`Other: ${other}`] : []),
    ...(not.length > 0 ? [`No known risk: ${inOneLine(not.map((each) => all[each].toLowerCase()))}`] : []),
  ];
}

function ordersOf(child: ToldChild): string[] {
  const orders = [
    ...(child['secure-order'] ? ['A secure accommodation order is in force'] : []),
    ...(child['liberty-order'] ? ['A deprivation of liberty order of the High Court is in force'] : []),
  ];
  return orders.length > 0 ? orders : ['None that is recorded'];
}

function yesNo(value: boolean | null | undefined): string[] {
  return value === null || value === undefined ? [] : [value ? 'Needed' : 'None needed'];
}

function said(words: string | null | undefined): string[] {
  return words ? [words] : [];
}

/** The twelve parts of life: how much help, what goes well, and at the last stage what the profile says besides. */
function partsOf(child: ToldChild) {
  return DOMAINS.map((domain) => {
    const level = child.levels?.[domain] ?? null;
    return {
      label: DOMAIN_WORDS[domain],
      level: level === null ? NOT_KNOWN_WORDS : `${level} of 4: ${LEVEL_WORDS[level].toLowerCase()}`,
      lines: [
        ...line('Going well', child.strengths?.[domain]),
        ...line('What helps', child['what-helps']?.[domain]),
        ...line('In the child’s words', child['own-words']?.[domain]),
        ...line('Not known', child['not-known']?.[domain]),
        ...line('Said by', child['said-by']?.[domain]),
      ],
    };
  });
}

function line(key: string, words: string | undefined): { readonly key: string; readonly words: string }[] {
  return words ? [{ key, words }] : [];
}
