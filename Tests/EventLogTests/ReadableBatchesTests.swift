import CoreMetrics
import Logging
import MeshCore
import Synchronization
import Testing

@testable import EventLog

@Suite("Batches that their producer has broken")
struct ReadableBatchesTests {
    private static let now = Timestamp(milliseconds: 1_795_222_800_000)

    /// Expands nothing.
    private struct NoDecompressor: BatchDecompressor {
        func decompress(_ bytes: ArraySlice<UInt8>, _ compression: BatchCompression, limit: Int) -> [UInt8]? { nil }
    }

    private static func batch(_ values: [String], at offset: Int64) -> [UInt8] {
        let records = values.map { LogRecord(value: Array($0.utf8)[...]) }
        return Array(RecordBatch(records, now: now).placed(at: offset, epoch: 0).bytes)
    }

    /// The same with a record whose length is below 0, under a checksum that holds.
    static func broken(_ values: [String], at offset: Int64) -> [UInt8] {
        var bytes = batch(values, at: offset)
        bytes[RecordBatchHeader.length] = 0x7F
        RecordBatchHeader.seal(&bytes, from: 0, byteCount: bytes.count)
        return bytes
    }

    @Test("are passed over, with their offsets told; what was damaged on its way is refused")
    func passedOver() throws {
        let page = Self.batch(["a", "b"], at: 5) + Self.broken(["c", "d", "e"], at: 7) + Self.batch(["f"], at: 10)
        let found = try ReadableBatches(in: page, expandedBy: NoDecompressor())
        let texts = found.values.flatMap { values in
            values.items.map { item in item.value.map { String(decoding: values.bytes[$0], as: UTF8.self) } }
        }
        #expect(texts == ["a", "b", "f"] && found.values.last?.items.map(\.offset) == [10])
        #expect(found.broken == [7...9])
        var damaged = page
        damaged[page.count - 1] ^= 1
        #expect(throws: BatchDefect.self) { try ReadableBatches(in: damaged, expandedBy: NoDecompressor()) }
    }

    @Test("are counted each, by their partition, and told once")
    func counted() {
        let (counts, lines) = (Counts(), Lines())
        let broken = BrokenBatches(
            label: "reporting_broken_batches", partition: 3, logger: lines.logger, factory: counts)
        broken.count([])
        #expect(counts.sums.withLock { $0["reporting_broken_batches partition=3"] == nil } && lines.count == 0)
        broken.count([7...9])
        broken.count([10...10, 12...40])
        #expect(counts.sums.withLock { $0 } == ["reporting_broken_batches partition=3": 3])
        #expect(lines.count == 1)
    }
}

/// Counters by name and dimensions.
private final class Counts: MetricsFactory, Sendable {
    let sums = Mutex<[String: Int64]>([:])

    private final class Handler: CounterHandler, Sendable {
        let name: String
        let counts: Counts

        init(_ name: String, _ counts: Counts) {
            self.name = name
            self.counts = counts
        }

        func increment(by amount: Int64) { counts.sums.withLock { $0[name, default: 0] += amount } }
        func reset() {}
    }

    func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        Handler("\(label) \(dimensions.map { "\($0)=\($1)" }.joined(separator: ","))", self)
    }
    func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        NOOPMetricsHandler.instance
    }
    func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler { NOOPMetricsHandler.instance }
    func destroyCounter(_ handler: any CounterHandler) {}
    func destroyRecorder(_ handler: any RecorderHandler) {}
    func destroyTimer(_ handler: any TimerHandler) {}
}

/// Counts what is logged.
private final class Lines: Sendable {
    private struct Handler: LogHandler {
        let lines: Lines
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) { lines.written.withLock { $0 += 1 } }
    }

    private let written = Mutex(0)
    var count: Int { written.withLock { $0 } }
    var logger: Logger { Logger(label: "test") { _ in Handler(lines: self) } }
}
