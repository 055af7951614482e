import type { Evaluation } from './evaluation.ts';
import { bandOf, effectsOf, fitOfChildren, oneDecimal, unknownIn } from './fit.ts';
import { rememberReason } from './for-the-child.ts';
import { gapsOf, impactOf } from './impact.ts';
import type { RankedHome, Reason } from './ranking.ts';
import { sayReason } from './reason-words.ts';
import { checksOf } from './rule-words.ts';

/**
 * A home of the list. Words are own, enumerable fields that work themselves out when first read, and are kept.
 * The getters are the same for every home: closures for each of thousands of homes took long to clear away.
 */
export function rankedHome(evaluation: Evaluation, h: number, rankNow: number, topThree: number): RankedHome {
  const ranked = {
    home: evaluation.homes.homes[h]!.id,
    rank: rankNow,
    fit: oneDecimal(evaluation.fit[h]!),
    fitLow: oneDecimal(evaluation.low[h]!),
    fitHigh: oneDecimal(evaluation.high[h]!),
    band: bandOf(evaluation, h),
    topThree,
  };
  Object.defineProperty(ranked, WORDED, { value: new Worded(evaluation, h) });
  for (let at = 0; at < WORDS.length; at++) Object.defineProperty(ranked, WORDS[at]!.field, WORDS[at]!.getter);
  return ranked as unknown as RankedHome;
}

/** Where a home keeps what its words come from: not enumerable, so that no copy and no comparison sees it. */
const WORDED = Symbol('worded');

/** The fields of words in the order in which they are told. */
const WORDS = (['reasons', 'unknown', 'checks', 'gaps', 'impact', 'children', 'worstOff'] as const).map((field) => {
  const get = function (this: { readonly [WORDED]: Worded }) {
    return this[WORDED][field];
  };
  return { field, getter: { get, enumerable: true, configurable: true } };
});

/** What the words of one home are worked out from; each kept once it has been read. */
class Worded {
  readonly #evaluation: Evaluation;
  readonly #h: number;
  #reasons: RankedHome['reasons'] | undefined = undefined;
  #unknown: RankedHome['unknown'] | undefined = undefined;
  #checks: RankedHome['checks'] | undefined = undefined;
  #gaps: RankedHome['gaps'] | undefined = undefined;
  #impact: RankedHome['impact'] | undefined = undefined;
  #children: RankedHome['children'] | undefined = undefined;
  constructor(evaluation: Evaluation, h: number) {
    this.#evaluation = evaluation;
    this.#h = h;
  }
  get reasons(): RankedHome['reasons'] {
    this.#reasons ??= reasonsOf(this.#evaluation, this.#h);
    return this.#reasons;
  }
  get unknown(): RankedHome['unknown'] {
    this.#unknown ??= unknownIn(this.#evaluation, this.#h);
    return this.#unknown;
  }
  get checks(): RankedHome['checks'] {
    this.#checks ??= checksOf(this.#evaluation, this.#h);
    return this.#checks;
  }
  get gaps(): RankedHome['gaps'] {
    this.#gaps ??= gapsOf(this.#evaluation, this.#h);
    return this.#gaps;
  }
  get impact(): RankedHome['impact'] {
    this.#impact ??= impactOf(this.#evaluation, this.#h);
    return this.#impact;
  }
  get children(): RankedHome['children'] {
    this.#children ??= fitOfChildren(this.#evaluation, this.#h);
    return this.#children;
  }
  get worstOff(): RankedHome['worstOff'] {
    return this.children.reduce((least, one) => (one.fit < least.fit ? one : least));
  }
}

function reasonsOf(evaluation: Evaluation, h: number): Reason[] {
  const effects = effectsOf(evaluation, h);
  return evaluation.dimensions
    .map((dimension, d) => {
      const said = sayReason(evaluation, h, dimension);
      const reason = {
        criterion: dimension.criterion,
        child: dimension.child.id,
        effect: effects[d]!,
        words: said.words,
      };
      rememberReason(reason, said.forTheChild);
      return reason;
    })
    .sort((a, b) => b.effect - a.effect);
}
