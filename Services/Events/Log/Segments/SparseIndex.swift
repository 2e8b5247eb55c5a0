/// Where in a segment's file some of its batches begin, one in every 16 KiB or so, to find the others from there.
struct SparseIndex: Equatable, Sendable {
    /// How many bytes of batches lie between two entries at least.
    static let interval = 16 << 10

    /// The beginning of a batch.
    struct Entry: Equatable, Sendable {
        /// Its first offset.
        var offset: Int64
        /// Its place in the file, in bytes.
        var position: Int
        /// The latest timestamp of all batches before it, in milliseconds; `Int64.min` for the first.
        var timestampBefore: Int64
    }

    private(set) var entries: [Entry] = []
    private var latest = Int64.min

    init() {}

    /// Takes what was written by another process.
    init(entries: [Entry]) { self.entries = entries }

    /// Hears of the next batch of the segment.
    mutating func note(_ header: RecordBatchHeader, at position: Int) {
        if position >= (entries.last.map { $0.position + Self.interval } ?? 0) {
            entries.append(Entry(offset: header.baseOffset, position: position, timestampBefore: latest))
        }
        latest = max(latest, header.maximumTimestamp)
    }

    /// The last entry at or before an offset; nil when all lie behind it.
    func entry(for offset: Int64) -> Entry? {
        let index = entries.partitioned { $0.offset > offset }
        return index > 0 ? entries[index - 1] : nil
    }

    /// The last entry before which no batch reaches a time; nil when there are no entries.
    func entry(reaching time: Int64) -> Entry? {
        let index = entries.partitioned { $0.timestampBefore >= time }
        return index > 0 ? entries[index - 1] : nil
    }

    /// The first entry behind a place in the file.
    func entry(behind position: Int) -> Entry? {
        let index = entries.partitioned { $0.position > position }
        return index < entries.count ? entries[index] : nil
    }
}

extension [SparseIndex.Entry] {
    /// The index of the first element for which a condition holds that, once it does, holds for all that follow.
    fileprivate func partitioned(by condition: (Element) -> Bool) -> Int {
        var range = startIndex..<endIndex
        while !range.isEmpty {
            let middle = range.lowerBound + range.count / 2
            range = condition(self[middle]) ? range.lowerBound..<middle : middle + 1..<range.upperBound
        }
        return range.lowerBound
    }
}
