"""Rosters, logs and registers (rules 20 to 37 and 70 to 72), read as docs/protocol.md says. Standard library only."""

import json

from ciphers import big, sha256, verifies, x25519
from sync_bytes import base64url, compact, differs, open_box, open_envelope, unbase64url, unhex

NOTHING = base64url(bytes(32))


# --- The roster (70, 71) -----------------------------------------------------------------------------------------


class Roster:
    def __init__(self, length=0, last=NOTHING, members=None):
        self.length, self.last, self.members = length, last, members or {}

    def names(self):
        return [[device, member["name"]] for device, member in self.members.items()]


def is_bytes(text, length):
    if not isinstance(text, str):
        return False
    try:
        return len(unbase64url(text)) == length
    except ValueError:
        return False


def is_name(name):
    return isinstance(name, str) and len(name.encode("utf-16-le")) // 2 <= 60


def members_after(members, action):
    """The devices after an action of this version; None where it cannot be."""
    members = dict(members)
    if "add" in action:
        device, sign, box = action["add"], action.get("sign"), action.get("box")
        if not (is_bytes(device, 8) and is_bytes(sign, 32) and is_bytes(box, 32) and is_name(action.get("name"))):
            return None
        if device in members or len(members) >= 8:
            return None
        if base64url(sha256(b"tidetable/v1 device\n", unbase64url(sign))[:8]) != device:
            return None
        if x25519(bytes(range(32)), unbase64url(box)) == bytes(32):
            return None
        members[device] = {"sign": sign, "box": box, "name": action["name"]}
    elif "remove" in action:
        return None if members.pop(action["remove"], None) is None else members
    elif "rename" in action:
        device = action["rename"]
        if device not in members or not is_name(action.get("name")):
            return None
        members[device] = {**members[device], "name": action["name"]}
    elif "epoch" in action and not is_bytes(action.get("boxes"), 32):
        return None
    return members


def take_statement(vault, root, roster, statement):
    """The roster after a statement and its action; None where rule 70 or 71 is broken."""
    text, signature = statement
    said = json.loads(text)
    action, by = said["action"], said["by"]
    if said["n"] != roster.length + 1 or said["prev"] != roster.last:
        return None
    if roster.length == 0 and (by != "root" or "add" not in action):
        return None
    if by != "root" and by not in roster.members:
        return None
    key = root if by == "root" else unbase64url(roster.members[by]["sign"])
    if not verifies(key, unbase64url(signature), b"tidetable/v1 roster\n" + vault + text.encode()):
        return None
    members = members_after(roster.members, action)
    if members is None:
        return None
    return Roster(roster.length + 1, base64url(sha256(text.encode())), members), action


def roster_from(vault, root, statements):
    """The roster of statements that all have to be taken; None where one is not."""
    roster = Roster()
    for statement in statements:
        taken = take_statement(vault, root, roster, statement)
        if taken is None:
            return None
        roster = taken[0]
    return roster


def check_rosters(v):
    vault, root = unbase64url(v["vault"]), unhex(v["root"])
    roster = roster_from(vault, root, v["before"])
    taken = take_statement(vault, root, roster, v["statement"])
    differs("members", taken and taken[0].names(), v["members"])


# --- Registers (30 to 36) ----------------------------------------------------------------------------------------


def take_batch(registers, batch, device, index):
    """Rule 33; `registers` has a list of [value, time, count, device, index] by (record, field)."""
    for record, field, value, time, count in batch["writes"]:
        kept = [
            other
            for other in registers.get((record, field), [])
            if other[4] > batch["base"] and other[3] != device
        ]
        if value is not None:
            kept.append([value, time, count, device, index])
        registers[record, field] = kept


def utf16(text):
    """By what JavaScript orders texts."""
    return text.encode("utf-16-be", "surrogatepass")


def rows_of(registers):
    """As the vectors list them; the last of each row is the value that is shown (rule 34)."""
    rows = []
    for record, field in sorted(registers, key=lambda name: (utf16(name[0]), utf16(name[1]))):
        kept = registers[record, field]
        if kept:
            shown = max(kept, key=lambda one: (one[1], one[2], one[3]))
            rows.append([record, field, kept, shown[0]])
    return rows


