/// Waits until the task is cancelled.
///
/// - Throws: `CancellationError`, always.
func waitForever() async throws {
    let (stream, continuation) = AsyncStream.makeStream(of: Never.self)
    for await _ in stream {}
    continuation.finish()
    throw CancellationError()
}
