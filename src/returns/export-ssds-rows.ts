import { englandDate } from '../kernel/index.ts';
import type { LiveEpisode } from '../ssda903/index.ts';
import type { Involvement, NamedChild } from './export-store.ts';
import type { LiveChild } from './live-return.ts';
import { SSDS_TABLES, type SsdsRow, type SsdsTable } from './ssds-tables.ts';

/** Rows of the dataset, by table. */
export type SsdsRows = { [T in SsdsTable]: SsdsRow<T>[] };

export function noRows(): SsdsRows {
  return Object.fromEntries(Object.keys(SSDS_TABLES).map((table) => [table, []])) as unknown as SsdsRows;
}

const SEX = { female: 'F', male: 'M', unknown: 'U' } as const;
const WHY_NO_UPN = /^UN\d$/;

/** What only returns tell of who a child is. */
export interface ToldOfPerson {
  readonly mother: boolean | null;
  readonly unaccompaniedUntil: string | null;
}

/** Y and N as the dataset has them. */
export function yesNo(value: boolean | null): string | null {
  return value === null ? null : value ? 'Y' : 'N';
}

/** Who a child is: their person's row, numbers, address and, for those who came without family, immigration status. */
export function addPerson(
  rows: SsdsRows,
  child: LiveChild,
  named: NamedChild,
  episodes: readonly LiveEpisode[],
  told: ToldOfPerson,
): void {
  const { id, upn } = child;
  const whyNone = upn !== null && WHY_NO_UPN.test(upn);
  rows.ssd_person.push({
    pers_person_id: id,
    pers_forename: named.givenName,
    pers_surname: named.familyName,
    pers_sex: SEX[child.sex],
    pers_ethnicity: child.ethnicity,
    pers_dob: child.born,
    pers_common_child_id: named.nhsNumber,
    pers_legacy_id: child.returnId,
    pers_upn_unknown: whyNone ? upn : null,
    pers_death_date: episodes.findLast((episode) => episode.rec === 'E2')?.dec ?? null,
    pers_is_mother: yesNo(told.mother),
  });
  const identifier = (kind: string, type: string, value: string | null) => {
    if (value === null) return;
    rows.ssd_linked_identifiers.push({
      link_table_id: `${id}_${kind}`,
      link_person_id: id,
      link_identifier_type: type,
      link_identifier_value: value,
    });
  };
  identifier('upn', 'Unique Pupil Number', whyNone ? null : upn);
  identifier('nhs', 'NHS Number', named.nhsNumber);
  if (named.familyPostcode !== null) {
    rows.ssd_address.push({
      addr_table_id: `${id}_family_home`,
      addr_person_id: id,
      addr_address_postcode: named.familyPostcode,
    });
  }
  if (child.unaccompanied) {
    rows.ssd_immigration_status.push({
      immi_person_id: id,
      immi_immigration_status_id: `${id}_uasc`,
      immi_immigration_status: 'UASC',
      immi_immigration_status_end_date: told.unaccompaniedUntil,
    });
  }
}

/**
 * A child's episodes as the dataset has them: time in care, the home in it and the legal status are tables of their own.
 * A home goes on where only the legal status changed (RNE L); a legal status goes on as long as it is the same without a
 * gap. The day the child entered care is known where the first row of that time says so (RNE S).
 * @param episodes in the order in which they began
 * @returns the times in care with the day on which each began, in order
 */
export function addCare(rows: SsdsRows, childId: string, episodes: readonly LiveEpisode[]): TimeInCare[] {
  const times: TimeInCare[] = [];
  let before: LiveEpisode | null = null;
  let care = { id: '', entered: null as string | null };
  let placement: Mutable<SsdsRow<'ssd_cla_placement'>> | null = null;
  let legal: Mutable<SsdsRow<'ssd_legal_status'>> | null = null;
  for (const episode of episodes) {
    const follows = before !== null && episode.rne !== 'S' && endOf(before) === episode.decom;
    if (!follows) {
      care = { id: `${childId}_care_${episode.decom}`, entered: episode.rne === 'S' ? episode.decom : null };
      times.push({ id: care.id, from: episode.decom });
    }
    if (!follows || episode.rne !== 'L' || placement === null) {
      placement = placementRow(childId, care.id, episode);
      rows.ssd_cla_placement.push(placement);
    }
    placement.clap_cla_placement_end_date = endOf(episode);
    placement.clap_cla_placement_change_reason = episode.reasonPlaceChange;
    if (!follows || legal === null || legal.lega_legal_status !== episode.ls) {
      legal = {
        lega_legal_status_id: `${childId}_legal_${episode.decom}`,
        lega_person_id: childId,
        lega_legal_status: episode.ls,
        lega_legal_status_start_date: episode.decom,
        lega_legal_status_end_date: null,
      };
      rows.ssd_legal_status.push(legal);
    }
    legal.lega_legal_status_end_date = endOf(episode);
    rows.ssd_cla_episodes.push({
      clae_cla_episode_id: `${childId}_episode_${episode.decom}`,
      clae_person_id: childId,
      clae_cla_episode_start_date: episode.decom,
      clae_cla_episode_start_reason: episode.rne,
      clae_cla_primary_need_code: episode.cin,
      clae_cla_episode_ceased_date: episode.dec,
      clae_cla_episode_ceased_reason: episode.rec,
      clae_cla_id: care.id,
      clae_cla_placement_id: placement.clap_cla_placement_id,
      clae_entered_care_date: care.entered,
    });
    before = episode;
  }
  return times;
}

export interface TimeInCare {
  readonly id: string;
  readonly from: string;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

function endOf(episode: LiveEpisode): string | null {
  return episode.dec ?? episode.presumedEnd;
}

function placementRow(childId: string, careId: string, episode: LiveEpisode): Mutable<SsdsRow<'ssd_cla_placement'>> {
  return {
    clap_cla_placement_id: `${childId}_placement_${episode.decom}`,
    clap_cla_placement_start_date: episode.decom,
    clap_cla_placement_type: episode.place,
    clap_cla_placement_urn: episode.urn,
    clap_cla_id: careId,
    clap_cla_placement_provider: episode.placeProvider,
    clap_cla_placement_postcode: episode.placeHidden ? null : episode.placePost,
    clap_cla_placement_end_date: null,
    clap_cla_placement_change_reason: null,
    clap_person_id: childId,
  };
}

/** Who works with children, each person and each team once. */
export function addInvolvements(rows: SsdsRows, all: readonly Involvement[]): void {
  const people = new Set<string>();
  const teams = new Set<string>();
  for (const one of all) {
    rows.ssd_involvements.push({
      invo_involvements_id: one.id,
      invo_professional_id: one.actorId,
      invo_professional_role_id: one.relation,
      invo_professional_team: one.teamId,
      invo_involvement_start_date: englandDate(one.from),
      invo_involvement_end_date: one.to && englandDate(one.to),
      invo_person_id: one.childId,
    });
    if (!people.has(one.actorId)) {
      people.add(one.actorId);
      rows.ssd_professionals.push({
        prof_professional_id: one.actorId,
        prof_professional_name: one.name,
        prof_professional_job_title: one.role,
        prof_professional_department: one.teamName,
      });
    }
    if (one.teamId !== null && !teams.has(one.teamId)) {
      teams.add(one.teamId);
      rows.ssd_department.push({ dept_team_id: one.teamId, dept_team_name: one.teamName });
    }
  }
}
