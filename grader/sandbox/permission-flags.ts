/**
 * Flags of Node's permission model, without any right to files, programs or network, for as far as
 * a version knows it. It guards against accidents; the compartment is what confines.
 *
 * @param version of Node, as in `process.versions.node`.
 */
export function permissionFlags(version: string): readonly string[] {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isStable = major > 23 || (major === 23 && minor >= 5) || (major === 22 && minor >= 13);
  return [isStable ? '--permission' : '--experimental-permission', '--allow-worker'];
}
