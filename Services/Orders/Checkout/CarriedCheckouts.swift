import MeshCore
import OrdersAPI
import Synchronization

/// The checkouts that this instance carries now, and who waits for them.
final class CarriedCheckouts: Sendable {
    private struct Entry {
        var fence: Int64
        var leasedAt: MonotonicInstant
        var isLost = false
    }

    private struct State {
        var entries: [Checkout.ID: Entry] = [:]
        var watchers: [Checkout.ID: [UInt64: AsyncStream<Void>.Continuation]] = [:]
        var lastWatcher: UInt64 = 0
    }

    private let state = Mutex(State())

    var count: Int { state.withLock { $0.entries.count } }

    /// Notes that a checkout is carried. One that is carried already is another life of the same: the newer fence counts.
    func add(_ checkout: CheckoutRecord) {
        state.withLock { $0.entries[checkout.id] = Entry(fence: checkout.fence, leasedAt: .now()) }
    }

    /// Notes that a checkout is carried, unless it is already.
    ///
    /// - Returns: Whether it was not.
    func begin(_ checkout: CheckoutRecord) -> Bool {
        state.withLock { state in
            if let entry = state.entries[checkout.id], entry.fence >= checkout.fence { return false }
            state.entries[checkout.id] = Entry(fence: checkout.fence, leasedAt: .now())
            return true
        }
    }

    /// Notes that it is carried no longer, and tells those who wait.
    func remove(_ checkout: CheckoutRecord) {
        let watchers = state.withLock { state in
            guard state.entries[checkout.id]?.fence == checkout.fence else {
                return [UInt64: AsyncStream<Void>.Continuation]()
            }
            state.entries[checkout.id] = nil
            return state.watchers.removeValue(forKey: checkout.id) ?? [:]
        }
        watchers.values.forEach { $0.finish() }
    }

    /// Whether a checkout is ours as far as is known.
    func holds(_ checkout: CheckoutRecord) -> Bool {
        state.withLock { state in
            state.entries[checkout.id].map { $0.fence == checkout.fence && !$0.isLost } ?? false
        }
    }

    /// Those whose leases are older than an age, by their fences.
    func leased(longerThan age: Duration, at now: MonotonicInstant) -> [Checkout.ID: Int64] {
        state.withLock { state in
            state.entries.filter { $0.value.leasedAt.duration(to: now) >= age && !$0.value.isLost }.mapValues(\.fence)
        }
    }

    /// Notes which of the leases that were asked for were prolonged; the others are lost.
    func renewed(_ renewed: Set<Checkout.ID>, of asked: [Checkout.ID: Int64], at now: MonotonicInstant) {
        state.withLock { state in
            for (id, fence) in asked where state.entries[id]?.fence == fence {
                if renewed.contains(id) {
                    state.entries[id]?.leasedAt = now
                } else {
                    state.entries[id]?.isLost = true
                }
            }
        }
    }

    /// A stream without elements that ends when a checkout is carried no longer; nil when it is not carried.
    func watch(_ id: Checkout.ID) -> AsyncStream<Void>? {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingOldest(1))
        let number: UInt64? = state.withLock { state in
            guard state.entries[id] != nil else { return nil }
            state.lastWatcher += 1
            state.watchers[id, default: [:]][state.lastWatcher] = continuation
            return state.lastWatcher
        }
        guard let number else { return nil }
        continuation.onTermination = { [self] _ in forget(number, of: id) }
        return stream
    }

    private func forget(_ watcher: UInt64, of id: Checkout.ID) {
        state.withLock { state in
            state.watchers[id]?[watcher] = nil
            if state.watchers[id]?.isEmpty == true { state.watchers[id] = nil }
        }
    }
}
