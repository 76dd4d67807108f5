import { Random } from '../../base/random.ts';
import { Rational } from '../../base/rational.ts';
import type { Program } from '../../model/program.ts';
import { drawTrial, plainDay, plainTrial, type Source } from './candidates.ts';
import { cluesOf } from './clues.ts';
import { isDoneBy, type Rule } from './rule.ts';
import { type Line, type Played, play, type Trial } from './trial.ts';

/** A history in which a rule does something, with nothing in it that does not matter. */
export interface Witness {
    readonly trial: Trial;
    readonly played: Played;
}

const TRIALS = 600;

/**
 * Tries plain histories first, then ones with more in them; the same program has the same answer. Undefined: none was
 * found. `breathe` is waited for every few tries, for the sake of whatever else there is to do.
 */
export async function findWitness(
    rule: Rule,
    program: Program,
    breathe: () => Promise<void> = async () => {},
): Promise<Witness | undefined> {
    const clues = cluesOf(rule.model, program);
    const source: Source = { program, rule, clues, random: new Random(1) };
    for (let n = 0; n < TRIALS; n++) {
        const trial = n === 0 ? plainTrial(source) : drawTrial(source, 0.15 + 0.8 * ((n % 40) / 40));
        const found = witnessed(trial, rule, program);
        if (found) return simplest(found, rule, program, breathe);
        if (n % 8 === 0) await breathe();
    }
    return undefined;
}

function witnessed(trial: Trial, rule: Rule, program: Program): Witness | undefined {
    const played = play(trial, program);
    return played?.outcomes.some(each => isDoneBy(rule, each)) ? { trial, played } : undefined;
}

/** Leaves out and makes plain, one thing after the other, whatever the rule does its work without. */
async function simplest(
    witness: Witness,
    rule: Rule,
    program: Program,
    breathe: () => Promise<void>,
): Promise<Witness> {
    let best = witness;
    for (let hasChanged = true; hasChanged; ) {
        hasChanged = false;
        for (const trial of simpler(best.trial, program)) {
            const found = witnessed(trial, rule, program);
            await breathe();
            if (!found) continue;
            best = found;
            hasChanged = true;
            break;
        }
    }
    return best;
}

function* simpler(trial: Trial, program: Program): Generator<Trial> {
    for (const key of ['tiers', 'balances', 'contracts'] as const) {
        for (let n = 0; n < trial[key].length; n++) yield { ...trial, [key]: trial[key].toSpliced(n, 1) };
    }
    for (const key of ['facts', 'fields', 'opening'] as const) {
        for (const field of trial[key].keys()) yield { ...trial, [key]: without(trial[key], field) };
    }
    if (trial.joined !== undefined) yield { ...trial, joined: undefined };
    if (trial.event !== undefined && trial.before > 0) yield { ...trial, before: 0 };
    if (trial.before > 1) yield { ...trial, before: trial.before - 1 };
    if (trial.before > 0 && trial.gap > 1) yield { ...trial, gap: 1 };
    if (trial.minute !== undefined) yield { ...trial, minute: undefined };
    if (trial.day !== plainDay(program)) yield { ...trial, day: plainDay(program) };
    if (trial.lines.length > 1)
        for (let n = 0; n < trial.lines.length; n++) yield { ...trial, lines: trial.lines.toSpliced(n, 1) };
    for (const [n, line] of trial.lines.entries())
        for (const plainer of simplerLines(line))
            if (plainer.sku !== undefined || trial.lines.length === 1)
                yield { ...trial, lines: trial.lines.with(n, plainer) };
}

const PLAIN_PRICE = Rational.of(40);

function* simplerLines(line: Line): Generator<Line> {
    for (const field of line.fields.keys()) yield { ...line, fields: without(line.fields, field) };
    if (!line.quantity.eq(Rational.ONE)) yield { ...line, quantity: Rational.ONE };
    if (!line.price.eq(PLAIN_PRICE) && !line.price.eq(Rational.of(10))) {
        yield { ...line, price: PLAIN_PRICE };
        yield { ...line, price: Rational.of(10) };
    }
    if (line.sku !== undefined && isSayableAsAmount(line)) yield { ...line, sku: undefined };
    if (line.sku !== undefined && line.sku !== ANY) yield { ...line, sku: ANY };
}

/** `purchase 40 EUR`: one unit of nothing in particular. */
const isSayableAsAmount = ({ quantity, fields }: Line): boolean => quantity.eq(Rational.ONE) && fields.size === 0;

const ANY = 'ARTICLE-1';

function without<T>(map: ReadonlyMap<string, T>, key: string): ReadonlyMap<string, T> {
    return new Map([...map].filter(([each]) => each !== key));
}
