import MeshCore
import ReportAnalysis

/// A generation as one snapshot of the store shows it: what is in columns, and what has come since.
struct YoungSnapshot: Sendable {
    let generation: GenerationRecord
    /// The zone of the site's days.
    let zone: String
    let readings: [Int: ReadingState]
    let segments: [SegmentRecord]
    /// Up to where sealed days have taken visitors' events; read only where days were sealed since the last look.
    let taken: TakenMarks?
    /// In the order in which they came.
    private(set) var batches: [Batch]

    /// Events that one page has brought, of one day.
    struct Batch: Sendable {
        let partition: Int
        /// Where the page ended.
        let nextOffset: Int64
        /// As they are stored: an `EventBatch`.
        fileprivate(set) var bytes: [UInt8]
    }

    /// Some of the batches, which the snapshot does not keep any more: all of them are not there beside what is made of them.
    mutating func takeBatches(_ places: Range<Int>) -> [Batch] {
        let taken = Array(batches[places])
        for place in places { batches[place].bytes = [] }
        return taken
    }

    /// Up to when all that was taken in is counted; nil while a partition was not read.
    var watermark: Timestamp? { Self.watermark(of: readings) }

    /// Up to when all that was taken in is counted by those who have read so far; nil while a partition was not read.
    static func watermark(of readings: [Int: ReadingState]) -> Timestamp? {
        guard !readings.isEmpty, readings.values.allSatisfy({ $0.passed != nil }) else { return nil }
        return readings.values.compactMap(\.passed).min()
    }
}
