import { Rational } from '../../base/rational.ts';
import type { Cohort, CohortPeriod, CohortUnit } from '../../model/documents/customers.ts';
import type { SimulationDocument } from '../../model/documents/simulation.ts';
import { count, decimal, money, monthLabel, monthName, percent, shareOf } from '../figures.ts';
import { type Chart, chartBlock, left, right, row, type Section, type Table } from '../layout/page.ts';

/** More rows than these are too small to read: then larger periods are shown. */
const MOST_PERIODS = 18;
const UNITS: readonly CohortUnit[] = ['month', 'quarter', 'year'];

export function cohortSection(document: SimulationDocument): Section | undefined {
    const charts = [cohortChart(document), cohortValueChart(document)].filter(chart => chart !== undefined);
    if (charts.length === 0) return undefined;
    return { id: 'cohorts', heading: 'Do they come back?', blocks: charts.map(chartBlock) };
}

/** The finest unit that can be shown; nothing where all came in the last period. */
function shown({ customers }: SimulationDocument): { unit: CohortUnit; cohorts: readonly Cohort[] } | undefined {
    const unit = UNITS.find(each => (customers.cohorts[each][0]?.periods.length ?? 0) <= MOST_PERIODS) ?? 'year';
    const cohorts = customers.cohorts[unit].slice(-MOST_PERIODS);
    return (cohorts[0]?.periods.length ?? 0) < 2 ? undefined : { unit, cohorts };
}

/** The triangle: a row for each cohort, a column for each period after the first. */
export function cohortChart(document: SimulationDocument): Chart | undefined {
    const found = shown(document);
    if (found === undefined) return undefined;
    const { unit, cohorts } = found;
    const rows = cohorts.filter(({ periods }) => periods.length > 1);
    const cells = rows.flatMap(({ periods }, y) =>
        periods.slice(1).map((period, x) => ({
            row: y,
            column: x,
            value: decimal(period.share).toNumber(),
            label: cellText(period, share => `${decimal(share).mul(Rational.of(100)).toFixed(0)}%`),
        })),
    );
    return {
        id: 'cohorts',
        title: `Members who bought again, by ${unit} of their first purchase and ${unit}s since then`,
        reading: cohortReading(unit, cohorts),
        table: cohortTable(unit, cohorts),
        picture: {
            kind: 'heat map',
            rows: rows.map(({ period, members }) => `${labelOf(period)} (${count(members)})`),
            columns: agesOf(cohorts).map(age => `+${age}`),
            cells,
        },
        height: 40 + rows.length * 27,
    };
}

/** What is not whole stands in brackets. */
const cellText = ({ share, partial }: CohortPeriod, say: (share: string) => string): string =>
    partial === true ? `(${say(share)})` : say(share);

function cohortTable(unit: CohortUnit, cohorts: readonly Cohort[]): Table {
    const ages = agesOf(cohorts);
    return {
        caption: `Share of members who bought again, by ${unit} of first purchase`,
        columns: [left('First purchase'), right('Members'), ...ages.map(age => right(`+${age}`))],
        rows: cohorts.map(({ period, members, periods }) =>
            row(
                nameOf(period),
                count(members),
                ...ages.map(age => {
                    const found = periods[age];
                    return found === undefined ? '' : cellText(found, percent);
                }),
            ),
        ),
    };
}

/** Periods after the first, as many as the longest cohort has. */
const agesOf = (cohorts: readonly Cohort[]): number[] =>
    Array.from({ length: Math.max(0, ...cohorts.map(({ periods }) => periods.length - 1)) }, (_, index) => index + 1);

function cohortReading(unit: CohortUnit, cohorts: readonly Cohort[]): string {
    const wanted = unit === 'month' ? [1, 3, 6, 12] : [1, 2, 4];
    const known = wanted.flatMap(age => {
        const share = retentionAt(cohorts, age);
        return share === undefined ? [] : [`${shareOf(share, Rational.ONE)} after ${said(age, unit)}`];
    });
    const first = cohorts[0]?.period;
    const old = first === undefined ? '' : ` Those of ${nameOf(first)} may have been customers before the data begin.`;
    const partial = cohorts.some(({ periods }) => periods.slice(1).some(each => each.partial === true));
    const brackets = partial ? ` In brackets: a ${unit} that the data do not hold whole.` : '';
    if (known.length === 0) return `No ${unit} after a first purchase is whole in the data.${old}${brackets}`;
    return `Of those who bought for the first time, bought again: ${known.join(', ')}.${old}${brackets}`;
}

