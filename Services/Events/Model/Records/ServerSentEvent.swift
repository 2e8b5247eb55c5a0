import MeshCore

/// One event of an event stream (HTML, section "Server-sent events").
enum ServerSentEvent {
    /// What keeps a quiet connection open, and shows a writer that nobody reads any more.
    static let keepAlive = Array(": still here\n\n".utf8)

    /// Writes an event whose id is what its reader sends back as `Last-Event-ID` to go on after it.
    static func write(_ name: String, id: Int64, to bytes: inout [UInt8], data: (inout [UInt8]) -> Void) {
        bytes.append(contentsOf: "id: \(id)\nevent: \(name)\ndata: ".utf8)
        data(&bytes)
        bytes.append(contentsOf: "\n\n".utf8)
    }
}
