/**
 * Recorded cases whose recorded behaviour and the published rule disagree, by id, with the reason. The rule is
 * followed; each is listed in docs/methods/returns.md.
 */
export const documentedDifferences: { readonly [id: string]: string } = {};
