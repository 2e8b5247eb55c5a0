import Synchronization

/// The indexes of sealed segments: the ones used last in memory, all in files beside the segments. One that is missing or
/// damaged is made again from the segment.
final class IndexCache: Sendable {
    fileprivate struct Key: Hashable {
        let partition: TopicPartition
        let segment: SegmentName
    }

    fileprivate struct State {
        var indexes: [Key: (index: SparseIndex, usedAt: UInt64)] = [:]
        var uses: UInt64 = 0
    }

    private let state = Mutex(State())
    private let disk: any LogDisk
    private let folder: String
    private let limit: Int

    /// - Parameters:
    ///   - folder: The folder of all topics.
    ///   - limit: How many indexes are kept in memory; each takes some 200 kB at most.
    init(disk: any LogDisk, folder: String, limit: Int) {
        self.disk = disk
        self.folder = folder
        self.limit = limit
    }

    /// The index of a sealed segment. Blocks when it is not in memory.
    ///
    /// - Throws: ``EventLogError`` when the segment cannot be read.
    func index(
        of name: SegmentName, _ seal: SegmentSeal, in partition: TopicPartition
    ) throws(EventLogError) -> SparseIndex {
        let key = Key(partition: partition, segment: name)
        if let known = state.withLock({ $0.use(key) }) { return known }
        if let stored = stored(name, in: partition) {
            remember(stored, key)
            return stored
        }
        let file = try disk.open("\(folder)/\(partition)/\(name.file)", for: .reading)
        let scan = try SegmentScan(of: file, name, length: seal.length, endOffset: seal.nextOffset)
        keep(scan.index, of: name, in: partition)
        return scan.index
    }

    /// Remembers the index of a segment that was sealed, and writes its file.
    func keep(_ index: SparseIndex, of name: SegmentName, in partition: TopicPartition) {
        remember(index, Key(partition: partition, segment: name))
        let path = "\(folder)/\(partition)/\(name.index)"
        disk.remove(path)
        // Without the file the index is made again; it is not synced either, since its checksum tells when it is torn.
        guard let file = try? disk.create(path) else { return }
        try? file.write(index.bytes, at: 0)
    }

    private func stored(_ name: SegmentName, in partition: TopicPartition) -> SparseIndex? {
        // Whatever is wrong with the file, the index is made again.
        guard let file = try? disk.open("\(folder)/\(partition)/\(name.index)", for: .reading),
            let length = try? file.length(), let bytes = try? file.read(at: 0, count: length)
        else { return nil }
        return SparseIndex(bytes: bytes)
    }

    private func remember(_ index: SparseIndex, _ key: Key) {
        state.withLock { state in
            state.uses += 1
            state.indexes[key] = (index, state.uses)
            guard state.indexes.count > limit else { return }
            if let oldest = state.indexes.min(by: { $0.value.usedAt < $1.value.usedAt })?.key {
                state.indexes[oldest] = nil
            }
        }
    }
}

extension IndexCache.State {
    /// An index that is in memory, which is used now.
    fileprivate mutating func use(_ key: IndexCache.Key) -> SparseIndex? {
        guard let found = indexes[key] else { return nil }
        uses += 1
        indexes[key] = (found.index, uses)
        return found.index
    }
}
