import { afterEach, expect, test } from 'vitest';
import { Session, uriOf } from './support/session.ts';

const program = 'program Beans {\n  currency EUR\n}\n';

let session: Session | undefined;
afterEach(() => session?.end());

async function openSession(files: Record<string, string>): Promise<Session> {
    session = await new Session(files).start();
    return session;
}

const messages = (of: Session, name: string) => of.diagnostics.get(uriOf(name))?.map(each => each.message);

test('a misspelled name is reported when the file is opened, and no longer once it is mended', async () => {
    const editor = await openSession({
        'a.loyalty': `${program}points Star { }\nearn Base on purchase { give 1 Sta }`,
    });
    await editor.open('a.loyalty');
    expect(messages(editor, 'a.loyalty')).toHaveLength(1);
    await editor.type('a.loyalty', `${program}points Star { }\nearn Base on purchase { give 1 Star }`);
    expect(messages(editor, 'a.loyalty')).toEqual([]);
});
