import type { Price, PricePhase } from '../../model/price.ts';
import type { Program } from '../../model/program.ts';

/** Rules that are decided together: a group that is written with `combine`, or one rule by itself. */
export interface Step {
    readonly rules: readonly Price[];
    /** `in turn`: all that match are applied. */
    readonly mode: 'in turn' | 'best' | 'first' | 'exclusive';
    readonly onWhatIsLeft: boolean;
    /** `best` and `first`: so many rules at each place; one where it is absent. */
    readonly count?: number | undefined;
}

/**
 * The steps of a phase in the order in which they are decided: exclusive groups, then as declared; but a rule that
 * is `never with` another, or `after` it, waits for it. A group stands where its first declared rule stands.
 */
export function stepsOf(program: Program, phase: PricePhase): Step[] {
    const ranked = rankedStep(program, phase);
    const steps: Step[] = ranked === undefined ? [] : [ranked];
    const placed = new Set<Price>(ranked?.rules);
    for (const rule of program.prices) {
        if (rule.phase !== phase || placed.has(rule)) continue;
        const step = stepWith(rule, program, placed);
        for (const each of step.rules) placed.add(each);
        steps.push(step);
    }
    const exclusive = steps.filter(({ mode }) => mode === 'exclusive');
    return [...exclusive, ...inDueOrder(steps.filter(step => !exclusive.includes(step)))];
}

/** Rules that are exclusive by themselves are one group, highest priority first. */
function rankedStep(program: Program, phase: PricePhase): Step | undefined {
    const rules = program.prices.filter(each => each.phase === phase && each.priority !== undefined);
    if (rules.length === 0) return undefined;
    const ranked = rules.toSorted((a, b) => (b.priority ?? 0) - (a.priority ?? 0));
    return { rules: ranked, mode: 'exclusive', onWhatIsLeft: false };
}

/** A rule that several groups name belongs to the first of them. Rules that only add up need no group. */
function stepWith(rule: Price, program: Program, placed: ReadonlySet<Price>): Step {
    const alone: Step = { rules: [rule], mode: 'in turn', onWhatIsLeft: false };
    const group = program.combinations.find(({ kind, rules }) => kind === 'price' && rules.includes(rule.name));
    if (group === undefined || (group.mode === 'sum' && !group.onWhatIsLeft)) return alone;
    const rules = group.rules.flatMap(name =>
        program.prices.filter(each => each.name === name && each.phase === rule.phase && !placed.has(each)),
    );
    const { count, onWhatIsLeft } = group;
    return { rules, mode: group.mode === 'sum' ? 'in turn' : group.mode, onWhatIsLeft, count };
}

/** A stable topological sort; of rules that exclude each other the one declared first goes first. */
function inDueOrder(steps: readonly Step[]): Step[] {
    const done = new Set<Step>();
    const visit = (step: Step, waiting: ReadonlySet<Step>): void => {
        if (done.has(step) || waiting.has(step)) return;
        const chain = new Set(waiting).add(step);
        for (const [index, other] of steps.entries()) {
            const isMutual = waitsFor(other, step) && index > steps.indexOf(step);
            if (waitsFor(step, other) && !isMutual) visit(other, chain);
        }
        done.add(step);
    };
    for (const step of steps) visit(step, new Set());
    return [...done];
}

const waitsFor = (step: Step, other: Step): boolean =>
    step !== other &&
    step.rules.some(rule =>
        other.rules.some(({ name }) => rule.neverWith.includes(name) || rule.after?.includes(name) === true),
    );
