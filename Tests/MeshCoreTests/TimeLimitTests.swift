import MeshCore
import Testing

@Suite("Limits of time")
struct TimeLimitTests {
    private struct Refused: Error, Equatable {}

    /// Ends when it is cancelled, and not before.
    private static func waitForCancellation() async {
        for await _ in AsyncStream.makeStream(of: Void.self).stream {}
    }

    @Test("Work that is done in time gives what it gives, and what it throws is thrown")
    func inTime() async throws {
        #expect(try await withTimeLimit(.seconds(3600)) { 5 } == 5)
        await #expect(throws: Refused()) { try await withTimeLimit(.seconds(3600)) { throw Refused() } }
    }

    @Test("Work that takes too long is cancelled, and waited for")
    func tooLong() async throws {
        let (ended, end) = AsyncStream.makeStream(of: Bool.self)
        await #expect(throws: TimeLimitPassed.self) {
            try await withTimeLimit(.milliseconds(1)) {
                await Self.waitForCancellation()
                end.yield(Task.isCancelled)
                end.finish()
            }
        }
        var endings: [Bool] = []
        for await wasCancelled in ended { endings.append(wasCancelled) }
        #expect(endings == [true])
    }

    @Test("Whoever is cancelled waits no longer")
    func cancelled() async throws {
        let (begun, begin) = AsyncStream.makeStream(of: Void.self)
        let limited = Task {
            try await withTimeLimit(.seconds(3600)) {
                begin.finish()
                await Self.waitForCancellation()
                try Task.checkCancellation()
            }
        }
        for await _ in begun {}
        limited.cancel()
        await #expect(throws: CancellationError.self) { try await limited.value }
    }
}
