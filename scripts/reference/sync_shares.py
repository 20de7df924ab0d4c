"""Letters, letterboxes, invitations and notices (rules 90 to 103), read as docs/protocol.md says. Standard library only."""

import json

from ciphers import big, ed25519_public, hkdf, is_on_curve, open_sealed, p256, seal, sha256, verifies, x25519
from sync_bytes import base64url, check_list, compact, differs, envelope_keys, open_box, unbase64url, unhex
from sync_states import frames

LETTER = b"tidetable/v1 letter\n"


def letterbox_id(key):
    return base64url(sha256(b"tidetable/v1 letterbox\n", key)[:16])


def read_letter(box_seed, signer, signed, box_id, letter):
    """Rule 95: the JSON as text, or None."""
    head, places, body = letter[:12], letter[12:332], letter[332:]
    if len(letter) != 4096 or head[:8] != b"TD\1\4\1\0\0\0":
        return None
    opened = [open_box(box_seed, LETTER + box_id + head[8:], places[at : at + 80]) for at in range(0, 320, 80)]
    for key in opened:
        if key is None:
            continue
        aes, nonce, commitment = envelope_keys(key, body[:32])
        plain = open_sealed(aes, nonce, LETTER + box_id + head, body[64:]) if commitment == body[32:64] else None
        if plain is None:
            return None
        length = int.from_bytes(plain[:4], "big")
        differs("padding", any(plain[4 + length :]), False)
        content = plain[4 : 4 + length]
        if not verifies(signer, content[:64], signed + box_id + content[64:]):
            return None
        text = content[64:].decode()
        return text if json.loads(text)["number"] == int.from_bytes(head[8:], "big") else None
    return None


def check_letters(v):
    letter, box_id = unhex(v["letter"]), unbase64url(v["id"])
    differs("length", len(letter), 4096)
    differs("head but its number", letter[:8], b"TD\1\4\1\0\0\0")
    differs("number", int.from_bytes(letter[8:12], "big"), v["number"])
    for at in range(12, 332, 80):
        # Also the places that nobody has: otherwise they could be told from the others (rule 95).
        differs("a place that begins with a point", is_on_curve(letter[at : at + 32]), True)
    for seed in v["opens"] + v["not"]:
        expected = v["json"] if seed in v["opens"] else None
        found = read_letter(unhex(seed), unhex(v["signer"]), v["signed"].encode(), box_id, letter)
        differs("what it says", found, expected)
    if "json" in v:
        differs("order of the fields", compact(json.loads(v["json"])), v["json"])


def check_signed(v, purpose, proof, box_id, rest):
    """Rules 93, 101 and 103."""
    text = f"tidetable/v1 {purpose}\n{v['host']}\n".encode()
    differs("length of number and signature", len(proof), 72)
    signed = text + box_id + proof[:8] + sha256(rest)
    differs(f"signature for {purpose}", verifies(unhex(v["key"]), proof[8:], signed), True)
    return int.from_bytes(proof[:8], "big")


def check_letterboxes(v):
    key = unhex(v["key"])
    differs("key", ed25519_public(unhex(v["seed"])), key)
    _, version, kind, name = v["path"].split("/")
    differs("path", (version, name), ("v1", letterbox_id(key)))
    box_id, body, answer = unbase64url(name), unhex(v["body"] or ""), unhex(v["answer"])
    if v["method"] == "PUT":
        proof, *others = frames(body)
        rest = others[0] if kind == "letterbox" else body[76:]
        number = check_signed(v, f"{kind} put", proof, box_id, rest)
        differs("number", number > 0, True)
        if kind == "letterbox":
            differs("letters", [len(other) for other in others], [4096])
        for notice in others if kind == "queue" else []:
            length = int.from_bytes(notice[4:6], "big")
            differs("address", notice[6 : 6 + length].decode("ascii").startswith("https://"), True)
            differs("message", len(notice[6 + length :]), 1024)
    elif v["method"] == "DELETE":
        (proof,) = frames(body)
        differs("number", check_signed(v, f"{kind} delete", proof, box_id, b""), 0)
    elif kind == "queue":
        scheme, _, shown = v["headers"]["authorization"].partition(" ")
        differs("scheme", scheme, "Letterbox")
        differs("number", check_signed(v, "queue read", unbase64url(shown), box_id, b""), 0)
        differs("fields", list(json.loads(answer)), ["number", "waiting", "gone"])
    else:
        differs("length", len(answer), 8 + 4096)
    if v["status"] != 200:
        differs("refusal", "refused" in json.loads(answer), True)


