import type { ReturnData } from './return-data.ts';
import type { AnyRow, Table } from './rows.ts';
import type { Need, Rule } from './rule.ts';

/** A row that breaks a rule. */
export interface Finding {
  readonly rule: string;
  readonly table: Table;
  /** Position in the table, from 0. */
  readonly row: number;
}

/** A rule that did not run, and why. */
export interface NotRun {
  readonly rule: string;
  readonly why: string;
}

/** The rows of one table that break a rule: positions from 0, each once, ascending. */
export interface RowsFound {
  readonly table: Table;
  readonly rows: Uint32Array;
}

/** What one rule found. A large return has a million findings, and an object for each would take the most memory of all. */
export interface RuleFound {
  readonly rule: string;
  /** Rows in all tables. */
  readonly count: number;
  /** Tables in the order of their names. */
  readonly tables: readonly RowsFound[];
}

/**
 * Runs rules one by one over the same frozen data. Each rule's findings are the same alone, in any order and beside
 * any others, and come sorted by table and row. A rule that fails is told as not run and stops no other.
 * @returns the rules that found something, in the order given
 */
export function runRules(data: ReturnData, rules: readonly Rule[]): { found: RuleFound[]; notRun: NotRun[] } {
  const found: RuleFound[] = [];
  const notRun: NotRun[] = [];
  const marks = new Marks(data);
  for (const rule of rules) {
    const why = whyNot(rule, data);
    if (why !== null) {
      notRun.push({ rule: rule.number, why });
      continue;
    }
    try {
      rule.find(data, (row) => marks.add(row));
    } catch (error) {
      marks.take();
      notRun.push({ rule: rule.number, why: `the rule failed: ${error instanceof Error ? error.message : 'unknown'}` });
      continue;
    }
    const tables = marks.take();
    const count = tables.reduce((sum, { rows }) => sum + rows.length, 0);
    if (count > 0) found.push({ rule: rule.number, count, tables });
  }
  return { found, notRun };
}

/** A finding for each row, in the order of the rules, then by table and row. */
export function eachFinding(found: readonly RuleFound[]): Finding[] {
  const findings: Finding[] = [];
  for (const { rule, tables } of found) {
    for (const { table, rows } of tables) for (const row of rows) findings.push({ rule, table, row });
  }
  return findings;
}

/** The rows that a rule has said, a byte for each row of its table. */
class Marks {
  readonly #data: ReturnData;
  readonly #marked = new Map<Table, Uint8Array>();
  readonly #counts = new Map<Table, number>();

  constructor(data: ReturnData) {
    this.#data = data;
  }

  add({ table, at }: AnyRow): void {
    let marked = this.#marked.get(table);
    if (!marked) {
      marked = new Uint8Array(this.#data.now.all(table).length);
      this.#marked.set(table, marked);
    }
    if (marked[at] === 1) return;
    marked[at] = 1;
    this.#counts.set(table, (this.#counts.get(table) ?? 0) + 1);
  }

  /** What has been said, sorted; and forgets it. */
  take(): RowsFound[] {
    const tables = [...this.#counts].sort(([a], [b]) => (a < b ? -1 : 1));
    this.#counts.clear();
    return tables.map(([table, count]) => {
      const marked = this.#marked.get(table) ?? new Uint8Array();
      const rows = new Uint32Array(count);
      for (let at = marked.indexOf(1), n = 0; at !== -1; at = marked.indexOf(1, at + 1)) {
        rows[n] = at;
        n += 1;
        marked[at] = 0;
      }
      return { table, rows };
    });
  }
}

/** Why a rule cannot run on this return, or null when it can. */
function whyNot(rule: Rule, data: ReturnData): string | null {
  const missing = rule.tables.filter((table) => !data.now.has(table));
  if (missing.length > 0) return `the return has no table ${missing.join(' and no ')}`;
  const missingLast = (rule.last ?? []).filter((table) => !data.last.has(table));
  if (missingLast.length > 0)
    return `last year's return was not given, or has no table ${missingLast.join(' and no ')}`;
  for (const need of rule.needs ?? []) {
    if (!isMet(need, rule, data)) return NEED_WORDS[need];
  }
  return null;
}

function isMet(need: Need, rule: Rule, data: ReturnData): boolean {
  switch (need) {
    case 'providers':
      return data.providers !== null;
    case 'PLACE_CODES':
    case 'PROVIDER_CODES':
    case 'POSTCODE':
    case 'REG_END':
    case 'LA_CODE_INFERRED':
      return data.listed.has(need);
    case 'authority':
      return data.authority !== null;
    case 'UASC':
      return data.now.hasColumn('Header', 'UASC');
    default:
      return [data.now, ...(rule.last ? [data.last] : [])].every((tables) => tables.hasColumn('Episodes', need));
  }
}

/** Why the rules that look into Ofsted's list did not run where there is none. */
export const NO_PROVIDER_LIST = "Ofsted's list of providers was not given";

const NEED_WORDS: { readonly [N in Need]: string } = {
  providers: NO_PROVIDER_LIST,
  PLACE_CODES: "Ofsted's list as given does not tell for which kinds of placement a number is (PLACE_CODES)",
  PROVIDER_CODES: "Ofsted's list as given does not tell which kind of provider a number is of (PROVIDER_CODES)",
  POSTCODE: "Ofsted's list as given does not tell postcodes (POSTCODE)",
  REG_END: "Ofsted's list as given does not tell when registrations ended (REG_END)",
  LA_CODE_INFERRED: "Ofsted's list as given does not tell in which authorities providers are (LA_CODE_INFERRED)",
  authority: 'the authority was not said',
  UASC: 'the return says nobody is unaccompanied: it has neither a table UASC nor the column UASC in Header',
  PL_DISTANCE: 'distances are not known: no postcode file is loaded',
  PL_LA: "placements' authorities are not known: no postcode file is loaded",
  PL_LOCATION:
    'whether placements lie in the authority is not known: no postcode file is loaded, or no authority was said',
};
