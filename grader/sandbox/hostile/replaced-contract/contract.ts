export const startingTotal = 1_000;
export type TallyMessage = { readonly type: 'added'; readonly amount: number };
export type TallyRequest = { readonly type: 'add'; readonly amount: number } | { readonly type: 'read' };
export type TallyResponse = { readonly total: number };
