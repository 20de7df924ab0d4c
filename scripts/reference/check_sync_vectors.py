"""Checks packages/sync/vectors/ with every format written once more, in plain Python, and its ciphers in ciphers.py.

It shares nothing with the TypeScript but docs/protocol.md, the vectors and their README, so it shows that those pages
are enough to write the protocol from. Standard library only; some seconds. Prints "N vectors, all as written"; or what
differs, and then exits 1.
"""

import json
import pathlib
import sys

sys.dont_write_bytecode = True  # No folder of compiled files beside the sources.

from ciphers import big, ed25519_public, hkdf, hpke_keys, mac, open_sealed, seal, sha256, verifies, x25519
from sync_bytes import (
    base64url,
    check_list,
    counting,
    differs,
    open_box,
    open_envelope,
    seal_envelope,
    unbase64url,
    unhex,
)
from sync_feeds import check_feeds
from sync_logs import check_logs, check_registers, check_rosters
from sync_shares import check_invitations, check_letterboxes, check_letters, check_notices
from sync_states import check_backups, check_mails, check_requests, check_snapshots

FOLDER = pathlib.Path(__file__).resolve().parents[2] / "packages" / "sync" / "vectors"


# --- The vectors -------------------------------------------------------------------------------------------------


def check_words(v):
    entropy = unhex(v["entropy"])
    bits = int.from_bytes(entropy, "big") << 4 | sha256(entropy)[0] >> 4
    differs("indices", [bits >> 11 * (11 - at) & 2047 for at in range(12)], v["indices"])
    check_list(v["indices"], v["words"])
    for name, public in (("sign", ed25519_public), ("box", x25519)):
        seed = hkdf(entropy, b"", b"tidetable/v1 root " + name.encode(), 32)
        differs(f"{name} seed", seed.hex(), v[f"{name}Seed"])
        differs(name, public(seed).hex(), v[name])
    vault = base64url(sha256(b"tidetable/v1 vault\n", unhex(v["sign"]))[:16])
    differs("vault", vault, v["vault"])
    differs("charter's text", f"tidetable/v1 charter\n{vault}\n", v["charterText"])
    differs("charter", verifies(unhex(v["sign"]), unhex(v["charter"]), v["charterText"].encode()), True)


def check_devices(v):
    differs("sign", ed25519_public(unhex(v["signSeed"])).hex(), v["sign"])
    differs("box", x25519(unhex(v["boxSeed"])).hex(), v["box"])
    differs("device", base64url(sha256(b"tidetable/v1 device\n", unhex(v["sign"]))[:8]), v["device"])


def check_envelopes(v):
    key, vault = unhex(v["epochKey"]), unbase64url(v["vault"])
    if v.get("unopenable"):
        differs("content", open_envelope(unhex(v["envelope"]), key, vault), None)
        return
    content, kind = counting(v["contentLength"]), {"entry": 1, "snapshot": 2}[v["kind"]]
    envelope = seal_envelope(kind, v["epoch"], key, vault, unhex(v["salt"]), content)
    differs("length", len(envelope), v["length"])
    if "envelope" in v:
        differs("envelope", envelope.hex(), v["envelope"])
        differs("content", open_envelope(unhex(v["envelope"]), key, vault), content)
    else:
        differs("beginning", envelope.hex()[: len(v["begins"])], v["begins"])
        differs("hash", sha256(envelope).hex(), v["sha256"])


def check_epochs(v):
    vault, envelope, key = unbase64url(v["vault"]), unhex(v["envelope"]), unhex(v["key"])
    differs("head", envelope[:12], b"TD\1\3\1\0\0\0" + big(v["epoch"], 4))
    differs("length", len(envelope), 1024)
    bound = vault + big(v["epoch"], 4)
    places = [envelope[at : at + 80] for at in range(12, 732, 80)]
    for seed in v["boxSeeds"] + v["strangers"]:
        opened = [open_box(unhex(seed), b"tidetable/v1 epoch\n" + bound, box) for box in places]
        expected = [key] if seed in v["boxSeeds"] else []
        differs("opened boxes", [content for content in opened if content is not None], expected)
    access = hkdf(key, b"", b"tidetable/v1 access", 32)
    differs("access seed", access.hex(), v["accessSeed"])
    differs("access key", ed25519_public(access).hex(), v["access"])


