import Dispatch
import Synchronization

/// What the body gives for each number below a count, side by side on all cores, in the order of the numbers.
///
/// - Throws: What the body throws for the least number for which it does.
package func onAllCores<Item: Sendable>(
    _ count: Int, _ body: @Sendable (Int) throws -> Item
) throws -> [Item] {
    try besideEachOther(count) { place in Result { try body(place) } }.map { try $0.get() }
}

/// The same of what does not fail.
package func besideEachOther<Item: Sendable>(_ count: Int, _ body: @Sendable (Int) -> Item) -> [Item] {
    let found = Mutex<[Item?]>(Array(repeating: nil, count: count))
    DispatchQueue.concurrentPerform(iterations: count) { place in
        let item = body(place)
        found.withLock { $0[place] = item }
    }
    return found.withLock { $0 }.map { item in
        guard let item else { preconditionFailure("a part was left out") }
        return item
    }
}

/// As above; what the body works with is made once for each core, and used for one number after another: so its memory is
/// in the core's cache, and the system is not asked for it anew.
///
/// - Parameter make: Makes it.
/// - Throws: As above.
package func onAllCores<Desk: Sendable, Item: Sendable>(
    _ count: Int, with make: @Sendable () -> Desk, _ body: @Sendable (inout Desk, Int) throws -> Item
) throws -> [Item] {
    let idle = Mutex<[Desk]>([])
    return try onAllCores(count) { place in
        var desk = idle.withLock { $0.popLast() } ?? make()
        let result = Result { try body(&desk, place) }
        idle.withLock { $0.append(desk) }
        return try result.get()
    }
}
