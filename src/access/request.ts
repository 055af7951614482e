import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Tx } from '../db/index.ts';
import type { PlainDate } from '../kernel/index.ts';
import type { Actor } from './actor.ts';
import type { Checks } from './audit-asked.ts';
import type { Permission } from './policy.ts';

/** What a room is given to serve pages: nothing is reached by globals. */
export interface RoomServices {
  /**
   * Runs work as the signed-in person of a request, in one transaction, and puts on record what it read.
   * @throws NotHere where the child of the address is not open to them (work.ts)
   */
  readonly work: <T>(request: FastifyRequest, work: (tx: Tx) => Promise<T>) => Promise<T>;
  /** Checks of the record of events that are carried out in the background. */
  readonly checks: Pick<Checks, 'start' | 'holdUpPages'>;
  readonly clock: () => Date;
  /** Today in England, from the same clock. */
  readonly today: () => PlainDate;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What the route is for; every route declares it (policy.ts). */
    permission?: Permission;
    audit?: string;
  }
  interface FastifyRequest {
    /** Who is asking. Set before every handler whose route is not public. */
    actor: Actor;
    /** Whether the form token is still to be looked at: it comes with files, which nobody takes before (web/uploads.ts). */
    tokenAwaited: boolean;
    /** Until when this record is open in need (break-glass); pages then say so. Null: it is open in the usual way. */
    openUntil: Date | null;
  }
  interface FastifyReply {
    /** Sends a page: a template below `src` and its model. */
    page(view: string, model: object): FastifyReply;
  }
}

/** Thrown for what is not there or not to be seen by this actor: the two look the same from outside. */
export class NotHere extends Error {
  override name = 'NotHere';
  /** The record that was asked for, where the address names it in its query or a form does; empty: the address says. */
  readonly asked: string;
  constructor(words: string, asked = '') {
    super(words);
    this.asked = asked;
  }
}

/** What a room with pages exports: it registers its own routes. */
export type RegisterRoutes = (app: FastifyInstance, services: RoomServices) => void;
