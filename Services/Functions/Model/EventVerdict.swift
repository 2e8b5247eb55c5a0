import MeshCore

/// What becomes of an event after a try.
enum EventVerdict: Sendable, Equatable {
    case succeeded
    case retry(at: Timestamp)
    case failed(EventCondition)
}
