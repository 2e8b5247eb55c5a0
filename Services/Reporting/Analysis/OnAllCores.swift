import Dispatch
import Synchronization

/// What the body gives for each number below a count, side by side on all cores, in the order of the numbers.
///
/// - Throws: What the body throws for the least number for which it does.
package func onAllCores<Item: Sendable>(
    _ count: Int, _ body: @Sendable (Int) throws -> Item
) throws -> [Item] {
    let found = Mutex<[Result<Item, any Error>?]>(Array(repeating: nil, count: count))
    DispatchQueue.concurrentPerform(iterations: count) { place in
        let result = Result { try body(place) }
        found.withLock { $0[place] = result }
    }
    return try found.withLock { $0 }.map { result in
        guard let result else { preconditionFailure("a part was left out") }
        return try result.get()
    }
}