def registers_from_columns(columns):
    """Rule 60, as the page of the vectors explains it."""
    entries, index, time = [], 0, 0
    for index_step, device, time_step in columns["entries"]:
        index, time = index + index_step, time + time_step
        entries.append((index, columns["devices"][device], time))
    registers, used, at, place = {}, [0] * len(columns["fields"]), 0, 0
    for record, shape in zip(columns["records"], columns["shape"]):
        for field in columns["shapes"][shape]:
            place += columns["from"][at]
            index, device, time = entries[place]
            value = columns["values"][field][used[field]]
            count = columns["counts"][at] if columns["counts"] else 0
            kept = [value, time + columns["seconds"][at], count, device, index]
            registers[record, columns["fields"][field]] = [kept]
            used[field], at = used[field] + 1, at + 1
    differs("values", used, [len(values) for values in columns["values"]])
    differs("registers", at, len(columns["from"]))
    for record, field, value, time, count, device, index in columns["others"]:
        registers[record, field].append([value, time, count, columns["devices"][device], index])
        registers[record, field].sort(key=lambda kept: kept[4])
    return registers


def check_registers(v):
    registers = {}
    for index, (device, batch) in enumerate(v["log"], 1):
        take_batch(registers, batch, device, index)
    differs("registers", rows_of(registers), v["registers"])
    differs("columns", rows_of(registers_from_columns(v["columns"])), v["registers"])


# --- The log (20 to 24, 72) --------------------------------------------------------------------------------------


class Log:
    """What somebody with a box key holds of one vault's log."""

    def __init__(self, vault, root, box_seed):
        self.vault, self.root, self.box_seed = vault, root, box_seed
        self.index, self.chain, self.epoch, self.key = 0, sha256(b"tidetable/v1 log\n", vault), 0, None
        self.roster, self.authors, self.registers, self.awaited = Roster(), {}, {}, None

    def take_boxes(self, envelope):
        epoch = int.from_bytes(envelope[8:12], "big")
        if self.awaited is not None or epoch != self.epoch + 1:
            return False
        info = b"tidetable/v1 epoch\n" + self.vault + big(epoch, 4)
        opened = [open_box(self.box_seed, info, envelope[at : at + 80]) for at in range(12, 732, 80)]
        self.awaited = (envelope, epoch, next((key for key in opened if key), None))
        return True

    def take(self, envelope):
        """What an entry says, True for boxes, None for what breaks a rule."""
        if envelope[3] == 3:
            return self.take_boxes(envelope) or None
        boxes, epoch, key = self.awaited or (None, self.epoch, self.key)
        self.awaited = None
        index, chain = self.index, self.chain
        if boxes is not None:
            index, chain = index + 1, sha256(chain, sha256(boxes))
        if int.from_bytes(envelope[8:12], "big") != epoch or key is None:
            return None
        content = open_envelope(envelope, key, self.vault)
        if content is None:
            return None
        text = content[64:]
        entry = json.loads(text)
        if not {"device", "seq", "prev", "log", "time"} <= set(entry):
            return None
        roster, stated = self.roster, None
        for statement in entry.get("roster", []):
            taken = take_statement(self.vault, self.root, roster, statement)
            if taken is None:
                return None
            roster = taken[0]
            if "epoch" in taken[1]:
                stated = (taken[1]["epoch"], taken[1]["boxes"])
        if stated != (boxes and (epoch, base64url(sha256(boxes)))):
            return None
        device = entry["device"]
        if device not in roster.members:
            return None
        signed = b"tidetable/v1 entry\n" + self.vault + big(epoch, 4) + text
        if not verifies(unbase64url(roster.members[device]["sign"]), content[:64], signed):
            return None
        seq, prev = self.authors.get(device, (0, NOTHING))
        if entry["log"] != [index, base64url(chain)] or (entry["seq"], entry["prev"]) != (seq + 1, prev):
            return None
        if entry.get("batch", {"base": 0})["base"] > index:
            return None
        self.index, self.chain = index + 1, sha256(chain, sha256(envelope))
        self.epoch, self.key, self.roster = epoch, key, roster
        self.authors[device] = (seq + 1, base64url(sha256(content)))
        if "batch" in entry:
            take_batch(self.registers, entry["batch"], device, self.index)
        return content


LOGS = {}


def check_logs(v):
    vault, envelope = unbase64url(v["vault"]), unhex(v["envelope"])
    log = LOGS.setdefault(v["vault"], Log(vault, unhex(v["root"]), unhex(v["boxSeed"])))
    content = log.take(envelope)
    if v.get("refused"):
        differs("what is taken", content, None)
        return
    if "json" not in v:
        differs("boxes", content, True)
        return
    differs("index", log.index, v["n"])
    differs("hash", log.chain.hex(), v["hash"])
    differs("epoch", (log.epoch, log.key.hex()), (v["epoch"], v["epochKey"]))
    differs("signature", content[:64].hex(), v["signature"])
    differs("entry", content[64:].decode(), v["json"])
    differs("order of the fields", compact(json.loads(v["json"])), v["json"])
    differs("hash of the content", base64url(sha256(content)), v["contentHash"])
    differs("members", log.roster.names(), v["members"])
    differs("registers", rows_of(log.registers), v["registers"])
