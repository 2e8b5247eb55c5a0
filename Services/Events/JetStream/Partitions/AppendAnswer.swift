import EventLog

/// What became of what a caller wanted appended.
enum AppendAnswer: Sendable {
    case records([AppendOutcome])
    case batch(baseOffset: Int64, isDuplicate: Bool)
}
