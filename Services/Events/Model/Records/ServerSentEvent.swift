import EventLog
import MeshCore

/// One event of an event stream (HTML, section "Server-sent events").
enum ServerSentEvent {
    /// What keeps a quiet connection open, and shows a writer that nobody reads any more.
    static let keepAlive = Array(": still here\n\n".utf8)

    /// The events of a page; a comment when there is nothing to tell.
    static func part(of page: ReadPage) -> [UInt8] {
        var bytes: [UInt8] = []
        for entry in page.entries {
            switch entry {
            case .record(let record):
                write("record", id: record.offset, to: &bytes) { RecordText.write(record, to: &$0) }
            case .damage(let range):
                write("damage", id: range.offsets.upperBound - 1, to: &bytes) {
                    RecordText.damage(range).write(to: &$0)
                }
            }
        }
        return bytes.isEmpty ? keepAlive : bytes
    }

    /// Writes an event whose id is what its reader sends back as `Last-Event-ID` to go on after it.
    static func write(_ name: String, id: Int64, to bytes: inout [UInt8], data: (inout [UInt8]) -> Void) {
        bytes.append(contentsOf: "id: \(id)\nevent: \(name)\ndata: ".utf8)
        data(&bytes)
        bytes.append(contentsOf: "\n\n".utf8)
    }
}
