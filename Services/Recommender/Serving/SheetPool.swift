import RecommenderModels
import Synchronization

/// Sheets for scores, used again by one answer after another.
final class SheetPool: Sendable {
    private let free = Mutex<[ScoreSheet]>([])

    /// So many are kept: one for each answer that is made at once.
    private static let limit = 16

    /// Lends a sheet of at least so many items for the time of a closure, which gives it back cleared.
    func with<Value>(itemCount: Int, _ body: (inout ScoreSheet) -> Value) -> Value {
        var sheet = free.withLock { $0.popLast() } ?? ScoreSheet(itemCount: itemCount)
        if sheet.itemCount < itemCount { sheet = ScoreSheet(itemCount: itemCount) }
        let value = body(&sheet)
        let used = sheet
        free.withLock { if $0.count < Self.limit { $0.append(used) } }
        return value
    }
}
