/// The newest offset of each key of a partition's sealed segments.
struct CompactionMap {
    private var newest: [IdentityFingerprint: Int64] = [:]
    private let limit: Int
    /// Up to which offset all keys are in it.
    private(set) var endOffset: Int64

    init(from offset: Int64, limit: Int) {
        endOffset = offset
        self.limit = limit
    }

    /// Takes a segment's records, oldest first, as long as there is room.
    ///
    /// - Returns: Whether there is room for more.
    mutating func note(_ records: [StoredRecord], upTo nextOffset: Int64) -> Bool {
        guard newest.count + records.count <= limit else { return false }
        for record in records {
            guard let key = record.key else { continue }
            newest[IdentityFingerprint(key)] = record.offset
        }
        endOffset = nextOffset
        return true
    }

    /// Whether a record is kept: it is the newest of its key, as far as is known, or has none.
    func keeps(_ record: StoredRecord) -> Bool {
        guard let key = record.key, let offset = newest[IdentityFingerprint(key)] else { return true }
        return record.offset >= offset
    }
}
