import { figuresBeside } from '../charts/index.ts';
import type { HomeKind } from '../kernel/index.ts';
import type { PlanningScope } from '../planning/index.ts';
import {
  type FundingRule,
  fundingByRule,
  fundingSplit,
  type NeedBand,
  needBand,
  type Period,
  type PricedDays,
  pricedDays,
} from '../sufficiency/index.ts';
import type { FormError, Typed } from '../ui/index.ts';
import type { Market } from './market-store.ts';
import { figure, type Section, type Table } from './report.ts';
import { kindWords, NEED_WORDS, percent, TOO_FEW, thousands } from './words.ts';

/** A rule somebody tries, as typed. */
export interface RuleTyped {
  readonly kind: string;
  readonly need: string;
  readonly education: string;
  readonly health: string;
}

export const RULE_KINDS: readonly HomeKind[] = ['fostering', 'residential', 'supported', 'secure'];

export function ruleTyped(fields: Typed): RuleTyped {
  const of = (name: string, usual: string) => fields.text(name).slice(0, 100) || usual;
  const kind = fields.text('kind');
  const need = fields.text('need');
  return {
    kind: (RULE_KINDS as readonly string[]).includes(kind) ? kind : 'residential',
    need: ['any', 'middle', 'higher'].includes(need) ? need : 'any',
    education: of('education', '10'),
    health: of('health', '10'),
  };
}

export function readRule(typed: RuleTyped): {
  readonly rule: FundingRule | null;
  readonly errors: readonly FormError[];
} {
  const share = (name: 'education' | 'health') => {
    const text = typed[name].replace(/[%\s]/g, '');
    return /^\d{1,3}(\.\d)?$/.test(text) ? Number(text) / 100 : Number.NaN;
  };
  const rule = { education: share('education'), health: share('health') };
  const errors = (['education', 'health'] as const)
    .filter((name) => !(rule[name] >= 0 && rule[name] <= 1))
    .map((name) => ({ text: `What ${name} pays must be from 0 to 100 per cent`, href: `#${name}` }));
  if (errors.length === 0 && rule.education + rule.health > 1)
    errors.push({ text: 'Education and health cannot pay more than 100 per cent together', href: '#education' });
  return { rule: errors.length > 0 ? null : rule, errors };
}

const HEAD = ['', 'Paid', 'Social care', 'Education', 'Health', 'Weeks paid jointly'];
const NEEDS: readonly NeedBand[] = ['lower', 'middle', 'higher', 'unknown'];

/** Who pays for homes, over twelve months; and what a rule would make of it. */
export function fundingSections(
  market: Market,
  scope: PlanningScope,
  period: Period,
  typed: RuleTyped,
  rule: FundingRule | null,
): Section[] {
  const days = pricedDays(market.stays, period);
  const kinds = [...new Set(days.map(({ stay }) => stay.kind))].sort();
  const all = fundingSplit(days);
  if (!all) return [];
  const of = (label: string, these: readonly PricedDays[]) => ({ label, split: fundingSplit(these) });
  const need = ({ price }: PricedDays) => needBand(price?.need ?? null);
  const tables: Table[] = [
    table('By kind of home', [
      { label: 'All kinds of home', split: all },
      ...kinds.map((kind) =>
        of(
          kindWords(kind),
          days.filter(({ stay }) => stay.kind === kind),
        ),
      ),
    ]),
    table(
      'Children’s homes, by needs',
      NEEDS.map((band) =>
        of(
          NEED_WORDS[band],
          days.filter((each) => each.stay.kind === 'residential' && need(each) === band),
        ),
      ),
    ),
    ...(scope.authorities.length > 1
      ? [
          table(
            'Children’s homes, by authority',
            scope.authorities.map(({ id, name }) =>
              of(
                name,
                days.filter(({ stay }) => stay.authority === id && stay.kind === 'residential'),
              ),
            ),
          ),
        ]
      : []),
  ].filter(({ rows }) => rows.length > 0);
  // By needs, a table of those whose needs nobody knows tells nothing.
  const [told, unknown] = [tables.filter((each) => !isOfUnknownAlone(each)), tables.some(isOfUnknownAlone)];
  return [
    {
      id: 'split',
      heading: 'Who pays for homes',
      words: [
        all.socialCare === null
          ? `${TOO_FEW}: one to five children’s homes are paid for jointly.`
          : `In the last twelve months social care paid ${percent(all.socialCare, 1)} of the ${thousands(all.pence)} with a known price${all.education === null || all.health === null ? '' : `, education ${percent(all.education, 1)} and health ${percent(all.health, 1)}`}. ${percent(all.joint ?? 0)} of the weeks were paid jointly.`,
        ...(unknown
          ? ['Who pays by needs cannot be told: needs are known of too few children in children’s homes.']
          : []),
      ],
      tables: told,
      chart: figuresBeside({
        caption: 'Who pays for homes',
        unit: 'Share',
        figures: (
          [
            ['Social care', all.socialCare],
            ['Education', all.education],
            ['Health', all.health],
          ] as const
        ).map(([label, value]) => ({
          label,
          value,
          words: value === null ? TOO_FEW : percent(value, 1),
          own: label === 'Social care',
        })),
      }),
      how: ['The parts are as they were agreed for each stay. Rows with fewer than six children are left out.'],
    },
    ...(rule ? [byRule(days, typed, rule)] : []),
  ];
}

