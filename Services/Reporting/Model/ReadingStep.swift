import MeshCore
import ReportAnalysis

/// What reading a page has brought: goes into the store in one transaction.
struct ReadingStep: Sendable {
    /// What a generation takes of it.
    struct Share: Sendable {
        let generation: Int64
        /// By the day on which they happened; packed.
        let days: [Int: [UInt8]]
        let count: Int
        let lateCount: Int
        let newest: Timestamp?
    }

    /// Who the page was read for.
    enum Reader: Hashable, Sendable {
        /// The partition's reader, for all who follow it.
        case partition
        /// A generation that is being made, up to where the partition's reader stands.
        case generation(Int64)
    }

    let reader: Reader
    let partition: Int
    /// That of the plan by which it was read.
    let revision: Int64
    /// Where the page began.
    let offset: Int64
    /// Where the reader reads on.
    let nextOffset: Int64
    /// Up to when all that was taken in has been read; nil when the page tells nothing of it.
    let passed: Timestamp?
    let shares: [Share]
}
