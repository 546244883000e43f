// The sorts of keys of OpenSSH that are taken: in a file, and in a security key that is touched to sign.
export const FILED = "ssh-ed25519";
export const TOUCHED = "sk-ssh-ed25519@openssh.com";

export function isSshKey(text) {
  return [FILED, TOUCHED].some((sort) => text.startsWith(`${sort} `));
}
