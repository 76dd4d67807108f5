import { ANY_TEXT } from '../model/type.ts';
import type * as ast from './generated/ast.ts';

/** `set of channels`: the program's channels. */
export function isChannels(type: ast.SetType): boolean {
    return type.values.length === 1 && type.values[0]?.name === 'channels';
}

/** `set of text`: tags, interests, whatever the data says. */
export function isAnyText(type: ast.SetType): boolean {
    return type.values.length === 1 && type.values[0]?.name === ANY_TEXT;
}
