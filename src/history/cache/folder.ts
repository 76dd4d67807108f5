import { join } from 'node:path';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Where the user's programs keep what they can make again, as the system has it; `undefined` where nobody says. */
export function cacheFolder(env: Environment, platform: string): string | undefined {
    if (env.LOYALTY_CACHE) return env.LOYALTY_CACHE;
    const base = baseFolder(env, platform);
    return base === undefined ? undefined : join(base, 'loyalty');
}

function baseFolder({ XDG_CACHE_HOME, LOCALAPPDATA, HOME }: Environment, platform: string): string | undefined {
    if (platform === 'win32') return LOCALAPPDATA;
    if (XDG_CACHE_HOME) return XDG_CACHE_HOME;
    if (!HOME) return undefined;
    return platform === 'darwin' ? join(HOME, 'Library', 'Caches') : join(HOME, '.cache');
}
