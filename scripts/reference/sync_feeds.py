"""Calendar feeds (rules 107 to 111), read as docs/protocol.md says. Standard library only."""

import json

from ciphers import big, ed25519_public, hkdf, open_sealed, seal, sha256, verifies
from sync_bytes import SIZES, base64url, differs, envelope_keys, unbase64url, unhex
from sync_states import frames

HEAD = b"TD\1\5\1\0\0\0" + bytes(4)
FEED_SIZES = SIZES[1:]


def feed_id(token):
    return sha256(b"tidetable/v1 feed id\n", token)[:16]


def bound(token):
    return b"tidetable/v1 feed\n" + feed_id(token) + HEAD


def feed_keys(token, salt):
    return envelope_keys(hkdf(token, b"", b"tidetable/v1 feed key", 32), salt)


def open_feed(token, sealed):
    """Rule 108: the text, or None."""
    if len(sealed) not in FEED_SIZES or sealed[:12] != HEAD:
        return None
    key, nonce, commitment = feed_keys(token, sealed[12:44])
    if sealed[44:76] != commitment:
        return None
    plain = open_sealed(key, nonce, bound(token), sealed[76:])
    if plain is None:
        return None
    end = 4 + int.from_bytes(plain[:4], "big")
    return plain[4:end] if end <= len(plain) and not any(plain[end:]) else None


def seal_feed(token, salt, text, size):
    key, nonce, commitment = feed_keys(token, salt)
    plain = (big(len(text), 4) + text).ljust(size - 92, b"\0")
    return HEAD + salt + commitment + seal(key, nonce, bound(token), plain)


def check_sealed(v):
    token = unhex(v["token"])
    differs("id", base64url(feed_id(token)), v["id"])
    if v.get("unopenable"):
        differs("text", open_feed(token, unhex(v["sealed"])), None)
        return
    text = v["text"].encode() if "text" in v else b"x" * v["textLength"]
    sealed = seal_feed(token, unhex(v["salt"]), text, v["length"])
    differs("length", v["length"] in FEED_SIZES and len(text) + 96 <= v["length"], True)
    differs("text", open_feed(token, sealed), text)
    if "sealed" in v:
        differs("sealed", sealed.hex(), v["sealed"])
    else:
        differs("beginning", sealed.hex()[: len(v["begins"])], v["begins"])
        differs("hash", sha256(sealed).hex(), v["sha256"])


FILLED = {}


def check_request(v):
    token, key = unhex(v["token"]), unhex(v["key"])
    differs("key", ed25519_public(unhex(v["seed"])), key)
    if v["path"].startswith("/feed/"):
        differs("path", v["path"], f"/feed/{base64url(token)}.ics")
        text = open_feed(token, FILLED[token]) if token in FILLED else None
        differs("status", v["status"], 404 if text is None else 200)
        if text is not None:
            differs("answer", v["answer"].encode(), text)
        return
    differs("path", v["path"], f"/v1/feed/{base64url(feed_id(token))}")
    proof, *others = frames(unhex(v["body"]))
    signed = f"tidetable/v1 feed {v['method'].lower()}\n{v['host']}\n".encode() + feed_id(token) + proof[:8]
    differs("signature", verifies(key, proof[8:], signed + sha256(unhex(v["body"])[76:])), True)
    if v["method"] == "PUT":
        last, sealed = others
        differs("last day", len(last), 4)
        differs("length", len(sealed) in FEED_SIZES, True)
        if v["status"] == 200:
            FILLED[token] = sealed
    else:
        differs("frames of a deletion", (others, proof[:8]), ([], bytes(8)))
        FILLED.pop(token, None)
    if v["status"] != 200:
        differs("refusal", "refused" in json.loads(v["answer"]), True)


def check_feeds(v):
    (check_request if "method" in v else check_sealed)(v)
