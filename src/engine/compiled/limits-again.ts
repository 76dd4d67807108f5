import type { Earn } from '../../model/earn.ts';
import type { Program } from '../../model/program.ts';
import { usedOf } from './limit.ts';
import type { Slot } from './returns.ts';
import type { Code, Sheet } from './sheet.ts';

/** What of a limit was used before each purchase, by its number: returns work the purchase out again under it. */
const usedThen = ({ program }: Pick<Sheet, 'program'>, rule: string, index: number): string => {
    const numbered = program.earns.flatMap(({ name, limits }) => limits.map((_, limit) => `${name}/${limit}`));
    return `ol${numbered.indexOf(`${rule}/${index}`)}`;
};

export function usedNoted(sheet: Sheet, rule: string, index: number, used: string): string[] {
    if (!sheet.shape.hasEvent('return') || !sheet.program.earns.some(({ name }) => name === rule)) return [];
    return [`${sheet.array(usedThen(sheet, rule, index), 'double', 1, 1)}[ot] = ${used};`];
}

/** What of limits of what purchases earn can't be undone. */
export function reasonsOfLimits({ earns, budgets }: Program): string[] {
    return earns.flatMap(({ name, occasion, limits }) => {
        if (limits.length === 0 || !(occasion.kind === 'item' || occasion.event === 'purchase')) return [];
        const isClipped = budgets.some(({ covers, per }) => per?.scope === 'member' && covers.includes(name));
        const isPlain = limits.every(({ of }) => of === 'points') && !isClipped;
        return isPlain ? [] : [`limits of '${name}' beside returns are not compiled`];
    });
}

/** Clips exact gifts of a purchase of the past by what limits left then; `names` are their variables. */
export function clippedAgain(sheet: Sheet, code: Code, { name, limits, gives }: Earn, names: readonly string[]): void {
    for (const [index, limit] of limits.entries()) {
        const points = sheet.program.points.find(each => {
            const unit = gives[0]?.unit;
            return unit?.kind === 'points' && unit.points === each.name;
        });
        const per = 10 ** (points?.decimals ?? 0);
        const most = sheet.rational(limit.amount);
        const used = limit.period.kind === 'occasion' ? '0' : `${usedThen(sheet, name, index)}[o]`;
        code.line(`{ let rest = H.notNegative(${most}.sub(H.fraction(${used}, ${per}))), over = false;`);
        for (const each of names)
            code.line(`if (${each}.gt(rest)) { ${each} = rest; over = true; } rest = rest.sub(${each});`);
        if (limit.excess === 'reject') code.line(`if (over) { ${names.map(each => `${each} = H.zero;`).join(' ')} }`);
        code.line('}');
    }
}

/** What limits were used for what came back is free again, in the period of the purchase; `ka` is kept, `gh` was. */
export function usesChanged(sheet: Sheet, slots: readonly Slot[]): string[] {
    return sheet.program.earns.flatMap(({ name, limits }) => {
        const own = [...slots.entries()].filter(([, { giver }]) => giver === name);
        if (limits.length === 0 || own.length === 0) return [];
        const change = own.map(([s]) => `ka[${s}] - gh[o * SLOTS + ${s}]`).join(' + ');
        return [
            `{ const change = ${change};`,
            'if (change !== 0) {',
            ...limits.flatMap((limit, index) =>
                usedOf(sheet, `${name}/${index}`, limit.period).change('change', 'pday'),
            ),
            '} }',
            ...own.map(([s]) => `gh[o * SLOTS + ${s}] = ka[${s}];`),
        ];
    });
}
