import EventLog

/// What a caller wants appended.
enum AppendWork: Sendable {
    case records([LogRecord], DuplicateRule)
    case batch(RecordBatch)
}