const said = (age: number, unit: CohortUnit): string => (age === 1 ? `one ${unit}` : `${age} ${unit}s`);

const isWhole = (period: CohortPeriod | undefined): boolean => period !== undefined && period.partial !== true;

/** Over all cohorts of which this period is whole. */
function retentionAt(cohorts: readonly Cohort[], age: number): Rational | undefined {
    const whole = cohorts.filter(({ periods }) => isWhole(periods[age]));
    const members = whole.reduce((sum, cohort) => sum + cohort.members, 0);
    const active = whole.reduce((sum, { periods }) => sum + (periods[age]?.active ?? 0), 0);
    return members === 0 ? undefined : Rational.of(active, members);
}

/** What a member has brought by so many periods after the first purchase: historic lifetime value as it grows. */
export function cohortValueChart(document: SimulationDocument): Chart | undefined {
    const found = shown(document);
    if (found === undefined) return undefined;
    const { unit, cohorts } = found;
    const { currency } = document.program;
    const decimals = document.totals.revenue.amount.split('.')[1]?.length ?? 0;
    const values = grownValues(cohorts);
    const last = values.at(-1);
    if (last === undefined || values.length < 2) return undefined;
    const text = (value: Rational): string => value.toFixed(decimals);
    return {
        id: 'cohort-value',
        title: `What a member has brought by so many ${unit}s after the first purchase, in ${currency}`,
        reading: `A member has brought ${money({ amount: text(values[0] ?? last), currency })} on average in the ${unit} of the first purchase, and ${money({ amount: text(last), currency })} by ${said(values.length - 1, unit)} after it; later ${unit}s rest on ever fewer cohorts, the last on ${cohorts
            .filter(({ periods }) => isWhole(periods[values.length - 1]))
            .map(({ period }) => nameOf(period))
            .join(' and ')} alone.`,
        table: {
            caption: `Revenue of a member by ${unit} after the first purchase`,
            columns: [left(`After ${unit}s`), right(`Revenue of a member in ${currency}`)],
            rows: values.map((value, age) => row(String(age), count(text(value)))),
        },
        picture: {
            kind: 'columns',
            labels: values.map((_, age) => (age === 0 ? 'first' : `+${age}`)),
            series: [{ name: 'Revenue of a member', values: values.map(value => value.toNumber()) }],
            unit: currency,
        },
        height: 240,
    };
}

/** Sums over the ages of what members of the cohorts for which that age is whole brought on average. */
function grownValues(cohorts: readonly Cohort[]): Rational[] {
    const values: Rational[] = [];
    let sum = Rational.ZERO;
    for (const age of [0, ...agesOf(cohorts)]) {
        const whole = cohorts.filter(({ periods }) => isWhole(periods[age]));
        const members = whole.reduce((all, cohort) => all + cohort.members, 0);
        if (members === 0) break;
        const revenue = whole.reduce(
            (all, { periods }) => all.add(decimal(periods[age]?.revenue ?? '0')),
            Rational.ZERO,
        );
        sum = sum.add(revenue.div(Rational.of(members)));
        values.push(sum);
    }
    return values;
}

const isMonth = (period: string): boolean => /^\d{4}-\d{2}$/.test(period);
const nameOf = (period: string): string => (isMonth(period) ? monthName(period) : quarterName(period));
const labelOf = (period: string): string => (isMonth(period) ? monthLabel(period) : quarterName(period));

/** `Q1 2011` of `2011-Q1`; years stay as they are. */
function quarterName(period: string): string {
    const [year = '', quarter] = period.split('-');
    return quarter === undefined ? year : `${quarter} ${year}`;
}