def check_invitations(v):
    secret, share_key = unbase64url(v["secret"]), unhex(v["shareKey"])
    differs("mailbox", base64url(hkdf(secret, b"", b"tidetable/v1 share id", 16)), v["mailbox"])
    differs("key", hkdf(secret, b"", b"tidetable/v1 share key", 32), share_key)
    said = []
    for slot, message in enumerate(v["messages"]):
        sealed = unhex(message["sealed"])
        plain = open_sealed(share_key, sealed[:12], b"tidetable/v1 share\n" + bytes([slot]), sealed[12:])
        differs("length", len(plain), 3968)
        differs("message", (message["slot"], plain.rstrip(b" ").decode()), (slot, message["json"]))
        differs("order of the fields", compact(json.loads(message["json"])), message["json"])
        said.append(json.loads(message["json"]))
    promise, host, reader, welcome = said
    sign, box, nonce = (unbase64url(reader[name]) for name in ("sign", "box", "nonce"))
    differs("reader", (sign, box), (ed25519_public(unhex(v["signSeed"])), x25519(unhex(v["boxSeed"]))))
    promised = sha256(b"tidetable/v1 share promise\n", sign, box, nonce)
    differs("promise", base64url(promised), promise["promise"])
    key, grant = unbase64url(host["key"]), unbase64url(host["grant"])
    differs("grant", (letterbox_id(key), ed25519_public(unhex(v["seed"]))), (v["id"], key))
    differs("the host's grant", host["grant"], v["id"])
    digest = sha256(b"tidetable/v1 share words\n", secret, sign, box, key, grant, unbase64url(host["nonce"]))
    bits = int.from_bytes(digest[:6], "big") >> 4
    check_list([bits >> 11 * (3 - at) & 2047 for at in range(4)], v["words"])
    info, sealed = b"tidetable/v1 share welcome\n" + grant, unbase64url(welcome["box"])
    differs("signature", verifies(key, unbase64url(welcome["signature"]), info + secret + sealed), True)
    differs("welcome", open_box(unhex(v["boxSeed"]), info, sealed).decode(), v["welcome"])
    told = json.loads(v["welcome"])
    differs("order of the welcome's fields", compact(told), v["welcome"])
    agreed = b"tidetable/v1 scope\n" + grant + told["scope"].encode()
    differs("scope", verifies(key, unbase64url(told["signature"]), agreed), True)
    differs("reply box", unbase64url(told["reply"]["box"]), x25519(unhex(v["replyBoxSeed"])))
    differs("reply seed", unbase64url(told["reply"]["seed"]).hex(), v["replySeed"])


def check_notices(v):
    """RFC 8291, 3.4, and RFC 8188, 2."""
    receiver, sender, salt = p256(unhex(v["receiverSeed"])), p256(unhex(v["senderSeed"])), unhex(v["salt"])
    differs("receiver", receiver.hex(), v["receiver"])
    shared = p256(unhex(v["receiverSeed"]), sender)[1:33]
    differs("shared", p256(unhex(v["senderSeed"]), receiver)[1:33], shared)
    secret = hkdf(shared, unhex(v["auth"]), b"WebPush: info\0" + receiver + sender, 32)
    key = hkdf(secret, salt, b"Content-Encoding: aes128gcm\0", 16)
    nonce = hkdf(secret, salt, b"Content-Encoding: nonce\0", 12)
    plain = v["text"].encode() + b"\2" + bytes(v["padding"])
    message = salt + big(4096, 4) + bytes([len(sender)]) + sender + seal(key, nonce, b"", plain)
    differs("message", message.hex(), v["message"])
    if not v["name"].startswith("the example"):
        differs("length", len(message), 1024)
