import NIOCore

/// The calls that wait for an endpoint to be ready, first come, first served.
struct WaitingCalls {
    private var calls = CircularBuffer<UpstreamCall>()
    /// How many wait; those that left stay in the buffer until their turn or the next tidying.
    private(set) var count = 0

    /// - Returns: Whether there was room.
    mutating func append(_ call: UpstreamCall, limit: Int) -> Bool {
        guard count < limit else { return false }
        if calls.count >= 2 * limit {
            var waiting = CircularBuffer<UpstreamCall>(initialCapacity: calls.count)
            for call in calls where call.isWaiting { waiting.append(call) }
            calls = waiting
        }
        calls.append(call)
        count += 1
        return true
    }

    /// A call that waits has given up.
    mutating func callLeft() {
        count -= 1
    }

    /// Takes the call that has waited longest.
    mutating func popFirst() -> UpstreamCall? {
        while let call = calls.popFirst() {
            guard call.isWaiting else { continue }
            count -= 1
            return call
        }
        return nil
    }
}
