import type { DiagnosticEntry } from '../diagnostics/entry.ts';
import { dataDiagnostics } from '../history/diagnostics.ts';
import { entries } from '../language/checks/index.ts';
import { notText } from './not-text.ts';

/** Everything that `loyalty` may find, in any layer. */
export const diagnosticEntries: readonly DiagnosticEntry[] = [...entries, ...dataDiagnostics, notText];
