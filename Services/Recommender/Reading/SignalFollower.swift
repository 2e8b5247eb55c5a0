import EventCollection
import EventCompression
import EventLog
import EventsAPI
import Logging
import MeshCore
import MeshTransport

/// Reads one partition of what was collected, page by page.
struct SignalFollower: Sendable {
    let partition: Int
    let work: SignalWork
    private let metrics = SignalMetrics()
    private let broken: BrokenBatches

    /// The pause after a failure.
    private static let patience: Duration = .seconds(1)

    init(partition: Int, work: SignalWork) {
        self.partition = partition
        self.work = work
        broken = BrokenBatches(label: "recommender_broken_batches", partition: partition, logger: work.logger)
    }

    /// Reads until the task is cancelled.
    ///
    /// - Throws: `CancellationError`.
    func run() async throws {
        while true {
            do {
                try await step()
            } catch let error as CancellationError {
                throw error
            } catch {
                try Task.checkCancellation()
                work.logger.warning(
                    "Failed to read events", metadata: ["partition": "\(partition)", "error": "\(error)"])
                try await work.pauses.sleep(for: Self.patience)
            }
        }
    }

    private func step() async throws {
        let topic = work.settings.topic
        let offset = try work.store.offset(of: partition, in: topic)
        let page = try await page(from: offset)
        guard page.nextOffset > offset else { return }
        // Another instance waits for the same page, and may have been faster.
        guard try work.store.offset(of: partition, in: topic) == offset else { return }
        let batches = try ReadableBatches(in: page.bytes, expandedBy: SystemCompression())
        let signals = signals(of: batches, from: offset, to: page.nextOffset)
        let isCounted = try await work.store.count(
            SignalPage(
                topic: topic, partition: partition, offset: offset, nextOffset: page.nextOffset, signals: signals.found),
            settings: work.settings.counting)
        guard isCounted else { return }
        metrics.count(signals.found.count, unreadable: signals.unreadable)
        broken.count(batches.broken.filter { $0.upperBound >= offset && $0.lowerBound < page.nextOffset })
    }

    private func signals(
        of batches: ReadableBatches, from offset: Int64, to end: Int64
    ) -> (found: [NamedSignal], unreadable: Int) {
        var found: [NamedSignal] = []
        var unreadable = 0
        for values in batches.values {
            for item in values.items where item.offset >= offset && item.offset < end {
                // What is wrong with the text does not matter.
                guard let value = item.value, let json = try? JSONValue(parsing: Array(values.bytes[value])),
                    let event = CollectedEvent(json: json)
                else {
                    unreadable += 1
                    continue
                }
                found += work.settings.reader.signals(of: event)
            }
        }
        return (found, unreadable)
    }

    private func page(from offset: Int64) async throws -> RecordBatches {
        let (topic, wait) = (work.settings.topic, work.settings.wait)
        do {
            return try await work.events.batches(of: topic, partition: partition, from: offset, wait: wait)
        } catch let refusal as ServiceRefusal where refusal.status == 416 {
            // The offset is gone by the topic's retention; or the log is another one, which nobody must count twice.
            let state = try await work.events.topic(topic)?.partitions.first { $0.partition == partition }
            guard let earliest = state?.earliestOffset, earliest > offset else {
                throw RecommenderError.logIsShorter(partition: partition)
            }
            work.logger.warning(
                "Events were removed before they were counted",
                metadata: ["partition": "\(partition)", "from": "\(offset)", "to": "\(earliest)"])
            return try await work.events.batches(of: topic, partition: partition, from: earliest, wait: wait)
        }
    }
}
