import { DOMAINS, type Domain, fromDayNumber, type SeededRandom } from '../src/kernel/index.ts';
import { SKILL_EVIDENCE } from './home-words.ts';
import { at } from './moments.ts';
import type { Home } from './population.ts';
import type { RowBox } from './rows.ts';

const SKILL_BASE: Readonly<Record<Home['kind'], number>> = {
  fostering: 1.9,
  kinship: 1.5,
  residential: 2.7,
  supported: 1.8,
  secure: 3.4,
};

/** What a home is good at, in most of the twelve domains, with who says so and on what grounds. */
export function addSkills(
  box: RowBox,
  random: SeededRandom,
  home: Home,
  gift: Domain,
  asOf: number,
  speaker: string,
): void {
  const base = SKILL_BASE[home.kind] + random.normal(0, 0.45);
  for (const domain of DOMAINS) {
    if (random.chance(home.kind === 'kinship' ? 0.45 : 0.13)) continue;
    const steady = home.ready === 'liberty order' && /^(coping|emotional|safe)/.test(domain) ? 1 : 0;
    const level = Math.max(
      0,
      Math.min(4, Math.round(base + random.normal(0, 0.65) + (domain === gift ? 1 : 0) + steady)),
    );
    const by = random.weighted({
      self: 0.36,
      agency: 0.3,
      inspection: home.kind === 'residential' || home.kind === 'secure' ? 0.22 : 0.06,
      placement: home.stays.length > 2 ? 0.24 : 0.05,
    });
    const said = asOf - Math.round(10 + random.exponential(250));
    box.add('home_skill', {
      organisation_id: home.provider.id,
      home_id: home.id,
      domain,
      said_on: fromDayNumber(said),
      said_at: at(said, 12),
      level,
      evidence_by: by,
      evidence: random.pick(SKILL_EVIDENCE[by]),
      said_by: by === 'self' ? 'The home' : by === 'inspection' ? 'Ofsted report' : speaker,
    });
  }
}
