import MeshCore
import Testing

/// A moment from its text, such as `2026-03-29T01:00:00Z`.
func moment(_ text: String) throws -> Timestamp {
    try #require(Timestamp(text), "\(text) is no moment")
}
