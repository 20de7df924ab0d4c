"""Snapshots, backups, mail and requests (rules 40 to 61, 76 to 81), read as docs/protocol.md says. Standard library only."""

import gzip
import json

from ciphers import big, hkdf, open_sealed, sha256, verifies
from sync_bytes import base64url, check_list, compact, differs, open_box, open_envelope, unbase64url, unhex
from sync_logs import registers_from_columns, roster_from


def open_state(vault, root, signed):
    """The text of a signed state (60, 61), whoever on its own roster signed it."""
    signature, device, body = signed[:64], base64url(signed[64:72]), signed[72:]
    text = gzip.decompress(body).decode()
    state = json.loads(text)
    differs("order of the fields", compact(state), text)
    differs("vault", state["vault"], base64url(vault))
    roster = roster_from(vault, root, state["statements"])
    differs("a roster that begins with the root", roster is not None and device in roster.members, True)
    key = unbase64url(roster.members[device]["sign"])
    differs("signature", verifies(key, signature, b"tidetable/v1 snapshot\n" + vault + body), True)
    authors = state["authors"]
    differs("authors", [len(author) for author in authors], [5] * len(authors))
    differs("order of the authors", authors, sorted(authors))
    registers_from_columns(state["registers"])
    return text, device


def check_snapshots(v):
    vault, key, parts = unbase64url(v["vault"]), unhex(v["epochKey"]), [unhex(part) for part in v["parts"]]
    signed = b""
    for number, part in enumerate(parts):
        differs("head", part[:12], b"TD\1\2\1\0\0\0" + big(v["epoch"], 4))
        content = open_envelope(part, key, vault)
        differs("part", content[:4], big(number, 2) + big(len(parts), 2))
        signed += content[4:]
    differs("state", open_state(vault, unhex(v["root"]), signed), (v["state"], v["by"]))


def check_backups(v):
    file, entropy = json.loads(v["file"]), unhex(v["entropy"])
    differs("file", compact(file) + "\n", v["file"])
    differs("fields", list(file), ["schema", "vault", "root", "key", "state"])
    differs("schema", file["schema"], "tidetable.backup/1")
    vault, root = unbase64url(file["vault"]), unbase64url(file["root"])
    differs("vault", base64url(sha256(b"tidetable/v1 vault\n", root)[:16]), v["vault"])
    bound = b"tidetable/v1 backup\n" + vault
    seed = hkdf(entropy, b"", b"tidetable/v1 root box", 32)
    key, sealed = open_box(seed, bound, unbase64url(file["key"])), unbase64url(file["state"])
    differs("state", open_state(vault, root, open_sealed(key, sealed[:12], bound, sealed[12:]))[0], v["state"])
    bits = int.from_bytes(entropy, "big") << 4 | sha256(entropy)[0] >> 4
    check_list([bits >> 11 * (11 - at) & 2047 for at in range(12)], v["words"])


def check_mails(v):
    secret, vault, key = unbase64url(v["secret"]), unbase64url(v["vault"]), unhex(v["mailKey"])
    differs("mailbox", base64url(hkdf(secret, b"", b"tidetable/v1 mail id", 16)), v["mailbox"])
    differs("key", hkdf(secret, b"", b"tidetable/v1 mail key", 32), key)
    said = []
    for slot, message in enumerate(v["messages"]):
        differs("slot", message["slot"], slot)
        sealed = unhex(message["sealed"])
        plain = open_sealed(key, sealed[:12], b"tidetable/v1 mail\n" + bytes([slot]), sealed[12:])
        differs("length", len(plain), 3968)
        differs("message", plain.rstrip(b" ").decode(), message["json"])
        differs("order of the fields", compact(json.loads(message["json"])), message["json"])
        said.append(json.loads(message["json"]))
    promise, host, newcomer, welcome = said
    pieces = [unbase64url(newcomer[name]) for name in ("id", "sign", "box", "nonce")]
    differs("promise", base64url(sha256(b"tidetable/v1 promise\n", *pieces)), promise["promise"])
    differs("host", (host["vault"], unbase64url(host["sign"]).hex()), (v["vault"], v["hostSign"]))
    host_sign = unhex(v["hostSign"])
    digest = sha256(b"tidetable/v1 words\n", secret, pieces[1], pieces[2], host_sign, vault, unbase64url(host["nonce"]))
    bits = int.from_bytes(digest[:6], "big") >> 4
    check_list([bits >> 11 * (3 - at) & 2047 for at in range(4)], v["words"])
    info, box = b"tidetable/v1 welcome\n" + vault, unbase64url(welcome["box"])
    differs("the host's signature", verifies(host_sign, unbase64url(welcome["signature"]), info + secret + box), True)
    differs("welcome", open_box(unhex(v["boxSeed"]), info, box).decode(), v["welcome"])
    fields = ["rootSign", "rootBox", "charter", "epoch", "epochKey", "index", "chain", "relay"]
    differs("the welcome's fields", list(json.loads(v["welcome"])), fields)


# --- Requests (40 to 51, 57) -------------------------------------------------------------------------------------


def frames(data):
    """Rule 40."""
    found = []
    while data:
        length = int.from_bytes(data[:4], "big")
        differs("frame", len(data) >= 4 + length, True)
        found.append(data[4 : 4 + length])
        data = data[4 + length :]
    return found


def check_proof(v, purpose, proof, pieces):
    """Rule 41."""
    detail = base64url(sha256(*pieces)) if pieces else ""
    lines = ["tidetable/v1 proof", purpose, v["host"], proof["challenge"], v["vault"], detail, ""]
    signed = "\n".join(lines).encode()
    differs("proof", verifies(unhex(v["signer"]), unbase64url(proof["signature"]), signed), True)
    differs("vault", proof["vault"], v["vault"])


def check_requests(v):
    path, _, query = v["path"].partition("?")
    purpose, body = path.removeprefix("/v1/"), unhex(v["body"] or "")
    query = {name: int(value) for name, _, value in (pair.partition("=") for pair in query.split("&") if pair)}
    numbers = [big(query[name], 8) for name in ("expect", "at") if name in query]
    if v["headers"].get("content-type") == "application/json":
        said = json.loads(body)
        differs("order of the fields", compact(said).encode(), body)
        if purpose == "vaults":
            check_proof(v, "create", said, [unbase64url(said["access"]), big(said["head"], 8)])
            text = f"tidetable/v1 charter\n{v['vault']}\n".encode()
            differs("charter", verifies(unbase64url(said["root"]), unbase64url(said["charter"]), text), True)
        elif purpose != "boxes":
            check_proof(v, purpose, said, None)
    elif purpose in ("rotate", "restart"):
        first, *others = frames(body)
        said = json.loads(first)
        access = [unbase64url(said["access"])] if purpose == "rotate" else []
        check_proof(v, purpose, said, access + numbers + [sha256(frame) for frame in others])
    elif body:
        differs("frames", len(frames(body)) > 0, True)
    answer = unhex(v["answer"])
    if v["status"] != 200:
        differs("refusal", v["status"] == 201 or "refused" in json.loads(answer), True)
    elif v["method"] == "GET" and purpose == "log":
        head, first, found = int.from_bytes(answer[:8], "big"), int.from_bytes(answer[8:16], "big"), frames(answer[16:])
        differs("stretch", (first, first + len(found) - 1), (query["after"] + 1, head))
    elif v["method"] == "GET" and purpose == "snapshot":
        differs("snapshot", len(frames(answer[8:])) > 0, True)
    elif purpose != "boxes":
        json.loads(answer)
