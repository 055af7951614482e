export {
  type Check,
  type CheckByRule,
  type CheckInput,
  checkByRule,
  checkRules,
  checkSsda903,
  type GivenTables,
  takeTables,
} from './check.ts';
export type { FindPostcode, PostcodePlace } from './derive.ts';
export type { Rule } from './rule.ts';
export { RULES, rulesOf } from './rule-book.ts';
export { rulesInMarkdown } from './rule-list.ts';
export { type Finding, NO_PROVIDER_LIST, type NotRun, type RowsFound, type RuleFound } from './run-rules.ts';
