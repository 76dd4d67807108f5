import { addMonths, dayOf, formatDate } from '../../../src/base/calendar.ts';
import type { Cohort, CustomerMeasures } from '../../../src/model/documents/customers.ts';
import type { TriggerFigures } from '../../../src/model/documents/simulation.ts';

/* Measures of customers that never were, such as a year of a shop might have. */

const eur = (amount: string) => ({ amount, currency: 'EUR' });

export function sampleCustomers(monthCount: number): CustomerMeasures {
    const month = cohorts(monthCount);
    return {
        cohorts: { month, quarter: [], year: [] },
        fifths: [
            { members: 868, revenue: eur('6200311.20'), share: '0.7461' },
            { members: 868, revenue: eur('1180042.12'), share: '0.1420' },
            { members: 868, revenue: eur('560200.00'), share: '0.0674' },
            { members: 868, revenue: eur('270112.04'), share: '0.0325' },
            { members: 867, revenue: eur('99720.40'), share: '0.0120' },
        ],
        rfm: {
            groups: [
                group('Champions', 612, '4191752.61', '0.5044', 4, '12.70', '3865065.52'),
                group('Loyal', 829, '2373371.43', '0.2856', 28, '6.56', '2227710.68'),
                group('Need attention', 712, '553336.56', '0.0666', 50, '2.30', '400864.12'),
                group("Can't lose them", 73, '243706.52', '0.0293', 95, '7.30', '207350.92'),
                group('Hibernating', 2113, '948218.64', '0.1141', 218, '1.17', '530415.10'),
            ],
            scores: {
                recency: [{ score: 5, members: 826, from: '0', to: '11' }],
                frequency: [{ score: 5, members: 700, from: '7', to: '210' }],
                monetary: [{ score: 1, members: 868, from: '-1165.30', to: '242.35' }],
            },
        },
        lifetimeValue: {
            historic: { mean: eur('1915.30'), median: eur('654.92') },
            predicted: {
                model: 'BG/NBD and gamma-gamma',
                horizonDays: 365,
                total: eur('7231406.34'),
                mean: eur('1666.61'),
                purchases: '18940.6',
                active: '3934.7',
                parameters: {
                    r: '0.8264',
                    alpha: '9.8415',
                    a: '0.0934',
                    b: '6.7495',
                    p: '2.0013',
                    q: '3.6042',
                    gamma: '520.7444',
                },
            },
        },
        nps: { score: '31.2', low: '22.6', high: '39.1', answers: 320, promoters: 164, passives: 92, detractors: 64 },
        referral: {
            referred: 212,
            rate: '0.0485',
            referrers: 131,
            recommending: 140,
            revenueOfReferred: eur('402118.20'),
        },
    };
}

function group(
    name: string,
    members: number,
    revenue: string,
    share: string,
    recencyDays: number,
    purchases: string,
    predicted: string,
) {
    return { name, members, revenue: eur(revenue), share, recencyDays, purchases, predicted: eur(predicted) };
}

/** Every month a few less come for the first time; four of ten come again in the next month, then ever fewer. */
function cohorts(monthCount: number): Cohort[] {
    return Array.from({ length: monthCount }, (_, cohort) => {
        const members = 880 - 52 * cohort;
        return {
            period: formatDate(addMonths(dayOf(2010, 12, 1), cohort)).slice(0, 7),
            members,
            periods: Array.from({ length: monthCount - cohort }, (_, age) => {
                const active = age === 0 ? members : Math.round((members * 4) / (9 + age));
                return {
                    active,
                    share: (active / members).toFixed(4),
                    revenue: `${active * 240}.00`,
                    ...(cohort + age === monthCount - 1 ? { partial: true } : {}),
                };
            }),
        };
    });
}

export function sampleEffect(): Pick<TriggerFigures, 'watched' | 'effect'> {
    return {
        watched: {
            fired: { times: 804, back: 260, spent: eur('41400.20') },
            heldOut: { times: 92, back: 19, spent: eur('3591.00') },
        },
        effect: {
            members: { fired: 701, heldOut: 88 },
            back: { fired: 231, heldOut: 18, difference: '0.1250', low: '0.0209', high: '0.2045' },
            spend: { difference: '12.40', low: '-3.15', high: '27.95', currency: 'EUR' },
        },
    };
}
