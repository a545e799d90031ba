import type { Rule } from "../rules";

/** Passwords that are tried first, in lower case. */
const guessed = [
  "opennebula",
  "oneadmin",
  "password",
  "changeme",
  "12345678",
  "123456789",
  "1234567890",
  "qwertyuiop",
  "adminadmin",
  "passw0rd",
  "password1",
  "password123",
  "opennebula1",
  "opennebula123",
];

// OpenNebula's clients don't carry what is beyond the basic plane of Unicode.
const carriedCharacters = /^(?!.*[\p{C}\p{Z}\u{10000}-\u{10ffff}]).+$/su;

/** oneadmin's password. The sentence never holds it. */
export const passwordRule: Rule<string> = (value) => {
  if (!carriedCharacters.test(value)) {
    return "can't be a password of OpenNebula; use printable characters without white space, and no emoji.";
  }
  if (value.includes(":")) {
    return 'has a colon, at which the command oneflow of OpenNebula cuts it; use none, or a "." in its place.';
  }
  if (value !== value.normalize("NFC")) {
    return "has letters whose accents are characters of their own, which no keyboard types; give it in Unicode's form NFC.";
  }
  if (Buffer.byteLength(value) > 256) {
    return "is too long for OpenNebula; use at most 256 bytes of UTF-8, where letters beyond ASCII count as 2 or 3.";
  }
  if (value.length < 8) {
    return "is too short for a password that opens the whole cloud; use at least 8 characters.";
  }
  return guessed.includes(value.toLowerCase())
    ? "is one of the passwords that are tried first; choose one that nobody guesses, or leave it out to have one made."
    : undefined;
};

const privateKeyForm =
  /^-----BEGIN (OPENSSH|RSA|EC) PRIVATE KEY-----\r?\n[\s\S]+-----END \1 PRIVATE KEY-----\s*$|^-----BEGIN PRIVATE KEY-----\r?\n[\s\S]+-----END PRIVATE KEY-----\s*$/;

export const privateKeyRule: Rule<string> = (value) =>
  privateKeyForm.test(value) && !value.includes("ENCRYPTED")
    ? undefined
    : "is not a private key that works unattended; give one in PEM or OpenSSH form, without passphrase.";

/** A line of authorized_keys, or what follows the name in known_hosts. */
export const publicKeyRule: Rule<string> = (value) =>
  /^(ssh-(ed25519|rsa)|ecdsa-sha2-nistp(256|384|521)) [A-Za-z0-9+/]+={0,2}( .*)?$/.test(value)
    ? undefined
    : 'is not a public key; give one line such as "ssh-ed25519 AAAA…", from a file that ends in .pub.';
