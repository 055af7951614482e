import { ACCESS_RULES } from './access-rules.ts';
import { ALL_CLASSES, ALL_RELATIONSHIPS, RECORD_CLASSES, RELATIONSHIPS } from './record-classes.ts';
import { ALL_ROLES, ROLES } from './roles.ts';

/**
 * The policy as tables of Markdown, for docs/security.md: one for what classes and relationships mean, one with a line
 * for each role and relationship. `r`: may read; `w`: may read and change; empty: closed.
 */
export function matrixInMarkdown(): string {
  const lines: string[] = ['| class of record | what it is |', '|---|---|'];
  for (const each of ALL_CLASSES) lines.push(`| ${each} | ${RECORD_CLASSES[each]} |`);
  lines.push('', '| relationship | it opens because |', '|---|---|');
  for (const each of ALL_RELATIONSHIPS) lines.push(`| ${each} | ${RELATIONSHIPS[each]} |`);
  lines.push(
    '',
    `| role | relationship | ${ALL_CLASSES.join(' | ')} |`,
    `|---|---|${ALL_CLASSES.map(() => '---|').join('')}`,
  );
  for (const role of ALL_ROLES) {
    const through = ALL_RELATIONSHIPS.filter((each) =>
      ACCESS_RULES.some((rule) => rule.role === role && rule.through === each),
    );
    if (through.length === 0)
      lines.push(`| ${ROLES[role]} | none: no child’s record | ${ALL_CLASSES.map(() => '').join(' | ')} |`);
    for (const each of through) {
      const cells = ALL_CLASSES.map((recordClass) => {
        const rule = ACCESS_RULES.find((one) => one.role === role && one.through === each && one.class === recordClass);
        return rule ? (rule.may === 'write' ? 'w' : 'r') : '';
      });
      lines.push(`| ${ROLES[role]} | ${each} | ${cells.join(' | ')} |`);
    }
  }
  return lines.join('\n');
}
