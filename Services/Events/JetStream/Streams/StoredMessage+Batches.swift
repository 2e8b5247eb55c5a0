import EventLog

extension StoredMessage {
    /// The batches that a message consists of.
    ///
    /// - Throws: ``EventLogError/server(detail:)`` when it is something else, or was changed.
    func batches() throws(EventLogError) -> [RecordBatch] {
        var batches: [RecordBatch] = []
        var rest = payload[...]
        while !rest.isEmpty {
            do {
                let batch = try RecordBatch(rest)
                batches.append(batch)
                rest = rest.dropFirst(batch.bytes.count)
            } catch {
                throw .server(detail: "message \(sequence) is damaged: \(error)")
            }
        }
        return batches
    }
}
