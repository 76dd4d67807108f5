import type { Program } from '../../model/program.ts';
import type { Declared } from '../../model/source.ts';
import { budgetDefaults } from './budget-defaults.ts';
import { isTimed, journeyDefaults } from './journey-defaults.ts';
import { orderDefaults } from './order-defaults.ts';
import { priceDefaults, uncombined } from './price-defaults.ts';
import { rankingDefaults } from './ranking-defaults.ts';
import { referralDefaults } from './referral-defaults.ts';
import { plainTriggers, ruleDefaults } from './rule-defaults.ts';
import { sharingRows } from './sharing-defaults.ts';
import { ownLadders, stageDefaults } from './stage-defaults.ts';

/** One answer that a program gets without having written it. */
export interface Default {
    /** What it is about, with its kind: `points Star`. */
    readonly about: string;
    readonly declared: Declared;
    /** Sentence: what holds. */
    readonly holds: string;
    /** The clause that says something else; absent where it always holds. */
    readonly otherwise: string | undefined;
}

/** Whether a clause that begins with this word (or these words) is written in the block of a declaration. */
export type IsWritten = (declared: Declared, clause: RegExp) => boolean;

/** One line of the table in docs/language/meaning.md, for the declarations that it concerns. */
export interface Row {
    readonly holds: string;
    readonly otherwise: string | undefined;
    /** How the clause that would answer it in the same block begins. */
    readonly clause: RegExp | undefined;
    readonly kind: string;
    readonly concerns: (program: Program) => readonly Declared[];
}

/** Every default that the program relies on, in the order of the table, grouped by kind. */
export function defaultsOf(program: Program, isWritten: IsWritten): readonly Default[] {
    return rows.flatMap(({ kind, concerns, clause, holds, otherwise }) =>
        concerns(program)
            .filter(declared => clause === undefined || !isWritten(declared, clause))
            .map(declared => ({ about: `${kind} ${declared.name}`, declared, holds, otherwise })),
    );
}