function isOfUnknownAlone({ rows }: Table): boolean {
  return rows.length === 1 && rows[0]?.label === NEED_WORDS.unknown;
}

function told(share: number | null, digits: number) {
  return share === null ? figure(TOO_FEW) : figure(percent(share, digits), Math.round(1_000 * share) / 1_000);
}

function table(caption: string, lines: readonly { label: string; split: ReturnType<typeof fundingSplit> }[]): Table {
  return {
    caption,
    head: HEAD,
    rows: lines.flatMap(({ label, split }) =>
      split
        ? [
            {
              label,
              figures: [
                figure(thousands(split.pence), Math.round(split.pence / 100)),
                ...[split.socialCare, split.education, split.health].map((share) => told(share, 1)),
                told(split.joint, 0),
              ],
            },
          ]
        : [],
    ),
  };
}

function byRule(days: readonly PricedDays[], typed: RuleTyped, rule: FundingRule): Section {
  const bands: readonly string[] =
    typed.need === 'any' ? NEEDS : typed.need === 'middle' ? ['middle', 'higher'] : ['higher'];
  const these = days.filter(
    ({ stay, price }) => stay.kind === typed.kind && bands.includes(needBand(price?.need ?? null)),
  );
  const found = fundingByRule(these, rule);
  const who = `${kindWords(typed.kind).toLowerCase()} places${typed.need === 'any' ? '' : typed.need === 'middle' ? ' for children with middle or higher needs' : ' for children with higher needs'}`;
  const heading = `If education paid ${percent(rule.education)} and health ${percent(rule.health)}`;
  if (!found)
    return {
      id: 'rule',
      heading,
      words: [`${TOO_FEW}: fewer than six children with a price, or for whom education or health pays now.`],
      tables: [],
    };
  const signed = (pence: number) =>
    pence === 0 ? 'No change' : `${thousands(Math.abs(pence))} ${pence > 0 ? 'more' : 'less'}`;
  return {
    id: 'rule',
    heading,
    words: [
      `Of ${thousands(found.pence)} a year for ${who}, social care would pay ${signed(found.change.socialCare).toLowerCase()}.`,
    ],
    tables: [
      {
        caption: 'Now and by this rule, a year',
        head: ['', 'Now', 'By the rule', 'Change'],
        rows: (['socialCare', 'education', 'health'] as const).map((payer) => ({
          label: payer === 'socialCare' ? 'Social care' : payer === 'education' ? 'Education' : 'Health',
          figures: [
            figure(thousands(found.now[payer]), Math.round(found.now[payer] / 100)),
            figure(thousands(found.rule[payer]), Math.round(found.rule[payer] / 100)),
            figure(signed(found.change[payer]), Math.round(found.change[payer] / 100)),
          ],
        })),
      },
    ],
    how: [
      'The same prices and weeks, split by the rule. Nothing is decided by it: who pays for a child’s home is agreed for that child.',
    ],
  };
}