def check_boxes(v):
    seed, ephemeral, info, content = (unhex(v[name]) for name in ("recipientSeed", "ephemeralSeed", "info", "content"))
    recipient, enc = x25519(seed), x25519(ephemeral)
    differs("recipient", recipient.hex(), v["recipient"])
    key, nonce = hpke_keys(x25519(ephemeral, recipient), enc, recipient, info)
    differs("box", (enc + seal(key, nonce, b"", content)).hex(), v["box"])
    differs("content", open_box(seed, info, unhex(v["box"])), content)


def check_proofs(v):
    of = v["of"]
    numbers = {"create": ["head"], "rotate": ["expect"], "restart": ["expect", "at"]}.get(v["purpose"])
    detail = ""
    if numbers is not None:
        pieces = [unhex(of.get("access", "")), *(big(of[name], 8) for name in numbers)]
        detail = base64url(sha256(*pieces, *map(unhex, of.get("hashes", []))))
    differs("detail", detail, v["detail"])
    lines = v["text"].split("\n")
    differs("lines", (lines[:2], lines[5:]), (["tidetable/v1 proof", v["purpose"]], [detail, ""]))
    differs("key", ed25519_public(unhex(v["seed"])).hex(), v["key"])
    differs("signature", verifies(unhex(v["key"]), unhex(v["signature"]), v["text"].encode()), True)


CHAIN = {}


def check_chain(v):
    if v["n"] == 0:
        CHAIN[0] = sha256(b"tidetable/v1 log\n", unbase64url(v["vault"]))
    else:
        CHAIN[v["n"]] = sha256(CHAIN[v["n"] - 1], sha256(unhex(v["envelope"])))
    differs("hash", CHAIN[v["n"]].hex(), v["hash"])
    bits = int.from_bytes(CHAIN[v["n"]][:6], "big") >> 4
    differs("four words", [bits >> 11 * (3 - at) & 2047 for at in range(4)], v["indices"])
    check_list(v["indices"], v["words"])


def check_records(v):
    data = unhex(v["bytes"])
    differs("id", base64url(mac(unhex(v["namingKey"]), v["name"].encode())), v["id"])
    differs("version", data[0], v["version"])
    associated = b"tidetable.record" + data[:1] + v["id"].encode()
    plain = open_sealed(unhex(v["cipherKey"]), data[1:13], associated, data[13:])
    differs("steps of 256", len(plain) % 256, 0)
    end = 4 + int.from_bytes(plain[:4], "big")
    differs("padding", any(plain[end:]), False)
    differs("content", json.loads(plain[4:end]), {"name": v["name"], "value": v["value"]})


CHECKS = {
    "words.json": check_words,
    "devices.json": check_devices,
    "envelopes.json": check_envelopes,
    "epochs.json": check_epochs,
    "boxes.json": check_boxes,
    "proofs.json": check_proofs,
    "chain.json": check_chain,
    "records.json": check_records,
    "rosters.json": check_rosters,
    "logs.json": check_logs,
    "registers.json": check_registers,
    "snapshots.json": check_snapshots,
    "backups.json": check_backups,
    "mails.json": check_mails,
    "requests.json": check_requests,
    "letters.json": check_letters,
    "letterboxes.json": check_letterboxes,
    "invitations.json": check_invitations,
    "notices.json": check_notices,
    "feeds.json": check_feeds,
}


def main():
    checked, failures = 0, []
    there = {path.name for path in FOLDER.glob("*.json")}
    failures += [f"{name}: no check of it here" for name in sorted(there - set(CHECKS))]
    for name, check in CHECKS.items():
        for number, vector in enumerate(json.loads((FOLDER / name).read_text("utf-8"))["vectors"], 1):
            checked += 1
            try:
                check(vector)
            except (ValueError, KeyError, IndexError, TypeError) as failure:
                failures.append(f"{name}, vector {number}: {failure}")
    for failure in failures:
        print(failure)
    print(f"{checked} vectors, {len(failures)} not as written" if failures else f"{checked} vectors, all as written")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
