// A commitment binds the log to what an act was; whoever has the salt and the content can open it.
import { base64url, unbase64url } from "../log/bytes.js";
import { hmacSha256 } from "../log/sha2.js";
import { dumped } from "./canonical.js";

export function opens(commitment, salt, content) {
  const key = unbase64url(salt);
  return key.length === 32 && base64url(hmacSha256(key, dumped(content))) === commitment;
}
