import type { Figure } from '../../model/expression.ts';
import type { Type } from '../../model/type.ts';
import { PERCENT } from './context.ts';

/** Fields of `figures` in the library, and what they ask for. */
const ASKED = {
    cost: 'cost',
    revenue: 'revenue',
    discounts: 'discounts',
    liability: 'liability',
    expected_liability: 'expected liability',
    members: 'members',
    active_members: 'active members',
    repurchase_rate: 'repurchase rate',
    retention: 'retention',
    churn: 'churn',
    top_fifth: 'top fifth',
    referral_rate: 'referral rate',
    nps: 'nps',
    lifetime_value: 'lifetime value',
    predicted_value: 'predicted value',
} as const satisfies { readonly [field: string]: Exclude<Figure['kind'], 'points' | 'breakage'> };

export function figureOf(field: string): Figure | undefined {
    const kind = Object.hasOwn(ASKED, field) ? ASKED[field as keyof typeof ASKED] : undefined; // own key, checked
    return kind === undefined ? undefined : { kind };
}

/** Fields of points that goals ask for, over all members. */
const FLOWS = {
    issued: 'issued',
    earned: 'issued',
    spent: 'spent',
    expired: 'expired',
    taken_back: 'taken back',
} as const;

export function pointsFigureOf(
    points: string,
    field: string,
): { readonly figure: Figure; readonly type: Type } | undefined {
    if (field === 'breakage') return { figure: { kind: 'breakage', points }, type: PERCENT };
    if (!Object.hasOwn(FLOWS, field)) return undefined;
    const flow = FLOWS[field as keyof typeof FLOWS]; // own key, checked
    return { figure: { kind: 'points', points, flow }, type: { kind: 'points', points } };
}
