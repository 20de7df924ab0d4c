"""Bytes, boxes and envelopes, as check_sync_vectors.py and its other parts read them. Standard library only."""

import base64
import json

from ciphers import big, hkdf, hpke_keys, open_sealed, seal, x25519


def differs(what, found, expected):
    """Raises unless equal; the only way a check fails."""
    if found != expected:
        raise ValueError(f"{what}: found {found!r:.100}, expected {expected!r:.100}")


# --- Bytes -------------------------------------------------------------------------------------------------------

unhex = bytes.fromhex


def compact(value):
    """JSON as JSON.stringify writes it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def counting(length):
    return bytes(index % 256 for index in range(length))


def base64url(data):
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def unbase64url(text):
    data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    differs("base64url", base64url(data), text)
    return data


def open_box(seed, info, box):
    """What a box holds, or None."""
    enc = box[:32]
    key, nonce = hpke_keys(x25519(seed, enc), enc, x25519(seed), info)
    return open_sealed(key, nonce, b"", box[32:])


# --- Envelopes (rules 10 to 14) ----------------------------------------------------------------------------------

SIZES = (1024, 4096, 16384, 65536)


def envelope_keys(epoch_key, salt):
    keys = hkdf(epoch_key, salt, b"tidetable/v1 envelope", 76)
    return keys[:32], keys[32:44], keys[44:]


def open_envelope(envelope, epoch_key, vault):
    head, salt, commitment = envelope[:12], envelope[12:44], envelope[44:76]
    if len(envelope) not in SIZES or head[:3] != b"TD\1" or head[3] not in (1, 2) or head[4:8] != b"\1\0\0\0":
        return None
    key, nonce, expected = envelope_keys(epoch_key, salt)
    if commitment != expected:
        return None
    plain = open_sealed(key, nonce, b"tidetable/v1\n" + vault + head, envelope[76:])
    if plain is None:
        return None
    length = int.from_bytes(plain[:4], "big")
    return plain[4 : 4 + length] if 4 + length <= len(plain) and not any(plain[4 + length :]) else None


def seal_envelope(kind, epoch, epoch_key, vault, salt, content):
    size = next(size for size in SIZES if len(content) <= size - 96)
    head = b"TD\1" + bytes([kind, 1, 0, 0, 0]) + big(epoch, 4)
    key, nonce, commitment = envelope_keys(epoch_key, salt)
    plain = (big(len(content), 4) + content).ljust(size - 92, b"\0")
    return head + salt + commitment + seal(key, nonce, b"tidetable/v1\n" + vault + head, plain)


# --- Words (BIP 39) ----------------------------------------------------------------------------------------------

WORDS = {}


def check_list(indices, words):
    """Every index means one word wherever it stands, and the list is in alphabetical order."""
    differs("number of words", len(words.split(" ")), len(indices))
    for index, word in zip(indices, words.split(" ")):
        differs("word", WORDS.setdefault(index, word), word)
    differs("order of the words", sorted(WORDS.values()), [WORDS[index] for index in sorted(WORDS)])
