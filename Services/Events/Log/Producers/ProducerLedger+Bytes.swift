extension ProducerLedger {
    /// The ledger as it is stored with a sealed segment: numbers of variable length.
    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        Varint.append(Int64(entries.count), to: &bytes)
        for (id, entry) in entries.sorted(by: { $0.key < $1.key }) {
            for number in [
                id, Int64(entry.epoch), entry.usedAt, entry.mayLack ? 1 : 0, Int64(entry.batches.count),
            ] {
                Varint.append(number, to: &bytes)
            }
            for batch in entry.batches {
                Varint.append(Int64(batch.baseSequence), to: &bytes)
                Varint.append(Int64(batch.lastSequence), to: &bytes)
                Varint.append(batch.baseOffset, to: &bytes)
            }
        }
        return bytes
    }

    /// Reads what was stored; nil when it is not whole.
    init?(bytes: [UInt8]) {
        var reader = ByteReader(bytes[...])
        guard let count = reader.length(), count >= 0 else { return nil }
        var entries: [Int64: Entry] = [:]
        for _ in 0..<count {
            guard let id = reader.varint(), let entry = Self.entry(from: &reader) else { return nil }
            entries[id] = entry
        }
        guard reader.remaining == 0 else { return nil }
        self.init(entries: entries)
    }

    private static func entry(from reader: inout ByteReader) -> Entry? {
        guard let epoch = reader.varint().flatMap(Int16.init(exactly:)), let usedAt = reader.varint(),
            let lack = reader.varint(), let count = reader.length(), (0...batchLimit).contains(count)
        else { return nil }
        var batches: [Batch] = []
        for _ in 0..<count {
            guard let base = reader.varint().flatMap(Int32.init(exactly:)),
                let last = reader.varint().flatMap(Int32.init(exactly:)), let offset = reader.varint()
            else { return nil }
            batches.append(Batch(baseSequence: base, lastSequence: last, baseOffset: offset))
        }
        return Entry(epoch: epoch, batches: batches, usedAt: usedAt, mayLack: lack != 0)
    }
}
