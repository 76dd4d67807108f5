import type { Figure } from '../../model/expression.ts';

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
} as const satisfies { readonly [field: string]: Exclude<Figure['kind'], 'points'> };

export function figureOf(field: string): Figure | undefined {
    const kind = Object.hasOwn(ASKED, field) ? ASKED[field as keyof typeof ASKED] : undefined; // own key, checked
    return kind === undefined ? undefined : { kind };
}
