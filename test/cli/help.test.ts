import { expect, test } from 'vitest';
import { commands } from '../../src/cli/program.ts';
import { openSession } from './support/session.ts';

test('loyalty --help', async () => {
    const { exitCode, stdout, stderr } = await openSession().run('--help');
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toMatchSnapshot();
});

test.each(commands.map(it => it.name))('loyalty %s --help', async name => {
    const { exitCode, stdout, stderr } = await openSession().run(...name.split(' '), '--help');
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toMatchSnapshot();
});
