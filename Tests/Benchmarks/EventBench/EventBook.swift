import MeshCore
import Synchronization

/// When each event was due, sent, acknowledged and read, by its number.
final class EventBook: Sendable {
    private struct State {
        var begun = MonotonicInstant(nanoseconds: 0)
        var sent: [Int64]
        var accepted: [Int64]
        var seen: [Int64]
        var seenCount = 0
        var repeated = 0
        var isOver = false
        var waiter: CheckedContinuation<Void, Never>?
    }

    let count: Int
    private let rate: Int
    private let state: Mutex<State>

    /// - Parameter rate: Events a second.
    init(count: Int, rate: Int) {
        self.count = count
        self.rate = rate
        let times = [Int64](repeating: .min, count: count)
        state = Mutex(State(sent: times, accepted: times, seen: times))
    }

    /// Whether all events were read, or nobody waits for them any more.
    var isOver: Bool { state.withLock { $0.isOver } }

    func begin() { state.withLock { $0.begun = .now() } }

    /// How many events are due.
    func due(at now: MonotonicInstant) -> Int {
        let begun = state.withLock { $0.begun }
        return Int(Double(begun.nanoseconds(to: now)) / 1e9 * Double(rate))
    }

    func sent(_ events: Range<Int>) { note(events) { $0.sent[$1] = $2 } }

    func accepted(_ events: Range<Int>) { note(events) { $0.accepted[$1] = $2 } }

    /// Notes events that a reader has had.
    func seen(_ events: [Int]) {
        guard !events.isEmpty else { return }
        let waiter: CheckedContinuation<Void, Never>? = state.withLock { state in
            let now = MonotonicInstant.now().nanoseconds
            for event in events where state.seen.indices.contains(event) {
                if state.seen[event] == .min { state.seenCount += 1 } else { state.repeated += 1 }
                state.seen[event] = now
            }
            guard state.seenCount == count else { return nil }
            state.isOver = true
            defer { state.waiter = nil }
            return state.waiter
        }
        waiter?.resume()
    }

    /// Waits until all events are read, or it is too late for them.
    func wait(until end: MonotonicInstant) async {
        await withTaskGroup { tasks in
            tasks.addTask { await self.awaitAll() }
            tasks.addTask {
                // Cancelled when all is read.
                try? await Task.sleep(for: MonotonicInstant.now().duration(to: end))
                self.giveUp()
            }
            await tasks.next()
            tasks.cancelAll()
        }
    }

    private func awaitAll() async {
        await withCheckedContinuation { continuation in
            let isOver = state.withLock { state in
                if !state.isOver { state.waiter = continuation }
                return state.isOver
            }
            if isOver { continuation.resume() }
        }
    }

    private func giveUp() {
        let waiter = state.withLock { state in
            state.isOver = true
            defer { state.waiter = nil }
            return state.waiter
        }
        waiter?.resume()
    }

    private func note(_ events: Range<Int>, _ body: (inout State, Int, Int64) -> Void) {
        let now = MonotonicInstant.now().nanoseconds
        state.withLock { state in for event in events { body(&state, event, now) } }
    }

    /// What was measured, without the first tenth, in which clients and partitions find each other.
    var figures: JSONValue {
        state.withLock { state in
            let settled = count / 10..<count
            let interval = 1e9 / Double(rate)
            func dueTime(_ event: Int) -> Int64 { state.begun.nanoseconds + Int64(Double(event) * interval) }
            let read = settled.filter { state.seen[$0] != .min }
            return [
                "events": .int(Int64(count)), "read": .int(Int64(state.seenCount)),
                "repeated": .int(Int64(state.repeated)),
                "dueToRead": Self.percentiles(read.map { state.seen[$0] - dueTime($0) }),
                "sentToRead": Self.percentiles(read.map { state.seen[$0] - state.sent[$0] }),
                "acceptedToRead": Self.percentiles(
                    read.filter { state.accepted[$0] != .min }.map { max(0, state.seen[$0] - state.accepted[$0]) }),
                "sentToAccepted": Self.percentiles(
                    settled.filter { state.accepted[$0] != .min }.map { state.accepted[$0] - state.sent[$0] }),
                // What the benchmark itself is late.
                "dueToSent": Self.percentiles(
                    settled.filter { state.sent[$0] != .min }.map { state.sent[$0] - dueTime($0) }),
            ]
        }
    }

    /// In milliseconds.
    private static func percentiles(_ times: [Int64]) -> JSONValue {
        let sorted = times.sorted()
        func part(_ share: Int) -> JSONValue {
            guard !sorted.isEmpty else { return .null }
            let time = sorted[min(sorted.count - 1, sorted.count * share / 100)]
            return .double((Double(time) / 10_000).rounded() / 100)
        }
        return ["p50": part(50), "p90": part(90), "p99": part(99), "max": part(100)]
    }
}
