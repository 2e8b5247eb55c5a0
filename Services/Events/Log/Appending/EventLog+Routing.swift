extension EventLog {
    /// Appends records to the partitions where their keys belong, to all of them at once.
    ///
    /// - Parameters:
    ///   - records: Those of one partition keep their order.
    ///   - topic: Where.
    ///   - duplicates: Whether a record that comes again within the topic's window is left out.
    ///   - turn: Any number, from which records without key and identity are dealt out.
    ///   - dealt: The partitions that these are dealt to; empty for all.
    /// - Returns: One outcome for each record, in their order.
    package func append(
        _ records: [LogRecord], to topic: Topic, duplicates: DuplicateRule, turn: Int = 0, dealt: [Int] = []
    ) async -> [RoutedOutcome] {
        let dealt = dealt.isEmpty ? Array(topic.partitions.indices) : dealt
        if records.count == 1 {
            // What most requests bring needs no shares.
            let partition = topic.partition(
                Partitioner.partition(of: records[0], turn: turn, count: topic.partitions.count, dealt: dealt))
            let result = await result(of: records, to: partition, duplicates: duplicates)
            return [RoutedOutcome(partition: partition, result: result.map { $0[0] })]
        }
        var shares: [Int: [Int]] = [:]
        for (index, record) in records.enumerated() {
            let partition = Partitioner.partition(
                of: record, turn: turn &+ index, count: topic.partitions.count, dealt: dealt)
            shares[partition, default: []].append(index)
        }
        if shares.count == 1, let number = shares.keys.first {
            let partition = topic.partition(number)
            let result = await result(of: records, to: partition, duplicates: duplicates)
            return records.indices.map { place in
                RoutedOutcome(partition: partition, result: result.map { $0[place] })
            }
        }
        return await withTaskGroup(of: (TopicPartition, [Int], Result<[AppendOutcome], any Error>).self) { group in
            for (number, indexes) in shares {
                let partition = topic.partition(number)
                group.addTask {
                    let share = indexes.map { records[$0] }
                    return (partition, indexes, await result(of: share, to: partition, duplicates: duplicates))
                }
            }
            var outcomes = [RoutedOutcome?](repeating: nil, count: records.count)
            for await (partition, indexes, result) in group {
                for (position, index) in indexes.enumerated() {
                    outcomes[index] = RoutedOutcome(partition: partition, result: result.map { $0[position] })
                }
            }
            return outcomes.compactMap(\.self)
        }
    }

    private func result(
        of records: [LogRecord], to partition: TopicPartition, duplicates: DuplicateRule
    ) async -> Result<[AppendOutcome], any Error> {
        do {
            return .success(try await append(records, to: partition, duplicates: duplicates))
        } catch {
            return .failure(error)
        }
    }
}
