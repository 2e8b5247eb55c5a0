/// Something that waits to be appended to a partition, and who waits for it.
struct AppendCall: Sendable {
    /// What is to be appended.
    enum Content: Sendable {
        case records([LogRecord], DuplicateRule)
        case batch(RecordBatch)
    }

    /// What becomes of it.
    enum Answer: Sendable {
        case outcomes([AppendOutcome])
        case placed(baseOffset: Int64, isDuplicate: Bool)
        /// It was not looked at: who asks begins the next segment, and then asks again before all others.
        case segmentIsFull
    }

    let content: Content
    let continuation: CheckedContinuation<Answer, any Error>
}
