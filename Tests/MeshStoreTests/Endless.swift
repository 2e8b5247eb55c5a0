/// Work that ends only by being cancelled.
enum Endless {
    static func work() async throws {
        let (stream, continuation) = AsyncStream.makeStream(of: Never.self)
        for await _ in stream {}
        continuation.finish()
        try Task.checkCancellation()
    }
}
