import type { Format } from '../report/format.ts';
import { hasColour, type Io, type Output } from './io.ts';
import { version } from './version.ts';

/** A document as text for an output: as wide and as colourful as it is. */
export async function render<Document>(
    format: Format<Document>,
    document: Document,
    output: Output,
    io: Io,
    source: (file: string) => string | undefined = () => undefined,
): Promise<string> {
    const { diagnosticEntries } = await import('./entries.ts');
    const colour = hasColour(output, io.env);
    const text = await format.render(document, {
        width: output.columns,
        colour,
        source,
        entries: diagnosticEntries,
        version,
    });
    return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}
