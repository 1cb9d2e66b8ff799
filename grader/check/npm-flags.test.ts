import { describe, expect, it } from 'vitest';
import { findSwallowedFlags } from './npm-flags.ts';

const npm = { npm_lifecycle_event: 'check' };

describe('findSwallowedFlags', () => {
  it('finds nothing in a proper call, nor outside npm', () => {
    expect(findSwallowedFlags(npm, ['raft'])).toBeUndefined();
    expect(findSwallowedFlags({ npm_config_hint: 'true' }, ['raft'])).toBeUndefined();
    expect(findSwallowedFlags({ ...npm, npm_config_jobs: '4' }, ['raft'])).toBeUndefined();
  });

  it('says what should have been typed', () => {
    const slip = { ...npm, npm_config_hint: 'true', npm_config_replay: 'true' };
    expect(findSwallowedFlags(slip, ['raft-12345678'])).toEqual({
      flags: ['--replay', '--hint'],
      command: 'npm run check -- --replay raft-12345678 --hint',
    });
  });

  it('puts values back to their flags', () => {
    const slip = { ...npm, npm_config_seed: 'true', npm_config_json: 'true', npm_config_runs: '5' };
    expect(findSwallowedFlags(slip, ['raft', '7', 'out.json'])?.command).toBe(
      'npm run check -- raft --seed 7 --runs 5 --json out.json',
    );
    const unknown = { ...npm, npm_config_property: 'true' };
    expect(findSwallowedFlags(unknown, ['raft'])?.command).toBe(
      'npm run check -- raft --property KENNUNG',
    );
  });
});
