import { type Actor, NotHere, recordEvent } from '../access/index.ts';
import type { Tx } from '../db/index.ts';
import { newId, Refusal } from '../kernel/index.ts';
import type { PlanningScope } from '../planning/index.ts';
import type { StrategyFigures } from './figures.ts';
import { digestOf } from './gather.ts';
import type { Action, SectionKey } from './sections.ts';
import {
  type ActionKept,
  actionsOf,
  insertEdition,
  insertPublished,
  insertStrategy,
  lastOfScope,
  lockStrategy,
  lockVersions,
  nextVersion,
  type SectionText,
  type Strategy,
  sameDraft,
  strategyOf,
  textsOf,
} from './strategy-store.ts';
import { type StrategyParts, writeStrategy } from './write-strategy.ts';

/** A strategy with what people wrote beside its figures. */
export interface Opened {
  readonly strategy: Strategy;
  readonly texts: ReadonlyMap<SectionKey, SectionText>;
  readonly actions: readonly ActionKept[];
}

/** @throws NotHere where there is none for this reader */
export async function openStrategy(tx: Tx, id: string): Promise<Opened> {
  const strategy = await strategyOf(tx, id);
  if (!strategy) throw new NotHere('There is no such strategy here.');
  const texts = await textsOf(tx, id);
  return { strategy, texts: new Map(texts.map((each) => [each.section, each])), actions: await actionsOf(tx, id) };
}

/** The document of a strategy: what was published, or the draft as it stands. */
export function documentOf({ strategy, texts, actions }: Opened, version: number | null = null) {
  if (strategy.document && version === null) return strategy.document;
  const parts: StrategyParts = {
    figures: strategy.figures,
    figuresDigest: strategy.figuresDigest,
    texts: Object.fromEntries([...texts].map(([section, { text }]) => [section, text])),
    actions: actions.filter(({ dropped }) => !dropped),
    version,
  };
  return writeStrategy(parts);
}

/**
 * Writes a new draft from figures of a scope. Texts and actions of the last strategy of the scope come with it,
 * to be gone through. Asked twice with the same figures, the draft that is there already answers.
 */
export async function writeDraft(
  tx: Tx,
  actor: Actor,
  { scope, figures, now }: { readonly scope: PlanningScope; readonly figures: StrategyFigures; readonly now: Date },
): Promise<string> {
  const digest = digestOf(figures);
  // Two clicks at once write one draft.
  await lockVersions(tx, actor.organisation.id, scope.key);
  const there = await sameDraft(tx, actor.id, scope.key, digest);
  if (there) return there;
  const id = newId('strategy');
  const key = { organisation_id: actor.organisation.id, at: now, by: actor.id };
  await insertStrategy(tx, {
    ...{ ...key, id, scope_key: scope.key, scope_name: scope.name, counted_on: figures.countedOn },
    authorities: scope.authorities.map((each) => each.id),
    ...{ figures: JSON.stringify(figures), digest },
  });
  const last = await lastOfScope(tx, scope.key, id);
  if (last) await copyWritten(tx, key, last, id);
  await recordEvent(tx, actor, 'strategy.written', id, { scope: scope.key, digest });
  return id;
}

/** What people wrote of the last strategy, as a beginning. An action keeps its id, so that it can be followed. */
async function copyWritten(
  tx: Tx,
  key: { readonly organisation_id: string; readonly at: Date; readonly by: string },
  from: string,
  to: string,
): Promise<void> {
  const first = { ...key, strategy_id: to, edition: 1 };
  for (const { section, text } of await textsOf(tx, from))
    if (text !== '') await insertEdition(tx, 'strategy_text', { ...first, section, text });
  for (const { id, what, owner, due, closes, dropped } of await actionsOf(tx, from))
    if (!dropped) await insertEdition(tx, 'strategy_action', { ...first, id, what, owner, due, closes });
}

/** What two people who write at once are told: nothing was written of the second. */
export type Saved = 'saved' | 'stale';

export async function saveText(
  tx: Tx,
  actor: Actor,
  id: string,
  {
    section,
    text,
    after,
    now,
  }: { readonly section: SectionKey; readonly text: string; readonly after: number; readonly now: Date },
): Promise<Saved> {
  await lockStrategy(tx, actor.organisation.id, id);
  const { strategy, texts } = await openStrategy(tx, id);
  mustBeDraft(strategy);
  const latest = texts.get(section);
  if ((latest?.edition ?? 0) !== after) return latest?.text === text ? 'saved' : 'stale';
  if ((latest?.text ?? '') === text) return 'saved';
  const row = {
    organisation_id: actor.organisation.id,
    strategy_id: id,
    section,
    edition: after + 1,
    text,
    at: now,
    by: actor.id,
  };
  if (!(await insertEdition(tx, 'strategy_text', row))) return 'stale';
  await recordEvent(tx, actor, 'strategy.text-saved', id, { section, edition: after + 1 });
  return 'saved';
}

export async function saveAction(
  tx: Tx,
  actor: Actor,
  id: string,
  {
    action,
    dropped,
    after,
    now,
  }: { readonly action: Action; readonly dropped: boolean; readonly after: number; readonly now: Date },
): Promise<Saved> {
  await lockStrategy(tx, actor.organisation.id, id);
  const { strategy, actions } = await openStrategy(tx, id);
  mustBeDraft(strategy);
  const latest = actions.find((each) => each.id === action.id);
  if ((latest?.edition ?? 0) !== after) return latest && isSame(latest, action, dropped) ? 'saved' : 'stale';
  if (latest && isSame(latest, action, dropped)) return 'saved';
  const row = {
    organisation_id: actor.organisation.id,
    strategy_id: id,
    edition: after + 1,
    ...action,
    dropped,
    at: now,
    by: actor.id,
  };
  if (!(await insertEdition(tx, 'strategy_action', row))) return 'stale';
  await recordEvent(tx, actor, dropped ? 'strategy.action-dropped' : 'strategy.action-saved', id, {
    edition: after + 1,
  });
  return 'saved';
}

function isSame(kept: ActionKept, { what, owner, due, closes }: Action, dropped: boolean): boolean {
  return (
    kept.what === what && kept.owner === owner && kept.due === due && kept.closes === closes && kept.dropped === dropped
  );
}

/** Freezes a draft as the next version of its scope. Published twice, it stays the version it is. */
export async function publish(tx: Tx, actor: Actor, id: string, now: Date): Promise<number> {
  await lockStrategy(tx, actor.organisation.id, id);
  const opened = await openStrategy(tx, id);
  if (opened.strategy.version !== null) return opened.strategy.version;
  const { scopeKey } = opened.strategy;
  await lockVersions(tx, actor.organisation.id, scopeKey);
  const version = await nextVersion(tx, actor.organisation.id, scopeKey);
  const document = documentOf(opened, version);
  const digest = digestOf(document);
  await insertPublished(tx, {
    ...{ organisation_id: actor.organisation.id, strategy_id: id, scope_key: scopeKey, version },
    ...{ document: JSON.stringify(document), digest, at: now, by: actor.id },
  });
  await recordEvent(tx, actor, 'strategy.published', id, { version, digest });
  return version;
}

function mustBeDraft(strategy: Strategy): void {
  if (strategy.version !== null)
    throw new Refusal('This strategy is published and stands as it is. Write a new one to say something else.');
}
