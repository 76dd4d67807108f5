import type { Combination } from '../../model/earn.ts';
import type { Program } from '../../model/program.ts';
import { multiple, withPer } from './number.ts';
import type { GrantCode } from './post.ts';
import type { Code, Sheet } from './sheet.ts';

/** Groups of earning rules of which one gives. */
export const choicesOf = ({ combinations }: Program): Combination[] =>
    combinations.filter(({ kind, mode }) => kind === 'earn' && mode !== 'sum');

/** Why groups are not compiled. */
export function reasonsOfCombinations(combinations: readonly Combination[], program: Program): readonly string[] {
    const choices = choicesOf({ ...program, combinations });
    return [...new Set(choices.flatMap(group => reasonsOfChoice(group, choices, program)))];
}

function reasonsOfChoice(group: Combination, choices: readonly Combination[], { earns }: Program): readonly string[] {
    const names = group.rules.join(', ');
    if (group.mode === 'exclusive') return [`the exclusive group ${names} is not compiled`];
    const own = earns.filter(({ name }) => group.rules.includes(name));
    const isElsewhere = choices.some(other => other !== group && other.rules.some(rule => group.rules.includes(rule)));
    if (isElsewhere) return [`rules in several groups, as ${names}, are not compiled`];
    const gives = own.flatMap(earn => earn.gives);
    const units = new Set(gives.map(({ unit }) => (unit.kind === 'points' ? unit.points : unit.currency)));
    if (units.size > 1) return [`the group ${names} compares several kinds of points, which is not compiled`];
    const asksItself = gives.some(
        ({ basis }) => basis.kind === 'of rules' && basis.rules.some(rule => group.rules.includes(rule)),
    );
    return asksItself ? [`the group ${names} takes a share of itself, which is not compiled`] : [];
}

/** Of the rules of a group one gives: the best for the member or the first that gives anything; the others give nothing. */
export function chosen(
    sheet: Sheet,
    code: Code,
    { mode }: Combination,
    rules: readonly (readonly GrantCode[])[],
): void {
    const giving = rules.filter(grants => grants.length > 0);
    if (giving.length < 2) return;
    const per = giving.flat().reduce((all, { amount }) => multiple(all, amount.per), 1);
    const [winner, most] = [sheet.fresh('cw'), sheet.fresh('cm')];
    code.line(`let ${winner} = -1, ${most} = 0;`);
    for (const [index, grants] of giving.entries()) {
        const sum = grants.map(({ amount }) => withPer(amount, per).code).join(' + ');
        if (mode === 'best') code.line(`{ const s = ${sum}; if (s > ${most}) { ${most} = s; ${winner} = ${index}; } }`);
        else code.line(`if (${winner} < 0 && ${sum} > 0) ${winner} = ${index};`);
    }
    for (const [index, grants] of giving.entries()) {
        const nothing = grants.map(({ amount }) => `${amount.code} = 0;`).join(' ');
        code.line(`if (${winner} >= 0 && ${winner} !== ${index}) { ${nothing} }`);
    }
}
