import EventLog
import Glibc
import MeshCore

/// One of those that append at the same time.
struct CrashCaller: Sendable {
    let log: SegmentLog
    let partition: TopicPartition
    /// What its values begin with.
    let name: String

    /// Appends until the process dies.
    func run() async throws {
        let producer = try await log.makeProducer()
        var (number, sequence) = (0, Int32(0))
        while true {
            do {
                try await append(number, producer, &sequence)
            } catch EventLogError.notOwner {
                // The other process has it, until it dies.
                try await ContinuousClock().sleep(for: .milliseconds(5))
            }
            number += 3
        }
    }

    private func append(_ number: Int, _ producer: ProducerIdentity, _ sequence: inout Int32) async throws {
        let values = (0..<3).map { "\(name)-\(number + $0)" }
        let records = values.map { LogRecord(value: ArraySlice($0.utf8)) }
        if number % 9 == 0 {
            let stamp = ProducerStamp(producer: producer, baseSequence: sequence)
            let batch = RecordBatch(records, stamp: stamp, now: SystemWallClock().now())
            let receipt = try await log.append(batch, to: partition)
            let again = try await log.append(batch, to: partition)
            guard again.isDuplicate, again.baseOffset == receipt.baseOffset else { exit(3) }
            sequence += 3
            say(zip(receipt.baseOffset..., values))
        } else {
            let outcomes = try await log.append(records, to: partition, duplicates: .keep)
            say(zip(outcomes.compactMap(\.offset), values))
        }
    }

    /// Goes straight to the pipe: what a killed process has in a buffer is lost.
    private func say(_ pairs: some Sequence<(Int64, String)>) {
        let bytes = Array(pairs.map { "\($0) \($1)\n" }.joined().utf8)
        guard unsafe Glibc.write(1, bytes, bytes.count) == bytes.count else { exit(2) }
    }
}
