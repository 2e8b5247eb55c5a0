import FoundationEssentials

/// Where a handler writes an answer part by part; each part is on its way to the caller when the call returns.
///
/// It is used by the one handler that runs, one call after the other.
package final class LambdaResponseWriter {
    private enum State {
        case unused
        case open
        case finished
    }

    private let connection: RuntimeConnection
    private let path: String
    private var state = State.unused
    /// The media type of the answer; set before the first part.
    package var contentType = "application/octet-stream"

    init(connection: RuntimeConnection, path: String) {
        self.connection = connection
        self.path = path
    }

    /// Sends a part.
    ///
    /// - Throws: ``LambdaRuntimeError``.
    package func write(_ bytes: [UInt8]) throws {
        try open()
        try connection.writeChunk(bytes)
    }

    private func open() throws {
        guard case .unused = state else { return }
        state = .open
        try connection.beginChunked(
            path,
            fields: [
                ("content-type", contentType), ("lambda-runtime-function-response-mode", "streaming"),
                ("trailer", "lambda-runtime-function-error-type, lambda-runtime-function-error-body"),
            ])
    }

    func finish() throws {
        try open()
        state = .finished
        _ = try connection.endChunked(trailers: [])
    }

    /// Ends a streamed answer by an error; false when none was begun.
    func fail(type: String, document: [UInt8]) throws -> Bool {
        guard case .open = state else { return false }
        state = .finished
        _ = try connection.endChunked(trailers: [
            ("lambda-runtime-function-error-type", type),
            ("lambda-runtime-function-error-body", Data(document).base64EncodedString()),
        ])
        return true
    }
}