/** All that is known of defaults; a test holds it against the table in docs/language/meaning.md. */
export const rows: readonly Row[] = [
    {
        kind: 'program',
        holds: 'Weeks begin on Monday.',
        otherwise: 'week starts on Sunday',
        clause: /week/,
        concerns: program => [program],
    },
    {
        kind: 'program',
        holds: 'Years begin on 1 January, quarters and half-years with them.',
        otherwise: 'year starts on 1 April',
        clause: /year/,
        concerns: program => [program],
    },
    {
        kind: 'program',
        holds: 'Prices are without tax.',
        otherwise: 'prices with tax',
        clause: /prices/,
        concerns: program => [program],
    },
    {
        kind: 'program',
        holds: 'Tax is rounded line by line, half up; where prices contain it, the net is rounded so.',
        otherwise: 'tax rounded by order',
        clause: /tax\s+rounded/,
        concerns: program => (program.prices.length > 0 ? [program] : []),
    },
    {
        kind: 'program',
        holds: 'What is paid with points earns nothing.',
        otherwise: 'tender points earns normally',
        clause: /tender\s+points/,
        concerns: program => (program.earns.length > 0 ? [program] : []),
    },
    {
        kind: 'program',
        holds: 'A gift card earns when it is used, not when it is sold.',
        otherwise: 'tender gift_card earns when sold',
        clause: /tender\s+gift_card/,
        concerns: program => (program.earns.length > 0 ? [program] : []),
    },
    {
        kind: 'program',
        holds: 'What is paid with credit earns.',
        otherwise: 'tender credit earns nothing',
        clause: /tender\s+credit/,
        concerns: program => (program.earns.length > 0 ? [program] : []),
    },
    ...orderDefaults,
    {
        kind: 'points',
        holds: 'Points are whole: they have no decimals.',
        otherwise: 'decimals 2',
        clause: /decimals/,
        concerns: program => program.points.filter(it => it.decimals === 0),
    },
    {
        kind: 'points',
        holds: 'The points of an event are rounded down, once, when they are posted.',
        otherwise: 'round half up',
        clause: /round/,
        concerns: program => program.points.filter(it => it.round === 'down'),
    },
    {
        kind: 'points',
        holds: 'Points can be spent at once.',
        otherwise: 'pending 14 days',
        clause: /pending/,
        concerns: program =>
            program.points.filter(
                it => it.pending === undefined && it.pendingUntil === undefined && it.use === 'spending',
            ),
    },
    {
        kind: 'points',
        holds: 'Points never expire.',
        otherwise: 'expire after 12 months',
        clause: /expire/,
        concerns: program => program.points.filter(it => it.expiry.kind === 'never'),
    },
    {
        kind: 'points',
        holds: 'What expires soonest is spent first, then what is oldest.',
        otherwise: 'spend oldest first',
        clause: /spend/,
        concerns: program => program.points.filter(it => it.spend === 'soonest to expire' && it.use === 'spending'),
    },
    {
        kind: 'points',
        holds: 'A return takes back what the goods have earned.',
        otherwise: 'return keeps points',
        clause: /return/,
        concerns: program => program.points.filter(it => it.onReturn === 'take'),
    },
    {
        kind: 'points',
        holds: 'Points taken back after they were spent are a debt, which later earning fills first.',
        otherwise: 'debt forgiven',
        clause: /debt/,
        concerns: program => program.points.filter(it => it.debt === 'allowed' && it.onReturn !== 'keep'),
    },
    {
        kind: 'points',
        holds: 'Points spent on what is returned come back, and stay usable for at least 30 days.',
        otherwise: 'restored for 60 days',
        clause: /restored/,
        concerns: program => program.points.filter(it => it.use === 'spending'),
    },
    ...sharingRows,
    {
        kind: 'tiers',
        holds: 'The purchase that crosses a threshold earns at the tier held when it began.',
        otherwise: 'crossing earns new tier',
        clause: /crossing/,
        concerns: program => ownLadders(program).filter(it => it.crossing === 'old tier'),
    },
    {
        kind: 'tiers',
        holds: 'A return lowers the metric at once, the tier only at its review.',
        otherwise: 'return lowers tier immediately',
        clause: /return/,
        concerns: program => ownLadders(program).filter(it => it.onReturn === 'at review'),
    },
    {
        kind: 'tiers',
        holds: 'A review that finds the tier not met takes it away without grace.',
        otherwise: 'grace 30 days',
        clause: /grace/,
        concerns: program =>
            ownLadders(program).filter(
                it => it.review !== undefined && it.grace === undefined && it.downgrade !== 'none',
            ),
    },
    {
        kind: 'tiers',
        holds: 'What is above the threshold when a period ends is dropped.',
        otherwise: 'surplus kept',
        clause: /surplus/,
        concerns: program => ownLadders(program).filter(it => it.surplus === 'dropped'),
    },
    ...rankingDefaults,
    {
        kind: 'earn',
        holds: 'Points are earned on what is paid for the goods: after discounts, without tax and shipping.',
        otherwise: 'give … per 1 EUR of purchase.gross',
        clause: /give[^\n]*\bper\b[^\n]*\bof\b/,
        concerns: program =>
            program.earns.filter(it => it.gives.some(give => give.basis.kind === 'per' && give.basis.of === undefined)),
    },
    {
        kind: 'earn',
        holds: 'It adds up with every other rule that matches.',
        otherwise: 'combine A, B: best',
        clause: /combine/,
        concerns: program => uncombined(program, 'earn'),
    },
    {
        kind: 'earn',
        holds: 'Its share is of the base: bonuses add up and do not compound.',
        otherwise: 'give 25% of Base compounding',
        clause: /give[^\n]*\bcompounding\b/,
        concerns: program =>
            program.earns.filter(it => it.gives.some(({ basis }) => basis.kind === 'of rules' && !basis.compounding)),
    },
    {
        kind: 'earn',
        holds: 'Over a limit it gives what is left of the limit.',
        otherwise: 'limit … else reject',
        clause: /limit[^\n]*\breject\b/,
        concerns: program => program.earns.filter(it => it.limits.some(limit => limit.excess === 'clip')),
    },
    {
        kind: 'earn',
        holds: 'The periods of its limits are those of the calendar.',
        otherwise: 'limit … per rolling 30 days',
        clause: /limit[^\n]*\brolling\b/,
        concerns: program => program.earns.filter(it => it.limits.some(limit => limit.period.kind === 'calendar')),
    },
    ...priceDefaults,
    ...ruleDefaults,
    {
        kind: 'trigger',
        holds: 'It fires at midnight.',
        otherwise: 'at 09:00',
        clause: /at\s+\d/,
        concerns: program => plainTriggers(program).filter(it => isTimed(it) && it.atMinute === 0),
    },
    {
        kind: 'contract',
        holds: 'Price rules are computed on contract prices.',
        otherwise: 'instead of promotions',
        clause: /instead|best|before/,
        concerns: program => program.contracts,
    },
    {
        kind: 'contract',
        holds: 'It is over when its term is.',
        otherwise: 'renew automatically',
        clause: /renew/,
        concerns: program => program.contracts.filter(({ term }) => term !== undefined),
    },
    ...budgetDefaults,
    ...journeyDefaults,
    ...stageDefaults,
    ...referralDefaults,
];

/** Whether a clause stands in the block of a declaration, which begins at its name; comments do not count. */
export function isWrittenIn(text: string, declared: Declared, clause: RegExp): boolean {
    const rest = text.slice(declared.span.start).replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*|"[^"\n]*"/g, ' ');
    const block = rest.slice(0, endOfBlock(rest));
    return new RegExp(`\\b(?:${clause.source})\\b`).test(block);
}

function endOfBlock(text: string): number {
    let depth = 0;
    for (const { 0: brace, index } of text.matchAll(/[{}]/g)) {
        if (brace === '{') depth++;
        else if (brace === '}' && --depth <= 0) return index;
    }
    return text.length;
}
