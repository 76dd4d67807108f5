import { Rational } from '../../base/rational.ts';
import type { RuleFigures, SimulationDocument } from '../../model/documents/simulation.ts';
import { count, decimal, money, points, shareOf } from '../figures.ts';
import {
    type Bar,
    type Block,
    type Chart,
    chartBlock,
    left,
    paragraph,
    right,
    row,
    type Section,
    type Table,
    tableBlock,
} from '../layout/page.ts';

const MOST_BARS = 12;

const KINDS = {
    earn: 'earning',
    price: 'price',
    reward: 'reward',
    contract: 'contract',
    rebate: 'rebate',
    wallet: 'wallet',
    trigger: 'trigger',
    migration: 'migration',
} as const;

export function ruleSection(document: SimulationDocument): Section | undefined {
    if (document.rules.length === 0) return undefined;
    const silent = document.rules.filter(rule => rule.fired === 0);
    const chart = costChart(document);
    const blocks: Block[] = [
        ...(silent.length < document.rules.length ? [tableBlock(ruleTable(document))] : []),
        ...(silent.length === 0 ? [] : [paragraph(`Never gave anything: ${silent.map(titleOf).join(', ')}.`)]),
        ...(chart === undefined ? [] : [chartBlock(chart)]),
    ];
    return { id: 'rules', heading: 'Rules', blocks };
}

function ruleTable({ rules, program }: SimulationDocument): Table {
    const limited = rules.some(rule => rule.limited > 0);
    return {
        caption: 'What each rule gave',
        columns: [
            left('Rule'),
            left('Kind'),
            right('Times'),
            right('Members'),
            right('Points'),
            right(`Cost in ${program.currency}`),
            ...(limited ? [right('Hit a limit')] : []),
        ],
        rows: rules
            .filter(rule => rule.fired > 0)
            .map(rule =>
                row(
                    titleOf(rule),
                    KINDS[rule.kind],
                    count(rule.fired),
                    count(rule.members),
                    pointsOf(rule),
                    decimal(rule.money.amount).isZero() ? '' : count(rule.money.amount),
                    ...(limited ? [rule.limited === 0 ? '' : count(rule.limited)] : []),
                ),
            ),
    };
}

export function costChart({ rules, program }: SimulationDocument): Chart | undefined {
    const costly = rules
        .filter(rule => !decimal(rule.money.amount).isZero())
        .toSorted((a, b) => decimal(b.money.amount).compare(decimal(a.money.amount)));
    const most = costly[0];
    if (most === undefined || costly.length < 2) return undefined;
    const total = sum(costly);
    return {
        id: 'costs',
        title: `What each rule gave away, in ${program.currency}`,
        reading: costReading(most, total),
        table: {
            caption: 'What each rule gave away',
            columns: [left('Rule'), right(`in ${program.currency}`), right('Share')],
            rows: costly.map(rule =>
                row(titleOf(rule), count(rule.money.amount), shareOf(decimal(rule.money.amount), total)),
            ),
        },
        picture: { kind: 'bars', bars: barsOf(costly, total) },
        height: 60 + Math.min(costly.length, MOST_BARS) * 28,
    };
}

function costReading(most: RuleFigures, total: Rational): string {
    const given = `${titleOf(most)} gave away most: ${money(most.money)}`;
    if (total.sign() <= 0) return `${given}.`;
    return `${given}, ${shareOf(decimal(most.money.amount), total)} of what all rules gave.`;
}

function barsOf(costly: readonly RuleFigures[], total: Rational): Bar[] {
    const few = costly.length <= MOST_BARS;
    const shown = few ? costly : costly.slice(0, MOST_BARS - 1);
    const rest = costly.slice(shown.length);
    const bars = shown.map(rule => bar(titleOf(rule), decimal(rule.money.amount), rule.money.amount, total));
    if (rest.length === 0) return bars;
    const amount = sum(rest);
    const decimals = rest[0]?.money.amount.split('.')[1]?.length ?? 0;
    return [...bars, bar(`${rest.length} other rules`, amount, amount.toFixed(decimals), total)];
}

const bar = (name: string, value: Rational, text: string, total: Rational): Bar => ({
    name,
    value: value.toNumber(),
    label: total.sign() > 0 ? `${count(text)} (${shareOf(value, total)})` : count(text),
});

const sum = (rules: readonly RuleFigures[]): Rational =>
    rules.reduce((total, rule) => total.add(decimal(rule.money.amount)), Rational.ZERO);

const titleOf = (rule: RuleFigures): string => rule.title;

const pointsOf = (rule: RuleFigures): string =>
    Object.entries(rule.points)
        .filter(([, amount]) => !decimal(amount).isZero())
        .map(([name, amount]) => points(amount, name))
        .join(', ');
