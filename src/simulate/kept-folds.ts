import { compileFold, type FoldRequest, type FoldResult } from '../engine/compiled/fold.ts';
import type { HistoryColumns } from '../model/columns.ts';

/** Code that was made of programs over columns is kept as long as the columns are: all parts of a block are run by it. */
const kept = new WeakMap<HistoryColumns, { readonly request: FoldRequest; readonly fold: FoldResult }[]>();

export function foldOf(request: FoldRequest): FoldResult {
    const folds = kept.get(request.columns) ?? [];
    kept.set(request.columns, folds);
    const found = folds.find(each => isSame(each.request, request));
    if (found !== undefined) return found.fold;
    const fold = compileFold(request);
    folds.push({ request, fold });
    return fold;
}

const isSame = (a: FoldRequest, b: FoldRequest): boolean =>
    a.program === b.program &&
    a.begins === b.begins &&
    a.until === b.until &&
    a.tells === b.tells &&
    a.events.join('\n') === b.events.join('\n') &&
    (a.segments ?? []).join('\n') === (b.segments ?? []).join('\n');
