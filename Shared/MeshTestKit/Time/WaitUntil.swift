/// Waits until a condition holds, looking every 2 ms, and throws when the limit passes first.
///
/// The one way of waiting in tests: a test that waits for a condition is as fast as the code under test, and when it
/// fails it says for what it waited and what the last state was.
///
/// - Parameters:
///   - what: What is waited for, in words.
///   - limit: How long to wait at most; generous, since it is only spent by a failing test.
///   - state: The state to show when the condition is not reached.
///   - condition: What must become true.
/// - Throws: ``ConditionNotReached``, or what the condition throws.
package func waitUntil(
    _ what: String, limit: Duration = .seconds(60), state: () async -> String = { "" },
    _ condition: () async throws -> Bool
) async throws {
    let clock = ContinuousClock()
    let end = clock.now + limit
    while true {
        if try await condition() { return }
        guard clock.now < end else { throw ConditionNotReached(what: what, limit: limit, state: await state()) }
        try await Task.sleep(for: .milliseconds(2), clock: clock)
    }
}

/// Waits until an expression gives a value and returns it.
///
/// - Throws: ``ConditionNotReached``, or what the expression throws.
package func waitForValue<Value>(
    _ what: String, limit: Duration = .seconds(60), state: () async -> String = { "" },
    _ value: () async throws -> Value?
) async throws -> Value {
    var found: Value?
    try await waitUntil(what, limit: limit, state: state) {
        found = try await value()
        return found != nil
    }
    guard let found else { throw ConditionNotReached(what: what, limit: limit, state: await state()) }
    return found
}
