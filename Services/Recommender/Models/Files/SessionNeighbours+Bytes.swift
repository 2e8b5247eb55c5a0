extension SessionNeighbours {
    /// Writes it: 4 bytes for each session and item; what follows from them is made when it is read.
    package func write(to writer: inout PackedWriter) {
        writer.write(UInt32(itemCount))
        writer.write(UInt32(clamping: configuration.recentSessionCount))
        writer.write(UInt32(clamping: configuration.neighbourCount))
        writer.write(UInt32(clamping: configuration.lastItemCount))
        let lists = (0..<sessions.rowCount).map { sessions.columns(ofRow: $0) }
        writer.write(lists.map { UInt32($0.count) })
        writer.write(lists.flatMap { Array($0) })
    }

    /// Reads what ``write(to:)`` has written.
    ///
    /// - Throws: ``ModelError/unreadable``.
    package init(from reader: inout PackedReader) throws(ModelError) {
        let itemCount = Int(try reader.read(UInt32.self))
        let settings = (
            recent: Int(try reader.read(UInt32.self)), neighbours: Int(try reader.read(UInt32.self)),
            last: Int(try reader.read(UInt32.self))
        )
        let counts = try reader.readNumbers()
        let items = try reader.readNumbers()
        // What is out of bounds was not written by us.
        guard itemCount < 1 << 26, counts.reduce(0, { $0 + Int($1) }) == items.count,
            items.allSatisfy({ Int($0) < itemCount }),
            let configuration = try? VMISConfiguration(
                recentSessionCount: settings.recent, neighbourCount: settings.neighbours, lastItemCount: settings.last)
        else { throw .unreadable }
        var lists: [[UInt32]] = []
        lists.reserveCapacity(counts.count)
        var place = 0
        for count in counts {
            lists.append(Array(items[place..<place + Int(count)]))
            place += Int(count)
        }
        self.init(lists, itemCount: itemCount, configuration: configuration)
    }
}
