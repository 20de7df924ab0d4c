"""The ciphers of suite 1 in plain Python, written from their standards to be read and to check vectors with.

Never to seal anything with: they take a time that depends on the keys. Standard library only.
"""

import hashlib
import hmac


def big(value, length):
    return value.to_bytes(length, "big")


def sha256(*pieces):
    return hashlib.sha256(b"".join(pieces)).digest()


def mac(key, *pieces):
    return hmac.new(key, b"".join(pieces), "sha256").digest()


def hkdf(secret, salt, info, length):
    """RFC 5869."""
    prk, block, out = mac(salt or bytes(32), secret), b"", b""
    while len(out) < length:
        block = mac(prk, block, info, big(len(out) // 32 + 1, 1))
        out += block
    return out[:length]


# --- AES-GCM, with keys of 16 and 32 bytes (FIPS 197; NIST SP 800-38D) ---------------------------------------------------------------------


def doubled(byte):
    return (byte << 1) ^ (0x11B if byte & 0x80 else 0)


def make_sbox():
    """FIPS 197, 5.1.1: the inverse in the field, then rotations added."""
    powers = [1]
    while len(powers) < 255:
        powers.append(powers[-1] ^ doubled(powers[-1]))
    box = [0x63] * 256
    for exponent, value in enumerate(powers):
        inverse = powers[-exponent % 255]
        mixed = inverse
        for turn in (1, 2, 3, 4):
            mixed ^= ((inverse << turn) | (inverse >> (8 - turn))) & 0xFF
        box[value] = mixed ^ 0x63
    return box


SBOX = make_sbox()
DOUBLED = [doubled(byte) for byte in range(256)]
SHIFTED = [(4 * (column + row) + row) % 16 for column in range(4) for row in range(4)]


def round_keys(key):
    given, constant = len(key) // 4, 1
    words = [list(key[at : at + 4]) for at in range(0, len(key), 4)]
    while len(words) < 4 * (given + 7):
        word = words[-1]
        if len(words) % given == 0:
            word = [SBOX[byte] for byte in word[1:] + word[:1]]
            word[0] ^= constant
            constant = doubled(constant)
        elif given == 8 and len(words) % 8 == 4:
            word = [SBOX[byte] for byte in word]
        words.append([a ^ b for a, b in zip(word, words[-given])])
    return [sum(words[at : at + 4], []) for at in range(0, len(words), 4)]


def aes_block(keys, block):
    state = [a ^ b for a, b in zip(block, keys[0])]
    for number in range(1, len(keys)):
        state = [SBOX[state[at]] for at in SHIFTED]
        if number < len(keys) - 1:
            mixed = []
            for at in range(0, 16, 4):
                a, b, c, d = state[at : at + 4]
                every = a ^ b ^ c ^ d
                mixed += [
                    a ^ every ^ DOUBLED[a ^ b],
                    b ^ every ^ DOUBLED[b ^ c],
                    c ^ every ^ DOUBLED[c ^ d],
                    d ^ every ^ DOUBLED[d ^ a],
                ]
            state = mixed
        state = [a ^ b for a, b in zip(state, keys[number])]
    return bytes(state)


def gcm_multiply(x, y):
    product = 0
    for bit in range(127, -1, -1):
        if x >> bit & 1:
            product ^= y
        y = (y >> 1) ^ (0xE1 << 120 if y & 1 else 0)
    return product


def gcm(key, nonce, associated, data, sealing):
    """What comes out of the counter mode, and the tag; `data` has no tag."""
    keys = round_keys(key)
    out = bytearray()
    for at in range(0, len(data), 16):
        stream = aes_block(keys, nonce + big(at // 16 + 2, 4))
        out += bytes(a ^ b for a, b in zip(data[at : at + 16], stream))
    sealed = bytes(out) if sealing else data
    padded = b"".join(part + bytes(-len(part) % 16) for part in (associated, sealed))
    padded += big(8 * len(associated), 8) + big(8 * len(sealed), 8)
    subkey, total = int.from_bytes(aes_block(keys, bytes(16)), "big"), 0
    for at in range(0, len(padded), 16):
        total = gcm_multiply(total ^ int.from_bytes(padded[at : at + 16], "big"), subkey)
    tag = total ^ int.from_bytes(aes_block(keys, nonce + big(1, 4)), "big")
    return bytes(out), big(tag, 16)


def seal(key, nonce, associated, plain):
    return b"".join(gcm(key, nonce, associated, plain, True))


def open_sealed(key, nonce, associated, sealed):
    """The plaintext, or None."""
    plain, tag = gcm(key, nonce, associated, sealed[:-16], False)
    return plain if tag == sealed[-16:] else None


# --- X25519 and Ed25519 (RFC 7748; RFC 8032) ---------------------------------------------------------------------

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P


def little(data):
    return int.from_bytes(data, "little")


def x25519(seed, point=bytes([9]) + bytes(31)):
    """RFC 7748, 5."""
    scalar = little(seed) & ((1 << 254) - 8) | 1 << 254
    u = little(point) & ((1 << 255) - 1)
    x2, z2, x3, z3 = 1, 0, u, 1
    for bit in range(254, -1, -1):
        if scalar >> bit & 1:
            x2, z2, x3, z3 = x3, z3, x2, z2
        a, b, c, d = x2 + z2, x2 - z2, x3 + z3, x3 - z3
        da, cb, aa, bb = d * a % P, c * b % P, a * a % P, b * b % P
        x3, z3 = (da + cb) ** 2 % P, u * (da - cb) ** 2 % P
        x2, z2 = aa * bb % P, (aa - bb) * (aa + 121665 * (aa - bb)) % P
        if scalar >> bit & 1:
            x2, z2, x3, z3 = x3, z3, x2, z2
    return (x2 * pow(z2, P - 2, P) % P).to_bytes(32, "little")


def is_on_curve(data):
    """Whether 32 bytes are the u of a point of Curve25519 (RFC 7748, 4.1), and written in the one way."""
    u = little(data)
    return u < P and pow(u**3 + 486662 * u * u + u, (P - 1) // 2, P) in (0, 1)


def add(p, q):
    """Two points of the Edwards curve, as X, Y, Z with x = X/Z and y = Y/Z (RFC 8032, 5.1.4, without T)."""
    (x1, y1, z1), (x2, y2, z2) = p, q
    a, b = x1 * x2 % P, y1 * y2 % P
    zz, e = z1 * z2 % P, D * a * b % P
    x = zz * (zz * zz - e) * ((x1 + y1) * (x2 + y2) - a - b)
    y = zz * (zz * zz + e) * (b + a)
    return x % P, y % P, (zz * zz - e) * (zz * zz + e) % P


def times(scalar, point):
    total = (0, 1, 1)
    while scalar:
        if scalar & 1:
            total = add(total, point)
        point, scalar = add(point, point), scalar >> 1
    return total


def point_from(data):
    """RFC 8032, 5.1.3; None for bytes that are no point."""
    sign, y = little(data) >> 255, little(data) & ((1 << 255) - 1)
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if y >= P or (x * x - square) % P or (x == 0 and sign):
        return None
    return (P - x if x & 1 != sign else x), y, 1


BASE = point_from((4 * pow(5, -1, P) % P).to_bytes(32, "little"))


def bytes_of(point):
    x, y, z = point
    x, y = x * pow(z, -1, P) % P, y * pow(z, -1, P) % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


def ed25519_public(seed):
    return bytes_of(times(little(hashlib.sha512(seed).digest()[:32]) & ((1 << 254) - 8) | 1 << 254, BASE))


def verifies(public, signature, message):
    key, r, s = point_from(public), point_from(signature[:32]), little(signature[32:])
    if key is None or r is None or s >= ORDER:
        return False
    k = little(hashlib.sha512(signature[:32] + public + message).digest()) % ORDER
    return bytes_of(times(s, BASE)) == bytes_of(add(r, times(k, key)))


# --- P-256 (FIPS 186-5; SEC 1) ----------------------------------------------------------------------------------

P256 = 2**256 - 2**224 + 2**192 + 2**96 - 1
P256_BASE = bytes.fromhex(
    "046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"
    "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5"
)


def p256_add(p, q):
    if p is None or q is None:
        return p or q
    (x1, y1), (x2, y2) = p, q
    if x1 == x2 and (y1 + y2) % P256 == 0:
        return None
    rise, run = (3 * x1 * x1 - 3, 2 * y1) if p == q else (y2 - y1, x2 - x1)
    slope = rise * pow(run, -1, P256) % P256
    x = (slope * slope - x1 - x2) % P256
    return x, (slope * (x1 - x) - y1) % P256


def p256(seed, point=P256_BASE):
    """Scalar times point, both uncompressed; the x of it is what ECDH shares."""
    scalar, total = int.from_bytes(seed, "big"), None
    base = int.from_bytes(point[1:33], "big"), int.from_bytes(point[33:], "big")
    while scalar:
        if scalar & 1:
            total = p256_add(total, base)
        base, scalar = p256_add(base, base), scalar >> 1
    return b"\4" + big(total[0], 32) + big(total[1], 32)


# --- HPKE, base mode (RFC 9180) ----------------------------------------------------------------------------------


def hpke_keys(secret_point, enc, recipient, info):
    """Key and nonce of the one message, from what both sides know."""

    def labels(suite):
        def extract(label, data, salt=b""):
            return mac(salt or bytes(32), b"HPKE-v1", suite, label, data)

        def expand(prk, label, about, length):
            return mac(prk, big(length, 2), b"HPKE-v1", suite, label, about, b"\1")[:length]

        return extract, expand

    extract, expand = labels(b"KEM" + big(0x20, 2))
    shared = expand(extract(b"eae_prk", secret_point), b"shared_secret", enc + recipient, 32)
    extract, expand = labels(b"HPKE" + big(0x20, 2) + big(1, 2) + big(2, 2))
    context = b"\0" + extract(b"psk_id_hash", b"") + extract(b"info_hash", info)
    secret = extract(b"secret", b"", shared)
    return expand(secret, b"key", context, 32), expand(secret, b"base_nonce", context, 12)
