/** Each node counts; what one is told, it tells all others once. */
export type TallyMessage = { readonly type: 'added'; readonly amount: number };
export type TallyRequest =
  | { readonly type: 'add'; readonly amount: number }
  | { readonly type: 'read' };
export type TallyResponse = { readonly total: number };
export const startingTotal = 0;
