import EventLog

extension ReadPage {
    /// What a stream tells of.
    enum Entry {
        case record(StoredRecord)
        case damage(DamagedRange)
    }

    /// The records and what is lost between them, in the order of their offsets.
    var entries: [Entry] {
        var entries: [Entry] = []
        var damage = damage[...]
        for record in records {
            while let range = damage.first, range.offsets.upperBound <= record.offset {
                entries.append(.damage(range))
                damage.removeFirst()
            }
            entries.append(.record(record))
        }
        return entries + damage.map(Entry.damage)
    }
}
