import { GrammarUtils, type LangiumDocument } from 'langium';
import type { Color, ColorInformation, ColorPresentation, Range } from 'vscode-languageserver';
import * as ast from '../language/generated/ast.ts';
import { fileOf } from '../language/names.ts';

/** The colours of tiers, each where its digits stand. */
export function coloursIn(document: LangiumDocument): ColorInformation[] {
    const ladders = fileOf(document)?.declarations.filter(ast.isLadder) ?? [];
    return ladders.flatMap(({ tiers }) =>
        tiers.flatMap(tier => {
            const range = GrammarUtils.findNodeForProperty(tier.$cstNode, 'colour')?.range;
            const color = colourOf(tier.colour ?? '');
            return range && color ? [{ range: withoutQuotes(range), color }] : [];
        }),
    );
}

/** There is one way to write it. */
export function presentationsOf({ red, green, blue }: Color): ColorPresentation[] {
    const digits = [red, green, blue].map(part => Math.round(Math.min(1, Math.max(0, part)) * 255));
    return [{ label: `#${digits.map(each => each.toString(16).padStart(2, '0')).join('')}` }];
}

function colourOf(text: string): Color | undefined {
    const digits = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(text);
    const [red = 0, green = 0, blue = 0] = (digits ?? []).slice(1).map(each => Number.parseInt(each, 16) / 255);
    return digits ? { red, green, blue, alpha: 1 } : undefined;
}

const withoutQuotes = ({ start, end }: Range): Range => ({
    start: { line: start.line, character: start.character + 1 },
    end: { line: end.line, character: end.character - 1 },
});
